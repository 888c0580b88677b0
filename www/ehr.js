// A care plan in an electronic record: opened and stored as a QuestionnaireResponse of the record's own FHIR server.

// The module is beside the script of the forms.
const script = document.querySelector('script[src$="/coplan.js"]').src;
const { fromFHIR, toFHIR } = await import(new URL("fhir.js", script));

/** What the trust's own addresses begin with (docs/fhir.md). */
const BASE = "https://example.nhs.uk/fhir/coplan";
const NHS_NUMBERS = "https://fhir.nhs.uk/Id/nhs-number";

const form = document.querySelector("coplan-care-plan");
const said = document.querySelector("#said");

/** What the server has of the plan: its id and version there. */
let stored;
let client, subject, person, plans;

/** The official name, or the usual one. */
function named({ name }) {
  const one = ["official", "usual"].map((use) => name.find((name) => name.use === use)).find(Boolean) ?? name[0];
  return one.text ?? [...(one.given ?? []), one.family].join(" ");
}

/** The latest plan, and where the server has it; neither if there is none yet. */
async function latest() {
  const { entry } = await client.request(`QuestionnaireResponse?${plans}&_sort=-_lastUpdated&_count=1`);
  if (!entry) return {};
  const response = entry[0].resource;
  const { document } = await fromFHIR({ resourceType: "Bundle", type: "collection", entry: [{ resource: response }, person] });
  return { document, place: { id: response.id, version: response.meta.versionId } };
}

async function store(document, reason) {
  const revision = (document.revision ?? 0) + 1;
  const bundle = await toFHIR({ ...document, revision }, { base: BASE });
  const { resource } = bundle.entry.find(({ resource }) => resource.resourceType === "QuestionnaireResponse");
  // A server looks for it without the version of the form, and finds the person of its own.
  const response = { ...resource, questionnaire: resource.questionnaire.split("|")[0], subject: { reference: person.fullUrl } };
  // The last save goes on after the page has gone; a browser sends at most 64 kB of it.
  const keepalive = reason === "leaving";
  // One plan for a person: where there is one by now, the server answers with that.
  const saved = stored
    ? await client.update({ ...response, id: stored.id }, { keepalive, headers: { "If-Match": `W/"${stored.version}"` } })
    : await client.create(response, { keepalive, headers: { "If-None-Exist": String(plans) } });
  if (saved.identifier.value !== response.identifier.value) throw Object.assign(new Error("Another plan was begun"), { status: 409 });
  const begun = stored;
  stored = { id: saved.id, version: saved.meta.versionId };
  // The answer to an earlier save was lost: the server has the plan, and not all of it.
  const isWhole = begun || JSON.stringify(saved.item) === JSON.stringify(response.item);
  return isWhole ? { revision } : store(document, reason);
}

async function open() {
  client = await FHIR.oauth2.ready();
  const [patient, worker] = await Promise.all([client.patient.read(), client.user.read()]);
  const number = patient.identifier?.find(({ system }) => system === NHS_NUMBERS)?.value;
  subject = { ref: patient.id, name: named(patient), date_of_birth: patient.birthDate, ...(number && { nhs_number: number }) };
  plans = new URLSearchParams({ subject: `Patient/${patient.id}`, questionnaire: `${BASE}/Questionnaire/care_plan` });
  // The person as the record has them now, in the words of a Bundle.
  person = {
    fullUrl: `Patient/${patient.id}`,
    resource: {
      resourceType: "Patient",
      name: [{ text: subject.name }],
      birthDate: subject.date_of_birth,
      identifier: [{ system: `${BASE}/identifier/subject`, value: patient.id }, ...(number ? [{ system: NHS_NUMBERS, value: number }] : [])],
    },
  };
  form.user = { name: named(worker) };
  const { document, place } = await latest();
  stored = place;
  form.document = document ?? { subject };
  said.textContent = `${subject.name}, written by ${form.user.name}`;
}

// One after the other: a second save begins from what the first has stored.
let saving = Promise.resolve();
form.addEventListener("coplan-save", ({ document, reason, respondWith }) => {
  saving = saving.catch(() => {}).then(() => store(document, reason));
  respondWith(saving);
});
// Somebody else was quicker: the person at the screen sees both, and chooses. Where they have begun another plan, what was typed here
// stays on screen, to be copied.
form.addEventListener("coplan-save-failed", async ({ reason, id }) => {
  if (reason !== "conflict") return;
  const { document, place } = await latest();
  if (document?.id !== id || form.document.id !== id) return;
  stored = place;
  form.document = document;
});

open().catch((error) => {
  // Nothing can be filled in that would be about nobody.
  form.remove();
  said.textContent = "The care plan could not be opened, and nothing has been changed. Close this page, and open it from the record again.";
  throw error;
});
