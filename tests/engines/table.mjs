// The table of `docs/hosts.md` that says what was done in which engine, written by the tests that did it.

import { readFileSync, writeFileSync } from "node:fs";

import { JOURNEYS } from "./journeys.mjs";

const FILE = new URL("../../docs/hosts.md", import.meta.url);
const TABLE = /(?<=<!-- engines -->\n)[^]*(?=<!-- \/engines -->)/;

/** The columns, in their order. */
const ENGINES = ["Firefox", "WebKitGTK"];

const GROUPS = [...new Set(JOURNEYS.map(({ group }) => group))];

/** Rows of cells, the first of them the heads. */
const cells = (text) => text.trim().split("\n").filter((line) => !/^\|[-|]+\|$/.test(line)).map((line) => line.slice(2, -2).split(" | "));

/**
 * What is different from the file in the column of an engine, whatever its version; with `COPLAN_WRITE` it is written there.
 * @param {string} engine
 * @param {string} version
 * @param {Set<string>} passed names of journeys
 */
export function written(engine, version, passed) {
  const text = readFileSync(FILE, "utf8");
  const column = ENGINES.indexOf(engine) + 1;
  const [heads = [], ...rows] = cells(text.match(TABLE)?.[0] ?? "");
  const now = GROUPS.map((group) => {
    const all = JOURNEYS.filter((journey) => journey.group === group);
    const whole = all.filter(({ name }) => passed.has(name)).length;
    return [group, whole === all.length ? `all ${whole}` : `${whole} of ${all.length}`];
  });
  if (process.env.COPLAN_WRITE) {
    const before = new Map(rows.map(([group, ...found]) => [group, found]));
    const head = ENGINES.map((name, at) => (at + 1 === column ? `${name} ${version}` : (heads[at + 1] ?? name)));
    const lines = now.map(([group, came]) => [group, ...ENGINES.map((_, at) => (at + 1 === column ? came : (before.get(group)?.[at] ?? "–")))]);
    const table = [["done by real keys and presses", ...head], ...lines].map((line) => `| ${line.join(" | ")} |`);
    table.splice(1, 0, `|${"---|".repeat(ENGINES.length + 1)}`);
    writeFileSync(FILE, text.replace(TABLE, () => `${table.join("\n")}\n`));
    return [];
  }
  const there = rows.map((row) => [row[0], row[column]]);
  return now.filter((row, at) => JSON.stringify(row) !== JSON.stringify(there[at])).map(([group, came]) => `${group}: ${came}`);
}
