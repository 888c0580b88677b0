// The class behind every form. A custom-element class must be JavaScript; what it can leave to Rust, it does.
//
// What stays here: properties, methods and events of the platform, the host's promises, timers, and beginning again after a
// trap from the last whole document and every control changed since. When to save and what an answer means is Rust's.

import css from "coplan-css";
import { FormHandle } from "coplan-glue";

import { Attributes } from "./attributes.js";
import { askToSave, CoplanEvent, named, whereItStood } from "./events.js";
import { enter, guard, leave, load } from "./instance.js";
import { pageOf } from "./page.js";
import { followPen } from "./pen.js";
import { Pressing } from "./pressing.js";
import { Start } from "./start.js";
import { controlsIn, Halves, Held, isChoice, keyOf } from "./text.js";
import { Watch } from "./watching.js";

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

/** How an element hears that the page has set the document of one inside of it. */
export const CHILD = Symbol("child");

/** What asks the form behind an element something, for those who build on it here. */
export const ACT = Symbol("act");

/** A form on the page. */
export class CoplanElement extends Attributes {
  #form; // the Rust side, while there is one
  #frame; // what it is rendered into
  #home; // what it stands in
  #internals = this.attachInternals();
  #set; // the document that the host set before there was a form
  #rested = false; // off the page, it has nothing of a form but what it begins from again
  #kept; // what Rust begins from after a trap or off the page, and whether it holds changes that the host does not have
  #typed = new Map(); // every control changed since, by name and value
  #restored; // what the browser gave back before there was a form
  #halves = new Halves();
  #held = new Held();
  #traps = []; // when this element last lost its instance
  #messages = {};
  #related = [];
  #fieldsetDisabled = false;
  #requests = new Map(); // promises of save() and complete() that have not settled
  #lastRequest = 0;
  #asking = 0; // how many saves the host has not answered
  #late = []; // what it answered while there was no form
  #start = new Start(this.shadowRoot, () => this.start());
  #timers = {}; // what is to be done after a while
  #commands = []; // what Rust wants done, in its order
  #rendering = false;
  #deaf = false; // what controls tell is not what somebody does
  #listening; // to the window, while it is on the page
  #watch; // what others do to the nodes of the frame
  #pressing; // which presses count

