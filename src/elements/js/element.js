// The class behind every form. A custom-element class must be JavaScript; what it can leave to Rust, it does.
//
// What stays here: properties, methods and events of the platform, waiting for the host, and beginning again after a trap
// from the last whole document and every control changed since.

import css from "coplan-css";
import { Element as Form } from "coplan-glue";

import { Attributes } from "./attributes.js";
import { enter, guard, leave, load } from "./instance.js";
import { followPen } from "./pen.js";
import { askToSave, CoplanEvent, named, uuid } from "./saving.js";
import { controlsIn, Halves, isChoice, keyOf } from "./text.js";

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);

// The reader's own text size: rem would follow the host page's root.
try {
  CSS.registerProperty({ name: "--coplan-rem", syntax: "<length>", inherits: true, initialValue: "16px" });
} catch {
  // Registered already, by another copy of this script.
}

/** How what is typed gets into a form, for those who build on it here. */
export const TYPED = Symbol("typed");

/** A form on the page. */
export class CoplanElement extends Attributes {
  #form; // the Rust side, while there is one
  #frame; // what it draws into
  #internals = this.attachInternals();
  #first; // the document that the host set, to which a reset goes back
  #kept = {}; // the last whole document, whether the host has it, and whether something is being added to it
  #typed = new Map(); // every control changed since, by name and value
  #halves = new Halves();
  #stale = false; // the document has changed, and what is drawn has not yet
  #traps = []; // when this element last lost its instance
  #messages = {};
  #related = [];
  #fieldsetDisabled = false;
  #lastSave = Promise.resolve();
  #ready = withResolvers();
  #timers = {}; // what is to be done after a while

