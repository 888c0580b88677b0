// The assessment holds an abuse question: an element of its own among the children of this one, with a document of its own
// that only its own `coplan-save` hands over. Here no more is known of it than whose it is and that it was dealt with.

import { CoplanElement, TYPED } from "./element.js";

const TAG = "coplan-abuse-question";

/** The day on which the question was dealt with, whatever its answer. */
const DEALT_WITH = "domains.violence_abuse.dealt_with_on";

/** What goes for the one goes for the other. Its buttons are always its own. */
const SAME = ["mode", "terms", "lang", "readonly", "disabled", "autosave"];

/** Events that would tell a host of the assessment what is being answered there: a change names its question. */
const QUIET = ["coplan-change", "coplan-ready", "coplan-saved", "coplan-save-failed"];

/** The comprehensive assessment. */
export class Assessment extends CoplanElement {
  static form = "comprehensive_assessment";

  #question; // the element, once there is one
  #about; // whose it is

  constructor() {
    super();
    this.addEventListener("coplan-ready", () => this.#ask());
    // Saved together; while it is not answered, it waits.
    this.addEventListener("coplan-save", ({ target, reason }) => {
      if (target === this && reason !== "autosave" && this.#question?.dirty) this.#question.save().catch(() => {});
    });
    // It comes on screen.
    this.shadowRoot.addEventListener("slotchange", () => this.#fill());
  }

  attributeChangedCallback() {
    super.attributeChangedCallback();
    if (this.#question) this.#ask();
  }

  /** Puts the question among the children, as this element is; where the person is alone it is not there at all. */
  #ask() {
    if (this.mode === "self") return this.#leave();
    const question = (this.#question ??= this.#found());
    for (const name of SAME) {
      if (this.hasAttribute(name)) question.setAttribute(name, this.getAttribute(name));
      else question.removeAttribute(name);
    }
    question.messages = this.messages;
    question.slot = "abuse-question";
    if (question.parentNode !== this) this.append(question);
    this.#fill();
  }

  async #leave() {
    const question = this.#question;
    if (!question?.isConnected) return;
    question.mode = "self";
    if (question.dirty) await question.save().catch(() => {});
    if (this.mode === "self") question.remove();
  }

  /** The page's own, or a new one. */
  #found() {
    const question = this.querySelector(TAG) ?? document.createElement(TAG);
    for (const type of QUIET) question.addEventListener(type, (event) => event.stopPropagation());
    question.addEventListener("coplan-saved", () => this.#dealtWith(question.document));
    question.addEventListener("coplan-save", ({ document }) => Object.assign(document.subject, this.document.subject));
    return question;
  }

  /** Gives it its document: the one among the related, or a new one about the same person. */
  #fill() {
    const question = this.#question;
    if (!question?.isConnected) return;
    const { subject } = this.document;
    const held = this.related
      .filter(({ form }) => form === question.constructor.form)
      .sort((one, other) => (one.saved_at ?? "").localeCompare(other.saved_at ?? ""))
      .at(-1);
    const mine = question.document;
    const about = JSON.stringify(subject);
    const blank = !question.dirty && !mine?.answers?.response;
    const other = held && held.id !== mine?.id && !question.dirty;
    if (other || (about !== this.#about && blank)) question.document = held ?? { subject };
    this.#about = about;
    if (held) this.#dealtWith(held);
  }

  #dealtWith({ answers, saved_at }) {
    const { status, answers: mine } = this.document;
    const at = new Date(saved_at);
    if (!answers?.response || Number.isNaN(at.getTime()) || status !== "draft") return;
    const day = new Date(at - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
    if (mine.domains?.violence_abuse?.dealt_with_on === day) return;
    day.split("-").forEach((part, at) => this[TYPED](`${DEALT_WITH}-${["year", "month", "day"][at]}`, part));
  }

  get document() {
    return super.document;
  }
  set document(document) {
    const before = JSON.stringify(super.document?.subject);
    super.document = document;
    // Another person's is put away, whatever it holds.
    if (this.#question && JSON.stringify(this.document.subject) !== before) this.#question.document = { subject: this.document.subject };
    this.#fill();
  }

  get related() {
    return super.related;
  }
  set related(documents) {
    super.related = documents;
    this.#fill();
  }

  get dirty() {
    return super.dirty || Boolean(this.#question?.dirty);
  }
}
