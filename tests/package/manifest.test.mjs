// custom-elements.json is a valid manifest, and says of the elements what the code and the host contract say: every attribute,
// property, method, event, slot, part and custom property, and none that is not there.

import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import Ajv from "ajv/dist/2020.js";
import Draft7 from "ajv";
import formats from "ajv-formats";

const REPOSITORY = new URL("../../", import.meta.url).pathname;
const read = (path) => readFileSync(join(REPOSITORY, path), "utf8");
const manifest = JSON.parse(read("dist/custom-elements.json"));
const elements = manifest.modules.flatMap(({ declarations }) => declarations);
const [first] = elements;
const names = (list) => list.map(({ name }) => name).sort();
const fields = names(first.members.filter(({ kind }) => kind === "field"));
const methods = names(first.members.filter(({ kind }) => kind === "method"));

/** The text of all files below a folder. */
function all(path, end) {
  if (statSync(join(REPOSITORY, path)).isFile()) return path.endsWith(end) ? read(path) : "";
  return readdirSync(join(REPOSITORY, path)).map((name) => all(`${path}/${name}`, end)).join("\n");
}
const views = all("src/ui/src", ".rs");
const shim = all("src/elements/js", ".js");
const styles = all("src/ui/styles", ".scss") + all("src/ui/src", ".scss") + read("pkg-config/bundle.mjs");
const contract = read("docs/host-contract.md");

const every = (text, pattern) => [...new Set([...text.matchAll(pattern)].map(([, found]) => found))].sort();
/** The rows of a table of the contract, below the heading. */
const section = (heading) => contract.split(`\n## ${heading}`)[1].split("\n## ")[0];
const firstColumn = (text) => every(text, /^\| `(?:<)?([^`>]+)(?:>)?`/gm);

test("the manifest is valid by the schema of manifests", () => {
  const schema = JSON.parse(read("tests/package/node_modules/custom-elements-manifest/schema.json"));
  const ajv = /2020-12/.test(schema.$schema) ? new Ajv({ strict: false }) : new Draft7({ strict: false });
  formats(ajv);
  const valid = ajv.compile(schema);
  assert.ok(valid(manifest), ajv.errorsText(valid.errors));
});

test("every element is in it, each with everything", () => {
  assert.deepEqual(elements.map(({ tagName }) => tagName).sort(), firstColumn(section("The four elements")));
  assert.deepEqual(elements.map(({ tagName }) => tagName).sort(), every(read("src/elements/js/coplan.js"), /^ {2}"(coplan-[a-z-]+)": /gm));
  for (const element of elements) {
    for (const part of ["attributes", "events", "cssParts", "cssProperties"]) assert.deepEqual(element[part], first[part]);
    assert.deepEqual(names(element.members), names(first.members));
  }
});

test("attributes are those that the class observes and the contract describes", () => {
  const attributes = names(first.attributes);
  assert.deepEqual(attributes, firstColumn(section("Attributes")));
  const source = read("src/elements/js/attributes.js");
  const observed = [...every(source.split("const CHOICES")[1].split("};")[0], /^ {2}(\w+): \[/gm), ...every(source.match(/FLAGS = \[(.*)\]/)[1], /"(\w+)"/g), "autosave", "heading-level", "name"];
  assert.deepEqual(attributes.filter((name) => name !== "lang"), observed.sort());
  for (const { name, type } of first.attributes) {
    const choices = every(source, new RegExp(`^ {2}${name}: \\[(.*)\\]`, "gm"))[0]?.replaceAll(", ", " | ");
    if (choices) assert.equal(type.text, choices);
  }
});

test("properties are those of the class, and the contract's are among them", () => {
  const source = ["element", "properties", "form-associated", "attributes"].map((name) => read(`src/elements/js/${name}.js`)).join("");
  const accessors = every(source, /^ {2}get (\w+)\(/gm);
  const reflected = first.attributes.flatMap(({ fieldName = [] }) => fieldName);
  assert.deepEqual(fields, [...new Set([...accessors, ...reflected])].sort());
  for (const name of firstColumn(section("Properties"))) assert.ok(fields.includes(name), name);
  for (const { name, readonly } of first.members.filter(({ kind, attribute }) => kind === "field" && !attribute)) {
    assert.equal(Boolean(readonly), !new RegExp(`^ {2}set ${name}\\(`, "m").test(source), `${name}: readonly`);
  }
});

test("methods are those of the class and of the contract", () => {
  const source = ["element", "output"].map((file) => read(`src/elements/js/${file}.js`).split("export class ")[1]).join("");
  const public_ = every(source, /^ {2}(?:async )?(\w+)\(.*\) \{$/gm);
  const ofThePlatform = (name) => name === "constructor" || name.endsWith("Callback");
  assert.deepEqual(methods, public_.filter((name) => !ofThePlatform(name)));
  assert.deepEqual(methods, every(section("Methods"), /`(\w+)\(\)`/g));
});

test("events are those that the class sends and the contract describes", () => {
  assert.deepEqual(names(first.events), every(shim, /"(coplan-(?:change|ready|save[a-z-]*|error))"/g));
  assert.deepEqual(names(first.events), firstColumn(section("Events")));
});

test("slots, parts and custom properties are those of the views and the styles", () => {
  // Forms with sections have one that the abuse question has not, and the assessment one more.
  assert.deepEqual(elements.map(({ slots }) => slots.length), [1, 3, 2, 2]);
  const slots = [...new Set(elements.flatMap(({ slots }) => names(slots)))].sort();
  assert.deepEqual(slots, ["", ...every(views, /<slot name="([a-z-]+)"/g)].sort());
  // Some pieces are two parts.
  const parts = every(views, / part="([a-z -]+)"/g).flatMap((part) => part.split(" "));
  assert.deepEqual(names(first.cssParts), [...new Set(parts)].sort());
  for (const part of section("Theming").match(/outer parts \(([^)]*)\)/)[1].split(", ")) assert.ok(names(first.cssParts).includes(part), part);
  // `rem` is the reader's text size and `gap` the rhythm that follows it, which a host must not set; the colours of nhsuk-frontend get theirs when built.
  const coloured = every(read("pkg-config/bundle.mjs"), /"#[0-9a-f]{6}": "([a-z-]+)"/g).map((name) => `--coplan-${name}`);
  const used = new Set([...every(styles, /(--coplan-[a-z]+(?:-[a-z]+)*)/g), ...coloured]);
  for (const own of ["--coplan-rem", "--coplan-gap"]) used.delete(own);
  assert.deepEqual(names(first.cssProperties), [...used].sort());
  // The tables of the page are written from the same place.
  const described = firstColumn(section("Theming"));
  assert.deepEqual([...names(first.cssProperties), ...names(first.cssParts)].sort(), described);
  assert.deepEqual(slots.filter(Boolean), firstColumn(section("Slots")));
});

test("what a custom property is unless set is what the styles say", () => {
  const built = read("dist/coplan.js");
  const short = (colour) => colour.replace(/^#(.)\1(.)\2(.)\3$/, "#$1$2$3");
  for (const { name, default: otherwise } of first.cssProperties) {
    const said = every(built, new RegExp(`var\\(${name}, ?(#[0-9a-f]+|[0-9a-z]+)\\)`, "g")).map(short);
    assert.deepEqual(said, [short(otherwise)], name);
  }
});
