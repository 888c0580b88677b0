// A portal with a database of its own for each worker of a run: what one test stores, no test beside it finds.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { test as base } from "@playwright/test";

export type Portal = { address: string; database: string };

export const test = base.extend<object, { portal: Portal }>({
  portal: [
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), "coplan-"));
      const database = join(folder, "test.db");
      const options = ["--port", "0", "--db", database, "--dist", "../../dist", "--www", "../../www", "--examples", "../fixtures"];
      const portal = spawn("../../target/debug/coplan", ["serve", ...options], { cwd: import.meta.dirname, stdio: ["ignore", "pipe", "inherit"] });
      const [line] = await Promise.race([once(portal.stdout, "data"), once(portal, "exit")]);
      const address = /http:\S+/.exec(String(line))?.[0];
      if (!address) throw new Error(`the portal did not start: ${line}`);
      portal.stdout.resume();
      await use({ address, database });
      portal.kill();
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: "worker" },
  ],
  baseURL: ({ portal }, use) => use(portal.address),
});
