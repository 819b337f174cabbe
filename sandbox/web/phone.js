// One phone: whose it is, the chat, toasts, the lower edge.
import { html, useContext, useEffect, useLayoutEffect, useMemo, useRef, useState } from "./vendor/htm-preact.js";
import { Ui, say } from "./i18n.js";
import { Icon } from "./icons.js";
import { Message } from "./message.js";
import { Composer } from "./composer.js";
import { Avatar, Badge, IconButton, Menu, memo } from "./parts.js";
import { viewOf, replyKeyboard, firstUnread } from "./state.js";
import { dayKey, fullDate } from "./time.js";
import { fullName, calledName } from "./names.js";
import { StatusTime } from "./clock.js";

const NEAR_BOTTOM = 60;
const NO_TAPS = {};

function lastOwn(messages) {
  for (let i = messages.length - 1; i >= 0; i--) if (messages[i].from === "user") return messages[i].message_id;
  return 0;
}

// Of all presses under way, those on one message; a shared empty object when there is none.
function tapsOf(taps, chat, message) {
  const prefix = `${chat}/${message}/`;
  const keys = Object.keys(taps).filter((k) => k.startsWith(prefix));
  return keys.length ? Object.fromEntries(keys.map((k) => [k, taps[k]])) : NO_TAPS;
}

function Toast({ toast }) {
  const { t, act } = useContext(Ui);
  const over = () => act.emit({ type: "toast-over", seq: toast.seq });
  const ref = useRef();
  useEffect(() => {
    if (!toast.alert) return undefined;
    const before = document.activeElement;
    ref.current.focus();
    return () => before?.isConnected && before.focus();
  }, []);
  if (!toast.alert) return html`<div class="toast" role="status" data-toast>${toast.text}</div>`;
  return html`<div class="alert-shade" onKeyDown=${(e) => e.key === "Escape" && (e.stopPropagation(), over())}>
    <div class="alert" role="alertdialog" aria-label=${toast.text} data-toast><p>${toast.text}</p>
      <button type="button" class="button primary" ref=${ref} onClick=${over}>${t.ok}</button></div></div>`;
}

function Empty({ chat, user, bot, invited }) {
  const { t, act } = useContext(Ui);
  if (chat.type !== "private") return html`<div class="empty"><p>${t.emptyGroup}</p></div>`;
  return html`<div class="empty"><img src="/web/icon.svg" width="64" height="64" alt="" />
    <b>${t.emptyTitle}</b><p>${t.emptyText(bot.first_name)}</p>
    <button type="button" class=${`button ${invited ? "" : "primary"}`} data-start onClick=${() => act.start(user.id, "")}>${t.begin}</button></div>`;
}

// A text message from outside Telegram with the link that opens the bot.
function Invitation({ user, invitation }) {
  const { t, lang, act } = useContext(Ui);
  return html`<aside class="invitation" data-invitation><b>${invitation.head ? say(invitation.head, lang) : t.invitation}</b><p>${say(invitation.text, lang)}</p>
    <button type="button" class="button primary" onClick=${() => act.invited(user.id, invitation)}>${say(invitation.button, lang)}</button></aside>`;
}

/** The messages, with day and unread lines. `separator` is the id of the first unread message, or 0. */
function Messages({ view, chat, user, taps, separator }) {
  const { t, lang, zone } = useContext(Ui);
  const v = viewOf(view);
  let day = "";
  return chat.messages.flatMap((m) => {
    const out = [];
    const key = dayKey(m.date * 1000, zone);
    if (key !== day) out.push(html`<div class="line" key=${`d${m.message_id}`}><span>${fullDate(m.date * 1000, zone, lang)}</span></div>`);
    day = key;
    if (m.message_id === separator) out.push(html`<div class="line unread" key="unread"><span>${t.unreadLine}</span></div>`);
    const mine = m.from === "user" && (m.user_id ?? v.user) === user.id;
    const quoted = m.reply_to && chat.messages.find((x) => x.message_id === m.reply_to);
    const quote = quoted ? (quoted.text || quoted.caption || quoted.file?.name || quoted.contact?.name || "").slice(0, 120) : "";
    out.push(html`<${Message} key=${m.message_id} view=${view} message=${m} mine=${mine} author=${mine ? user.id : m.user_id} quote=${quote}
      inGroup=${v.group !== null} taps=${tapsOf(taps, view, m.message_id)} />`);
    return out;
  });
}

