// The package under another name: a trust publishes it into its own registry in its own scope, and its applications go on saying
// `coplan`. The registry here answers on this machine alone, with what npm asks for and no more.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";

const REPOSITORY = new URL("../../", import.meta.url).pathname;
const scratch = mkdtempSync(join(tmpdir(), "coplan-alias-"));
const [release, application] = ["dist", "application"].map((name) => join(scratch, name));
const [publishing, installing] = readFileSync(new URL("sample/publish.sh", import.meta.url), "utf8").split("\n\n");
const stored = new Map();
const tarballs = new Map();

const registry = createServer(async (request, response) => {
  const { method, url } = request;
  const name = decodeURIComponent(url.slice(1).split("/-/")[0]);
  if (method === "PUT") {
    let text = "";
    for await (const chunk of request) text += chunk;
    const { _attachments: files, ...document } = JSON.parse(text);
    for (const [file, { data }] of Object.entries(files)) tarballs.set(`/${name}/-/${file}`, Buffer.from(data, "base64"));
    stored.set(name, document);
    return response.writeHead(201).end("{}");
  }
  if (tarballs.has(decodeURIComponent(url))) return response.end(tarballs.get(decodeURIComponent(url)));
  if (!stored.has(name)) return response.writeHead(404).end("{}");
  response.setHeader("Content-Type", "application/json").end(JSON.stringify(stored.get(name)));
});

/** Runs the lines of a shell as a trust would, with npm's own settings out of the way. */
async function sh(lines, cwd) {
  const address = `127.0.0.1:${registry.address().port}`;
  const settings = { cache: join(scratch, "cache"), registry: `http://${address}/`, audit: "false", fund: "false", update_notifier: "false" };
  writeFileSync(join(scratch, "npmrc"), `//${address}/:_authToken=none\n`);
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_|proxy$/i.test(name)));
  for (const [name, value] of Object.entries({ ...settings, userconfig: join(scratch, "npmrc") })) env[`npm_config_${name}`] = value;
  return (await promisify(execFile)("sh", ["-e", "-c", lines], { cwd, env })).stdout;
}

before(async () => {
  cpSync(join(REPOSITORY, "dist"), release, { recursive: true });
  mkdirSync(application);
  writeFileSync(join(application, "package.json"), JSON.stringify({ name: "portal", private: true, type: "module" }));
  await new Promise((ready) => registry.listen(0, "127.0.0.1", ready));
});
after(() => {
  registry.close();
  rmSync(scratch, { recursive: true });
});

test("without a scope npm does not publish it", async () => {
  await assert.rejects(sh("npm publish", release), /EUNSCOPED/);
  assert.equal(stored.size, 0);
});

test("published in a trust's scope and installed by an alias, it is `coplan` in every import", async () => {
  await sh(publishing, release);
  assert.deepEqual([...stored.keys()], ["@your-trust/coplan"]);
  await sh(installing, application);
  const { dependencies } = JSON.parse(readFileSync(join(application, "package.json"), "utf8"));
  const { version } = JSON.parse(readFileSync(join(REPOSITORY, "dist/package.json"), "utf8"));
  assert.deepEqual(dependencies, { coplan: `npm:@your-trust/coplan@^${version}` });
  writeFileSync(
    join(application, "ask.js"),
    `import { startFrom } from "coplan";
    import "coplan/vue";
    import { check, version } from "coplan/server";
    console.log(typeof startFrom, version(), check({ form: "care_plan", subject: {} }, { moment: "draft" }).length > 0);`,
  );
  assert.equal(await sh("node ask.js", application), `function ${version} true\n`);
});

test("under its own name in the scope it works too", async () => {
  await sh("npm install @your-trust/coplan", application);
  writeFileSync(join(application, "scoped.js"), `import { version } from "@your-trust/coplan/server"; console.log(version());`);
  assert.match(await sh("node scoped.js", application), /^\d+\.\d+\.\d+\n$/);
});
