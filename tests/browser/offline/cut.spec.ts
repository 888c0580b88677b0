// The network is cut at every step: while forms are taken along, and before and after each request that sends what was kept.

import { type Page, type Route } from "@playwright/test";

import { expect, test } from "../portal.js";
import { back, field, isOpen, keep, latest, onDisk, onlyRequests, openPlan, plan, revisions, sendNow, stored, takeAlong, unsent, visit } from "./visiting.js";

/** Counts the requests to the portal, and cuts the one at this place: before the portal hears it, or before its answer arrives. */
async function cut(page: Page, place: number, when: "before" | "after", asked: string[] = []) {
  let count = 0;
  const handler = async (route: Route) => {
    asked.push(`${route.request().method()} ${new URL(route.request().url()).pathname.replace(/[0-9a-f-]{36}/, "ID")}`);
    if (count++ !== place) return route.fallback();
    if (when === "after") await route.fetch();
    return route.abort("connectionreset");
  };
  await page.route("**/api/**", handler);
  return () => page.unroute("**/api/**", handler);
}

test("a network that is cut at any step of taking along leaves nothing half on the tablet, and it works the next time", async ({ page, said }) => {
  const { id } = await stored(page);
  await visit(page, id);
  const asked: string[] = [];
  for (let place = 0; ; place++) {
    const whole = await cut(page, place, place % 2 ? "after" : "before", asked.splice(0) && asked);
    await page.getByRole("button", { name: "Take along" }).click();
    const failed = page.getByRole("alert").filter({ hasText: "The portal does not answer" });
    await expect(failed.or(page.getByRole("heading", { name: "Ada Example" }))).toBeVisible();
    await whole();
    if (await page.getByRole("heading", { name: "Ada Example" }).isVisible()) break;
    expect(await onDisk(page), asked.join()).not.toContain("expires_at");
    await page.evaluate(() => document.querySelector(".notice")!.remove());
  }
  // Each of them was cut once.
  expect(asked).toEqual([
    "PUT /api/devices/ID", "GET /api/user", "GET /api/forms", "GET /api/people/demo-1", "GET /api/documents", "POST /api/documents/ID/taken",
    "GET /api/documents/ID", "GET /api/people", "GET /api/devices",
  ].slice(0, asked.length));
  expect(asked.length).toBeGreaterThanOrEqual(7);
  expect(onlyRequests(said)).toEqual([]);
});

test("a network that is cut before or after any request of sending loses no save, sends none twice, and keeps their order", async ({ page, context, said }) => {
  const { id } = await stored(page);
  await takeAlong(page, id);
  const acknowledged = ["I stop sleeping"];
  const asked: string[] = [];
  for (const when of ["before", "after"] as const) {
    for (let place = 0; place < 4; place++) {
      await context.setOffline(true);
      await openPlan(page);
      for (const words of [`${when} ${place}, first`, `${when} ${place}, second`]) {
        await keep(page, words);
        acknowledged.push(words);
      }
      await back(page);
      // The list is there: nothing is being looked at while the network comes.
      await isOpen(page);
      await expect(unsent(page)).toHaveText("On this tablet only: 2 changes not sent yet");
      const whole = await cut(page, place, when, asked.splice(0) && asked);
      await context.setOffline(false);
      const stopped = page.getByRole("alert").filter({ hasText: "The portal cannot be reached" });
      await expect(stopped.or(unsent(page).filter({ hasText: "Everything is sent" }))).toBeVisible();
      await whole();
      if (await stopped.isVisible()) await sendNow(page);
      await expect(unsent(page)).toHaveText("Everything is sent");
    }
  }
  // Each revision holds what was kept in its turn: none is missing, and none is there twice.
  const found = await revisions(page, id);
  expect(found.map(({ revision }: any) => revision)).toEqual(acknowledged.map((_, index) => index + 1));
  expect((await latest(page, id)).answers.signs_me).toBe(acknowledged.at(-1));
  expect(asked.filter((request) => request.startsWith("PUT")), "it was cut where it sends").toEqual(["PUT /api/documents/ID", "PUT /api/documents/ID"]);
  expect(onlyRequests(said)).toEqual([]);
});

test("what was kept while the network went away is sent in its order, one revision for each", async ({ page, context, said }) => {
  const { id } = await stored(page);
  await takeAlong(page, id);
  const sent: string[] = [];
  await page.route(`**/api/documents/${id}`, async (route) => {
    if (route.request().method() === "PUT") sent.push(route.request().postDataJSON().answers.signs_me);
    await route.fallback();
  });
  await openPlan(page);
  await keep(page, "one");
  await context.setOffline(true);
  await keep(page, "two");
  await context.setOffline(false);
  await keep(page, "three");
  await expect(unsent(page), "nothing is sent under somebody's hands").toHaveText("On this tablet only: 3 changes not sent yet");
  await back(page);
  await expect(unsent(page)).toHaveText("Everything is sent");
  expect(sent).toEqual(["one", "two", "three"]);
  // The answer of a network's own sign-in page is none of the portal.
  await openPlan(page);
  await keep(page, "four");
  await page.route("**/api/documents/**", (route) => route.fulfill({ contentType: "text/html", body: "<h1>Free Wi-Fi</h1>" }));
  await back(page);
  await expect(page.getByRole("alert")).toContainText("The portal cannot be reached");
  await expect(unsent(page)).toHaveText("On this tablet only: 1 change not sent yet");
  await page.unroute("**/api/documents/**");
  await sendNow(page);
  await expect(unsent(page)).toHaveText("Everything is sent");
  expect((await latest(page, id)).revision).toBe(5);
  expect(onlyRequests(said)).toEqual([]);
});
