// The bills of materials: valid CycloneDX, true to the lock files, and under no licence that has not been looked at.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import * as CycloneDX from "@cyclonedx/cyclonedx-library";

import { crates } from "../../pkg-config/crates.mjs";
import { bills } from "../../pkg-config/sbom.mjs";
import { ALLOWED, BUILDING, COMMAND, named, noticed, others } from "./licences.mjs";

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
  assert.deepEqual(named(inside), noticed(read("dist/LICENSES-third-party.txt")));
});

test("the package asks npm for nothing: it has no dependencies of any kind", () => {
  const manifest = JSON.parse(read("dist/package.json"));
  for (const kind of ["dependencies", "peerDependencies", "optionalDependencies", "bundledDependencies", "scripts"]) assert.equal(manifest[kind], undefined, kind);
});

test("every licence of what is inside, and of what builds it, is one that has been looked at", () => {
  assert.deepEqual(others(inside, ALLOWED), []);
  assert.deepEqual(others(building, [...ALLOWED, ...BUILDING]), []);
});

test("the page on the supply chain has the licences that are allowed", () => {
  const page = read("docs/assurance/supply-chain.md");
  for (const licence of [...ALLOWED, ...BUILDING, ...COMMAND]) assert.ok(page.includes(`\`${licence}\``), licence);
});
