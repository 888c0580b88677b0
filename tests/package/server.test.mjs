// A server imports the package, as frameworks do that render there: nothing happens, and nothing fails.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const folder = mkdtempSync(join(tmpdir(), "coplan-server-"));
mkdirSync(join(folder, "node_modules"));
symlinkSync(fileURLToPath(new URL("../../dist", import.meta.url)), join(folder, "node_modules/coplan"));
after(() => rmSync(folder, { recursive: true }));

/** Runs a script beside the installed package; what it prints, its warnings too. */
function run(name, script) {
  writeFileSync(join(folder, name), script);
  return execFileSync(process.execPath, [name], { cwd: folder, encoding: "utf8", timeout: 60_000 });
}

/** What a server may have of a browser. */
const SERVERS = {
  Node: "",
  "a server that listens to events, as Deno does": `
    globalThis.addEventListener = (type) => console.log("listens to", type);
    globalThis.self = globalThis;`,
  "a server with a document of its own, as jsdom and Angular have": `
    class Element {}
    function Event() {}
    function UIEvent() {}
    Object.assign(globalThis, { Element, HTMLElement: class extends Element {}, Event, UIEvent, document: {}, window: globalThis });`,
};

for (const [server, given] of Object.entries(SERVERS)) {
  test(`in ${server}: importing it does nothing, and fails at nothing`, () => {
    for (const name of ["coplan", "coplan/react"]) {
      const said = run("page.mjs", `${given}
        const before = Object.keys(globalThis).length;
        const { config, startCarePlan } = await import("${name}");
        config({ wasm: "/files/coplan.wasm" });
        console.log(typeof config, typeof startCarePlan, Object.keys(globalThis).length - before);`);
      assert.equal(said, "function function 0\n", name);
    }
  });
}

test("a CommonJS module requires it, where Node can", { skip: !process.features.require_module }, () => {
  assert.equal(run("page.cjs", `console.log(typeof require("coplan").config, typeof require("coplan/react").config)`), "function function\n");
});
