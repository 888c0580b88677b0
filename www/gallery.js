// Shows any form in any mode and state, and beside it what a host page sees: events, problems, the document, the code. The
// page around the form can be made to refuse, to fail and to be silent. The documents are examples about invented people;
// what is typed here is stored nowhere.

import { ANSWERS } from "./answers.js";
import { dress, option, recall, remember } from "./choices.js";
import { example, examples, forms } from "./examples.js";
import { NAMES, sayWhy } from "./portal.js";

const EVENTS = ["coplan-ready", "coplan-change", "coplan-save", "coplan-saved", "coplan-save-failed", "coplan-error"];
const KEPT = 30; // events that stay in the list

const view = document.querySelector("#view");
const page = document.querySelector("#page");
const place = (id) => document.querySelector(`#${id}`);
const tagOf = (form) => `coplan-${form.replaceAll("_", "-")}`;
let all = []; // the examples
let element;

// ---- What is heard ----

/** Adds a line to what was heard, the latest first. */
function tell(line) {
  const item = document.createElement("li");
  item.textContent = line;
  place("events").prepend(item);
  while (place("events").children.length > KEPT) place("events").lastChild.remove();
  soon();
}

/** An event says where and how, and never what somebody answered. A document to be saved says which it is. */
function hear(event) {
  const { type, path, reason, revision, name, document } = event;
  const which = document && `${document.form} ${document.access}`;
  tell([type, path, reason, which, revision && `revision ${revision}`, name].filter(Boolean).join(" "));
  if (type === "coplan-save") ANSWERS[page.answer.value][1](event);
}

/** Calls a method of the element, and says how it ended. */
async function call(method) {
  try {
    const said = await element[method]();
    const what = typeof said === "string" ? `${said.length} characters` : (said ?? "done");
    tell(`${method}(): ${what}`);
  } catch (error) {
    tell(`${method}(): ${error.name}`);
  }
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

// ---- What is shown ----

/** The lines that put this form on a page. */
function code() {
  const attributes = [`mode="${view.mode.value}"`];
  if (view.terms.value !== "cpa") attributes.push(`terms="${view.terms.value}"`);
  if (view.actions.value !== "own") attributes.push(`actions="${view.actions.value}"`);
  if (view.state.value) attributes.push(view.state.value);
  const tag = tagOf(view.form.value);
  const related = view.related.value && `\n  form.related = await (await fetch("/your/api/related")).json();`;
  return `<script type="module" src="/coplan/coplan.js"></script>

<${tag} ${attributes.join(" ")}>
  <p>This form did not open.</p>
</${tag}>

<script type="module">
  const form = document.querySelector("${tag}");
  form.document = await (await fetch("/your/api/document")).json();${related}
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
function wear() {
  for (const name of ["mode", "terms", "actions"]) element.setAttribute(name, view[name].value);
  for (const flag of ["readonly", "disabled"]) element.toggleAttribute(flag, view.state.value === flag);
  dress(place("stage"), view);
  place("code").textContent = code();
  remember(view);
  soon();
}

/** The first that is as whole as there is one, of each form but this. */
function others() {
  const forms = [...new Set(all.map(({ form }) => form))].filter((form) => form !== view.form.value);
  const whole = (form) => all.find((entry) => entry.form === form && entry.status === "complete");
  const found = forms.map((form) => whole(form) ?? all.find((entry) => entry.form === form));
  return Promise.all(found.map(({ form, name }) => example(form, name)));
}

/** Another form, or another document. */
async function show() {
  const [name, status] = view.example.value.split(":");
  const opened = name && { ...(await example(view.form.value, name)), ...(status && { status }) };
  const found = view.related.value ? await others() : [];
  // The examples are of several people, and a form takes nothing from the document of another one.
  const subject = opened?.subject ?? found[0]?.subject;
  const related = found.map((document) => ({ ...document, subject }));
  element = document.createElement(tagOf(view.form.value));
  EVENTS.forEach((type) => element.addEventListener(type, hear));
  if (opened) element.document = opened;
  else if (subject) element.document = { subject };
  element.related = related;
  place("events").replaceChildren();
  wear();
  place("stage").replaceChildren(element);
}

/** Offers the examples of the form. What was once complete can have been entered in error. */
function offer() {
  const fitting = all.filter(({ form }) => form === view.form.value);
  const options = fitting.flatMap(({ name, status }) => {
    const words = name.replaceAll("_", " ");
    const made = [option(name, `${words} (${status})`)];
    return status !== "draft" ? [...made, option(`${name}:withdrawn`, `${words} (withdrawn)`)] : made;
  });
  view.example.replaceChildren(option("", "empty"), ...options);
}

place("copy").addEventListener("click", async () => {
  await navigator.clipboard.writeText(place("code").textContent);
  place("copied").textContent = "Copied";
});

page.answer.replaceChildren(...Object.entries(ANSWERS).map(([value, [words]]) => option(value, words)));
page.addEventListener("click", ({ target }) => target.localName === "button" && call(target.value));
for (const form of [view, page]) form.addEventListener("submit", (event) => event.preventDefault());

try {
  const [offered, found] = await Promise.all([forms(), examples()]);
  all = found.filter(({ form }) => offered.some((available) => available.form === form));
  view.form.replaceChildren(...offered.map(({ form }) => option(form, NAMES[form] ?? form)));
  recall(view.form);
  offer();
  recall(...view.elements);
  view.addEventListener("change", ({ target }) => {
    if (target === view.form) offer();
    if ([view.form, view.example, view.related].includes(target)) show().catch((error) => sayWhy(error));
    else wear();
  });
  await show();
} catch (error) {
  sayWhy(error);
}
