// A form in a page, as in the README: a document is set, and `coplan-save` is answered.

import "../coplan/coplan.js";
import { ANSWERS } from "./answers.js";

const EVENTS = ["coplan-ready", "coplan-change", "coplan-save", "coplan-saved", "coplan-save-failed", "coplan-error"];
const place = (id) => document.getElementById(id);
const examples = await (await fetch("examples.json")).json();
const titles = { abuse_question: "Abuse question", comprehensive_assessment: "Assessment", relapse_plan: "Relapse plan", care_plan: "Care plan" };

function offer(select, entries) {
  for (const [value, text] of entries) select.append(new Option(text, value));
}
offer(place("example"), [
  ...Object.entries(titles).map(([form, title]) => [`new ${form}`, `${title}: a new one`]),
  ...examples.map(({ name, document }, at) => [String(at), `${titles[document.form]}: ${name}`]),
]);
offer(place("answer"), Object.entries(ANSWERS).map(([name, [text]]) => [name, text]));

/** An event says what and where, and never what somebody answered. */
function tell({ type, path, reason, revision, name }) {
  const line = document.createElement("li");
  line.textContent = [type, path, reason, revision && `revision ${revision}`, name].filter(Boolean).join(" ");
  place("events").prepend(line);
  while (place("events").children.length > 20) place("events").lastChild.remove();
}

let form;
const write = () => (place("document").textContent = JSON.stringify(form.document, null, 2));

function show() {
  const wanted = place("example").value;
  const [, empty] = wanted.match(/^new (.*)$/) ?? [];
  const shown = empty ? { subject: { ref: "invented", name: "Ada Example", date_of_birth: "1990-04-27" } } : structuredClone(examples[wanted].document);
  form?.remove();
  place("events").replaceChildren();
  form = document.createElement(`coplan-${(empty ?? shown.form).replaceAll("_", "-")}`);
  form.mode = place("mode").value;
  form.autosave = "off";
  form.document = shown;
  for (const name of EVENTS) form.addEventListener(name, tell);
  for (const name of ["coplan-ready", "coplan-change", "coplan-saved"]) form.addEventListener(name, write);
  form.addEventListener("coplan-save", (event) => ANSWERS[place("answer").value][1](event));
  place("stage").append(form);
}

place("example").value = "new relapse_plan";
place("view").addEventListener("change", ({ target }) => target.id !== "answer" && show());
place("view").addEventListener("submit", (event) => event.preventDefault());
show();
