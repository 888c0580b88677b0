// The portal as somebody gets it who has neither Rust nor Node: unpacked elsewhere, and started as its README.txt says.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, test } from "node:test";

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
  for (const name of ["README.txt", "dist/docs/portal.md", "dist/coplan.wasm", "www/index.html", "coplan.service"]) assert.ok(readFileSync(join(folder, "coplan-portal", name)).length > 100, name);
});
