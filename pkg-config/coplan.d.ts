/** Coplan: mental-health care forms as custom elements. Importing this package defines them. */

/** Why a save is asked for. */
export type SaveReason = "autosave" | "save" | "complete";

/** Why a save failed. */
export type SaveFailure = "rejected" | "status" | "timeout" | "unanswered" | "conflict";

/** Who the document is about. A host that keeps identity itself sends only `ref` and `name`. */
export interface Subject {
  ref?: string;
  name?: string;
  /** `YYYY-MM-DD` */
  date_of_birth?: string;
  /** Ten digits, without spaces. */
  nhs_number?: string;
  [unknown: string]: unknown;
}

/** Who signed how. `digest` is of what was signed: see `coplan verify`. */
export interface Signature {
  role?: "service_user" | "care_coordinator" | (string & {});
  method?: "typed_confirm" | "drawn" | "paper";
  name?: string;
  /** `YYYY-MM-DD` */
  signed_on?: string;
  /** An SVG path in a box of 600 by 200. */
  drawing?: string;
  held_by?: string;
  signed_by?: "service_user" | "someone_else";
  authority?: "attorney" | "deputy";
  signing_as?: "care_coordinator" | "representative_of_care_coordinator";
  /** `sha-256:` and 64 hexadecimal digits; absent until it is signed. */
  digest?: string;
  [unknown: string]: unknown;
}

/** A document as it stood before an amendment. */
export interface Earlier {
  answers: Record<string, unknown>;
  signatures?: Signature[];
  completed_at?: string;
  saved_at?: string;
  revision?: number;
  /** `YYYY-MM-DD` */
  replaced_on?: string;
  [unknown: string]: unknown;
}

/** What an element hands to its page, and takes back. Fields that this version does not know survive. */
export interface CoplanDocument {
  form: "abuse_question" | "care_plan" | "comprehensive_assessment" | "relapse_plan";
  version: string;
  id: string;
  /** The host's own, echoed back. */
  revision?: number;
  status: "draft" | "complete" | "amended" | "withdrawn";
  access: "normal" | "restricted";
  terms?: "cpa" | "pcsp";
  locale?: string;
  subject: Subject;
  started_at?: string;
  saved_at?: string;
  completed_at?: string;
  /** By the ids of the forms. An unanswered question is absent. */
  answers: Record<string, unknown>;
  signatures: Signature[];
  /** What stood before each amendment, the first one first. Entries are only ever added. */
  earlier?: Earlier[];
  /** The day on which another document took this one's place: the host's to set. */
  replaced_on?: string;
  /** Dates that are not dates yet, as typed: `day/month/year` by path. Only in drafts. */
  entered?: Record<string, string>;
  [unknown: string]: unknown;
}

/** What stands between a document and *complete*. Never contains what the person typed. */
export interface Problem {
  path: string;
  code: string;
  message: string;
  params: Record<string, number>;
}

/** Asks the page to save. */
export interface CoplanSaveEvent extends Event {
  readonly document: CoplanDocument;
  readonly reason: SaveReason;
  /** Once, while the event is being dispatched. A rejection, or a response that is not ok, is a failed save. */
  respondWith(answer: Promise<Response | { revision?: number } | void>): void;
}
/** An answer changed: where, never what. */
export interface CoplanChangeEvent extends Event {
  readonly path: string;
}
/** The host has it. */
export interface CoplanSavedEvent extends Event {
  readonly revision?: number;
}
/** The host does not have it. */
export interface CoplanSaveFailedEvent extends Event {
  readonly reason: SaveFailure;
}
/** The component itself failed. */
export interface CoplanErrorEvent extends Event {
  readonly name: "CoplanStartError" | "CoplanTrapError" | "CoplanDocumentError";
  readonly message?: string;
  readonly path?: string;
  /** The answers, when they could not be put back on screen. */
  readonly document?: CoplanDocument;
}

/** The events of an element, by name. */
export interface CoplanEventMap {
  "coplan-ready": Event;
  "coplan-change": CoplanChangeEvent;
  "coplan-save": CoplanSaveEvent;
  "coplan-saved": CoplanSavedEvent;
  "coplan-save-failed": CoplanSaveFailedEvent;
  "coplan-error": CoplanErrorEvent;
}

/** A form on the page. */
export interface CoplanElement extends HTMLElement {
  mode: "staff" | "together" | "self";
  terms: "cpa" | "pcsp";
  readonly: boolean;
  disabled: boolean;
  name: string;
  autosave: number | "off";
  actions: "own" | "host";
  /** Set: resume, or `{ subject }` to begin. Throws `CoplanDocumentError`. Get: a fresh copy. */
  get document(): CoplanDocument;
  set document(document: CoplanDocument | { subject: Subject });
  related: CoplanDocument[];
  messages: Record<string, string>;
  readonly dirty: boolean;
  readonly problems: Problem[];
  readonly form: HTMLFormElement | null;
  readonly validity: ValidityState;
  readonly validationMessage: string;
  readonly willValidate: boolean;
  save(): Promise<void>;
  complete(): Promise<void>;
  checkValidity(): boolean;
  reportValidity(): boolean;
  reset(): void;
  print(): Promise<void>;
  toHTML(): Promise<string>;
  addEventListener<K extends keyof CoplanEventMap>(
    type: K,
    listener: (this: CoplanElement, event: CoplanEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/**
 * A new care plan from a comprehensive assessment: its needs, strengths and people, and nothing that is restricted. The
 * assessment stays as it is. Rejects with `CoplanDocumentError` when it is none.
 */
export function startCarePlan(assessment: Omit<CoplanDocument, "form"> & { form: string }): Promise<CoplanDocument>;

declare global {
  interface HTMLElementTagNameMap {
    "coplan-abuse-question": CoplanElement;
    "coplan-care-plan": CoplanElement;
    "coplan-comprehensive-assessment": CoplanElement;
    "coplan-relapse-plan": CoplanElement;
  }
}
