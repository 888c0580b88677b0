// What a host gives to an element besides its document: messages, documents beside it, who is at the screen, and what the trust has
// decided about the form.

import { copied } from "./copied.js";
import { ASK, Output } from "./output.js";

/** Does something with the form once everything in its controls was heard, for those who build on it here. */
export const SWEPT = Symbol("swept");

/** Hands a new form everything that it was given but the documents beside it. */
export const GIVE = Symbol("give");

/** An element with what it was given. */
export class Properties extends Output {
  #messages = {};
  #related = [];
  #user = null;
  #policy = null;

  [GIVE](form) {
    form.configure(this.#messages);
    form.setUser(this.#user);
    try {
      form.setPolicy(this.#policy);
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) throw error;
      // It was set before there was a form: it is left out, and the host hears why.
      this.#policy = null;
      return error;
    }
    return undefined;
  }

  get messages() {
    return { ...this.#messages };
  }
  set messages(messages) {
    this.#messages = { ...messages };
    this.attributeChangedCallback();
  }

  get related() {
    return structuredClone(this.#related);
  }
  set related(documents) {
    this.#related = copied(documents) ?? [];
    this[SWEPT]((form) => form.relate(this.#related));
  }

  get user() {
    return structuredClone(this.#user);
  }
  set user(user) {
    this.#user = copied(user);
    this[SWEPT]((form) => form.setUser(this.#user));
  }

  get policy() {
    return structuredClone(this.#policy);
  }
  set policy(policy) {
    const decided = copied(policy);
    // One that cannot be used is thrown, and nothing is changed.
    this[SWEPT](() => {});
    this[ASK]((form) => form.setPolicy(decided));
    this.#policy = decided;
  }
}
