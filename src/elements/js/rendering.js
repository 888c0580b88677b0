// A form on the page: what it is rendered into, when, and what is known there of those who use it and of others on the page.

import { listenAgain, listenTo } from "./listening.js";
import css from "coplan-css";

import { Hearing } from "./hearing.js";
import { Hiding } from "./hiding.js";
import { InView } from "./in-view.js";
import { followPen } from "./pen.js";
import { Pressing } from "./pressing.js";
import { writeOut } from "./printing.js";
import { ReadAloud } from "./read-aloud.js";
import { Watch } from "./watching.js";
import { Width } from "./width.js";

// The reader's own text size: rem would follow the host page's root.
const REGISTERED = [
  { name: "--coplan-rem", syntax: "<length>", inherits: true, initialValue: "16px" },
  // And the room between the lines of the page.
  { name: "--_coplan-leading", syntax: "<number>", inherits: true, initialValue: "1.5" },
];
/** Firefox before 128 registers none: `1em` would be that of wherever it is used, which is nothing around the boxes of a date. */
const UNREGISTERED = ".coplan { --coplan-rem: 16px }";

/** Its engine. A server has no styles. */
const FIREFOX = globalThis.CSS?.supports?.("-moz-appearance", "none");

/** The styles of each document that forms stand in: those of another document are none there. */
const DRESSED = new WeakMap();

function stylesOf(document) {
  // What is on no screen, such as the content of a template, has no window.
  const { CSSStyleSheet, CSS } = document.defaultView ?? {};
  if (!CSSStyleSheet) return [];
  for (const property of REGISTERED) {
    try {
      CSS.registerProperty(property);
    } catch {
      // Registered already, by another copy of this script.
    }
  }
  return [css, ...(CSS?.registerProperty ? [] : [UNREGISTERED])].map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
}

/** Renders into a shadow root. */
export class Rendering {
  #root;
  #act;
  #frame; // what is rendered into
  #waiting = false;
  #watch; // what others do to the nodes of the frame
  #pressing; // which presses count
  #inView; // what has the focus
  #width; // how much room there is
  /** What is read aloud. */
  aloud;
  /** What is typed, chosen and pressed. */
  hearing;
  /** What brings it back to the same place. */
  hiding;

