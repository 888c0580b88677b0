// What the words on screen must not do, whatever form they are in.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const REPOSITORY = new URL("../../", import.meta.url).pathname;
const messages = Object.entries(JSON.parse(readFileSync(join(REPOSITORY, "dist/messages/en-GB.json"), "utf8")));

test("no words of a form point to a colour, a shape or a side of the screen", () => {
  assert.ok(messages.length > 500);
  const pointing = /\b(red|green|blue|yellow|grey|orange|round|square|circle|arrow|(?:on|to|at) the (?:left|right|top|bottom)|(?:left|right)-hand)\b/i;
  assert.deepEqual(messages.filter(([, words]) => pointing.test(words)), []);
});
