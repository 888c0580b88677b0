// The JSON Schemas and the model agree on every document: the fixtures, the corpus (small changes to a fixture, each named
// after the rule that it keeps or breaks), and every fixture with each of its values spoiled in turn.
//
// What a schema cannot say is named here, and the corpus has a document for each.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import Ajv from "ajv/dist/2020.js";
import formats from "ajv-formats";

import { FORMS, at, changed, fixtures, places, read } from "./corpus.mjs";

const REPOSITORY = new URL("../../", import.meta.url);
const COPLAN = process.env.COPLAN ?? new URL("target/debug/coplan", REPOSITORY).pathname;

/** What the model knows and no schema can: which day it is, sums and digests, and whether two places say the same. */
const CANNOT = {
  must_be_past: () => true,
  must_be_future: () => true,
  // That there are ten digits it can say, and the last of them it cannot check.
  not_an_nhs_number: (_, { subject }) => (subject.nhs_number.match(/[0-9]/g) ?? []).length === 10 && /^[0-9 \u00a0-]*$/.test(subject.nhs_number),
  changed: () => true,
  missing: ({ path }) => path === "change_reason",
};
const sayable = (document) => (problem) => !CANNOT[problem.code]?.(problem, document);

const ajv = new Ajv({ strict: true, allowUnionTypes: true, strictRequired: false, strictTypes: false, allErrors: false });
formats(ajv);
const schemas = Object.fromEntries(FORMS.map((form) => [form, ajv.compile(read(`dist/schema/${form}.json`))]));

