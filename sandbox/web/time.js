// Time as the sandbox's clock tells it. Every function is pure: instants are milliseconds since 1970, the zone is
// its offset from UTC in minutes, taken from the server's clock, never from the browser.

const WEEKDAYS = {
  vi: ["Chủ nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"],
  en: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
};
const SHORT_WEEKDAYS = {
  vi: ["CN", "T2", "T3", "T4", "T5", "T6", "T7"],
  en: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
};
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
  "November", "December"];

const two = (n) => String(n).padStart(2, "0");

/** Offset in minutes of an RFC 3339 time: "…+07:00" → 420, "…Z" → 0. */
export function zoneOf(rfc3339) {
  const m = /([+-])(\d\d):?(\d\d)$/.exec(rfc3339);
  if (!m) return 0;
  return (m[1] === "-" ? -1 : 1) * (Number(m[2]) * 60 + Number(m[3]));
}

/** The wall clock in a zone at an instant. `weekday` is 0 for Sunday. */
export function wall(ms, zone) {
  const d = new Date(ms + zone * 60000);
  return {
    year: d.getUTCFullYear(), month: d.getUTCMonth() + 1, day: d.getUTCDate(), weekday: d.getUTCDay(),
    hour: d.getUTCHours(), minute: d.getUTCMinutes(), second: d.getUTCSeconds(),
  };
}

/** "15:04". */
export function hhmm(ms, zone) {
  const w = wall(ms, zone);
  return `${two(w.hour)}:${two(w.minute)}`;
}

/** "Thứ Tư, 25/11/2026" or "Wednesday, 25 November 2026". */
export function fullDate(ms, zone, lang) {
  const w = wall(ms, zone);
  if (lang === "en") return `${WEEKDAYS.en[w.weekday]}, ${w.day} ${MONTHS[w.month - 1]} ${w.year}`;
  return `${WEEKDAYS.vi[w.weekday]}, ${two(w.day)}/${two(w.month)}/${w.year}`;
}

/** "T4 25/11" or "Wed 25/11". */
export function shortDate(ms, zone, lang) {
  const w = wall(ms, zone);
  return `${SHORT_WEEKDAYS[lang === "en" ? "en" : "vi"][w.weekday]} ${two(w.day)}/${two(w.month)}`;
}

/** Key of the calendar day, equal for two instants of one day in the zone. */
export function dayKey(ms, zone) {
  const w = wall(ms, zone);
  return `${w.year}-${two(w.month)}-${two(w.day)}`;
}

/** The value of an <input type="datetime-local">: "2026-11-25T15:04". */
export function toLocalInput(ms, zone) {
  return `${dayKey(ms, zone)}T${hhmm(ms, zone)}`;
}

/** RFC 3339 of such a value in the zone; "" when it is not a time. */
export function fromLocalInput(value, zone) {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value)) return "";
  const abs = Math.abs(zone);
  return `${value.slice(0, 16)}:00${zone < 0 ? "-" : "+"}${two(Math.floor(abs / 60))}:${two(abs % 60)}`;
}

/**
 * Where a preset would take the clock if pressed now. "real" is the real present, a preset whose id begins with "+"
 * keeps its distance from the sandbox's present, any other is a fixed instant ("next 16:00").
 */
export function presetTarget(preset, clockNowMs, nowMs, realMs) {
  const to = Date.parse(preset.to);
  if (preset.id === "real") return realMs;
  return preset.id.startsWith("+") ? nowMs + to - clockNowMs : to;
}
