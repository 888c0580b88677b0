// Signing in with a real provider: whoever is not signed in sees nothing, what somebody types survives the end of a session, and signing out
// is signing out of both.

import { accessibility, at, expect, test } from "./portal.js";
import { Trust } from "./provider.js";

/** Without what the browser itself notes of refusals, and of the fonts. */
// The provider's page asks for the focus, which the browser may have given already.
const own = (said: string[]) => said.splice(0).filter((line) => !/401|ERR_FAILED|^Autofocus processing was blocked/.test(line));

let trust: Trust;
test.beforeAll(async () => { trust = await Trust.start(); });
test.afterAll(() => trust?.stop());
// The provider's own pages would like to have fonts of elsewhere, and wait for them.
test.beforeEach(({ context }) => context.route(/^https:/, (route) => route.abort()));

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

test("what somebody types when their session ends is saved once they have signed in in another tab, and in nobody else's name", async ({ page, context, said }) => {
  await page.goto(`${trust.portal}/relapse-plan.html?person=demo-1`);
  await trust.signIn(page, "sam");
  const form = page.locator("coplan-relapse-plan");
  await at(form, "when_unwell").fill("I stop sleeping");
  expect(await form.evaluate((element: any) => element.user)).toEqual({ name: "Sam Worker", role: "care_coordinator" });
  await form.evaluate((element: any) => element.save());
  const { id } = await form.evaluate(({ document }: any) => ({ id: document.id }));

  const other = await context.newPage();
  await trust.endAtProvider(other);
  await at(form, "when_unwell").fill("I stop answering the phone");
  await form.evaluate((element: any) => element.save().catch(() => {}));
  const notice = page.locator(".notice");
  await expect(notice).toContainText("Your session has ended. What you typed is still on this page");

  // A colleague signs in on the same computer.
  await other.goto(`${trust.portal}/sign-in.html`);
  await trust.signIn(other, "kim");
  await expect(other.getByRole("heading", { name: "You are signed in" })).toBeVisible();
  await page.evaluate(() => dispatchEvent(new Event("focus")));
  await expect(notice).toContainText("Someone else is signed in now.");
  expect(await accessibility(page)).toEqual([]);
  await form.evaluate((element: any) => element.save().catch(() => {}));
  expect((await page.request.get(`${trust.portal}/api/documents/${id}`)).status(), "of another team").toBe(404);
  await trust.endAtProvider(other);

  const opens = context.waitForEvent("page");
  await notice.getByRole("link", { name: "Sign in again (opens in another tab)" }).click();
  const again = await opens;
  await trust.signIn(again, "sam");
  await expect(again.getByRole("heading", { name: "You are signed in" })).toBeVisible();
  await again.close();
  await page.evaluate(() => dispatchEvent(new Event("focus")));
  await expect(notice).toHaveCount(0);
  const stored = await (await page.request.get(`${trust.portal}/api/documents/${id}`)).json();
  expect([stored.revision, stored.answers.when_unwell]).toEqual([2, "I stop answering the phone"]);
  const trail = await (await page.request.get(`${trust.portal}/api/audit?person=demo-1`)).json();
  expect(trail.filter(({ action }: any) => action === "written").map(({ name }: any) => name)).toEqual(["Sam Worker", "Sam Worker"]);
  expect(own(said).filter((line) => !/403|404/.test(line))).toEqual([]);
});

test("a worker of another team sees nobody of this one, and opens their forms with a reason", async ({ page, said }) => {
  await page.goto(`${trust.portal}/`);
  await trust.signIn(page, "sam");
  await expect(page.getByRole("link", { name: "Ada Example" })).toBeVisible();
  const plan = { form: "relapse_plan", id: "of-the-north", subject: { ref: "demo-1", name: "Ada Example" }, answers: { when_unwell: "I sleep badly" } };
  expect((await page.request.put(`${trust.portal}/api/documents/${plan.id}`, { data: plan, headers: { Origin: trust.portal } })).status()).toBe(200);
  await trust.endAtProvider(page);
  await page.goto(`${trust.portal}/`);
  await trust.signIn(page, "kim");
  await expect(page.getByRole("link", { name: "Ben Invented" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Ada Example" })).toHaveCount(0);
  await page.goto(`${trust.portal}/person.html?person=demo-1`);
  await expect(page.getByRole("alert")).toContainText("There is nobody with this id whom you can see.");
  await page.getByRole("link", { name: "Open their forms with a reason" }).click();
  await page.getByLabel("Why do you need it now?").fill("Seen in the emergency department");
  expect(await accessibility(page)).toEqual([]);
  await page.getByRole("button", { name: "Open it and keep my reason" }).click();
  await expect(page.getByRole("heading", { name: "Opened with a reason" })).toBeVisible();
  await expect(page.locator("pre")).toContainText("I sleep badly");
  expect(own(said).filter((line) => !/404/.test(line))).toEqual([]);
});

test("an account without a role is told so, by a code for the service desk", async ({ page, said }) => {
  await page.goto(`${trust.portal}/`);
  await trust.signIn(page, "guest");
  await expect(page.getByRole("heading", { level: 1, name: "You are not signed in." })).toBeVisible();
  await expect(page.getByText("no_role")).toBeVisible();
  expect(await accessibility(page)).toEqual([]);
  expect(own(said).filter((line) => !/403/.test(line))).toEqual([]);
});
