// The one Coplan element of this page, and the portal: opens or prefills its document, and stores what it hands over.
// No answer ever goes into the address, the title, the console or the browser's storage. Whose document it is, the document
// says: the address only says which one is wanted, and where the two differ nothing is shown.

import { address, ask, say, sayWhy, SIGN_IN, userOf } from "./portal.js";

const element = [...document.querySelectorAll("main *")].find(({ localName }) => localName.startsWith("coplan-"));
const form = element.localName.slice("coplan-".length).replaceAll("-", "_");
const view = document.querySelector("#view");
const heading = document.querySelector("h1");
const asked = new URLSearchParams(location.search);

const pageOf = (form) => `/${form.replaceAll("_", "-")}.html`;
const addressOf = (id) => `/api/documents/${encodeURIComponent(id)}`;
/** The same, to be opened only as a document of this person. */
const underPerson = (id, person) => (person === null ? addressOf(id) : address(addressOf(id), { person }));

// ---- Storing ----

/** What a browser still sends after the page has gone, all such requests together. */
const KEPT_ALIVE = 64 * 1024;

/** What the portal has. */
const kept = new Set();

/** Who was signed in when the page was opened: nobody else saves what they have typed. */
let signedIn;

async function store(coplan, reason) {
  const body = JSON.stringify(coplan);
  const response = await fetch(addressOf(coplan.id), {
    method: "PUT",
    headers: { "Content-Type": "application/json", ...(signedIn && { "Coplan-User": encodeURIComponent(signedIn.id) }) },
    body,
    keepalive: reason === "leaving" && new Blob([body]).size < KEPT_ALIVE,
  });
  if (response.ok) kept.add(coplan.id);
  if (response.ok && coplan.form === form) {
    // Loaded again, the page opens what was saved, for whom it was saved. Neither is an answer.
    show({ person: coplan.subject.ref, id: coplan.id });
    headed(coplan.subject.name);
  }
  return response; // Its `revision` goes back to the element, and a refusal is told to the person there.
}

element.addEventListener("coplan-save", (event) => {
  const { target } = event;
  // The abuse question of an assessment is an element of its own, which keeps what came of its saves to itself.
  target.addEventListener("coplan-saved", safe);
  target.addEventListener("coplan-save-failed", bothVersions);
  const stored = store(event.document, event.reason);
  stored.then(({ status }) => status === 401 && signedOut(target)).catch(() => {});
  event.respondWith(stored);
});

/** Someone else saved meanwhile. The element is handed that as well: it keeps what was typed, and shows both. */
async function bothVersions({ reason, id, target }) {
  if (reason !== "conflict" || target.document.id !== id) return;
  const latest = await ask(addressOf(id)).catch(() => undefined);
  if (latest && target.document.id === id) target.document = latest;
}

element.addEventListener("coplan-error", async (event) => {
  // Nobody fills in a form that does not hold the document: it would be a new one.
  if (event.name === "CoplanDocumentError") close(new Error("This form cannot be opened here. Tell your service desk."));
  // Handed over, because the element cannot go on. Without a document it has begun again by itself.
  if (event.name !== "CoplanTrapError" || !event.document) return;
  const stored = await store(event.document).catch(() => ({ ok: false }));
  if (stored.ok) say("The form stopped working. What you typed is kept: load this page again.");
  else say("The form stopped working, and your last changes could not be saved. Tell your service desk.");
});

addEventListener("beforeunload", (event) => {
  if (element.dirty) event.preventDefault();
});

// ---- A session that has ended ----

/** What still has to be saved once somebody is signed in again, and what says so. */
const waiting = new Set();
let told;

/** Nothing is lost: the form stays as it is while somebody signs in in another tab. */
function signedOut(unsaved) {
  waiting.add(unsaved);
  // Once is enough: an alert is read aloud each time.
  if (!told?.isConnected) tell("Your session has ended. What you typed is still on this page, and is saved once you have signed in.");
}

function tell(sentence) {
  told = say(sentence, SIGN_IN);
  told.classList.add("stays");
}

/** The element tries again by itself after a while; whoever comes back from signing in need not wait for that. */
async function backAgain() {
  const user = waiting.size && (await ask("/api/user").catch(() => undefined));
  if (!user) return;
  if (!user.demo && user.id !== signedIn?.id) return tell("Someone else is signed in now. What you typed is still on this page, and is saved once you have signed in yourself.");
  const unsaved = [...waiting];
  waiting.clear();
  unsaved.forEach((each) => each.save().catch(() => {}));
}
addEventListener("focus", backAgain);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && backAgain());

function safe({ target }) {
  waiting.delete(target);
  if (!waiting.size) told?.remove();
}

// ---- The address: person, id, mode, terms ----