/** What the model says of each document. */
function model(documents) {
  const folder = mkdtempSync(join(tmpdir(), "coplan-"));
  try {
    const file = join(folder, "documents.ndjson");
    writeFileSync(file, documents.map((document) => JSON.stringify(document)).join("\n"));
    const said = execFile(["validate", "--lines", file]);
    const lines = said.trimEnd().split("\n").map((line) => JSON.parse(line));
    assert.equal(lines.length, documents.length);
    return lines;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function execFile(args) {
  try {
    return execFileSync(COPLAN, args, { encoding: "utf8", maxBuffer: 1 << 28 });
  } catch (error) {
    // 1: something is wrong with some of them, which is what was asked.
    if (error.status === 1) return error.stdout;
    throw error;
  }
}

/** Compares, and says of each document on which they differ what it is and what both said. */
function agree(form, named) {
  const said = model(named.map(([, document]) => document));
  const differ = named.flatMap(([name, document], at) => {
    const { error, problems } = said[at];
    const allowed = !error && !problems.some(sayable(document));
    const valid = schemas[form](document);
    if (valid === allowed) return [];
    const why = valid ? "" : ajv.errorsText(schemas[form].errors.slice(0, 3));
    return [`${name}: the model ${allowed ? "allows" : "refuses"} it ${JSON.stringify(error ?? problems.filter(sayable(document)).slice(0, 3))}, the schema ${valid ? "allows" : "refuses"} it ${why}`];
  });
  assert.deepEqual(differ.slice(0, 20), [], `${differ.length} of ${named.length} documents`);
  return said;
}

for (const form of FORMS) {
  test(`the schema and the model agree on the fixtures of ${form}`, () => {
    const said = agree(form, fixtures(form));
    assert.ok(said.every(({ error }) => !error));
  });

  test(`the schema and the model agree on the corpus of ${form}`, () => {
    const { kept, broken, cannot } = read(`tests/package/corpus/${form}.json`);
    const made = (cases) => Object.entries(cases).map(([rule, change]) => [rule, changed(form, rule, change)]);
    for (const [rule, document] of made(kept)) {
      assert.deepEqual(model([document])[0].problems, [], `${rule}: the model should allow it`);
    }
    const wrong = ({ error, problems }) => error || problems.length > 0;
    agree(form, made(kept));
    agree(form, made(broken)).forEach((said, at) => assert.ok(wrong(said), `${Object.keys(broken)[at]}: the model should refuse it`));
    for (const [rule, document] of made(broken)) assert.ok(!schemas[form](document), `${rule}: the schema should refuse it`);
    // Here the schema has to let through what only the model can know.
    model(made(cannot).map(([, document]) => document)).forEach((said, at) => {
      const [rule, document] = made(cannot)[at];
      assert.ok(wrong(said), `${rule}: the model should refuse it`);
      assert.ok(schemas[form](document), `${rule}: a schema can say this after all? Move it to \`broken\``);
    });
  });

  test(`the schema and the model agree on every fixture of ${form} with any one value spoiled`, () => {
    const spoiled = fixtures(form).flatMap(([name, document]) =>
      [document, { ...document, status: "complete" }, { ...document, status: "draft" }].flatMap((document) =>
        [...places(document)].flatMap((path) => SPOILS.map((spoil) => [`${name} ${document.status} ${path.join(".")} ${JSON.stringify(spoil)?.slice(0, 20)}`, () => at(document, path, spoil)])),
      ),
    );
    assert.ok(spoiled.length > 100);
    // Not all of them every time the tests are run: enough that each kind of question is met.
    let step = Math.ceil(spoiled.length / MOST);
    // Every spoil in its turn, not each second or fifth of them only.
    while (step % 2 === 0 || step % 5 === 0) step++;
    agree(form, spoiled.filter((_, index) => index % step === 0).map(([name, document]) => [name, document()]));
  });
}

test("the schema and the model agree on which texts are blank", () => {
  // Every character with which the model or Unicode as this Node knows it could be of two minds, and some of all others.
  const odd = /[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Zs}\p{Mn}]/u;
  const texts = ["", " \t\r\n\u00a0\u3000", "\u200b\ufeff\u202e\u2066", "\u200b\u0301", "Ada", " a", "a ", "\na\n", "\u2800"];
  for (let point = 0; point <= 0x10ffff; point++) {
    if (point >= 0xd800 && point <= 0xdfff) continue;
    const letter = String.fromCodePoint(point);
    if (odd.test(letter) || point % 997 === 0) texts.push(letter, ` ${letter}\u200b`, `x${letter}`);
  }
  const whole = fixtures("relapse_plan").find(([name]) => name === "whole")[1];
  const named = texts.map((text) => [JSON.stringify(text), { ...whole, status: "draft", subject: { ...whole.subject, name: text } }]);
  const said = agree("relapse_plan", named);
  const nameless = ({ problems }) => problems.some(({ path }) => path === "subject.name");
  assert.deepEqual(said.slice(0, 5).map(nameless), [true, true, true, false, false], "a mark can be seen");
  // And in a question that is asked because another was answered.
  agree("relapse_plan", texts.slice(0, 60).map((text) => [JSON.stringify(text), { ...whole, answers: { ...whole.answers, signs_me: text } }]));
});

/** Documents spoiled for each form. */
const MOST = Number(process.env.SPOILED ?? 1500);

/** What is put in the place of every value; `undefined` leaves it out. */
const SPOILS = [undefined, null, "", "other", 7, [], {}, ["no_one", "yes"], "2026-02-30", "x".repeat(20_001)];

test("no document holds a level, score or rating of a risk: the one number in it is its revision, and how severe a harm was is said in words", () => {
  const found = (value, path = "") => {
    if (!value || typeof value !== "object") return [];
    const numeric = [value.type].flat().some((type) => ["integer", "number"].includes(type));
    return [...(numeric ? [path] : []), ...Object.entries(value).flatMap(([key, inner]) => found(inner, `${path}/${key}`))];
  };
  for (const form of FORMS) {
    const schema = read(`dist/schema/${form}.json`);
    assert.deepEqual(found(schema), ["/properties/revision"], form);
    const named = JSON.stringify(schema).match(/"(?:\w+_)?(?:level|score|rating|rag|likelihood)":/g) ?? [];
    assert.deepEqual(named, [], form);
  }
  const { severity } = read("dist/schema/comprehensive_assessment.json").$defs.answers.properties.risks.anyOf[0].items.properties.history.anyOf[0].items.properties;
  assert.deepEqual([severity.type, severity.enum], [["string", "null"], undefined]);
});
