// Keyboards of messages: exactly the rows the bot gave, one tab stop, arrow keys inside.
import { html, useContext, useLayoutEffect, useRef, useState } from "./vendor/htm-preact.js";
import { Icon } from "./icons.js";
import { Ui } from "./i18n.js";
import { tapKey } from "./state.js";

/** The cell an arrow key leads to from [row, col], in rows of the given lengths. */
export function step(lengths, [row, col], key) {
  const clamp = (r, c) => [r, Math.max(0, Math.min(c, lengths[r] - 1))];
  switch (key) {
    case "ArrowLeft": return col > 0 ? [row, col - 1] : row > 0 ? [row - 1, lengths[row - 1] - 1] : [row, col];
    case "ArrowRight": return col < lengths[row] - 1 ? [row, col + 1] : row < lengths.length - 1 ? [row + 1, 0] : [row, col];
    case "ArrowUp": return row > 0 ? clamp(row - 1, across(lengths, row, row - 1, col)) : [row, col];
    case "ArrowDown": return row < lengths.length - 1 ? clamp(row + 1, across(lengths, row, row + 1, col)) : [row, col];
    case "Home": return [row, 0];
    case "End": return [row, lengths[row] - 1];
    default: return null;
  }
}

// The cell of another row that lies above or below the middle of this one.
function across(lengths, from, to, col) {
  return Math.floor(((col + 0.5) / lengths[from]) * lengths[to]);
}

function Keys({ rows, label, name, press, spinning }) {
  const [at, setAt] = useState([0, 0]);
  const ref = useRef();
  const lengths = rows.map((r) => r.length);
  const row = Math.min(at[0], rows.length - 1);
  const cell = [row, Math.min(at[1], lengths[row] - 1)];
  useLayoutEffect(() => () => {
    // The keyboard goes while in use (a decided card): focus stays in its chat.
    const list = ref.current?.closest("[data-list]");
    if (list && ref.current.contains(document.activeElement)) list.focus({ preventScroll: true });
  }, []);
  const onKey = (e) => {
    if (e.altKey || e.ctrlKey || e.metaKey) return;
    const next = step(lengths, cell, e.key);
    if (!next) return;
    e.preventDefault();
    setAt(next);
    ref.current.children[next[0]].children[next[1]].focus();
  };
  return html`<div class=${`keys ${name}`} ref=${ref} role="group" aria-label=${label} onKeyDown=${onKey}>
    ${rows.map((buttons, r) => html`<div class=${`keys-row ${buttons.length > 4 ? "dense" : ""}`}>
      ${buttons.map((b, c) => {
        const spins = spinning && spinning(r, c);
        return html`<button type="button" class=${`key ${spins ? "spins" : ""} ${b.style || ""}`} disabled=${b.disabled || undefined} data-button=${b.text} title=${b.text}
          tabindex=${r === cell[0] && c === cell[1] ? 0 : -1} aria-busy=${spins ? "true" : undefined}
          onFocus=${() => setAt([r, c])} onClick=${() => press(r, c, b)}>
          <span>${b.text}</span>${b.url && html`<${Icon} name="out" />`}</button>`;
      })}</div>`)}
  </div>`;
}

/** The inline keyboard under a message of a chat view. */
export function InlineKeyboard({ view, message, taps }) {
  const { t, act } = useContext(Ui);
  return html`<${Keys} rows=${message.buttons} label=${t.buttons} name="inline"
    press=${(r, c, b) => act.tap(view, message, r, c, b)}
    spinning=${(r, c) => tapKey(view, message.message_id, r, c) in taps} />`;
}

/** The reply keyboard above the message field. */
export function ReplyKeyboard({ view, rows }) {
  const { t, act } = useContext(Ui);
  return html`<${Keys} rows=${rows} label=${t.keyboard} name="reply" press=${(r, c, b) => act.press(view, b)} />`;
}
