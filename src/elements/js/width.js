// Whether a form has the width of a phone: then the person alone is asked one question at a time. How wide it is, the page says,
// which may have put it into a column of its own.

/** In the reader's own text size. A scroll bar that comes or goes with a longer page does not turn it back. */
const NARROW = 40;
const WIDE = 42;

/** The reader's own text size, until it is known. */
const MEDIUM = 16;

/** Knows how wide a form is. */
export class Width {
  #root;
  /** It has the width of a phone. */
  isNarrow = false;

  /** `changed` hears when that is another: after what the page is drawn for, since it makes the form longer or shorter again. */
  constructor(root, changed) {
    this.#root = root;
    const look = () => this.measure() && changed();
    new ResizeObserver(() => requestAnimationFrame(look)).observe(root.host);
  }

  /** Says whether it is another than it was. One that is not shown has no width, and stays what it was. */
  measure() {
    const width = this.#root.host.clientWidth;
    const form = this.#root.querySelector(".coplan");
    const size = (form && Number.parseFloat(getComputedStyle(form).fontSize)) || MEDIUM;
    const is = width === 0 ? this.isNarrow : width <= (this.isNarrow ? WIDE : NARROW) * size;
    const another = is !== this.isNarrow;
    this.isNarrow = is;
    return another;
  }

  /** The control that somebody is at: the one with the focus, or the first on screen. */
  place() {
    const held = this.#root.activeElement;
    if (held?.name) return held;
    return [...this.#root.querySelectorAll("[name]")].find((control) => control.getBoundingClientRect().bottom > 0);
  }
}
