// A trust's web team builds a policy by clicking, sees it in the form at once, and takes the file away. Whether a choice can be
// made is found by trying it: the form refuses a policy that it cannot use, and stays as it was.

import { option, recall, remember } from "./choices.js";
import { begin, emptied, filled, offer, refuse } from "./policy-add.js";
import { alsoMoved, dropped, has, moved, orderOf, ownSections, tidy, without } from "./policy-edit.js";
import { flat, FORMS, questions, SECTIONS } from "./policy-forms.js";
import { make, tell, tick, unseen } from "./policy-parts.js";
import { NAMES, sayWhy } from "./portal.js";

const KINDS = {
  text: "A line of text",
  long_text: "A longer text",
  date: "A date",
  code: "One of the options",
  codes: "Any of the options",
  number: "A number",
  person: "A person",
  rows: "A list, with questions in each row",
};

/** What is asked of a form that is not finished. Nothing can come after it. */
const LATER = ["incomplete_reason", "incomplete_note", "return_date"];

/** Why the form refuses, in plain words. */
const WHY = {
  needed: "Completion needs this, so it cannot be hidden.",
  locked: "This is the same for everyone, so it is locked.",
  holds_questions: "This holds other questions. Choose those one by one.",
  unknown_question: "The form keeps this by itself, so a policy cannot change it.",
  no_place: "This is asked only of a form that is not finished or not signed, so it cannot be needed.",
  never_asked: "A question of your own depends on this. Remove that one first.",
};

const view = document.querySelector("#view");
const about = document.querySelector("#about");
const add = document.querySelector("#add");
const place = (id) => document.getElementById(id);
let all; // the questions, by form
let paths; // their paths, by form
let policy = { id: "my-trust/community", version: "1" };
let wished = {}; // the orders of sections that were chosen, by form
let element;

const form = () => view.form.value;
// ---- The policy ----

/** Puts a policy into the form. Gives why that does not work; then nothing has changed. */
function attempt(next) {
  const wanted = tidy(next);
  try {
    element.policy = wanted;
  } catch (error) {
    if (error.name !== "CoplanPolicyError") throw error;
    return error;
  }
  policy = wanted;
  place("text").textContent = JSON.stringify(policy, null, 2);
  return undefined;
}

/** The same, of a name for a question. Where another form needs a question of this path, it is named for this form alone. */
function attemptName(list, path, others) {
  const refused = attempt({ ...policy, ...others, [list]: [...(others[list] ?? policy[list] ?? []), path] });
  if (refused?.code !== "needed" || !elsewhere(path).length) return refused;
  return attempt({ ...policy, ...others, [list]: [...(others[list] ?? policy[list] ?? []), `${form()}.${path}`] }) && refused;
}

/** The other forms that have a question of this path. */
const elsewhere = (path) => FORMS.filter((other) => other !== form() && paths[other].includes(path));

// ---- Sections ----

function drawSections() {
  const fields = Object.fromEntries(flat(all[form()]).map(({ path, title }) => [path, title]));
  const own = Object.fromEntries(ownSections(policy, form()).map(({ id, label }) => [id, label]));
  const titles = { ...fields, ...Object.fromEntries(SECTIONS[form()].filter(([, title]) => title)), ...own };
  const order = orderOf(policy, form());
  const lines = order.map((id, at) => {
    const button = (words, step, disabled) =>
      make("button", { type: "button", value: step, disabled }, words, unseen(titles[id]));
    const hidden = (policy.hide ?? []).includes(`section.${id}`);
    const choices = own[id] ? [] : [tick("hide-section", "Hide", hidden, titles[id])];
    const buttons = [button("Up", -1, !at), button("Down", 1, at === order.length - 1)];
    const line = make(
      "li",
      {},
      make("span", { className: "title", textContent: titles[id] }),
      make("div", { className: "both" }, ...buttons, ...choices),
      make("p", { className: "said", role: "status" }),
    );
    line.dataset.section = id;
    return line;
  });
  place("sections").replaceChildren(...lines);
  place("usual").hidden = !order.length;
  place("sections-note").textContent = order.length
    ? "Sections are in this order in the form. What is done to a section that several forms have is done in all of them."
    : "This form has no sections.";
}

/** Moves a section, and keeps the focus on its button. */
function move(id, step, title) {
  const before = policy;
  const refused = attempt(moved(policy, wished, form(), id, step));
  if (refused) return tell(place("sections-said"), refused.message);
  wished[form()] = orderOf(policy, form());
  drawSections();
  const line = [...place("sections").children].find(({ dataset }) => dataset.section === id);
  const [wanted, other] = [step, -step].map((step) => line.querySelector(`button[value="${step}"]`));
  (wanted.disabled ? other : wanted).focus();
  const order = orderOf(policy, form());
  const also = alsoMoved(before, policy, form()).map((other) => NAMES[other]);
  const there = also.length ? ` Sections have moved there too: ${also.join(", ")}.` : "";
  return tell(place("sections-said"), `${title} is now section ${order.indexOf(id) + 1} of ${order.length}.${there}`);
}

