// A care plan in an electronic record: opened and stored as a QuestionnaireResponse of the record's own FHIR server.

import "/coplan/coplan.js";
import { fromFHIR, toFHIR } from "/coplan/fhir.js";

/** What the trust's own addresses begin with (docs/fhir.md). */
const BASE = "https://example.nhs.uk/fhir/coplan";
const NHS_NUMBERS = "https://fhir.nhs.uk/Id/nhs-number";

const form = document.querySelector("coplan-care-plan");
const client = await FHIR.oauth2.ready();
const [patient, worker] = await Promise.all([client.patient.read(), client.user.read()]);

const named = ({ name: [name] }) => name.text ?? [...(name.given ?? []), name.family].join(" ");
const nhsNumber = patient.identifier?.find(({ system }) => system === NHS_NUMBERS)?.value;
const subject = { ref: patient.id, name: named(patient), date_of_birth: patient.birthDate, ...(nhsNumber && { nhs_number: nhsNumber }) };
/** The person as the record has them now, in the words of a Bundle. */
const person = {
  fullUrl: `Patient/${patient.id}`,
  resource: {
    resourceType: "Patient",
    name: [{ text: subject.name }],
    birthDate: subject.date_of_birth,
    identifier: [{ system: `${BASE}/identifier/subject`, value: patient.id }, ...(nhsNumber ? [{ system: NHS_NUMBERS, value: nhsNumber }] : [])],
  },
};

/** What the server has of the plan: its id and version there. */
let stored;

/** The latest plan; none if there is none yet. */
async function latest() {
  const query = new URLSearchParams({ subject: `Patient/${patient.id}`, questionnaire: `${BASE}/Questionnaire/care_plan`, _sort: "-_lastUpdated", _count: 1 });
  const { entry } = await client.request(`QuestionnaireResponse?${query}`);
  if (!entry) return undefined;
  const response = entry[0].resource;
  stored = { id: response.id, version: response.meta.versionId };
  const { document } = await fromFHIR({ resourceType: "Bundle", type: "collection", entry: [{ resource: response }, person] });
  return document;
}

async function store(document) {
  const bundle = await toFHIR({ ...document, revision: (document.revision ?? 0) + 1 }, { base: BASE });
  const { resource } = bundle.entry.find(({ resource }) => resource.resourceType === "QuestionnaireResponse");
  // A server looks for it without the version of the form, and finds the person of its own.
  const response = { ...resource, questionnaire: resource.questionnaire.split("|")[0], subject: { reference: `Patient/${patient.id}` } };
  const saved = stored
    ? await client.update({ ...response, id: stored.id }, { headers: { "If-Match": `W/"${stored.version}"` } })
    : await client.create(response);
  stored = { id: saved.id, version: saved.meta.versionId };
  return { revision: (document.revision ?? 0) + 1 };
}

form.user = { name: named(worker) };
form.addEventListener("coplan-save", (event) => event.respondWith(store(event.document)));
// Somebody else was quicker: the person at the screen sees both, and chooses.
form.addEventListener("coplan-save-failed", async ({ reason }) => {
  if (reason === "conflict") form.document = await latest();
});
form.document = (await latest()) ?? { subject };
document.querySelector("#said").textContent = `${subject.name}, written by ${form.user.name}`;
