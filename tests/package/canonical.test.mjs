// What is signed is canonical JSON (RFC 8785). Ours is that of npm's `canonicalize`, for any number however it was written, any
// text, and any keys: or a signature would match on one machine and not on another.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import canonicalize from "canonicalize";

const COPLAN = process.env.COPLAN ?? new URL("../../target/debug/coplan", import.meta.url).pathname;

/** The same numbers every time, 32 bits each: a failure can be found again. */
function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), seed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}
const next = random(Number(process.env.SEED ?? 11));
const below = (end) => next() % end;
const one = (of) => of[below(of.length)];

/** Any double at all, and those that people and programs write. */
const NUMBERS = [
  () => new Float64Array(new Uint32Array([next(), next()]).buffer)[0],
  () => next() / 2 ** 32,
  () => (next() - 2 ** 31) / 10 ** below(20),
  () => below(1000) / 8,
  () => (next() * 2 ** 21 + below(2 ** 21)) * one([1, -1]),
  () => next() * 2 ** below(80),
  () => 10 ** (below(640) - 320) * below(10),
];

/** The same double, in ways that JSON allows. */
const WAYS = [
  (number) => JSON.stringify(number),
  (number) => number.toExponential(),
  (number) => number.toExponential(17 + below(20)),
  (number) => number.toExponential(20).replace("e+", "E"),
  (number) => (Math.abs(number) < 1e21 && Math.abs(number) > 1e-6 ? number.toFixed(30) : number.toPrecision(21)),
  // Digits that no double has.
  () => `${one(["", "-"])}${1 + below(9)}${Array.from({ length: 10 + below(20) }, () => below(10)).join("")}`,
];
/** Digits that would be lost are refused of a whole number: written in this way, they are of a double. */
const asDouble = (number) =>
  /^-?\d+$/.test(number) && String(Number(number)) !== number && BigInt.asUintN(64, BigInt(number)) !== BigInt(number) && BigInt.asIntN(64, BigInt(number)) !== BigInt(number) ? `${number}e0` : number;
const written = () => {
  let number = NaN;
  while (!Number.isFinite(number)) number = one(NUMBERS)();
  return asDouble(one(WAYS)(number));
};

/** Letters of every length in UTF-8 and UTF-16, and all that JSON escapes. */
const LETTERS = [
  () => below(0x20),
  () => 0x20 + below(0x60),
  () => below(0x800),
  () => below(0xd800),
  () => 0xe000 + below(0x2000),
  () => 0x10000 + below(0x100000),
  () => one([0x22, 0x2f, 0x5c, 0x7f, 0x80, 0x2028, 0x2029, 0xfeff, 0xfffd, 0xffff, 0x10ffff]),
];
const text = () => String.fromCodePoint(...Array.from({ length: below(12) }, () => one(LETTERS)()));
/** As JSON, with some letters escaped that need not be. */
const escaped = (letter) => [...Array(letter.length).keys()].map((at) => `\\u${letter.charCodeAt(at).toString(16).padStart(4, "0")}`).join("");
const quoted = (said) => JSON.stringify(said).replace(/[\u{7f}-\u{10ffff}]/gu, (letter) => (below(3) ? letter : escaped(letter)));
/** Each name once: of two, no reader could say which counts. */
const names = () => [...new Set(Array.from({ length: below(8) }, text))];
const object = () => `{${names().map((name) => `${quoted(name)}:${one([written, () => quoted(text())])()}`).join(" ,")}}`;

function same(name, lines) {
  const folder = mkdtempSync(join(tmpdir(), "coplan-"));
  try {
    const file = join(folder, "values.ndjson");
    writeFileSync(file, lines.join("\n"));
    const ours = execFileSync(COPLAN, ["canonical", file], { encoding: "utf8", maxBuffer: 2 ** 28 }).split("\n");
    assert.equal(ours.pop(), "");
    assert.equal(ours.length, lines.length);
    const differ = lines.flatMap((line, at) => {
      const theirs = canonicalize(JSON.parse(line));
      return theirs === ours[at] ? [] : [`${line}: ours is ${ours[at]}, theirs ${theirs}`];
    });
    assert.deepEqual(differ.slice(0, 20), [], `${differ.length} of ${lines.length} ${name}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const many = (count, make) => Array.from({ length: count }, make);

test("numbers are those of npm canonicalize, however they were written", () => {
  const known = ["1e2", "-0", "-0.0", "0e5", "1E+2", "0.9725702871970625", "9007199254740993", "-9007199254740993", "18446744073709551615",
    "18446744073709551616e0", "123456789012345680000", "9223372036854775807", "-9223372036854775809e0", "123456789012345678901234567890e0", "4.9e-324", "2e-324", "1.7976931348623157e308", "1e21", "1e-7"];
  same("numbers", [...known, ...many(100_000, written)]);
});

test("texts are, whatever is in them and whatever was escaped", () => same("texts", many(100_000, () => quoted(text()))));

test("objects are, whichever way their keys stand", () => same("objects", many(20_000, object)));
