/**
 * Why a save is asked for. `leaving`: the page is hidden, the element leaves it, or another document takes the place of this
 * one.
 */
export type SaveReason = "autosave" | "save" | "complete" | "leaving";

/** Why a save failed. `signed-out`: the person may have to sign in again. `refused`: the host said why. */
export type SaveFailure = "unanswered" | "signed-out" | "status" | "rejected" | "conflict" | "timeout" | "refused";

/** What a host may say instead of a `Response`. Only a `revision` or `ok: true` means that it has the document. */
export interface SaveAnswer {
  /** A whole number, or its digits. */
  revision?: number | string;
  ok?: boolean;
  /** As of HTTP: 409 and 412 are a conflict, 401 means that the person is signed out. */
  status?: number;
  /** Why not, as a sentence for the person at the screen. */
  title?: string;
}

/** Who is at the screen. */
export interface CoplanUser {
  name: string;
  /** What they are to the person: a code of `completed_by.role`. */
  role?: "care_coordinator" | "lead_professional" | "stand_in" | "service_user" | "someone_else";
  /** How to contact them. */
  contact?: string;
  /** As what they sign, when their role does not say it. */
  signs_as?: "care_coordinator" | "representative_of_care_coordinator";
}

/** Who a document is about. A host that keeps identity itself sends only `ref` and `name`. */
export interface Subject {
  ref?: string;
  name?: string;
  /** `YYYY-MM-DD` */
  date_of_birth?: string;
  /** Ten digits. */
  nhs_number?: string;
  /** What else the host keeps of the person. It survives a round trip. */
  [host: string]: unknown;
}

/** What a host sends to begin a form: whom it is about, and what the host knows already. */
export interface NewDocument<Doc extends CoplanDocument = CoplanDocument> {
  subject: Subject;
  /** Answers that stand in the form from the start, by the ids of the questions. They count as answered. */
  answers?: Doc["answers"];
  /** Which of them somebody has to look at before the form is complete. */
  carried?: Doc["carried"];
  /** The document's own, a UUID. The element makes one when there is none. */
  id?: string;
}

/** A document as it stood before an amendment. */
export interface Earlier<Answers> {
  answers: Answers;
  signatures?: Signature[];
  /** Whom it was about, as it was written then. */
  subject?: Subject;
  completed_at?: string;
  saved_at?: string;
  revision?: number;
  /** `YYYY-MM-DD` */
  replaced_on?: string;
}

/** What every document has round its answers. */
export interface Envelope<Form extends string, Answers> {
  form: Form;
  /** Of the form's schema: `1.0`. */
  version: string;
  /** A UUID, made by the element when the host gave none. */
  id: string;
  /** The host's own, echoed back. */
  revision?: number;
  status: "draft" | "complete" | "amended" | "withdrawn";
  access: "normal" | "restricted";
  /** The words that were on screen. */
  terms?: "cpa" | "pcsp";
  locale?: string;
  subject: Subject;
  /** RFC 3339. */
  started_at?: string;
  /** RFC 3339. */
  saved_at?: string;
  /** RFC 3339. */
  completed_at?: string;
  /** By the ids of the questions. An unanswered question is absent. */
  answers: Answers & {
    /** The answers to the trust's own questions, by their ids. */
    local?: Record<string, unknown>;
  };
  signatures: Signature[];
  /** What stood before each amendment, the first one first. Entries are only ever added. */
  earlier?: Earlier<Answers>[];
  /** The day on which another document took this one's place, `YYYY-MM-DD`: the host's to set. */
  replaced_on?: string;
  /** Dates that are not dates yet, as typed: `day/month/year` by path. Only in drafts. */
  entered?: Record<string, string>;
  /**
   * Answers that came from an earlier document and that nobody has looked at yet, by path with the ids of rows: from which
   * document, and of which day. Only in drafts.
   */
  carried?: Record<string, { id: string; date: string }>;
  /** The policy under which it was last written. */
  policy?: { id: string; version: string };
  /** What questions said where that was not what this version says, by path with the ids of rows. */
  asked?: Record<string, { label?: string; kind?: string; options?: Record<string, string>; [more: string]: unknown }>;
  /** What a newer version or the host has added. It survives a round trip. */
  [unknown: string]: unknown;
}

