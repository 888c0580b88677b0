// The package as a web team gets it: packed, installed into a folder that has nothing else, typed, and whole.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { publint } from "publint";
import { formatMessage } from "publint/utils";

const REPOSITORY = new URL("../../", import.meta.url).pathname;
const HERE = join(REPOSITORY, "tests/package");
const read = (path) => readFileSync(join(REPOSITORY, path), "utf8");
const scratch = mkdtempSync(join(tmpdir(), "coplan-package-"));
const installed = join(scratch, "node_modules/coplan");
let tarball;

/** Runs a program; what it prints is the failure's message. */
function run(program, args, folder = scratch) {
  try {
    return execFileSync(program, args, { cwd: folder, encoding: "utf8", maxBuffer: 1 << 26, stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    throw new Error(`${program} ${args.join(" ")}\n${error.stdout}\n${error.stderr}`);
  }
}

before(() => {
  const [{ filename }] = JSON.parse(run("npm", ["pack", "--json", "--pack-destination", scratch], join(REPOSITORY, "dist")));
  tarball = join(scratch, filename);
  writeFileSync(join(scratch, "package.json"), JSON.stringify({ name: "portal", private: true, type: "module" }));
  // Offline: it needs nothing but itself.
  run("npm", ["install", "--offline", "--no-audit", "--no-fund", tarball]);
});
after(() => rmSync(scratch, { recursive: true }));

test("what is installed is what the manifest names, and all of it", () => {
  const { files, exports, dependencies, scripts, devDependencies } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
  assert.deepEqual([dependencies, scripts, devDependencies], [undefined, undefined, undefined]);
  for (const name of files) assert.ok(existsSync(join(installed, name)), name);
  const targets = Object.values(exports).flatMap((target) => (typeof target === "string" ? [target] : Object.values(target)));
  for (const target of targets.filter((target) => !target.includes("*"))) assert.ok(existsSync(join(installed, target)), target);
  for (const form of ["abuse_question", "comprehensive_assessment", "relapse_plan", "care_plan"]) {
    assert.equal(readFileSync(join(installed, `schema/${form}.json`), "utf8"), read(`dist/schema/${form}.json`));
  }
});

test("its digests are those of its files", () => {
  const integrity = JSON.parse(readFileSync(join(installed, "integrity.json"), "utf8"));
  assert.deepEqual(Object.keys(integrity), ["coplan.js", "coplan.wasm", "coplan.classic.js", "rules.js", "server.js", "fhir.js", "coplan-rules.wasm"]);
  for (const [name, digest] of Object.entries(integrity)) {
    assert.equal(digest, `sha384-${createHash("sha384").update(readFileSync(join(installed, name))).digest("base64")}`);
  }
});

test("the zip has the same files", async () => {
  const { unzipSync } = await import("../../pkg-config/node_modules/fflate/esm/index.mjs");
  const { name, version } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
  const zip = unzipSync(readFileSync(join(REPOSITORY, `target/${name}-${version}.zip`)));
  const files = readdirSync(installed, { recursive: true }).filter((path) => statSync(join(installed, path)).isFile());
  assert.deepEqual(Object.keys(zip).sort(), files.map((path) => `${name}-${version}/${path}`).sort());
  for (const path of files) assert.ok(readFileSync(join(installed, path)).equals(zip[`${name}-${version}/${path}`]), path);
});

test("the notices name everything that is compiled in", () => {
  const notices = readFileSync(join(installed, "LICENSES-third-party.txt"), "utf8");
  for (const name of ["nhsuk-frontend", "The Rust standard library", "yew", "wasm-bindgen", "serde_json", "sha2"]) {
    assert.match(notices, new RegExp(`^${name}\\b.* – .*(MIT|Apache)`, "m"), name);
  }
});

test("the entry has no top-level await, and names no address", () => {
  const entry = readFileSync(join(installed, "coplan.js"), "utf8");
  assert.doesNotMatch(entry, /https?:\/\/(?!www\.w3\.org)/);
  writeFileSync(join(scratch, "classic.cjs"), `require("node:vm"); new Function(${JSON.stringify(entry.replaceAll("import.meta", "({})").replace(/export\s*\{[^}]*\};?\s*$/, ""))});`);
  // As the body of a plain function: `await` outside an async function would be a syntax error.
  run("node", ["classic.cjs"]);
});

test("the script that is no module is small, and leaves one name on the page", () => {
  const classic = readFileSync(join(installed, "coplan.classic.js"), "utf8");
  assert.ok(classic.length < 5000, `${classic.length} bytes`);
  assert.deepEqual([...new Set(classic.match(/\bwindow\.\w+(?==)/g))], ["window.coplanClassic"]);
  assert.doesNotMatch(classic, /=>|`[^`]*\$\{|\b(let|const|class|import)\b(?! |`)|\beval\b|innerHTML/);
});

test("publint finds nothing wrong", async () => {
  const { messages, pkg } = await publint({ pkgDir: installed, pack: false, strict: true });
  assert.deepEqual(messages.map((message) => formatMessage(message, pkg)), []);
});

test("are the types wrong? They are not", () => {
  // Schemas, digests, WebAssembly and what only a page loads have no types to be wrong.
  const untyped = ["./coplan.classic.js", "./coplan.wasm", "./coplan-rules.wasm", "./custom-elements.json", "./integrity.json", "./messages/*", "./schema/*.json", "./package.json"];
  run("node", [join(HERE, "node_modules/@arethetypeswrong/cli/dist/index.js"), tarball, "--profile", "esm-only", "--no-emoji", "--exclude-entrypoints", ...untyped]);
});

const tsc = (...files) => {
  const options = { strict: true, noEmit: true, target: "es2022", module: "nodenext", jsx: "react-jsx", lib: ["es2022", "dom", "dom.iterable"], types: [] };
  writeFileSync(join(scratch, "tsconfig.json"), JSON.stringify({ compilerOptions: options, files }));
  run("node", [join(HERE, "node_modules/typescript/bin/tsc"), "--project", "."]);
};

test("a host's TypeScript that uses everything compiles, without React in the house", () => {
  cpSync(join(HERE, "sample"), scratch, { recursive: true });
  tsc("everything.ts");
});

test("JSX of React 19 compiles", () => {
  mkdirSync(join(scratch, "node_modules/@types"), { recursive: true });
  symlinkSync(join(HERE, "node_modules/@types/react"), join(scratch, "node_modules/@types/react"));
  tsc("react.tsx");
});

test("templates of Vue 3 know the elements", () => {
  symlinkSync(join(HERE, "node_modules/vue"), join(scratch, "node_modules/vue"));
  tsc("vue.ts");
});

test("a server that checks what it stores, as in the recipe", () => {
  cpSync(join(HERE, "sample/check.mjs"), join(scratch, "check.mjs"));
  for (const name of ["ajv", "ajv-formats"]) symlinkSync(join(HERE, "node_modules", name), join(scratch, "node_modules", name));
  const plan = join(REPOSITORY, "tests/fixtures/relapse_plan/whole.json");
  const script = `const { mayBeStored } = await import("./check.mjs"); const plan = JSON.parse((await import("node:fs")).readFileSync(${JSON.stringify(plan)}));
    console.log(JSON.stringify([mayBeStored(plan), mayBeStored({ ...plan, status: "complete" }), mayBeStored({ ...plan, subject: {} })]));`;
  assert.deepEqual(JSON.parse(run("node", ["--no-warnings", "--input-type=module", "-e", script])), [true, false, false]);
});

test("what a locale lacks is named, as in the recipe", () => {
  cpSync(join(HERE, "sample/locale.mjs"), join(scratch, "locale.mjs"));
  const english = JSON.parse(readFileSync(join(installed, "messages/en-GB.json"), "utf8"));
  const { save, ...rest } = { ...english, saved_at: "Saved", nobody_asks: "x" };
  for (const [name, words] of Object.entries({ whole: english, torn: rest })) writeFileSync(join(scratch, `${name}.json`), JSON.stringify(words));
  assert.equal(run("node", ["--no-warnings", "locale.mjs", "whole.json"]), "Every word is there\n");
  assert.throws(() => run("node", ["--no-warnings", "locale.mjs", "torn.json"]), ({ message }) => {
    for (const line of ["save: is not said", "saved_at: is told {time}, says nothing", "nobody_asks: no form asks for it"]) assert.ok(message.includes(line), line);
    return true;
  });
});

test("the samples use every property, method and event", () => {
  const sample = read("tests/package/sample/everything.ts");
  const jsx = read("tests/package/sample/react.tsx");
  const vue = read("tests/package/sample/vue.ts");
  const { attributes, members, events } = JSON.parse(read("dist/custom-elements.json")).modules[0].declarations[0];
  for (const { name } of members) assert.match(sample, new RegExp(`form\\.${name}\\b`), `everything.ts does not use ${name}`);
  for (const { name } of events) {
    assert.ok(sample.includes(`"${name}"`), `everything.ts does not hear ${name}`);
    assert.ok(jsx.includes(`on${name}=`), `react.tsx does not hear ${name}`);
  }
  for (const { name, fieldName = name } of attributes) {
    assert.match(jsx, new RegExp(`^ +${fieldName}=`, "m"), `react.tsx does not set ${fieldName}`);
    assert.match(vue, new RegExp(`^ +${fieldName}:`, "m"), `vue.ts does not set ${fieldName}`);
  }
});
