// An element comes and goes hundreds of times, and nothing of it stays behind.

import type { CDPSession, Page } from "@playwright/test";

import { expect, fixture, open, put, test } from "./portal.js";

/** What the page holds once everything that can go has gone. */
async function held(page: Page, session: CDPSession) {
  await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  const metric = (name: string) => metrics.find((metric) => metric.name === name)!.value;
  return {
    nodes: metric("Nodes"),
    listeners: metric("JSEventListeners"),
    script: metric("JSHeapUsedSize"),
    module: await page.evaluate(() => (window as any).memory.buffer.byteLength as number),
  };
}

test("put on the page and taken off hundreds of times, it leaves no nodes, no listeners and no memory behind", async ({ page }) => {
  // The module's own memory, which the package shows to nobody.
  await page.addInitScript(() => {
    const instantiate: any = WebAssembly.instantiate;
    (WebAssembly as any).instantiate = async (...given: unknown[]) => {
      const made: WebAssembly.Instance = await instantiate(...given);
      (window as any).memory = Object.values(made.exports).find((one) => one instanceof WebAssembly.Memory);
      return made;
    };
  });
  const form = await open(page, { mode: "staff" }, "relapse-plan");
  await put(form, fixture("relapse_plan", "amended"));
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const come_and_go = (times: number) =>
    form.evaluate(async (element: any, times) => {
      const place = element.parentNode;
      for (let time = 0; time < times; time += 1) {
        const ready = new Promise((done) => element.addEventListener("coplan-ready", done, { once: true }));
        element.remove();
        // What is moved within one task stays: only then has it gone.
        await new Promise((done) => setTimeout(done));
        place.append(element);
        await ready;
      }
    }, times);
  await come_and_go(50);
  const before = await held(page, session);
  await come_and_go(400);
  const after = await held(page, session);
  expect(after.nodes).toBeLessThanOrEqual(before.nodes + 50);
  expect(after.listeners).toBeLessThanOrEqual(before.listeners + 5);
  expect(after.script).toBeLessThan(before.script + 500_000);
  expect(after.module).toBe(before.module);
});