place("sections").addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  const line = button?.closest("li");
  if (line) move(line.dataset.section, Number(button.value), line.querySelector(".title").textContent);
});

place("usual").addEventListener("click", () => {
  wished = {};
  attempt({ ...policy, sections: [] });
  drawSections();
  tell(place("sections-said"), "The sections of all forms are in their usual order.");
});

place("sections").addEventListener("change", ({ target }) => {
  const line = target.closest("li");
  const name = `section.${line.dataset.section}`;
  const others = (policy.hide ?? []).filter((hidden) => hidden !== name);
  const refused = attempt({ ...policy, hide: target.checked ? [...others, name] : others });
  target.checked = policy.hide?.includes(name) ?? false;
  const why = { ...WHY, needed: "Completion needs a question in this section, so it cannot be hidden." };
  tell(line.querySelector(".said"), refused ? (why[refused.code] ?? refused.message) : "");
});

// ---- Questions ----

function question({ path, title, inside }) {
  const also = elsewhere(path).map((other) => NAMES[other]);
  const block = make(
    "fieldset",
    {},
    make("legend", { textContent: title }),
    make(
      "div",
      { className: "both" },
      tick("hide", "Hide", has(policy.hide, form(), path)),
      tick("need", "Needed", has(policy.need, form(), path)),
    ),
    ...(also.length ? [make("p", { className: "also", textContent: `Also in: ${also.join(", ")}` })] : []),
    make("p", { className: "said", role: "status" }),
  );
  block.dataset.path = path;
  if (inside.length) {
    const words = inside.length > 1 ? `${inside.length} questions in it` : "1 question in it";
    const summary = make("summary", {}, words, unseen(title));
    block.append(make("details", {}, summary, ...inside.map(question)));
  }
  return block;
}

/** Hides a question or makes it needed, or says why that cannot be. What is hidden is not needed, and the other way round. */
function choose({ name: list, checked }, block) {
  const { path } = block.dataset;
  const other = list === "hide" ? "need" : "hide";
  const lists = {
    [list]: without(policy[list], form(), path, paths),
    ...(checked && { [other]: without(policy[other], form(), path, paths) }),
  };
  const refused = checked ? attemptName(list, path, lists) : attempt({ ...policy, ...lists });
  mark();
  tell(block.querySelector(":scope > .said"), refused ? (WHY[refused.code] ?? refused.message) : "");
}

/** The boxes say what is in the policy. */
function mark() {
  for (const block of place("questions").querySelectorAll("fieldset")) {
    for (const list of ["hide", "need"]) {
      const box = block.querySelector(`:scope > .both [name="${list}"]`);
      box.checked = has(policy[list], form(), block.dataset.path);
    }
  }
}

place("questions").addEventListener("change", ({ target }) => choose(target, target.closest("fieldset")));

/** Where the form has its own scroll bar, it shows the question that is being decided. */
place("questions").addEventListener("focusin", ({ target }) => {
  const [stage, block] = [place("stage"), target.closest("fieldset")];
  const asked = block && element.shadowRoot.getElementById(block.dataset.path);
  if (!asked || stage.scrollHeight <= stage.clientHeight) return;
  stage.scrollTop += asked.getBoundingClientRect().top - stage.getBoundingClientRect().top - stage.clientHeight / 3;
});

/** Leaves in the list what has these words. */
function find() {
  const words = place("find").value.trim().toLowerCase();
  const list = [...place("questions").children];
  const says = ({ textContent }) => textContent.toLowerCase().includes(words);
  for (const block of list) block.hidden = ![...block.querySelectorAll("legend")].some(says);
  const found = list.filter(({ hidden }) => !hidden).length;
  tell(place("find-said"), words ? `${found} of ${list.length} questions` : "");
}
place("find").addEventListener("input", find);

// ---- Questions of the trust's own ----

function drawOwn() {
  const blocks = (policy.questions ?? []).map(({ id, label, kind, forms = [] }) => {
    const remove = make("button", { type: "button" }, "Remove", unseen(label));
    const where = forms.map((name) => NAMES[name] ?? name).join(", ") || "all forms that fit";
    const block = make(
      "fieldset",
      {},
      make("legend", { textContent: label }),
      make("p", { className: "also", textContent: `${KINDS[kind] ?? kind}, in: ${where}` }),
      make("div", { className: "both" }, tick("need", "Needed", (policy.need ?? []).includes(id)), remove),
    );
    block.dataset.path = id;
    return block;
  });
  place("own").replaceChildren(...(blocks.length ? blocks : [make("p", { textContent: "None yet." })]));
  const kept = add.after.value;
  const ours = all[form()].filter(({ path }) => !LATER.includes(path)).map(({ path, title }) => option(path, title));
  const theirs = (policy.questions ?? []).map(({ id, label }) => option(id, label));
  const alone = SECTIONS[form()].length ? [option("", "Nothing: it is a section of its own")] : [];
  offer(flat(all[form()]), policy.questions ?? []);
  add.after.replaceChildren(...alone, ...ours, ...theirs);
  if ([...add.after.options].some(({ value }) => value === kept)) add.after.value = kept;
}

