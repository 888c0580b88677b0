// Chromium, which the other two are compared with.

import puppeteer from "puppeteer-core";

import { within } from "./driver.mjs";
import { drive } from "./firefox.mjs";

/** @returns {Promise<import("./driver.mjs").Driver>} */
export async function start() {
  const launched = puppeteer.launch({ executablePath: process.env.CHROME ?? "/usr/bin/chromium-headless-shell", args: ["--no-sandbox"], protocolTimeout: 80_000 });
  return drive(await within(launched, "starting Chromium"), "Chromium");
}
