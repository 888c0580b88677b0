// The events of the element, and what a host's answer to `coplan-save` comes to.

/** Where the element finds the host's promise. */
const ANSWER = Symbol("answer");

/** How long a host may take to answer. */
const PATIENCE = 30_000;

/** An event of ours: bubbles, crosses shadow roots, and carries its facts as plain properties. */
export class CoplanEvent extends Event {
  constructor(type, facts) {
    super(type, { bubbles: true, composed: true });
    Object.assign(this, facts);
  }
}

/** `coplan-save`: the host answers as a service worker answers a fetch. */
class CoplanSaveEvent extends CoplanEvent {
  #answer;
  respondWith(answer) {
    if (this.#answer || !this.eventPhase) {
      throw new DOMException("Call respondWith once, while the event is being dispatched", "InvalidStateError");
    }
    this.#answer = Promise.resolve(answer);
  }
  get [ANSWER]() {
    return this.#answer;
  }
}

/** Asks the host to save: why it failed, or the revision if it gave one. */
export async function askToSave(element, document, reason) {
  const event = new CoplanSaveEvent("coplan-save", { document, reason });
  element.dispatchEvent(event);
  const answer = event[ANSWER];
  if (!answer) return { failure: "unanswered" };
  const late = {};
  let timer;
  const patience = new Promise((resolve) => (timer = setTimeout(resolve, PATIENCE, late)));
  try {
    const said = await Promise.race([answer, patience]);
    if (said === late) return { failure: "timeout" };
    if (!(said instanceof Response)) return revisionOf(said);
    if (!said.ok) return { failure: [409, 412].includes(said.status) ? "conflict" : "status" };
    // A body that has been read, or is no JSON, says nothing.
    return revisionOf(said.bodyUsed ? undefined : await said.clone().json().catch(() => undefined));
  } catch {
    return { failure: "rejected" };
  } finally {
    clearTimeout(timer);
  }
}

function revisionOf(said) {
  return { revision: Number.isInteger(said?.revision) ? said.revision : undefined };
}

/** An error of ours, by name. */
export function named(name, message) {
  return Object.assign(new Error(message), { name });
}

/** `crypto.randomUUID` is missing on intranets without HTTPS. */
export function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
