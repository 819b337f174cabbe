// What this page itself remembers: whose phones are open, which one is in hand, language, colours, panels, guide.
// Pure: (view, event) → view.

export const MAX_OPEN = 4;

export const FIRST_VIEW = {
  lang: "vi", theme: "auto" /* auto | light | dark */, open: [], active: "", room: 1 /* phones that fit beside each other */,
  narrow: false, behind: false, guideOpen: true, step: 0, dialog: null,
};

/** The phones on the screen, in order: all that fit, always with the active one. */
export function shown(view) {
  if (view.narrow) return view.open.includes(view.active) ? [view.active] : view.open.slice(0, 1);
  const first = view.open.slice(0, view.room);
  if (first.includes(view.active) || !view.open.includes(view.active)) return first;
  return [...first.slice(0, view.room - 1), view.active];
}

/** `key` opened: beside the others while there is room, else in the place of the last one that is not in hand. */
export function withPhone(view, key) {
  if (view.open.includes(key)) return { ...view, active: key };
  const room = view.narrow ? MAX_OPEN : Math.min(MAX_OPEN, view.room);
  const open = view.open.slice(0, Math.max(room, 1));
  if (open.length < room) return { ...view, open: [...open, key], active: key };
  const at = open.length - 1 > 0 && open.at(-1) === view.active ? open.length - 2 : open.length - 1;
  return { ...view, open: open.map((k, i) => (i === at ? key : k)), active: key };
}

export function reduceView(view, event) {
  switch (event.type) {
    case "open": return withPhone(view, event.key);
    case "close": {
      const open = view.open.filter((k) => k !== event.key);
      return { ...view, open, active: open.includes(view.active) ? view.active : open[0] || "" };
    }
    case "activate": return view.active === event.key ? view : { ...view, active: event.key };
    case "room": return view.room === event.room && view.narrow === event.narrow ? view
      : { ...view, room: event.room, narrow: event.narrow };
    case "lang": return { ...view, lang: event.lang };
    case "theme": return { ...view, theme: event.theme };
    case "behind": return { ...view, behind: event.open ?? !view.behind };
    case "guide": return { ...view, guideOpen: event.open ?? !view.guideOpen };
    case "step": return { ...view, step: event.step };
    case "dialog": return { ...view, dialog: event.dialog };
    case "roster": return withRoster(view, event);
    default: return view;
  }
}

// The people as the server has them: forgets phones that no longer exist and opens the guide's on a first visit.
function withRoster(view, { keys, first }) {
  let open = view.open.filter((k) => keys.includes(k));
  if (!open.length) open = [...new Set([...first, ...keys])].slice(0, 3);
  return { ...view, open, active: open.includes(view.active) ? view.active : open[0] || "" };
}

const SAVED = ["lang", "theme", "open", "active", "behind", "guideOpen"];

/** What is kept between visits, as a string. */
export function saveView(view) {
  return JSON.stringify(Object.fromEntries(SAVED.map((k) => [k, view[k]])));
}

/** The first view with what a string of saveView says; anything unreadable is left at its default. */
export function loadView(saved) {
  let kept = {};
  try {
    kept = JSON.parse(saved) || {};
  } catch {
    return FIRST_VIEW;
  }
  const view = { ...FIRST_VIEW };
  for (const k of SAVED) {
    if (typeof kept[k] === typeof view[k] && Array.isArray(kept[k]) === Array.isArray(view[k])) view[k] = kept[k];
  }
  if (!["vi", "en"].includes(view.lang)) view.lang = "vi";
  if (!["auto", "light", "dark"].includes(view.theme)) view.theme = "auto";
  view.open = view.open.filter((k) => typeof k === "string").slice(0, MAX_OPEN);
  return view;
}
