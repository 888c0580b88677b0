// The class behind every form. A custom-element class must be JavaScript; what it can leave to Rust, it does.
//
// What stays here: life on the page, and the properties, methods and events of the platform; the modules beside it have the
// rest. When to save and what an answer means is Rust's.

import { version } from "coplan-build";
import { FormHandle } from "coplan-glue";

import { Commands } from "./commands.js";
import { copied } from "./copied.js";
import { askToSave, CoplanEvent, whereItStood } from "./events.js";
import { NOW, SAID, STOP, SUBMIT } from "./form-associated.js";
import { enter, guard, leave, load } from "./instance.js";
import { ASK, copyText, ONE_PAGE, READY } from "./output.js";
import { listen, pageOf } from "./page.js";
import { GIVE, Properties, SWEPT } from "./properties.js";
import { Recovery } from "./recovery.js";
import { Rendering } from "./rendering.js";
import { notStarted, Requests } from "./requests.js";
import { Start } from "./start.js";

/** How what is typed gets into a form, for those who build on it here. */
export const TYPED = Symbol("typed");

/** How an element hears that the page has set the document of one inside of it. */
export const CHILD = Symbol("child");

/** What asks the form behind an element something, for those who build on it here. */
export const ACT = Symbol("act");

/** A form on the page. */
export class CoplanElement extends Properties {
  static version = version;
  #form; // the Rust side, while there is one
  #home; // what it stands in
  #set; // the document that the host set before there was a form
  #starting; // the last time that it was begun
  #rested = false; // off the page, it has nothing of a form but what it begins from again
  #recovery = new Recovery();
  #restored; // what the browser gave back before there was a form
  #requests = new Requests();
  #asking = 0; // how many saves the host has not answered
  #late = []; // what it answered while there was no form
  #start = new Start(this.shadowRoot, () => this.start());
  #rendering = new Rendering(this.shadowRoot, (call) => this.#act(call), this.#recovery);
  #hearing = this.#rendering.hearing;
  #listening; // to the window, while it is on the page
  #commands = new Commands({
    keep: (facts) => this.#recovery.keep(facts),
    change: (facts) => this.#tell("coplan-change", facts),
    ask: (facts) => void this.#ask(facts),
    settle: (facts) => this.#requests.settle(facts),
    saved: (facts) => this.#tell("coplan-saved", facts),
    saveFailed: (facts) => this.#tell("coplan-save-failed", facts),
    error: (facts) => this.#tell("coplan-error", facts),
    wake: ({ after }) => this.#commands.after(after, "wake", () => this[SWEPT]((form) => form.wake())),
    say: () => this.#rendering.say(),
    print: ({ onePage }) => void this.print({ [ONE_PAGE]: onePage }).catch(() => this.#act((form) => form.notPrinted())),
    copy: () => void this.toText().then((text) => this.#act((form) => form.copied(copyText(text, this.ownerDocument))), () => {}),
    render: () => this.#rendering.render(),
    renderLater: ({ after }) =>
      this.#commands.after(after, "renderLater", () => {
        this.#hearing.sweep();
        this.#rendering.render();
      }),
    // Long enough that a key press costs nothing.
    tellForm: ({ now }) => (now ? this.#tellForm() : this.#commands.after(250, "tellForm", () => this.#tellForm())),
  });

  // ---- Life on the page ----

  /** In a document that is shown nowhere, such as one that a script has made to read in, it is as off the page. */
  get #isOnPage() {
    return this.isConnected && this.ownerDocument.defaultView !== null;
  }

  connectedCallback() {
    if (!this.#isOnPage) return;
    this.upgrade("policy", "document", "headingLevel", "messages", "related", "user");
    this.#home = this.parentNode;
    this.#rendering.listen();
    this.#listening?.abort();
    this.#listening = listen(this.ownerDocument, {
      hidden: () => this[SWEPT]((form) => form.hidden()),
      online: () => this.#act((form) => form.online()),
      aloud: this.#rendering.aloud,
      printing: (now) => this.#rendering.printing(now),
      // What is inside of a form of ours is hidden with it.
      keydown: (event) => this.#home instanceof CoplanElement || this.#rendering.hiding.pressed(event),
    });
    if (this.#form) {
      // It is back before the host had answered.
      this.#rendering.attach();
      this.#act((form) => form.attached());
    } else {
      this.start();
    }
  }

  /** Begins, or tries again to begin what could not. */
  start() {
    if (this.#form || !this.#isOnPage) return;
    // What is not there yet holds back the page's form: it would be sent without it.
    this[STOP](...this.#start.loading(this.messages));
    this.#submitWhatWasSet();
    const begun = (this.#starting = {});
    const settled = (act) => (given) => this.#isOnPage && !this.#form && this.#starting === begun && act(given);
    load().then(settled(() => this.#begin()), settled((error) => this.#giveUp("CoplanStartError", error)));
  }

  /** Until there is a form, the page's form sends what the host has set. */
  #submitWhatWasSet() {
    this[SUBMIT](this.#set ? JSON.stringify(this.#set) : null, "");
  }

  /** It stands in another document, a frame's perhaps. */
  adoptedCallback() {
    this.#rendering.dress();
  }

  disconnectedCallback() {
    // Moved elsewhere on the page, it is back before this runs.
    queueMicrotask(() => {
      if (this.#isOnPage) return;
      this.#listening?.abort();
      this.#start.stopped();
      if (!this.#form) return;
      this[SWEPT]((form) => form.detached());
      this.#rendering.leave();
      this.#rest();
    });
  }

  /** Off the page, and nobody has to answer any more: nothing is left behind but what it was. */
  #rest() {
    if (this.#isOnPage || !this.#form || !guard(() => this.#form.isAnswered())) return;
    this.#commands.stop();
    this.#act((form) => form.keep());
    this.#recovery.rest(guard(() => this.#form.document()));
    guard(() => this.#form.free());
    this.#form = undefined;
    this.#rested = true;
    this.#rendering.leave();
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

  attributeChangedCallback(name) {
    if (name === "document" && this.#form) queueMicrotask(() => this.#tellOfText());
    if (this.#form) this[SWEPT]((form) => form.configure(this.messages));
    else this[STOP]();
  }

  /** Without a name it is no part of the page's form: the one around a whole page has a search box to clear. */
  formResetCallback() {
    if (this.name || this.parentNode instanceof CoplanElement) this.reset();
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
    this.#rendering.begin();
    this.#rested = false;
    const { snapshot, changes: typed } = this.#recovery;
    const given = this.#set || snapshot;
    enter(
      this,
      () => this.#lose(),
      () => (this.#isOnPage || this.#asking > 0) && this.#begin(),
    );
    let again = typed.length > 0;
    const page = pageOf((name) => {
      // What was typed before a trap is typed again, also where nothing may be typed by now.
      if (again && (name === "readonly" || name === "disabled")) return "false";
      return String(name === "inside" ? this.parentNode instanceof CoplanElement : this[SAID](name));
    });
    try {
      guard(() => {
        const form = (this.#form = new FormHandle(page, this.#rendering.frame, this.constructor.form));
        const refused = this[GIVE](form);
        if (snapshot) form.resume(snapshot);
        typed.forEach(([name, value, checked]) => form.typed(name, value, checked));
        again = false;
        if (typed.length > 0) form.configure(this.messages);
        if (this.#restored) form.restore(this.#restored);
        this.#restored = undefined;
        for (const [ticket, said] of this.#late.splice(0)) form.answered(ticket, said);
        for (const [id, complete] of this.#requests) if (!form.hasRequest(id)) form.request(id, complete);
        try {
          if (this.#set) form.open(this.#set);
        } finally {
          this.#set = undefined;
          form.relate(this.related);
          form.keep();
        }
        if (refused) throw refused;
      });
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) return;
      this.#set = undefined;
      this.#tell("coplan-error", { name: error.name, path: error.path, code: error.code, message: error.message });
    }
    if (!given) this.#tellOfText();
    this.#act((form) => form.isAnswered());
    // It is rendered in a microtask that is already waiting.
    queueMicrotask(() => {
      if (!this.#form) return;
      this.#start.started();
      this.#tell("coplan-ready");
    });
  }

  /** A framework that could not set the property has written what the object is as text. */
  #tellOfText() {
    if (!/^\[object \w+\]$/.test(this.getAttribute("document"))) return;
    const message = "The attribute `document` holds no document: set the property `document` of the element";
    this.#tell("coplan-error", { name: "CoplanDocumentError", path: "", message });
  }

  /** The instance is gone. Three times in a few seconds is not bad luck: the document goes to the host instead. */
  #lose() {
    this.#form = undefined;
    const again = this.#recovery.trapped();
    if (again) this.#tell("coplan-error", { name: "CoplanTrapError" });
    else this.#giveUp("CoplanTrapError");
    return again;
  }

  /** Shows the host's own words, and hands over what there is: the last whole document, and what was typed since. */
  #giveUp(name, error) {
    this.#start.failed(name === "CoplanStartError", this.messages, error?.advice && error.message);
    this[STOP]("");
    const kept = this.#whole();
    const typed = this.#recovery.changes.map(([path, value, checked]) => ({ path, value, checked }));
    this.#requests.giveUp();
    this.#tell("coplan-error", {
      name,
      message: error?.message,
      document: kept && typed.length ? { ...kept, typed_since: typed } : kept,
    });
  }

  /** The document, where there is no form. */
  #whole() {
    return structuredClone(this.#set ?? this.#recovery.document);
  }

  // ---- Into Rust, and out again ----

  /** Calls into Rust, and does what it wants done. */
  #act(call) {
    if (!this.#form) return undefined;
    try {
      return guard(() => call(this.#form));
    } finally {
      if (this.#form) this.#commands.take(guard(() => this.#form.commands()));
    }
  }

  [ACT](call) {
    return this.#act(call);
  }

  [ASK](call) {
    return this.#meanwhile(call);
  }

  /** The same, once everything that is in the controls has been heard. */
  [SWEPT](call) {
    this.#hearing.sweep();
    return this.#act(call);
  }

  [TYPED](...typed) {
    this.#hearing.typed(...typed);
  }

  /** What a host's form submits, and whether it may. What the browser may give back later is only what was not saved. */
  #tellForm() {
    if (!this.#form) return;
    const [value, problem, dirty] = guard(() => [this.#form.formValue(), this.#form.firstProblem(), this.#form.dirty()]);
    this[SUBMIT](value, dirty ? value : "");
    this[STOP](problem, this.#rendering.anchor);
  }

  [NOW]() {
    this.#hearing.sweep();
    this.#tellForm();
  }

  #tell(type, facts) {
    this.dispatchEvent(new CoplanEvent(type, facts));
    // Whoever listens above it hears what became of a save that it left behind; of what is inside of a form of ours, that form.
    const isOfASave = type === "coplan-saved" || type === "coplan-save-failed";
    if (this.#isOnPage || !isOfASave || this.#home instanceof CoplanElement) return;
    whereItStood(this, this.#home).dispatchEvent(new CoplanEvent(type, facts));
  }

  // ---- Saving ----

  async #ask({ ticket, reason, document }) {
    this.#asking += 1;
    const said = await askToSave(this, this.#home, { document, reason, id: document.id, form: document.form });
    this.#asking -= 1;
    if (!this.#form) return void this.#late.push([ticket, said]);
    this.#act((form) => form.answered(ticket, said));
    this.#rest();
  }

  /** Its promise settles, whatever becomes of the element. */
  async #request(complete) {
    await this[READY]();
    if (!this.#form) throw notStarted();
    this.#hearing.sweep();
    const { id, settled } = this.#requests.make(complete);
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
    const document = copied(value);
    this.#hearing.sweep();
    this.#hearing.forget();
    if (this.#form || this.#rested) this.#meanwhile((form) => form.open(document));
    else {
      this.#set = document;
      this.#submitWhatWasSet();
    }
    this.parentNode?.[CHILD]?.();
  }

  get dirty() {
    return this.#form ? this.#act((form) => form.dirty()) : this.#recovery.dirty;
  }

  get problems() {
    return this.#meanwhile((form) => form.problems()) ?? [];
  }

  // ---- As on the platform's own controls ----

  checkValidity() {
    // What a host's form was told a moment after the last key must not be old.
    this[SWEPT]((form) => form.blurred());
    return super.checkValidity();
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

  async [READY]() {
    await this.#start.settled(this.#isOnPage);
    if (!this.#form && !this.#rested) throw notStarted();
  }
}
