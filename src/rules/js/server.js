// The rules for a server in JavaScript: Node, Deno, Bun.

import { readFileSync } from "node:fs";

import { configure } from "./rules.js";

configure(() => readFileSync(new URL("./coplan-rules.wasm", import.meta.url)));

export * from "./rules.js";
