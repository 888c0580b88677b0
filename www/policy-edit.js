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

/** How many sections of an order have to be named, so that those that follow can be in their usual order. */
function toName(order, usual) {
  const inOrder = (at) => `${order.slice(at)}` === `${usual.filter((id) => order.indexOf(id) >= at)}`;
  return [...order.keys()].find(inOrder) ?? order.length;
}

/** The list with what must be named so that every form has its order, as far as one list can say that. */
function mended(list, orders, usual) {
  const sections = [...list];
  for (let before = -1; before !== sections.length; ) {
    before = sections.length;
    for (const [form, order] of Object.entries(orders)) {
      const last = order.findLastIndex((id) => sections.includes(id)) + 1;
      order.slice(0, Math.max(last, toName(order, usual[form]))).forEach((id, at) => {
        if (sections.includes(id)) return;
        const next = order.find((id) => sections.includes(id));
        const there = at ? sections.indexOf(order[at - 1]) + 1 : next ? sections.indexOf(next) : sections.length;
        sections.splice(there, 0, id);
      });
    }
  }
  return sections;
}

/** How many pairs stand the other way round. */
const turned = (order, other) =>
  order.flatMap((id, at) => order.slice(at + 1).filter((later) => other.indexOf(later) < other.indexOf(id))).length;

/**
 * The policy with a section of a form one place up (-1) or down (1). `wished` has the orders that were chosen, by form. What is
 * named comes first in every form that has it, so one list cannot always say all. It is the one that moves least elsewhere.
 */
export function moved(policy, wished, form, id, step) {
  const under = (sections, one) => orderOf({ ...policy, sections }, one);
  const mine = orderOf(policy, form);
  const at = mine.indexOf(id);
  mine.splice(at, 1);
  mine.splice(at + step, 0, id);
  const usual = Object.fromEntries(FORMS.map((one) => [one, under([], one)]));
  const orders = Object.fromEntries(FORMS.map((one) => [one, one === form ? mine : under(wished[one] ?? [], one)]));
  const first = mine.slice(0, toName(mine, usual[form]));
  const lists = [first, mended(first, orders, usual), mended(mine, orders, usual), mine];
  const cost = (list) => FORMS.reduce((sum, one) => sum + turned(orders[one], under(list, one)), 0);
  const fitting = lists.filter((list) => `${under(list, form)}` === `${mine}`).map((list) => [cost(list), list]);
  const [[, sections]] = fitting.sort(([one], [other]) => one - other);
  return { ...policy, sections };
}

/** The other forms whose sections are in another order under another policy. */
export const alsoMoved = (before, after, form) =>
  FORMS.filter((one) => one !== form && `${orderOf(before, one)}` !== `${orderOf(after, one)}`);

// ---- Questions of the trust's own ----

/** A code or id of these words that is not among those that are taken. */
export function named(words, taken) {
  const plain = words.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase().replaceAll(/[^a-z0-9]+/g, "_").replaceAll(/^_|_$/g, "");
  const name = (/^[a-z]/.test(plain) && plain !== "id" ? plain : `q_${plain}`).slice(0, 60).replace(/_$/, "");
  let [free, count] = [name, 1];
  while (taken.includes(free)) free = `${name}_${++count}`;
  return free;
}

/** What messages say of a question besides its options and the questions of its rows: the model has the same list. */
export const RESERVED = "add begin called hint help help_title missing must_be_future must_be_past none not_a_number not_a_real_date option part read row stands_alone too_long unanswered".split(" ");

/** Options, one a line, as codes and what they say. */
export function optionsOf(text) {
  const options = {};
  const lines = text.split("\n").map((line) => line.trim()).filter(Boolean);
  for (const line of lines) options[named(line, [...RESERVED, ...Object.keys(options)])] = line;
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
