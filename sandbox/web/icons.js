// Line icons on a 24-unit square, drawn for this page.
import { html } from "./vendor/htm-preact.js";

const PATHS = {
  send: "M5 12 4 4.8 20.5 12 4 19.2 5 12Zm0 0h7",
  clip: "m19 11.5-7.3 7.3a4.6 4.6 0 0 1-6.5-6.5l7.8-7.8a3.1 3.1 0 0 1 4.4 4.4l-7.7 7.7a1.5 1.5 0 0 1-2.2-2.2l6.9-6.9",
  keys: "M4 7h16v10H4zM7.5 10.5h.01M12 10.5h.01M16.5 10.5h.01M8.5 14h7",
  down: "M12 5v14m-6-6 6 6 6-6",
  close: "M6 6l12 12M18 6 6 18",
  more: "M12 5.5h.01M12 12h.01M12 18.5h.01",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-7.5 8c.8-3.6 3.8-5.5 7.5-5.5s6.7 1.9 7.5 5.5",
  group: "M9 11.5a3.3 3.3 0 1 0 0-6.6 3.3 3.3 0 0 0 0 6.6Zm-6 7.6c.6-3 3-4.6 6-4.6s5.4 1.6 6 4.6M16 5.2a3.2 3.2 0 0 1 0 6.1m2 3.4c1.6.7 2.7 2.2 3 4.4",
  plus: "M12 5v14M5 12h14",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-14v5l3.3 2",
  sun: "M12 16.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4",
  moon: "M19.5 14.3A8 8 0 0 1 9.7 4.5a8 8 0 1 0 9.8 9.8Z",
  help: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm-2.6-11.4c.2-1.5 1.3-2.3 2.7-2.3 1.5 0 2.6 1 2.6 2.3 0 2-2.7 2-2.7 4M12 16.6h.01",
  guide: "M9.5 18.5h5M10.5 21h3M8.5 14.5a6 6 0 1 1 7 0c-.7.5-1 1.2-1 2h-5c0-.8-.3-1.5-1-2Z",
  file: "M7 3h7l5 5v13H7zM14 3v5h5",
  phone: "M8 2.5h8v19H8zM11 18.5h2",
  muted: "M6 16.5h12l-1.5-2.5v-4a4.5 4.5 0 0 0-9 0v4L6 16.5Zm4.5 3h3M4 4l16 16",
  check: "m5 12.5 4.5 4.5L19 7.5",
  alert: "M12 4 2.8 19.5h18.4L12 4Zm0 6v4.5M12 17h.01",
  stop: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM5.8 5.8l12.4 12.4",
  layers: "m12 3.5 9 4.8-9 4.8-9-4.8 9-4.8ZM3.5 12.3 12 16.9l8.5-4.6M3.5 16 12 20.6 20.5 16",
  out: "M9 6h9v9M18 6 7 17",
  chevron: "m6 14.5 6-6 6 6",
};

/** An icon; decorative, so whatever holds it must have a name of its own. */
export function Icon({ name }) {
  return html`<svg class=${`icon icon-${name}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=${PATHS[name]} /></svg>`;
}

/** The product's mark: a roof over a speech bubble. */
export function Mark() {
  return html`<img class="mark" src="/web/icon.svg" width="36" height="36" alt="" />`;
}
