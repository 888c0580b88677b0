// Goes on every journey in an engine, each as a test. One that fails is gone once more, in a browser that is started again if it
// had gone or hung; what passed only then is named at the end.

import { after, test } from "node:test";

import { Lost, within } from "./driver.mjs";
import { Hand, same, until } from "./hand.mjs";
import { JOURNEYS } from "./journeys.mjs";
import { serve } from "./server.mjs";
import { written } from "./table.mjs";

/** A tablet, upright. */
export const TABLET = [820, 1180];

/** The longest that a journey may take. */
const WHOLE = 180_000;

/** @param {() => Promise<import("./driver.mjs").Driver>} start */
export async function run(start) {
  const server = await serve();
  let driver = await start();
  console.log(`${driver.name} ${driver.version}`);
  /** @type {string[]} */
  const again = [];
  after(async () => {
    for (const what of again) console.log(`gone once more: ${what}`);
    await driver.stop();
    server.stop();
  });

  /** @type {Set<string>} */
  const passed = new Set();

  const go = async (journey) => {
    // WebKit tells the page, now and then, that an element which is observed got another size again within a frame. Nothing is lost by it.
    const allowed = driver.name === "WebKitGTK" ? [/ResizeObserver loop completed/] : [];
    await driver.run("() => {}");
    await driver.resize(TABLET[0], TABLET[1]);
    driver.said();
    server.said.length = 0;
    const open = async (tag, id, query = {}) => {
      await driver.goto(`${server.address}/host.html?${new URLSearchParams({ tag, id, ...query })}`);
      const hand = new Hand(driver, tag);
      await until("the element is there", () => hand.on("(form) => form !== null"));
      return hand;
    };
    await journey.go({ driver, server, open, person: (tag) => new Hand(driver, tag), expected: (said) => allowed.push(said) });
    const said = [...driver.said(), ...server.said].filter((line) => !allowed.some((one) => one.test(line)));
    same(said, [], "what the console says");
    passed.add(journey.name);
  };

  for (const journey of JOURNEYS) {
    test(`${driver.name}: ${journey.name}`, { todo: journey.todo?.[driver.name] ?? false }, async () => {
      try {
        await within(go(journey), "the journey", WHOLE);
      } catch (error) {
        if (error instanceof Lost) {
          await driver.stop();
          driver = await start();
        }
        again.push(`${driver.name}: ${journey.name}: ${error.message.slice(0, 200)}`);
        await within(go(journey), "the journey", WHOLE);
      }
    });
  }

  test(`${driver.name}: the table in docs/hosts.md says what was done`, { skip: driver.name === "Chromium" }, () => {
    same(written(driver.name, driver.version, passed), [], "rows that are different: run it with COPLAN_WRITE=1");
  });
}
