// How the guided first minute follows what really happens. Pure.

const plain = (s) => String(s || "").normalize("NFC").trim().toLowerCase();

/** The wordings of a step's `try`, in both languages. */
export function wordings(step) {
  return step?.try ? [...new Set([step.try.vi, step.try.en].filter(Boolean))] : [];
}

/** Whether a deed {user, text} (sent) or {user, label} (pressed) is what the step asks for. */
export function does(step, deed) {
  if (!step || Number(step.phone) !== Number(deed.user)) return false;
  return wordings(step).some((w) => (deed.label === undefined
    ? plain(deed.text) === plain(w)
    : plain(deed.label).includes(plain(w))));
}

/** The step after a deed: the one that follows what it fulfils. Words must be the current step's; a press may fulfil a later one. */
export function stepAfter(steps, step, deed) {
  for (let i = step; i < steps.length; i++) {
    if (does(steps[i], deed)) return i + 1;
    if (deed.label === undefined && wordings(steps[i]).length) return step;
  }
  return step;
}

/** The newest button of a chat whose label contains one of the wordings: {message, row, col, button}, or null. */
export function findButton(messages, words) {
  const wanted = words.map(plain);
  for (let i = messages.length - 1; i >= 0; i--) {
    const rows = messages[i].buttons || [];
    for (let row = 0; row < rows.length; row++) {
      for (let col = 0; col < rows[row].length; col++) {
        const label = plain(rows[row][col].text);
        if (wanted.some((w) => label.includes(w))) return { message: messages[i], row, col, button: rows[row][col] };
      }
    }
  }
  return null;
}
