// What lies on a tablet goes when its owner or the time says so, in every tab, and work that can be sent is sent first.

import type { BrowserContext, Page } from "@playwright/test";

import { expect, store, test } from "../portal.js";
import { answer, back, field, isOpen, keep, latest, onDisk, onlyRequests, openPlan, plan, registered, sendNow, stored, takeAlong, unlock, unsent } from "./visiting.js";

/** The owner removes what lies on this tablet, on another computer. */
async function removeElsewhere(page: Page, ids: string[]) {
  const { origin } = new URL(page.url());
  expect((await page.request.delete(`/api/devices/${ids.at(-1)}`, { headers: { Origin: origin } })).status()).toBe(204);
}

const gone = async (page: Page) => {
  await expect(page.getByRole("alert")).toContainText("told to remove the forms");
  expect(await onDisk(page)).not.toContain("expires_at");
};

/** Ada's plan, with a change that is on the tablet only. */
async function unsentChange(page: Page, context: BrowserContext) {
  const document = await stored(page);
  await takeAlong(page, document.id);
  await context.setOffline(true);
  await openPlan(page);
  await keep(page, "I stop eating");
  await back(page);
  return document;
}

/** Whether the page has been loaded again since it was marked: then nothing that was decrypted is in it. */
const mark = (page: Page) => page.evaluate(() => void ((window as any).marked = true));
const isNew = (page: Page) => expect.poll(() => page.evaluate(() => (window as any).marked).catch(() => true)).toBeUndefined();

test("only the portal's own words remove what lies on a tablet, and none that another network says with the same number", async ({ page, context, said }) => {
  const { id } = await unsentChange(page, context);
  await page.route("**/api/devices/*", (route) => route.fulfill({ status: 410, contentType: "text/html", body: "<h1>Gone</h1>" }));
  await context.setOffline(false);
  await expect(page.getByRole("alert")).toContainText("The portal cannot be reached");
  await page.goto("/person.html?person=demo-1");
  await expect(page.getByRole("link", { name: "1 change is not sent yet." })).toBeVisible();
  await page.goto("/visit.html");
  await page.unroute("**/api/devices/*");
  await unlock(page);
  await expect(unsent(page)).toHaveText("Everything is sent");
  expect((await latest(page, id)).answers.signs_me).toBe("I stop eating");
  expect(onlyRequests(said)).toEqual([]);
});

test("what could not be sent from a tablet that is to be emptied stays until its owner has decided, and the rest goes", async ({ page, context, said }) => {
  const ids = registered(page);
  const before = await unsentChange(page, context);
  expect((await store(page, { ...before, revision: 1, answers: { signs_me: "Theirs" } })).ok()).toBe(true);
  await removeElsewhere(page, ids);
  await context.setOffline(false);
  await expect(page.getByRole("alert")).toContainText("What could not be sent stays");
  await expect(unsent(page)).toHaveText("On this tablet only: 1 change not sent yet");
  await expect(page.getByRole("link", { name: /^New/ })).toHaveCount(0);
  // The owner is signed in, so that it is neither lost when the page goes, nor when another page of the portal is opened.
  await page.goto("/person.html?person=demo-1");
  await expect(page.getByRole("link", { name: "1 change is not sent yet." })).toBeVisible();
  await page.goto("/visit.html");
  await expect(page.getByRole("alert")).toContainText("open it with the passphrase");
  await unlock(page);
  await expect(page.getByRole("alert")).toContainText("What could not be sent stays");
  // Nobody's forms are here any more, and that is not said of what waits.
  await expect(page.getByText("What is not sent yet is still on this tablet.").filter({ visible: true })).toHaveCount(1);
  await expect(page.getByText(/Forms of 0/)).toHaveCount(0);
  await openPlan(page);
  await plan(page).getByRole("button", { name: "Look at the other version" }).click();
  await plan(page).getByRole("button", { name: "Keep what is on this page" }).click();
  await expect(plan(page)).toContainText("Kept on this tablet at");
  await back(page);
  await gone(page);
  const there = await latest(page, before.id);
  expect([there.revision, there.answers.signs_me]).toEqual([3, "I stop eating"]);
  expect(onlyRequests(said)).toEqual([]);
});

test("a page in which nothing is open leaves the emptying to the tab in which it is, and what is typed there is sent first", async ({ page, context, said }) => {
  const ids = registered(page);
  const { id } = await stored(page);
  await takeAlong(page, id);
  await openPlan(page);
  await field(page).fill("Typed, and not kept yet");
  await removeElsewhere(page, ids);
  const other = await context.newPage();
  await other.goto("/person.html?person=demo-1");
  await gone(page);
  expect((await latest(page, id)).answers.signs_me).toBe("Typed, and not kept yet");
  expect(onlyRequests(said)).toEqual([]);
});

test("that a tablet is to be emptied is noticed while a form is open: after a few minutes, when the page is looked at, or when the network comes", async ({ page, context, said }) => {
  const ids = registered(page);
  await page.clock.install();
  const { id } = await stored(page);
  const notices = [
    () => page.clock.fastForward(200_000),
    () => page.evaluate(() => void document.dispatchEvent(new Event("visibilitychange"))),
    () => context.setOffline(true).then(() => context.setOffline(false)),
  ];
  for (const [turn, notice] of notices.entries()) {
    await takeAlong(page, id);
    await openPlan(page);
    await field(page).fill(`Typed in turn ${turn}`);
    await removeElsewhere(page, ids);
    await notice();
    await gone(page);
    expect((await latest(page, id)).answers.signs_me).toBe(`Typed in turn ${turn}`);
  }
  expect(onlyRequests(said)).toEqual([]);
});

test("nothing that was decrypted stays in a page that is locked, or whose forms another tab has removed", async ({ page, context, said }) => {
  const { id } = await stored(page);
  await takeAlong(page, id);
  await mark(page);
  await page.getByRole("button", { name: "Lock" }).click();
  await expect(page.getByLabel("Passphrase of this visit")).toBeVisible();
  await isNew(page);
  await unlock(page);
  await openPlan(page);
  await field(page).fill("Typed, and not kept yet");
  await mark(page);
  const other = await context.newPage();
  await other.goto("/visit.html");
  const asked = answer(other, true);
  await other.getByRole("button", { name: "Remove from this tablet" }).click();
  expect(await asked, "what was typed has been kept, and is counted").toContain("1 change is not sent yet and will be lost");
  await expect(page.getByRole("heading", { name: "Take forms along" })).toBeVisible();
  await expect(plan(page)).toHaveCount(0);
  await isNew(page);
  expect(await onDisk(page)).not.toContain("expires_at");
  expect(onlyRequests(said)).toEqual([]);
});

test("what is typed is kept when another tab notices that the time is over", async ({ page, context, said }) => {
  const { id } = await stored(page);
  await takeAlong(page, id);
  await context.setOffline(true);
  await openPlan(page);
  await field(page).fill("Typed, and not kept yet");
  await context.setOffline(false);
  const other = await context.newPage();
  await other.addInitScript(() => {
    const now = Date.now;
    Date.now = () => now() + 25 * 3_600_000;
  });
  await other.goto("/person.html?person=demo-1");
  await expect(other.getByRole("link", { name: "On this tablet only: 1 change is not sent yet." })).toBeVisible();
  await expect(page.getByRole("button", { name: "Open with my sign-in" })).toBeVisible();
  await page.getByRole("button", { name: "Open with my sign-in" }).click();
  await expect.poll(async () => (await latest(page, id)).answers.signs_me).toBe("Typed, and not kept yet");
  expect(onlyRequests(said)).toEqual([]);
});
