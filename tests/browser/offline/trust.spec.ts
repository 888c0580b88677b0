// A visit where people sign in, and whose trust lets restricted forms come along.

import type { BrowserContext, Page } from "@playwright/test";

import { expect, test } from "../portal.js";
import { Trust } from "../provider.js";
import { openPlan, plan, stored, takeAlong } from "./visiting.js";

let trust: Trust;
test.beforeAll(async () => { trust = await Trust.start(["--offline-restricted", "true"]); });
test.afterAll(() => trust?.stop());

/** Sam's page, signed in: its addresses are of this trust's portal. */
async function signedIn(context: BrowserContext): Promise<Page> {
  // The provider's own pages would like to have fonts of elsewhere, and wait for them.
  await context.route(/^https:/, (route) => route.abort());
  const page = await context.newPage();
  await page.goto("/person.html?person=demo-1");
  await trust.signIn(page, "sam");
  await expect(page.getByRole("heading", { level: 1, name: "Ada Example" })).toBeVisible();
  return page;
}

test("a restricted document that came along is handed to the assessment alone, and to no form while the person is alone with it", async ({ browser }) => {
  const context = await browser.newContext({ baseURL: trust.portal });
  const page = await signedIn(context);
  const restricted = await stored(page, { response: "none_stated" }, "abuse_question");
  const assessment = await stored(page, { su_expectations: "A quiet room" }, "comprehensive_assessment");
  const { id } = await stored(page);
  await takeAlong(page, restricted.id, assessment.id, id);
  await context.setOffline(true);
  const form = page.locator("#stage > *");
  const related = () => form.evaluate((element: any) => element.related.map(({ form }: any) => form).sort());
  const mode = page.getByLabel("Who is at the screen");
  await openPlan(page);
  expect(await form.evaluate((element: any) => element.user), "as in the portal").toEqual({ name: "Sam Worker", role: "care_coordinator" });
  expect(await related()).toEqual(["comprehensive_assessment"]);
  await page.goBack();
  await page.getByRole("link", { name: "Comprehensive assessment", exact: true }).click();
  expect(await related()).toEqual(["abuse_question", "relapse_plan"]);
  await mode.selectOption("self");
  await expect.poll(related).toEqual(["relapse_plan"]);
  await mode.selectOption("together");
  await expect.poll(related).toEqual(["abuse_question", "relapse_plan"]);
  await mode.selectOption("self");
  await page.goBack();
  // The next form begins as this one was.
  await page.getByRole("link", { name: "Comprehensive assessment", exact: true }).click();
  await expect(form.locator(".coplan").first()).toBeAttached();
  expect(await related()).toEqual(["relapse_plan"]);
  await context.close();
});

test("where people sign in, the page is called as the portal's other pages, and removes what lies on another tablet while something lies on this one", async ({ browser }) => {
  const first = await browser.newContext({ baseURL: trust.portal });
  const lost = await signedIn(first);
  const { id } = await stored(lost);
  await takeAlong(lost, id);
  const context = await browser.newContext({ baseURL: trust.portal });
  const page = await signedIn(context);
  await takeAlong(page, id);
  await expect(page).toHaveTitle("Forms on this tablet – Coplan portal");
  const remove = page.locator("#tablets").getByRole("button", { name: "Remove what lies on it" });
  await expect(remove).toHaveCount(await others(page));
  await page.reload();
  await expect(page.getByLabel("Passphrase of this visit")).toBeVisible();
  await expect(remove).toHaveCount(await others(page));
  for (let left = await others(page); left > 0; left--) {
    page.once("dialog", (dialog) => void dialog.accept());
    await remove.first().click();
    await expect(remove).toHaveCount(left - 1);
  }
  await lost.reload();
  await expect(lost.getByRole("heading", { name: "Take forms along" })).toBeVisible();
  await expect(page.getByLabel("Passphrase of this visit"), "this one stays").toBeVisible();
  await Promise.all([first, context].map((one) => one.close()));
});

/** How many tablets of Sam's there are beside this one. */
async function others(page: Page): Promise<number> {
  const tablets = await (await page.request.get("/api/devices")).json();
  return tablets.filter(({ wiped_at: wiped }: any) => !wiped).length - 1;
}