/** What stands between a document and *complete*. Never contains what the person typed. */
export interface Problem {
  path: string;
  code: string;
  message: string;
  params: Record<string, number | string>;
}

/** Asks the page to save. */
export interface CoplanSaveEvent<Doc extends CoplanDocument = CoplanDocument> extends Event {
  readonly document: Doc;
  readonly reason: SaveReason;
  /** The document's own. */
  readonly id: string;
  readonly form: Doc["form"];
  /** Once, while the event is being dispatched. What neither says that it is saved nor that it is not is a failed save. */
  respondWith(answer: PromiseLike<Response | SaveAnswer>): void;
}

/** An answer changed: where, never what. */
export interface CoplanChangeEvent extends Event {
  readonly path: string;
}

/** The host has it, however late it said so. */
export interface CoplanSavedEvent extends Event {
  /** Of the document that was sent, which need not be on screen any more. */
  readonly id: string;
  readonly form: CoplanDocument["form"];
  readonly revision?: number;
}

/** The host does not have it. */
export interface CoplanSaveFailedEvent extends Event {
  /** Of the document that was sent, which need not be on screen any more. */
  readonly id: string;
  readonly form: CoplanDocument["form"];
  readonly reason: SaveFailure;
  /** The host's own sentence. */
  readonly title?: string;
}

/** The element itself failed, or cannot use what the host set. */
export interface CoplanErrorEvent<Doc extends CoplanDocument = CoplanDocument> extends Event {
  readonly name: "CoplanStartError" | "CoplanTrapError" | "CoplanDocumentError" | "CoplanPolicyError";
  readonly message?: string;
  /** Where, when it is the document or the policy that is wrong. */
  readonly path?: string;
  /** Why: `other_person` for what is about another person, `another_question` for a second abuse question in an assessment, … */
  readonly code?: string;
  /** The answers, when they could not be put back on screen. */
  readonly document?: Doc & { typed_since?: { path: string; value: string; checked: boolean }[] };
}

/** Setting `document` throws it: what was set is no document, or another form's. `error.name` tells it from others. */
export interface CoplanDocumentError extends Error {
  name: "CoplanDocumentError";
  path: string;
  /** Why: docs/errors.md has every code. */
  code: string;
}

/** What a trust decides about the forms: one policy for all of them. Hosts store it as it is; `coplan` takes the same file. */
export interface CoplanPolicy {
  /** Its name, kept in the documents that are written under it. */
  id: string;
  /** Its version, kept beside it. */
  version: string;
  /** Paths of optional questions, with `*` for any part, and sections as `section.<id>`. An answer that is there is shown. */
  hide?: string[];
  /** Paths of questions that completion needs besides. */
  need?: string[];
  /** Ids of sections in their order; those that are not named follow in ours. */
  sections?: string[];
  /** The trust's own questions, answered in `answers.local`. */
  questions?: LocalQuestion[];
  /** Messages in the place of ours, by key. */
  messages?: Record<string, string>;
}

/** What all of a trust's own questions have. */
interface OwnQuestion<Id extends string, Kind extends string> {
  id: Id;
  kind: Kind;
  label: string;
  /** What it says to the person, where that is something else. */
  label_person?: string;
  hint?: string;
  /** Codes and what they say, of `code` and `codes`. */
  options?: Record<string, string>;
  /** Asked only then: the path of a question, or the path, `=` and codes with `|` between them. */
  only_if?: string;
}

/** A question of a trust's own. */
export interface LocalQuestion
  extends OwnQuestion<`local.${string}`, "text" | "long_text" | "date" | "code" | "codes" | "number" | "person" | "rows"> {
  /** The path of the question that it follows; without it, it is a section of its own. */
  after?: string;
  /** The forms that have it; without it, all that have the question it follows. */
  forms?: CoplanDocument["form"][];
  /** A worker's to answer: not asked where the person is alone. */
  staff?: boolean;
  /** What each row asks, of `rows`. */
  questions?: OwnQuestion<string, "text" | "long_text" | "date" | "code" | "codes" | "number" | "person">[];
}

