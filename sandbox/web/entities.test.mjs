import test from "node:test";
import assert from "node:assert/strict";
import { entityTree, withDetected, linkTarget, richText } from "./entities.js";

const flat = (nodes) => nodes.map((n) => (typeof n === "string" ? n : flat(n.children))).join("");
const bold = (offset, length) => ({ type: "bold", offset, length });

test("offsets count UTF-16 units, so an emoji is two", () => {
  const [, b] = entityTree("😀 Đã duyệt", [bold(3, 8)]);
  assert.deepEqual(b.children, ["Đã duyệt"]);
});

test("entities nest by their ranges, in whatever order they came", () => {
  const tree = entityTree("một hai ba", [{ type: "italic", offset: 4, length: 3 }, bold(0, 10)]);
  assert.equal(tree.length, 1);
  assert.deepEqual(tree[0].children.map((n) => n.type || n), ["một ", "italic", " ba"]);
});

test("crossing, empty, negative and overlong entities never lose or repeat text", () => {
  const text = "Thứ Năm, 26/11";
  for (const entities of [
    [bold(0, 8), { type: "italic", offset: 4, length: 10 }],
    [bold(-5, 7), bold(3, 0), bold(10, 400), bold(99, 1)],
    [bold(0, 14), bold(0, 14), { type: "code", offset: 13, length: 5 }],
  ]) assert.equal(flat(entityTree(text, entities)), text);
});

test("a text without entities is one string, an empty text nothing", () => {
  assert.deepEqual(entityTree("chào", undefined), ["chào"]);
  assert.deepEqual(entityTree("", [bold(0, 1)]), []);
});

test("commands and addresses are found where no entity says what the text is", () => {
  const found = withDetected("Bấm /tainha, xem https://vbpl.vn/a. Không phải 26/11.", []);
  assert.deepEqual(found.map((e) => e.type), ["bot_command", "url"]);
  const text = "Bấm /tainha";
  assert.equal(withDetected(text, [{ type: "code", offset: 4, length: 7 }]).length, 1);
  assert.equal(text.slice(found[0].offset, found[0].offset + found[0].length), "/tainha");
});

test("only a deep link of this bot starts it; everything else is outside", () => {
  assert.deepEqual(linkTarget("https://t.me/Tainha_Bot?start=abc-1", "tainha_bot"), { start: "abc-1" });
  assert.deepEqual(linkTarget("tg://resolve?domain=tainha_bot&start=x", "tainha_bot"), { start: "x" });
  assert.deepEqual(linkTarget("https://t.me/other?start=abc", "tainha_bot"), { outside: "https://t.me/other?start=abc" });
  assert.deepEqual(linkTarget("javascript:alert(1)", "tainha_bot"), { outside: "javascript:alert(1)" });
});

test("markup in a text stays text, and a link never becomes an href", () => {
  const nodes = richText("<img src=x onerror=1> đây", [{ type: "text_link", offset: 22, length: 3, url: "javascript:1" }], {});
  assert.equal(nodes[0], "<img src=x onerror=1> ");
  assert.equal(nodes[1].type, "span");
  assert.equal(nodes[1].props.href, undefined);
});
