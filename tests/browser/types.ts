// Every property, method and event of an element, as a host's TypeScript uses them. Never run: it has to compile.

import type { CoplanDocument, CoplanElement, Problem, SaveFailure } from "../../pkg-config/coplan.js";

export async function everything(): Promise<void> {
  const form: CoplanElement | null = document.querySelector("coplan-abuse-question");
  if (!form) return;
  form.mode = "together";
  form.terms = "pcsp";
  form.autosave = form.autosave === "off" ? 10 : "off";
  form.actions = "host";
  form.readonly = form.disabled;
  form.name = "abuse";
  form.document = { subject: { ref: "7", name: "Ada Example" } };
  form.messages = { save: "Keep" };
  const whole: CoplanDocument = form.document;
  form.related = [whole];
  const plan: CoplanElement | null = document.querySelector("coplan-relapse-plan");
  const signed: string[] = (plan?.document.signatures ?? []).map(({ name, signed_on, digest }) => `${name} ${signed_on} ${digest}`);
  const replaced: (string | undefined)[] = (plan?.document.earlier ?? []).map(({ replaced_on }) => replaced_on);
  const problems: Problem[] = form.problems;
  const [{ path, code, message, params }] = problems;
  const dirty: boolean = form.dirty;
  form.addEventListener("coplan-save", (event) => {
    const { document, reason } = event;
    const late: boolean = reason === "autosave" || dirty;
    event.respondWith(fetch(`/${document.id}/${late}/${path}/${code}/${message}/${params.limit}`));
  });
  form.addEventListener("coplan-change", (event) => event.path.length);
  form.addEventListener("coplan-saved", (event) => event.revision?.toFixed());
  form.addEventListener("coplan-save-failed", (event) => {
    const reason: SaveFailure = event.reason;
    return reason;
  });
  form.addEventListener("coplan-error", ({ name, document }) => [name, document?.answers]);
  form.addEventListener("coplan-ready", () => form.focus());
  if (!form.checkValidity()) form.reportValidity();
  await form.save();
  await form.complete();
  await form.print();
  const html: string = await form.toHTML();
  form.reset();
  void [signed, replaced, html, form.form?.action, form.validity.valid, form.validationMessage, form.willValidate];
}
