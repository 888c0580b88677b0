// *Hide this*: at once, by its button or by Escape three times, and back to the same place.

import { listenTo } from "./listening.js";

/** Escape so often, within so many milliseconds. */
const TIMES = 3;
const WITHIN = 2000;

/** Hides a form and knows the place that was left. */
export class Hiding {
  #root;
  #escapes = []; // when
  #focused; // what had the focus last, other than the button
  #scrolled = []; // how far everything round the form was scrolled

  constructor(root) {
    this.#root = root;
    listenTo(root, "focusin", ({ target }) => {
      if (!isButton(target)) this.#focused = target;
    });
    const note = ({ target }) => target.closest("#hide") && (this.#scrolled = scrolled(root.host));
    listenTo(root, "click", note, { capture: true });
  }

  /** A key was pressed anywhere on the page. One that the page takes for itself is none of ours. */
  pressed({ key, repeat, defaultPrevented }) {
    if (key !== "Escape" || repeat || defaultPrevented) return;
    const now = performance.now();
    this.#escapes = [...this.#escapes.filter((at) => now - at < WITHIN), now];
    if (this.#escapes.length < TIMES) return;
    this.#escapes = [];
    this.#root.getElementById("hide")?.click();
  }

  /** It is shown again: gives what gets the focus back, where that is still there. */
  shown() {
    for (const [element, top, left] of this.#scrolled.splice(0)) element.scrollTo({ top, left, behavior: "instant" });
    const { isConnected, id } = this.#focused ?? {};
    return isConnected ? this.#focused : id && this.#root.getElementById(id);
  }
}

const isButton = ({ id }) => id === "hide" || id === "show";

/** Everything round an element that is scrolled, and how far. */
function scrolled(element) {
  const all = [];
  for (let at = element; at; at = at.assignedSlot ?? at.parentNode ?? at.host) {
    if (at.scrollTop || at.scrollLeft) all.push([at, at.scrollTop, at.scrollLeft]);
  }
  return all;
}
