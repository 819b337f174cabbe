// The wire to the sandbox: requests of the phones, and its stream of events.

/** A refusal by the server, with its words in both languages, or none when it could not be reached. */
export class Refused extends Error {
  constructor(status, words) {
    super(words?.en || `status ${status}`);
    this.status = status;
    this.words = words;
  }
}

async function answer(response) {
  const body = await response.json().catch(() => null);
  if (!response.ok) throw new Refused(response.status, body?.error);
  return body;
}

export async function getState() {
  return answer(await fetch("/phone/state", { cache: "no-store" }));
}

/** POST /phone/`what` with a JSON body; multipart when the body is FormData. */
export async function post(what, body) {
  const form = body instanceof FormData;
  const init = { method: "POST", body: form ? body : JSON.stringify(body) };
  if (!form) init.headers = { "Content-Type": "application/json" };
  let response;
  try {
    response = await fetch(`/phone/${what}`, init);
  } catch {
    throw new Refused(0, null);
  }
  return answer(response);
}

const NAMES = ["message", "deleted", "toast", "typing", "menu", "unread", "clock", "call", "strip", "blocked"];
const RETRY_MS = 1500;

/**
 * Follows the server for as long as the page lives. At each new connection the whole state is read again; what
 * arrives meanwhile waits and is applied after it. `emit` gets {type, data, received} and {type: "link", link}.
 */
export function follow(emit) {
  let waiting = null;
  let round = 0;

  async function refetch() {
    const mine = ++round;
    waiting = [];
    try {
      const data = await getState();
      if (mine !== round) return;
      emit({ type: "state", data, received: Date.now() });
      const late = waiting.filter((e) => e.type !== "call");
      waiting = null;
      late.forEach(emit);
    } catch {
      if (mine !== round) return;
      emit({ type: "link", link: "lost" });
      setTimeout(() => mine === round && refetch(), RETRY_MS);
    }
  }

  function connect() {
    const stream = new EventSource("/phone/events");
    stream.addEventListener("hello", refetch);
    for (const type of NAMES) {
      stream.addEventListener(type, (e) => {
        const event = { type, data: JSON.parse(e.data), received: Date.now() };
        if (waiting) waiting.push(event);
        else emit(event);
      });
    }
    stream.onerror = () => {
      emit({ type: "link", link: "lost" });
      if (stream.readyState !== EventSource.CLOSED) return;
      stream.close();
      setTimeout(connect, RETRY_MS);
    };
    addEventListener("pagehide", () => stream.close(), { once: true });
  }
  connect();
}
