// What has the focus is in view, and nothing that stays at an edge of the window is over it (WCAG 2.4.11).

import { listenTo } from "./listening.js";

/** Of the height of the window, what stays at its top takes no more: the rest is for what is being done. */
const SHARE = 1 / 3;

/** Keeps in view what has the focus. */
export class InView {
  #root;
  #own;
  #frame;

  /** `own` makes changes of ours to the nodes of the form. */
  constructor(root, own) {
    this.#root = root;
    this.#own = own;
    // What comes on screen with it has its true size by then.
    listenTo(root, "focusin", () => requestAnimationFrame(() => this.#reveal(this.#measure())));
    // What is opened at an edge takes more of it. This event does not bubble.
    listenTo(root, "toggle", () => this.#measure(), { capture: true });
  }

  /** This is what is rendered into from now on. */
  over(frame) {
    this.#frame = frame;
  }

  /** Brings what is to have the focus into view. */
  show(target) {
    this.#measure();
    const group = target.closest(".nhsuk-form-group") ?? target;
    const below = target.getBoundingClientRect().top - group.getBoundingClientRect().top;
    // The question above the control is more use on screen than the control alone, but not where the control would be off it.
    if (below < this.#height() * (1 - SHARE)) group.scrollIntoView();
    else target.scrollIntoView({ block: "center" });
  }

  /** What has come to stand at the lower edge is not over what has the focus. */
  uncover() {
    requestAnimationFrame(() => this.#reveal(this.#measure().filter((one) => one.matches(".coplan-edge *"))));
  }

  /** Tells the styles how much is taken at each edge, and gives what takes it. */
  #measure() {
    const find = (selector) => this.#frame?.querySelector(selector);
    const [tools, speaker, edge] = [".coplan-tools", ".coplan-speaker", ".coplan-edge > *"].map(find);
    if (!tools) return [];
    const { position, top } = getComputedStyle(tools);
    const stays = position === "sticky";
    const room = this.#height() * SHARE - (Number.parseFloat(top) || 0);
    const taken = stays ? tools.offsetHeight : 0;
    const low = Boolean(speaker) && taken + speaker.offsetHeight > room;
    const above = stays ? [tools, ...(speaker && !low ? [speaker] : [])] : [];
    this.#own(() => {
      this.#frame.classList.toggle("coplan-low", low);
      this.#say("--_coplan-tools", taken);
      this.#say("--_coplan-band", above.reduce((height, one) => height + one.offsetHeight, 0));
      this.#say("--_coplan-edge", edge?.offsetHeight ?? 0);
    });
    return edge ? [...above, edge] : above;
  }

  /** Of the window. */
  #height() {
    return this.#root.ownerDocument.defaultView.innerHeight;
  }

  /** A form inside of another has over it what the outer one has. */
  #say(name, height) {
    const { style } = this.#frame;
    const value = height ? `${height}px` : "";
    if (style.getPropertyValue(name) !== value) style.setProperty(name, value);
  }

  /** Scrolls what has the focus out from under these. */
  #reveal(over) {
    const held = this.#root.activeElement;
    if (!held) return;
    const mine = held.getBoundingClientRect();
    const covers = (one) => {
      if (one.contains(held)) return false;
      const its = one.getBoundingClientRect();
      return mine.bottom > its.top && mine.top < its.bottom;
    };
    if (over.some(covers)) held.scrollIntoView({ block: "nearest" });
  }
}
