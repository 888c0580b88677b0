// Real Chromium against small pages of the hosts that there are, with the package installed from its tarball.

import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { defineConfig } from "@playwright/test";

import shared from "../playwright.config.js";

const port = Number(process.env.COPLAN_PORT ?? 8281);
// Each worker reads this file too, and none of them makes another.
process.env.COPLAN_DB ??= join(mkdtempSync(join(tmpdir(), "coplan-")), "test.db");

export default defineConfig({
  ...shared,
  testDir: ".",
  testIgnore: [],
  snapshotPathTemplate: "../test-results/hosts/{arg}{ext}",
  reporter: [["list"], ["../reporter.ts", { name: "hosts" }]],
  use: { ...shared.use, baseURL: `http://127.0.0.1:${port}` },
  webServer: [
    { command: `node ../../hosts/server.mjs ${port}`, url: `http://127.0.0.1:${port}/pages/plain.html` },
    // The demo portal, whose page a record system opens: that is at the server above.
    {
      command: `../../../target/debug/coplan serve --port ${port + 2} --db ${process.env.COPLAN_DB} --dist ../../hosts/node_modules/coplan --www ../../../www --examples ../../fixtures --ehr http://127.0.0.1:${port} --fhirclient ../../hosts/node_modules/fhirclient/build/fhir-client.pure.min.js`,
      url: `http://127.0.0.1:${port + 2}/`,
    },
  ],
});
