// The one store: server state and view state, changed only by events, and the deeds of the person at the page.
import { reduce, EMPTY, viewOf, chatOf, unreadOf, tapKey } from "./state.js";
import { reduceView, loadView, saveView } from "./view.js";
import { post } from "./net.js";
import { translate } from "./i18n.js";
import { stepAfter, findButton, wordings } from "./guidance.js";
import { linkTarget } from "./entities.js";

const VIEW_KEY = "tainha.view";
const STEP_KEY = "tainha.step";
const SPIN_MS = 20000;
const TOAST_MS = 5000;
const TYPING_MS = 5500;
const ANSWER_MS = 2500; // how long the guide waits for a button of an answer under way
const CARD_MS = 700; // … and of a card that another phone caused
const PRESS_MS = 8000; // … and of one that the step only presses
const PRESSES = 3; // how often the guide presses a button that changes under its finger

function remembered(storage, key) {
  try {
    return storage.getItem(key);
  } catch {
    return null;
  }
}

function remember(storage, key, value) {
  try {
    storage.setItem(key, value);
  } catch {
    // Storage may be closed to us (private windows): the page then starts afresh each time.
  }
}

const bytes = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));

export function createStore() {
  let state = EMPTY;
  let view = loadView(remembered(localStorage, VIEW_KEY));
  let seq = 0;
  let due = false;
  const listeners = new Set();

  function changed() {
    if (due) return;
    due = true;
    setTimeout(() => {
      due = false;
      for (const f of listeners) f();
    }, 0);
  }

  // What `look` finds as soon as the state lets it; nothing of worth when it hasn't within so many ms.
  function until(look, ms) {
    return new Promise((resolve) => {
      const over = setTimeout(() => end(look()), ms);
      const again = () => {
        const found = look();
        if (found) end(found);
      };
      function end(found) {
        clearTimeout(over);
        listeners.delete(again);
        resolve(found);
      }
      listeners.add(again);
      again();
    });
  }

  function emit(event) {
    if (event.type === "toast") event = { ...event, seq: ++seq };
    if (event.type === "toast" || event.type === "note") {
      const passing = event.seq;
      if (!(event.alert || event.data?.alert)) setTimeout(() => emit({ type: "toast-over", seq: passing }), TOAST_MS);
    }
    const next = reduce(state, event);
    if (next !== state) {
      state = next;
      changed();
    }
    if (event.type === "state") settle();
    if (event.type === "typing") {
      setTimeout(() => emit({ type: "typing-over", chat: event.data.chat_id, since: event.received }), TYPING_MS);
    }
    if (event.type === "message" && event.data.from === "user" && !event.data.edited) {
      deed({ user: event.data.user_id ?? event.data.chat_id, text: event.data.text, file: event.data.file });
    }
  }

  function show(event) {
    const next = reduceView(view, event);
    if (next === view) return;
    view = next;
    remember(localStorage, VIEW_KEY, saveView(view));
    if (event.type === "step") remember(sessionStorage, STEP_KEY, String(view.step));
    changed();
  }

  // Whose phones a first visit shows: the guide's people, then one of every other role.
  function firstPhones() {
    const roles = new Map();
    for (const p of [...state.guide.steps.map((s) => phoneOf(s.phone)), ...state.phones]) {
      if (p && !roles.has(p.title.vi)) roles.set(p.title.vi, p);
    }
    return [...new Set([...state.guide.steps.map((s) => s.phone), ...[...roles.values()].map((p) => p.user.id)])].map(String);
  }
  const phoneOf = (id) => state.phones.find((p) => p.user.id === id);

  // After a whole state: phones that exist, and the guide where it stood unless the demo is fresh.
  function settle() {
    const keys = state.phones.flatMap((p) => [String(p.user.id),
      ...Object.values(state.groups).filter((g) => g.members?.includes(p.user.id)).map((g) => `${p.user.id}:${g.id}`)]);
    show({ type: "roster", keys, first: firstPhones() });
    const fresh = Object.values(state.chats).every((c) => !c.messages.length);
    const step = fresh ? 0 : Number(remembered(sessionStorage, STEP_KEY)) || 0;
    show({ type: "step", step: Math.min(step, state.guide.steps.length) });
  }

  function deed(d) {
    if (!view.guideOpen) return;
    const step = stepAfter(state.guide.steps, view.step, d);
    if (step !== view.step) show({ type: "step", step });
  }

  function note(key, text, alert) {
    emit({ type: "note", view: key, text, alert, seq: ++seq });
  }

  function refused(key, error) {
    const t = translate(view.lang);
    note(key, error.words?.[view.lang] || (error.status === 0 ? t.unreachable : t.failed(error.status)));
  }

  // A request from a chat view ("": from the page); a refusal becomes a note there. Resolves to the answer, or null.
  async function ask(key, what, body) {
    try {
      return await post(what, body);
    } catch (error) {
      refused(key, error);
      return null;
    }
  }

  const withChat = (v, body) => (v.group === null ? { user: v.user, ...body } : { user: v.user, chat: v.group, ...body });

  const act = {
    show, emit, note,
    send: (key, text) => ask(key, "send", withChat(viewOf(key), { text })),
    start: (user, payload) => ask(String(user), "start", { user, payload }),
    contact: (user, of) => ask(String(user), "contact", of ? { user, of } : { user }),
    block: (user, blocked) => ask(String(user), "block", { user, blocked }),
    upload(key, file, caption) {
      const v = viewOf(key);
      const form = new FormData();
      for (const [k, value] of Object.entries(withChat(v, caption ? { caption } : {}))) form.append(k, value);
      form.append("file", file, file.name);
      return ask(key, "upload", form);
    },
    /** Presses a button. Resolves to {query_id, refused} once the bot has answered, or to null when it was not pressed. */
    async tap(key, message, row, col, button) {
      const v = viewOf(key);
      if (button.url) return act.link(key, button.url);
      const spin = tapKey(key, message.message_id, row, col);
      if (spin in state.taps) return null;
      emit({ type: "tap-start", key: spin });
      const sent = await ask(key, "tap", withChat(v, { message: message.message_id, row, col }));
      if (!sent) {
        emit({ type: "tap-over", key: spin });
        return null;
      }
      emit({ type: "tap-sent", key: spin, query: sent.query_id });
      const answer = await until(() => state.answered.find((a) => a.query === sent.query_id), SPIN_MS);
      if (!answer) emit({ type: "tap-over", key: spin });
      if (!answer?.alert) deed({ user: v.user, label: button.text });
      return { ...sent, refused: !!answer?.alert };
    },
    press(key, button) {
      return button.request_contact ? act.contact(viewOf(key).user) : act.send(key, button.text);
    },
    link(key, url) {
      const user = viewOf(key).user;
      const target = linkTarget(url, state.bot.username);
      if (target.outside) return note(key, translate(view.lang).outside(target.outside), true);
      show({ type: "open", key: String(user) });
      return act.start(user, target.start);
    },
    invited(user, invitation) {
      deed({ user, label: invitation.button.vi });
      return act.start(user, invitation.payload);
    },
    read(key) {
      if (!unreadOf(state, key)) return;
      const v = viewOf(key);
      if (v.group !== null) emit({ type: "group-read", key });
      else post("read", { user: v.user }).catch(() => {});
    },
    async clock(body) {
      const data = await ask("", "clock", body);
      if (!data) return null;
      emit({ type: "clock", data, received: Date.now() });
      deed({ clock: Date.parse(data.now) });
      return data;
    },
    async fault(body) {
      const data = await ask("", "faults", body);
      if (data) emit({ type: "faults", faults: data.faults });
    },
    async rtt(ms) {
      if (await ask("", "rtt", { ms })) emit({ type: "rtt", ms });
    },
    /** Does a step of the guide: moves the clock, sends its file, presses the button its `try` names, when one is there or soon comes, else says its words. */
    async doStep(step) {
      const key = String(step.phone);
      show({ type: "open", key });
      if (step.clock) {
        const now = Date.now() + state.skew;
        return now < Date.parse(step.clock) ? act.clock({ to: step.clock }) : deed({ clock: now });
      }
      if (step.file) return act.upload(key, new File([bytes(step.file.data)], step.file.name, { type: "application/pdf" }));
      const words = wordings(step);
      const invitation = phoneOf(step.phone)?.invitation;
      if (invitation && words.includes(invitation.button.vi)) return act.invited(step.phone, invitation);
      const messages = chatOf(state, key)?.messages || [];
      const wait = step.press ? PRESS_MS : messages.at(-1)?.from === "user" ? ANSWER_MS : CARD_MS;
      const look = () => findButton(chatOf(state, key)?.messages || [], words, step.press);
      const found = await until(look, words[0].startsWith("/") || !messages.length ? 0 : wait);
      if (found) return pressShown(key, found, look);
      const label = step.try[view.lang] || step.try.vi;
      return step.press ? note(key, translate(view.lang).noButton(label)) : act.send(key, label);
    },
  };

  // Presses a button for the guide. When the bot refuses it and the message then turns out to have changed,
  // the press was late: it is made again on the message as it is now, and the reason is taken away.
  async function pressShown(key, found, look) {
    for (let i = 0; i < PRESSES && found; i++) {
      const { message, row, col, button } = found;
      const sent = await act.tap(key, message, row, col, button);
      if (!sent?.refused || i + 1 === PRESSES) return;
      found = await until(() => [look()].find((now) => now && now.message !== message), PRESS_MS);
      if (!found) return;
      const reason = state.toasts.find((x) => x.query_id === sent.query_id);
      if (reason) emit({ type: "toast-over", seq: reason.seq });
    }
  }

  return {
    act, emit,
    get: () => ({ state, view }),
    subscribe(f) {
      listeners.add(f);
      return () => listeners.delete(f);
    },
  };
}
