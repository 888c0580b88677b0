// docs/errors.md has a line for every name, code and reason that the source can say, and none that it cannot.

import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const REPOSITORY = new URL("../../", import.meta.url).pathname;
const read = (path) => readFileSync(join(REPOSITORY, path), "utf8");
const page = read("docs/errors.md");

/** The source below a folder, without its tests. */
function source(path) {
  if (statSync(join(REPOSITORY, path)).isFile()) return /\.(rs|js)$/.test(path) ? read(path).split("\n#[cfg(test)]")[0] : "";
  const names = readdirSync(join(REPOSITORY, path)).filter((name) => !/^tests(\.rs)?$/.test(name));
  return names.map((name) => source(`${path}/${name}`)).join("\n");
}
const every = (text, ...patterns) => [...new Set(patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([, found]) => found)))].sort();

/** The codes in the first column of a table, by the heading above it and its place below that. */
function told(heading, place = 0) {
  const text = page.split(new RegExp(`^##+ ${heading}$`, "m"))[1].split(/^##/m)[0];
  const table = [...text.matchAll(/(^\|.*\n)+/gm)][place][0];
  return table.split("\n").slice(2).flatMap((line) => [...(line.split("|")[1] ?? "").matchAll(/`([^`]+)`/g)].map(([, code]) => code)).sort();
}

const rules = source("src/rules/src");
const model = source("src/model/src/question") + source("src/model/src/signing");
const overwritten = source("src/model/src/document/overwritten.rs");
const MISSING = { "Problem::missing(": "missing", "Problem::not_a_date(": "not_a_real_date" };
const problems = (text) => [
  ...every(text, /Problem::new\([^;]*?, "([a-z_]+)"\)/g, /\bput\([^;]*?, "([a-z_]+)"\)/g, /then_some\(if .*?\{ "([a-z_]+)" \}/g),
  ...Object.entries(MISSING).filter(([call]) => text.includes(call)).map(([, code]) => code),
];

const CODES = {
  "names of errors": [told("Names"), every(source("src/elements") + source("src/ui/src") + source("src/rules"), /\b(Coplan(?!Rules)\w+Error)\b/g)],
  "codes of documents": [told("Documents"), every(source("src/model/src/document/error.rs") + source("src/elements/js"), /ErrorCode::\w+(?:\(_\))? => "(\w+)"/g, /#refuse\("(\w+)"/g)],
  "codes of users": [told("User"), every(source("src/ui/src/session/related.rs") + source("src/elements/src"), /code: "(\w+)"/g, /refused\([^)]*"(\w+)"/g)],
  "codes of policies": [told("Policies"), every(source("src/model/src/policy/error.rs"), /PolicyCode::\w+(?:\(_\))? => "(\w+)"/g)],
  "reasons of a failed save": [told("Saving"), every(source("src/ui/src/session/answer.rs"), /Reason::\w+ => "([a-z-]+)"/g)],
  "codes of problems": [told("Problems"), problems(model)],
  "what makes a date none": [told("Problems", 1), every(model.match(/WRONG: \[[^\]]*\] = \[[^\]]*\]/)[0], /"(\w+)"/g)],
  "codes of what is overwritten": [told("Overwritten"), problems(overwritten)],
  "codes of FHIR": [told("FHIR"), every(source("src/fhir/src/error.rs"), /FhirError::\w+(?: \{ \.\. \})? => "(\w+)"/g)],
  "codes of what is not taken": [told("FHIR", 1), every(source("src/fhir/src/read"), /code: "(\w+)"/g, /refuse\([^;]*?, "(\w+)"\)/g, /\bSome\("([a-z_]+)"\)/g)],
  "codes of requests": [told("Requests"), every(rules, /RulesError::request\(\s*[^,]+,\s*"(\w+)"/g)],
};

for (const [what, [said, there]] of Object.entries(CODES)) {
  test(`docs/errors.md has all ${what}`, () => {
    assert.ok(there.length > 0, "none is found in the source");
    assert.deepEqual(said, [...new Set(there)].sort());
  });
}

test("docs/portal.md has every code of a database that fails", () => {
  const [, table] = read("docs/portal.md").split("## When the database fails");
  assert.deepEqual(every(table.split("\n## ")[0], /^\| `(database_\w+)` \|/gm), every(source("src/cli/src/fault.rs"), /=> "(\w+)"/g));
});

test("docs/errors.md has every code that the rules have in JavaScript", () => {
  const codes = every(source("src/rules/js"), /code: "(\w+)"/g);
  assert.ok(codes.length > 0);
  for (const code of codes) assert.ok(page.includes(`\`${code}\``), code);
});

test("what a host's TypeScript may compare is the same", () => {
  const types = read("pkg-config/coplan.d.ts");
  assert.deepEqual(every(types.match(/type SaveFailure = (.*);/)[1], /"([a-z-]+)"/g), told("Saving"));
  const server = read("pkg-config/server.d.ts").match(/class CoplanRulesError[^}]*/)[0];
  for (const name of every(types + server, /name: ("Coplan\w+Error")/g)) assert.ok(told("Names").includes(JSON.parse(name)), name);
});

test("the lists of the other pages are those of this one", () => {
  const policy = read("docs/host-contract.md").match(/Codes: (`not_json`[^.]*)\./)[1];
  assert.deepEqual(every(policy, /`(\w+)`/g), told("Policies"));
  const saving = read("docs/host-contract.md").split("| `reason` | when |")[1].split("\n\n")[0];
  assert.deepEqual(every(saving, /^\| `([a-z-]+)`/gm), told("Saving"));
});
