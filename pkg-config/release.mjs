// What is made of a built dist/: the notices, the digests for teams that copy files, and a zip with nothing to build. Called
// by `cargo xtask build` with two folders: the repository and dist; and the zip to write.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";

import { zipSync } from "fflate";

import { notices } from "./licences.mjs";

const [repository, dist, target] = process.argv.slice(2);
const put = (name, text) => writeFileSync(join(dist, name), text);
const json = (value) => `${JSON.stringify(value, null, 2)}\n`;

const { devDependencies: _, ...manifest } = JSON.parse(readFileSync(join(repository, "pkg-config/package.json"), "utf8"));
put("package.json", json(manifest));
put("LICENSES-third-party.txt", notices(repository));

/** As the `integrity` of a script or a fetch has it. */
const digest = (name) => `sha384-${createHash("sha384").update(readFileSync(join(dist, name))).digest("base64")}`;
put("integrity.json", json(Object.fromEntries(["coplan.js", "coplan.wasm", "coplan.classic.js", "rules.js", "server.js", "fhir.js", "coplan-rules.wasm"].map((name) => [name, digest(name)]))));

/** What the manifest publishes, and nothing that an earlier build has left. */
function files(path) {
  return statSync(path).isDirectory() ? readdirSync(path).sort().flatMap((name) => files(join(path, name))) : [path];
}
const name = `coplan-${manifest.version}`;
const published = ["package.json", ...manifest.files].flatMap((name) => files(join(dist, name)));
// One time for all, so that the same files make the same zip.
const mtime = new Date("2000-01-01T12:00:00");
const entries = published.map((path) => [`${name}/${relative(dist, path)}`, [readFileSync(path), { level: 9, mtime }]]);
writeFileSync(join(target, `${name}.zip`), zipSync(Object.fromEntries(entries)));
