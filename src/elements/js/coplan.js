// The four custom elements. A custom-element class must be JavaScript; what it can leave to Rust, it does.
//
// What stays here: the WebAssembly is fetched once for all elements; attributes, properties and events of the platform;
// and beginning again when an instance traps, from the last whole document and every control changed since.

import init, { Element as Form, __wbg_reset_state as resetState, start } from "coplan-glue";
import css from "coplan-css";

const FORMS = {
  "coplan-abuse-question": "abuse_question",
};

/** A document that cannot be opened, named by what is wrong and where. Made in Rust; here for `instanceof`-free checks. */
const DOCUMENT_ERROR = "CoplanDocumentError";

/** An event of ours: bubbles, crosses shadow roots, and carries its facts as plain properties. */
class CoplanEvent extends Event {
  constructor(type, facts) {
    super(type, { bubbles: true, composed: true });
    Object.assign(this, facts);
  }
}

/** `coplan-save`: the host answers as a service worker answers a fetch. */
class CoplanSaveEvent extends CoplanEvent {
  #answer;
  respondWith(answer) {
    if (this.#answer || !this.eventPhase) {
      throw new DOMException("Call respondWith once, while the event is being dispatched", "InvalidStateError");
    }
    this.#answer = Promise.resolve(answer);
  }
  /** The host's promise, for the element alone. */
  static answer(event) {
    return event.#answer;
  }
}

/** How long a host may take to answer. */
const PATIENCE = 30_000;

/** What the host's promise comes to: why it failed, or the revision if it gave one. */
async function whatHostSaid(answer) {
  const late = {};
  let timer;
  const patience = new Promise((resolve) => (timer = setTimeout(resolve, PATIENCE, late)));
  try {
    const said = await Promise.race([answer, patience]);
    if (said === late) return { failure: "timeout" };
    if (!(said instanceof Response)) return revisionOf(said);
    if (!said.ok) return { failure: [409, 412].includes(said.status) ? "conflict" : "status" };
    // A body that has been read, or is no JSON, says nothing.
    return revisionOf(said.bodyUsed ? undefined : await said.clone().json().catch(() => undefined));
  } catch {
    return { failure: "rejected" };
  } finally {
    clearTimeout(timer);
  }
}

function revisionOf(said) {
  return { revision: Number.isInteger(said?.revision) ? said.revision : undefined };
}

function named(name, message) {
  return Object.assign(new Error(message), { name });
}

/** `crypto.randomUUID` is missing on intranets without HTTPS. */
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

// ---- One instance for the page, and a fresh one after a trap ----

const live = new Set();
let loading;
let restarting;

function load() {
  loading ??= init({ module_or_path: new URL("coplan.wasm", import.meta.url) }).then(() => start());
  return loading;
}

/** The instance is lost. Every element of the page begins again, once the failed call has returned. */
function trapped() {
  if (restarting) return;
  const elements = [...live];
  elements.forEach((element) => element[LOSE]());
  restarting = Promise.resolve().then(() => {
    restarting = undefined;
    resetState();
    start();
    elements.forEach((element) => element.isConnected && element[BEGIN]());
  });
}

/** A trap while Yew was drawing or a button was pressed: nobody called, so nobody caught it. */
addEventListener("error", (event) => {
  const { error } = event;
  // What the lost instance had still planned.
  if (/previous WASM instance/.test(error?.message)) event.preventDefault();
  if (!(error instanceof WebAssembly.RuntimeError) || !/coplan\.wasm/.test(error.stack)) return;
  event.preventDefault();
  trapped();
});

/** Calls into Rust. A trap shows itself as a RuntimeError. */
function guard(call) {
  try {
    return call();
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) trapped();
    throw error;
  }
}

const LOSE = Symbol("lose");
const BEGIN = Symbol("begin");
const sheet = new CSSStyleSheet();
sheet.replaceSync(css);

