// What lies in dist/ beside what is built: types, schemas, words, pages; the notices, the bills of materials, the digests for teams that copy files, and a
// zip with nothing to build. Called by `cargo xtask build` with three folders: the repository, dist, and where the zip goes.

import { createHash } from "node:crypto";
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";

import { zipSync } from "fflate";

import { crates } from "./crates.mjs";
import { notices } from "./licences.mjs";
import { bills } from "./sbom.mjs";

const [repository, dist, target] = process.argv.slice(2);
// Where no Rust builds for servers, the package is for browsers alone.
const SERVER = existsSync(join(dist, "coplan-rules.wasm")) ? ["rules.js", "server.js", "fhir.js", "coplan-rules.wasm"] : [];
const put = (name, text) => writeFileSync(join(dist, name), text);
const json = (value) => `${JSON.stringify(value, null, 2)}\n`;

/** What is copied as it is, by the folder that has it. */
const BESIDE = {
  "pkg-config": ["coplan.d.ts", "react.d.ts", "vue.d.ts", "server.d.ts", "fhir.d.ts", "custom-elements.json", "messages", "schema"],
  "src/rules/js": ["rules.js", "server.js", "fhir.js"],
  // All of docs/, so that every link from page to page leads somewhere.
  ".": ["LICENSE-MIT", "LICENSE-APACHE", "README.md", "CHANGELOG.md", "SECURITY.md", "docs"],
};
for (const [folder, names] of Object.entries(BESIDE)) {
  for (const name of names) {
    rmSync(join(dist, name), { recursive: true, force: true });
    cpSync(join(repository, folder, name), join(dist, name), { recursive: true });
  }
}
// Of an earlier build, and no map of this one.
rmSync(join(dist, "coplan.js.map"), { force: true });

const { devDependencies: _, ...manifest } = JSON.parse(readFileSync(join(repository, "pkg-config/package.json"), "utf8"));
put("package.json", json(manifest));
const made = crates(repository);
put("LICENSES-third-party.txt", notices(repository, made.inside));
for (const [name, bill] of Object.entries(bills(repository, made))) put(name, bill);

/** As the `integrity` of a script or a fetch has it. */
const digest = (name) => `sha384-${createHash("sha384").update(readFileSync(join(dist, name))).digest("base64")}`;
put("integrity.json", json(Object.fromEntries(["coplan.js", "coplan.wasm", "coplan.classic.js", ...SERVER].map((name) => [name, digest(name)]))));

/** What the manifest publishes, and nothing that an earlier build has left. */
function files(path) {
  return statSync(path).isDirectory() ? readdirSync(path).sort().flatMap((name) => files(join(path, name))) : [path];
}
const name = `coplan-${manifest.version}`;
const published = ["package.json", ...manifest.files.filter((name) => existsSync(join(dist, name)))].flatMap((name) => files(join(dist, name)));
// One time for all, so that the same files make the same zip.
const mtime = new Date("2000-01-01T12:00:00");
const entries = published.map((path) => [`${name}/${relative(dist, path)}`, [readFileSync(path), { level: 9, mtime }]]);
writeFileSync(join(target, `${name}.zip`), zipSync(Object.fromEntries(entries)));
