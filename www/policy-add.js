// What a new question of the trust's own may have besides its words: when it is asked, and, of a list, the questions of its rows.

import { option } from "./choices.js";
import { named, optionsOf } from "./policy-edit.js";
import { drawRows, hasOptions, offerKinds, questions, rowAt } from "./policy-rows.js";
import { chosenCodes, gone, offerCodes, tell } from "./policy-parts.js";

const add = document.querySelector("#add");
const place = (id) => document.getElementById(id);

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
  const lost = offered[kept] || !kept ? [] : [option(kept, gone(add.only_if.selectedOptions[0].textContent))];
  add.only_if.replaceChildren(option("", "Always"), ...lines, ...lost);
  add.only_if.value = kept;
  drawCodes(false);
}

function drawCodes(isOther) {
  offerCodes(place("codes-line"), offered[add.only_if.value]?.codes ?? [], isOther);
}

/** What the kind of answer needs is there, and nothing else. */
function fit() {
  const isList = add.kind.value === "rows";
  place("options-line").hidden = !hasOptions(add.kind.value);
  add.options.required = hasOptions(add.kind.value);
  place("rows-line").hidden = !isList;
  drawRows(isList);
}

// ---- The question ----

/** Offers these kinds of answer, and shows what each needs. */
export function begin(all) {
  offerKinds(Object.entries(all).filter(([kind]) => kind !== "rows"));
  add.kind.replaceChildren(...Object.entries(all).map(([kind, words]) => option(kind, words)));
  add.kind.addEventListener("change", fit);
  add.only_if.addEventListener("change", () => drawCodes(true));
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
    ...(add.only_if.value && { only_if: [add.only_if.value, chosenCodes(place("codes-line"))].filter(Boolean).join("=") }),
    ...(add.staff.checked && { staff: true }),
    ...(add.kind.value === "rows" && { questions: questions() }),
  };
}

/** Everything empty again. */
export function emptied() {
  add.reset();
  fit();
  drawCodes(true);
}

/** Why a part of a question cannot be as it is, in plain words: of any part, and of one where that is something else. */
const WHY = {
  missing: "Write what it asks.",
  wrong_type: "Write what it asks.",
  too_long: "Write at most 2,000 characters.",
  locked: "Only the abuse question may ask this. Ask something else.",
};
const WHY_OF = {
  options: {
    missing: "Write at least one option.",
    wrong_type: "Write each option in words.",
    duplicate: "Two options look the same. Write each of them once.",
  },
  after: {
    missing: "Choose the question that it comes after: this form has no sections.",
    unknown_question: "The form does not have the question that it comes after. Choose another.",
    not_in_form: "Some forms lack the question that it comes after. Tick “Only in this form”.",
    no_place: "Nothing can come after this question. Choose another.",
  },
  only_if: {
    unknown_question: "Not every form that gets this question has the one that it depends on. Choose another.",
    unknown_code: "An option that this depends on is not there any more. Untick it.",
    not_in_form: "Some forms lack the question that this one depends on. Tick “Only in this form”.",
    never_asked: "The question that this one depends on is never asked: it is hidden, or depends on this one. Choose another.",
  },
  questions: { too_long: "A policy has at most 200 questions of your own." },
};

const WHY_IN_ROW = {
  only_if: { unknown_question: "The question that this one depends on is not there any more. Choose another." },
};

/** Says why the question cannot be added, at the part of it that this is about, and goes there. */
export function refuse({ path, code, message }) {
  const part = path.split(/[.[]/).findLast((name) => /^[a-z_]+$/.test(name)) ?? "";
  const [, at] = path.match(/^questions\[\d+\]\.questions\[(\d+)\]/) ?? [];
  const why = (at && WHY_IN_ROW[part]?.[code]) ?? WHY_OF[part]?.[code] ?? WHY[code] ?? message;
  const control = at ? rowAt(at, part) : add.elements.namedItem(part);
  const said = control && document.getElementById(control.getAttribute("aria-describedby"));
  if (!said) return tell(place("add-said"), why);
  control.setAttribute("aria-invalid", "true");
  control.focus();
  return tell(said, why);
}
