// The assessment holds an abuse question: an element of its own among the children of this one, with a document of its own
// that only its own `coplan-save` hands over. Here no more is known of it than whose it is and that it was dealt with.

import { LEVEL } from "./attributes.js";
import { ACT, CHILD, CoplanElement, TYPED } from "./element.js";
import { CoplanEvent } from "./events.js";
import { listenTo } from "./listening.js";

const TAG = "coplan-abuse-question";
const SLOT = "abuse-question";

/** The day on which the question was dealt with, whatever its answer. */
const DEALT_WITH = "domains.violence_abuse.dealt_with_on";

/** What goes for the one goes for the other. Its buttons are always its own. */
const SAME = ["mode", "terms", "lang", "readonly", "disabled", "autosave"];

/** The form's own heading and that of a section are above those of the question. */
const UNDER = 2;

/** Events that would tell a host of the assessment what is being answered there: a change names its question. */
const QUIET = ["coplan-change", "coplan-ready", "coplan-saved", "coplan-save-failed"];

/** The comprehensive assessment. */
export class Assessment extends CoplanElement {
  static form = "comprehensive_assessment";

  #question; // the element, once there is one
  #made = false; // it is none of the page's
  #belongs; // the id of the assessment that its document belongs to
  #given; // which document it had when this was last looked at, and about whom
  #refused; // the same of one that is about another person
  #adopted; // the id of the related document that it was given
  #filling = false;

  constructor() {
    super();
    listenTo(this, "coplan-ready", ({ target }) => target === this && this.#ask());
    // Saved together; while it is not answered, it waits.
    listenTo(this, "coplan-save", ({ target, reason }) => {
      if (target === this && ["save", "complete"].includes(reason) && this.#question?.dirty) this.#question.save().catch(() => {});
    });
    // The person's name was put right.
    listenTo(this, "coplan-change", ({ target, path }) => target === this && path.startsWith("subject") && this.#fill());
    // A framework that renders what stands inside anew takes the question out, which it does not know.
    new MutationObserver(() => this.#back()).observe(this, { childList: true });
    // It comes on screen.
    listenTo(this.shadowRoot, "slotchange", () => this.#fill());
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
    if (this.#made) {
      question[LEVEL] = this.headingLevel + UNDER;
      question.headingLevel = Math.min(question[LEVEL], 4);
    }
    question.messages = this.messages;
    question.policy = this.policy;
    if (this.user) question.user = this.user;
    if (question.parentNode !== this) this.append(question);
    this.#fill();
  }

  /** Nobody's answers are left beside a person who is alone; what the host does not have yet waits there out of sight. */
  async #leave() {
    const question = this.#question;
    if (!question?.isConnected) return;
    question.mode = "self";
    if (question.dirty) await question.save().catch(() => {});
    this.#gone();
  }

  #back() {
    if (this.#made && this.isConnected && !this.#question.parentNode && this.mode !== "self") this.#ask();
  }

  #gone() {
    if (this.mode === "self" && !this.#question.dirty) this.#question.remove();
  }

  /** The page's own, or a new one. */
  #found() {
    const own = this.querySelector(TAG);
    const question = own ?? document.createElement(TAG);
    this.#made = !own;
    for (const type of QUIET) question.addEventListener(type, (event) => event.stopPropagation());
    question.addEventListener("coplan-ready", () => this.#fill());
    question.addEventListener("coplan-saved", () => {
      this.#dealtWith(question.document);
      this.#gone();
    });
    return question;
  }

  /** The page has set the document of one of its elements in here. */
  [CHILD]() {
    if (!this.#filling) this.#fill();
  }

  #fill() {
    this.#onlyOne();
    if (!this.#question?.isConnected || this.#question.parentNode !== this) return;
    // Between a trap and its new beginning nobody can say whom it is about: it is asked again when that is ready.
    if (!this[ACT](() => true)) return;
    this.#filling = true;
    try {
      this.#give(this.#question);
    } finally {
      this.#filling = false;
    }
  }

  /** An assessment has one abuse question. What else the page puts into its place is not compared, and not shown. */
  #onlyOne() {
    for (const other of this.children) {
      if (!this.#question || other === this.#question || other.slot !== SLOT || !other.matches(TAG)) continue;
      other.slot = "";
      this.#refuse("another_question", "There is an abuse question in this assessment already: this one is not shown");
    }
  }

  #refuse(code, message) {
    this.dispatchEvent(new CoplanEvent("coplan-error", { name: "CoplanDocumentError", path: "subject", code, message }));
  }

  /** Gives it its document: the one among the related that is about the person of this assessment, or a new one. */
  #give(question) {
    const { id, subject } = this.document;
    const held = this[ACT]((form) => form.related(question.constructor.form));
    const before = question.document;
    const names = Object.keys(before?.subject ?? {}).length > 0;
    const another = names && !this[ACT]((form) => form.isAboutSamePerson(before));
    // The subject of what was given here follows the assessment's; that of what the page has set since is its own.
    const itself = whose(before);
    if (another && (this.#belongs === undefined || (this.#belongs === id && itself !== this.#given))) {
      question.slot = "";
      if (this.#refused !== itself) this.#refuse("other_person", "The abuse question in this assessment is about another person: it is not shown here");
      this.#refused = itself;
      return;
    }
    this.#refused = undefined;
    const unanswered = !question.dirty && !before?.answers?.response;
    if (this.#belongs !== undefined && this.#belongs !== id && (another || !names || unanswered)) {
      question.document = held ?? { subject };
    } else if (held && held.id !== before?.id && !question.dirty && (unanswered || before.id === this.#adopted)) {
      question.document = held;
    } else {
      question[ACT]((form) => form.follow(subject));
    }
    const now = question.document;
    if (held && now?.id === held.id) this.#adopted = held.id;
    this.#given = whose(now);
    question.slot = SLOT;
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

  get user() {
    return super.user;
  }
  set user(user) {
    super.user = user;
    if (this.#question) this.#question.user = user;
  }

  get policy() {
    return super.policy;
  }
  set policy(policy) {
    super.policy = policy;
    if (this.#question) this.#question.policy = policy;
  }

  reset() {
    super.reset();
    this.#fill();
  }

  get dirty() {
    return super.dirty || Boolean(this.#question?.dirty);
  }
}

/** Which document it is, and about whom. */
const whose = (document) => JSON.stringify([document?.id, document?.subject]);
