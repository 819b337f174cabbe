import test from "node:test";
import assert from "node:assert/strict";
import { reduce, EMPTY, KEEP_MESSAGES, KEEP_CALLS, chatOf, unreadOf, firstUnread, replyKeyboard, tapKey } from "./state.js";

const person = (id) => ({ user: { id, first_name: `P${id}` }, title: { vi: "", en: "" }, unit: { vi: "", en: "" } });
const chat = (id, messages = []) => ({ id, type: "private", messages, unread: 0, commands: [], blocked: false });
const bot = (chat_id, message_id, more) => ({ chat_id, message_id, from: "bot", date: 0, text: `#${message_id}`, ...more });
const group = { id: -5, type: "group", title: "Nhóm", members: [1, 2], messages: [bot(-5, 3)] };
const clock = { now: "2026-11-25T15:00:00+07:00", offset_ms: 0, presets: [] };

function opened(more = {}) {
  const data = { bot: { id: 9 }, title: {}, clock, phones: [person(1), person(2)], chats: { 1: chat(1), 2: chat(2) },
    groups: [group], guide: { steps: [] }, strip: { rows: [] }, calls: [], faults: [], rtt_ms: 0, ...more };
  return reduce(EMPTY, { type: "state", data, received: Date.parse(clock.now) });
}
const after = (state, ...events) => events.reduce(reduce, state);
const message = (data) => ({ type: "message", data });
const ids = (state, key) => chatOf(state, key).messages.map((m) => m.message_id);

test("a message goes to its chat only, and other chats stay the same object", () => {
  const before = opened();
  const now = after(before, message(bot(1, 4)));
  assert.deepEqual(ids(now, "1"), [4]);
  assert.equal(now.chats[2], before.chats[2]);
});

test("an edit replaces its message in place", () => {
  const now = after(opened(), message(bot(1, 4)), message(bot(1, 5)), message(bot(1, 4, { text: "sửa", edited: 1 })));
  assert.deepEqual(ids(now, "1"), [4, 5]);
  assert.equal(now.chats[1].messages[0].text, "sửa");
});

test("messages that arrive out of order are shown in order", () => {
  assert.deepEqual(ids(after(opened(), message(bot(1, 6)), message(bot(1, 5))), "1"), [5, 6]);
});

test("thousands of messages and calls leave only the newest", () => {
  let state = opened();
  for (let i = 1; i <= 3000; i++) {
    state = after(state, message(bot(1, i)), { type: "call", data: { method: "sendMessage", status: 200, ms: 1, at: clock.now } });
  }
  assert.equal(state.chats[1].messages.length, KEEP_MESSAGES);
  assert.equal(ids(state, "1").at(-1), 3000);
  assert.equal(state.calls.length, KEEP_CALLS);
  assert.equal(new Set(state.calls.map((c) => c.seq)).size, KEEP_CALLS);
});

test("a deleted message disappears", () => {
  const now = after(opened(), message(bot(1, 4)), { type: "deleted", data: { chat_id: 1, message_id: 4 } });
  assert.deepEqual(ids(now, "1"), []);
});

test("a group is one chat seen on each member's phone, read by each apart", () => {
  const now = after(opened(), message(bot(-5, 4)));
  assert.equal(chatOf(now, "1:-5"), chatOf(now, "2:-5"));
  assert.equal(unreadOf(now, "1:-5"), 1);
  const read = after(now, { type: "group-read", key: "1:-5" });
  assert.equal(unreadOf(read, "1:-5"), 0);
  assert.equal(unreadOf(read, "2:-5"), 1);
});

test("a press spins until its answer, even when the answer is first", () => {
  const key = tapKey("1", 4, 0, 0);
  const started = after(opened(), { type: "tap-start", key });
  const answer = { type: "toast", data: { user_id: 1, query_id: "q", text: "" }, seq: 1 };
  const sent = { type: "tap-sent", key, query: "q" };
  assert.deepEqual(Object.keys(started.taps), [key]);
  assert.deepEqual(after(started, sent, answer).taps, {});
  assert.deepEqual(after(started, answer, sent).taps, {});
  assert.deepEqual(after(started, sent, answer).toasts, []);
});

test("of each press that was answered it is known whether that was an alert", () => {
  const answer = (query_id, alert) => ({ type: "toast", data: { user_id: 1, query_id, text: "", alert }, seq: 1 });
  assert.deepEqual(after(opened(), answer("a", true), answer("b", false)).answered, [{ query: "a", alert: true }, { query: "b", alert: false }]);
});

test("the answer's text shows on the phone that pressed; alerts wait for their own end", () => {
  const key = tapKey("1:-5", 3, 0, 0);
  const now = after(opened(), { type: "tap-start", key }, { type: "tap-sent", key, query: "q" },
    { type: "toast", data: { user_id: 1, query_id: "q", text: "Đã đủ người", alert: true }, seq: 7 },
    { type: "note", view: "1:-5", text: "khác", seq: 8 });
  assert.deepEqual(now.toasts.map((x) => [x.view, x.alert]), [["1:-5", true], ["1:-5", false]]);
  assert.deepEqual(after(now, { type: "toast-over", seq: 7 }).toasts.map((x) => x.seq), [8]);
});

test("typing ends with the bot's message, or when its own time is over", () => {
  const typing = after(opened(), { type: "typing", data: { chat_id: 1 }, received: 5 });
  assert.ok(1 in typing.typing);
  assert.deepEqual(after(typing, message(bot(1, 4))).typing, {});
  assert.deepEqual(after(typing, { type: "typing-over", chat: 1, since: 5 }).typing, {});
  assert.ok(1 in after(typing, { type: "typing-over", chat: 1, since: 4 }).typing);
});

test("the reply keyboard is the newest one not taken away", () => {
  const rows = [[{ text: "Có" }]];
  assert.equal(replyKeyboard([bot(1, 1, { keyboard: rows }), bot(1, 2)]), rows);
  assert.equal(replyKeyboard([bot(1, 1, { keyboard: rows }), bot(1, 2, { keyboard_removed: true })]), null);
});

test("the unread line stands before the oldest unread message of the bot", () => {
  const mine = { ...bot(1, 2), from: "user" };
  assert.equal(firstUnread([bot(1, 1), mine, bot(1, 3), bot(1, 4)], 2), 3);
  assert.equal(firstUnread([bot(1, 1)], 0), 0);
});

test("a call that met a fault uses up one of its turns", () => {
  const fault = { kind: "429", method: "sendMessage", times: 2 };
  const call = { type: "call", data: { method: "sendMessage", status: 429, ms: 1, at: clock.now, fault: "429" } };
  const armed = opened({ faults: [fault] });
  assert.equal(after(armed, call).faults[0].times, 1);
  assert.deepEqual(after(armed, call, call).faults, []);
});

test("an event for an unknown chat or person changes nothing", () => {
  const state = opened();
  assert.equal(after(state, { type: "unread", data: { user_id: 77, unread: 3 } }), state);
  assert.equal(after(state, { type: "no-such-event" }), state);
});
