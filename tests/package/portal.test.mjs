// The portal as somebody gets it who has neither Rust nor Node: unpacked elsewhere, and started as its README.txt says.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, test } from "node:test";

import * as CycloneDX from "@cyclonedx/cyclonedx-library";

import { ALLOWED, COMMAND, named, noticed, others } from "./licences.mjs";

const ARCHIVE = process.env.COPLAN_PORTAL;
const folder = mkdtempSync(join(tmpdir(), "coplan-portal-"));
after(() => rmSync(folder, { recursive: true }));

test("the portal's archive is unpacked and started by its README, without the repository", { skip: !ARCHIVE && "cargo xtask test package makes the archive" }, async () => {
  copyFileSync(ARCHIVE, join(folder, basename(ARCHIVE)));
  const env = { PATH: "/usr/bin:/bin", HOME: folder };
  const listed = spawnSync("tar", ["-tzf", basename(ARCHIVE)], { cwd: folder, encoding: "utf8" });
  assert.match(listed.stdout, /^coplan-portal\/README\.txt$/m);
  const unpack = spawnSync("sh", ["-c", "tar -xOzf coplan-portal-*.tar.gz coplan-portal/README.txt"], { cwd: folder, env, encoding: "utf8" });
  const commands = [...unpack.stdout.matchAll(/^ {4}((?:tar|cd|\.\/coplan serve --ex).*)$/gm)].map(([, command]) => command);
  assert.equal(commands.length, 3, unpack.stdout);

  const portal = spawn("sh", ["-c", `${commands.slice(0, 2).join(" && ")} && exec ${commands[2]} --port 0`], { cwd: folder, env });
  let said = "";
  portal.stderr.on("data", (text) => (said += text));
  try {
    const origin = await new Promise((found, failed) => {
      portal.stdout.on("data", (text) => found(/http:\/\/[^\s]+/.exec(text)?.[0].replace(/\/$/, "")));
      portal.on("exit", () => failed(new Error(said)));
    });
    const page = await (await fetch(`${origin}/`)).text();
    assert.match(page, /Coplan/);
    const script = /src="([^"]+\/coplan\.js)"/.exec(await (await fetch(`${origin}/gallery.html`)).text())[1];
    assert.equal((await fetch(origin + script)).status, 200);
    assert.ok((await (await fetch(`${origin}/api/examples`)).json()).length > 12);
    const example = await (await fetch(`${origin}/api/examples/relapse_plan/unfinished`)).json();
    const document = { ...example, id: "from-a-binary", revision: undefined, subject: { ...example.subject, ref: "demo-1" } };
    const saved = await fetch(`${origin}/api/documents/from-a-binary`, { method: "PUT", headers: { Origin: origin, "Content-Type": "application/json" }, body: JSON.stringify(document) });
    assert.equal(saved.status, 200, await saved.text());
  } finally {
    portal.kill("SIGKILL");
  }
  for (const name of ["README.txt", "dist/docs/portal.md", "dist/coplan.wasm", "www/index.html", "coplan.service", "LICENSE-MIT", "LICENSE-APACHE"]) assert.ok(readFileSync(join(folder, "coplan-portal", name)).length > 100, name);
});

test("the archive has a bill of materials and the notices of what is in its program: valid, and true to the program itself", { skip: !ARCHIVE && "cargo xtask test package makes the archive" }, async () => {
  const unpacked = spawnSync("tar", ["-xzf", ARCHIVE, "-C", folder, "--one-top-level=bill"]);
  assert.equal(unpacked.status, 0, String(unpacked.stderr));
  const read = (name, encoding = "utf8") => readFileSync(join(folder, "bill/coplan-portal", name), encoding);
  const text = read("sbom.cdx.json");
  const validator = new CycloneDX.Validation.JsonStrictValidator(CycloneDX.Spec.Version.v1dot6);
  assert.equal(await validator.validate(text), null);
  const { components, metadata } = JSON.parse(text);
  assert.equal(metadata.component.name, "coplan-portal");
  // A program names the source of whatever may panic in it.
  const compiled = new Set([...read("coplan", "latin1").matchAll(/\/registry\/src\/[^/\s]+\/([A-Za-z0-9_-]+?)-(\d+\.\d+\.\d+[^/\s]*)\/src\//g)].map(([, name, version]) => `${name} ${version}`));
  assert.ok(compiled.size > 40, `${compiled.size}`);
  const billed = named(components);
  assert.deepEqual([...compiled].filter((one) => !billed.includes(one)), []);
  for (const part of ["axum", "SQLite", "nhsuk-frontend"]) assert.ok(components.some(({ name }) => name === part), part);
  assert.deepEqual(billed, noticed(read("LICENSES-third-party.txt")));
  assert.deepEqual(others(components, [...ALLOWED, ...COMMAND]), []);
  const lock = readFileSync(new URL("../../Cargo.lock", import.meta.url), "utf8");
  for (const { name, version, purl, hashes } of components.filter(({ purl }) => purl.startsWith("pkg:cargo/"))) {
    assert.ok(lock.includes(`name = "${name}"\nversion = "${version}"\n`) && lock.includes(`checksum = "${hashes[0].content}"`), purl);
  }
});

test("the container's recipe and the systemd unit copy what there is, name options that there are, and start from the folder that is copied", { skip: !ARCHIVE && "cargo xtask test package makes the archive" }, async () => {
  const repository = (name) => readFileSync(new URL(`../../${name}`, import.meta.url), "utf8");
  const recipe = repository("docs/portal/Containerfile");
  const unit = repository("docs/portal/coplan.service");
  const [, from, to] = /^COPY (\S+) (\S+)$/m.exec(recipe);
  assert.equal(from, "target/portal/coplan-portal");
  assert.match(recipe, new RegExp(`^WORKDIR ${to}$`, "m"));
  const [program, ...entry] = JSON.parse(/^ENTRYPOINT (.*)$/m.exec(recipe)[1]);
  const started = /^ExecStart=\S+ (.*)$/m.exec(unit)[1].split(" ");
  const copied = mkdtempSync(join(folder, "copied-"));
  assert.equal(spawnSync("tar", ["-xzf", ARCHIVE, "-C", copied, "--strip-components=1"]).status, 0);
  const run = join(copied, program.slice(to.length + 1));
  const help = spawnSync(run, ["serve", "--help"], { encoding: "utf8" }).stdout;
  const options = [...entry, ...started].filter((word) => word.startsWith("--"));
  const named = Object.keys(JSON.parse(repository("docs/portal/portal.json"))).map((name) => `--${name}`);
  for (const option of [...options, ...named]) assert.match(help, new RegExp(`^ +${option} <`, "m"), option);
  assert.deepEqual([entry[0], started[0]], ["serve", "serve"]);
  const config = join(folder, "portal.json");
  writeFileSync(config, JSON.stringify({ db: join(folder, "of-the-image.db") }));
  const portal = spawn(run, ["serve", "--port", "0", "--config", config], { cwd: copied, env: {} });
  try {
    const said = await Promise.race([once(portal.stdout, "data"), once(portal, "exit")]);
    assert.match(String(said[0]), /^Coplan demo portal: http/);
    portal.kill("SIGTERM");
    assert.equal((await once(portal, "exit"))[0], 0, "it ends well when it is told to");
  } finally {
    portal.kill("SIGKILL");
  }
});
