// Firefox, by WebDriver BiDi: no other program between.

import puppeteer from "puppeteer-core";

import { Away, Lost, within } from "./driver.mjs";

/** What is printed goes to nobody; a page that one goes back to is opened anew, since Puppeteer hears of no other. */
const PREFERENCES = {
  "browser.sessionhistory.max_total_viewers": 0,
  "print.always_print_silent": true,
  "print.printer_Mozilla_Save_to_PDF.print_to_file": true,
  "print.printer_Mozilla_Save_to_PDF.print_to_filename": "/dev/null",
  "print_printer": "Mozilla Save to PDF",
};

/** @returns {Promise<import("./driver.mjs").Driver>} */
export async function start() {
  const executablePath = process.env.FIREFOX ?? "/usr/bin/firefox-esr";
  const launched = puppeteer.launch({ browser: "firefox", executablePath, headless: true, extraPrefsFirefox: PREFERENCES, protocolTimeout: 80_000 });
  const browser = await within(launched, "starting Firefox");
  return drive(browser, "Firefox");
}

/**
 * A browser that Puppeteer has started.
 * @param {import("puppeteer-core").Browser} browser
 * @param {string} name
 * @returns {Promise<import("./driver.mjs").Driver>}
 */
export async function drive(browser, name) {
  /** @type {string[]} */
  let said = [];
  const page = await within(browser.newPage(), "a new page");
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  const does = async (promise, what) => {
    try {
      return await within(promise, what);
    } catch (error) {
      if (/Execution context|Cannot find context/i.test(error.message)) throw new Away(error.message);
      throw /Target closed|Session closed|disconnected|no such frame|browsing context/i.test(error.message) ? new Lost(error.message) : error;
    }
  };
  return {
    name,
    version: (await browser.version()).replace(/^.*\//, ""),
    goto: (address) => does(page.goto(address, { timeout: 80_000 }), "opening a page").then(() => {}),
    reload: () => does(page.reload({ timeout: 80_000 }), "reloading").then(() => {}),
    // Firefox tells of no end of a way back: whoever goes there waits for what is to be there.
    back: () => does(page.evaluate("void setTimeout(() => history.back())"), "going back").then(() => {}),
    run: (source, args = []) => does(page.evaluate(`(${source})(...${JSON.stringify(args)})`), "a script"),
    async mouse(steps) {
      for (const [what, x, y] of steps) {
        if (what === "move") await does(page.mouse.move(x, y), "moving");
        else await does(page.mouse[what](), "pressing");
      }
    },
    type: (text) => does(page.keyboard.type(text), "typing"),
    async press(...keys) {
      for (const key of keys) await does(page.keyboard.down(/** @type {any} */ (key)), "a key");
      for (const key of keys.toReversed()) await does(page.keyboard.up(/** @type {any} */ (key)), "a key");
    },
    resize: (width, height) => does(page.setViewport({ width, height }), "resizing"),
    picture: (file) => does(page.screenshot({ path: /** @type {any} */ (file) }), "a picture").then(() => {}),
    said: () => said.splice(0),
    async stop() {
      const child = browser.process();
      await within(browser.close(), "closing", 10_000).catch(() => child?.kill("SIGKILL"));
    },
  };
}
