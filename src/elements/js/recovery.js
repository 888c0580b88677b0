// What a form begins again from after a trap or off the page: the last whole document, and every control changed since.

/** So often within so many milliseconds, a trap is not bad luck. */
const OFTEN = 3;
const SOON = 5000;

/** What must not be lost with the instance. */
export class Recovery {
  #snapshot; // all that Rust knew at the last whole document
  #dirty = false;
  #document; // as the host would be given it
  #changes = new Map(); // name, value and whether it is checked, by control
  #traps = []; // when

  /** All that Rust knows has been handed over; what was typed is in it. */
  keep({ snapshot, dirty }) {
    this.#snapshot = snapshot;
    this.#dirty = dirty;
    this.#document = snapshot.document;
    this.#changes.clear();
  }

  /** The form is freed, and would give the host this document. */
  rest(document) {
    this.#document = document;
  }

  get snapshot() {
    return this.#snapshot;
  }

  get document() {
    return this.#document;
  }

  /** Whether there are changes that the host has not confirmed saved. */
  get dirty() {
    return this.#dirty || this.#changes.size > 0;
  }

  /** What was typed since, in its order: name, value, and whether it is checked. */
  get changes() {
    return [...this.#changes.values()];
  }

  /** A control, known by its key, holds this. Gives what takes that back, should it be no edit. */
  typed(key, change) {
    const before = this.#changes.get(key);
    // Deleted first, so that it stands last.
    this.#changes.delete(key);
    this.#changes.set(key, change);
    return () => (before ? this.#changes.set(key, before) : this.#changes.delete(key));
  }

  /** The instance trapped; says whether to begin again. */
  trapped() {
    const now = performance.now();
    this.#traps = [...this.#traps.filter((at) => now - at < SOON), now];
    return this.#traps.length < OFTEN;
  }
}
