// Docs that cannot rot: every recipe is a file that a test runs, word for word, and every other block, command and file that a
// page names is held against what there is.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { brotliCompressSync } from "node:zlib";

const REPOSITORY = new URL("../../", import.meta.url).pathname;
const COPLAN = process.env.COPLAN ?? join(REPOSITORY, "target/debug/coplan");
const read = (path) => readFileSync(join(REPOSITORY, path), "utf8");
const folder = readdirSync(join(REPOSITORY, "docs"), { recursive: true });
const pages = ["README.md", "CHANGELOG.md", "SECURITY.md", "CONTRIBUTING.md", "pkg-config/README.md", ...folder.filter((name) => name.endsWith(".md")).map((name) => `docs/${name}`)];

/** Every block of a page, with what stands above it. */
const blocks = pages.flatMap((page) =>
  [...read(page).matchAll(/(?:<!-- (file|in|untested): (\S+) -->\n)?^```(\w*)\n([\s\S]*?)^```/gm)].map(([, marked, path, language, text]) => ({ page, marked, path, language, text })),
);

/** What says whether a block is right, by where it is. */
const CHECKS = {
  file: ({ page, path, text }) => assert.equal(text, read(path), `${page}: not what ${path} says`),
  // What nothing here can run says so in the words above it.
  untested: ({ page, path, text }) => {
    assert.equal(text, read(path), `${page}: not what ${path} says`);
    const [above] = read(page).split(`<!-- untested: ${path} -->`);
    assert.match(above.trim().split("\n\n").at(-1), /\*\*not run here/i, `${page}: does not say that ${path} is not run`);
  },
  in: ({ page, path, text }) => {
    const lines = (text) => text.split("\n").map((line) => line.trim()).join("\n");
    assert.ok(lines(read(path)).includes(lines(text)), `${page}: not in ${path}`);
  },
  // The commands of xtask are checked below, wherever they are named.
  sh: ({ page, text }) => {
    for (const line of text.trim().split("\n").filter((line) => !/^cargo xtask [a-z]+( +#.*)?$/.test(line))) isCommand(page, line);
  },
  // What a command prints (`fhir.test.mjs`).
  "docs/fhir.md jsonc": ({ text }) => assert.match(read("docs/fhir.md").split(`\`\`\`jsonc\n${text}`)[0], /<!-- command: .+ -->\n$/),
  "docs/host-contract.md jsonc": ({ text }) => (text.includes('"form"') ? isDocument(text) : isPolicy(text)),
  "README.md ": ({ text }) => areSizes(text),
  "docs/architecture.md ": ({ text }) => isTree(text),
};

test("every block of every page is a file that a test runs, or is checked in another way", () => {
  assert.ok(blocks.length >= 15);
  for (const block of blocks) {
    const check = CHECKS[block.marked] ?? CHECKS[block.language] ?? CHECKS[`${block.page} ${block.language}`];
    assert.ok(check, `${block.page}: nothing checks\n${block.text}`);
    check(block);
  }
});

/** One of `coplan`, with options that it has. */
function isCommand(page, line) {
  const [program, name, ...words] = line.replace(/ +#.*$/, "").split(" ");
  assert.equal(program, "coplan", `${page}: ${line}`);
  const help = execFileSync(COPLAN, [name, "--help"], { encoding: "utf8" });
  for (const option of words.filter((word) => word.startsWith("--"))) assert.match(help, new RegExp(` ${option}\\b`), `${page}: ${line}`);
}

/** The host contract's document has the names that the schema has, and the statuses. */
function isDocument(text) {
  const document = JSON.parse(text.replaceAll(/\/\*.*?\*\/|\/\/.*$/gm, ""));
  const schema = JSON.parse(read(`dist/schema/${document.form}.json`));
  const [signature] = document.signatures;
  assert.deepEqual(Object.keys(document).filter((name) => !(name in schema.properties)), []);
  assert.deepEqual(Object.keys(signature).filter((name) => !(name in schema.$defs.signature.properties)), []);
  assert.deepEqual(Object.keys(document.subject), Object.keys(schema.properties.subject.anyOf[0].properties));
  const statuses = text.match(/"status".*\/\/ (.*)/)[1].split(" | ");
  assert.deepEqual(statuses, schema.properties.status.enum.filter(Boolean));
}

/** The host contract's policy is one. */
function isPolicy(text) {
  const folder = mkdtempSync(join(tmpdir(), "coplan-"));
  const file = join(folder, "policy.json");
  writeFileSync(file, text.replaceAll(/\/\/ .*$/gm, ""));
  execFileSync(COPLAN, ["schema", "relapse_plan", "--policy", file]);
  rmSync(folder, { recursive: true });
}

/** What the README says that the browser loads, to one in a hundred: another Rust writes a little more or less. */
function areSizes(text) {
  for (const name of ["coplan.js", "coplan.wasm"]) {
    const [raw, , brotli] = text.match(new RegExp(`^${name}(.*)$`, "m"))[1].trim().split(/ +/).map(Number);
    const file = readFileSync(join(REPOSITORY, "dist", name));
    for (const [said, is] of [[raw, file.length], [brotli, brotliCompressSync(file).length]]) {
      assert.ok(Math.abs(said - is) < is / 100, `README.md: ${name} has ${is} bytes, not ${said}`);
    }
  }
}

/** The folders that the plan of the house names. */
function isTree(text) {
  let above = "";
  for (const [, indent, name] of text.matchAll(/^( {0,2})(\S+\/) /gm)) {
    if (!indent) above = name;
    const path = indent ? above + name : name;
    assert.ok(existsSync(join(REPOSITORY, path)), `docs/architecture.md: there is no ${path}`);
  }
}

test("every recipe of docs/recipes.md and docs/languages.md has its file, and the first of the README is a page of ten lines", () => {
  for (const { page, marked, text } of blocks) if (["docs/recipes.md", "docs/languages.md"].includes(page)) assert.match(marked ?? "", /^(file|untested)$/, text);
  const first = blocks.find(({ page, marked }) => page === "README.md" && marked);
  assert.equal(first.path, "tests/hosts/first/index.html");
  assert.equal(first.text.trimEnd().split("\n").length, 10);
});

test("recipes are headed by the versions that are tested", () => {
  const { devDependencies } = JSON.parse(read("tests/hosts/package.json"));
  const headings = [...read("docs/recipes.md").matchAll(/^## (\w+) ([\d.]+)$/gm)];
  assert.deepEqual(headings.map(([, name]) => name), ["React", "Vue", "Svelte", "Angular", "Yew"]);
  for (const [, name, version] of headings) {
    const lower = name.toLowerCase();
    const tested = devDependencies[lower] ?? devDependencies[`@${lower}/core`] ?? read("Cargo.lock").match(`name = "${lower}"\nversion = "(.*)"`)[1];
    assert.ok(tested.startsWith(`${version}.`), `${name} ${version}: ${tested} is tested`);
  }
});

/** The applications that a server renders, each with where its recipe says what it is. */
const SERVERS = { "React 18 and 19": ["react-18", "react-19"], "Next.js 16": ["next"], "SvelteKit 2": ["sveltekit"], "Nuxt 4": ["nuxt"], "Angular 21": ["angular"], "Astro 5": ["astro"] };

test("so are those of pages that a server renders", () => {
  const headings = [...read("docs/recipes.md").matchAll(/^### (.+ \d+)$/gm)].map(([, heading]) => heading);
  assert.deepEqual(headings, Object.keys(SERVERS));
  for (const [heading, folders] of Object.entries(SERVERS)) {
    const majors = heading.match(/\d+/g);
    for (const [at, folder] of folders.entries()) {
      const { devDependencies: tested } = JSON.parse(read(`tests/servers/${folder}/package.json`));
      const name = folder.replace(/-\d+$/, "");
      const version = tested[{ sveltekit: "@sveltejs/kit", angular: "@angular/core" }[name] ?? name];
      assert.ok(version.startsWith(`${majors[at]}.`), `${heading}: ${version} is tested`);
    }
  }
});

test("what their recipes have in common is the same in each", () => {
  const [save, plan] = ["save.js", "Plan.jsx"].map((name) => read(`tests/servers/react-18/src/${name}`));
  for (const folder of ["react-19/src", "next/app", "sveltekit/src/routes", "nuxt/app", "astro/src"]) assert.equal(read(`tests/servers/${folder}/save.js`), save, folder);
  assert.equal(read("tests/servers/next/app/Plan.jsx"), `"use client";\n\n${plan}`);
});

test("every file of a recipe is one that a test runs", () => {
  const folders = ["tests/browser/hosts", "tests/browser/bundlers", "tests/browser/servers", "tests/package"];
  const specs = folders.flatMap((folder) => readdirSync(join(REPOSITORY, folder)).map((name) => `${folder}/${name}`));
  const tests = specs.filter((path) => /(\.spec|\.test|\/host|\/application|\/apps)\.m?[jt]s$/.test(path) && !path.includes("recipes")).map(read).join("\n") + read("tests/hosts/hosts.json") + read("src/cli/tests/portal/start.rs");
  const files = blocks.filter(({ marked }) => marked === "file");
  for (const { path } of files) {
    // What is in the folder of an application runs when its page is opened, and so does what that imports.
    // So does the one script of a page, and what the server of the hosts imports.
    const page = path.replace(/((?:\/pages|^www)\/[\w-]+)\.js$/, "$1.html").replace(/^www/, "");
    const server = path.match(/^tests\/servers\/([\w-]+)\//)?.[1];
    const folder = path.match(/^tests\/(?:hosts\/(yew|apps\/\w+)|bundlers\/(\w+))\//)?.slice(1).find(Boolean);
    const opened = server ? `folder: "${server}"` : (folder ?? page.split("/").slice(-2).join("/"));
    const imported = [...files.map(({ text }) => text), read("tests/hosts/server.mjs")].some((text) => new RegExp(`"\\.\\.?/${path.split("/").at(-1)}"`).test(text));
    assert.ok(imported || tests.includes(opened), `no test runs ${path}`);
  }
});

test("every command that a page names is one that there is", () => {
  const xtask = read("xtask/src/main.rs");
  const stages = read("xtask/src/test.rs");
  const commands = execFileSync(COPLAN, ["--help"], { encoding: "utf8" });
  for (const page of pages) {
    const text = read(page);
    for (const [said, name, rest] of text.matchAll(/cargo xtask ([a-z]+)((?: [a-z]+)*)/g)) {
      assert.ok(xtask.includes(`"${name}" =>`), `${page}: ${said}`);
      if (name === "test" && page === "README.md") for (const stage of rest.split(" ").filter(Boolean)) assert.ok(stages.includes(`name: "${stage}"`), `${page}: ${said}`);
    }
    for (const [said, name] of text.matchAll(/`coplan ([a-z]+)\b/g)) assert.match(commands, new RegExp(`^ +${name} `, "m"), `${page}: ${said}`);
    for (const [said, name] of text.matchAll(/cargo \w+ -p ([\w-]+)/g)) assert.ok(read("Cargo.lock").includes(`name = "${name}"`), `${page}: ${said}`);
  }
});

test("every link between pages leads to something", () => {
  for (const page of pages) {
    const prose = read(page).replaceAll(/^```[^]*?^```|`[^`\n]*`/gm, "");
    for (const [, to] of prose.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)) {
      assert.ok(existsSync(join(REPOSITORY, dirname(page), to)), `${page}: there is no ${to}`);
    }
    for (const [, to] of prose.matchAll(/ (?:src|srcset)="([^"]+)"/g)) {
      assert.ok(existsSync(join(REPOSITORY, dirname(page), to)), `${page}: there is no ${to}`);
    }
  }
});
