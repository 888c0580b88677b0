// Shows each field of the kit by itself, live, in the states that were chosen, and beside it what it writes, what is wrong with
// it and what a host may style. How a form comes to show one question is in alone.js; which question, in specimens.js.

import { showAlone } from "./alone.js";
import { dress, option, recall, remember } from "./choices.js";
import { example as fetched } from "./examples.js";
import { sayWhy } from "./portal.js";
import { SPECIMENS } from "./specimens.js";

/** In which a field is seen: what it is called, and what the element is told. */
const STATES = {
  empty: ["To be filled in", {}],
  filled: ["Filled in", {}],
  error: ["With a problem", {}],
  readonly: ["Read-only", { readonly: true }],
  disabled: ["Disabled", { disabled: true }],
  together: ["A worker and the person", { mode: "together" }],
  self: ["The person alone, in their words", { mode: "self" }],
};

const view = document.querySelector("#view");
const place = document.querySelector("#fields");
const known = new Map(); // examples that were fetched

/** An element of this page. */
function make(name, parts, ...inside) {
  const made = Object.assign(document.createElement(name), parts);
  made.append(...inside);
  return made;
}

// ---- The document of a specimen ----

/** Where an answer is kept: the object, and the key in it. */
function seat(answers, path) {
  const keys = path.match(/[^.[\]]+/g);
  const key = keys.pop();
  return [keys.reduce((inside, key) => inside?.[key], answers), key];
}

/** A draft of the example in which the question is answered, not answered, or answered wrongly. */
async function documentOf({ example, path, wrong }, state, code) {
  const name = example.join("/");
  if (!known.has(name)) known.set(name, fetched(...example));
  const { revision, saved_at, completed_at, earlier, ...whole } = structuredClone(await known.get(name));
  const draft = { ...whole, id: crypto.randomUUID(), status: "draft" };
  if (state === "empty") {
    const [inside, key] = seat(draft.answers, path);
    if (inside) delete inside[key];
    delete draft.answers.voices?.[path];
    if (path.startsWith("sign_")) draft.signatures = [];
  }
  if (state === "error") wrong[code](draft);
  return draft;
}

// ---- What stands beside it ----

/** What the question has written: its answer, and what is kept elsewhere about it. */
function written({ path, field }, { answers, entered, signatures }) {
  const [inside, key] = seat(answers, path);
  const about = (kept) => Object.fromEntries(Object.entries(kept ?? {}).filter(([of]) => of.startsWith(path)));
  const parts = {
    answers: inside?.[key] === undefined ? {} : { [path]: inside[key] },
    voices: field === "voices" ? about(answers.voices) : {},
    entered: about(entered),
    signatures: path.startsWith("sign_") ? (signatures ?? []).filter(({ role }) => role === "service_user") : [],
  };
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => Object.keys(part).length));
}

/** The parts that are on screen: what `::part()` reaches. */
function partsOf(element) {
  const shown = [...element.shadowRoot.querySelectorAll("[part]")].filter((part) => part.checkVisibility());
  return [...new Set(shown.map((part) => part.part.value))].sort();
}

/** Keeps the notes of a specimen in step with it. */
function follow(specimen, element, notes) {
  const [json, problems, parts, events] = notes;
  const note = () => {
    json.textContent = JSON.stringify(written(specimen, element.document), null, 2);
    const mine = element.problems.filter(({ path }) => specimen.field === "error_summary" || path.startsWith(specimen.path));
    problems.textContent = mine.map(({ path, code }) => `${path} ${code}`).join("\n") || "None";
    parts.textContent = partsOf(element).join(" ");
  };
  element.addEventListener("coplan-save", (event) => event.respondWith(Promise.resolve()));
  element.addEventListener("coplan-change", ({ type, path }) => {
    events.textContent = `${type} ${path}`;
    // It is drawn a moment later.
    setTimeout(note);
  });
  note();
}

// ---- A specimen ----

