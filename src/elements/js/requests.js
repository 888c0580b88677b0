// The promises of `save()` and `complete()`. Each settles, whatever becomes of the element.

import { named } from "./events.js";

/** The form is not there to ask. */
export const notStarted = () => named("CoplanStartError", "The form could not start, or is not on the page");

/** Requests that have not settled. */
export class Requests {
  #open = new Map();
  #last = 0;

  /** Makes one: its id, and its promise. */
  make(complete) {
    const id = ++this.#last;
    const settled = new Promise((resolve, reject) => this.#open.set(id, { resolve, reject, complete }));
    return { id, settled };
  }

  /** Each by its id, and whether it is to complete. */
  *[Symbol.iterator]() {
    for (const [id, { complete }] of this.#open) yield [id, complete];
  }

  /** Rust says what came of one. */
  settle({ request, error }) {
    const { resolve, reject } = this.#open.get(request) ?? {};
    this.#open.delete(request);
    if (error) reject?.(named(error.name, error.message));
    else resolve?.();
  }

  /** There will be no form to ask. */
  giveUp() {
    for (const id of this.#open.keys()) this.settle({ request: id, error: notStarted() });
  }
}
