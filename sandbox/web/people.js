// The people: a list by unit on a desktop, tabs on a phone, and the group chats.
import { html, useContext } from "./vendor/htm-preact.js";
import { Ui, say } from "./i18n.js";
import { Icon } from "./icons.js";
import { Avatar, Badge } from "./parts.js";
import { unreadOf, viewOf } from "./state.js";
import { calledName, fullName } from "./names.js";

function byUnit(phones, lang) {
  const units = new Map();
  for (const p of phones) {
    const unit = say(p.unit, lang);
    if (!units.has(unit)) units.set(unit, []);
    units.get(unit).push(p);
  }
  return [...units];
}

function Person({ phone, state, open, active, called, pick }) {
  const { t, lang } = useContext(Ui);
  const key = String(phone.user.id);
  return html`<li><button type="button" class=${`person ${open ? "open" : ""} ${called ? "called" : ""}`} data-person=${key}
    aria-pressed=${open} aria-current=${active ? "true" : undefined} title=${say(phone.note, lang)} onClick=${() => pick(key)}>
    <${Avatar} user=${phone.user} />
    <span class="caption-text"><b>${fullName(phone.user)}</b><span>${say(phone.title, lang)}</span></span>
    <${Badge} n=${unreadOf(state, key)} />${open && html`<span class="dot" title=${t.isOpen}></span>`}</button></li>`;
}

function Group({ group, state, view, pick }) {
  const { t, person } = useContext(Ui);
  const members = (group.members || []).map(person).filter(Boolean);
  return html`<li class="group"><span class="group-name"><${Icon} name="group" />${group.title}</span>
    <span class="group-members">${members.map((u) => {
      const key = `${u.id}:${group.id}`;
      return html`<button type="button" class="member" aria-pressed=${view.open.includes(key)} title=${t.openOn(group.title, fullName(u))}
        aria-label=${t.openOn(group.title, fullName(u))} data-member=${key} onClick=${() => pick(key)}>
        <${Avatar} user=${u} small=${true} /><${Badge} n=${unreadOf(state, key)} /></button>`;
    })}</span></li>`;
}

/** Everybody, by unit, then the groups. `pick` gets the view key chosen. */
export function People({ state, view, called, pick }) {
  const { t, lang } = useContext(Ui);
  const groups = Object.values(state.groups);
  return html`<nav class="people" aria-label=${t.people}>
    <p class="people-head"><b>${say(state.title, lang)}</b><span class="hint">${t.peopleHint}</span></p>
    ${byUnit(state.phones, lang).map(([unit, phones]) => html`
      <h3>${unit}</h3>
      <ul>${phones.map((p) => html`<${Person} key=${p.user.id} phone=${p} state=${state} pick=${pick} called=${called === p.user.id}
        open=${view.open.includes(String(p.user.id))} active=${view.active === String(p.user.id)} />`)}</ul>`)}
    ${groups.length > 0 && html`<h3>${t.groups}</h3>
      <ul>${groups.map((g) => html`<${Group} key=${g.id} group=${g} state=${state} view=${view} pick=${pick} />`)}</ul>`}
  </nav>`;
}

/** On a narrow screen: the open phones as tabs, with unread marks, and a way to the others. */
export function Tabs({ state, view, called }) {
  const { t, act, person } = useContext(Ui);
  const elsewhere = state.phones.map((p) => String(p.user.id)).filter((k) => !view.open.includes(k))
    .reduce((n, k) => n + unreadOf(state, k), 0);
  const move = (e) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[e.key];
    if (!by) return;
    e.preventDefault();
    const all = view.open;
    const key = all[(all.indexOf(view.active) + by + all.length) % all.length];
    act.show({ type: "activate", key });
    e.currentTarget.children[all.indexOf(key)].focus();
  };
  return html`<div class="tabs">
    <div class="tab-list" role="tablist" aria-label=${t.phones} onKeyDown=${move}>
      ${view.open.map((key) => {
        const v = viewOf(key);
        const user = person(v.user);
        const on = key === view.active;
        return html`<button type="button" role="tab" key=${key} class=${`tab ${called === v.user && v.group === null ? "called" : ""}`}
          aria-selected=${on} tabindex=${on ? 0 : -1} data-person=${v.group === null ? key : undefined} title=${fullName(user)}
          onClick=${() => act.show({ type: "activate", key })}>
          <${Avatar} user=${v.group === null ? user : null} group=${v.group} small=${true} />
          <span>${v.group === null ? calledName(user) : state.groups[v.group]?.title}</span>
          <${Badge} n=${unreadOf(state, key)} /></button>`;
      })}
    </div>
    <button type="button" class="tab others" aria-haspopup="dialog" data-people
      onClick=${() => act.show({ type: "dialog", dialog: { kind: "people" } })}>
      <span class="avatar small plain"><${Icon} name="plus" /></span><span>${t.others}</span><${Badge} n=${elsewhere} /></button>
  </div>`;
}
