// Whether what was signed is still what stands there: the digest of a signature, worked out again.

import { createHash } from "node:crypto";

import canonicalize from "canonicalize";

const COVERED = ["form", "version", "id", "subject", "answers", "asked"];

const sha256 = (value) => createHash("sha256").update(canonicalize(value)).digest("hex");
const only = (object, wanted) => Object.fromEntries(Object.entries(object).filter(([name, value]) => wanted(name, value)));

/** What the digest of a signature has to be. */
export function digest(document, signature) {
  const covered = only(document, (name) => COVERED.includes(name));
  const itself = only(signature, (name, value) => name !== "digest" && value !== null && value !== "");
  return `sha-256:2:${sha256([covered, itself])}`;
}

/** The same as version 0.1 made it: of the answers and the person alone. */
export const older = (document) => `sha-256:${sha256(only(document, (name) => name !== "id" && COVERED.includes(name)))}`;

/** How a signature stands: `matches`, `matches_answers`, `changed` or `no_digest`. */
export function standing(document, signature) {
  const said = signature.digest;
  if (!said) return "no_digest";
  if (said.startsWith("sha-256:2:")) return said === digest(document, signature) ? "matches" : "changed";
  return said === older(document) ? "matches_answers" : "changed";
}
