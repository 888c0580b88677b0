// What Rust wants done, in its order, and what is to be done after a while.

/** Does the commands of a form. */
export class Commands {
  #does;
  #waiting = [];
  #running = false;
  #timers = {};

  /** `does` has what each kind of command does, by its name. */
  constructor(does) {
    this.#does = does;
  }

  /**
   * Does them, none inside another: what a host does while it hears an event comes afterwards. What begins the form again after
   * a trap is kept at once.
   */
  take(commands = []) {
    for (const command of commands) {
      if (command.kind === "keep") this.#do(command);
      else this.#waiting.push(command);
    }
    if (this.#running) return;
    this.#running = true;
    try {
      while (this.#waiting.length > 0) this.#do(this.#waiting.shift());
    } finally {
      this.#running = false;
    }
  }

  #do({ kind, ...facts }) {
    this.#does[kind](facts);
  }

  /** Does something in a while, and not when it was to be done before. */
  after(wait, what, act) {
    clearTimeout(this.#timers[what]);
    // Longer than a timer can wait would be at once.
    this.#timers[what] = setTimeout(act, Math.min(wait, 2 ** 31 - 1));
  }

  /** Nothing is done after a while any more. */
  stop() {
    Object.values(this.#timers).forEach(clearTimeout);
  }
}
