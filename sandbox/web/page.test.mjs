import test from "node:test";
import assert from "node:assert/strict";
import { stepAfter, findButton, does } from "./guidance.js";
import { shown, withPhone, loadView, saveView, reduceView, FIRST_VIEW } from "./view.js";
import { saidText } from "./message.js";
import { step } from "./keyboard.js";
import { matching } from "./composer.js";
import { calledName, fileSize } from "./names.js";
import { LANGUAGES } from "./i18n.js";

const both = (s) => ({ vi: s, en: s });
const STEPS = [
  { phone: 1, try: both("/tainha") },
  { phone: 1, try: { vi: "Gửi đơn", en: "Send" } },
  { phone: 2 },
  { phone: 2, try: both("Duyệt") },
];

test("the guide goes on when the step's words were sent or its button was pressed, in either language", () => {
  assert.equal(stepAfter(STEPS, 0, { user: 1, text: " /TAINHA " }), 1);
  assert.equal(stepAfter(STEPS, 1, { user: 1, label: "✓ Gửi đơn" }), 2);
  assert.equal(stepAfter(STEPS, 1, { user: 1, label: "Send" }), 2);
});

test("another person's deed or other words leave the guide where it is", () => {
  assert.equal(stepAfter(STEPS, 0, { user: 2, text: "/tainha" }), 0);
  assert.equal(stepAfter(STEPS, 0, { user: 1, text: "/tainha giúp" }), 0);
  assert.equal(does(undefined, { user: 1, text: "" }), false);
});

test("whoever found other words for a step goes on with the press that follows them", () => {
  assert.equal(stepAfter(STEPS, 0, { user: 1, label: "Gửi đơn" }), 2);
  assert.equal(stepAfter(STEPS, 0, { user: 1, label: "Thôi" }), 0);
});

test("a step that only says something is passed over by the deed after it", () => {
  assert.equal(stepAfter(STEPS, 2, { user: 2, label: "✅ Duyệt" }), 4);
});

test("a step of the clock is done by any move to its time or past it, one of a file by any file, and neither by words", () => {
  const at = "2026-11-26T07:30:00+07:00";
  const steps = [{ phone: 1, clock: at }, { phone: 1, file: { name: "a.pdf", data: "" } }, { phone: 1, try: both("/lich") }];
  assert.equal(stepAfter(steps, 0, { clock: Date.parse(at) }), 1);
  assert.equal(stepAfter(steps, 0, { clock: Date.parse(at) - 1 }), 0);
  assert.equal(stepAfter(steps, 0, { user: 1, text: "/lich" }), 0);
  assert.equal(stepAfter(steps, 1, { user: 1, text: "", file: { name: "b.pdf" } }), 2);
  assert.equal(stepAfter(steps, 1, { user: 2, file: { name: "b.pdf" } }), 1);
  assert.equal(stepAfter(steps, 1, { user: 1, text: "/lich" }), 1);
  assert.equal(stepAfter(steps, 2, { clock: Date.parse(at) }), 2);
});

test("the button to press is the newest whose label holds the words", () => {
  const keys = (id, ...labels) => ({ message_id: id, buttons: [labels.map((text) => ({ text }))] });
  const found = findButton([keys(1, "✅ Duyệt"), keys(2, "Chi tiết", "✅ Duyệt"), { message_id: 3 }], ["duyệt"]);
  assert.deepEqual([found.message.message_id, found.row, found.col], [2, 0, 1]);
  assert.equal(findButton([keys(1, "Hủy")], ["duyệt"]), null);
});

test("a button that a step names is that one alone, whatever number it ends in", () => {
  const keys = (id, ...labels) => ({ message_id: id, buttons: [labels.map((text) => ({ text }))] });
  const chat = [keys(1, "✅ Duyệt đề nghị"), keys(2, "✅ Duyệt"), keys(3, "✅ Duyệt kèm lưu ý…", "✅ Xác nhận cả 3 việc")];
  assert.equal(findButton(chat, ["✅ Duyệt"], true).message.message_id, 2);
  assert.equal(findButton(chat, ["✅ Xác nhận cả"], true).col, 1);
  assert.equal(findButton(chat, ["✅ Xác nhận"], true), null);
  const step = { phone: 1, try: both("✅ Duyệt"), press: true };
  assert.equal(does(step, { user: 1, label: "✅ Duyệt kèm lưu ý…" }), false);
  assert.equal(does(step, { user: 1, label: "✅ Duyệt" }), true);
});

