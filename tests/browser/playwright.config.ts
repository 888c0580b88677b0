// Real Chromium against the real portal (serving.ts) and the real package, both built before.

import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: ".",
  // Anchored: the repository may lie in a folder of that name.
  testIgnore: /\/tests\/browser\/(hosts|bundlers|servers)\//,
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  // Long enough for a machine that is three times slower and busy: what is right is seen as soon as it is there.
  timeout: 300_000,
  expect: { timeout: 20_000 },
  // One test of five hundred that a busy machine upsets is tried again by itself, and named as such in the last lines.
  retries: 1,
  reporter: [["list"], ["./reporter.ts"]],
  use: {
    launchOptions: {
      executablePath: process.env.CHROME ?? "/usr/bin/chromium-headless-shell",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
