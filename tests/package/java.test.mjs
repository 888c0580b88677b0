// The server of the recipe in Java, compiled and asked over HTTP as a page does.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

import { fixtures } from "./corpus.mjs";

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const jdk = spawnSync("javac", ["-version"]).status === 0;
const scratch = mkdtempSync(join(tmpdir(), "coplan-java-"));
after(() => rmSync(scratch, { recursive: true }));

test("Records.java stores what is next, and says why it does not store the rest", { skip: !jdk && "there is no JDK here" }, async () => {
  const { status, stderr } = spawnSync("javac", ["-Xlint:all,-serial", "-Werror", "-d", scratch, here("sample/Digest.java"), here("sample/Records.java")], { encoding: "utf8" });
  assert.equal(status, 0, stderr);
  const server = spawn("java", ["-cp", scratch, "Records", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  after(() => server.kill());
  const port = await new Promise((done) => server.stdout.once("data", (text) => done(Number(text))));

  const ask = async (id, body) => {
    const response = await fetch(`http://127.0.0.1:${port}/records/${id}`, body === undefined ? {} : { method: "PUT", body });
    const kind = response.ok ? "application/json" : "application/problem+json";
    assert.equal(response.headers.get("Content-Type"), kind);
    return [response.status, await response.json()];
  };
  const put = async (document, id = document.id) => (([status, said]) => [status, said.revision ?? said.title])(await ask(id, JSON.stringify(document)));

  const [, draft] = fixtures("relapse_plan").find(([name]) => name === "unfinished");
  const plan = { ...draft, id: "ada", subject: { ...draft.subject, ref: "ada", name: "Zoë \u{1f600}" } };
  delete plan.revision;
  assert.deepEqual(await ask("ada"), [404, { status: 404, title: "There is no such form." }]);
  assert.deepEqual(await put(plan), [200, 1]);
  assert.deepEqual(await ask("ada"), [200, { ...plan, revision: 1 }]);
  assert.deepEqual(await put(plan), [409, "Someone else has saved this form."]);
  assert.deepEqual(await put({ ...plan, revision: 1 }, "bert"), [422, "This form does not belong here."]);
  assert.deepEqual(await put({ ...plan, revision: 1, subject: { ref: "bert" } }), [422, "This form is about another person."]);
  // Of many who began from one revision, one stores the next.
  const many = await Promise.all(Array.from({ length: 20 }, () => put({ ...plan, revision: 1 })));
  assert.deepEqual(many.filter(([status]) => status === 200), [[200, 2]]);

  const [, whole] = fixtures("relapse_plan").find(([name]) => name === "amended");
  const signed = { ...whole, status: "complete", revision: undefined };
  assert.deepEqual(await put({ ...signed, answers: { ...signed.answers, signs_me: "Something else" } }), [422, "This form was changed after it was signed."]);
  assert.deepEqual(await put(signed), [200, 1]);
  for (const body of ["{", "[]", "1", '"x', "[".repeat(1 << 20)]) assert.deepEqual(await ask("ada", body), [400, { status: 400, title: "This is no form." }], body.slice(0, 9));
  assert.equal((await ask("ada", `"${"x".repeat(1 << 24)}"`))[0], 413);
});