/** Setting `policy` throws it: the place in the policy that is wrong, and what to do. */
export interface CoplanPolicyError extends Error {
  name: "CoplanPolicyError";
  path: string;
  code: string;
}

/** What is wanted on paper. */
export interface PaperOptions {
  /**
   * `false` gives a copy of an assessment for someone who may not see what says as much as an answer to the abuse question:
   * risk from others, and abuse among the CPA characteristics, are not in it, and it says so. `true` unless told otherwise.
   */
  restricted?: boolean;
  /**
   * An earlier document of the same form and person: what has changed since is given, word by word, and not the document. Rejects
   * with `CoplanDocumentError` for any other.
   */
  since?: CoplanDocument;
}

/** A question that two documents answer differently. */
export interface CoplanDifference {
  /** Where: in this document, or in the earlier one when the row is gone. */
  path: string;
  /** What the question is called, with the rows that it is in. */
  label: string;
  /** The answer in the earlier document, in words; `null` without one. */
  before: string | null;
  /** The answer in this one. */
  after: string | null;
}

/** What is wanted as plain text. */
export interface TextOptions extends PaperOptions {
  /** Characters a line at most, where words allow it; 0 leaves each paragraph on one line. 72 unless told otherwise. */
  width?: number;
}

/**
 * `save()` and `complete()` reject with it: something stands in the way, and is on screen. So does a completion whose document
 * left the screen before the host was asked.
 */
export interface CoplanIncompleteError extends Error {
  name: "CoplanIncompleteError";
}

/** `save()` and `complete()` reject with it: the host does not have the document. */
export interface CoplanSaveError extends Error {
  name: "CoplanSaveError";
  message: SaveFailure;
}

/** `save()` and `complete()` reject with it: the form could not start, or is not on the page. */
export interface CoplanStartError extends Error {
  name: "CoplanStartError";
}

/** What a page may say before the first form begins. */
export interface CoplanConfig {
  /** Where `coplan.wasm` is, against the address of the page. Beside the script unless told otherwise. */
  wasm?: string | URL;
}

/** Says where things are. Throws once the first form has begun. */
export function config(config: CoplanConfig): void;

/** The class of an element: what `customElements.get("coplan-care-plan")` gives. */
export interface CoplanElementClass {
  new (): CoplanElement;
  /** The version of this package. */
  readonly version: string;
}

/** For whom and when a later document is begun. */
export interface StartOptions {
  /** Who begins it, as in the property `user`. */
  user?: CoplanUser | null;
  /** The day of the record, `YYYY-MM-DD`; the browser's own day unless told otherwise. */
  today?: string;
  /** What the trust has decided: with it, the trust's own answers are carried too. A wrong one rejects with `CoplanPolicyError`. */
  policy?: CoplanPolicy | null;
}

/**
 * A new draft of the same form from a finished document. What is carried is marked in `carried`, and has to be looked at before
 * the form is complete. Signatures, copies, the day and authors of the record, what was agreed or decided then and everything of abuse
 * are not. Rejects with `CoplanDocumentError` for what is not finished, and for the abuse question.
 */
export function startFrom<Doc extends CoplanDocument>(previous: Doc, options?: StartOptions): Promise<Doc>;

/**
 * A new care plan from a comprehensive assessment: a goal for each key issue of its formulation and for each other area that is to
 * go into the plan; strengths and people come along, marked in `carried`. Rejects with `CoplanDocumentError` for what is no assessment.
 */
export function startCarePlan(assessment: ComprehensiveAssessmentDocument, options?: StartOptions): Promise<CarePlanDocument>;

/**
 * A new relapse plan from a care plan or a comprehensive assessment: the team, and from a care plan what to do in a crisis, marked
 * in `carried`. Rejects with `CoplanDocumentError` for any other document.
 */
export function startRelapsePlan(
  from: CarePlanDocument | ComprehensiveAssessmentDocument,
  options?: StartOptions,
): Promise<RelapsePlanDocument>;
