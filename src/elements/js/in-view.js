// What has the focus is in view, and nothing of ours is over it (WCAG 2.4.11).

/** Keeps in view what has the focus. */
export class InView {
  #root;
  #frame;

  constructor(root) {
    this.#root = root;
    // What comes on screen with it has its true size by then.
    root.addEventListener("focusin", () => requestAnimationFrame(() => this.uncover()));
  }

  /** This is what is rendered into from now on. */
  over(frame) {
    this.#frame = frame;
  }

  /** Brings what is to have the focus into view. */
  show(target) {
    // The question above the control is more use on screen than the control alone.
    (target.closest(".nhsuk-form-group") ?? target).scrollIntoView();
  }

  /** What has come to stand at the edge of the window is not over what has the focus. */
  uncover() {
    if (!this.#frame) return;
    const held = this.#root.activeElement;
    const edge = this.#frame.querySelector(".coplan-edge > *");
    this.#frame.classList.toggle("coplan-failed", Boolean(edge));
    if (!held || !edge || edge.contains(held)) return;
    const [mine, its] = [held, edge].map((one) => one.getBoundingClientRect());
    if (mine.bottom > its.top && mine.top < its.bottom) held.scrollIntoView({ block: "nearest" });
  }
}
