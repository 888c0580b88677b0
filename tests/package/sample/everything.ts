// Every property, method and event of an element, as a host's TypeScript uses them. Never run: it has to compile against
// the package as it is installed, and what is marked as an error has to be one.

import {
  type AbuseQuestionDocument,
  type CarePlanDocument,
  type CoplanDocument,
  type CoplanDocumentError,
  type CoplanDifference,
  type CoplanElement,
  type CoplanElementClass,
  type CoplanIncompleteError,
  type CoplanPolicy,
  type CoplanPolicyError,
  type CoplanSaveError,
  type Problem,
  type RelapsePlanAnswers,
  type RelapsePlanDocument,
  type SaveFailure,
  config,
  startCarePlan,
  startFrom,
  startRelapsePlan,
} from "coplan";

export async function everything(): Promise<void> {
  config({ wasm: new URL("/static/coplan.wasm", location.href) });
  const { version } = customElements.get("coplan-care-plan") as unknown as CoplanElementClass;
  if (version !== "0.2.0") return;
  const form = document.querySelector("coplan-abuse-question");
  if (!form) return;
  form.mode = "together";
  form.terms = "pcsp";
  form.lang = "en-GB";
  form.autosave = form.autosave === "off" ? 10 : "off";
  form.actions = "host";
  form.readonly = form.disabled;
  form.name = "abuse";
  form.headingLevel = 3;
  form.document = { subject: { ref: "7", name: "Ada Example", pronouns: "she" } };
  form.document = { id: crypto.randomUUID(), subject: { ref: "7" }, answers: { asked_on: "2026-11-30", local: { ward: "oak" } }, carried: {} };
  try {
    form.document = await (await fetch("/stored")).json();
  } catch (error) {
    const { path: place, code: why } = error as CoplanDocumentError;
    throw new Error(`${place} ${why}`);
  }
  form.messages = { ...form.messages, save: "Keep" };
  const whole: AbuseQuestionDocument = form.document;
  form.related = [whole, ...form.related];
  const policy: CoplanPolicy = {
    id: "example-trust",
    version: "1",
    hide: ["equality_notes"],
    questions: [{ id: "local.ward", after: "record_date", kind: "code", label: "Which ward?", options: { oak: "Oak" } }],
  };
  try {
    form.policy = policy;
  } catch (error) {
    const { path: place, code: why } = error as CoplanPolicyError;
    throw new Error(`${place} ${why} ${form.policy?.version}`);
  }
  const local: unknown = whole.answers.local?.ward ?? whole.asked?.["local.ward"]?.label ?? whole.policy?.id;
  if (local === undefined) return;
  form.user = { ...form.user, name: "Sam Patel", role: "care_coordinator" };
  const dirty: boolean = form.dirty;
  const problems: Problem[] = form.problems;
  const [{ path, code, message, params }] = problems;
  form.addEventListener("coplan-save", (event) => {
    const { document, reason, id } = event;
    const form: "abuse_question" = event.form;
    const late: boolean = reason === "autosave" || reason === "leaving" || dirty;
    const response: "yes" | "none_stated" | "not_asked" | undefined = document.answers.response;
    event.respondWith(fetch(`/${form}/${id}/${late}/${response}/${path}/${code}/${message}/${params.limit}`));
    event.respondWith(Promise.resolve({ revision: 3 }));
    event.respondWith(Promise.resolve({ ok: true }));
    event.respondWith(Promise.reject({ status: 422, title: "The record is closed." }));
    // @ts-expect-error Says neither that it is saved nor that it is not.
    event.respondWith(Promise.resolve());
  });
  form.addEventListener("coplan-change", (event) => event.path.length);
  form.addEventListener("coplan-saved", ({ id, form, revision }) => `${form} ${id} ${revision?.toFixed()}`);
  form.addEventListener("coplan-save-failed", (event) => {
    const reason: SaveFailure = event.reason;
    return [event.id, event.form, reason === "refused" && event.title];
  });
  const failed = ({ name, path, code, message, document }: HTMLElementEventOf["coplan-error"]) => [name, path, code, message, document?.typed_since];
  form.addEventListener("coplan-error", failed);
  form.removeEventListener("coplan-error", failed);
  form.addEventListener("coplan-ready", () => form.focus());
  form.addEventListener("keydown", (event) => event.key);
  if (!form.checkValidity()) form.reportValidity();
  try {
    await form.save();
    await form.complete();
  } catch (error) {
    const { name } = error as CoplanIncompleteError | CoplanSaveError;
    if (name === "CoplanSaveError") throw error;
  }
  await form.print();
  await form.print({ restricted: false, since: form.document });
  const html: string = await form.toHTML();
  const copy: string = await form.toHTML({ restricted: false });
  const differences: CoplanDifference[] = form.changes(form.document, { restricted: false });
  const text: string = await form.toText({ restricted: false, width: 0 });
  form.reset();
  form.start();
  void [html, copy, form.form?.action, form.validity.valid, form.validationMessage, form.willValidate];
}

