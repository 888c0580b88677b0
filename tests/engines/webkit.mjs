// WebKitGTK, by the driver that comes with it, in a display that nobody sees.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { createInterface } from "node:readline";

import { Builder, Key } from "selenium-webdriver";
import { Command, Name } from "selenium-webdriver/lib/command.js";

import { Away, Lost, pause, within } from "./driver.mjs";

const BROWSER = process.env.WEBKIT ?? "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";

/** Keys that are no letters, as the protocol has them. */
const KEYS = { Control: Key.CONTROL, Shift: Key.SHIFT, Enter: Key.ENTER, Tab: Key.TAB, Escape: Key.ESCAPE, Backspace: Key.BACK_SPACE, ArrowDown: Key.ARROW_DOWN, ArrowUp: Key.ARROW_UP, Space: " " };

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  server.close();
  return port;
}

/** @returns {Promise<import("./driver.mjs").Driver>} */
export async function start() {
  // It says itself which display it has found.
  const display = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1700x1500x24", "-nolisten", "tcp"], { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const number = await within(new Promise((done, fail) => {
    display.once("error", fail);
    createInterface(/** @type {any} */ (display.stdio[3])).once("line", done);
  }), "starting Xvfb");
  const port = await freePort();
  const program = spawn("WebKitWebDriver", [`--port=${port}`, "--host=127.0.0.1"], {
    detached: true,
    stdio: "ignore",
    env: { ...process.env, DISPLAY: `:${number}`, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1", GDK_BACKEND: "x11" },
  });
  const kill = () => {
    process.off("exit", kill);
    try {
      process.kill(-(/** @type {number} */ (program.pid)), "SIGKILL");
    } catch {
      // It has gone already.
    }
    display.kill();
  };
  process.once("exit", kill);
  const address = `http://127.0.0.1:${port}`;
  try {
    await within(answering(address), "starting WebKitWebDriver");
    const options = { binary: BROWSER, args: ["--automation"] };
    const built = new Builder().usingServer(address).withCapabilities({ browserName: "MiniBrowser", "webkitgtk:browserOptions": options }).build();
    return drive(await within(Promise.resolve(built), "starting WebKit"), kill);
  } catch (error) {
    kill();
    throw error;
  }
}

async function answering(address) {
  for (;;) {
    if (await fetch(`${address}/status`).then((response) => response.ok, () => false)) return;
    await pause();
  }
}

/**
 * @param {import("selenium-webdriver").WebDriver} browser
 * @param {() => void} kill
 * @returns {Promise<import("./driver.mjs").Driver>}
 */
async function drive(browser, kill) {
  const does = async (promise, what) => {
    try {
      return await within(promise, what);
    } catch (error) {
      if (/unload/i.test(error.message)) throw new Away(error.message);
      throw /ECONNREFUSED|ECONNRESET|socket hang up|invalid session|NoSuchSession|no such window/i.test(`${error.name} ${error.message}`) ? new Lost(error.message) : error;
    }
  };
  const capabilities = await does(browser.getCapabilities(), "its version");
  await does(browser.manage().setTimeouts({ script: 80_000, pageLoad: 80_000 }), "limits");
  const keys = async (actions) => does(browser.execute(performed({ type: "key", id: "keyboard", actions })), "typing");
  return {
    name: "WebKitGTK",
    version: capabilities.getBrowserVersion(),
    goto: (address) => does(browser.get(address), "opening a page"),
    reload: () => does(browser.navigate().refresh(), "reloading"),
    back: () => does(browser.navigate().back(), "going back"),
    async run(source, args = []) {
      const script = `const done = arguments[arguments.length - 1];
        (async () => (${source})(...${JSON.stringify(args)}))().then((value) => done({ value }), (error) => done({ error: String(error) }));`;
      const { value, error } = await does(browser.executeAsyncScript(script), "a script");
      if (error) throw new Error(error);
      return value ?? undefined;
    },
    mouse: (steps) => does(browser.execute(performed({
      type: "pointer", id: "mouse", parameters: { pointerType: "mouse" },
      actions: steps.map(([does, x, y]) => does === "move"
        ? { type: "pointerMove", duration: 0, x: Math.round(/** @type {number} */ (x)), y: Math.round(/** @type {number} */ (y)), origin: "viewport" }
        : { type: does === "down" ? "pointerDown" : "pointerUp", button: 0 }),
    })), "the mouse"),
    type: (text) => keys([...text].flatMap((letter) => {
      const value = letter === "\n" ? Key.ENTER : letter;
      return [{ type: "keyDown", value }, { type: "keyUp", value }];
    })),
    press: (...names) => {
      const values = names.map((name) => KEYS[name] ?? name);
      return keys([...values.map((value) => ({ type: "keyDown", value })), ...values.toReversed().map((value) => ({ type: "keyUp", value }))]);
    },
    async resize(width, height) {
      // No list: a page may have made text of those.
      const inner = () => browser.executeScript("return { wider: outerWidth - innerWidth, higher: outerHeight - innerHeight }");
      for (let tries = 0; tries < 3; tries += 1) {
        const { wider, higher } = /** @type {{ wider: number, higher: number }} */ (await does(inner(), "the window"));
        await does(browser.manage().window().setRect({ width: width + wider, height: height + higher }), "resizing");
      }
    },
    async picture(file) {
      await writeFile(file, await does(browser.takeScreenshot(), "a picture"), "base64");
    },
    // Its driver hears no console: `page/listen.js` does.
    said: () => [],
    async stop() {
      await within(browser.quit(), "closing", 10_000).catch(() => {});
      kill();
    },
  };
}

function performed(actions) {
  return new Command(Name.ACTIONS).setParameter("actions", [actions]);
}
