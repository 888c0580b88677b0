// The licences that have been looked at: docs/assurance/supply-chain.md has them. Another one is a decision.

import parseLicence from "../../pkg-config/node_modules/spdx-expression-parse/index.js";

/** They ask for a notice at most. */
export const ALLOWED = ["0BSD", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0", "ISC", "MIT", "MIT-0", "Unicode-3.0", "Unlicense", "Zlib"];
/** Besides, of what only builds: a list of names that is a work of text. */
export const BUILDING = ["CC-BY-3.0"];
/** Besides, in the command: SQLite, which asks for nothing. */
export const COMMAND = ["blessing"];

const allowed = ({ conjunction, left, right, license, exception }, list) => {
  if (conjunction) return conjunction === "and" ? allowed(left, list) && allowed(right, list) : allowed(left, list) || allowed(right, list);
  return list.includes(exception ? `${license} WITH ${exception}` : license);
};

/** Those components of a bill whose licence is none of a list, with what it is. */
export const others = (components, list) =>
  components.flatMap(({ name, version, licenses = [] }) => {
    const said = licenses.map(({ license, expression }) => expression ?? license.id);
    return said.length > 0 && said.every((one) => allowed(parseLicence(one), list)) ? [] : [`${name} ${version}: ${said}`];
  });

/** What a bill has, and what the notices name, each as a sorted list of `name version`. */
export const named = (components) => components.filter(({ version }) => version).map(({ name, version }) => `${name} ${version}`).sort();
export const noticed = (notices) => [...new Set([...notices.matchAll(/^(\S+) (\d\S*) – /gm)].map(([, name, version]) => `${name} ${version}`))].sort();
