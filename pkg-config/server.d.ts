// The rules for a server: the same checks, text and paper as in the browser. `coplan-rules.wasm` beside this does the work.

import type { CoplanDifference, CoplanDocument, CoplanPolicy, Problem } from "./coplan.js";

/** JSON as text, or as its bytes in UTF-8 (a `Buffer`). */
export type JsonText = string | ArrayBuffer | ArrayBufferView;

/** A document, or its text: the text is taken as it stands, with every digit of its numbers. */
export type DocumentOrText = CoplanDocument | JsonText;

/** What is thrown. Nothing in it was typed by anyone. */
export declare class CoplanRulesError extends Error {
  name: "CoplanStartError" | "CoplanDocumentError" | "CoplanPolicyError" | "CoplanFhirError" | "CoplanRequestError" | "CoplanTrapError";
  /** Where: `answers.asked_on`; empty for the whole. */
  path: string;
  code: string;
}

interface Decided {
  /** What the trust has decided about the forms, or its text. */
  policy?: CoplanPolicy | JsonText;
}

interface Worded extends Decided {
  /** Words in the place of ours, by message key. */
  messages?: Record<string, string>;
  /**
   * What time it is: an instant with an offset (RFC 3339), or a `Date`, which is read in the time zone of this process. Now, unless
   * told otherwise.
   */
  now?: Date | string;
}

export interface CheckOptions extends Worded {
  /**
   * `complete`: everything that completion needs. `draft`: before a draft is saved. `conditional`: of what completion needs, only
   * what another answer asks for. Without it what the document's status asks; of one that was withdrawn nothing.
   */
  moment?: "draft" | "complete" | "conditional";
  /** The form was filled in where `now` is. Otherwise a date is wrong only where it is wrong on the latest day on earth and on the earliest. */
  here?: boolean;
}

export interface ReadOptions extends Worded {
  /** `false`: a copy without risk from others, and without abuse among the CPA characteristics. `true` unless told otherwise. */
  restricted?: boolean;
}

export interface PageOptions extends ReadOptions {
  /** Not the document, but what has changed in it since this earlier one. */
  since?: DocumentOrText;
}

export interface PlainTextOptions extends PageOptions {
  /** Characters a line at most; 0 leaves each paragraph on one line. 72 unless told otherwise. */
  width?: number;
}

export interface FhirOptions extends Decided {
  /** With what is restricted: the abuse question, and of an assessment what says as much as an answer to it. `false` unless told otherwise. */
  restricted?: boolean;
  /** What all addresses of ours begin with: the trust's own. */
  base?: string;
}

export interface SignatureFound {
  role: string;
  standing: "matches" | "matches_answers" | "changed" | "no_digest" | "signs_nothing" | "missing";
  /** Which earlier version it is of. */
  earlier?: number;
}

/** What stands between a document and a moment, in reading order; an empty list, when nothing does. */
export declare function check(document: DocumentOrText, options?: CheckOptions): Problem[];

/** How each signature stands. It tells of a change, and not who signed. */
export declare function verify(document: DocumentOrText): { signatures: SignatureFound[]; well: boolean };

/** What was recorded in one revision and is lost in the next: a server refuses to store that. */
export declare function overwritten(earlier: DocumentOrText, later: DocumentOrText): Omit<Problem, "message">[];

/** What differs between two documents of one form about one person, as the element's `changes()` has it. */
export declare function changes(earlier: DocumentOrText, later: DocumentOrText, options?: ReadOptions): CoplanDifference[];

/** As the element's `toText()`. */
export declare function toText(document: DocumentOrText, options?: PlainTextOptions): string;

/** As the element's `toHTML()`. */
export declare function toHTML(document: DocumentOrText, options?: PageOptions): string;

/** The document as an HL7 FHIR R4 Bundle. */
export declare function toFHIR(document: DocumentOrText, options?: FhirOptions): { resourceType: "Bundle"; [element: string]: unknown };

/** A Bundle, or a QuestionnaireResponse, as a document; and what in it cannot be taken, by its path. */
export declare function fromFHIR(
  bundle: object | JsonText,
  options?: Decided,
): { document: CoplanDocument; notTaken: { path: string; code: string; message: string }[] };

/** A form as an HL7 FHIR R4 Questionnaire. */
export declare function questionnaire(
  form: CoplanDocument["form"],
  options?: Decided & { base?: string; languages?: Record<string, string>[] },
): { resourceType: "Questionnaire"; [element: string]: unknown };

/** Which package this is. */
export declare function version(): string;

/** Takes the module from somewhere else than beside this file: itself, its bytes, or a function that gives one of them when it is first needed. */
export declare function configure(wasm: BufferSource | WebAssembly.Module | (() => BufferSource | WebAssembly.Module)): void;
