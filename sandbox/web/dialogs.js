// What opens over the page: help, people, a picture, whose contact, and on phones the clock and what is behind.
import { html, useContext, useState } from "./vendor/htm-preact.js";
import { Ui } from "./i18n.js";
import { Dialog } from "./parts.js";
import { People } from "./people.js";
import { Clock } from "./clock.js";
import { BehindPanels } from "./behind.js";
import { fullName } from "./names.js";

function Help() {
  const { t } = useContext(Ui);
  return html`<p>${t.helpIntro}</p>
    <table class="keys-table"><tbody>${t.keysTable.map(([key, what]) => html`<tr><th scope="row"><kbd>${key}</kbd></th><td>${what}</td></tr>`)}</tbody></table>`;
}

function Whose({ user, phones, done }) {
  const { t, act } = useContext(Ui);
  const others = phones.filter((p) => p.user.id !== user);
  const [of, setOf] = useState(others[0]?.user.id);
  const share = (e) => {
    e.preventDefault();
    act.contact(user, Number(of));
    done();
  };
  return html`<form class="whose" onSubmit=${share}>
    <label>${t.whose}<select value=${of} onChange=${(e) => setOf(e.target.value)}>
      ${others.map((p) => html`<option value=${p.user.id}>${fullName(p.user)}</option>`)}</select></label>
    <button type="submit" class="button primary">${t.send}</button></form>`;
}

/** The dialog that the view asks for, if any. */
export function Dialogs({ state, view, called }) {
  const { t, act } = useContext(Ui);
  const d = view.dialog;
  const close = () => act.show({ type: "dialog", dialog: null });
  const pick = (key) => {
    close();
    act.show({ type: "open", key });
  };
  switch (d?.kind) {
    case "help": return html`<${Dialog} title=${t.helpTitle} onClose=${close}><${Help} /></${Dialog}>`;
    case "people": return html`<${Dialog} title=${t.people} onClose=${close}>
      <${People} state=${state} view=${view} called=${called} pick=${pick} /></${Dialog}>`;
    case "clock": return html`<${Dialog} title=${t.clock} onClose=${close}><${Clock} clock=${state.clock} /></${Dialog}>`;
    case "behind": return html`<${Dialog} title=${t.behind} class="wide" onClose=${close}><${BehindPanels} state=${state} /></${Dialog}>`;
    case "contact": return html`<${Dialog} title=${t.contact} onClose=${close}><${Whose} user=${d.user} phones=${state.phones} done=${close} /></${Dialog}>`;
    case "picture": return html`<${Dialog} title=${d.name} class="lightbox" onClose=${close}><img src=${d.src} alt=${d.name} /></${Dialog}>`;
    default: return null;
  }
}
