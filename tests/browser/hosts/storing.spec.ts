// The recipes of the docs that no host of `host.ts` has: what a page does besides storing, and other ways to store.

import { type Page, expect, test } from "@playwright/test";

import { kept, visit } from "./host.js";

// One after the other: they store in the same places.
test.describe.configure({ mode: "default" });

const record = (id: string) => `/records/${id}`;
test.beforeEach(async ({ page }) => {
  for (const id of ["ada", "bert"]) await page.request.delete(record(id));
});

const stored = async (page: Page, id = "ada") => (await page.request.get(record(id))).json();

const shows = (page: Page, id: string) =>
  expect.poll(() => page.locator("coplan-relapse-plan").evaluate((plan: any) => plan.document?.id)).toBe(id);

async function open(page: Page, address: string) {
  await page.goto(address);
  await expect(page.locator("coplan-relapse-plan .coplan").first()).toBeVisible();
}

const type = (page: Page, words: string) => page.locator("coplan-relapse-plan [name=signs_me]").fill(words);
const save = (page: Page) => page.getByRole("button", { name: "Save", exact: true }).click();
const edge = (page: Page) => page.locator("coplan-relapse-plan [id='save-failed']").first();

/** Someone else saves what the host has. */
async function someoneElse(page: Page, words: string) {
  const latest = await stored(page);
  const document = { ...latest, answers: { ...latest.answers, avoid: words } };
  expect((await page.request.put(record("ada"), { data: document })).ok()).toBe(true);
}

test("one form after another: what was typed for one person is stored for them, and said of them", async ({ page }) => {
  await open(page, "/pages/people.html");
  await page.getByRole("button", { name: "Ada Example" }).click();
  await shows(page, "ada");
  await type(page, "Ada stops sleeping");
  // The host takes its time.
  await page.route("**/records/ada", async (route) => {
    await new Promise((done) => setTimeout(done, route.request().method() === "PUT" ? 1000 : 0));
    await route.continue();
  });
  await page.getByRole("button", { name: "Bert Example" }).click();
  await expect(page.locator("#ada-saved")).toHaveText("Saved");
  expect((await stored(page)).answers.signs_me).toBe("Ada stops sleeping");
  const bert = await page.locator("coplan-relapse-plan").evaluate((plan: any) => [plan.document.id, plan.document.revision, plan.document.answers.signs_me, plan.dirty]);
  expect(bert).toEqual(["bert", undefined, undefined, false]);
  await expect(page.locator("#bert-saved")).toHaveText("");
});

test("a session that ends: the person is told, and what was typed is saved when somebody is back", async ({ page, context }) => {
  await open(page, "/pages/session.html");
  await shows(page, "ada");
  await type(page, "I stop sleeping");
  await context.addCookies([{ name: "session", value: "ended", url: new URL("/", page.url()).href }]);
  await save(page);
  await expect(edge(page)).toContainText("You may have been signed out");
  await expect(page.getByRole("link", { name: "Sign in again" })).toBeVisible();
  await context.clearCookies();
  await page.evaluate(() => dispatchEvent(new Event("focus")));
  await expect(page.getByText(/^Saved at/).first()).toBeVisible();
  await expect(page.getByRole("link", { name: "Sign in again" })).toBeHidden();
  expect((await stored(page)).answers.signs_me).toBe("I stop sleeping");
});

test("two versions of one document: both can be looked at, and what is kept is the next revision", async ({ page }) => {
  await open(page, "/pages/latest.html");
  await shows(page, "ada");
  await type(page, "I stop sleeping");
  await save(page);
  await expect(page.getByText(/^Saved at/).first()).toBeVisible();
  await someoneElse(page, "Words of someone else");
  await type(page, "I stop sleeping and eating");
  await save(page);
  await page.getByRole("button", { name: "Look at the other version" }).first().click();
  await expect(page.getByText("Words of someone else").first()).toBeVisible();
  await page.getByRole("button", { name: "Keep what is on this page" }).first().click();
  await expect.poll(async () => (await stored(page)).revision).toBe(3);
  expect((await stored(page)).answers.signs_me).toBe("I stop sleeping and eating");
});

for (const library of ["axios", "jquery", "jquery of before"]) {
  test(`stored by ${library}: what the server says is understood, whether it says yes or no`, async ({ page }) => {
    // The same page with jQuery 1.12.
    const before = new URL("../../hosts/node_modules/jquery1/dist/jquery.js", import.meta.url).pathname;
    if (library.endsWith("before")) await page.route("**/jquery/dist/jquery.js", (route) => route.fulfill({ path: before }));
    await open(page, library === "axios" ? "/pages/axios.html" : "/pages/jquery.html");
    const revision = () => page.locator("coplan-relapse-plan").evaluate((plan: any) => plan.document.revision);
    await shows(page, "ada");
    await type(page, "I stop sleeping");
    await save(page);
    await expect.poll(revision).toBe(1);
    const no = (status: number, title: string) =>
      page.route("**/records/*", (route) => route.fulfill({ status, contentType: "application/problem+json", body: JSON.stringify({ title }) }), { times: 1 });
    await type(page, "I stop sleeping, and");
    for (const [status, title, said] of [
      [422, "This record is closed.", "This record is closed."],
      [401, "Sign in again.", "You may have been signed out"],
      [409, "Too late.", "Someone else changed this"],
    ] as const) {
      await no(status, title);
      await save(page);
      await expect(edge(page)).toContainText(said);
    }
    await save(page);
    await expect.poll(revision).toBe(2);
  });
}

for (const host of ["React", "Vue", "Svelte", "Angular"]) {
  test(`in ${host}: what was typed when another route takes the form away is stored`, async ({ page }) => {
    await page.request.delete(`/documents/${host.toLowerCase()}`);
    const form = await visit(page, host);
    await form.getByRole("radio", { name: "None stated" }).check();
    await page.evaluate(() => (location.hash = "elsewhere"));
    await expect(form).toHaveCount(0);
    await expect.poll(async () => (await kept(page, host)).answers?.response).toBe("none_stated");
  });
}
