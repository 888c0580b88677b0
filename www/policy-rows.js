// The questions that a new list of the trust's own has in each row: what they ask, and on which question of the same row they hang.

import { option } from "./choices.js";
import { named, optionsOf, RESERVED } from "./policy-edit.js";
import { chosenCodes, gone, make, offerCodes, tell, unseen } from "./policy-parts.js";

const place = (id) => document.getElementById(id);

export const hasOptions = (kind) => ["code", "codes"].includes(kind);

let count = 0;
let kinds = [];

/** Offers these kinds of answer. */
export function offerKinds(all) {
  kinds = all;
}

/** A question of a row. */
function row() {
  const id = (name) => `row-${count}-${name}`;
  const key = String(count);
  count += 1;
  const line = (name, words, control) => make("p", {}, make("label", { htmlFor: id(name), textContent: words }), control);
  const said = (name) => {
    const made = make("p", { className: "said", id: id(`${name}-said`) });
    made.setAttribute("role", "status");
    return made;
  };
  const part = (element, name, parts) => {
    const made = make(element, { id: id(name), name: `row-${name}`, autocomplete: "off", ...parts });
    made.setAttribute("aria-describedby", id(`${name}-said`));
    return made;
  };
  const kind = make("select", { id: id("kind"), name: "row-kind", autocomplete: "off" }, ...kinds.map(([name, words]) => option(name, words)));
  const label = part("input", "label", { required: true, maxLength: 2000 });
  const options = line("options", "Options, one a line", part("textarea", "options", { rows: 3 }));
  options.hidden = true;
  const onlyIf = part("select", "only_if", {});
  const asked = line("only_if", "It is asked", onlyIf);
  const codes = make(
    "fieldset",
    { hidden: true },
    make("legend", { textContent: "Only if the answer is" }),
    make("p", { textContent: "If you tick none, any answer will do." }),
    make("div", { className: "both" }),
  );
  const remove = make("button", { type: "button" }, "Remove", unseen("this question from the row"));
  const made = make(
    "li",
    {},
    make(
      "fieldset",
      {},
      make("legend", {}),
      line("label", "What it asks", label),
      said("label"),
      line("kind", "Kind of answer", kind),
      options,
      said("options"),
      asked,
      codes,
      said("only_if"),
      make("div", { className: "both" }, remove),
    ),
  );
  made.dataset.key = key;
  return made;
}

const rows = () => [...place("rows").children];
const within = (line, name) => line.querySelector(`[name="row-${name}"]`);
const codesOf = (line) => line.querySelector(":scope > fieldset > fieldset");

/** The questions as they are filled in, with the ids that they will have. */
function written() {
  const taken = [];
  return rows().map((line) => {
    const [label, kind, options] = ["label", "kind", "options"].map((name) => within(line, name).value);
    taken.push(named(label.trim(), [...RESERVED, ...taken]));
    return { line, key: line.dataset.key, id: taken.at(-1), kind, label: label.trim(), options: hasOptions(kind) ? optionsOf(options) : {} };
  });
}

/** Numbers the questions, and offers each the others that have options to hang on. */
function settle() {
  const all = written();
  for (const [at, { line, key }] of all.entries()) {
    line.querySelector("legend").textContent = `Question ${at + 1} in each row`;
    const select = within(line, "only_if");
    const kept = select.value;
    const others = all.filter((other) => other.key !== key && (Object.keys(other.options).length || other.key === kept));
    const called = ({ key: other, label }) => option(other, label || `Question ${all.findIndex((one) => one.key === other) + 1}`);
    const isLost = kept && !others.some((other) => other.key === kept);
    const lost = isLost ? [option(kept, gone(select.selectedOptions[0].textContent))] : [];
    select.replaceChildren(option("", "Always"), ...others.map(called), ...lost);
    select.value = kept;
    select.parentNode.hidden = select.options.length === 1;
    const on = others.find((other) => other.key === select.value);
    offerCodes(codesOf(line), on ? Object.entries(on.options) : [], line.dataset.on !== select.value);
    line.dataset.on = select.value;
  }
}

function addRow() {
  place("rows").append(row());
  settle();
}

/** A list has at least one question in a row, and anything else none. */
export function drawRows(isList) {
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
  settle();
  return place("add-row").focus();
});

place("rows").addEventListener("change", ({ target }) => {
  if (target.name === "row-kind") {
    const options = within(target.closest("li"), "options");
    options.parentNode.hidden = !hasOptions(target.value);
    options.required = hasOptions(target.value);
  }
  if (target.name?.startsWith("row-")) settle();
});

/** While it is typed: what appears only when a control is left moves what is being pressed away. */
place("rows").addEventListener("input", ({ target }) => {
  if (["row-label", "row-options"].includes(target.name)) settle();
});

/** The questions of a row, as a policy has them. */
export function questions() {
  const all = written();
  return all.map(({ line, id, kind, label, options }) => {
    const { value } = within(line, "only_if");
    // The form has no question of this name, and says so.
    const on = all.find(({ key }) => key === value) ?? (value && { id: "not_there" });
    return {
      id,
      kind,
      label,
      ...(hasOptions(kind) && { options }),
      ...(on && { only_if: [on.id, chosenCodes(codesOf(line))].filter(Boolean).join("=") }),
    };
  });
}

/** The control of a part of a question in a row, for what is said about it. */
export const rowAt = (at, part) => rows()[at] && (within(rows()[at], part) ?? within(rows()[at], "label"));
