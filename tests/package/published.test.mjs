// What a published package has round its code: addresses, pages whose links lead somewhere, a map of the source on request.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, normalize } from "node:path";
import { after, test } from "node:test";

const REPOSITORY = new URL("../../", import.meta.url).pathname;
const DIST = join(REPOSITORY, "dist");
const scratch = mkdtempSync(join(tmpdir(), "coplan-published-"));
after(() => rmSync(scratch, { recursive: true }));

const [{ files: packed }] = JSON.parse(execFileSync("npm", ["pack", "--dry-run", "--json"], { cwd: DIST, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
const names = new Set(packed.map(({ path }) => path));
const manifest = JSON.parse(readFileSync(join(DIST, "package.json"), "utf8"));
const pages = [...names].filter((name) => name.endsWith(".md"));

test("the manifest says where the package comes from, at one address that nobody can register", () => {
  const { repository, homepage, bugs, publishConfig } = manifest;
  assert.equal(repository.type, "git");
  // `.example` is reserved (RFC 2606): docs/decisions/0028-package-name.md.
  for (const address of [repository.url.replace(/^git\+/, ""), homepage, bugs.url]) assert.equal(new URL(address).hostname, "coplan.example");
  assert.deepEqual(publishConfig, { access: "restricted" });
});

test("every page of docs/ and the CHANGELOG are in it, as they are in the repository", () => {
  const docs = readdirSync(join(REPOSITORY, "docs"), { recursive: true }).map((name) => `docs/${name}`).filter((name) => statSync(join(REPOSITORY, name)).isFile());
  assert.ok(docs.length > 20);
  for (const name of ["README.md", "CHANGELOG.md", ...docs]) {
    assert.ok(names.has(name), `${name} is not in the package`);
    assert.equal(readFileSync(join(DIST, name), "utf8"), readFileSync(join(REPOSITORY, name), "utf8"), name);
  }
  for (const name of pages) assert.ok(existsSync(join(REPOSITORY, name)), `${name} is no more`);
});

/** A heading as a link names it. */
const anchor = (heading) => heading.trim().toLowerCase().replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1").replaceAll(/[^\p{L}\p{N}\s_-]/gu, "").replaceAll(" ", "-");
const prose = (page) => readFileSync(join(DIST, page), "utf8").replaceAll(/^```[^]*?^```/gm, "");

test("every link and picture leads to a file of the package, and to a heading that is there", () => {
  let found = 0;
  for (const page of pages) {
    for (const [, to] of prose(page).replaceAll(/`[^`\n]*`/g, "").matchAll(/(?:\]\(|\b(?:src|srcset)=")(?!https?:)([^)"\s]+)[)"]/g)) {
      const [path, heading] = to.split("#");
      const target = path ? normalize(join(dirname(page), path)).replace(/\/$/, "") : page;
      assert.ok(names.has(target) || [...names].some((name) => name.startsWith(`${target}/`)), `${page}: ${to} is not in the package`);
      if (!heading) continue;
      const headings = [...prose(target).matchAll(/^#+ (.*)$/gm)].map(([, text]) => anchor(text));
      assert.ok(headings.includes(heading), `${page}: ${target} has no heading #${heading}`);
      found += 1;
    }
  }
  assert.ok(found > 3);
});

test("a map of the source is made on request, changes no byte of coplan.js, and is not published", () => {
  const { build } = JSON.parse(readFileSync(join(REPOSITORY, "target/coplan/build.json"), "utf8"));
  const bundle = (env) => execFileSync("node", [join(REPOSITORY, "pkg-config/bundle.mjs"), REPOSITORY, join(REPOSITORY, "target/coplan"), scratch, build], { env: { ...process.env, ...env } });
  const read = (name) => readFileSync(join(scratch, name), "utf8");
  bundle({ COPLAN_SOURCE_MAP: "" });
  const plain = read("coplan.js");
  assert.ok(!existsSync(join(scratch, "coplan.js.map")));
  bundle({ COPLAN_SOURCE_MAP: "1" });
  assert.equal(read("coplan.js"), plain);
  assert.doesNotMatch(plain, /sourceMappingURL/);
  const { sources, sourcesContent, mappings } = JSON.parse(read("coplan.js.map"));
  assert.ok(mappings.length > 10_000);
  const at = sources.findIndex((source) => source.endsWith("src/elements/js/element.js"));
  assert.equal(sourcesContent[at], readFileSync(join(REPOSITORY, "src/elements/js/element.js"), "utf8"));
  assert.ok(sources.every((source) => !source.startsWith("/")));
  assert.ok(![...names].some((name) => name.endsWith(".map")));
});