  // What Rust calls.
  #page = {
    changed: (path) => {
      this.#tell("coplan-change", { path });
      // Long enough that a key press costs nothing.
      this.#after(250, "tellForm");
      this.#page.autosave(this.autosave * 1000);
    },
    autosave: (wait) => this.autosave !== "off" && this.#after(wait, "save", () => this.#page.save("autosave")),
    attribute: (name) => String(name === "disabled" ? this.disabled || this.#fieldsetDisabled : this[name]),
    // What goes wrong is on screen; nobody waits for this promise.
    save: (reason) => void this.#save(reason).catch(() => {}),
    now: () => {
      const now = new Date();
      return new Date(now - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
    },
    instant: () => new Date().toISOString(),
    uuid,
    draw: () => {
      this.#stale = true;
      queueMicrotask(() => this.#draw());
    },
    drawAfter: (wait) =>
      this.#after(wait, "draw", () => {
        this.#listen();
        this.#draw();
      }),
    focus: (id) => {
      const target = this.shadowRoot.getElementById(id);
      // The question above the control is more use on screen than the control alone.
      (target?.closest(".nhsuk-form-group") ?? target)?.scrollIntoView();
      target?.focus({ preventScroll: true });
    },
    keep: (document, dirty, adding) => {
      this.#kept = { document, dirty, adding };
      this.#typed.clear();
    },
    submits: (problem) => {
      this.#internals.setFormValue(this.name ? JSON.stringify(this.document) : null);
      if (problem && !this.readonly) this.#internals.setValidity({ customError: true }, problem, this.#frame);
      else this.#internals.setValidity({});
    },
  };

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    root.append(document.createElement("slot"));
    root.addEventListener("input", this.#hear);
    root.addEventListener("change", this.#hear);
    root.addEventListener("focusout", this.#hear);
    root.addEventListener("click", this.#press);
    root.addEventListener("submit", (event) => event.preventDefault());
    followPen(root);
    // A browser gives the focus to what holds back the page's form, if it takes it: then what is missing is shown. At other
    // times a click beside a control must not send the next Tab to the first one.
    this.addEventListener("invalid", () => {
      this.#frame.tabIndex = -1;
      setTimeout(() => this.#frame.removeAttribute("tabindex"));
    });
  }

  // ---- Life on the page ----

  connectedCallback() {
    this.upgrade("document", "messages", "related");
    load().then(
      () => this.isConnected && !this.#form && this.#begin(),
      (error) => this.#giveUp("CoplanStartError", error),
    );
  }

  disconnectedCallback() {
    // Moved elsewhere on the page, it is back before this runs.
    queueMicrotask(() => {
      if (this.isConnected || !this.#form) return;
      Object.values(this.#timers).forEach(clearTimeout);
      this.#listen();
      guard(() => {
        this.#form.keep();
        this.#form.free();
      });
      this.#form = undefined;
      leave(this);
      this.#frame.remove();
    });
  }

  attributeChangedCallback() {
    this.#configure();
  }

  formDisabledCallback(disabled) {
    this.#fieldsetDisabled = disabled;
    this.#configure();
  }

  formResetCallback() {
    this.reset();
  }

  formStateRestoreCallback(state) {
    if (typeof state !== "string") return;
    this.#ready.promise.then(() => guard(() => this.#form?.restore(JSON.parse(state), true, false)));
  }

  #begin() {
    // A form, or at each key the browser's autofill looks for one through all that is on the page. What is typed about
    // someone is not offered again (WCAG 1.3.5 is for one's own data only), nor checked, which some browsers have done by
    // a server.
    // It sends nothing, whoever asks: another method would put answers into the address.
    this.#frame = Object.assign(document.createElement("form"), { autocomplete: "off", spellcheck: false, method: "dialog" });
    this.#frame.addEventListener("focus", () => this.#do("report"));
    this.shadowRoot.replaceChildren(this.#frame);
    const { document: kept, dirty, adding } = this.#kept;
    const typed = [...this.#typed.values()];
    enter(
      this,
      () => this.#lose(),
      () => this.isConnected && this.#begin(),
    );
    try {
      guard(() => {
        this.#form = new Form(this.#page, this.#frame, this.constructor.form);
        this.#configure();
        this.#form.relate(this.#related);
        if (this.#first) this.#form.open(this.#first);
        if (kept) this.#form.restore(kept, Boolean(dirty), Boolean(adding));
        typed.forEach(([name, value, checked]) => this.#form.typed(name, value, checked));
      });
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) return;
      this.#tell("coplan-error", { name: error.name, path: error.path, message: error.message });
    }
    // It is drawn in a microtask that is already waiting.
    queueMicrotask(() => {
      this.#ready.resolve();
      this.#tell("coplan-ready");
    });
  }

  /** The instance is gone. Three times in a few seconds is not bad luck: the document goes to the host instead. */
  #lose() {
    this.#form = undefined;
    this.#kept.dirty ||= this.#typed.size > 0;
    const now = performance.now();
    this.#traps = [...this.#traps.filter((at) => now - at < 5000), now];
    const again = this.#traps.length < 3;
    if (again) this.#tell("coplan-error", { name: "CoplanTrapError" });
    else this.#giveUp("CoplanTrapError");
    return again;
  }

  /** Shows the host's own words, and hands over what there is: the last whole document, and what was typed since. */
  #giveUp(name, error) {
    this.shadowRoot.replaceChildren(document.createElement("slot"));
    this.#internals.setValidity({});
    const kept = this.#kept.document ?? this.#first;
    const typed = [...this.#typed.values()].map(([path, value, checked]) => ({ path, value, checked }));
    this.#ready.resolve();
    this.#tell("coplan-error", {
      name,
      message: error?.message,
      document: kept && typed.length ? { ...kept, typed_since: typed } : kept,
    });
  }

  /** Text is heard as it is typed, radios and checkboxes when they are chosen. It is kept here too: a trap loses no letter. */
  #hear = ({ target, type }) => {
    const { name, value } = target;
    const choice = isChoice(target);
    const left = type === "change";
    if (left) this.#listen(target);
    if (name && type !== "focusout" && choice === left) this[TYPED](name, value, choice && target.checked, keyOf(target));
    else if (name && !choice) this.#heard(target);
    if (left && this.#form) guard(() => this.#form.left());
  };

  [TYPED](name, value, checked = false, key = name) {
    this.#typed.delete(key); // so that it stands last, in the order of the hands
    this.#typed.set(key, [name, value, checked]);
    this.#halves.heard(name, value);
    if (this.#form) guard(() => this.#form.typed(name, value, checked));
  }

  /** Hears what got into the controls without a word, before anything is done that hangs on the answers. Until a change of
   * the document is drawn, the controls are those of before it. */
  #listen(target) {
    if (!this.#stale && this.#form) controlsIn(this.#frame, target).forEach((control) => this.#heard(control));
  }

  /** What a control holds, if that is an edit. */
  #heard(control) {
    const { name, value, checked = false } = control;
    if (!this.#form || !guard(() => this.#form.typed(name, value, checked))) return;
    this.#typed.set(keyOf(control), [name, value, checked]);
    this.#halves.heard(name, value);
  }

  #draw() {
    this.#stale = false;
    this.#do("draw");
    this.#halves.show(this.shadowRoot);
  }

  /** Buttons are known by their ids. Links lead to a question of this form: a fragment would be looked for in the page. */
  #press = (event) => {
    const pressed = event.target.closest("a, button");
    const link = pressed?.getAttribute("href");
    if (link) event.preventDefault();
    if (pressed) this.#listen();
    if (pressed && this.#form) guard(() => this.#form.pressed(link ? `go:${link.slice(1)}` : pressed.id));
  };

  /** Does something in a while, and not when it was to be done before. */
  #after(wait, what, act = () => this.#do(what)) {
    clearTimeout(this.#timers[what]);
    // Longer than a timer can wait would be at once.
    this.#timers[what] = setTimeout(act, Math.min(wait, 2 ** 31 - 1));
  }

  #do(what) {
    if (this.#form) guard(() => this.#form[what]());
  }

  #configure() {
    this.#listen();
    if (this.#form) guard(() => this.#form.configure(this.#messages));
  }

  /** One at a time: the next waits for the last. Settles with the host's answer. */
  #save(reason) {
    const mine = this.#lastSave.then(() => this.#saveNow(reason));
    this.#lastSave = mine.catch(() => {});
    return mine;
  }

  async #saveNow(reason) {
    const form = this.#form;
    if (!form) throw named("CoplanStartError", "The form could not start, or is not on the page");
    this.#listen();
    const sent = guard(() => form.send(reason));
    if (!sent) {
      if (reason === "autosave") return;
      throw named("CoplanIncompleteError", "There are questions to answer first: see `problems`");
    }
    const { failure, revision } = await askToSave(this, sent, reason);
    // After a trap there is another form, which has everything and knows of no save.
    if (form !== this.#form) return;
    if (failure) {
      guard(() => form.failed(failure));
      this.#tell("coplan-save-failed", { reason: failure });
      throw named("CoplanSaveError", failure);
    }
    guard(() => form.saved(revision));
    this.#tell("coplan-saved", { revision });
  }

  #tell(type, facts) {
    this.dispatchEvent(new CoplanEvent(type, facts));
  }

  // ---- Properties ----

  get document() {
    return this.#form ? guard(() => this.#form.document()) : structuredClone(this.#kept.document ?? this.#first);
  }
  set document(value) {
    // A copy, as JSON sees it: the host's own object is never touched, and a circle in it is said at once.
    const document = JSON.parse(JSON.stringify(value) ?? "null");
    this.#listen();
    this.#halves.forget();
    if (this.#form) guard(() => this.#form.open(document));
    else this.#kept = {};
    this.#first = document;
  }

  get related() {
    return structuredClone(this.#related);
  }
  set related(documents) {
    this.#related = structuredClone(documents ?? []);
    this.#listen();
    if (this.#form) guard(() => this.#form.relate(this.#related));
  }

  get messages() {
    return { ...this.#messages };
  }
  set messages(messages) {
    this.#messages = { ...messages };
    this.attributeChangedCallback();
  }

  get dirty() {
    return this.#form ? guard(() => this.#form.dirty()) : Boolean(this.#kept.dirty);
  }

  get problems() {
    return this.#form ? guard(() => this.#form.problems()) : [];
  }

  // ---- As on the platform's own controls ----

  get form() {
    return this.#internals.form;
  }
  get validity() {
    return this.#internals.validity;
  }
  get validationMessage() {
    return this.#internals.validationMessage;
  }
  get willValidate() {
    return this.#internals.willValidate;
  }

  checkValidity() {
    // What a host's form was told a moment after the last key must not be old.
    this.#listen();
    if (this.#form) guard(() => this.#form.left());
    return this.#internals.checkValidity();
  }

  reportValidity() {
    const valid = this.checkValidity();
    if (!valid && this.#form) guard(() => this.#form.report());
    return valid;
  }

  // ---- Methods ----

  async save() {
    await this.#ready.promise;
    return this.#save("save");
  }

  async complete() {
    await this.#ready.promise;
    return this.#save("complete");
  }

  reset() {
    if (this.#form) guard(() => this.#form.reset());
  }

  async toHTML(options) {
    const drawing = await this.#paper(options);
    return guard(() => this.#form.page(drawing.innerHTML));
  }

  /** Prints the document and nothing else of the page. */
  async print(options) {
    const drawing = await this.#paper(options);
    const frame = document.createElement("iframe");
    frame.className = "coplan-paper";
    frame.setAttribute("aria-hidden", "true");
    this.shadowRoot.append(frame);
    const paper = frame.contentDocument;
    const styles = new frame.contentWindow.CSSStyleSheet();
    styles.replaceSync(Form.paperStyles());
    paper.adoptedStyleSheets = [styles];
    paper.body.append(paper.adoptNode(drawing));
    frame.contentWindow.addEventListener("afterprint", () => frame.remove());
    frame.contentWindow.print();
  }

  /** The finished document, drawn off the page; without what is restricted when `restricted` is false. */
  async #paper(options) {
    await this.#ready.promise;
    const form = this.#form;
    if (!form) throw named("CoplanStartError", "The form could not start, or is not on the page");
    const stage = document.createElement("div");
    guard(() => form.paper(stage, options?.restricted === false));
    return stage;
  }
}

function withResolvers() {
  let resolve;
  const promise = new Promise((done) => (resolve = done));
  return { promise, resolve };
}
