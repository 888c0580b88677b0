// Which Rust crates are inside the package or the command, and which only take part in making it: as cargo resolves them from Cargo.lock.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What is compiled for the package, and for what. */
const MODULES = [
  ["coplan-elements", "wasm32-unknown-unknown"],
  ["coplan-rules-module", "wasm32-wasip1"],
];

/**
 * `inside`: compiled into the package. `building`: macros, build scripts and the tools of xtask, which run and stay outside. Each
 * with what `cargo metadata` says, its `checksum` of Cargo.lock, and `needs`, the ids of crates that it depends on. `direct`: the
 * ids of those that a crate of ours names. Without a target, a module is compiled for the machine that this runs on.
 */
export function crates(repository, modules = MODULES) {
  const cargo = (...args) => execFileSync(process.env.CARGO ?? "cargo", args, { cwd: repository, encoding: "utf8", maxBuffer: 1 << 28 });
  const tree = (name, edges, ...target) => cargo("tree", "--package", name, ...target, "-e", edges, "--prefix", "none", "-f", "{p}").split("\n");
  const named = (lines) => new Set(lines.filter((line) => line && !line.includes("(/")).map((line) => line.replace(/ \((\*|proc-macro)\)/g, "").trim()));
  // What is compiled in; `-e no-proc-macro`: a macro is run when building and stays outside.
  const trees = (edges) => modules.flatMap(([name, target]) => tree(name, edges, ...(target ? ["--target", target] : [])));
  const inside = named(trees("normal,no-proc-macro"));
  const all = named([...trees("normal,build"), ...tree("xtask", "normal,build")]);

  const { packages, resolve } = JSON.parse(cargo("metadata", "--format-version", "1"));
  const lock = readFileSync(join(repository, "Cargo.lock"), "utf8");
  const checksums = new Map([...lock.matchAll(/name = "(.*)"\nversion = "(.*)"\nsource = ".*"\nchecksum = "(.*)"/g)].map(([, name, version, sum]) => [`${name} v${version}`, sum]));
  const known = new Map(packages.filter(({ source }) => source).map((crate) => [`${crate.name} v${crate.version}`, crate]));
  const missing = [...all].filter((line) => !known.has(line));
  if (missing.length) throw new Error(`cargo metadata does not know ${missing.join(", ")}`);

  const needs = new Map(resolve.nodes.map(({ id, dependencies }) => [id, dependencies]));
  const pick = (lines) => [...lines].sort().map((line) => ({ ...known.get(line), checksum: checksums.get(line), needs: needs.get(known.get(line).id) ?? [] }));
  const direct = new Set(packages.filter(({ source }) => !source).flatMap(({ id }) => needs.get(id) ?? []));
  return { direct, inside: pick(inside), building: pick([...all].filter((line) => !inside.has(line))) };
}
