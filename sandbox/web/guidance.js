// How the guided first minute follows what really happens. Pure.

const plain = (s) => String(s || "").normalize("NFC").trim().toLowerCase();

/** The wordings of a step's `try`, in both languages. */
export function wordings(step) {
  return step?.try ? [...new Set([step.try.vi, step.try.en].filter(Boolean))] : [];
}

/** Whether a deed {user, text, file} (sent), {user, label} (pressed) or {clock} (moved to, in ms) is what the step asks for. */
export function does(step, deed) {
  if (!step) return false;
  if (step.clock) return deed.clock >= Date.parse(step.clock);
  if (Number(step.phone) !== Number(deed.user)) return false;
  if (step.file) return !!deed.file;
  if (deed.label === undefined) return wordings(step).some((w) => plain(deed.text) === plain(w));
  return fits(deed.label, wordings(step), step.press);
}

// Whether a label holds one of the wordings; exactly: is one, or goes on with a number ("Xác nhận cả 3 việc").
function fits(label, words, exactly) {
  const shown = plain(label);
  return words.map(plain).some((w) => (exactly
    ? shown === w || (shown.startsWith(`${w} `) && /^\d/.test(shown.slice(w.length + 1)))
    : shown.includes(w)));
}

const asks = (step) => !!(step.clock || step.file || wordings(step).length);

/** The step after a deed: the one that follows what it fulfils. What was sent or moved must be the current step's; a press may fulfil a later one. */
export function stepAfter(steps, step, deed) {
  for (let i = step; i < steps.length; i++) {
    if (does(steps[i], deed)) return i + 1;
    if (deed.label === undefined && asks(steps[i])) return step;
  }
  return step;
}

/** The newest button of a chat whose label contains one of the wordings, or is it but for a number: {message, row, col, button}, or null. */
export function findButton(messages, words, exactly) {
  for (let i = messages.length - 1; i >= 0; i--) {
    const rows = messages[i].buttons || [];
    for (let row = 0; row < rows.length; row++) {
      for (let col = 0; col < rows[row].length; col++) {
        if (fits(rows[row][col].text, words, exactly)) return { message: messages[i], row, col, button: rows[row][col] };
      }
    }
  }
  return null;
}
