// Others on the page reach into an open shadow root: extensions, translators, content scripts. They wrap words, put nodes before
// and into ours, change attributes, take controls away. Here it is noticed, and what can be put back in place is.
//
// Rust renders over its own nodes only while they are what it rendered. Foreign changes cause no rendering, or a form and a translator
// could go on for ever: what others did stands until the next one. There is one exception, a few times between two things that
// the person does: a control that is gone from under their hands comes back.

import { listenTo } from "./listening.js";

/** What others may leave on our elements: it says nothing of what they are. */
const MARKS = /^(data-.*|class|style|dir|lang|spellcheck|translate)$/;

/** How often a form mends itself before the person does something again. */
const PATIENCE = 3;

/** What a person does. What they press or type into is put right before it is heard. */
const DOINGS = ["pointerdown", "keydown", "input", "change", "click"];

const CONTROLS = "input, select, textarea, button";
const hasControls = (node) => node instanceof Element && (node.matches(CONTROLS) || node.querySelector(CONTROLS) !== null);

/** Sees what others do to the rendering of a form. */
export class Watch {
  #root;
  #frame;
  #render;
  #observer = new MutationObserver((records) => {
    this.#take(records);
    this.#mend();
  });
  #added = new Set(); // nodes of others among ours
  #had = new Map(); // attributes of ours that others changed: what they were, by element and name
  #moved = false; // nodes of ours, or the words in them, are not as they were rendered
  #lost = false; // controls went
  #held; // the control that has the focus
  #taken = false; // it was moved or taken away by others
  #mended = 0;
  #before; // focus and caret before a rendering
  #uncommitted; // a control that got back what was typed

  /** `render` asks for a rendering. */
  constructor(root, render) {
    this.#root = root;
    this.#render = render;
    for (const type of DOINGS) {
      listenTo(
        root,
        type,
        ({ isTrusted }) => {
          if (isTrusted) this.#mended = 0;
          this.settle();
          this.#mend();
        },
        { capture: true, passive: true },
      );
    }
    listenTo(root, "focusin", ({ target }) => {
      this.#held = target;
      this.#taken = false;
    });
    listenTo(root, "focusout", ({ target }) => {
      // A node that is moved or taken away loses the focus too, before anyone hears of it.
      const went = () => root.contains(target) && root.activeElement !== target && !this.#taken;
      setTimeout(() => this.#held === target && went() && (this.#held = undefined));
      if (target === this.#uncommitted) target.dispatchEvent(new Event("change", { bubbles: true }));
    });
    listenTo(root, "change", ({ target }) => target === this.#uncommitted && (this.#uncommitted = undefined));
  }

  /** This is what is rendered into from now on. */
  over(frame) {
    this.#observer.disconnect();
    this.#frame = frame;
    this.#forget();
  }

  /** Changes of our own outside a rendering. */
  own(change) {
    this.settle();
    change();
    this.#observer.takeRecords();
  }

  /** Puts back what our attributes said: what is heard next must not go by another name. */
  settle() {
    this.#take(this.#observer.takeRecords());
    if (!this.#had.size) return;
    for (const [element, had] of this.#had) {
      for (const [name, value] of had) {
        // A strict policy lets no attribute say how something looks, but a script.
        if (value !== null && name === "style") element.style.cssText = value;
        else if (value !== null) element.setAttribute(name, value);
        else if (!MARKS.test(name)) element.removeAttribute(name);
      }
    }
    this.#had.clear();
    this.#observer.takeRecords();
  }

  /** Whether others have moved what was rendered. */
  isTouched() {
    this.settle();
    return this.#moved;
  }

  /** A rendering begins: whether our nodes are where they were rendered. Focus and caret are noted, unless `another` document comes. */
  untouched(another) {
    this.settle();
    const untouched = !this.#moved;
    // Noted first: a control may be inside of what others have put round it.
    const away = this.#frame.parentNode !== this.#root;
    const control = this.#root.activeElement ?? (this.#taken || away ? this.#held : undefined);
    this.#before = another ? undefined : { ...caretOf(control), open: untouched ? [] : opened(this.#frame) };
    for (const node of this.#added) node.parentNode?.removeChild(node);
    if (away) this.#root.prepend(this.#frame);
    this.#observer.disconnect();
    return untouched;
  }

  /** It ends: from now on changes are those of others. */
  rendered() {
    const before = this.#before;
    if (before) {
      if (before.open.length) for (const [place, details] of places(this.#frame)) details.open ||= before.open.includes(place);
      if (before.control && !this.#root.activeElement && nobodyHasFocus(this.#root)) this.#giveBack(before);
    }
    this.#before = undefined;
    this.#forget();
    this.#observer.observe(this.#frame, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
      attributeOldValue: true,
    });
  }

  #forget() {
    this.#added.clear();
    this.#had.clear();
    this.#moved = this.#lost = this.#taken = false;
  }

  #take(records) {
    for (const { type, target, attributeName, oldValue, addedNodes, removedNodes } of records) {
      if (this.#isForeign(target)) continue;
      if (type === "attributes") this.#note(target, attributeName, oldValue);
      else if (type === "characterData") this.#moved = true;
      for (const node of removedNodes) {
        if (this.#added.delete(node)) continue;
        this.#moved = true;
        this.#taken ||= node.contains(this.#held ?? null);
        this.#lost ||= !node.isConnected && hasControls(node);
      }
      for (const node of addedNodes) this.#added.add(node);
    }
  }

  /** The first old value is ours. */
  #note(element, name, value) {
    // Whether details are open is the person's own doing; the frame takes the focus when a page's form is held back.
    const toggled = name === "open" && (value === null || !element.hasAttribute(name));
    if (toggled || (element === this.#frame && name === "tabindex")) return;
    const had = this.#had.get(element) ?? new Map();
    if (!had.has(name)) had.set(name, value);
    this.#had.set(element, had);
  }

  #isForeign(node) {
    for (let at = node; at && at !== this.#frame; at = at.parentNode) if (this.#added.has(at)) return true;
    return false;
  }

  /** Words stand as they are until the next rendering; nobody types into a control that is gone. */
  #mend() {
    const taken = this.#taken && !this.#root.activeElement && nobodyHasFocus(this.#root);
    if ((!this.#lost && !taken) || this.#mended >= PATIENCE) return;
    this.#mended += 1;
    if (this.#lost || !this.#held.isConnected) {
      this.#lost = false;
      this.#render();
    } else {
      const { control, select } = caretOf(this.#held);
      control.focus({ preventScroll: true });
      select(control);
    }
  }

  /** Focus and caret, to the control that stands for the one that had them. */
  #giveBack({ id, name, value, select }) {
    const named = (control) => control.name === name && (!isChoice(control) || control.value === value);
    const control = id ? this.#root.getElementById(id) : name && [...this.#frame.elements].find(named);
    if (!control) return;
    control.focus({ preventScroll: true });
    select(control);
    // The browser takes it for untouched, and would tell of no blur.
    if (typeof control.selectionStart === "number") this.#uncommitted = control;
  }
}

const isChoice = ({ type }) => type === "radio" || type === "checkbox";

/** Neither another part of the page nor of a page around it. */
function nobodyHasFocus({ ownerDocument }) {
  const { activeElement, body } = ownerDocument;
  return !activeElement || activeElement === body;
}

/** How a control is found again, and its caret put back. */
function caretOf(control) {
  if (!control) return {};
  const { id, name, value, selectionStart, selectionEnd, selectionDirection, scrollTop } = control;
  const select = (again) => {
    // Only controls with text have a caret.
    if (typeof selectionStart === "number") again.setSelectionRange(selectionStart, selectionEnd, selectionDirection);
    again.scrollTop = scrollTop;
  };
  return { control, id, name, value, select };
}

/** Which parts are opened, by the question they are in and their place in it: words are not to be relied on here. */
function places(frame) {
  const counts = new Map();
  return [...frame.querySelectorAll("details")].map((details) => {
    const { id = "" } = details.closest("[id]") ?? {};
    const count = (counts.get(id) ?? 0) + 1;
    counts.set(id, count);
    return [`${id} ${count}`, details];
  });
}

const opened = (frame) => places(frame).flatMap(([place, details]) => (details.open ? [place] : []));
