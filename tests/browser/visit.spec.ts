// A visit without a network: what was taken along opens, is filled in and kept on the tablet, and everything is sent afterwards.

import { type BrowserContext, type Page, chromium } from "@playwright/test";

import { accessibility, at, expect, own, store, test } from "./portal.js";

const PASSPHRASE = "kettle orchard nineteen";

/** A draft about Ada, as the portal has it. */
export async function stored(page: Page, answers: object = { signs_me: "I stop sleeping" }, form = "relapse_plan") {
  await page.goto("/");
  const document = own({ form, subject: { ref: "demo-1", name: "Ada Example" }, answers });
  expect((await store(page, document)).ok()).toBe(true);
  return document;
}

/** Takes Ada's forms along, those of this test alone. */
async function takeAlong(page: Page, ...ids: string[]) {
  await page.route(/\/api\/documents\?person=/, async (route) => {
    const answer = await route.fetch();
    const entries = await answer.json();
    await route.fulfill({ json: entries.filter(({ id }: any) => ids.includes(id)) });
  });
  await page.goto("/visit.html");
  await page.getByRole("checkbox", { name: "Ada Example" }).check();
  await page.getByLabel("Passphrase", { exact: true }).fill(PASSPHRASE);
  await page.getByLabel("The same once more").fill(PASSPHRASE);
  await page.getByRole("button", { name: "Take along" }).click();
  await expect(page.getByRole("heading", { name: "Ada Example" })).toBeVisible();
}

/** The shell is kept by now. */
const shell = (page: Page) => page.evaluate(() => navigator.serviceWorker.ready.then(() => true));

async function unlock(page: Page) {
  await page.getByLabel("Passphrase of this visit").fill(PASSPHRASE);
  await page.getByRole("button", { name: "Open", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Ada Example" })).toBeVisible();
}

const plan = (page: Page) => page.locator("coplan-relapse-plan");
const openPlan = (page: Page) => page.getByRole("link", { name: "Relapse plan", exact: true }).click();
const latest = async (page: Page, id: string) => (await page.request.get(`/api/documents/${id}`)).json();

/** Types into the plan, and waits until the tablet has it. */
async function type(page: Page, words: string) {
  await at(plan(page), "signs_me").fill(words);
  await plan(page).evaluate((element: any) => element.save());
}

test("without a network a person's form is opened, filled in and kept, also when the tablet restarts, and sent afterwards", async ({ page, context, said }) => {
  const { id } = await stored(page);
  await takeAlong(page, id);
  await shell(page);
  await context.setOffline(true);
  await page.reload();
  await unlock(page);
  await openPlan(page);
  await expect(at(plan(page), "signs_me")).toHaveValue("I stop sleeping");
  await type(page, "I stop sleeping and eating");
  await expect(plan(page)).toContainText("Kept on this tablet at");
  await expect(page.locator("#count")).toHaveText("On this tablet only: 1 change not sent yet");
  await page.reload();
  await unlock(page);
  await openPlan(page);
  await expect(at(plan(page), "signs_me")).toHaveValue("I stop sleeping and eating");
  await page.goBack();
  await context.setOffline(false);
  await expect(page.locator("#count")).toBeEmpty();
  const there = await latest(page, id);
  expect([there.revision, there.answers.signs_me]).toEqual([2, "I stop sleeping and eating"]);
  said.splice(0);
});