place("own").addEventListener("change", ({ target }) => {
  const { path } = target.closest("fieldset").dataset;
  const others = (policy.need ?? []).filter((name) => name !== path);
  const refused = attempt({ ...policy, need: target.checked ? [...others, path] : others });
  target.checked = policy.need?.includes(path) ?? false;
  tell(place("own-said"), refused ? (WHY[refused.code] ?? refused.message) : "");
});

place("own").addEventListener("click", ({ target }) => {
  const block = target.closest("button")?.closest("fieldset");
  if (!block) return;
  const label = block.querySelector("legend").textContent;
  const refused = attempt(dropped(policy, block.dataset.path));
  const follows = "Another question comes after this one, or depends on it. Remove that one first.";
  tell(place("own-said"), refused ? (refused.code === "unknown_question" ? follows : refused.message) : `Removed: ${label}`);
  if (refused) return;
  drawOwn();
  drawSections();
  (place("own").querySelector("button") ?? add.label).focus();
});

add.addEventListener("submit", (event) => {
  event.preventDefault();
  const made = filled(policy, form());
  for (const said of add.querySelectorAll(".said")) said.textContent = "";
  for (const control of add.querySelectorAll("[aria-invalid]")) control.removeAttribute("aria-invalid");
  const refused = attempt({ ...policy, questions: [...(policy.questions ?? []), made] });
  if (refused) return refuse(refused);
  emptied();
  drawOwn();
  drawSections();
  add.after.value = made.id;
  return tell(place("add-said"), `Added: ${made.label}`);
});

// ---- The file ----

/**
 * Why a file is no policy, as the command and a server say it, or nothing. A browser's own reader would take the last of two values of
 * one name, and nobody would hear of the first.
 */
async function unread(text) {
  const script = document.querySelector('script[src$="/coplan.js"]').src;
  try {
    const { questionnaire } = await import(new URL("fhir.js", script));
    await questionnaire(form(), { policy: text });
    return undefined;
  } catch (error) {
    return error.code === "not_json" ? { message: "This is not a policy file: it is not JSON." } : error;
  }
}

about.addEventListener("submit", (event) => event.preventDefault());
about.addEventListener("change", async ({ target }) => {
  if (target !== about.file) {
    const refused = attempt({ ...policy, [target.name]: target.value });
    return tell(place("about-said"), refused ? "Write a name and a version." : "");
  }
  const [file] = target.files;
  if (!file) return undefined;
  const text = await file.text();
  // So that the same file can be loaded again.
  target.value = "";
  const refused = (await unread(text)) ?? attempt(JSON.parse(text.replace(/^\ufeff/, "")) ?? {});
  if (!refused) {
    wished = Object.fromEntries(FORMS.map((name) => [name, orderOf(policy, name)]));
    draw();
  }
  return tell(place("about-said"), refused ? `Not loaded. ${refused.message}` : `Loaded: ${file.name}`);
});

place("download").addEventListener("click", () => {
  const address = URL.createObjectURL(new Blob([`${place("text").textContent}\n`], { type: "application/json" }));
  const name = `${policy.id}-${policy.version}`.replaceAll(/[^\p{L}\d.]+/gu, "-");
  make("a", { href: address, download: `${name}.json` }).click();
  setTimeout(() => URL.revokeObjectURL(address));
  tell(place("taken"), `Downloaded: ${name}.json`);
});

place("copy").addEventListener("click", async () => {
  await navigator.clipboard.writeText(place("text").textContent);
  tell(place("taken"), "Copied");
});

// ---- What is shown ----

/** Everything beside the form, from the policy. */
function draw() {
  about.id.value = policy.id;
  about.version.value = policy.version;
  place("questions").replaceChildren(...all[form()].map(question));
  drawSections();
  drawOwn();
  find();
}

/** The form with the policy. */
async function show() {
  remember(view);
  element = document.createElement(`coplan-${form().replaceAll("_", "-")}`);
  Object.assign(element, { mode: view.mode.value, actions: "host", autosave: "off" });
  element.addEventListener("coplan-save", (event) => event.respondWith(Promise.resolve({ ok: true })));
  const ready = new Promise((resolve) => element.addEventListener("coplan-ready", resolve, { once: true }));
  place("choices").inert = true;
  place("stage").replaceChildren(element);
  await ready;
  attempt(policy);
  draw();
  place("choices").inert = false;
}

try {
  view.form.replaceChildren(...FORMS.map((name) => option(name, NAMES[name])));
  begin(KINDS);
  view.form.value = "relapse_plan";
  recall(view.form, view.mode);
  all = await questions();
  paths = Object.fromEntries(FORMS.map((name) => [name, flat(all[name]).map(({ path }) => path)]));
  view.addEventListener("submit", (event) => event.preventDefault());
  view.addEventListener("change", ({ target }) => {
    if (target === view.form) show().catch((error) => sayWhy(error));
    else {
      element.mode = view.mode.value;
      remember(view);
    }
  });
  await show();
} catch (error) {
  sayWhy(error);
}
