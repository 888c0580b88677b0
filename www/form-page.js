// The one Coplan element of this page, and the portal: opens or prefills its document, and stores what it hands over.
// No answer ever goes into the address, the title, the console or the browser's storage.

import { address, ask, say } from "./portal.js";

const element = [...document.querySelectorAll("main *")].find(({ localName }) => localName.startsWith("coplan-"));
const form = element.localName.slice("coplan-".length).replaceAll("-", "_");
const view = document.querySelector("#view");
const heading = document.querySelector("h1");
const asked = new URLSearchParams(location.search);

// ---- Storing ----

async function store(coplan) {
  const response = await fetch(`/api/documents/${encodeURIComponent(coplan.id)}`, {
    method: "PUT",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(coplan),
  });
  // Loaded again, the page opens what was saved. The id is not an answer.
  if (response.ok && coplan.form === form) show({ id: coplan.id });
  return response; // Its `revision` goes back to the element, and a refusal is told to the person there.
}

element.addEventListener("coplan-save", (event) => event.respondWith(store(event.document)));

element.addEventListener("coplan-error", async (event) => {
  if (event.name === "CoplanDocumentError") say("This form cannot be opened here. Tell your service desk.");
  // Handed over, because the element cannot go on. Without a document it has begun again by itself.
  if (event.name !== "CoplanTrapError" || !event.document) return;
  const stored = await store(event.document).catch(() => ({ ok: false }));
  if (stored.ok) say("The form stopped working. What you typed is kept: load this page again.");
  else say("The form stopped working, and your last changes could not be saved. Tell your service desk.");
});

addEventListener("beforeunload", (event) => {
  if (element.dirty) event.preventDefault();
});

// ---- The address: person, id, mode, terms ----

/** Puts something into the address, and where the role switch comes back to. */
function show(parts) {
  Object.entries(parts).forEach(([key, value]) => asked.set(key, value));
  const here = address(location.pathname, asked);
  history.replaceState(null, "", here);
  document.querySelector("[name=return]").value = here;
}

for (const name of ["mode", "terms"]) {
  if (asked.has(name)) element.setAttribute(name, asked.get(name));
  const wanted = [...view[name].options].find(({ value }) => value === asked.get(name));
  if (wanted) wanted.selected = true;
}

view.addEventListener("submit", (event) => {
  event.preventDefault();
  const chosen = { mode: view.mode.value, terms: view.terms.value };
  Object.entries(chosen).forEach(([name, value]) => element.setAttribute(name, value));
  show(chosen);
});

// ---- On paper ----

const copy = document.querySelector("#copy");
document.querySelector("#print").addEventListener("click", () => element.print());
copy.addEventListener("click", () => element.print({ restricted: false }));
copy.hidden = form !== "comprehensive_assessment";
// Others may see the screen on which a print is shown first.
if (form === "abuse_question") document.querySelector(".paper").remove();

// ---- Opening ----

/** A plan that begins with what an assessment has found. */
async function begunFrom(id) {
  const { startCarePlan } = await import(document.querySelector('script[src$="/coplan.js"]').src);
  return startCarePlan(await ask(`/api/documents/${encodeURIComponent(id)}`));
}

/** The person's other documents that the form may read, so that nobody is asked twice. Without them it works as well. */
async function others(person, id) {
  const entries = await ask(address("/api/documents", { person })).catch(() => []);
  // The assessment holds the abuse question, for those whose role may see it; where the person is alone, nobody's is fetched.
  const restricted = form === "comprehensive_assessment" && element.mode !== "self";
  const wanted = entries.filter((entry) => entry.id !== id && (restricted || entry.access === "normal"));
  const read = wanted.map((entry) => ask(`/api/documents/${encodeURIComponent(entry.id)}`).catch(() => undefined));
  return (await Promise.all(read)).filter(Boolean);
}

// Nobody types into the empty form that the document is about to replace.
element.hidden = true;
try {
  const [id, ref] = [asked.get("id"), asked.get("person") ?? ""];
  const back = document.querySelector("#back");
  const [person, forms] = await Promise.all([ask(`/api/people/${encodeURIComponent(ref)}`), ask("/api/forms")]);
  back.href = address("/person.html", { person: ref });
  back.textContent = `Back to ${person.name}`;
  heading.textContent = `Form of ${person.name}`;
  if (!forms.some((available) => available.form === form)) {
    throw new Error("Your role cannot open this form. Change your role at the top of the page, or go back.");
  }
  const from = asked.get("from");
  if (id) element.document = await ask(`/api/documents/${encodeURIComponent(id)}`);
  else element.document = { ...(from && (await begunFrom(from))), subject: person };
  element.related = await others(ref, id);
  element.hidden = false;
} catch (error) {
  // A form that could not be opened is not filled in: what is typed there would go nowhere.
  element.remove();
  view.remove();
  document.querySelector(".paper")?.remove();
  heading.classList.remove("unseen");
  say(error.message);
}
