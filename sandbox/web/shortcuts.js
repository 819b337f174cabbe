// The page's keyboard shortcuts, by the key's place, so that a Vietnamese typing method does not hide them.
import { shown } from "./view.js";
import { toggleBehind } from "./behind.js";

function phone(store) {
  const { view } = store.get();
  const key = shown(view).includes(view.active) ? view.active : shown(view)[0];
  return document.querySelector(`[data-view="${key}"]`);
}

function nextPhone(store, by) {
  const { view } = store.get();
  const keys = view.narrow ? view.open : shown(view);
  if (!keys.length) return;
  const key = keys[(keys.indexOf(view.active) + by + keys.length) % keys.length];
  store.act.show({ type: "activate", key });
  setTimeout(() => phone(store)?.querySelector("[data-input], [data-start]")?.focus(), 30);
}

// The keyboard of the newest message that has one, else the way in of an empty chat.
function toButtons(store) {
  const all = phone(store)?.querySelectorAll(".keys.inline, .keys.reply") || [];
  const target = all.length ? all[all.length - 1].querySelector("[tabindex='0']") : phone(store)?.querySelector("[data-start]");
  target?.focus();
}

const DEEDS = {
  KeyN: (store, e) => nextPhone(store, e.shiftKey ? -1 : 1),
  KeyI: (store) => phone(store)?.querySelector("[data-input]")?.focus(),
  KeyK: toButtons,
  KeyP(store) {
    if (store.get().view.narrow) store.act.show({ type: "dialog", dialog: { kind: "people" } });
    else document.querySelector("[data-person]")?.focus();
  },
  KeyC(store) {
    if (store.get().view.narrow) store.act.show({ type: "dialog", dialog: { kind: "clock" } });
    else document.querySelector("[data-clock-preset]")?.focus();
  },
  KeyG: (store) => store.act.show({ type: "guide" }),
  KeyX: (store) => toggleBehind(store.act),
  Slash: (store) => store.act.show({ type: "dialog", dialog: { kind: "help" } }),
};

/** Does what an Alt + key asks for. */
export function shortcut(event, store) {
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  const deed = DEEDS[event.code];
  if (!deed || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  deed(store, event);
}
