// Shows any form in any mode and state, and beside it what a host page sees: events, problems, the document, the code.
// The documents are examples about invented people. What is typed here is stored nowhere.

import { ask, NAMES, say } from "./portal.js";

const EVENTS = ["coplan-ready", "coplan-change", "coplan-save", "coplan-saved", "coplan-save-failed", "coplan-error"];
const KEPT = 30; // events that stay in the list

const view = document.querySelector("#view");
const place = (id) => document.querySelector(`#${id}`);
const asked = new URLSearchParams(location.search);
let element;

/** An option of a select. */
function option(value, text) {
  const made = document.createElement("option");
  made.value = value;
  made.textContent = text;
  return made;
}

/** What an event says of itself: where and how, and never what somebody answered. */
function facts({ type, path, reason, revision, name }) {
  return [type, path, reason, revision && `revision ${revision}`, name].filter(Boolean).join(" ");
}

function hear(event) {
  // A host stores the document here, and answers with the revision that it gave it.
  if (event.type === "coplan-save") event.respondWith(Promise.resolve({ revision: (event.document.revision ?? 0) + 1 }));
  const line = document.createElement("li");
  line.textContent = facts(event);
  place("events").prepend(line);
  while (place("events").children.length > KEPT) place("events").lastChild.remove();
  soon();
}

let waiting;
/** What stands beside the form follows it, a moment later. */
function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    place("document").textContent = JSON.stringify(element.document, null, 2);
    const problems = element.problems.map(({ path, message }) => {
      const line = document.createElement("li");
      line.textContent = `${path}: ${message}`;
      return line;
    });
    place("problems").replaceChildren(...problems);
  }, 200);
}

/** The lines that put this form on a page. */
function code() {
  const attributes = [`mode="${view.mode.value}"`];
  if (view.terms.value !== "cpa") attributes.push(`terms="${view.terms.value}"`);
  if (view.actions.value !== "form") attributes.push(`actions="${view.actions.value}"`);
  if (view.state.value) attributes.push(view.state.value);
  const tag = `coplan-${view.form.value.replaceAll("_", "-")}`;
  return `<script type="module" src="/coplan/coplan.js"></script>

<${tag} ${attributes.join(" ")}>
  <p>This form needs a newer browser.</p>
</${tag}>

<script type="module">
  const form = document.querySelector("${tag}");
  form.document = await (await fetch("/your/api/document")).json();
  form.addEventListener("coplan-save", (event) =>
    event.respondWith(
      fetch("/your/api/document", {
        method: "PUT",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(event.document),
      }),
    ),
  );
</script>`;
}

/** Takes what can change while a form is on screen. */
function dress() {
  element.setAttribute("mode", view.mode.value);
  element.setAttribute("terms", view.terms.value);
  element.setAttribute("actions", view.actions.value);
  element.toggleAttribute("readonly", view.state.value === "readonly");
  element.toggleAttribute("disabled", view.state.value === "disabled");
  place("stage").dataset.theme = view.theme.value;
  place("stage").dataset.width = view.width.value;
  place("code").textContent = code();
  for (const { name, value } of view.elements) asked.set(name, value);
  history.replaceState(null, "", `${location.pathname}?${asked}`);
  soon();
}

/** Another form, or another document. */
async function show() {
  const [form, name] = [view.form.value, view.example.value];
  const example = name ? await ask(`/api/examples/${form}/${name}`) : undefined;
  element = document.createElement(`coplan-${form.replaceAll("_", "-")}`);
  EVENTS.forEach((type) => element.addEventListener(type, hear));
  if (example) element.document = example;
  place("events").replaceChildren();
  dress();
  place("stage").replaceChildren(element);
}

function examples(all) {
  const fitting = all.filter(({ form }) => form === view.form.value);
  const named = fitting.map(({ name }) => option(name, name.replaceAll("_", " ")));
  view.example.replaceChildren(option("", "empty"), ...named);
}

place("copy").addEventListener("click", async () => {
  await navigator.clipboard.writeText(place("code").textContent);
  place("copied").textContent = "Copied";
});

view.addEventListener("submit", (event) => event.preventDefault());

try {
  const [forms, all] = await Promise.all([ask("/api/forms"), ask("/api/examples")]);
  view.form.replaceChildren(...forms.map(({ form }) => option(form, NAMES[form] ?? form)));
  const choose = (select) => {
    const wanted = [...select.options].find(({ value }) => value === asked.get(select.name));
    if (wanted) wanted.selected = true;
  };
  choose(view.form);
  examples(all);
  for (const select of view.elements) choose(select);
  view.addEventListener("change", ({ target }) => {
    if (target === view.form) examples(all);
    if (target === view.form || target === view.example) show().catch((error) => say(error.message));
    else dress();
  });
  await show();
} catch (error) {
  say(error.message);
}
