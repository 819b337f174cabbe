// Small parts that several panels use.
import { html, h, Component, useEffect, useLayoutEffect, useRef, useState, useContext } from "./vendor/htm-preact.js";
import { Icon } from "./icons.js";
import { Ui } from "./i18n.js";
import { hue, initial } from "./names.js";

/** The component drawn again only when one of its properties is another value. */
export function memo(draw) {
  return class Memo extends Component {
    shouldComponentUpdate(next) {
      const now = this.props;
      const keys = Object.keys(next);
      return keys.length !== Object.keys(now).length || keys.some((k) => next[k] !== now[k]);
    }

    render(props) {
      return h(draw, props);
    }
  };
}

export function Avatar({ user, group, small }) {
  return html`<span class=${`avatar ${small ? "small" : ""} ${hue(user ? user.id : group)}`} aria-hidden="true">
    ${user ? initial(user) : html`<${Icon} name="group" />`}</span>`;
}

export function Badge({ n }) {
  const { t } = useContext(Ui);
  if (!n) return null;
  return html`<span class="badge"><span aria-hidden="true">${n > 99 ? "99+" : n}</span><span class="sr">${t.unread(n)}</span></span>`;
}

export function IconButton({ icon, label, onClick, class: extra, ...rest }) {
  return html`<button type="button" class=${`icon-button ${extra || ""}`} aria-label=${label} title=${label}
    onClick=${onClick} ...${rest}><${Icon} name=${icon} /></button>`;
}

/** A modal dialog: Esc and a press outside close it, focus returns to where it was. */
export function Dialog({ title, class: extra, onClose, children }) {
  const { t } = useContext(Ui);
  const ref = useRef();
  useEffect(() => {
    const before = document.activeElement;
    ref.current.showModal();
    return () => before?.isConnected && before.focus();
  }, []);
  const outside = (e) => e.target === ref.current && onClose();
  return html`<dialog ref=${ref} class=${`dialog ${extra || ""}`} aria-label=${title} onClose=${onClose} onClick=${outside}>
    <div class="dialog-box">
      <header class="dialog-head"><h2>${title}</h2><${IconButton} icon="close" label=${t.close} onClick=${onClose} /></header>
      <div class="dialog-body">${children}</div>
    </div>
  </dialog>`;
}

/** A button with a menu: [{label, icon, act}]. Arrow keys walk it, Esc and a press elsewhere close it. */
export function Menu({ icon, label, items, up }) {
  const [open, setOpen] = useState(false);
  const ref = useRef();
  useLayoutEffect(() => {
    if (!open) return undefined;
    ref.current.querySelector("[role=menuitem]")?.focus();
    const away = (e) => !ref.current.contains(e.target) && setOpen(false);
    document.addEventListener("pointerdown", away);
    return () => document.removeEventListener("pointerdown", away);
  }, [open]);
  const shut = () => {
    setOpen(false);
    ref.current.querySelector(".icon-button").focus();
  };
  const onKey = (e) => {
    if (!open) return;
    if (e.key === "Escape") {
      e.stopPropagation();
      shut();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (!step) return;
    e.preventDefault();
    const all = [...ref.current.querySelectorAll("[role=menuitem]")];
    all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
  };
  return html`<span class=${`menu ${up ? "up" : ""}`} ref=${ref} onKeyDown=${onKey}>
    <${IconButton} icon=${icon} label=${label} aria-haspopup="menu" aria-expanded=${open} onClick=${() => setOpen(!open)} />
    ${open && html`<span class="menu-list" role="menu">${items.map((item) => html`
      <button type="button" role="menuitem" tabindex="-1" ...${item.data} onClick=${() => { shut(); item.act(); }}>
        <${Icon} name=${item.icon} />${item.label}</button>`)}</span>`}
  </span>`;
}
