// Every recipe in the docs is a file that a test runs, word for word.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const REPOSITORY = new URL("../../", import.meta.url).pathname;
const read = (path) => readFileSync(join(REPOSITORY, path), "utf8");
const pages = ["README.md", ...readdirSync(join(REPOSITORY, "docs")).filter((name) => name.endsWith(".md")).map((name) => `docs/${name}`)];
const recipes = pages.flatMap((page) =>
  [...read(page).matchAll(/<!-- file: (\S+) -->\n```\w*\n([\s\S]*?)```/g)].map(([, path, text]) => ({ page, path, text })),
);

test("recipes say what their files say", () => {
  assert.ok(recipes.length >= 6);
  for (const { page, path, text } of recipes) {
    assert.ok(existsSync(join(REPOSITORY, path)), `${page}: there is no ${path}`);
    assert.equal(text, read(path), `${page}: not what ${path} says`);
  }
});

test("the first recipe of the README is a page of ten lines", () => {
  assert.deepEqual([recipes[0].page, recipes[0].path], ["README.md", "tests/hosts/first/index.html"]);
  assert.equal(recipes[0].text.trimEnd().split("\n").length, 10);
});

test("every recipe of docs/recipes.md has its file", () => {
  const fences = read("docs/recipes.md").match(/^```\w+$/gm).length;
  assert.equal(recipes.filter(({ page }) => page === "docs/recipes.md").length, fences);
});