/** Puts something into the address, and where the buttons of the header come back to. */
function show(parts) {
  Object.entries(parts).forEach(([key, value]) => asked.set(key, value));
  const here = address(location.pathname, asked);
  history.replaceState(null, "", here);
  for (const back of document.querySelectorAll("[name=return]")) back.value = here;
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

/** The portal hears what leaves the screen before it does, whichever button or key it was. */
function recorded(name, action) {
  const method = element[name];
  element[name] = async (...options) => {
    const { id } = element.document;
    if (kept.has(id)) {
      const body = JSON.stringify({ action });
      const answer = await fetch(`${addressOf(id)}/taken`, { method: "POST", headers: { "Content-Type": "application/json" }, body });
      if (!answer.ok) {
        say("The portal could not record this, so nothing was printed or copied. Try again.", answer.status === 401 ? SIGN_IN : undefined);
        throw new Error("not recorded");
      }
    }
    return method.apply(element, options);
  };
}

customElements.whenDefined(element.localName).then(() => {
  recorded("print", "printed");
  recorded("toText", "exported");
  recorded("toHTML", "exported");
});

const copy = document.querySelector("#copy");
document.querySelector("#print").addEventListener("click", () => element.print());
copy.addEventListener("click", () => element.print({ restricted: false }));
copy.hidden = form !== "comprehensive_assessment";
// Others may see the screen on which a print is shown first.
if (form === "abuse_question") document.querySelector(".paper").remove();

// ---- Opening ----

/** A plan that begins with what an assessment of the same person has found. */
async function begunFrom(id, person) {
  const assessment = await ask(underPerson(id, person));
  const { startCarePlan } = await import(document.querySelector('script[src$="/coplan.js"]').src);
  return startCarePlan(assessment);
}

/** The person's other documents that the form may read, so that nobody is asked twice. Without them it works as well. */
async function others(person, id) {
  const entries = await ask(address("/api/documents", { person })).catch(() => []);
  // The assessment holds the abuse question, for those whose role may see it; where the person is alone, nobody's is fetched.
  const restricted = form === "comprehensive_assessment" && element.mode !== "self";
  const wanted = entries.filter((entry) => entry.id !== id && (restricted || entry.access === "normal"));
  const read = wanted.map((entry) => ask(underPerson(entry.id, person)).catch(() => undefined));
  return (await Promise.all(read)).filter(Boolean);
}

/** Says whose form this is, as the document has it. */
function headed(name) {
  heading.textContent = name ? `Form of ${name}` : "Form";
}

/** A form that could not be opened is not filled in: what is typed there would go nowhere. */
function close(error, link) {
  element.remove();
  view.remove();
  document.querySelector(".paper")?.remove();
  heading.textContent = "Form";
  heading.classList.remove("unseen");
  sayWhy(error, link);
}

/** What leads on from an error: to the page that the document belongs on, whoever it is about. */
function wayOut({ codes = [] }) {
  if (codes.includes("restricted") || codes.includes("not_seen")) return { href: address("/break-glass.html", asked), text: "Open it with a reason" };
  if (!codes.includes("other_person")) return undefined;
  if (!asked.has("id")) return { href: address("/person.html", { person: asked.get("person") }), text: "Go to this person's forms" };
  return { href: address(location.pathname, { id: asked.get("id") }), text: "Open it as the form of the person it is about" };
}

async function begin() {
  const [id, from, wanted] = ["id", "from", "person"].map((key) => asked.get(key));
  const opened = id && (await ask(underPerson(id, wanted)));
  if (opened && opened.form !== form) {
    const page = { href: address(pageOf(opened.form), { id }), text: "Open it on its own page" };
    return close(new Error("This is another kind of form."), page);
  }
  if (opened) kept.add(opened.id);
  const ref = opened ? opened.subject.ref : wanted ?? "";
  const known = ask(`/api/people/${encodeURIComponent(ref)}`);
  // A document says itself who it is about: it is opened even where the portal does not know them.
  const [person, forms, user] = await Promise.all([opened ? known.catch(() => undefined) : known, ask("/api/forms"), ask("/api/user")]);
  element.user = userOf(user);
  signedIn = user;
  if (!forms.some((available) => available.form === form)) {
    throw new Error("Your role cannot open this form. Go back, or ask someone whose role does.");
  }
  const coplan = opened ?? { ...(from && (await begunFrom(from, ref))), subject: person };
  headed(coplan.subject.name ?? person?.name);
  const back = document.querySelector("#back");
  back.href = address("/person.html", { person: ref });
  if (person) back.textContent = `Back to ${person.name}`;
  element.document = coplan;
  // Of what is restricted as a whole there is no copy for others.
  copy.hidden ||= coplan.access === "restricted";
  element.related = await others(ref, id);
  if (opened) show({ person: ref });
  element.hidden = false;
}

// Nobody types into the empty form that the document is about to replace.
element.hidden = true;
await begin().catch((error) => close(error, wayOut(error)));
