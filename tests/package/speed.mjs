// How many documents a second one core checks: `coplan validate --lines`, the module in Node, and `ajv` with the JSON Schema,
// all naming everything that is wrong, on the same documents in one run. Printed as a table: `node tests/package/speed.mjs [SECONDS]`, after `cargo build --release -p coplan`
// and `cargo xtask build`.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import Ajv from "ajv/dist/2020.js";
import formats from "ajv-formats";

import * as rules from "../../dist/server.js";
import { FORMS, fixtures, read } from "./corpus.mjs";

const seconds = Number(process.argv[2] ?? 3);
const COPLAN = process.env.COPLAN ?? fileURLToPath(new URL("../../target/release/coplan", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "coplan-speed-"));
const ajv = formats(new Ajv({ strict: true, allowUnionTypes: true, strictRequired: false, strictTypes: false, allErrors: true }));
const kilo = (bytes) => `${(bytes / 1024).toFixed(0)} kB`;

/** Documents a second, of text that is parsed and checked again and again. */
function rate(texts, check) {
  let done = 0;
  const [begin, end] = [performance.now(), performance.now() + seconds * 1000];
  while (performance.now() < end) for (const text of texts) (check(text), done++);
  return (done / (performance.now() - begin)) * 1000;
}

function native(texts) {
  const run = (copies) => {
    const file = join(folder, "documents.ndjson");
    writeFileSync(file, Array.from({ length: copies }, () => texts.join("\n")).join("\n"));
    const begin = performance.now();
    const { status } = spawnSync(COPLAN, ["validate", "--lines", file], { maxBuffer: 1 << 30 });
    if (status > 1) throw new Error("coplan did not run: build it first");
    return performance.now() - begin;
  };
  const once = Math.max(run(20) - run(1), 1) / 19;
  const copies = Math.max(2, Math.round((seconds * 1000) / once));
  return ((copies - 1) * texts.length) / ((run(copies) - run(1)) / 1000);
}

const rows = [["documents", "size", "`coplan validate --lines`", "`coplan/server`", "`ajv`"]];
function measure(name, form, documents) {
  const texts = documents.map((document) => JSON.stringify(document));
  const schema = ajv.getSchema(`speed-${form}`) ?? ajv.addSchema({ ...read(`dist/schema/${form}.json`), $id: `speed-${form}` }).getSchema(`speed-${form}`);
  const rates = [native(texts), rate(texts, (text) => rules.check(text)), rate(texts, (text) => schema(JSON.parse(text)))];
  rows.push([name, kilo(texts.join("").length / texts.length), ...rates.map((rate) => Math.round(rate).toLocaleString("en-GB"))]);
}

try {
  for (const form of FORMS) measure(`the fixtures of ${form}`, form, fixtures(form).map(([, document]) => ({ ...document, status: "complete" })));
  const plan = fixtures("care_plan").find(([name]) => name === "agreed")[1];
  for (const times of [1, 10, 100]) {
    // Every row has an id of its own, as the forms write them.
    const again = (at) => JSON.parse(JSON.stringify(plan.answers.goals), (key, value) => (key === "id" ? `${value}-${at}` : value));
    const goals = Array.from({ length: times }, (_, at) => again(at)).flat();
    measure(`a care plan, ${goals.length} goals`, "care_plan", [{ ...plan, answers: { ...plan.answers, goals } }]);
  }
  for (const row of rows) console.log(`| ${row.join(" | ")} |`);
} finally {
  rmSync(folder, { recursive: true });
}
