// What a form is to the host's own `<form>`, as the platform's own controls are.

import { Attributes, SAID } from "./attributes.js";

export { SAID };

/** How the class behind it says what a host's form submits, and what stops that. */
export const SUBMIT = Symbol("submit");
export const STOP = Symbol("stop");

/** An element that takes part in a form of the page. */
export class FormAssociated extends Attributes {
  #internals = this.attachInternals();
  #fieldsetDisabled = false;
  #isStopped = false; // something stands in the way of completion

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

  formDisabledCallback(disabled) {
    this.#fieldsetDisabled = disabled;
    this.attributeChangedCallback();
  }

  /** A disabled `<fieldset>` around it counts. */
  [SAID](name) {
    return name === "disabled" ? this.disabled || this.#fieldsetDisabled : super[SAID](name);
  }

  checkValidity() {
    return this.#internals.checkValidity() && !this.#isStopped;
  }

  /** What is submitted under the element's name, and what the browser may give back later. */
  [SUBMIT](value, state) {
    this.#internals.setFormValue(this.name ? value : null, state);
  }

  /**
   * The sentence that stops a host's form, shown at `anchor`; none when nothing does. Without a name it sends nothing, and stops
   * nothing: the one form around a whole page has a search box in it too.
   */
  [STOP](problem, anchor) {
    this.#isStopped = Boolean(problem) && !this.readonly;
    if (this.#isStopped && this.name) this.#internals.setValidity({ customError: true }, problem, ...anchor);
    else this.#internals.setValidity({});
  }
}
