// What a form is to the host's own `<form>`, as the platform's own controls are.

import { Attributes, SAID } from "./attributes.js";

export { SAID };

/** How the class behind it says what a host's form submits, and what stops that. */
export const SUBMIT = Symbol("submit");
export const STOP = Symbol("stop");
/** How it is told to do so now. */
export const NOW = Symbol("now");

/** An element that takes part in a form of the page. */
export class FormAssociated extends Attributes {
  #internals = this.attachInternals();
  #fieldsetDisabled = false;
  #asked; // by the page's form, for what to send
  #submitted = [null, ""]; // what is, and what may be given back
  #stopped = [""]; // what stands in the way of completion, and where

  get form() {
    return this.#internals.form;
  }
  get validity() {
    return this.#internals.validity;
  }
  get validationMessage() {
    return this.#internals.validationMessage;
  }
  get willValidate() {
    return this.#internals.willValidate;
  }

  formAssociatedCallback(form) {
    this.#asked?.abort();
    if (!form) return;
    this.#asked = new AbortController();
    // What is sent is what stands there now: what was typed a moment ago has not been handed over yet.
    const send = ({ formData }) => {
      const [sent, ...more] = formData.getAll(this.name);
      // Something else of this name is not touched.
      if (more.length > 0 || sent === undefined || sent !== this.#submitted[0]) return;
      this[NOW]();
      if (this.#submitted[0] !== null) formData.set(this.name, this.#submitted[0]);
    };
    form.addEventListener("formdata", send, { signal: this.#asked.signal });
  }

  formDisabledCallback(disabled) {
    this.#fieldsetDisabled = disabled;
    this.attributeChangedCallback();
  }

  /** A disabled `<fieldset>` around it counts. */
  [SAID](name) {
    return name === "disabled" ? this.disabled || this.#fieldsetDisabled : super[SAID](name);
  }

  checkValidity() {
    return this.#internals.checkValidity() && !(this.#isStopped && this.willValidate);
  }

  get #isStopped() {
    return Boolean(this.#stopped[0]) && !this.readonly;
  }

  /** What is submitted under the element's name, and what the browser may give back later. */
  [SUBMIT](...submitted) {
    const [value, state] = (this.#submitted = submitted);
    this.#internals.setFormValue(this.name ? value : null, state);
  }

  /**
   * The sentence that stops a host's form, shown at `anchor`; none when nothing does. Without a name it sends nothing, and stops
   * nothing: the one form around a whole page has a search box in it too. Without arguments, what was said last is looked at again.
   */
  [STOP](...stopped) {
    if (stopped.length > 0) this.#stopped = stopped;
    else this[SUBMIT](...this.#submitted);
    const [problem, anchor] = this.#stopped;
    if (this.#isStopped && this.name) this.#internals.setValidity({ customError: true }, problem, ...anchor);
    else this.#internals.setValidity({});
  }
}
