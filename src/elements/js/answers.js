// What a host said to `coplan-save`, as facts. What they come to is for Rust to say (`ui/src/session/answer.rs`).

import { copied } from "./copied.js";

/** How a page begins, whatever it is said to be. */
const PAGE = /^\s*(<\?xml[^>]*>\s*|<!--[^]*?-->\s*)*<(!doctype html|html|head|body)\b/i;

/** The facts of what a promise came to. */
export async function heard(answer) {
  try {
    return await facts(await answer);
  } catch (reason) {
    const said = await facts(reason).catch(() => ({}));
    return { ...said, rejected: true };
  }
}

/** A `Response` of any window or library is known by its shape: another's is no instance of ours. */
async function facts(said) {
  const isResponse = typeof said?.ok === "boolean" && typeof said.status === "number" && ["text", "json"].some((read) => typeof said[read] === "function");
  if (!isResponse) return { body: plain(said) };
  const text = await body(said);
  const kind = header(said, "content-type");
  return {
    response: {
      ok: said.ok,
      status: said.status,
      redirect: said.type === "opaqueredirect",
      html: /^\s*(text\/html|application\/xhtml)/i.test(kind) || PAGE.test(text),
      challenge: header(said, "www-authenticate") !== "",
    },
    body: plain(parsed(text)),
  };
}

/** The body as text; empty where it was read already, or cannot be read. */
async function body(response) {
  if (response.bodyUsed) return "";
  // A copy, so that the host can still read it. Not every polyfill has one, or text.
  const copy = response.clone?.() ?? response;
  if (copy.text) return copy.text();
  return JSON.stringify(await copy.json().catch(() => null));
}

function header(response, name) {
  return response.headers?.get?.(name) ?? "";
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Only what a verdict needs, so that nothing of the host's own goes further, and nothing in it can fail. */
function plain(said) {
  const { revision, ok, status, title } = scalars(said);
  const { status: inner, data } = said?.response ?? {};
  const response = said?.response && { ...scalars({ status: inner }), data: scalars(data) };
  return { revision, ok, status, title, response, data: scalars(said?.data), document: documentIn(said) };
}

/**
 * A document, as far as it says what is in it, when what the host says is one. A letter and its accent may be one character there
 * and two here (NFC).
 */
export function documentIn(said) {
  try {
    if (typeof said?.form !== "string" && typeof said?.answers !== "object") return null;
    const { id, form, status, subject, answers, signatures } = said;
    return JSON.parse(JSON.stringify(copied({ id, form, status, subject, answers, signatures })).normalize("NFC"));
  } catch {
    return null;
  }
}

function scalars(said) {
  if (said === null || typeof said !== "object") return {};
  const kept = Object.entries({ revision: said.revision, ok: said.ok, status: said.status, title: said.title });
  return Object.fromEntries(kept.filter(([, value]) => ["number", "string", "boolean"].includes(typeof value)));
}
