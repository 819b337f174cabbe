// The page: reads the store, lays out header, clock, people, phones and what is behind.
import { html, render, useEffect, useLayoutEffect, useMemo, useReducer, useRef } from "./vendor/htm-preact.js";
import { createStore } from "./store.js";
import { follow } from "./net.js";
import { Ui, translate } from "./i18n.js";
import { Icon, Mark } from "./icons.js";
import { IconButton, Menu } from "./parts.js";
import { Phone } from "./phone.js";
import { People, Tabs } from "./people.js";
import { Clock, ClockChip } from "./clock.js";
import { Behind, BehindPanels } from "./behind.js";
import { Guide } from "./guide.js";
import { Dialogs } from "./dialogs.js";
import { chatOf, unreadOf, viewOf } from "./state.js";
import { shown, MAX_OPEN } from "./view.js";
import { zoneOf } from "./time.js";
import { calledName } from "./names.js";
import { shortcut } from "./shortcuts.js";

const PHONE_WIDTH = 338;
const GAP = 20;
const NONE = [];

const store = createStore();
const narrowScreen = matchMedia("(max-width: 719px)");
const darkScreen = matchMedia("(prefers-color-scheme: dark)");
const darkNow = (theme) => (theme === "auto" ? darkScreen.matches : theme === "dark");

function useStore() {
  const [, again] = useReducer((n) => n + 1, 0);
  useLayoutEffect(() => store.subscribe(() => again()), []);
  return store.get();
}

function Header({ view, clock }) {
  const t = translate(view.lang);
  const act = store.act;
  const dark = darkNow(view.theme);
  const theme = () => act.show({ type: "theme", theme: dark ? "light" : "dark" });
  const dialog = (kind) => () => act.show({ type: "dialog", dialog: { kind } });
  const items = [
    { icon: "guide", label: t.guide, act: () => act.show({ type: "guide", open: true }) },
    { icon: "layers", label: t.behind, act: dialog("behind") },
    { icon: dark ? "sun" : "moon", label: dark ? t.themeLight : t.themeDark, act: theme, data: { "data-theme": dark ? "dark" : "light" } },
    { icon: "help", label: t.help, act: dialog("help") },
  ];
  return html`<header class="top">
    <${Mark} /><span class="brand"><h1>${t.product}</h1><span class="tagline">${t.tagline}</span></span>
    ${view.narrow && clock && html`<${ClockChip} onClick=${dialog("clock")} />`}
    ${!view.narrow && html`<button type="button" class="button" aria-pressed=${view.guideOpen} data-guide-open title=${t.reopenGuide}
      onClick=${() => act.show({ type: "guide" })}><${Icon} name="guide" />${t.guide}</button>`}
    <button type="button" class="icon-button" data-lang=${view.lang} aria-label=${t.switchLanguage} title=${t.switchLanguage}
      onClick=${() => act.show({ type: "lang", lang: view.lang === "vi" ? "en" : "vi" })}>${t.otherLanguageShort}</button>
    ${view.narrow ? html`<${Menu} icon="more" label=${t.more} items=${items} />` : html`
      <${IconButton} icon=${dark ? "sun" : "moon"} label=${dark ? t.themeLight : t.themeDark} data-theme=${dark ? "dark" : "light"} onClick=${theme} />
      <${IconButton} icon="help" label=${t.help} onClick=${dialog("help")} />`}
  </header>`;
}

function Phones({ state, view, called }) {
  const t = translate(view.lang);
  const area = useRef();
  useLayoutEffect(() => {
    const measure = () => store.act.show({ type: "room", narrow: narrowScreen.matches,
      room: Math.max(1, Math.min(MAX_OPEN, Math.floor((area.current.clientWidth + GAP) / (PHONE_WIDTH + GAP)))) });
    const watch = new ResizeObserver(measure);
    watch.observe(area.current);
    measure();
    return () => watch.disconnect();
  }, []);
  const toasts = useMemo(() => new Map(), []);
  // The same array for a view as long as their toasts are the same, so that other phones stay as they are.
  const toastsOf = (key) => {
    const now = state.toasts.filter((x) => x.view === key);
    const before = toasts.get(key) || NONE;
    if (now.length !== before.length || now.some((x, i) => x !== before[i])) toasts.set(key, now);
    return toasts.get(key) || NONE;
  };
  const keys = shown(view).filter((k) => chatOf(state, k) && state.phones.some((p) => p.user.id === viewOf(k).user));
  return html`<main class="phones" ref=${area} aria-label=${t.phones}>
    ${!keys.length && html`<p class="empty">${t.noPhones}</p>`}
    ${keys.map((key) => {
      const v = viewOf(key);
      const chat = chatOf(state, key);
      return html`<${Phone} key=${key} view=${key} phone=${state.phones.find((p) => p.user.id === v.user)} chat=${chat}
        unread=${unreadOf(state, key)} taps=${state.taps} toasts=${toastsOf(key)} typing=${chat.id in state.typing}
        active=${view.active === key} called=${called === v.user && v.group === null} canClose=${keys.length > 1} />`;
    })}
  </main>`;
}

