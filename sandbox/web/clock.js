// The sandbox's clock: the strip that shows it ticking and moves it, and the time on each phone.
import { html, useContext, useEffect, useState } from "./vendor/htm-preact.js";
import { Ui, say } from "./i18n.js";
import { Icon } from "./icons.js";
import { dayKey, fromLocalInput, fullDate, hhmm, presetTarget, shortDate, toLocalInput, wall } from "./time.js";

/** The sandbox's present in ms, renewed at each second (or each minute). */
export function useNow(skew, everyMs = 1000) {
  const [, tick] = useState(0);
  useEffect(() => {
    let timer;
    const next = () => {
      timer = setTimeout(() => {
        tick((n) => n + 1);
        next();
      }, everyMs - ((Date.now() + skew) % everyMs) + 5);
    };
    next();
    return () => clearTimeout(timer);
  }, [skew, everyMs]);
  return Date.now() + skew;
}

/** "15:42" on a phone's status bar. */
export function StatusTime() {
  const { skew, zone } = useContext(Ui);
  return html`<span>${hhmm(useNow(skew, 60000), zone)}</span>`;
}

function Face() {
  const { skew, zone, lang } = useContext(Ui);
  const now = useNow(skew);
  return html`<span class="clock-face"><span class="clock-time">${hhmm(now, zone)}<small>:${String(wall(now, zone).second).padStart(2, "0")}</small></span>
    <span class="clock-date">${fullDate(now, zone, lang)}</span></span>`;
}

/** "T4 25/11 15:42", for the small header. */
export function ClockChip({ onClick }) {
  const { t, skew, zone, lang } = useContext(Ui);
  const now = useNow(skew, 60000);
  return html`<button type="button" class="chip" aria-label=${`${t.clock}: ${hhmm(now, zone)}, ${fullDate(now, zone, lang)}`} onClick=${onClick} data-clock-open>
    <${Icon} name="clock" /><span>${shortDate(now, zone, lang)} <b>${hhmm(now, zone)}</b></span></button>`;
}

function Preset({ preset, clock, now, pressed, choose }) {
  const { lang, zone } = useContext(Ui);
  const target = presetTarget(preset, Date.parse(clock.now), now, Date.now());
  const sameDay = dayKey(target, zone) === dayKey(now, zone);
  return html`<button type="button" class="preset" data-clock-preset=${preset.id} aria-pressed=${pressed}
    onClick=${() => choose({ preset: preset.id })}>
    <b>${say(preset.label, lang)}</b><span>${sameDay ? "" : `${shortDate(target, zone, lang)} `}${hhmm(target, zone)}</span></button>`;
}

function Choose({ choose, done }) {
  const { t, skew, zone } = useContext(Ui);
  const [value, setValue] = useState(() => toLocalInput(Date.now() + skew, zone));
  const [wrong, setWrong] = useState(false);
  const submit = async (e) => {
    e.preventDefault();
    const to = fromLocalInput(value, zone);
    setWrong(!to);
    if (to && (await choose({ to }))) done();
  };
  return html`<form class="choose" onSubmit=${submit} noValidate>
    <input type="datetime-local" aria-label=${t.date} value=${value} onInput=${(e) => setValue(e.target.value)} data-clock-to />
    <button type="submit" class="button primary">${t.moveTo}</button>
    ${wrong && html`<span class="wrong" role="alert">${t.pickValid}</span>`}</form>`;
}

/** The clock's panel: what time it is, where it can go, and what that does. */
export function Clock({ clock }) {
  const { t, act, skew } = useContext(Ui);
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const now = useNow(skew, 60000);
  const choose = async (body) => {
    setBusy(true);
    const moved = await act.clock(body);
    setBusy(false);
    return moved;
  };
  const real = Math.abs(clock.offset_ms) < 1000;
  return html`<section class="clock" aria-label=${t.clock} aria-busy=${busy}>
    <div class="clock-said">
      <span class="clock-now"><${Face} /><span class=${`tag ${real ? "" : "moved"}`}>${busy ? t.moving : real ? t.clockReal : t.clockMoved}</span></span>
      <p class="hint">${t.clockHint}</p>
    </div>
    <span class="presets">
      ${clock.presets.map((p) => html`<${Preset} key=${p.id} preset=${p} clock=${clock} now=${now} choose=${choose}
        pressed=${p.id === "real" ? real : undefined} />`)}
      <button type="button" class="preset other" aria-expanded=${open} onClick=${() => setOpen(!open)}><b>${t.chooseTime}</b></button>
    </span>
    ${open && html`<${Choose} choose=${choose} done=${() => setOpen(false)} />`}
  </section>`;
}