  /** `act` calls into Rust, where there is a form; `recovery` keeps what is typed. */
  constructor(root, act, recovery) {
    this.#root = root;
    this.#act = act;
    this.dress();
    // First of all: what is heard is said by our own nodes, and was meant.
    this.#watch = new Watch(root, () => this.render());
    this.#pressing = new Pressing(root);
    this.hearing = new Hearing(root, {
      act,
      recovery,
      settle: () => this.#watch.settle(),
      isCurrent: () => !this.#waiting && act(() => true),
    });
    this.#inView = new InView(root, (change) => this.#watch.own(change));
    this.hiding = new Hiding(root);
    this.aloud = new ReadAloud(root, (change) => this.#watch.own(change));
    this.#width = new Width(root, () => this.#resized());
    followPen(root, (change) => this.#watch.own(change));
    // A browser gives the focus to what holds back the page's form, if it takes it: then what is missing is shown. At other
    // times a click beside a control must not send the next Tab to the first one.
    listenTo(root.host, "invalid", () => {
      const shown = this.#frame ?? root.firstElementChild;
      if (!shown) return;
      // Firefox looks whether the element itself takes the focus, and says on the console where it does not.
      const { host } = root;
      const takers = [shown, ...(FIREFOX && !host.hasAttribute("tabindex") ? [host] : [])];
      for (const one of takers) one.tabIndex = -1;
      setTimeout(() => takers.forEach((one) => one.removeAttribute("tabindex")));
    });
  }

  /** In the styles of the document that it stands in. */
  dress() {
    const { ownerDocument } = this.#root.host;
    if (!DRESSED.has(ownerDocument)) DRESSED.set(ownerDocument, stylesOf(ownerDocument));
    this.#root.adoptedStyleSheets = DRESSED.get(ownerDocument);
  }

  /** It hears all that it did, wherever it has been meanwhile. */
  listen() {
    for (const one of [this.#root.host, this.#root, this.#frame]) if (one) listenAgain(one);
  }

  /** What is rendered into. */
  get frame() {
    return this.#frame;
  }

  /** A form begins, in an empty frame. */
  begin() {
    // A form, or at each key the browser's autofill looks for one through all that is on the page. What is typed about
    // someone is not offered again (WCAG 1.3.5 is for one's own data only), nor checked, which some browsers have done by
    // a server.
    // It sends nothing, whoever asks: another method would put answers into the address.
    this.#frame = Object.assign(document.createElement("form"), { autocomplete: "off", spellcheck: false, method: "dialog" });
    listenTo(this.#frame, "focus", () => this.#act((form) => form.report()));
    this.attach();
    this.#width.measure();
    for (const one of [this.#watch, this.hearing, this.#inView, this.aloud]) one.over(this.#frame);
  }

  /** The frame is on the page, and nothing else. */
  attach() {
    this.#root.replaceChildren(this.#frame);
  }

  /** It is on the page no more. */
  leave() {
    this.aloud.stop();
    // Twice, when nobody answers any more; and some page's own `remove` wants a parent.
    if (this.#frame.parentNode) this.#frame.remove();
  }

  /** Where a message about the form is shown. Others may have moved the frame: it is back with the next rendering. */
  get anchor() {
    return this.#root.contains(this.#frame) ? [this.#frame] : [];
  }

  /** Renders, once whatever is being done is done. */
  render() {
    if (this.#waiting) return;
    this.#waiting = true;
    queueMicrotask(() => {
      this.#waiting = false;
      // What is rendered over must be what was rendered: another document, or nodes that others have moved, are rendered afresh.
      const another = this.#act((form) => form.isAnother());
      if (another === undefined) return; // There is no form.
      this.#act((form) => form.setNarrow(this.#width.isNarrow));
      const afresh = !this.#watch.untouched(another) || another;
      const id = this.#act((form) => this.hearing.unheard(() => form.render(afresh)));
      this.hearing.rendered();
      this.aloud.rendered();
      if (id) this.#focus(id);
      this.#inView.uncover();
      this.#pressing.rendered(() => this.#watch.rendered());
    });
  }

  /** Says how saving stands. What others have done to the place is not written over. */
  say() {
    // It is said with what is rendered soon.
    if (this.#waiting) return;
    if (this.#watch.isTouched()) return this.render();
    this.#watch.own(() => this.#act((form) => this.hearing.unheard(() => form.say())));
    this.#inView.uncover();
  }

  /** The page is being printed, or has been. */
  printing(now) {
    if (this.#frame) this.#watch.own(() => writeOut(this.#frame, now));
  }

  /** Whoever is in the middle of a question stays there. */
  #resized() {
    const place = this.#width.place();
    const held = place && place === this.#root.activeElement;
    this.#act((form) => form.setNarrow(this.#width.isNarrow));
    if (place) this.#act((form) => form.pressed(`stay:${place.name}`));
    // After it has been rendered, in a microtask that is already waiting.
    queueMicrotask(() => {
      const again = place && this.#root.getElementById(place.id);
      if (!again) return;
      if (held && again !== this.#root.activeElement) this.#pressing.moving(() => again.focus({ preventScroll: true }));
      this.#inView.show(again);
    });
  }

  #focus(id) {
    const back = id === "hide" && this.hiding.shown();
    const target = back || this.#root.getElementById(id);
    if (!target) return;
    // A link into something that is folded opens it.
    for (let at = target.parentElement?.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
    if (!back) this.#inView.show(target);
    this.#pressing.moving(() => target.focus({ preventScroll: true }));
  }
}
