// Hears what a person does in the controls of a form, and what got into them without an event.

import { listenTo } from "./listening.js";
import { hearShortcuts } from "./shortcuts.js";
import { controlsIn, Halves, Held, isChoice, keyOf } from "./text.js";

/** Hears the controls in a shadow root. */
export class Hearing {
  #root;
  #frame;
  #element;
  #halves = new Halves();
  #held = new Held();
  #deaf = false; // what controls tell is not what somebody does

  /**
   * `element` has what is done about it: `act` calls into Rust, `typed` hears an edit by name, `recovery` keeps it, `settle` takes
   * back what others did to the controls, and `isCurrent` says whether the controls are those of the document.
   */
  constructor(root, element) {
    this.#root = root;
    this.#element = element;
    for (const type of ["input", "change", "focusout"]) listenTo(root, type, this.#hear);
    listenTo(root, "click", this.#press);
    // It does not bubble.
    listenTo(root, "toggle", this.#toggled, true);
    hearShortcuts(root, (id) => this.#pressed(id));
    listenTo(root, "submit", (event) => event.preventDefault());
  }

  /** This is what is rendered into from now on. */
  over(frame) {
    this.#frame = frame;
  }

  /** Another document comes. */
  forget() {
    this.#halves.forget();
  }

  /** The form has been rendered. */
  rendered() {
    this.#halves.show(this.#root);
    this.#held.rendered(this.#frame);
  }

  /**
   * Renders. A control that is taken off the page while it has the focus tells of a blur: what it holds was typed into
   * what stood there before, which may be another person's document.
   */
  unheard(render) {
    this.#deaf = true;
    try {
      return render();
    } finally {
      this.#deaf = false;
    }
  }

  /** A control of this name holds this. It is kept before Rust hears it: a trap loses no letter. */
  typed(name, value, checked = false, key = name) {
    const takeBack = this.#element.recovery.typed(key, [name, value, checked]);
    this.#halves.heard(name, value);
    // It is no edit, or nothing can be changed now and it is put back.
    if (this.#element.act((form) => form.typed(name, value, checked)) === false) takeBack();
  }

  /**
   * Hears what got into the controls without a word, before anything is done that hangs on the answers. Until a change of
   * the document is rendered, the controls are those of before it.
   */
  sweep(target) {
    if (!this.#element.isCurrent()) return;
    // What others made of a control's name or value is no answer.
    this.#element.settle();
    controlsIn(this.#frame, this.#held, target).forEach((control) => this.#heard(control));
  }

  /** What a control holds, if that is an edit. */
  #heard(control) {
    this.#held.heard(control);
    const { name, value, checked = false } = control;
    if (!this.#element.act((form) => form.typed(name, value, checked))) return;
    this.#element.recovery.typed(keyOf(control), [name, value, checked]);
    this.#halves.heard(name, value);
  }

  /** Text is heard as it is typed, radios and checkboxes when they are chosen. */
  #hear = ({ target, type }) => {
    if (this.#deaf) return;
    const { name, value } = target;
    const choice = isChoice(target);
    const left = type === "change";
    if (left) this.sweep(target);
    if (name && type !== "focusout" && choice === left) this.typed(name, value, choice && target.checked, keyOf(target));
    else if (name && !choice) this.#heard(target);
    if (left) this.#element.act((form) => form.blurred());
  };

  /** Buttons are known by their ids. Links lead to a question of this form: a fragment would be looked for in the page. */
  #press = (event) => {
    const pressed = event.target.closest("a, button");
    const link = pressed?.getAttribute("href");
    if (link) event.preventDefault();
    if (pressed) this.#pressed(link ? `go:${link.slice(1)}` : pressed.id);
  };

  /** What a person opened or closed is so in whatever is rendered next. */
  #toggled = ({ target }) => {
    if (target.isConnected && target.matches(".coplan-fold")) this.#element.act((form) => form.folded(target.firstElementChild.id, target.open));
  };

  #pressed(id) {
    this.sweep();
    this.#element.act((form) => form.pressed(id));
  }
}
