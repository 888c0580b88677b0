// What lies on a tablet is its owner's: it is sent in their name, and nobody else removes it.

import { at, expect, test } from "../portal.js";
import {
  answer, back, isOpen, keep, latest, onDisk, onlyRequests, openPlan, plan, registered, sendNow, stored, takeAlong, unlock, unsent, visit,
} from "./visiting.js";

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

test("what one tab has taken along and kept is not replaced or removed by another tab that takes forms along", async ({ page, context, said }) => {
  const { id } = await stored(page);
  const other = await context.newPage();
  for (const fails of [false, true]) {
    // The other tab has begun first, and is slower.
    let goOn = () => {};
    const first = new Promise<void>((resolve) => (goOn = resolve));
    await other.route("**/api/forms", async (route) => {
      await first;
      await (fails ? route.abort() : route.fallback());
    });
    await visit(other, id);
    const begun = other.waitForRequest("**/api/forms");
    await other.getByRole("button", { name: "Take along" }).click();
    await begun;
    await takeAlong(page, id);
    await context.setOffline(true);
    await openPlan(page);
    await keep(page, `Kept in the first tab, ${fails}`);
    await context.setOffline(false);
    goOn();
    await expect(other.getByRole("alert")).toContainText(fails ? "The portal does not answer" : "Something lies on this tablet already");
    await other.unroute("**/api/forms");
    await page.reload();
    await unlock(page);
    await expect(unsent(page)).toHaveText("Everything is sent");
    expect((await latest(page, id)).answers.signs_me).toBe(`Kept in the first tab, ${fails}`);
    const sure = answer(page, true);
    await page.getByRole("button", { name: "Remove from this tablet" }).click();
    await sure;
    await expect(page.getByRole("heading", { name: "Take forms along" })).toBeVisible();
  }
  expect(onlyRequests(said)).toEqual([]);
});

test("signing out removes what is one's own, once the portal has said so: nothing without a network, and nothing of somebody else", async ({ page, context, said, baseURL }) => {
  const { id } = await stored(page);
  await takeAlong(page, id);
  await openPlan(page);
  await at(plan(page), "signs_me").fill("Typed, and not kept yet");
  const other = await context.newPage();
  await other.goto("/person.html?person=demo-1");
  const end = other.getByRole("button", { name: "End this session" });
  const session = async () => (await other.request.get("/api/user")).status();
  const lies = async () => (await onDisk(other)).includes("expires_at");

  await context.setOffline(true);
  await end.click();
  await expect(other.getByRole("alert")).toContainText("Signing out needs the network");
  await context.setOffline(false);
  expect([await session(), await lies()]).toEqual([200, true]);
  await other.route("**/api/devices/*", (route) => (route.request().method() === "DELETE" ? route.fulfill({ status: 502, body: "" }) : route.fallback()));
  let asked = answer(other, true);
  await end.click();
  expect(await asked, "what was typed in another tab is kept, and counted").toContain("1 change on this tablet will be lost");
  await expect(other.getByRole("alert")).toContainText("Signing out did not work");
  expect([await session(), await lies()]).toEqual([200, true]);
  await other.unroute("**/api/devices/*");

  await context.addCookies([{ name: "role", value: "administrator", url: baseURL! }]);
  await end.click();
  await expect(other.getByRole("heading", { name: "Your session has ended" })).toBeVisible();
  expect(await lies(), "it is somebody else's").toBe(true);

  await context.addCookies([{ name: "role", value: "care_coordinator", url: baseURL! }, { name: "session", value: "on", url: baseURL! }]);
  await other.goto("/person.html?person=demo-1");
  asked = answer(other, true);
  await end.click();
  await asked;
  await expect(other.getByRole("heading", { name: "Your session has ended" })).toBeVisible();
  expect(await lies()).toBe(false);
  expect(onlyRequests(said)).toEqual([]);
});

test("nothing more is taken along by somebody else, nor to a tablet that the portal does not know, or has told to empty itself", async ({ page, context, said, baseURL }) => {
  const ids = registered(page);
  const { id } = await stored(page);
  await takeAlong(page, id);
  const taken: string[] = [];
  page.on("request", (request) => void (/\/taken$/.test(request.url()) && taken.push(request.url())));
  const more = async () => {
    await page.getByRole("checkbox", { name: "Ada Example" }).check();
    await page.getByRole("button", { name: "Take along" }).click();
  };
  const { origin } = new URL(page.url());
  await context.addCookies([{ name: "role", value: "administrator", url: baseURL! }]);
  await more();
  await expect(page.getByRole("alert")).toContainText("Somebody else took these forms along");
  await context.addCookies([{ name: "role", value: "care_coordinator", url: baseURL! }]);
  await page.route("**/api/devices/*", (route) => route.fulfill({ status: 404, json: { title: "The portal does not know this tablet." } }));
  await more();
  await expect(page.getByRole("alert")).toContainText("The portal does not know this tablet");
  await page.unroute("**/api/devices/*");
  await more();
  await expect.poll(() => taken.length, "its owner can").toBe(1);
  await expect(page.getByRole("checkbox", { name: "Ada Example" })).not.toBeChecked();
  expect((await page.request.delete(`/api/devices/${ids.at(-1)}`, { headers: { Origin: origin } })).status()).toBe(204);
  await more();
  await expect(page.getByRole("alert")).toContainText("told to remove the forms");
  expect(taken.length).toBe(1);
  expect(onlyRequests(said)).toEqual([]);
});
