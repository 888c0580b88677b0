// A server imports the package, as frameworks do that render there: nothing happens, and nothing fails.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("../../dist/coplan.js", import.meta.url));

test("importing it on a server does nothing, and fails at nothing", () => {
  const code = `const before = Object.keys(globalThis).length;
    const { config, startCarePlan } = await import(${JSON.stringify(script)});
    console.log(typeof config, typeof startCarePlan, Object.keys(globalThis).length - before);`;
  const said = execFileSync(process.execPath, ["--input-type=module", "-e", code], { encoding: "utf8", timeout: 60_000 });
  assert.equal(said, "function function 0\n");
});
