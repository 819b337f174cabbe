// What the server has told us, and how each of its events changes that. Pure: (state, event) → state.

export const KEEP_MESSAGES = 200;
export const KEEP_CALLS = 100;
const KEEP_ANSWERS = 64;

export const EMPTY = {
  ready: false, link: "opening" /* opening | live | lost */, bot: { id: 0, username: "", first_name: "" },
  title: { vi: "", en: "" }, clock: null, skew: 0, phones: [], chats: {}, groups: {}, guide: { steps: [] },
  strip: { rows: [] }, calls: [], callCount: 0, faults: [], rtt: 0, typing: {}, toasts: [], taps: {}, answered: [],
  groupRead: {}, news: null,
};

/** Chats are shown through a view: "101" is that person's chat with the bot, "101:-5" the group -5 on their phone. */
export function viewOf(key) {
  const [user, group] = String(key).split(":");
  return { user: Number(user), group: group === undefined ? null : Number(group) };
}

export function chatOf(state, key) {
  const v = viewOf(key);
  return v.group === null ? state.chats[v.user] : state.groups[v.group];
}

export function unreadOf(state, key) {
  const v = viewOf(key);
  if (v.group === null) return state.chats[v.user]?.unread || 0;
  const read = state.groupRead[key] || 0;
  return (state.groups[v.group]?.messages || []).filter((m) => m.from === "bot" && m.message_id > read).length;
}

/** The reply keyboard a client would show now, or null. */
export function replyKeyboard(messages) {
  for (let i = messages.length - 1; i >= 0; i--) {
    if (messages[i].keyboard_removed) return null;
    if (messages[i].keyboard?.length) return messages[i].keyboard;
  }
  return null;
}

/** Id of the oldest of the last `unread` messages of the bot, or 0. */
export function firstUnread(messages, unread) {
  let id = 0;
  for (let i = messages.length - 1, left = unread; i >= 0 && left > 0; i--) {
    if (messages[i].from !== "bot") continue;
    id = messages[i].message_id;
    left--;
  }
  return id;
}

/** A message put in its place by id: replaced when known, else inserted; only the last 200 stay. */
export function putMessage(messages, m) {
  let at = messages.length;
  while (at > 0 && messages[at - 1].message_id > m.message_id) at--;
  const known = at > 0 && messages[at - 1].message_id === m.message_id;
  const out = messages.slice();
  out.splice(known ? at - 1 : at, known ? 1 : 0, m);
  return out.length > KEEP_MESSAGES ? out.slice(-KEEP_MESSAGES) : out;
}

export const tapKey = (chat, message, row, col) => `${chat}/${message}/${row}/${col}`;

export function reduce(state, event) {
  const apply = EVENTS[event.type];
  return apply ? apply(state, event) : state;
}