  constructor() {
    super();
    const root = this.shadowRoot;
    root.adoptedStyleSheets = [sheet];
    // First of all: what is heard is said by our own nodes, and was meant.
    this.#watch = new Watch(root, () => this.#render());
    this.#pressing = new Pressing(root);
    root.addEventListener("input", this.#hear);
    root.addEventListener("change", this.#hear);
    root.addEventListener("focusout", this.#hear);
    // What comes on screen with it has its true size by then.
    root.addEventListener("focusin", () => requestAnimationFrame(() => this.#uncover()));
    root.addEventListener("click", this.#press);
    root.addEventListener("submit", (event) => event.preventDefault());
    followPen(root, (change) => this.#watch.own(change));
    // A browser gives the focus to what holds back the page's form, if it takes it: then what is missing is shown. At other
    // times a click beside a control must not send the next Tab to the first one.
    this.addEventListener("invalid", () => {
      if (!this.#frame) return;
      this.#frame.tabIndex = -1;
      setTimeout(() => this.#frame?.removeAttribute("tabindex"));
    });
  }

  // ---- Life on the page ----

  connectedCallback() {
    this.upgrade("document", "messages", "related");
    this.#home = this.parentNode;
    this.#listen();
    if (this.#form) {
      // It is back before the host had answered.
      this.shadowRoot.replaceChildren(this.#frame);
      this.#act((form) => form.attached());
    } else {
      this.start();
    }
  }

  /** Begins, or tries again to begin what could not. */
  start() {
    if (this.#form || !this.isConnected) return;
    this.#start.loading(this.#messages);
    load().then(
      () => this.isConnected && !this.#form && this.#begin(),
      (error) => this.isConnected && !this.#form && this.#giveUp("CoplanStartError", error),
    );
  }

  disconnectedCallback() {
    // Moved elsewhere on the page, it is back before this runs.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#listening?.abort();
      this.#start.stopped();
      if (!this.#form) return;
      this.#sweep();
      this.#act((form) => form.detached());
      this.#frame.remove();
      this.#rest();
    });
  }

  /** Off the page, and nobody has to answer any more: nothing is left behind but what it was. */
  #rest() {
    if (this.isConnected || !this.#form || !guard(() => this.#form.isAnswered())) return;
    Object.values(this.#timers).forEach(clearTimeout);
    this.#act((form) => form.keep());
    this.#kept.document = guard(() => this.#form.document());
    guard(() => this.#form.free());
    this.#form = undefined;
    this.#rested = true;
    this.#frame.remove();
    leave(this);
  }

  /** Off the page, a form begins again for as long as something is done to it. */
  #meanwhile(call) {
    if (this.#rested && !this.#form) this.#begin();
    try {
      return this.#act(call);
    } finally {
      this.#rest();
    }
  }

  #listen() {
    this.#listening?.abort();
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    // It may stand in a frame of the page's, which goes by itself.
    const { ownerDocument } = this;
    const view = ownerDocument.defaultView;
    const hidden = () => {
      this.#sweep();
      this.#act((form) => form.hidden());
    };
    view.addEventListener("pagehide", hidden, { signal });
    view.addEventListener("online", () => this.#act((form) => form.online()), { signal });
    ownerDocument.addEventListener("visibilitychange", () => ownerDocument.visibilityState === "hidden" && hidden(), { signal });
  }

  attributeChangedCallback(name, _, value) {
    // A framework that could not set the property writes what the object is as text.
    if (name === "document" && /^\[object \w+\]$/.test(value)) {
      const message = "The attribute `document` holds no document: set the property `document` of the element";
      queueMicrotask(() => this.#tell("coplan-error", { name: "CoplanDocumentError", path: "", message }));
    }
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
    try {
      this.#restored = JSON.parse(state);
    } catch {
      return; // It was not ours.
    }
    if (!this.#form) return;
    this.#act((form) => form.restore(this.#restored));
    this.#restored = undefined;
  }

  #begin() {
    // A form, or at each key the browser's autofill looks for one through all that is on the page. What is typed about
    // someone is not offered again (WCAG 1.3.5 is for one's own data only), nor checked, which some browsers have done by
    // a server.
    // It sends nothing, whoever asks: another method would put answers into the address.
    this.#frame = Object.assign(document.createElement("form"), { autocomplete: "off", spellcheck: false, method: "dialog" });
    this.#frame.addEventListener("focus", () => this.#act((form) => form.report()));
    this.shadowRoot.replaceChildren(this.#frame);
    this.#watch.over(this.#frame);
    this.#rested = false;
    const kept = this.#kept;
    const typed = [...this.#typed.values()];
    enter(
      this,
      () => this.#lose(),
      () => (this.isConnected || this.#asking > 0) && this.#begin(),
    );
    let again = typed.length > 0;
    const page = pageOf((name) => {
      // What was typed before a trap is typed again, also where nothing may be typed by now.
      if (again && (name === "readonly" || name === "disabled")) return "false";
      return String(name === "disabled" ? this.disabled || this.#fieldsetDisabled : this[name]);
    });
    try {
      guard(() => {
        const form = (this.#form = new FormHandle(page, this.#frame, this.constructor.form));
        form.configure(this.#messages);
        if (kept) form.resume(kept.snapshot);
        typed.forEach(([name, value, checked]) => form.typed(name, value, checked));
        again = false;
        if (typed.length > 0) form.configure(this.#messages);
        if (this.#restored) form.restore(this.#restored);
        this.#restored = undefined;
        for (const [ticket, said] of this.#late.splice(0)) form.answered(ticket, said);
        for (const [id, { complete }] of this.#requests) if (!form.hasRequest(id)) form.request(id, complete);
        try {
          if (this.#set) form.open(this.#set);
        } finally {
          this.#set = undefined;
          form.relate(this.#related);
          form.keep();
        }
      });
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) return;
      this.#set = undefined;
      this.#tell("coplan-error", { name: error.name, path: error.path, message: error.message });
    }
    this.#act((form) => form.isAnswered());
    // It is rendered in a microtask that is already waiting.
    queueMicrotask(() => {
      if (!this.#form) return;
      this.#start.started();
      this.#tell("coplan-ready");
    });
  }

  /** The instance is gone. Three times in a few seconds is not bad luck: the document goes to the host instead. */
  #lose() {
    this.#form = undefined;
    const now = performance.now();
    this.#traps = [...this.#traps.filter((at) => now - at < 5000), now];
    const again = this.#traps.length < 3;
    if (again) this.#tell("coplan-error", { name: "CoplanTrapError" });
    else this.#giveUp("CoplanTrapError");
    return again;
  }

  /** Shows the host's own words, and hands over what there is: the last whole document, and what was typed since. */
  #giveUp(name, error) {
    this.#start.failed(name === "CoplanStartError", this.#messages);
    this.#internals.setValidity({});
    const kept = this.#whole();
    const typed = [...this.#typed.values()].map(([path, value, checked]) => ({ path, value, checked }));
    for (const id of this.#requests.keys()) this.#settle({ request: id, error: notStarted() });
    this.#tell("coplan-error", {
      name,
      message: error?.message,
      document: kept && typed.length ? { ...kept, typed_since: typed } : kept,
    });
  }

  /** The document, where there is no form. */
  #whole() {
    return structuredClone(this.#set ?? this.#kept?.document ?? this.#kept?.snapshot.document);
  }

  // ---- Into Rust, and out again ----

  /** Calls into Rust, and does what it wants done. */
  #act(call) {
    if (!this.#form) return undefined;
    try {
      return guard(() => call(this.#form));
    } finally {
      if (this.#form) this.#carryOut(guard(() => this.#form.commands()));
    }
  }

  [ACT](call) {
    return this.#act(call);
  }

  /**
   * In order, and none inside another: what a host does while it hears an event comes afterwards. What begins the form again
   * after a trap is kept at once.
   */
  #carryOut(commands = []) {
    for (const command of commands) {
      if (command.kind === "keep") this.#keep(command);
      else this.#commands.push(command);
    }
    if (this.#commands.running) return;
    this.#commands.running = true;
    try {
      while (this.#commands.length > 0) this.#do(this.#commands.shift());
    } finally {
      this.#commands.running = false;
    }
  }

  #keep({ snapshot, dirty }) {
    this.#kept = { snapshot, dirty };
    this.#typed.clear();
  }

  #do({ kind, ...facts }) {
    switch (kind) {
      case "change":
        return this.#tell("coplan-change", facts);
      case "ask":
        return void this.#ask(facts);
      case "settle":
        return this.#settle(facts);
      case "saved":
        return this.#tell("coplan-saved", facts);
      case "saveFailed":
        return this.#tell("coplan-save-failed", facts);
      case "error":
        return this.#tell("coplan-error", facts);
      case "wake":
        return this.#after(facts.after, kind, () => {
          this.#sweep();
          this.#act((form) => form.wake());
        });
      case "say":
        return this.#say();
      case "render":
        return this.#render();
      case "renderLater":
        return this.#after(facts.after, kind, () => {
          this.#sweep();
          this.#render();
        });
      case "tellForm":
        // Long enough that a key press costs nothing.
        if (facts.now) return this.#tellForm();
        return this.#after(250, kind, () => this.#tellForm());
    }
  }

  /** Renders, once whatever is being done is done. */
  #render() {
    if (this.#rendering) return;
    this.#rendering = true;
    queueMicrotask(() => {
      this.#rendering = false;
      if (!this.#form) return;
      // What is rendered over must be what was rendered: another document, or nodes that others have moved, are rendered afresh.
      const another = guard(() => this.#form.isAnother());
      const afresh = !this.#watch.untouched(another) || another;
      const id = this.#act((form) => this.#unheard(() => form.render(afresh)));
      this.#halves.show(this.shadowRoot);
      this.#held.rendered(this.#frame);
      if (id) this.#focus(id);
      this.#uncover();
      this.#pressing.rendered(() => this.#watch.rendered());
    });
  }

  /** Says how saving stands. What others have done to the place is not written over. */
  #say() {
    // It is said with what is rendered soon.
    if (this.#rendering) return;
    if (this.#watch.isTouched()) return this.#render();
    this.#watch.own(() => this.#act((form) => this.#unheard(() => form.say())));
    this.#uncover();
  }

  /**
   * Renders. A control that is taken off the page while it has the focus tells that it was left: what it holds was typed into
   * what stood there before, which may be another person's document.
   */
  #unheard(render) {
    this.#deaf = true;
    try {
      return render();
    } finally {
      this.#deaf = false;
    }
  }

  #focus(id) {
    const target = this.shadowRoot.getElementById(id);
    // The question above the control is more use on screen than the control alone.
    (target?.closest(".nhsuk-form-group") ?? target)?.scrollIntoView();
    this.#pressing.moving(() => target?.focus({ preventScroll: true }));
  }

  /** What has come to stand at the edge of the window is not over what has the focus. */
  #uncover() {
    if (!this.#frame) return;
    const held = this.shadowRoot.activeElement;
    const edge = this.#frame.querySelector(".coplan-edge > *");
    this.#frame.classList.toggle("coplan-failed", Boolean(edge));
    if (!held || !edge || edge.contains(held)) return;
    const [mine, its] = [held, edge].map((one) => one.getBoundingClientRect());
    if (mine.bottom > its.top && mine.top < its.bottom) held.scrollIntoView({ block: "nearest" });
  }

  /** What a host's form submits, and whether it may. What the browser may give back later is only what was not saved. */
  #tellForm() {
    if (!this.#form) return;
    const [value, problem, dirty] = guard(() => [this.#form.formValue(), this.#form.firstProblem(), this.#form.dirty()]);
    this.#internals.setFormValue(this.name ? value : null, dirty ? value : "");
    // Others may have moved the frame: it is back with the next drawing.
    const anchor = this.shadowRoot.contains(this.#frame) ? [this.#frame] : [];
    if (problem && !this.readonly) this.#internals.setValidity({ customError: true }, problem, ...anchor);
    else this.#internals.setValidity({});
  }

  /** Does something in a while, and not when it was to be done before. */
  #after(wait, what, act) {
    clearTimeout(this.#timers[what]);
    // Longer than a timer can wait would be at once.
    this.#timers[what] = setTimeout(act, Math.min(wait, 2 ** 31 - 1));
  }

  #tell(type, facts) {
    this.dispatchEvent(new CoplanEvent(type, facts));
    // Whoever listens above it hears what became of a save that it left behind; of what is inside of a form of ours, that form.
    const isOfASave = type === "coplan-saved" || type === "coplan-save-failed";
    if (this.isConnected || !isOfASave || this.#home instanceof CoplanElement) return;
    whereItStood(this, this.#home).dispatchEvent(new CoplanEvent(type, facts));
  }

  #configure() {
    this.#sweep();
    this.#act((form) => form.configure(this.#messages));
  }

  // ---- What a person does ----

  /** Text is heard as it is typed, radios and checkboxes when they are chosen. It is kept here too: a trap loses no letter. */
  #hear = ({ target, type }) => {
    if (this.#deaf) return;
    const { name, value } = target;
    const choice = isChoice(target);
    const left = type === "change";
    if (left) this.#sweep(target);
    if (name && type !== "focusout" && choice === left) this[TYPED](name, value, choice && target.checked, keyOf(target));
    else if (name && !choice) this.#heard(target);
    if (left) this.#act((form) => form.blurred());
  };

  [TYPED](name, value, checked = false, key = name) {
    const before = this.#typed.get(key);
    this.#typed.delete(key); // so that it stands last, in the order of the hands
    this.#typed.set(key, [name, value, checked]);
    this.#halves.heard(name, value);
    if (this.#act((form) => form.typed(name, value, checked)) !== false) return;
    // It is no edit, or nothing can be changed now and it is put back.
    if (before) this.#typed.set(key, before);
    else this.#typed.delete(key);
  }

  /**
   * Hears what got into the controls without a word, before anything is done that hangs on the answers. Until a change of
   * the document is rendered, the controls are those of before it.
   */
  #sweep(target) {
    if (!this.#form || this.#rendering) return;
    // What others made of a control's name or value is no answer.
    this.#watch.settle();
    controlsIn(this.#frame, this.#held, target).forEach((control) => this.#heard(control));
  }

  /** What a control holds, if that is an edit. */
  #heard(control) {
    this.#held.heard(control);
    const { name, value, checked = false } = control;
    if (!this.#act((form) => form.typed(name, value, checked))) return;
    this.#typed.set(keyOf(control), [name, value, checked]);
    this.#halves.heard(name, value);
  }

  /** Buttons are known by their ids. Links lead to a question of this form: a fragment would be looked for in the page. */
  #press = (event) => {
    const pressed = event.target.closest("a, button");
    const link = pressed?.getAttribute("href");
    if (link) event.preventDefault();
    if (pressed) this.#sweep();
    if (pressed) this.#act((form) => form.pressed(link ? `go:${link.slice(1)}` : pressed.id));
  };

  // ---- Saving ----

  async #ask({ ticket, reason, document }) {
    const { id, form } = document;
    this.#asking += 1;
    const said = await askToSave(this, this.#home, { document, reason, id, form });
    this.#asking -= 1;
    if (!this.#form) return void this.#late.push([ticket, said]);
    this.#act((form) => form.answered(ticket, said));
    this.#rest();
  }

  #settle({ request, error }) {
    const { resolve, reject } = this.#requests.get(request) ?? {};
    this.#requests.delete(request);
    if (error) reject?.(named(error.name, error.message));
    else resolve?.();
  }

  /** Its promise settles, whatever becomes of the element. */
  async #request(complete) {
    await this.#start.settled(this.isConnected);
    if (!this.#form) throw named(notStarted().name, notStarted().message);
    this.#sweep();
    const id = ++this.#lastRequest;
    const settled = new Promise((resolve, reject) => this.#requests.set(id, { resolve, reject, complete }));
    try {
      this.#act((form) => form.request(id, complete));
    } catch (error) {
      // It is asked again once the form has begun again.
      if (!(error instanceof WebAssembly.RuntimeError)) throw error;
    }
    return settled;
  }

  // ---- Properties ----

  get document() {
    return this.#form ? this.#act((form) => form.document()) : this.#whole();
  }
  set document(value) {
    // A copy, as JSON sees it: the host's own object is never touched, and a circle in it is said at once.
    const document = JSON.parse(JSON.stringify(value) ?? "null");
    this.#sweep();
    this.#halves.forget();
    if (this.#form || this.#rested) this.#meanwhile((form) => form.open(document));
    else this.#set = document;
    this.parentNode?.[CHILD]?.();
  }

  get related() {
    return structuredClone(this.#related);
  }
  set related(documents) {
    // As JSON sees them: a framework's own proxies are no plain objects.
    this.#related = JSON.parse(JSON.stringify(documents ?? []));
    this.#sweep();
    this.#act((form) => form.relate(this.#related));
  }

  get messages() {
    return { ...this.#messages };
  }
  set messages(messages) {
    this.#messages = { ...messages };
    this.attributeChangedCallback();
  }

  get dirty() {
    return this.#form ? this.#act((form) => form.dirty()) : Boolean(this.#kept?.dirty) || this.#typed.size > 0;
  }

  get problems() {
    return this.#meanwhile((form) => form.problems()) ?? [];
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
    this.#sweep();
    this.#act((form) => form.blurred());
    return this.#internals.checkValidity();
  }

  reportValidity() {
    const valid = this.checkValidity();
    if (!valid) this.#act((form) => form.report());
    return valid;
  }

  // ---- Methods ----

  save() {
    return this.#request(false);
  }

  complete() {
    return this.#request(true);
  }

  reset() {
    this.#meanwhile((form) => form.reset());
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
    styles.replaceSync(FormHandle.paperStyles());
    paper.adoptedStyleSheets = [styles];
    paper.body.append(paper.adoptNode(drawing));
    frame.contentWindow.addEventListener("afterprint", () => frame.remove());
    frame.contentWindow.print();
  }

  /** The finished document, rendered off the page; without what is restricted when `restricted` is false. */
  async #paper(options) {
    await this.#start.settled(this.isConnected);
    if (!this.#form) throw named(notStarted().name, notStarted().message);
    const stage = document.createElement("div");
    this.#act((form) => form.paper(stage, options?.restricted === false));
    return stage;
  }
}

function notStarted() {
  return { name: "CoplanStartError", message: "The form could not start, or is not on the page" };
}
