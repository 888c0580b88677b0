// The bills of materials: valid CycloneDX, true to the lock files, and under no licence that has not been looked at.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import * as CycloneDX from "@cyclonedx/cyclonedx-library";

import { crates } from "../../pkg-config/crates.mjs";
import { bills } from "../../pkg-config/sbom.mjs";
import parseLicence from "../../pkg-config/node_modules/spdx-expression-parse/index.js";

const REPOSITORY = new URL("../../", import.meta.url).pathname;
const read = (path) => readFileSync(join(REPOSITORY, path), "utf8");
const NAMES = ["sbom.cdx.json", "sbom.build.cdx.json"];
const [inside, building] = NAMES.map((name) => JSON.parse(read(`dist/${name}`)).components);
const made = crates(REPOSITORY);

test("both are valid by the schema of CycloneDX 1.6", async () => {
  const validator = new CycloneDX.Validation.JsonStrictValidator(CycloneDX.Spec.Version.v1dot6);
  for (const name of NAMES) assert.equal(await validator.validate(read(`dist/${name}`)), null, name);
});

test("they are made again to the same byte, without a time or a random number", () => {
  const again = bills(REPOSITORY, made);
  for (const name of NAMES) assert.equal(again[name], read(`dist/${name}`), name);
});

test("every crate has the version and the checksum of Cargo.lock", () => {
  const lock = read("Cargo.lock");
  const found = [...inside, ...building].filter(({ purl }) => purl.startsWith("pkg:cargo/"));
  assert.ok(found.length > 150);
  for (const { name, version, hashes } of found) {
    const [entry] = lock.match(new RegExp(`name = "${name}"\nversion = "${version.replaceAll("+", "\\+")}"\n[^[]*`)) ?? [];
    assert.ok(entry, `${name} ${version} is not in Cargo.lock`);
    assert.ok(entry.includes(`checksum = "${hashes[0].content}"`), name);
  }
});

test("every npm package of pkg-config/package-lock.json is in one of them, with its digest", () => {
  const { packages } = JSON.parse(read("pkg-config/package-lock.json"));
  const locked = Object.entries(packages).filter(([path]) => path);
  const found = new Map([...inside, ...building].map(({ group, name, version, hashes }) => [`${group ? `${group}/` : ""}${name}@${version}`, hashes]));
  for (const [path, { version, integrity }] of locked) {
    const name = `${path.replace(/^.*node_modules\//, "")}@${version}`;
    assert.equal(found.get(name)?.[0].content, Buffer.from(integrity.slice("sha512-".length), "base64").toString("hex"), name);
  }
  const npm = [...inside, ...building].filter(({ purl }) => purl.startsWith("pkg:npm/"));
  assert.ok(npm.length <= locked.length);
  assert.deepEqual(inside.filter(({ purl }) => purl.startsWith("pkg:npm/")).map(({ name }) => name), ["nhsuk-frontend"]);
});

test("what is inside is what the notices name", () => {
  const notices = new Set([...read("dist/LICENSES-third-party.txt").matchAll(/^(\S+) (\d\S*) – /gm)].map(([, name, version]) => `${name} ${version}`));
  const named = new Set(inside.filter(({ version }) => version).map(({ name, version }) => `${name} ${version}`));
  assert.deepEqual([...named].sort(), [...notices].sort());
});

test("the package asks npm for nothing: it has no dependencies of any kind", () => {
  const manifest = JSON.parse(read("dist/package.json"));
  for (const kind of ["dependencies", "peerDependencies", "optionalDependencies", "bundledDependencies", "scripts"]) assert.equal(manifest[kind], undefined, kind);
});

/** Licences that ask for a notice at most. Another one is a decision: docs/assurance/supply-chain.md. */
const ALLOWED = ["0BSD", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0", "ISC", "MIT", "MIT-0", "Unicode-3.0", "Unlicense", "Zlib"];
/** Besides, of what only builds: a list of names that is a work of text. */
const BUILDING = ["CC-BY-3.0"];
const allowed = ({ conjunction, left, right, license, exception }, list) => {
  if (conjunction) return conjunction === "and" ? allowed(left, list) && allowed(right, list) : allowed(left, list) || allowed(right, list);
  return list.includes(exception ? `${license} WITH ${exception}` : license);
};

test("every licence of what is inside, and of what builds it, is one that has been looked at", () => {
  for (const [components, list] of [[inside, ALLOWED], [building, [...ALLOWED, ...BUILDING]]]) {
    for (const { name, version, licenses } of components) {
      const said = licenses.map(({ license, expression }) => expression ?? license.id);
      assert.ok(said.length > 0 && said.every((one) => allowed(parseLicence(one), list)), `${name} ${version}: ${said}`);
    }
  }
});

test("the page on the supply chain has the licences that are allowed", () => {
  const page = read("docs/assurance/supply-chain.md");
  for (const licence of [...ALLOWED, ...BUILDING]) assert.ok(page.includes(`\`${licence}\``), licence);
});