// New messages of the bot on phones in sight, said to screen readers.
function Announcer({ state, view }) {
  const t = translate(view.lang);
  const m = state.news;
  const key = m && shown(view).find((k) => chatOf(state, k)?.id === m.chat_id);
  const user = key && state.phones.find((p) => p.user.id === viewOf(key).user)?.user;
  const text = m && (m.text || m.caption || m.file?.name || "");
  return html`<div class="sr" role="status" aria-live="polite">${user ? t.says(calledName(user), text.slice(0, 160)) : ""}</div>`;
}

function App() {
  const { state, view } = useStore();
  const t = translate(view.lang);
  const zone = state.clock ? zoneOf(state.clock.now) : 420;
  const ui = useMemo(() => {
    const people = new Map(state.phones.map((p) => [p.user.id, p.user]));
    return { t, lang: view.lang, act: store.act, zone, skew: state.skew, bot: state.bot, narrow: view.narrow,
      person: (id) => people.get(Number(id)) };
  }, [view.lang, view.narrow, zone, state.skew, state.bot, state.phones]);

  useLayoutEffect(() => {
    document.documentElement.lang = t.htmlLang;
  }, [view.lang]);
  useLayoutEffect(() => {
    const paint = () => { document.documentElement.dataset.scheme = darkNow(view.theme) ? "dark" : "light"; };
    paint();
    darkScreen.addEventListener("change", paint);
    return () => darkScreen.removeEventListener("change", paint);
  }, [view.theme]);
  const unread = Object.keys(state.chats).reduce((n, k) => n + unreadOf(state, k), 0);
  useEffect(() => {
    document.title = `${unread ? `(${unread}) ` : ""}${t.product} · demo`;
  }, [unread, view.lang]);
  useEffect(() => {
    const onKey = (e) => shortcut(e, store);
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);

  const guide = state.ready && view.guideOpen && state.guide.steps.length > 0;
  const step = guide ? state.guide.steps[view.step] : null;
  const called = step ? step.phone : null;
  return html`<${Ui.Provider} value=${ui}>
    <div class=${`page ${view.narrow ? "narrow" : "wide"}`}>
      <${Header} view=${view} clock=${state.clock} />
      ${state.link === "lost" && html`<div class="lost" role="alert"><${Icon} name="alert" /><span><b>${t.lostTitle}</b> ${t.lostText}</span></div>`}
      ${!view.narrow && state.clock && html`<${Clock} clock=${state.clock} />`}
      ${view.narrow && state.ready && html`<${Tabs} state=${state} view=${view} called=${called} />`}
      <div class="middle">
        ${guide && view.narrow && html`<${Guide} steps=${state.guide.steps} view=${view} />`}
        ${!view.narrow && html`<aside class="side">
          ${guide && html`<${Guide} steps=${state.guide.steps} view=${view} />`}
          ${state.ready && html`<${People} state=${state} view=${view} called=${called} pick=${(key) => store.act.show({ type: "open", key })} />`}</aside>`}
        ${state.ready ? html`<${Phones} state=${state} view=${view} called=${called} />` : html`<p class="boot">${t.opening}</p>`}
        ${!view.narrow && state.ready && view.behind && html`<aside class="behind-side" aria-label=${t.behind}><${BehindPanels} state=${state} /></aside>`}
      </div>
      ${!view.narrow && state.ready && html`<${Behind} state=${state} open=${view.behind} />`}
      <${Dialogs} state=${state} view=${view} called=${called} />
      <${Announcer} state=${state} view=${view} />
      <div class="page-notes">${state.toasts.filter((x) => !x.view).map((x) => html`<p key=${x.seq} role="alert">${x.text}</p>`)}</div>
    </div>
  </${Ui.Provider}>`;
}

store.act.show({ type: "room", narrow: narrowScreen.matches, room: 1 });
narrowScreen.addEventListener("change", () => store.act.show({ type: "room", narrow: narrowScreen.matches, room: store.get().view.room }));
document.getElementById("app").textContent = "";
render(html`<${App} />`, document.getElementById("app"));
follow(store.emit);
