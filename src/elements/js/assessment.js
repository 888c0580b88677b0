// The assessment holds an abuse question: an element of its own among the children of this one, with a document of its own
// that only its own `coplan-save` hands over. Here no more is known of it than whose it is and that it was dealt with.

import { ACT, CoplanElement, TYPED } from "./element.js";
import { CoplanEvent } from "./events.js";

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
  #belongs; // the id of the assessment that its document belongs to

  constructor() {
    super();
    this.addEventListener("coplan-ready", ({ target }) => target === this && this.#ask());
    // Saved together; while it is not answered, it waits.
    this.addEventListener("coplan-save", ({ target, reason }) => {
      if (target === this && ["save", "complete"].includes(reason) && this.#question?.dirty) this.#question.save().catch(() => {});
    });
    // The person's name was put right.
    this.addEventListener("coplan-change", ({ target, path }) => target === this && path.startsWith("subject") && this.#fill());
    // It comes on screen.
    this.shadowRoot.addEventListener("slotchange", () => this.#fill());
  }

  attributeChangedCallback(...changed) {
    super.attributeChangedCallback(...changed);
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
    question.addEventListener("coplan-ready", () => this.#fill());
    question.addEventListener("coplan-saved", () => this.#dealtWith(question.document));
    return question;
  }

  /** Gives it its document: the one among the related that is about the person of this assessment, or a new one. */
  #fill() {
    const question = this.#question;
    if (!question?.isConnected) return;
    const { id, subject } = this.document;
    const held = this[ACT]((form) => form.related(question.constructor.form));
    const before = question.document;
    const names = Object.keys(before?.subject ?? {}).length > 0;
    const another = names && !this[ACT]((form) => form.isAboutSamePerson(before));
    if (this.#belongs === undefined && another) {
      // The page put it here with a document about someone else: that is neither shown nor named after this person.
      question.slot = "";
      const message = "The abuse question in this assessment is about another person: it is not shown here";
      return this.dispatchEvent(new CoplanEvent("coplan-error", { name: "CoplanDocumentError", path: "subject", code: "other_person", message }));
    }
    const unanswered = !question.dirty && !before?.answers?.response;
    if (this.#belongs !== undefined && this.#belongs !== id && (another || !names || unanswered)) {
      question.document = held ?? { subject };
    } else if (held && held.id !== before?.id && !question.dirty) {
      question.document = held;
    } else {
      question[ACT]((form) => form.follow(subject));
    }
    question.slot = "abuse-question";
    this.#belongs = id;
    if (held) this.#dealtWith(held);
  }

  #dealtWith({ answers, saved_at, subject }) {
    const { status, answers: mine } = this.document;
    const at = new Date(saved_at);
    const theirs = this[ACT]((form) => form.isAboutSamePerson({ form: "abuse_question", subject }));
    if (!theirs || !answers?.response || Number.isNaN(at.getTime()) || status !== "draft") return;
    const day = new Date(at - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
    if (mine.domains?.violence_abuse?.dealt_with_on === day) return;
    day.split("-").forEach((part, at) => this[TYPED](`${DEALT_WITH}-${["year", "month", "day"][at]}`, part));
  }

  get document() {
    return super.document;
  }
  set document(document) {
    super.document = document;
    this.#fill();
  }

  get related() {
    return super.related;
  }
  set related(documents) {
    super.related = documents;
    this.#fill();
  }

  reset() {
    super.reset();
    this.#fill();
  }

  get dirty() {
    return super.dirty || Boolean(this.#question?.dirty);
  }
}
