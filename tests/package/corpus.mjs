// The documents that the rules are tried on: fixtures, and small changes to them.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";

const REPOSITORY = new URL("../../", import.meta.url);

export const FORMS = ["abuse_question", "comprehensive_assessment", "relapse_plan", "care_plan"];

export const read = (path) => JSON.parse(readFileSync(new URL(path, REPOSITORY), "utf8"));

/** The fixtures of a form, by name. */
export const fixtures = (form) =>
  readdirSync(new URL(`tests/fixtures/${form}/`, REPOSITORY)).map((name) => [name.replace(".json", ""), read(`tests/fixtures/${form}/${name}`)]);

/** The corpus of a form: each a fixture with a change, named after the rule that it keeps or breaks. */
export const corpus = (form) =>
  Object.values(read(`tests/package/corpus/${form}.json`)).flatMap((cases) => Object.entries(cases).map(([rule, change]) => [rule, changed(form, rule, change)]));

/** Every place in a document that the model looks at. */
export function* places(value, path = []) {
  if (path.length > 0 && !(path.length === 1 && path[0] === "form")) yield path;
  if (value && typeof value === "object") for (const key of Object.keys(value)) yield* places(value[key], [...path, key]);
}

/** A value with another one in this place of it. */
export function at(value, [key, ...rest], spoil) {
  const copy = Array.isArray(value) ? [...value] : { ...value };
  if (rest.length > 0) copy[key] = at(copy[key], rest, spoil);
  else if (spoil !== undefined) copy[key] = spoil;
  else if (Array.isArray(copy)) copy.splice(key, 1);
  else delete copy[key];
  return copy;
}

/** A fixture with some of its values changed: `{ "from": "whole", "answers.gp.registered": "no" }`; `"-"` leaves one out, and
 * `{ "letters": 3 }` stands for so many. */
export function changed(form, rule, { from, ...changes }) {
  const start = from ? fixtures(form).find(([name]) => name === from)?.[1] : { form };
  assert.ok(start, `${rule}: there is no fixture ${from}`);
  return Object.entries(changes).reduce((document, [path, value]) => put(document, path.split("."), meant(value)), start);
}

const meant = (value) => (value === "-" ? undefined : value?.letters ? "x".repeat(value.letters) : value);

function put(value, [key, ...rest], to) {
  if (rest.length === 0) return at(value ?? {}, [key], to);
  return at(value ?? {}, [key], put(value?.[key], rest, to));
}
