// Telegram's message entities (ranges in UTF-16 units, which is how JavaScript counts) as a tree, and the tree as
// nodes. No markup is ever parsed, so nothing a person writes can become an element.
import { html } from "./vendor/htm-preact.js";

/**
 * The text cut into a tree: strings and {type, url?, text, children}. Entities outside the text are clipped, empty
 * ones dropped, and one that crosses the end of its parent is cut there, so that the leaves joined are the text.
 */
export function entityTree(text, entities) {
  const list = (entities || [])
    .map((e) => ({ ...e, from: Math.max(0, e.offset), to: Math.min(text.length, e.offset + e.length) }))
    .filter((e) => e.from < e.to)
    .sort((a, b) => a.from - b.from || b.to - a.to);
  let next = 0;
  function build(from, to) {
    const out = [];
    let at = from;
    while (next < list.length && list[next].from < to) {
      const e = list[next++];
      const start = Math.max(e.from, at);
      const end = Math.min(e.to, to);
      if (start >= end) continue;
      if (start > at) out.push(text.slice(at, start));
      out.push({ type: e.type, url: e.url, text: text.slice(start, end), children: build(start, end) });
      at = end;
    }
    if (at < to) out.push(text.slice(at, to));
    return out;
  }
  return build(0, text.length);
}

const AUTO = /(https?:\/\/[^\s<>"]+)|(^|[\s(])(\/[a-z][a-z0-9_]{0,31})\b/gi;

/** The entities and, where none is given, the commands and addresses that a Telegram client would find itself. */
export function withDetected(text, entities) {
  const given = entities || [];
  const found = [];
  for (const m of text.matchAll(AUTO)) {
    const raw = (m[1] || m[3]).replace(/[.,;:!?)]+$/, "");
    const from = m.index + (m[2] || "").length;
    const to = from + raw.length;
    if (given.some((e) => from < e.offset + e.length && e.offset < to && OWN_MEANING.has(e.type))) continue;
    found.push({ type: raw[0] === "/" ? "bot_command" : "url", offset: from, length: raw.length });
  }
  return found.length ? [...given, ...found] : given;
}

const OWN_MEANING = new Set(["code", "pre", "text_link", "url", "bot_command"]);

/** What a link asks for: {start: payload} for a deep link of this bot, else {outside: url}. */
export function linkTarget(url, botUsername) {
  const m = /^(?:https?:\/\/)?(?:t|telegram)\.me\/([a-z0-9_]+)(?:\?(?:.*&)?start=([A-Za-z0-9_-]*))?/i.exec(url) ||
    /^tg:\/\/resolve\?domain=([a-z0-9_]+)(?:&start=([A-Za-z0-9_-]*))?/i.exec(url);
  if (m && m[1].toLowerCase() === String(botUsername).toLowerCase()) return { start: m[2] || "" };
  return { outside: url };
}

const TAGS = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", blockquote: "blockquote",
  expandable_blockquote: "blockquote" };

/** Nodes of a text. `on` = {link(url), command(text), reveal} handles what can be pressed. */
export function richText(text, entities, on) {
  return entityTree(text, withDetected(text, entities)).map((n) => node(n, on));
}

function node(n, on) {
  if (typeof n === "string") return n;
  const inner = n.children.map((c) => node(c, on));
  switch (n.type) {
    case "text_link":
    case "url":
      return pressable("link", n.url || n.text, () => on.link(n.url || n.text), inner);
    case "bot_command":
      return pressable("button", undefined, () => on.command(n.text), inner);
    case "pre":
      return html`<pre tabindex="0">${inner}</pre>`;
    case "spoiler":
      return html`<button type="button" class="spoiler" aria-label=${on.reveal} onClick=${reveal}>${inner}</button>`;
    case "mention":
    case "hashtag":
    case "email":
    case "phone_number":
      return html`<span class="mention">${inner}</span>`;
    default: {
      const tag = TAGS[n.type];
      return tag ? html`<${tag}>${inner}</${tag}>` : inner;
    }
  }
}

// A span and not a button, because a button does not break across lines.
function pressable(role, title, press, inner) {
  const onKey = (e) => {
    if (e.key !== "Enter" && e.key !== " ") return;
    e.preventDefault();
    press();
  };
  return html`<span class="link" role=${role} tabindex="0" title=${title} onClick=${press} onKeyDown=${onKey}>${inner}</span>`;
}

function reveal(e) {
  e.currentTarget.classList.add("shown");
  e.currentTarget.removeAttribute("aria-label");
}
