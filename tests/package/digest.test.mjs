// The digest of a signature, as the recipes work it out in JavaScript, Python and Java, is the one that the forms and the command
// know: on every fixture, the whole corpus, and documents with the numbers, texts and keys that languages write differently.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import * as rules from "../../dist/server.js";
import { FORMS, corpus, fixtures } from "./corpus.mjs";
import { digest, older, standing } from "./sample/digest.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Numbers as JSON may write them. */
const NUMBERS = ["0", "-0", "1e2", "0.1", "1E-7", "1e21", "123456789012345680000", "9007199254740993", "-9223372036854775809e0", "4.9e-324",
  "1.7976931348623157e308", "2.2250738585072014e-308", "2e-323", "2.0e-3", "100.0", "0.000001", "5e-7", "1.5", "9.5e-7", "333333333.3333333", "2.2E23", "1e23", "295147905179352830000"];
/** And doubles of every size, the same every time. */
for (let at = 1, bits = 1n; at <= 2000; at += 1) {
  bits = (bits * 6364136223846793005n + 1442695040888963407n) & ((1n << 64n) - 1n);
  const number = at % 2 ? new Float64Array(new BigUint64Array([bits]).buffer)[0] : Number(bits >> BigInt(at % 60)) / 10 ** (at % 30);
  if (Number.isFinite(number)) NUMBERS.push(JSON.stringify(number));
}
const TEXTS = ["é", "e\u0301", "\u{1f600}", "\ufb33", "\u0000\u001f\u007f\b\f\n\r\t\"\\/", "\u2028", "<b>&", "", " "];

/** A signed document that is as strange as JSON allows. */
function strange(sign) {
  const numbers = NUMBERS.map((number, at) => `"n${at}":${number}`).join();
  const texts = Object.fromEntries(TEXTS.map((text, at) => [text + at, { text, list: [text, [], {}, null, true, false] }]));
  const text = `{"form":"relapse_plan","version":"1.0","id":"a-1","status":"complete","subject":{"name":"Zoë \\ud83d\\ude00"},
    "answers":{${numbers},"texts":${JSON.stringify(texts)}},"asked":{"b":{"label":"B"},"a":{"label":"A"}},"signatures":[]}`;
  const document = JSON.parse(text);
  const signature = { role: "service_user", method: "typed_confirm", name: "Zoë", signed_on: "2026-11-23", held_by: "" };
  const signed = { ...signature, digest: sign(document, signature) };
  return text.replaceAll(/\n */g, "").replace('"signatures":[]', `"signatures":[${JSON.stringify(signed)}]`);
}

const signed = (document, sign) => ({ ...document, signatures: document.signatures.map((signature) => ({ ...signature, digest: sign(document, signature) })) });
/** Whether it is one at all: the corpus has others too. */
function isDocument(document) {
  try {
    return rules.verify(document) !== undefined;
  } catch {
    return false;
  }
}

const FIXTURES = FORMS.flatMap((form) => [...fixtures(form), ...corpus(form)].map(([, document]) => document)).filter((document) => document.signatures?.length && isDocument(document));
const DOCUMENTS = [
  ...FIXTURES.map((document) => JSON.stringify(document)),
  ...FIXTURES.flatMap((document) => [digest, older].map((sign) => JSON.stringify(signed(document, sign)))),
  ...FIXTURES.map((document) => JSON.stringify({ ...signed(document, digest), id: "another" })),
  ...FIXTURES.map((document) => JSON.stringify({ ...signed(document, older), answers: { ...document.answers, x: "y" } })),
  strange(digest),
  strange(older),
  strange(() => `sha-256:2:${"0".repeat(64)}`),
];

/** What the rules say of each document; what no digest tells, such as a name in which there is nothing to see, is passed over. */
const EXPECTED = DOCUMENTS.map((text) => rules.verify(text).signatures.filter(({ earlier, standing }) => earlier === undefined && standing !== "missing").map(({ standing }) => standing));

function same(found) {
  assert.equal(found.length, EXPECTED.length);
  EXPECTED.forEach((expected, at) => {
    const known = found[at].map((one, which) => (expected[which] === "signs_nothing" ? "signs_nothing" : one));
    assert.deepEqual(known, expected, DOCUMENTS[at]);
  });
}

test("the documents have every standing", () => {
  for (const one of ["matches", "matches_answers", "changed", "no_digest"]) assert.ok(EXPECTED.flat().includes(one), one);
  assert.deepEqual(EXPECTED.slice(-3), [["matches"], ["matches_answers"], ["changed"]]);
  assert.ok(DOCUMENTS.length > 20, `${DOCUMENTS.length}`);
});

test("in JavaScript, by canonicalize", () => {
  same(DOCUMENTS.map((text) => JSON.parse(text)).map((document) => document.signatures.map((signature) => standing(document, signature))));
});

/** A program that is given a document a line, and answers with a list a line. */
function program(name, ...args) {
  const { status, stdout, stderr } = spawnSync(name, args, { input: DOCUMENTS.join("\n"), encoding: "utf8", maxBuffer: 1 << 28 });
  assert.equal(status, 0, stderr);
  return stdout.trim().split("\n").map((line) => JSON.parse(line));
}

test("in Python, by rfc8785", () => same(program("python3", here("sample/digest.py"))));

const jdk = spawnSync("java", ["--list-modules"], { encoding: "utf8" }).stdout?.includes("jdk.compiler");
test("in Java, by nothing but the JDK", { skip: !jdk && "there is no JDK here" }, () => same(program("java", here("sample/Digest.java"))));