const EVENTS = {
  state(state, { data, received }) {
    const groups = Object.fromEntries((data.groups || []).map((g) => [g.id, tidy(g)]));
    const chats = Object.fromEntries(Object.entries(data.chats || {}).map(([id, c]) => [id, tidy(c)]));
    const groupRead = { ...state.groupRead };
    for (const g of Object.values(groups)) {
      for (const user of g.members || []) groupRead[`${user}:${g.id}`] ??= g.messages.at(-1)?.message_id || 0;
    }
    const calls = [...(data.calls || [])].reverse().map((c, i) => ({ ...c, seq: -i }));
    return {
      ...state, ready: true, link: "live", bot: data.bot, title: data.title, phones: data.phones || [], chats, groups,
      groupRead, guide: data.guide || { steps: [] }, strip: data.strip || { rows: [] }, calls,
      faults: data.faults || [], rtt: data.rtt_ms || 0, taps: {}, typing: {}, ...clockParts(data.clock, received),
    };
  },
  link: (state, { link }) => ({ ...state, link }),
  clock: (state, { data, received }) => ({ ...state, ...clockParts(data, received) }),
  strip: (state, { data }) => ({ ...state, strip: { rows: data.rows || [] } }),
  faults: (state, { faults }) => ({ ...state, faults: faults || [] }),
  rtt: (state, { ms }) => ({ ...state, rtt: ms }),
  call(state, { data }) {
    const callCount = state.callCount + 1;
    const calls = [{ ...data, seq: callCount }, ...state.calls].slice(0, KEEP_CALLS);
    const faults = data.fault ? spend(state.faults, data) : state.faults;
    return { ...state, callCount, calls, faults };
  },
  message(state, { data }) {
    const typing = data.from === "bot" && state.typing[data.chat_id] ? without(state.typing, data.chat_id) : state.typing;
    const fresh = data.from === "bot" && !data.edited;
    return withChat({ ...state, typing, news: fresh ? data : state.news }, data.chat_id,
      (chat) => ({ ...chat, messages: putMessage(chat.messages, data) }));
  },
  deleted: (state, { data }) => withChat(state, data.chat_id,
    (chat) => ({ ...chat, messages: chat.messages.filter((m) => m.message_id !== data.message_id) })),
  typing: (state, { data, received }) => ({ ...state, typing: { ...state.typing, [data.chat_id]: received } }),
  "typing-over": (state, { chat, since }) =>
    (state.typing[chat] === since ? { ...state, typing: without(state.typing, chat) } : state),
  menu: (state, { data }) => withUser(state, data.user_id, { commands: data.commands || [] }),
  unread: (state, { data }) => withUser(state, data.user_id, { unread: data.unread }),
  blocked: (state, { data }) => withUser(state, data.user_id, { blocked: data.blocked }),
  "group-read"(state, { key }) {
    const last = chatOf(state, key)?.messages.at(-1)?.message_id || 0;
    return state.groupRead[key] === last ? state : { ...state, groupRead: { ...state.groupRead, [key]: last } };
  },

  // A press spins until the bot answers its query; the answer may overtake the reply to the press. An alert is a refusal.
  "tap-start": (state, { key }) => ({ ...state, taps: { ...state.taps, [key]: "" } }),
  "tap-sent"(state, { key, query }) {
    if (!(key in state.taps)) return state;
    if (state.answered.some((a) => a.query === query)) return { ...state, taps: without(state.taps, key) };
    return { ...state, taps: { ...state.taps, [key]: query } };
  },
  "tap-over": (state, { key }) => (key in state.taps ? { ...state, taps: without(state.taps, key) } : state),
  toast(state, { data, seq }) {
    const key = Object.keys(state.taps).find((k) => state.taps[k] === data.query_id);
    const taps = key ? without(state.taps, key) : state.taps;
    const answered = [...state.answered, { query: data.query_id, alert: data.alert }].slice(-KEEP_ANSWERS);
    const view = key ? key.split("/")[0] : String(data.user_id);
    return { ...state, taps, answered, toasts: data.text ? addToast(state.toasts, { ...data, view, seq }) : state.toasts };
  },
  // `view` is "" for a note to the whole page.
  note: (state, { view, text, seq, alert }) => ({ ...state, toasts: addToast(state.toasts, { view, text, alert: !!alert, seq }) }),
  "toast-over"(state, { seq }) {
    const toasts = state.toasts.filter((t) => t.seq !== seq);
    return toasts.length === state.toasts.length ? state : { ...state, toasts };
  },
};

function addToast(toasts, toast) {
  return [...toasts.filter((t) => t.alert || t.view !== toast.view), toast].slice(-20);
}

function clockParts(clock, received) {
  return clock ? { clock, skew: Date.parse(clock.now) - received } : {};
}

function tidy(chat) {
  return { ...chat, messages: (chat.messages || []).slice(-KEEP_MESSAGES), commands: chat.commands || [] };
}

function without(object, key) {
  const { [key]: _, ...rest } = object;
  return rest;
}

function withUser(state, user, change) {
  const chat = state.chats[user];
  return chat ? { ...state, chats: { ...state.chats, [user]: { ...chat, ...change } } } : state;
}

function withChat(state, id, change) {
  if (state.groups[id]) return { ...state, groups: { ...state.groups, [id]: change(state.groups[id]) } };
  const user = state.chats[id]?.id === id ? id : Object.keys(state.chats).find((u) => state.chats[u].id === id);
  return user === undefined ? state : { ...state, chats: { ...state.chats, [user]: change(state.chats[user]) } };
}

// A call that met a fault uses up one of that fault's turns.
function spend(faults, call) {
  const at = faults.findIndex((f) => f.kind === call.fault && (!f.method || f.method === call.method));
  if (at < 0) return faults;
  const left = (faults[at].times || 1) - 1;
  return faults.flatMap((f, i) => (i !== at ? [f] : left > 0 ? [{ ...f, times: left }] : []));
}
