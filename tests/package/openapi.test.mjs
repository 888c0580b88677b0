// The portal answers as its own description says, whatever is sent: Schemathesis makes requests from the description, right ones and wrong
// ones, and looks at status, media type and body of each answer.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

const REPOSITORY = new URL("../../", import.meta.url).pathname;
const COPLAN = process.env.COPLAN ?? join(REPOSITORY, "target/debug/coplan");
const CHECKS = ["not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance", "response_headers_conformance", "negative_data_rejection", "unsupported_method", "allow_header_conformance"];

test("nothing that can be made from the portal's description gets an answer that the description does not have, nor one that says the portal failed", async () => {
  const folder = mkdtempSync(join(tmpdir(), "coplan-openapi-"));
  const portal = spawn(COPLAN, ["serve", "--port", "0", "--db", join(folder, "portal.db"), "--dist", join(REPOSITORY, "dist"), "--www", join(REPOSITORY, "www"), "--examples", join(REPOSITORY, "tests/fixtures")]);
  try {
    const origin = await new Promise((found, failed) => {
      portal.stdout.on("data", (text) => found(/http:\/\/[^\s]+/.exec(text)?.[0].replace(/\/$/, "")));
      portal.on("exit", () => failed(new Error("the portal did not start")));
    });
    const options = ["--checks", CHECKS.join(), "--phases", "examples,coverage,fuzzing", "--max-examples", "4", "--seed", "1", "--generation-database", "none"];
    const quiet = ["--no-shrink", "--continue-on-failure", "--warnings", "off", "--no-color", "--report", "junit", "--report-junit-path", "report.xml"];
    const run = spawn("python3", ["-m", "schemathesis.cli", "run", `${origin}/api/openapi.json`, "-H", `Origin: ${origin}`, ...options, ...quiet], { cwd: folder });
    let said = "";
    for (const stream of [run.stdout, run.stderr]) stream.on("data", (text) => (said += text));
    const [code] = await once(run, "exit");
    assert.equal(code, 0, said);
    const described = Object.values((await (await fetch(`${origin}/api/openapi.json`)).json()).paths).flatMap(Object.keys).length;
    // All but the description itself.
    const [, tested] = /Tested: +(\d+)/.exec(said) ?? [];
    assert.equal(Number(tested), described - 1, said);
    const [, made] = /(\d+) generated, \1 passed/.exec(said) ?? [];
    assert.ok(Number(made) > 300, said);
    assert.match(readFileSync(join(folder, "report.xml"), "utf8"), /<testsuite/);
  } finally {
    portal.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  }
});
