// What a person does while Yew renders. Where that takes long it lets them in between: names, answers and buttons do not fit
// each other before everything is in the page, so what they do counts once it is.

import { isChoice } from "./text.js";

/** What a button or link does, by its id or where it leads. */
export function actionOf(pressed) {
  const link = pressed.getAttribute("href");
  return link ? `go:${link.slice(1)}` : pressed.id;
}

/** The time of one rendering, or of several that follow each other without a pause. */
export class Meanwhile {
  #typed; // what controls held, by control
  #pressed; // the last button or link, and what it did then

  constructor(before) {
    this.#typed = before?.#typed ?? new Map();
    this.#pressed = before?.#pressed;
  }

  /** Something was typed or chosen. */
  typed(control) {
    const { value, checked, selectionStart, selectionEnd } = control;
    this.#typed.set(control, { value, checked, selectionStart, selectionEnd });
  }

  /** A button or link was pressed. */
  pressed(pressed) {
    this.#pressed = { pressed, action: actionOf(pressed) };
  }

  /** Everything is in the page: what was typed is typed into what the controls are by now. */
  retype(frame, hear) {
    for (const [control, { value, checked, selectionStart, selectionEnd }] of this.#typed) {
      if (!frame.contains(control)) continue;
      if (isChoice(control)) {
        control.checked = checked;
        hear({ target: control, type: "change" });
      } else {
        control.value = value;
        if (typeof selectionStart === "number") control.setSelectionRange(selectionStart, selectionEnd);
        hear({ target: control, type: "input" });
      }
    }
  }

  /** What was pressed is pressed, if it is still there and does the same. */
  press(frame, press) {
    const { pressed, action } = this.#pressed ?? {};
    if (pressed && frame.contains(pressed) && actionOf(pressed) === action) press(pressed);
  }
}
