// What lies on a tablet is its owner's: it is sent in their name, and nobody else removes it.

import { expect, test } from "../portal.js";
import { back, isOpen, keep, latest, onlyRequests, openPlan, sendNow, stored, takeAlong, unlock, unsent } from "./visiting.js";

test("what was kept is sent in no other name than its owner's, also when the portal does not know the tablet", async ({ page, context, said, baseURL }) => {
  const { id } = await stored(page);
  await takeAlong(page, id);
  await context.setOffline(true);
  await openPlan(page);
  await keep(page, "I stop eating");
  await back(page);
  // Loaded again, the page knows only what lies on the tablet.
  await page.reload();
  await unlock(page);
  await isOpen(page);
  const names: (string | null)[] = [];
  await page.route("**/api/devices/*", (route) => route.fulfill({ status: 404, json: { title: "The portal does not know this tablet." } }));
  await page.route(`**/api/documents/${id}`, async (route) => {
    if (route.request().method() === "PUT") names.push(await route.request().headerValue("coplan-user"));
    await route.fallback();
  });
  await context.addCookies([{ name: "role", value: "administrator", url: baseURL! }]);
  await context.setOffline(false);
  await expect(page.getByRole("alert")).toContainText("Only they can send what lies here");
  expect((await latest(page, id)).revision).toBe(1);
  expect(names).toEqual([]);
  await context.addCookies([{ name: "role", value: "care_coordinator", url: baseURL! }]);
  await sendNow(page);
  await expect(unsent(page)).toHaveText("Everything is sent");
  expect(names).toEqual(["care_coordinator"]);
  expect((await latest(page, id)).revision).toBe(2);
  expect(onlyRequests(said)).toEqual([]);
});
