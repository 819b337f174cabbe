// One message as a bubble: text, picture, file, contact, marks, and its buttons.
import { html, useContext } from "./vendor/htm-preact.js";
import { Icon } from "./icons.js";
import { Ui } from "./i18n.js";
import { richText } from "./entities.js";
import { InlineKeyboard } from "./keyboard.js";
import { hhmm } from "./time.js";
import { fileSize, fullName, hue } from "./names.js";
import { memo } from "./parts.js";

const fileURL = (id) => `/phone/file/${encodeURIComponent(id)}`;

function Picture({ file, caption }) {
  const { t, act } = useContext(Ui);
  const name = caption || file.name || t.picture;
  return html`<button type="button" class="picture" aria-label=${`${t.enlarge}: ${name}`}
    onClick=${() => act.show({ type: "dialog", dialog: { kind: "picture", src: fileURL(file.id), name } })}>
    <img src=${fileURL(file.id)} width=${file.width || undefined} height=${file.height || undefined} alt="" loading="lazy" />
  </button>`;
}

function Document({ file }) {
  const { t, lang } = useContext(Ui);
  const ending = /\.([a-z0-9]{1,5})$/i.exec(file.name || "")?.[1] || "";
  return html`<a class="document" href=${fileURL(file.id)} download=${file.name} aria-label=${t.download(file.name)}>
    <span class="document-icon" aria-hidden="true">${ending ? html`<small>${ending}</small>` : html`<${Icon} name="file" />`}</span>
    <span class="document-text"><b>${file.name}</b><span>${fileSize(file.size, lang)}</span></span>
  </a>`;
}

function Contact({ contact }) {
  const { t } = useContext(Ui);
  return html`<div class="contact"><span class="document-icon" aria-hidden="true"><${Icon} name="person" /></span>
    <span class="document-text"><span class="sr">${t.contact}: </span><b>${contact.name}</b><span>${contact.phone}</span></span></div>`;
}

function Meta({ message }) {
  const { t, zone } = useContext(Ui);
  return html`<span class="meta">
    ${message.silent && html`<span title=${t.silent}><${Icon} name="muted" /><span class="sr">${t.silent}</span></span>`}
    ${message.edited && html`<span title=${t.editedAt(hhmm(message.edited * 1000, zone))}>${t.edited}</span>`}
    <time>${hhmm(message.date * 1000, zone)}</time>
  </span>`;
}

// What a bubble says; a client shows a deep link's /start without its payload.
export function saidText(message) {
  const text = message.text ?? message.caption ?? "";
  return message.from === "user" && text.startsWith("/start ") ? "/start" : text;
}

function draw({ view, message, author: authorId, quote, taps, mine, inGroup }) {
  const { t, act, person, bot } = useContext(Ui);
  const text = saidText(message);
  const on = { link: (url) => act.link(view, url), command: (c) => act.send(view, c), reveal: t.reveal };
  const author = message.from === "bot" ? bot.first_name : fullName(person(authorId));
  const photo = message.file?.photo;
  const kind = `${mine ? "own" : "theirs"} ${message.buttons?.length ? "has-keys" : ""} ${photo ? "has-picture" : ""}`;
  return html`<article class=${`message ${kind}`} data-message=${message.message_id} data-from=${message.from}>
    <div class="bubble">
      ${inGroup && !mine
        ? html`<b class=${`author ${hue(message.user_id)}`}>${author}</b>`
        : html`<span class="sr">${author}: </span>`}
      ${message.topic && html`<span class="topic"># ${message.topic}</span>`}
      ${message.forwarded && html`<span class="forwarded">${t.forwarded(message.forwarded)}</span>`}
      ${quote && html`<div class="quote">${quote}</div>`}
      ${photo && html`<${Picture} file=${message.file} caption=${message.caption} />`}
      ${message.file && !photo && html`<${Document} file=${message.file} />`}
      ${message.contact && html`<${Contact} contact=${message.contact} />`}
      ${text && html`<div class="text">${richText(text, message.entities, on)}<${Meta} message=${message} /></div>`}
      ${!text && html`<${Meta} message=${message} />`}
    </div>
    ${message.buttons?.length > 0 && html`<${InlineKeyboard} view=${view} message=${message} taps=${taps} />`}
  </article>`;
}

/** {view, message, author (id, when a person), quote (what it answers), taps (of this message, or a shared empty), mine, inGroup}: drawn again only when one changes. */
export const Message = memo(draw);
