// Real Chromium against pages that frameworks render on a server, with the package installed from its tarball.

import { defineConfig } from "@playwright/test";

import shared from "../playwright.config.js";
import { APPS, RECORDS } from "./apps.js";

export default defineConfig({
  ...shared,
  testDir: ".",
  testIgnore: [],
  reporter: [["list"], ["../reporter.ts", { name: "servers" }]],
  webServer: [
    { command: `node ../../hosts/server.mjs ${new URL(RECORDS).port}`, url: `${RECORDS}/records/ada` },
    ...APPS.map(({ folder, start, port }) => ({
      command: start,
      cwd: `../../servers/${folder}`,
      url: `http://127.0.0.1:${port}/`,
      // By the names that each framework reads.
      env: {
        PORT: String(port),
        HOST: "127.0.0.1",
        RECORDS,
        NUXT_RECORDS: RECORDS,
        NODE_ENV: "production",
        NEXT_TELEMETRY_DISABLED: "1",
      },
    })),
  ],
});