// The reader's own text size: rem would follow the host page's root.
try {
  CSS.registerProperty({ name: "--coplan-rem", syntax: "<length>", inherits: true, initialValue: "16px" });
} catch {
  // Registered already, by another copy of this script.
}

class CoplanElement extends HTMLElement {
  static formAssociated = true;
  static observedAttributes = ["mode", "terms", "lang", "readonly", "disabled", "autosave", "actions", "name"];

  #form; // the Rust side, while there is one
  #frame; // what it draws into
  #internals = this.attachInternals();
  #kept; // the last whole document
  #typed = new Map(); // every control changed since, by name and value
  #askingAgain = false; // as the last whole document was kept
  #dirty = false; // what #form said last
  #traps = []; // when this element last lost its instance
  #messages = {};
  #related = [];
  #fieldsetDisabled = false;
  #lastSave = Promise.resolve();
  #ready;
  #isReady;

  // What Rust calls.
  #page = {
    tell: (event, about) => {
      if (event === "change") this.#tell("coplan-change", { path: about });
    },
    attribute: (name) => String(this.#attributes()[name]),
    // What goes wrong is on screen; nobody waits for this promise.
    save: (reason) => void this.#save(reason).catch(() => {}),
    now: () => {
      const now = new Date();
      return new Date(now - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
    },
    focus: (id) => {
      const target = this.shadowRoot.getElementById(id);
      // The question above the control is more use on screen than the control alone.
      (target?.closest(".nhsuk-form-group") ?? target)?.scrollIntoView();
      target?.focus({ preventScroll: true });
    },
    instant: () => new Date().toISOString(),
    uuid,
    keep: (document, askingAgain) => {
      this.#kept = document;
      this.#askingAgain = askingAgain;
      this.#typed.clear();
    },
    submits: (document, problem) => {
      this.#internals.setFormValue(this.name ? JSON.stringify(document) : null);
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
    root.addEventListener("click", this.#press);
    this.#ready = new Promise((resolve) => (this.#isReady = resolve));
  }

  // ---- Life on the page ----

  connectedCallback() {
    this.#upgrade();
    load().then(
      () => this.isConnected && !this.#form && this.#begin(),
      (error) => this.#giveUp("CoplanStartError", error),
    );
  }

  disconnectedCallback() {
    // Moved elsewhere on the page, it is back before this runs.
    queueMicrotask(() => {
      if (this.isConnected || !this.#form) return;
      this.#kept = this.#form.document();
      this.#dirty = this.#form.dirty();
      this.#typed.clear();
      this.#form.destroy();
      this[LOSE]();
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
    if (typeof state === "string" && state) this.#ready.then(() => guard(() => this.#form?.restore(JSON.parse(state), true, false)));
  }

  /** Properties that were set before this script had loaded. */
  #upgrade() {
    for (const name of ["document", "messages", "related", "mode", "terms", "readonly", "disabled", "autosave", "actions", "name"]) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
  }

  #begin() {
    this.#frame = document.createElement("div");
    this.shadowRoot.replaceChildren(this.#frame);
    const again = this.#kept;
    const dirty = this.#dirty;
    const askingAgain = this.#askingAgain;
    const typed = [...this.#typed.values()];
    this.#typed.clear();
    try {
      guard(() => {
        this.#form = new Form(this.#page, this.#frame, FORMS[this.localName]);
        live.add(this);
        this.#configure();
        this.#form.say(this.#messages);
        if (again) this.#form.restore(again, dirty, askingAgain);
        typed.forEach(([name, value, checked]) => this.#form.typed(name, value, checked));
      });
    } catch (error) {
      if (error.name !== DOCUMENT_ERROR) return; // trapped: said and handled there
      this.#kept = undefined;
      this.#tell("coplan-error", { name: error.name, path: error.path, message: error.message });
    }
    // Rust draws in a microtask that is already waiting.
    queueMicrotask(() => {
      this.#isReady();
      this.#tell("coplan-ready");
    });
  }

  [BEGIN]() {
    this.#begin();
  }

  /** The instance is gone. Twice within a few seconds is not bad luck: the document goes to the host instead. */
  [LOSE]() {
    live.delete(this);
    this.#form = undefined;
    if (!this.isConnected) return;
    const now = performance.now();
    this.#traps = [...this.#traps.filter((at) => now - at < 5000), now];
    this.#dirty ||= this.#typed.size > 0;
    if (this.#traps.length > 2) this.#giveUp("CoplanTrapError");
    else this.#tell("coplan-error", { name: "CoplanTrapError", document: undefined });
  }

  /** Shows the host's own words, and hands over what there is. */
  #giveUp(name, error) {
    live.delete(this);
    const slot = document.createElement("slot");
    this.shadowRoot.replaceChildren(slot);
    this.#internals.setValidity({});
    this.#tell("coplan-error", { name, message: error?.message, document: this.#lastKnown() });
  }

  #lastKnown() {
    if (!this.#kept) return undefined;
    const kept = this.#kept;
    const entries = [...this.#typed.values()].map(([path, value, checked]) => ({ path, value, checked }));
    return entries.length ? { ...kept, typed_since: entries } : kept;
  }

  /** Text is heard as it is typed, radios and checkboxes when they are chosen. It is kept here too: a trap loses no letter. */
  #hear = ({ target, type }) => {
    const { name, value } = target;
    const choice = target.type === "radio" || target.type === "checkbox";
    if (!name || choice !== (type === "change")) return;
    const key = target.type === "checkbox" ? `${name}=${value}` : name;
    this.#typed.delete(key); // so that it stands last, in the order of the hands
    this.#typed.set(key, [name, value, choice && target.checked]);
    if (this.#form) guard(() => this.#form.typed(name, value, choice && target.checked));
  };

  /** Buttons are known by their ids. Links lead to a question of this form: a fragment would be looked for in the page. */
  #press = (event) => {
    const pressed = event.target.closest("a, button");
    const link = pressed?.getAttribute("href");
    if (link) {
      event.preventDefault();
      this.#page.focus(link.slice(1));
    } else if (pressed && this.#form) guard(() => this.#form.pressed(pressed.id));
  };

  #configure() {
    if (!this.#form) return;
    guard(() => this.#form.configure());
  }

  #attributes() {
    return {
      mode: this.mode,
      terms: this.terms,
      readonly: this.readonly,
      disabled: this.disabled || this.#fieldsetDisabled,
      actions: this.actions,
      autosave: this.autosave === "off" ? 0 : this.autosave,
    };
  }

  /** One at a time: the next waits for the last. Settles with the host's answer. */
  #save(reason) {
    const mine = this.#lastSave.then(() => this.#saveNow(reason));
    this.#lastSave = mine.catch(() => {});
    return mine;
  }

  async #saveNow(reason) {
    const form = this.#form;
    const sent = form && guard(() => form.send(reason));
    if (!sent) {
      if (reason === "autosave") return;
      throw named("CoplanIncompleteError", "There are questions to answer first: see `problems`");
    }
    const event = new CoplanSaveEvent("coplan-save", { document: sent.document(), reason });
    this.dispatchEvent(event);
    const answer = CoplanSaveEvent.answer(event);
    const { failure, revision } = answer ? await whatHostSaid(answer) : { failure: "unanswered" };
    // After a trap there is another form, which has everything and knows of no save.
    if (form !== this.#form) return;
    if (failure) {
      guard(() => form.failed(failure));
      this.#tell("coplan-save-failed", { reason: failure });
      throw named("CoplanSaveError", failure);
    }
    guard(() => form.saved(sent, revision));
    this.#tell("coplan-saved", { revision });
  }

  #tell(type, facts) {
    this.dispatchEvent(new CoplanEvent(type, facts));
  }

  // ---- Properties ----

  get document() {
    return this.#form ? guard(() => this.#form.document()) : structuredClone(this.#kept);
  }
  set document(value) {
    // A copy, as JSON sees it: the host's own object is never touched, and a circle in it is said at once.
    const copy = JSON.parse(JSON.stringify(value) ?? "null");
    if (this.#form) guard(() => this.#form.open(copy));
    else this.#kept = copy;
  }

  get related() {
    return structuredClone(this.#related);
  }
  set related(documents) {
    this.#related = structuredClone(documents ?? []);
  }

  get messages() {
    return { ...this.#messages };
  }
  set messages(messages) {
    this.#messages = { ...messages };
    if (this.#form) guard(() => this.#form.say(this.#messages));
  }

  get dirty() {
    return this.#form ? guard(() => this.#form.dirty()) : this.#dirty;
  }

  get problems() {
    return this.#form ? guard(() => this.#form.problems()) : [];
  }

  get mode() {
    const mode = this.getAttribute("mode");
    return ["together", "self"].includes(mode) ? mode : "staff";
  }
  set mode(mode) {
    this.setAttribute("mode", mode);
  }

  get terms() {
    return this.getAttribute("terms") === "pcsp" ? "pcsp" : "cpa";
  }
  set terms(terms) {
    this.setAttribute("terms", terms);
  }

  get actions() {
    return this.getAttribute("actions") === "host" ? "host" : "own";
  }
  set actions(actions) {
    this.setAttribute("actions", actions);
  }

  get autosave() {
    const autosave = this.getAttribute("autosave");
    const seconds = Number.parseFloat(autosave);
    return autosave === "off" ? "off" : seconds > 0 ? Math.ceil(seconds) : 10;
  }
  set autosave(autosave) {
    this.setAttribute("autosave", autosave);
  }

  get readonly() {
    return this.hasAttribute("readonly");
  }
  set readonly(on) {
    this.toggleAttribute("readonly", Boolean(on));
  }

  get disabled() {
    return this.hasAttribute("disabled");
  }
  set disabled(on) {
    this.toggleAttribute("disabled", Boolean(on));
  }

  get name() {
    return this.getAttribute("name") ?? "";
  }
  set name(name) {
    this.setAttribute("name", name);
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
  get type() {
    return this.localName;
  }

  // ---- Methods ----

  async save() {
    await this.#ready;
    return this.#save("save");
  }

  async complete() {
    await this.#ready;
    return this.#save("complete");
  }

  checkValidity() {
    this.#freshen();
    return this.#internals.checkValidity();
  }

  reportValidity() {
    this.#freshen();
    const valid = this.#internals.checkValidity();
    if (!valid && this.#form) guard(() => this.#form.report());
    return valid;
  }

  reset() {
    if (this.#form) guard(() => this.#form.reset());
  }

  async toHTML() {
    await this.#ready;
    const drawing = await this.#paper();
    return guard(() => this.#form.page(drawing.innerHTML));
  }

  /** Prints the document and nothing else of the page. */
  async print() {
    await this.#ready;
    const frame = document.createElement("iframe");
    frame.className = "coplan-paper";
    frame.setAttribute("aria-hidden", "true");
    this.shadowRoot.append(frame);
    const paper = frame.contentDocument;
    const styles = new frame.contentWindow.CSSStyleSheet();
    styles.replaceSync(Form.paperStyles());
    paper.adoptedStyleSheets = [styles];
    const drawing = await this.#paper();
    paper.body.append(paper.adoptNode(drawing));
    frame.contentWindow.addEventListener("afterprint", () => frame.remove());
    frame.contentWindow.print();
  }

  /** The finished document, drawn off the page. */
  async #paper() {
    const stage = document.createElement("div");
    const drawing = guard(() => this.#form.paper(stage));
    await null; // Rust draws in a microtask that is already waiting.
    const copy = stage.cloneNode(true);
    guard(() => drawing.end());
    return copy;
  }

  /** A host's form asks now; what it is told a moment after the last key must not be old. */
  #freshen() {
    if (this.#form) guard(() => this.#form.tellForm());
  }
}

for (const tag of Object.keys(FORMS)) {
  if (!customElements.get(tag)) customElements.define(tag, class extends CoplanElement {});
}
