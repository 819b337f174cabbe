// What happens behind: the bot's API calls, counters, and faults to cause.
import { html, useContext, useState } from "./vendor/htm-preact.js";
import { Ui, say } from "./i18n.js";
import { Icon } from "./icons.js";
import { memo } from "./parts.js";
import { calledName } from "./names.js";
import { hhmm } from "./time.js";

const KINDS = ["429", "500", "403", "html", "drop_before", "drop_after", "slow"];
const METHODS = ["sendMessage", "editMessageText", "editMessageReplyMarkup", "answerCallbackQuery", "sendPhoto", "sendDocument", "getUpdates"];
const RTTS = [0, 50, 200, 800, 2000];

function standing(status, t) {
  if (status >= 200 && status < 300) return ["good", "check", t.statusOk];
  if (status === 429) return ["warn", "clock", t.statusLimited];
  return ["bad", "alert", t.statusError];
}

// A poll's time is waiting, not work.
function took(call, t, lang) {
  const number = (n) => (lang === "en" ? n : n.replace(".", ","));
  if (call.method === "getUpdates") return `${t.waited} ${number((call.ms / 1000).toFixed(1))} s`;
  return `${number(call.ms < 10 ? call.ms.toFixed(1) : String(Math.round(call.ms)))} ms`;
}

const Call = memo(({ call, chat }) => {
  const { t, zone, lang } = useContext(Ui);
  const [look, icon, word] = standing(call.status, t);
  return html`<li class=${`call ${look}`}>
    <span class="call-status" title=${word}><${Icon} name=${icon} /><span>${call.status || "—"}</span></span>
    <span class="call-main"><b>${call.method}</b>${chat && html` <span>→ ${chat}</span>`}${call.fault && html` <em>${call.fault}</em>`}
      <span class="call-brief">${call.brief}</span></span>
    <span class="call-ms">${took(call, t, lang)}<small>${hhmm(Date.parse(call.at), zone)}</small></span></li>`;
});

function Calls({ state }) {
  const { t, person } = useContext(Ui);
  const name = (id) => (id === undefined ? "" : person(id) ? calledName(person(id)) : state.groups[id]?.title || String(id));
  return html`<section class="panel calls"><h3>${t.calls}</h3>
    ${!state.calls.length && html`<p class="hint">${t.noCalls}</p>`}
    <ol tabindex="0" aria-label=${t.calls}>${state.calls.map((c) => html`<${Call} key=${c.seq} call=${c} chat=${name(c.chat_id)} />`)}</ol></section>`;
}

function Counters({ rows }) {
  const { t, lang } = useContext(Ui);
  return html`<section class="panel counters"><h3>${t.counters}</h3>
    <dl>${rows.map((r) => html`<div><dt>${say(r.label, lang)}</dt><dd>${r.value}</dd></div>`)}</dl></section>`;
}

function Faults({ faults, rtt }) {
  const { t, act } = useContext(Ui);
  const [f, setF] = useState({ kind: "429", method: "sendMessage", times: 1, retry_after: 3, ms: 5000 });
  const put = (name) => (e) => setF({ ...f, [name]: e.target.type === "number" ? Number(e.target.value) : e.target.value });
  const cause = (e) => {
    e.preventDefault();
    const body = { kind: f.kind, method: f.method, times: Math.max(1, f.times || 1) };
    if (f.kind === "429") body.retry_after = Math.max(1, f.retry_after || 1);
    if (f.kind === "slow") body.ms = Math.max(1, f.ms || 1);
    act.fault(body);
  };
  const number = (name, label) => html`<label>${label}<input type="number" min="1" max=${name === "ms" ? 60000 : 100} value=${f[name]} onInput=${put(name)} /></label>`;
  return html`<section class="panel faults"><h3>${t.faults}</h3>
    <form onSubmit=${cause} noValidate>
      <label>${t.faultKind}<select value=${f.kind} onChange=${put("kind")} data-fault-kind>${KINDS.map((k) => html`<option value=${k}>${t.kinds[k][0]}</option>`)}</select></label>
      <label>${t.faultMethod}<select value=${f.method} onChange=${put("method")}><option value="">${t.anyMethod}</option>${METHODS.map((m) => html`<option value=${m}>${m}</option>`)}</select></label>
      ${number("times", t.faultTimes)}
      ${f.kind === "429" && number("retry_after", t.faultRetry)}
      ${f.kind === "slow" && number("ms", t.faultMs)}
      <button type="submit" class="button primary" data-fault>${t.cause}</button>
    </form>
    <p class="hint">${t.kinds[f.kind][1]}</p>
    ${faults.length > 0 && html`<ul class="armed" aria-label=${t.armed}>${faults.map((x) => html`
      <li><${Icon} name="alert" /><b>${t.kinds[x.kind]?.[0] || x.kind}</b> ${x.method || t.anyMethod} · ${x.times < 0 ? t.always : t.times(x.times)}</li>`)}</ul>
      <button type="button" class="button quiet" data-fault-clear onClick=${() => act.fault({ kind: "none" })}>${t.clearFaults}</button>`}
    <fieldset class="rtt"><legend>${t.rtt}</legend>
      <span class="segments">${RTTS.map((ms) => html`<button type="button" aria-pressed=${rtt === ms} onClick=${() => act.rtt(ms)}>${ms}</button>`)}</span>
      <p class="hint">${t.rttHint}</p></fieldset>
  </section>`;
}

/** The three panels. */
export function BehindPanels({ state }) {
  return html`<div class="panels"><${Counters} rows=${state.strip.rows} /><${Calls} state=${state} />
    <${Faults} faults=${state.faults} rtt=${state.rtt} /></div>`;
}

// Beside the phones where there is room, else in a dialog.
export function toggleBehind(act) {
  if (matchMedia("(min-width: 1100px)").matches) act.show({ type: "behind" });
  else act.show({ type: "dialog", dialog: { kind: "behind" } });
}

/** The strip at the bottom: one line with the newest call and the counters, which opens the panels. */
export function Behind({ state, open }) {
  const { t, act, lang } = useContext(Ui);
  const last = state.calls.find((c) => c.method !== "getUpdates");
  return html`<section class=${`behind ${open ? "open" : ""}`} aria-label=${t.behind} data-behind>
    <button type="button" class="behind-bar" aria-expanded=${open} onClick=${() => toggleBehind(act)}>
      <${Icon} name="chevron" /><b>${t.behind}</b>
      ${!last ? html`<span class="behind-note">${t.behindHint}</span>`
        : html`<span class="behind-note mono">${last.method} · ${last.status || "—"} · ${took(last, t, lang)}</span>`}
      <span class="behind-rows">${state.strip.rows.slice(0, 5).map((r) => html`<span>${say(r.label, lang)} <b>${r.value}</b></span>`)}</span>
    </button>
  </section>`;
}
