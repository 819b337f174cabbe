// How people are called on this page. Pure.

export function fullName(user) {
  return user ? [user.first_name, user.last_name].filter(Boolean).join(" ") : "";
}

/** The name one is called by: the last word of the first name ("Nguyễn Thị Lan" → "Lan", "Emily" + "Carter" → "Emily"). */
export function calledName(user) {
  return (user?.first_name || user?.last_name || "").trim().split(/\s+/).pop() || "?";
}

export function initial(user) {
  return [...calledName(user)][0].toUpperCase();
}

/** One of eight quiet colours, always the same for one id. */
export function hue(id) {
  return `hue-${Math.abs(Number(id) || 0) % 8}`;
}

/** "12,4 kB" in Vietnamese, "12.4 kB" in English. */
export function fileSize(bytes, lang) {
  const units = ["B", "kB", "MB", "GB"];
  let n = bytes;
  let u = 0;
  while (n >= 1000 && u < units.length - 1) {
    n /= 1000;
    u++;
  }
  const text = u === 0 || n >= 100 ? String(Math.round(n)) : n.toFixed(1);
  return `${lang === "en" ? text : text.replace(".", ",")} ${units[u]}`;
}