/** One field in one state. */
function shown(specimen, state, code) {
  const [words, settings] = STATES[state];
  const title = code ? `${words}: ${code}` : words;
  const name = `${specimen.name}: ${title}`;
  const element = Object.assign(document.createElement(`coplan-${specimen.example[0].replaceAll("_", "-")}`), {
    ...settings,
    terms: view.terms.value,
    actions: "host",
    autosave: "off",
  });
  const stage = make("div", { className: "stage" });
  dress(stage, view);
  const notes = [make("code"), make("code"), make("code"), make("code", { textContent: "None yet" })];
  const lines = ["Writes", "Problems", "Parts", "Last event"].flatMap((term, at) => [
    make("dt", { textContent: term }),
    make("dd", {}, make("pre", { tabIndex: 0 }, notes[at])),
  ]);
  lines.filter(({ localName }) => localName === "dd").forEach(({ firstChild }, at) => {
    firstChild.setAttribute("role", "group");
    firstChild.setAttribute("aria-label", `${lines[at * 2].textContent}, ${name}`);
  });
  const beside = make("dl", { className: "beside" }, ...lines);
  const block = make("div", { className: "state" }, make("h3", { textContent: title }), make("div", { className: "gallery" }, stage, beside));
  Object.assign(block.dataset, { state, code: code ?? "" });
  const begin = async () => {
    element.document = await documentOf(specimen, state, code);
    const there = await showAlone(element, stage, { ...specimen, title: name }, (form) => state === "error" && form.reportValidity());
    if (there) return follow(specimen, element, notes);
    element.remove();
    beside.remove();
    stage.append(make("p", { textContent: "This question is not asked here." }));
  };
  return [block, begin];
}

/** One field, with what there is to know about it, in each state that is to be shown. */
function section(specimen, at) {
  const { field, name, about, manual, example, path, states = Object.keys(STATES), wrong } = specimen;
  const title = make("h2", { id: `field-${at}`, textContent: name });
  const pages = manual.flatMap(({ page, address }) => [" ", make("a", { href: address, textContent: page.replace("-", " ") })]);
  const codes = Object.keys(wrong);
  const line = (...inside) => make("p", {}, ...inside);
  const code = (text) => make("code", { textContent: text });
  const block = make(
    "section",
    { className: "specimen" },
    title,
    line(about),
    line("Here: ", code(path), " of ", code(example[0]), ". Drawn by ", code(`src/ui/src/controls/${field}`), "."),
    line("NHS service manual:", ...pages),
    line("Problem codes: ", codes.length ? code(codes.join(" ")) : "none here, it may stay unanswered"),
  );
  block.setAttribute("aria-labelledby", title.id);
  block.dataset.field = field;
  const wanted = states.filter((state) => !view.state.value || state === view.state.value);
  const each = wanted.flatMap((state) => (state === "error" ? codes.map((code) => [state, code]) : [[state]]));
  const made = each.map(([state, code]) => shown(specimen, state, code));
  block.append(...made.map(([block]) => block));
  return [made.length ? block : undefined, made.map(([, begin]) => begin)];
}

let turn = 0; // which choice is being shown
async function show() {
  const mine = ++turn;
  remember(view);
  const fields = SPECIMENS.filter(({ field }) => !view.field.value || field === view.field.value);
  const made = fields.map(section).filter(([block]) => block);
  place.ariaBusy = true;
  place.replaceChildren(...made.map(([block]) => block));
  for (const begin of made.flatMap(([, begins]) => begins)) {
    if (mine !== turn) return;
    await begin();
  }
  if (mine === turn) place.ariaBusy = false;
}

view.field.append(...[...new Set(SPECIMENS.map(({ field }) => field))].map((field) => option(field, field.replaceAll("_", " "))));
view.state.append(option("", "Every state"), ...Object.entries(STATES).map(([state, [words]]) => option(state, words)));
view.state.value = "empty";
recall(...view.elements);
view.addEventListener("submit", (event) => event.preventDefault());
view.addEventListener("change", ({ target }) => {
  if (target === view.theme || target === view.width) {
    place.querySelectorAll(".stage").forEach((stage) => dress(stage, view));
    remember(view);
  } else show().catch((error) => sayWhy(error));
});
show().catch((error) => sayWhy(error));
