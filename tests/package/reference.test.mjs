// docs/reference.md is what contract.json, coplan.d.ts and docs/errors.md say today, and names everything that an element has.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { reference } from "../../pkg-config/reference.mjs";

const REPOSITORY = new URL("../../", import.meta.url).pathname;
const read = (path) => readFileSync(join(REPOSITORY, path), "utf8");
const page = read("docs/reference.md");

test("docs/reference.md is up to date: `cargo xtask types` writes it", () => {
  assert.equal(page, reference(REPOSITORY));
});

test("everything that an element has is in it", () => {
  const { modules } = JSON.parse(read("dist/custom-elements.json"));
  for (const { tagName, attributes, members, events, slots, cssParts, cssProperties } of modules.flatMap(({ declarations }) => declarations)) {
    assert.ok(page.includes(`\`<${tagName}>\``), tagName);
    for (const { name } of [...attributes, ...members, ...events, ...slots, ...cssParts, ...cssProperties].filter(({ name }) => name)) {
      assert.match(page, new RegExp(`\`${name}[\`(]`), `${name} is not in docs/reference.md`);
    }
  }
});

test("every code, name and reason of docs/errors.md is in it", () => {
  const codes = page.split("\n## Codes\n")[1];
  const rows = [...read("docs/errors.md").matchAll(/^\| `([\w-]+)`(?=, `| \|)/gm)].map(([, code]) => code).filter((code) => !["name", "code", "reason"].includes(code));
  assert.ok(rows.length > 60);
  for (const code of rows) assert.ok(codes.includes(`\`${code}\``), code);
});