type HTMLElementEventOf = import("coplan").CoplanEventMap;

/** The documents of the other forms, and what joins them. */
export async function documents(assessment: CoplanDocument): Promise<CoplanDocument[]> {
  const plan: CoplanElement | null = document.querySelector("coplan-relapse-plan");
  const answers: RelapsePlanAnswers = { record_date: "2026-11-23", voices: { signs_me: "su" }, primary_contact: { person: "me" } };
  const care = document.createElement("coplan-care-plan");
  if (assessment.form !== "comprehensive_assessment") return [];
  const hopes: string | undefined = assessment.answers.hopes;
  const started: CarePlanDocument = await startCarePlan(assessment, { user: care.user, today: "2026-11-29" });
  const next: CarePlanDocument = await startFrom(started);
  const relapse: RelapsePlanDocument = await startRelapsePlan(next);
  const [from] = Object.values(relapse.carried ?? {});
  if (from?.date === from?.id) return [];
  care.document = started;
  const needs = care.document.answers.goals?.map(({ id, need }) => `${id} ${need} ${hopes}`);
  const signed = plan?.document.signatures.map(({ role, name, signed_on, digest }) => [role, name, signed_on, digest]);
  const before = care.document.earlier?.map(({ answers, replaced_on }) => [answers.record_date, replaced_on]);
  void [needs, signed, before, answers];
  // The abuse question inside an assessment sends a document of its own.
  document.querySelector("coplan-comprehensive-assessment")?.addEventListener("coplan-save", ({ document }) => {
    return document.form === "abuse_question" ? document.answers.response : document.answers.hopes;
  });
  return [started];
}

/** Events bubble: whatever is above a form may listen. */
export function above(wrapper: HTMLDivElement): void {
  for (const target of [document, document.body, window, wrapper]) target.addEventListener("coplan-ready", ({ target }) => target);
  document.addEventListener("coplan-save", ({ document, form, id }) => `${form} ${id} ${document.status}`);
  document.body.addEventListener("coplan-save-failed", ({ reason }: { reason: SaveFailure }) => reason);
  window.addEventListener("coplan-error", ({ name, path, code }) => [name, path, code]);
  wrapper.addEventListener("coplan-change", ({ path }) => path.length);
  // @ts-expect-error It says where, never what.
  document.addEventListener("coplan-change", ({ value }) => value);
}

/** What has to be an error. */
export function mistakes(form: HTMLElementTagNameMap["coplan-abuse-question"], plan: RelapsePlanAnswers): void {
  // @ts-expect-error There is no fourth answer.
  form.document.answers.response = "no";
  // @ts-expect-error A document of another form.
  form.document = { ...form.document, form: "relapse_plan" };
  // @ts-expect-error A question of another form.
  form.document = { subject: { ref: "7" }, answers: { hopes: "A garden" } };
  // @ts-expect-error Not a mode.
  form.mode = "patient";
  // @ts-expect-error Only the element knows.
  form.dirty = false;
  // @ts-expect-error Not a question of this form.
  plan.risk_score = 3;
}
