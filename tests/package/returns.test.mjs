// The page about returns and standards names the columns that there are, and questions that the forms have.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import * as rules from "../../dist/server.js";
import { FORMS, fixtures } from "./corpus.mjs";

const COPLAN = process.env.COPLAN ?? new URL("../../target/debug/coplan", import.meta.url).pathname;
const page = readFileSync(new URL("../../docs/returns.md", import.meta.url), "utf8");

const extract = (documents) => {
  const input = documents.map((document) => (typeof document === "string" ? document : JSON.stringify(document))).join("\n");
  return spawnSync(COPLAN, ["extract", "mhsds", "--lines", "-"], { input, encoding: "utf8" });
};

test("the columns of the extract are those of the page, and a finished document gives one line", () => {
  const documents = FORMS.flatMap((form) => fixtures(form).map(([, document]) => document));
  const { status, stdout } = extract(documents);
  const [header, ...lines] = stdout.trim().split("\n");
  const [mhsds] = page.split("\n## PRSB");
  assert.deepEqual(header.split(","), [...mhsds.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name));
  const finished = ({ form, status }) => form !== "comprehensive_assessment" && ["complete", "amended"].includes(status);
  assert.equal(lines.length, documents.filter(finished).length);
  assert.equal(status, 0);
});

test("a line that is no document is named by its number, and the others are there", () => {
  const [, yes] = fixtures("abuse_question").find(([name]) => name === "yes");
  const { status, stdout, stderr } = extract(["", yes, '{"form":"Wendelin"}', { ...yes, subject: { ref: 'a,"b' } }, { ...yes, subject: {} }, { ...yes, answers: { ...yes.answers, disclosure: { words: 5 } } }]);
  assert.deepEqual([status, stdout.trim().split("\n").length], [1, 3]);
  for (const line of [3, 5, 6]) assert.match(stderr, new RegExp(`line ${line}: `));
  assert.ok(!/Wendelin|disclosure/.test(stderr), stderr);
  assert.ok(stdout.includes('"a,""b"'));
});

/** Whether there is anything at a path, in any of the rows. */
function isThere(value, [key, ...rest]) {
  if (key === undefined) return value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0);
  const inner = value?.[key.replace("[]", "")];
  return key.endsWith("[]") ? (inner ?? []).some((row) => isThere(row, rest)) : isThere(inner, rest);
}

test("every question that the mapping names is in the form, and fixtures fill every heading", () => {
  const tables = [...page.matchAll(/<!-- paths: (\w+) -->\n([^]*?)\n\n/g)];
  assert.equal(tables.length, 4);
  for (const [, form, table] of tables) {
    const rows = table.split("\n").slice(2).map((row) => [...row.split(" | ")[1].matchAll(/`([^`]+)`/g)].map(([, path]) => path)).filter((paths) => paths.length > 0);
    assert.ok(rows.length > 0);
    const documents = FORMS.flatMap((one) => ([one, "document"].includes(form) ? fixtures(one).map(([, document]) => document) : []));
    const answered = (path) => documents.some((document) => isThere(form === "document" ? document : document.answers, path.split(".")));
    assert.deepEqual(rows.filter((paths) => !paths.some(answered)), [], `${form}: no fixture has an answer`);
    if (form === "document") continue;
    const ids = new Set();
    JSON.stringify(rules.questionnaire(form), (key, value) => (key === "linkId" ? (ids.add(value.replaceAll("[]", "")), value) : value));
    assert.deepEqual(rows.flat().filter((path) => !ids.has(path.replaceAll("[]", "")) && path !== "record_date"), [], form);
  }
});

test("every heading of the standard is among what is filled or what is not", () => {
  const [, standard] = page.split("\n## PRSB");
  const rows = standard.split("\n").filter((line) => line.startsWith("| ")).map((line) => line.split(" | ")[0]);
  for (const heading of ["Person demographics", "GP practice", "About me", "Professional contacts", "Personal contacts", "Formulation", "Care and support plan", "Contingency", "Additional support plans"]) {
    assert.ok(rows.some((row) => row.slice(2).startsWith(heading)), heading);
  }
});
