// The card of the guided first minute.
import { html, useContext, useState } from "./vendor/htm-preact.js";
import { Ui, say } from "./i18n.js";
import { Icon } from "./icons.js";
import { IconButton } from "./parts.js";
import { fullName, calledName } from "./names.js";
import { shown } from "./view.js";
import { fullDate, hhmm } from "./time.js";

function Progress({ step, all }) {
  const { t } = useContext(Ui);
  return html`<span class="progress" role="img" aria-label=${t.step(Math.min(step + 1, all), all)}>
    ${Array.from({ length: all }, (_, i) => html`<i class=${i < step ? "done" : i === step ? "now" : ""}></i>`)}</span>`;
}

function Done() {
  const { t, act } = useContext(Ui);
  return html`<div class="guide-body"><h3><${Icon} name="check" />${t.guideDone}</h3><p>${t.guideDoneText}</p></div>
    <div class="guide-acts">
      <button type="button" class="button" onClick=${() => act.show({ type: "step", step: 0 })}>${t.again}</button>
      <button type="button" class="button primary" data-guide-close onClick=${() => act.show({ type: "guide", open: false })}>${t.close}</button></div>`;
}

// What a step asks for: what to do, and with which words, or null.
function asked(step, t, lang, zone) {
  if (step.clock) return { how: t.moveClock, what: `${hhmm(Date.parse(step.clock), zone)}, ${fullDate(Date.parse(step.clock), zone, lang)}` };
  if (step.file) return { how: t.sendFile, what: step.file.name };
  if (!step.try) return null;
  return { how: step.press ? t.pressThis : t.sendThis, what: say(step.try, lang) };
}

/** Where the guide stands: the step's words, whose phone, and its buttons. */
export function Guide({ steps, view }) {
  const { t, lang, act, person, zone } = useContext(Ui);
  const step = steps[view.step];
  const [busy, setBusy] = useState(false);
  const doIt = async () => {
    setBusy(true);
    await act.doStep(step);
    setBusy(false);
  };
  const go = (n) => act.show({ type: "step", step: n });
  const user = step && person(step.phone);
  const visible = step && shown(view).includes(String(step.phone));
  const wanted = step && asked(step, t, lang, zone);
  return html`<section class="guide" aria-label=${t.guide} data-guide data-guide-step=${view.step}>
    <header><span class="guide-count">${step ? t.step(view.step + 1, steps.length) : t.guide}</span>
      <${Progress} step=${view.step} all=${steps.length} />
      <${IconButton} icon="close" label=${`${t.skip}: ${t.guide}`} data-guide-close onClick=${() => act.show({ type: "guide", open: false })} /></header>
    ${!step ? html`<${Done} />` : html`
      <div class="guide-body" aria-live="polite">
        <h3>${say(step.title, lang)}</h3>
        <p>${say(step.text, lang)}</p>
        ${user && html`<p class="guide-who"><span class="guide-phone"><${Icon} name="phone" />${t.onPhone} <b>${fullName(user)}</b></span>
          ${wanted && html`<span data-guide-wanted>${wanted.how}: <q>${wanted.what}</q></span>`}</p>`}
      </div>
      <div class="guide-acts">
        ${user && !visible && html`<button type="button" class="button" onClick=${() => act.show({ type: "open", key: String(step.phone) })}>${t.openHere(calledName(user))}</button>`}
        ${wanted && html`<button type="button" class="button primary" data-guide-do disabled=${busy} onClick=${doIt}>${t.doIt}</button>`}
        <button type="button" class=${`button ${wanted ? "quiet" : "primary"}`} data-guide-next onClick=${() => go(view.step + 1)}>${wanted ? t.skip : t.next}</button>
        ${view.step > 0 && html`<button type="button" class="button quiet" onClick=${() => go(view.step - 1)}>${t.back}</button>`}
      </div>`}
  </section>`;
}
