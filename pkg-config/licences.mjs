// The licence notices of what others wrote and what is inside coplan.js, coplan.wasm and coplan-rules.wasm, or inside the command: the Rust
// crates that are compiled in, Rust's own standard library, and the styles of nhsuk-frontend.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/** The text of the file that lies in the package, for the crates that are inside and what else is: each `{ who, licence, texts }`. */
export function notices(repository, found, more = []) {
  const mit = readFileSync(join(repository, "LICENSE-MIT"), "utf8");
  const body = mit.slice(mit.indexOf("Permission is hereby granted"));
  const nhsuk = JSON.parse(readFileSync(join(repository, "pkg-config/node_modules/nhsuk-frontend/package.json"), "utf8"));
  const parts = [
    { who: `nhsuk-frontend ${nhsuk.version}`, licence: nhsuk.license, holders: "NHS England", texts: [body] },
    { who: "The Rust standard library", licence: "MIT OR Apache-2.0", holders: "The Rust Project contributors", texts: [body] },
    ...found.map((crate) => ({
      who: `${crate.name} ${crate.version}`,
      licence: crate.license,
      holders: crate.authors.map((author) => author.replace(/ *<.*>/, "")).join(", "),
      texts: textsOf(crate, found, body),
    })),
    ...more,
  ];
  const without = parts.filter(({ texts }) => texts.length === 0);
  if (without.length) throw new Error(`No licence text for ${without.map(({ who, licence }) => `${who} (${licence})`).join(", ")}`);

  // The same text stands once, below all that it belongs to.
  const byText = new Map();
  for (const { who, licence, holders, texts } of parts) {
    for (const text of texts) {
      const said = `${who} – ${licence}${holders ? ` – ${holders}` : ""}`;
      byText.set(text, [...(byText.get(text) ?? []), said]);
    }
  }
  const sections = [...byText].map(([text, whose]) => `${whose.join("\n")}\n\n${text.trim()}\n`);
  return `Coplan contains work of others. Their notices follow, each above the text of its licence.\n\n${sections.join(`\n${"-".repeat(80)}\n\n`)}`;
}

/** The licence files of a crate. One that has none has those of another of the same repository, under the same licence. */
function textsOf({ manifest_path: path, license, repository }, found, mit) {
  const own = texts(dirname(path), license, mit);
  const siblings = found.filter((other) => repository && other.repository === repository && other.license === license);
  return own.length ? own : siblings.map((other) => texts(dirname(other.manifest_path), license, mit)).find((theirs) => theirs.length) ?? [];
}

/** The licence files in the folder of a crate: the MIT one alone where it may be chosen. Those of work that it has taken in are in a folder there. */
function texts(folder, licence, mit) {
  const isLicence = ({ name }) => /^(licen[cs]e|copying|notice|unlicense)/i.test(name);
  const below = (place, recursive) => (existsSync(place) ? readdirSync(place, { withFileTypes: true, recursive }).filter((entry) => entry.isFile()) : []);
  const found = [...below(folder, false).filter(isLicence), ...below(join(folder, "LICENSES"), false), ...below(join(folder, "third_party"), true).filter(isLicence)];
  const files = found.map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
  const chosen = files.filter((name) => /mit/i.test(name));
  const read = (names) => names.map((name) => readFileSync(join(folder, name), "utf8").replaceAll("\r", ""));
  if (/\bMIT\b/.test(licence) && !/AND/.test(licence)) return chosen.length ? read(chosen) : files.length ? read(files) : [mit];
  return read(files);
}
