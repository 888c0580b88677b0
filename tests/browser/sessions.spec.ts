// Somebody's own sessions: seen and ended on a page of their own, by keyboard, on a narrow screen.

import { type Locator, type Page } from "@playwright/test";

import { accessibility, expect, test } from "./portal.js";
import { Trust } from "./provider.js";

let trust: Trust;
test.beforeAll(async () => { trust = await Trust.start(); });
test.afterAll(() => trust?.stop());

/** Goes to something by Tab alone, and presses Enter there. */
async function press(page: Page, wanted: Locator) {
  await expect(wanted).toBeVisible();
  const has = () => wanted.evaluate((element) => element === document.activeElement);
  for (let tabs = 0; tabs < 30 && !(await has()); tabs++) await page.keyboard.press("Tab");
  expect(await has(), "Tab leads to it").toBe(true);
  await page.keyboard.press("Enter");
}

test("somebody sees where they are signed in and, once they have signed in again, ends one and then all others by keyboard", async ({ page, context, browser, said }) => {
  // The provider's own pages would like to have fonts of elsewhere, and wait for them.
  await context.route(/^https:/, (route) => route.abort());
  const others: Page[] = [];
  for (let count = 0; count < 3; count++) {
    const other = await browser.newContext();
    await other.route(/^https:/, (route) => route.abort());
    others.push(await other.newPage());
    await others[count].goto(`${trust.portal}/`);
    await trust.signIn(others[count], "sam");
    await expect(others[count].getByRole("heading", { level: 1, name: "People" })).toBeVisible();
  }
  const on = () => Promise.all(others.map(async (other) => (await other.request.get(`${trust.portal}/api/user`)).status()));
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto(`${trust.portal}/`);
  await trust.signIn(page, "sam");
  await press(page, page.getByRole("link", { name: "Where you are signed in" }));
  const heading = page.getByRole("heading", { level: 1, name: "Where you are signed in" });
  await expect(heading).toBeVisible();
  const lines = page.locator("#sessions li");
  await expect(lines).toHaveCount(4);
  await expect(lines.filter({ hasText: "This browser." })).toHaveCount(1);
  const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
  expect([await accessibility(page, { colours: true }), await fits()]).toEqual([[], true]);

  // Not before they have shown the provider once more who they are: it knows them, and asks all the same.
  await expect(page.getByRole("button", { name: /^End/ })).toHaveCount(0);
  await press(page, page.getByRole("button", { name: "Sign in again" }));
  await page.locator("[name=login]").fill("sam");
  await page.locator("[name=password]").fill("anything");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await expect(page).toHaveURL(`${trust.portal}/sessions.html`);
  const one = page.getByRole("button", { name: /^End this one: signed in / });
  await expect(one).toHaveCount(3);
  expect([await accessibility(page, { colours: true }), await fits()]).toEqual([[], true]);

  await press(page, one.first());
  await expect(page.getByRole("status")).toHaveText("It is ended.");
  await expect(heading).toBeFocused();
  await expect(one).toHaveCount(2);
  expect((await on()).sort()).toEqual([200, 200, 401]);
  await press(page, page.getByRole("button", { name: "End all others" }));
  await expect(page.getByRole("status")).toHaveText("All others are ended. You are signed in only here.");
  await expect(lines).toHaveCount(1);
  await expect(heading).toBeFocused();
  expect(await on()).toEqual([401, 401, 401]);
  expect((await page.request.get(`${trust.portal}/api/user`)).status()).toBe(200);
  expect(await accessibility(page)).toEqual([]);
  // Whoever has a long name has no wider page.
  await page.locator(".who bdi").evaluate((name) => { name.textContent = "m".repeat(200); });
  expect(await fits()).toBe(true);
  for (const other of others) await other.context().close();
  expect(said.splice(0).filter((line) => !/ERR_FAILED|401/.test(line))).toEqual([]);
});

test("a page of somebody's sessions ends none of whoever has signed in since, and says so", async ({ page, context, said }) => {
  await context.route(/^https:/, (route) => route.abort());
  await page.goto(`${trust.portal}/sessions.html`);
  await trust.signIn(page, "sam");
  await page.goto(`${trust.portal}/sessions.html`);
  await expect(page.locator("#sessions li")).not.toHaveCount(0);
  const other = await context.newPage();
  await context.clearCookies();
  await other.goto(`${trust.portal}/`);
  await trust.signIn(other, "kim");
  await expect(other.locator(".who")).toContainText("kim", { ignoreCase: true });
  await page.locator("#others").evaluate((button: HTMLButtonElement) => button.click());
  await expect(page.getByRole("alert")).toContainText("Someone else is signed in now. Nothing was ended");
  expect((await other.request.get(`${trust.portal}/api/user`)).status()).toBe(200);
  said.splice(0);
});
