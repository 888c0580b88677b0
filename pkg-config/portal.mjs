// What `cargo xtask portal` says of the program `coplan`: the notices of what is compiled in, and its bill of materials. The package beside
// it, in dist/, has its own. Called with two folders: the repository, and that of the archive.

import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { crates } from "./crates.mjs";
import { notices } from "./licences.mjs";
import { portalBill } from "./sbom.mjs";

const [repository, archive] = process.argv.slice(2);
const made = crates(repository, [["coplan"]]);

/** The source of SQLite is in a crate that has another licence. Its authors have given up their rights to it, with a blessing. */
const { manifest_path: bindings } = made.inside.find(({ name }) => name === "libsqlite3-sys");
const header = readFileSync(join(dirname(bindings), "sqlite3/sqlite3.h"), "utf8");
const [, version] = /^#define SQLITE_VERSION +"(.*)"$/m.exec(header);
const [blessing] = /The author disclaims[^]*?taking more than you give\./.exec(header);
const sqlite = { name: "SQLite", version, licence: "blessing" };

const texts = [blessing.replaceAll(/^\*\* ?/gm, "")];
writeFileSync(join(archive, "LICENSES-third-party.txt"), notices(repository, made.inside, [{ who: `SQLite ${version}`, licence: sqlite.licence, texts }]));
writeFileSync(join(archive, "sbom.cdx.json"), portalBill(repository, made, [sqlite]));
