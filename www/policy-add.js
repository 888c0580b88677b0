// What a new question of the trust's own may have besides its words: when it is asked, and, of a list, the questions of its rows.

import { option } from "./choices.js";
import { named, optionsOf } from "./policy-edit.js";

const add = document.querySelector("#add");
const place = (id) => document.getElementById(id);

/** An element of this page. */
export function make(name, parts, ...inside) {
  const made = Object.assign(document.createElement(name), parts);
  made.append(...inside);
  return made;
}

export const unseen = (text) => make("span", { className: "unseen", textContent: text });

/** A sentence that a screen reader speaks too, in a place that has been there before. */
export function tell(where, sentence) {
  where.textContent = "";
  setTimeout(() => (where.textContent = sentence));
}

/** A checkbox with its words. */
export function tick(name, words, checked, also = "") {
  const box = make("input", { type: "checkbox", name, checked });
  return make("label", { className: "tick" }, box, ` ${words}`, ...(also ? [unseen(also)] : []));
}

const hasOptions = (kind) => ["code", "codes"].includes(kind);

// ---- When it is asked ----

/** What a condition can hang on: questions with options, by path. */
let offered = {};

/** Offers the questions of a form and of the trust that have options. */
export function offer(ours, theirs) {
  const kept = add.only_if.value;
  const ofForm = ours.filter(({ path, codes }) => codes.length && !path.includes("[]")).map(({ path, title, codes }) => [path, title, codes]);
  const own = theirs.filter(({ options }) => options).map(({ id, label, options }) => [id, label, Object.entries(options)]);
  offered = Object.fromEntries([...ofForm, ...own].map(([path, title, codes]) => [path, { title, codes }]));
  const lines = Object.entries(offered).map(([path, { title }]) => option(path, title));
  add.only_if.replaceChildren(option("", "Always"), ...lines);
  if (offered[kept]) add.only_if.value = kept;
  else drawCodes();
}

function drawCodes() {
  const codes = offered[add.only_if.value]?.codes ?? [];
  place("codes-line").hidden = !codes.length;
  place("codes").replaceChildren(
    ...codes.map(([code, words]) => {
      const label = tick("code-of", words, false);
      label.querySelector("input").value = code;
      return label;
    }),
  );
}

function condition() {
  const codes = [...place("codes").querySelectorAll(":checked")].map(({ value }) => value);
  return [add.only_if.value, codes.join("|")].filter(Boolean).join("=");
}

// ---- The questions of a row ----

let count = 0;
let kinds = [];

/** A question of a row. */
function row() {
  const id = (name) => `row-${count}-${name}`;
  count += 1;
  const line = (name, words, control) => make("p", {}, make("label", { htmlFor: id(name), textContent: words }), control);
  const parts = (name) => ({ id: id(name), name: `row-${name}`, autocomplete: "off" });
  const kind = make("select", parts("kind"), ...kinds.map(([name, words]) => option(name, words)));
  const label = make("input", { ...parts("label"), required: true, maxLength: 2000 });
  label.setAttribute("aria-describedby", id("said"));
  const options = line("options", "Options, one a line", make("textarea", { ...parts("options"), rows: 3 }));
  options.hidden = true;
  const remove = make("button", { type: "button" }, "Remove", unseen("this question from the row"));
  const said = make("p", { className: "said", id: id("said") });
  said.setAttribute("role", "status");
  return make("li", {}, make("fieldset", {}, make("legend", {}), line("label", "What it asks", label), line("kind", "Kind of answer", kind), options, make("div", { className: "both" }, remove), said));
}

const rows = () => [...place("rows").children];
const within = (line, name) => line.querySelector(`[name="row-${name}"]`);

function number() {
  for (const [at, line] of rows().entries()) line.querySelector("legend").textContent = `Question ${at + 1} in each row`;
}

function addRow() {
  place("rows").append(row());
  number();
}

/** What the kind of answer needs is there, and nothing else. */
function fit() {
  const isList = add.kind.value === "rows";
  place("options-line").hidden = !hasOptions(add.kind.value);
  add.options.required = hasOptions(add.kind.value);
  place("rows-line").hidden = !isList;
  if (!isList) place("rows").replaceChildren();
  else if (!rows().length) addRow();
}

place("add-row").addEventListener("click", () => {
  addRow();
  within(rows().at(-1), "label").focus();
});

place("rows").addEventListener("click", ({ target }) => {
  const line = target.closest("button")?.closest("li");
  if (!line) return;
  if (rows().length === 1) return tell(line.querySelector(".said"), "A list asks at least one question in each row.");
  line.remove();
  number();
  return place("add-row").focus();
});

place("rows").addEventListener("change", ({ target }) => {
  if (target.name !== "row-kind") return;
  const options = within(target.closest("li"), "options");
  options.parentNode.hidden = !hasOptions(target.value);
  options.required = hasOptions(target.value);
});

function questions() {
  const taken = [];
  return rows().map((line) => {
    const [label, kind, options] = ["label", "kind", "options"].map((name) => within(line, name).value);
    taken.push(named(label.trim(), taken));
    return { id: taken.at(-1), kind, label: label.trim(), ...(hasOptions(kind) && { options: optionsOf(options) }) };
  });
}

// ---- The question ----

/** Offers these kinds of answer, and shows what each needs. */
export function begin(all) {
  kinds = Object.entries(all).filter(([kind]) => kind !== "rows");
  add.kind.replaceChildren(...Object.entries(all).map(([kind, words]) => option(kind, words)));
  add.kind.addEventListener("change", fit);
  add.only_if.addEventListener("change", drawCodes);
}

/** The question that was filled in, for a form. */
export function filled(policy, form) {
  const label = add.label.value.trim();
  const taken = (policy.questions ?? []).map(({ id }) => id.replace("local.", ""));
  return {
    id: `local.${named(label, taken)}`,
    ...(add.after.value && { after: add.after.value }),
    ...(add.here.checked && { forms: [form] }),
    kind: add.kind.value,
    ...(hasOptions(add.kind.value) && { options: optionsOf(add.options.value) }),
    label,
    ...Object.fromEntries(["label_person", "hint"].map((name) => [name, add[name].value.trim()]).filter(([, words]) => words)),
    ...(condition() && { only_if: condition() }),
    ...(add.staff.checked && { staff: true }),
    ...(add.kind.value === "rows" && { questions: questions() }),
  };
}

/** Everything empty again. */
export function emptied() {
  add.reset();
  fit();
  drawCodes();
}

const WHY = {
  missing: "Write what it asks, and at least one option where there are options.",
  wrong_type: "Write what it asks.",
  unknown_question: "The form does not have the question that it comes after. Choose another.",
};
const WHY_NOT_IF = {
  unknown_question: "Not every form that gets this question has the one that it depends on. Choose another.",
  not_in_form: "Some forms lack the question that this one depends on. Tick “Only in this form”.",
};

/** Says why the question cannot be added, at the place that it is about, and goes there. */
export function refuse({ path, code, message }) {
  const [, at] = path.match(/^questions\[\d+\]\.questions\[(\d+)\]/) ?? [];
  const line = at && rows()[at];
  if (line) {
    within(line, path.endsWith("options") ? "options" : "label").focus();
    return tell(line.querySelector(".said"), WHY[code] ?? message);
  }
  if (path.endsWith(".only_if")) {
    add.only_if.focus();
    return tell(place("only-if-said"), WHY_NOT_IF[code] ?? message);
  }
  return tell(place("add-said"), WHY[code] ?? message);
}
