// The events of the element, and asking the host to save.

import { documentIn, heard } from "./answers.js";

/** Where the element finds the host's promise. */
const ANSWER = Symbol("answer");

/** The browser's own `Event`: some libraries have put theirs in its place. On a server it is what there is, or nothing. */
const own = globalThis.UIEvent && Object.getPrototypeOf(UIEvent);
const Native = own?.prototype ? own : (globalThis.Event ?? Object);

/** An event of ours: bubbles, crosses shadow roots, and carries its facts as plain properties. */
export class CoplanEvent extends Native {
  constructor(type, facts) {
    super(type, { bubbles: true, composed: true });
    Object.assign(this, facts);
  }
}

/** `coplan-save`: the host answers as a service worker answers a fetch. */
class CoplanSaveEvent extends CoplanEvent {
  [ANSWER] = undefined;
  // Its own, and not of the class: a polyfill's `Event` makes objects of another class.
  respondWith = (answer) => {
    if (this[ANSWER] || !this.eventPhase) {
      throw new DOMException("Call respondWith once, while the event is being dispatched", "InvalidStateError");
    }
    this[ANSWER] = Promise.resolve(answer);
  };
}

/**
 * Asks the host to save, and gives what it said as facts, however late. An element that has left the page is no longer
 * heard above it: when nobody at the element itself answers, the event goes on where it stood, and else to the document.
 */
export async function askToSave(element, home, facts) {
  const event = new CoplanSaveEvent("coplan-save", facts);
  element.dispatchEvent(event);
  const sent = documentIn(facts.document);
  if (event[ANSWER]) return { ...(await heard(event[ANSWER])), sent };
  if (element.isConnected) return { unanswered: true };
  const again = new CoplanSaveEvent("coplan-save", facts);
  whereItStood(element, home).dispatchEvent(again);
  return again[ANSWER] ? { ...(await heard(again[ANSWER])), sent } : { unanswered: true };
}

/** Where an element that has left the page is still heard: what it stood in, and else the document. */
export const whereItStood = (element, home) => (home?.isConnected ? home : element.ownerDocument);

/** An error of ours, by name, with more facts. Its own properties, also where a page has frozen what errors inherit. */
export function named(name, message, facts) {
  const own = Object.entries({ ...facts, name }).map(([key, value]) => [key, { value, configurable: true, writable: true }]);
  return Object.defineProperties(new Error(message), Object.fromEntries(own));
}
