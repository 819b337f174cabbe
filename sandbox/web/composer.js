// The lower edge of a chat: reply keyboard, commands, attachments, the message field.
import { html, useContext, useEffect, useLayoutEffect, useRef, useState } from "./vendor/htm-preact.js";
import { Ui } from "./i18n.js";
import { Icon } from "./icons.js";
import { ReplyKeyboard } from "./keyboard.js";
import { IconButton, Menu } from "./parts.js";
import { fullName } from "./names.js";

const plain = (s) => s.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();

/** The commands a half-typed "/ta" may mean: names that begin so, then descriptions that hold the word. */
export function matching(commands, typed) {
  const word = plain(typed.replace(/^\//, ""));
  const begins = commands.filter((c) => c.command.startsWith(word));
  return [...begins, ...commands.filter((c) => !begins.includes(c) && word && plain(c.description).includes(word))];
}

function Commands({ list, at, id, choose }) {
  const { t } = useContext(Ui);
  const ref = useRef();
  useLayoutEffect(() => ref.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" }), [at]);
  return html`<div class="commands" role="listbox" id=${id} aria-label=${t.commands} ref=${ref}>
    ${!list.length && html`<p>${t.noCommand}</p>`}
    ${list.map((c, i) => html`<button type="button" role="option" id=${`${id}-${i}`} tabindex="-1" aria-selected=${i === at}
      onMouseDown=${(e) => e.preventDefault()} onClick=${() => choose(c)} data-command=${c.command}>
      <b>/${c.command}</b><span>${c.description}</span></button>`)}
  </div>`;
}

/** The message field of a chat view. `before` is called as something is sent. */
export function Composer({ view, user, chat, keyboard, before }) {
  const { t, act, narrow } = useContext(Ui);
  const [text, setText] = useState("");
  const [listed, setListed] = useState(false);
  const [at, setAt] = useState(0);
  const [hidden, setHidden] = useState(false);
  const [busy, setBusy] = useState(false);
  const field = useRef();
  const file = useRef();
  const id = `commands-${view.replace(":", "_")}`;
  const typing = /^\/\S*$/.test(text);
  const commands = listed || typing ? matching(chat.commands, typing ? text : "/") : null;
  const open = commands && (listed || commands.length > 0) && chat.commands.length > 0;

  useEffect(() => setHidden(false), [keyboard]);
  useLayoutEffect(() => {
    const box = field.current;
    box.style.height = "auto";
    box.style.height = `${Math.min(box.scrollHeight, 132)}px`;
  }, [text]);

  async function send(words) {
    const said = words.trim();
    if (!said) return;
    setListed(false);
    setText("");
    before();
    if (!(await act.send(view, said))) setText((now) => now || words);
  }
  const choose = (c) => {
    send(`/${c.command}`);
    if (!narrow) field.current.focus();
  };
  function onKey(e) {
    if (e.isComposing || e.keyCode === 229) return;
    if (open && (e.key === "ArrowDown" || e.key === "ArrowUp") && commands.length) {
      e.preventDefault();
      setAt((at + (e.key === "ArrowDown" ? 1 : -1) + commands.length) % commands.length);
    } else if (open && e.key === "Tab" && !e.shiftKey && commands[at]) {
      e.preventDefault();
      setText(`/${commands[at].command}`);
    } else if (open && e.key === "Escape") {
      e.stopPropagation();
      setListed(false);
      if (typing) setText("");
    } else if (e.key === "Enter" && !e.shiftKey) {
      e.preventDefault();
      const exact = chat.commands.some((c) => `/${c.command}` === text.trim());
      if (open && !exact && commands[at]) choose(commands[at]);
      else send(text);
    }
  }
  async function attach(e) {
    const chosen = e.target.files[0];
    e.target.value = "";
    if (!chosen) return;
    setBusy(true);
    before();
    if (await act.upload(view, chosen, text.trim())) setText("");
    setBusy(false);
  }
  const items = [{ icon: "file", label: t.attachFile, act: () => file.current.click() }];
  if (chat.type === "private") {
    items.push({ icon: "phone", label: t.shareOwn, act: () => { before(); act.contact(user.id); } });
    items.push({ icon: "person", label: t.shareOther,
      act: () => act.show({ type: "dialog", dialog: { kind: "contact", user: user.id } }) });
  }
  return html`<div class="composer">
    ${open && html`<${Commands} list=${commands} at=${at} id=${id} choose=${choose} />`}
    <div class="composer-row">
      <${Menu} icon="clip" label=${t.attach} up=${true} items=${items} />
      <input type="file" class="sr" tabindex="-1" aria-hidden="true" ref=${file} onChange=${attach} data-file />
      <textarea ref=${field} rows="1" value=${text} placeholder=${busy ? t.sendingFile : t.write} data-input
        aria-label=${t.writeTo(fullName(user))} autocomplete="off" enterkeyhint="send"
        aria-controls=${open ? id : undefined} aria-activedescendant=${open && commands[at] ? `${id}-${at}` : undefined}
        onInput=${(e) => { setText(e.target.value); setAt(0); setListed(false); }} onKeyDown=${onKey}></textarea>
      ${chat.commands.length > 0 && !text && html`<button type="button" class="icon-button slash" aria-label=${t.commands} title=${t.commands}
        aria-expanded=${!!open} data-commands onClick=${() => { setAt(0); setListed(!listed); field.current.focus(); }}>/</button>`}
      ${keyboard && !text && html`<${IconButton} icon="keys" label=${t.toggleKeyboard} aria-expanded=${!hidden} onClick=${() => setHidden(!hidden)} />`}
      <button type="button" class="send" aria-label=${t.send} title=${t.send} data-send disabled=${!text.trim()}
        onClick=${() => send(text)}><${Icon} name="send" /></button>
    </div>
    ${keyboard && !hidden && html`<${ReplyKeyboard} view=${view} rows=${keyboard} />`}
  </div>`;
}
