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

/** Takes the module: itself, its bytes, or a function that gives one of them when it is first needed. */
export function configure(wasm) {
  const bytes = wasm instanceof ArrayBuffer || ArrayBuffer.isView(wasm);
  if (!bytes && !(wasm instanceof WebAssembly.Module) && typeof wasm !== "function") {
    throw new TypeError("configure takes a WebAssembly.Module, its bytes, or a function that gives one of them");
  }
  compiled = wasm;
  instance = undefined;
}

function begun() {
  if (compiled === undefined) {
    throw refused("CoplanStartError", "", "not_configured", "The rules have no module: import coplan/server, or call configure() first");
  }
  if (typeof compiled === "function") {
    try {
      compiled = compiled();
    } catch (error) {
      const message = `coplan-rules.wasm cannot be read (${error.code ?? error.name}): put it beside what imports coplan/server, or hand it to configure()`;
      throw refused("CoplanStartError", "", "not_found", message);
    }
  }
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

const refused = (name, path, code, message) => new CoplanRulesError({ name, path, code, message });

/** What is sent along whole, and what it is when it cannot be. */
const SENT = { policy: "CoplanPolicyError", bundle: "CoplanFhirError" };

const no = (name, message) => refused(SENT[name] ?? "CoplanDocumentError", "", "not_json", `${name}: ${message}`);

/** As JSON, whatever it is. */
function json(name, value) {
  try {
    return JSON.stringify(value) ?? "null";
  } catch {
    throw no(name, "this cannot be written as JSON");
  }
}

/** A document as its text, which may be more exact than an object made of it, or as the bytes of that text; or an object. */
function whole(name, value) {
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return whole(name, decoded(name, value));
  if (typeof value !== "string") return json(name, value);
  const text = value.replace(/^\ufeff/, "");
  // Half a character would be another one in UTF-8.
  if (/\p{Surrogate}/u.test(text)) throw no(name, "there is half a character (a lone surrogate) in this text");
  try {
    JSON.parse(text);
  } catch {
    throw no(name, "this is no JSON");
  }
  return text;
}

/** A text as a file or a request has it. */
function decoded(name, bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw no(name, "these bytes are no text in UTF-8");
  }
}

/** Options that are whole documents. */
const WHOLE = ["policy", "since"];

/** One request: documents, which may be text, and what else is said. What is `undefined` is not said, but for a document. */
function ask(what, documents, options) {
  const wrong = (name) => refused("CoplanRequestError", name, "wrong_request", `${name}: an object belongs here`);
  if (typeof (options ?? {}) !== "object") throw wrong("options");
  const said = Object.entries(documents).map(([name, value]) => [name, whole(name, value)]);
  for (const [name, value] of Object.entries(options ?? {})) {
    const isWhole = WHOLE.includes(name);
    if (value === undefined || (value === null && isWhole)) continue;
    if (isWhole && typeof value !== "string" && typeof value !== "object") throw wrong(name);
    said.push([name, isWhole ? whole(name, value) : json(name, name === "now" ? instant(value) : value)]);
  }
  // What the module does not know it refuses, by its place.
  return call(`{"${what}":{${said.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(",")}}}`);
}

/** An instant with the offset of this process, as a clock on its wall has it. */
function instant(now) {
  if (!(now instanceof Date) || Number.isNaN(now.getTime())) return now;
  const minutes = -now.getTimezoneOffset();
  const two = (number) => String(Math.floor(Math.abs(number))).padStart(2, "0");
  const local = new Date(now.getTime() + minutes * 60_000).toISOString().slice(0, -1);
  return `${local}${minutes < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
}

/** Now, unless something else was said. */
const timed = (options) => (typeof (options ?? {}) === "object" ? { ...options, now: options?.now ?? new Date() } : options);

/** What stands between a document and a moment: an empty list, when nothing does. */
export const check = (document, options) => ask("check", { document }, timed(options)).problems;

/** How each signature stands, and whether all is well. */
export const verify = (document) => ask("verify", { document });

/** What was recorded in one revision and is lost in the next: a server refuses to store that. */
export const overwritten = (earlier, later) => ask("overwritten", { earlier, later }).problems;

/** What differs between two documents of one form about one person. */
export const changes = (earlier, later, options) => ask("changes", { earlier, later }, timed(options));

/** The document as plain text, or what has changed in it `since` an earlier one. */
export const toText = (document, options) => ask("text", { document }, timed(options));

/** The same as a page without a script. */
export const toHTML = (document, options) => ask("html", { document }, timed(options));

/** The document as an HL7 FHIR R4 Bundle. */
export const toFHIR = (document, options) => ask("fhir", { document }, options);

/** A Bundle as a document, and what in it cannot be taken. */
export const fromFHIR = (bundle, options) => {
  const { document, not_taken: notTaken } = ask("from_fhir", { bundle }, options);
  return { document, notTaken };
};

/** A form as an HL7 FHIR R4 Questionnaire. */
export const questionnaire = (form, options) => ask("questionnaire", {}, typeof (options ?? {}) === "object" ? { ...options, form } : options);

/** Which package this is. */
export const version = () => ask("version", {});