function Log({ view, chat, user, invitation, taps, unread, active, typing }) {
  const { t, act, bot } = useContext(Ui);
  const list = useRef();
  const inner = useRef();
  const stuck = useRef(true);
  const [below, setBelow] = useState(false);
  const [separator, setSeparator] = useState(0);
  const last = chat.messages.at(-1)?.message_id || 0;
  const lastMine = useMemo(() => lastOwn(chat.messages), [chat.messages]);

  const toBottom = () => { list.current.scrollTop = list.current.scrollHeight; };
  function onScroll() {
    const el = list.current;
    if (!el) return; // a last scroll event may come as the phone is put away
    stuck.current = el.scrollHeight - el.scrollTop - el.clientHeight < NEAR_BOTTOM;
    setBelow(!stuck.current);
    if (stuck.current && active && document.visibilityState === "visible") act.read(view);
  }
  useLayoutEffect(() => { if (stuck.current) toBottom(); }, [chat.messages, typing]);
  useLayoutEffect(() => { stuck.current = true; toBottom(); }, [lastMine]);
  useEffect(() => {
    const watch = new ResizeObserver(() => stuck.current && toBottom());
    watch.observe(list.current);
    watch.observe(inner.current);
    return () => watch.disconnect();
  }, []);
  useEffect(() => { if (lastMine > separator) setSeparator(0); }, [lastMine]);
  useEffect(() => {
    if (!unread) return;
    if (active && stuck.current && document.visibilityState === "visible") act.read(view);
    else if (!separator) setSeparator(firstUnread(chat.messages, unread));
  }, [unread, last, active]);

  return html`<div class="log-frame">
    <div class="log" ref=${list} role="log" aria-live="off" aria-label=${t.messages} tabindex="0" data-list onScroll=${onScroll}>
      <div class="log-inner" ref=${inner}>
        ${invitation && html`<${Invitation} user=${user} invitation=${invitation} />`}
        ${chat.messages.length === 0 && html`<${Empty} chat=${chat} user=${user} bot=${bot} invited=${!!invitation} />`}
        <${Messages} view=${view} chat=${chat} user=${user} taps=${taps} separator=${separator} />
        ${typing && html`<div class="message theirs"><div class="bubble dots" aria-label=${t.typing}><i></i><i></i><i></i></div></div>`}
      </div>
    </div>
    ${below && html`<button type="button" class="to-bottom" aria-label=${t.toBottom} data-to-bottom
      onClick=${() => { toBottom(); act.read(view); }}><${Icon} name="down" />${unread > 0 && html`<span>${t.newMessages(unread)}</span>`}</button>`}
  </div>`;
}

function Caption({ view, phone, unread, canClose }) {
  const { t, lang, act } = useContext(Ui);
  const name = fullName(phone.user);
  return html`<header class="caption">
    <${Avatar} user=${phone.user} />
    <span class="caption-text"><b>${name}</b><span>${[say(phone.title, lang), say(phone.unit, lang)].filter(Boolean).join(" · ")}</span></span>
    <${Badge} n=${unread} />
    ${canClose && html`<${IconButton} icon="close" label=${t.closePhone(name)} onClick=${() => act.show({ type: "close", key: view })} />`}
  </header>`;
}

function ChatHead({ phone, chat, typing }) {
  const { t, lang, act, bot, narrow } = useContext(Ui);
  const group = chat.type !== "private";
  const sub = typing ? t.typing : group ? t.members((chat.members || []).length)
    : narrow ? `${fullName(phone.user)} · ${say(phone.title, lang)}` : t.bot;
  const items = [chat.blocked
    ? { icon: "check", label: t.unblock, act: () => act.block(phone.user.id, false), data: { "data-block": "off" } }
    : { icon: "stop", label: t.block, act: () => act.block(phone.user.id, true), data: { "data-block": "on" } }];
  return html`<div class="chat-head">
    ${group ? html`<${Avatar} group=${chat.id} />` : html`<img class="avatar" src="/web/icon.svg" alt="" />`}
    <span class="caption-text"><b>${group ? chat.title : bot.first_name}</b><span>${sub}</span></span>
    ${!group && html`<${Menu} icon="more" label=${t.chatMenu} items=${items} />`}
  </div>`;
}

function draw({ view, phone, chat, unread, taps, toasts, typing, active, called, canClose }) {
  const { t, act, narrow } = useContext(Ui);
  const keyboard = useMemo(() => replyKeyboard(chat.messages), [chat.messages]);
  const here = () => {
    if (!active) act.show({ type: "activate", key: view });
    else act.read(view);
  };
  const name = fullName(phone.user);
  return html`<section class=${`phone ${active ? "active" : ""} ${called ? "called" : ""}`} aria-label=${t.phoneOf(name)}
      data-phone=${phone.user.id} data-view=${view} onPointerDown=${here} onFocusIn=${here}>
    ${!narrow && html`<${Caption} view=${view} phone=${phone} unread=${unread} canClose=${canClose} />`}
    <div class="bezel"><div class="screen">
      ${!narrow && html`<div class="status-bar" aria-hidden="true"><${StatusTime} /><span class="island"></span><span>${calledName(phone.user)}</span></div>`}
      <${ChatHead} phone=${phone} chat=${chat} typing=${typing} />
      <${Log} view=${view} chat=${chat} user=${phone.user} taps=${taps} invitation=${chat.type === "private" && phone.invitation} unread=${unread} active=${active} typing=${typing} />
      ${chat.blocked
        ? html`<div class="blocked"><p>${t.blocked}</p><button type="button" class="button" data-block="off" onClick=${() => act.block(phone.user.id, false)}>${t.unblock}</button></div>`
        : html`<${Composer} view=${view} user=${phone.user} chat=${chat} keyboard=${keyboard} before=${() => act.read(view)} />`}
      ${toasts.map((toast) => html`<${Toast} key=${toast.seq} toast=${toast} />`)}
    </div></div>
  </section>`;
}

/** One phone of the page; drawn again only when something of its own changed. */
export const Phone = memo(draw);
