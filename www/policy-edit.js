// Changes to a policy. Each gives a new policy: whether it can be used is for the form to say.

import { FORMS, SECTIONS } from "./policy-forms.js";

const KEYS = ["$schema", "id", "version", "hide", "need", "sections", "questions", "messages"];

/** The same policy with its keys in their order, and without those that say nothing. */
export function tidy(policy) {
  const says = (value) => value && (typeof value !== "object" || Object.keys(value).length);
  const known = KEYS.filter((key) => says(policy[key])).map((key) => [key, policy[key]]);
  const others = Object.entries(policy).filter(([key]) => !KEYS.includes(key));
  return Object.fromEntries([...known, ...others]);
}

// ---- Questions ----

const parts = (path) => path.replaceAll("[]", "").split(".");

/** The name without the form that may stand in front of it. Of another form, there is none. */
function bare(name, form) {
  const other = FORMS.find((one) => one !== form && name.startsWith(`${one}.`));
  return other ? undefined : name.startsWith(`${form}.`) ? name.slice(form.length + 1) : name;
}

/** Whether a name in a policy is this question of the form. `*` is any part. */
export function names(name, form, path) {
  const wanted = bare(name, form)?.split(".").map((part) => part.replace("[]", ""));
  const own = parts(path);
  return wanted?.length === own.length && wanted.every((part, at) => part === "*" || part === own[at]);
}

/** Whether a list of the policy has the question. */
export const has = (list = [], form, path) => list.some((name) => names(name, form, path));

/** The list without the question. What `*` named besides stays in it; `paths` are all questions of the forms. */
export function without(list = [], form, path, paths) {
  const left = list.flatMap((name) => {
    if (!names(name, form, path)) return [name];
    if (!name.includes("*")) return [];
    const ofForm = name.startsWith(`${form}.`);
    const others = (ofForm ? [form] : FORMS).flatMap((one) => paths[one].filter((other) => names(name, one, other)));
    return others.filter((other) => other !== path).map((other) => (ofForm ? `${form}.${other}` : other));
  });
  return [...new Set(left)];
}

// ---- The order of sections ----

/** The trust's own questions that are sections of a form. */
export const ownSections = ({ questions = [] }, form) =>
  questions.filter(({ after, forms = [] }) => !after && SECTIONS[form].length && (!forms.length || forms.includes(form)));

/** The ids of the sections of a form, in the order that the policy gives them. */
export function orderOf(policy, form) {
  const ids = [...SECTIONS[form].map(([id]) => id), ...ownSections(policy, form).map(({ id }) => id)];
  const { sections = [] } = policy;
  const place = (id) => (sections.includes(id) ? sections.indexOf(id) : sections.length);
  return ids.sort((one, other) => place(one) - place(other));
}

/** The policy with a section of a form one place up (-1) or down (1). The other forms keep their order as far as they can. */
export function moved(policy, form, id, step) {
  const order = orderOf(policy, form);
  const at = order.indexOf(id);
  order.splice(at, 1);
  order.splice(at + step, 0, id);
  // The forms share sections, and what is named comes first: so all sections of all forms are named.
  for (const other of FORMS) {
    const theirs = orderOf(policy, other);
    theirs.forEach((id, at) => {
      if (order.includes(id)) return;
      const next = theirs.find((id) => order.includes(id));
      order.splice(at ? order.indexOf(theirs[at - 1]) + 1 : next ? order.indexOf(next) : order.length, 0, id);
    });
  }
  const changed = { ...policy, sections: order };
  const same = (form) => `${orderOf(changed, form)}` === `${orderOf({ ...policy, sections: [] }, form)}`;
  return FORMS.every(same) ? { ...policy, sections: [] } : changed;
}

// ---- Questions of the trust's own ----

/** A code or id of these words that is not among those that are taken. */
export function named(words, taken) {
  const plain = words.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase().replaceAll(/[^a-z0-9]+/g, "_").replaceAll(/^_|_$/g, "");
  const name = (/^[a-z]/.test(plain) && plain !== "id" ? plain : `q_${plain}`).slice(0, 60).replace(/_$/, "");
  let [free, count] = [name, 1];
  while (taken.includes(free)) free = `${name}_${++count}`;
  return free;
}

/** Options, one a line, as codes and what they say. */
export function optionsOf(text) {
  const options = {};
  const lines = text.split("\n").map((line) => line.trim()).filter(Boolean);
  for (const line of lines) options[named(line, Object.keys(options))] = line;
  return options;
}

/** The policy without one of the trust's own questions. */
export function dropped(policy, id) {
  const others = (list = []) => list.filter((name) => name !== id);
  return {
    ...policy,
    need: others(policy.need),
    sections: others(policy.sections),
    questions: policy.questions.filter((question) => question.id !== id),
  };
}
