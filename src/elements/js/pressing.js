// A press acts once, and never on what was rendered under it.
//
// A double click on Continue is one press: its second half lands on the next page, on a question that nobody has read. So is
// Enter pressed twice on a button in whose place another stands by then. Presses of assistive technology and of scripts come as
// clicks alone: each of them is meant.

import { listenTo } from "./listening.js";

/** So close together, two presses are one (the usual interval of a double click). */
const TWICE = 500;

/** A system may have been told to wait longer for a double click. */
const TWICE_AT_MOST = 1000;

/** How far a finger or a pen comes down from where it was, in CSS pixels. */
const NEAR = 30;

const BUTTONS = "a, button, summary";
/** Brings back what was taken away just before: twice is no harm, and whoever is quick with the keyboard means it. */
const UNDO = '[id^="undo:"]';
const THINGS = `${BUTTONS}, label, input, select, textarea`;

/** Looks at presses before anyone else hears of them. */
export class Pressing {
  #root;
  #renderings = 0;
  #moving = false; // the focus is moved by the form itself
  #pointer; // the press of a pointer under way: what it began on
  #key; // the same of Enter or Space
  #last; // the press that acted last
  #shown = 0; // when something else got the focus, or took the place of what had it

  constructor(root) {
    this.#root = root;
    const hear = (type, act) => listenTo(root, type, (event) => root.contains(event.target) && act(event), { capture: true });
    hear("pointerdown", (event) => this.#pointerDown(event));
    hear("mousedown", (event) => this.#mouseDown(event));
    hear("pointercancel", () => (this.#pointer = undefined));
    hear("keydown", (event) => this.#keyDown(event));
    hear("keyup", ({ key }) => key === this.#key?.key && setTimeout(() => (this.#key = undefined)));
    hear("click", (event) => this.#click(event));
    hear("focusout", () => (this.#key = undefined));
    // Whoever goes elsewhere means what they press there.
    hear("focusin", () => !this.#moving && this.#last?.key && (this.#last = undefined));
  }

  /** The form has been rendered, but for what is to be done `last`. */
  rendered(last) {
    this.moving(last);
    this.#renderings += 1;
    const { node, is } = this.#last?.focused ?? {};
    const focused = this.#focused();
    if (this.#last?.key && (focused.node !== node || focused.is !== is)) {
      this.#last.focused = focused;
      this.#shown = performance.now();
    }
  }

  /** Moves the focus for the form, not for the person. */
  moving(move) {
    this.#moving = true;
    move();
    this.#moving = false;
  }

  #focused() {
    return thing(this.#root.activeElement);
  }

  #pointerDown(event) {
    this.#key = undefined;
    const { node, is } = thing(event.target);
    const pointer = { node, is, again: event.pointerType !== "mouse" && this.#isSecond(event, TWICE) };
    this.#pointer = pointer;
    // A click follows soon, or never: where it is let go matters nothing.
    const end = () => setTimeout(() => this.#pointer === pointer && (this.#pointer = undefined), TWICE);
    this.#root.ownerDocument.addEventListener("pointerup", end, { capture: true, once: true });
  }

  /** Pointers have no count of their own. What a second half comes down on gets no focus and opens nothing. */
  #mouseDown(event) {
    const again = this.#pointer?.again || (event.detail > 1 && this.#isSecond(event, TWICE_AT_MOST));
    if (this.#pointer) this.#pointer.again = again;
    if (again) event.preventDefault();
  }

  /** Whether it is the second half of a press after which something was rendered. */
  #isSecond({ target, clientX, clientY }, within) {
    const last = this.#last;
    if (!last || last.key || last.renderings === this.#renderings || performance.now() - last.at > within) return false;
    if (Math.abs(clientX - last.x) > NEAR || Math.abs(clientY - last.y) > NEAR) return false;
    const { node, is } = thing(target);
    return node !== last.node || is !== last.is || node.matches(BUTTONS);
  }

  #keyDown(event) {
    const { key, repeat, target } = event;
    if (key !== "Enter" && key !== " ") {
      this.#key = this.#last = undefined;
      return;
    }
    const { node, is } = thing(target);
    if (repeat) {
      // A key that is held presses once, and types only where it was pressed.
      if (node?.matches(BUTTONS) || this.#key?.node !== node || this.#key?.again) event.preventDefault();
      return;
    }
    this.#pointer = undefined;
    const last = this.#last;
    const soon = last && performance.now() - Math.max(last.at, this.#shown) < TWICE;
    const again = Boolean(soon && last.key === key && is !== last.is && !node?.matches(UNDO));
    this.#key = { key, node, is, again };
    if (again) event.preventDefault();
    else this.#last = undefined;
  }

  #click(event) {
    const { node, is } = thing(event.target);
    const begun = event.detail > 0 ? this.#pointer : event.isTrusted ? this.#key : undefined;
    const elsewhere = begun?.node && (begun.node !== node || begun.is !== is) && !holds(begun.node, node);
    const second = event.detail > 1 && !this.#pointer && this.#isSecond(event, TWICE_AT_MOST);
    if (begun?.again || elsewhere || second) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else if (node && begun) {
      const { clientX: x, clientY: y } = event;
      this.#last = { key: begun.key, node, is, x, y, at: performance.now(), renderings: this.#renderings, focused: this.#focused() };
    }
    if (event.detail > 0) this.#pointer = undefined;
  }
}

/** What can be pressed there, and what it is at this moment: the same node may be rendered as another button. */
function thing(target) {
  const node = target?.closest(THINGS) ?? undefined;
  // A row that was moved takes the focus along: `up:people[2]` is `up:people[1]` then, or `down:people[0]`, and is pressed again.
  const does = node?.matches(BUTTONS) ? node.id.replace(/^(up|down):.*/, "move") || node.textContent : node?.id;
  return { node, is: node && [does, node.name, isChoice(node) && node.value].join("\n") };
}

const isChoice = (node) => node?.type === "radio" || node?.type === "checkbox";

/** A label passes a press on to its control. */
const holds = (label, control) => label.control === control;
