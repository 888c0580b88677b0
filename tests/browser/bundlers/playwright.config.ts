// Real Chromium against a small application, built by each bundler with the package installed from its tarball.

import { defineConfig } from "@playwright/test";

import shared from "../playwright.config.js";

export default defineConfig({
  ...shared,
  testDir: ".",
  testIgnore: [],
  // Vite's development servers share a folder, so each file runs by itself.
  fullyParallel: false,
  reporter: [["list"], ["../reporter.ts", { name: "bundlers" }]],
  webServer: undefined,
});