test("a phone opens beside the others while there is room, then in another's place but never the one in hand", () => {
  const view = { ...FIRST_VIEW, room: 2, open: ["1"], active: "1" };
  const two = withPhone(view, "2");
  assert.deepEqual(two.open, ["1", "2"]);
  assert.deepEqual(withPhone(two, "3").open, ["3", "2"]);
  assert.deepEqual(withPhone({ ...two, active: "1" }, "3").open, ["1", "3"]);
});

test("the phone in hand is always on the screen", () => {
  const view = { ...FIRST_VIEW, room: 2, open: ["1", "2", "3"], active: "3" };
  assert.deepEqual(shown(view), ["1", "3"]);
  assert.deepEqual(shown({ ...view, narrow: true }), ["3"]);
});

test("phones of people who are gone are forgotten, and a first visit opens the guide's", () => {
  const event = { type: "roster", keys: ["1", "2", "3"], first: ["2", "2", "1"] };
  assert.deepEqual(reduceView({ ...FIRST_VIEW, open: ["9"], active: "9" }, event).open, ["2", "1", "3"]);
  assert.deepEqual(reduceView({ ...FIRST_VIEW, open: ["3", "9"] }, event).open, ["3"]);
});

test("what was saved comes back, and nonsense in the browser's storage does no harm", () => {
  const view = { ...FIRST_VIEW, lang: "en", open: ["1"], behind: true };
  assert.deepEqual(loadView(saveView(view)), view);
  for (const bad of [null, "", "{", "[]", '{"lang":"xx","open":"1","behind":3}']) assert.deepEqual(loadView(bad), FIRST_VIEW);
});

test("arrow keys walk a keyboard whose rows differ in length", () => {
  const rows = [3, 7, 7, 1];
  assert.deepEqual(step(rows, [0, 1], "ArrowDown"), [1, 3]);
  assert.deepEqual(step(rows, [2, 6], "ArrowDown"), [3, 0]);
  assert.deepEqual(step(rows, [1, 6], "ArrowRight"), [2, 0]);
  assert.deepEqual(step(rows, [3, 0], "ArrowRight"), [3, 0]);
  assert.deepEqual(step(rows, [1, 2], "End"), [1, 6]);
  assert.equal(step(rows, [0, 0], "Enter"), null);
});

test("a deep link's payload is not shown, as in a client; the bot's own words are", () => {
  assert.equal(saidText({ from: "user", text: "/start CODE" }), "/start");
  assert.equal(saidText({ from: "bot", text: "/start CODE" }), "/start CODE");
  assert.equal(saidText({ from: "user", caption: "báo cáo" }), "báo cáo");
});

test("commands are found by their beginning, then by their description without its marks", () => {
  const commands = [{ command: "lich", description: "Lịch của tôi" }, { command: "duyet", description: "Việc chờ duyệt" },
    { command: "tainha", description: "Đăng ký ngày làm việc tại nhà" }];
  assert.deepEqual(matching(commands, "/").length, 3);
  assert.deepEqual(matching(commands, "/d").map((c) => c.command)[0], "duyet");
  assert.deepEqual(matching(commands, "/dang").map((c) => c.command), ["tainha"]);
});

test("people are called by the last word of their first name", () => {
  assert.equal(calledName({ first_name: "Nguyễn Thị Lan" }), "Lan");
  assert.equal(calledName({ first_name: "Emily", last_name: "Carter" }), "Emily");
  assert.equal(calledName({ first_name: "" }), "?");
});

test("sizes are written as the language writes numbers", () => {
  assert.equal(fileSize(48213, "vi"), "48,2 kB");
  assert.equal(fileSize(48213, "en"), "48.2 kB");
  assert.equal(fileSize(12, "vi"), "12 B");
});

test("both languages have the same words, none of them empty", () => {
  const { vi, en } = LANGUAGES;
  assert.deepEqual(Object.keys(vi).sort(), Object.keys(en).sort());
  assert.deepEqual(Object.keys(vi.kinds), Object.keys(en.kinds));
  assert.equal(vi.keysTable.length, en.keysTable.length);
  for (const key of Object.keys(vi)) {
    assert.equal(typeof vi[key], typeof en[key], key);
    assert.ok(vi[key] && en[key], key);
  }
});
