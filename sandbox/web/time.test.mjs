import test from "node:test";
import assert from "node:assert/strict";
import { zoneOf, hhmm, fullDate, shortDate, dayKey, toLocalInput, fromLocalInput, presetTarget } from "./time.js";

const HCM = 420;
const late = Date.parse("2026-11-25T23:59:30+07:00");

test("the zone is read from the server's time, not from the browser", () => {
  assert.equal(zoneOf("2026-11-25T15:04:05+07:00"), 420);
  assert.equal(zoneOf("2026-11-25T15:04:05Z"), 0);
  assert.equal(zoneOf("2026-11-25T15:04:05-03:30"), -210);
});

test("a day is said with weekday and full date in both languages", () => {
  assert.equal(fullDate(late, HCM, "vi"), "Thứ Tư, 25/11/2026");
  assert.equal(fullDate(late, HCM, "en"), "Wednesday, 25 November 2026");
  assert.equal(fullDate(Date.parse("2026-11-29T08:00:00+07:00"), HCM, "vi"), "Chủ nhật, 29/11/2026");
  assert.equal(shortDate(late, HCM, "vi"), "T4 25/11");
  assert.equal(hhmm(late, HCM), "23:59");
});

test("midnight in the zone parts two days, whatever the day in UTC", () => {
  assert.notEqual(dayKey(late, HCM), dayKey(late + 60000, HCM));
  assert.equal(dayKey(Date.parse("2026-11-25T00:10:00+07:00"), HCM), dayKey(late, HCM));
});

test("a chosen time goes to the server in the sandbox's zone", () => {
  assert.equal(fromLocalInput(toLocalInput(late, HCM), HCM), "2026-11-25T23:59:00+07:00");
  assert.equal(fromLocalInput("2026-11-25T08:00", -210), "2026-11-25T08:00:00-03:30");
  assert.equal(fromLocalInput("", HCM), "");
});

test("a relative preset moves with the present, a fixed one stays", () => {
  const clockNow = Date.parse("2026-11-25T15:00:00+07:00");
  const later = clockNow + 90000;
  const hour = { id: "+1h", to: "2026-11-25T16:00:00+07:00" };
  assert.equal(presetTarget(hour, clockNow, later, 0), later + 3600000);
  assert.equal(presetTarget({ ...hour, id: "next-16:00" }, clockNow, later, 0), Date.parse(hour.to));
  assert.equal(presetTarget({ ...hour, id: "real" }, clockNow, later, 7), 7);
});
