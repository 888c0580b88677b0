// Signing in with a real provider: whoever is not signed in sees nothing, what somebody types survives the end of a session, and signing out
// is signing out of both.

import { accessibility, at, expect, test } from "./portal.js";
import { Trust } from "./provider.js";

/** Without what the browser itself notes of refusals, and of the fonts that the provider's own pages would like to have. */
const own = (said: string[]) => said.splice(0).filter((line) => !/401|ERR_NAME_NOT_RESOLVED|ERR_INTERNET/.test(line));

let trust: Trust;
test.beforeAll(async () => { trust = await Trust.start(); });
test.afterAll(() => trust?.stop());

test("whoever is not signed in sees a page to sign in, goes on to where they wanted, and signs out of both", async ({ page, said }) => {
  await page.goto(`${trust.portal}/person.html?person=demo-1`);
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  expect(await accessibility(page)).toEqual([]);
  await trust.signIn(page, "sam");
  await expect(page).toHaveURL(`${trust.portal}/person.html?person=demo-1`);
  await expect(page.getByRole("heading", { level: 1, name: "Ada Example" })).toBeVisible();
  await expect(page.getByText("Sam Worker, Care co-ordinator")).toBeVisible();
  expect(await accessibility(page)).toEqual([]);
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("button", { name: "Yes, sign me out" }).click();
  await expect(page).toHaveURL(`${trust.portal}/`);
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  // Signed out there too: the provider asks again who it is.
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.locator("[name=login]")).toBeVisible();
  expect(own(said)).toEqual([]);
});
