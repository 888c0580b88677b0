// How JavaScript asks the rules. What they know is in coplan-rules.wasm; nothing here reads a document.

/** What cannot be answered: `name`, `path` and `code` say what is wrong and where, and nothing says what was typed. */
export class CoplanRulesError extends Error {
  constructor({ name, path, code, message }) {
    super(message);
    Object.assign(this, { name, path, code });
  }
}

/** An instance that has taken more is let go, and its memory with it. */
const MUCH = 128 << 20;

let compiled;
let instance;

/** Takes the module: its bytes, what `WebAssembly.compile` gives, or a function that gives one of them when it is first needed. */
export function configure(wasm) {
  compiled = wasm;
  instance = undefined;
}

function begun() {
  if (typeof compiled === "function") compiled = compiled();
  if (!(compiled instanceof WebAssembly.Module)) compiled = new WebAssembly.Module(compiled);
  const { exports } = new WebAssembly.Instance(compiled);
  // Nobody outside can know which keys would make a map slow.
  exports.seed.value = crypto.getRandomValues(new BigInt64Array(1))[0];
  return exports;
}

/** Sends a request as JSON, and gives the answer. */
function call(request) {
  const bytes = new TextEncoder().encode(request);
  let said;
  try {
    instance ??= begun();
    // Memory that has grown is another buffer: it is looked at after each call, and not before.
    const into = instance.reserve(bytes.length);
    new Uint8Array(instance.memory.buffer, into, bytes.length).set(bytes);
    const at = instance.call();
    said = new TextDecoder().decode(new Uint8Array(instance.memory.buffer, at, instance.answered()));
    if (instance.memory.buffer.byteLength > MUCH) instance = undefined;
  } catch (error) {
    // What has trapped is not asked again.
    instance = undefined;
    if (!(error instanceof WebAssembly.RuntimeError || error instanceof RangeError)) throw error;
    const message = "The rules stopped on this request, or it needs more memory than they have: 1 GB.";
    throw new CoplanRulesError({ name: "CoplanTrapError", path: "", code: "trap", message });
  }
  const { answer, error } = JSON.parse(said);
  if (error) throw new CoplanRulesError(error);
  return answer;
}

/** A document as its text, which may be more exact than an object made of it; or an object. */
function json(value) {
  if (typeof value !== "string") return JSON.stringify(value) ?? "null";
  const text = value.replace(/^\ufeff/, "");
  try {
    JSON.parse(text);
  } catch {
    const message = "this is not JSON, or it is nested too deeply to be a document";
    throw new CoplanRulesError({ name: "CoplanDocumentError", path: "", code: "not_json", message });
  }
  return text;
}

/** One request: documents, which may be text, and what else is said. What is `undefined` is not said, but for a document. */
function ask(what, documents, { policy, since, now, ...options } = {}) {
  const said = Object.entries(documents).map(([key, value]) => [key, json(value)]);
  for (const [key, value] of Object.entries({ policy, since })) if (value != null) said.push([key, json(value)]);
  const others = { ...options, now: now && instant(now) };
  for (const [key, value] of Object.entries(others)) if (value !== undefined) said.push([key, JSON.stringify(value)]);
  return call(`{"${what}":{${said.map(([key, value]) => `"${key}":${value}`).join(",")}}}`);
}

/** An instant with the offset of this process, as a clock on its wall has it. */
function instant(now) {
  if (!(now instanceof Date)) return now;
  const minutes = -now.getTimezoneOffset();
  const two = (number) => String(Math.floor(Math.abs(number))).padStart(2, "0");
  const local = new Date(now.getTime() + minutes * 60_000).toISOString().slice(0, -1);
  return `${local}${minutes < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
}

/** What stands between a document and a moment: an empty list, when nothing does. */
export const check = (document, { moment, policy, messages, here, now = new Date() } = {}) =>
  ask("check", { document }, { moment, policy, messages, here, now }).problems;

/** How each signature stands, and whether all is well. */
export const verify = (document) => ask("verify", { document });

/** What was recorded in one revision and is lost in the next: a server refuses to store that. */
export const overwritten = (earlier, later) => ask("overwritten", { earlier, later }).problems;

/** What differs between two documents of one form about one person. */
export const changes = (earlier, later, { restricted, policy, messages, now = new Date() } = {}) =>
  ask("changes", { earlier, later }, { restricted, policy, messages, now });

/** The document as plain text, or what has changed in it `since` an earlier one. */
export const toText = (document, { since, restricted, width, policy, messages, now = new Date() } = {}) =>
  ask("text", { document }, { since, restricted, width, policy, messages, now });

/** The same as a page without a script. */
export const toHTML = (document, { since, restricted, policy, messages, now = new Date() } = {}) =>
  ask("html", { document }, { since, restricted, policy, messages, now });

/** The document as an HL7 FHIR R4 Bundle. */
export const toFHIR = (document, { restricted, base, policy } = {}) => ask("fhir", { document }, { restricted, base, policy });

/** A Bundle as a document, and what in it cannot be taken. */
export const fromFHIR = (bundle, { policy } = {}) => {
  const { document, not_taken: notTaken } = ask("from_fhir", { bundle }, { policy });
  return { document, notTaken };
};

/** A form as an HL7 FHIR R4 Questionnaire. */
export const questionnaire = (form, { base, policy, languages } = {}) => ask("questionnaire", {}, { form, base, policy, languages });

/** Which package this is. */
export const version = () => ask("version", {});
