// Text between the controls and the form. What a control holds is heard however it got there: password managers, dictation
// and scripts set values and tell nobody, or only `change`. Which of them are edits, Rust knows (`ui/src/state/text.rs`).

/** Half of a surrogate pair. The document gets U+FFFD in its place, as JSON must be valid Unicode (RFC 7493). */
const HALF = /\p{Surrogate}/gu;

/** Radios and checkboxes hold what they are, and whether they are on. */
export const isChoice = ({ type }) => type === "radio" || type === "checkbox";

/** What a control is kept by until the next whole document: a checkbox has others of its name beside it. */
export const keyOf = ({ name, type, value }) => (type === "checkbox" ? `${name}=${value}` : name);

/** What the controls held when they were last rendered or heard: only what differs can be an edit. */
export class Held {
  #states = new WeakMap();

  /** Everything in `root` has been rendered. */
  rendered(root) {
    for (const control of root.querySelectorAll(CONTROLS)) this.heard(control);
  }

  heard(control) {
    this.#states.set(control, stateOf(control));
  }

  has(control) {
    return this.#states.get(control) === stateOf(control);
  }
}

const CONTROLS = "input, select, textarea";
const stateOf = ({ value, checked }) => `${checked ?? ""}\n${value}`;

/** The controls in `root` that hold something else than before, less the choices beside `target`, which is heard by itself.
 * Text comes first: a choice may put other questions away. */
export function controlsIn(root, held, target) {
  const controls = [...root.querySelectorAll(CONTROLS)].filter(
    (control) =>
      !held.has(control) &&
      control.name &&
      control !== target &&
      !control.matches(":disabled") &&
      !(control.type === "radio" && !control.checked) &&
      !(target && isChoice(target) && control.name === target.name),
  );
  return [...controls.filter((control) => !isChoice(control)), ...controls.filter(isChoice)];
}

/** Half characters as they were typed. They stay in their controls, whoever renders these anew, until the other half comes. */
export class Halves {
  #typed = new Map();

  heard(name, value) {
    if (value.search(HALF) < 0) this.#typed.delete(name);
    else this.#typed.set(name, value);
  }

  /** Puts them back where only what the document has in their place was rendered. */
  show(root) {
    for (const [name, value] of this.#typed) {
      const rendered = value.replace(HALF, "\ufffd");
      for (const control of root.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        if (control.value === rendered) control.value = value;
      }
    }
  }

  forget() {
    this.#typed.clear();
  }
}
