// A session that ends while somebody fills in a form: the page says how to sign in again, and nothing is lost.

import { type BrowserContext } from "@playwright/test";

import { go } from "./entering.js";
import { accessibility, at, expect, open, test } from "./portal.js";

/** In another tab, as a real session ends somewhere else. */
async function end(context: BrowserContext) {
  const other = await context.newPage();
  await other.goto("/");
  await other.getByRole("button", { name: "End this session" }).click();
  await expect(other.getByRole("heading", { name: "Your session has ended" })).toBeVisible();
  await other.close();
}

/** By the name of a page: the element on it whose save is refused, the section that it is in, and what is typed there. */
const UNSAVED: Record<string, [element: string, section: string, question: string]> = {
  "relapse-plan": ["coplan-relapse-plan", "", "when_unwell"],
  // An element of its own inside the other, which keeps what came of its saves to itself.
  "comprehensive-assessment": ["coplan-abuse-question", "domains.violence_abuse", "not_asked_note"],
};

for (const [name, [tag, section, question]] of Object.entries(UNSAVED)) {
  test(`${name}: whoever is signed out signs in again in another tab, and what was typed is saved then`, async ({ page, context, said }) => {
    const whole = await open(page, {}, name);
    if (section) await go(whole, section);
    const form = page.locator(tag);
    if (question === "not_asked_note") await form.getByRole("radio", { name: "Not asked" }).check();
    await end(context);
    await form.locator(`[name="${question}"]`).fill("I stop sleeping");
    await form.evaluate((element: any) => element.save().catch(() => {}));
    const notice = page.locator(".notice");
    await expect(notice).toContainText("Your session has ended. What you typed is still on this page");
    await expect(notice).toBeInViewport();
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await expect(notice, "wherever the page is scrolled to").toBeInViewport();
    expect(await accessibility(page)).toEqual([]);

    const opens = context.waitForEvent("page");
    await notice.getByRole("link", { name: "Sign in again (opens in another tab)" }).click();
    const other = await opens;
    await expect(other.getByRole("heading", { name: "Your session has ended" })).toBeVisible();
    // Nobody has signed in yet: coming back changes nothing.
    await page.evaluate(() => dispatchEvent(new Event("focus")));
    await expect(notice).toBeVisible();
    await other.getByRole("button", { name: "Sign in again" }).click();
    await expect(other.getByRole("heading", { name: "You are signed in" })).toBeVisible();
    await other.close();

    await page.evaluate(() => dispatchEvent(new Event("focus")));
    await expect(notice).toHaveCount(0);
    const { id, dirty } = await form.evaluate(({ dirty, document }: any) => ({ id: document.id, dirty }));
    const stored = await (await page.request.get(`/api/documents/${id}`)).json();
    expect([dirty, stored.subject.ref]).toEqual([false, "demo-1"]);
    expect(stored.answers[question]).toBe("I stop sleeping");
    // Chromium's own notes of the refusals.
    expect(said.splice(0).filter((line) => !line.includes("401"))).toEqual([]);
  });
}

test("every page says that the session has ended, and goes on where somebody wanted to go", async ({ page, context, said }) => {
  await page.goto("/");
  await end(context);
  await page.goto("/person.html?person=demo-2");
  await expect(page.getByRole("heading", { level: 1, name: "Your session has ended" })).toBeVisible();
  expect(await accessibility(page)).toEqual([]);
  await page.getByRole("button", { name: "Sign in again" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Ben Invented" })).toBeVisible();
  await expect(page).toHaveURL(/person\.html\?person=demo-2$/);
  expect(said.splice(0).filter((line) => !line.includes("401"))).toEqual([]);
});

test("a page that was open when the session ended leads to signing in when it asks for something", async ({ page, context, said }) => {
  await page.goto("/relapse-plan.html?person=demo-1");
  await page.route("**/api/**", (route) => route.fulfill({ status: 401, json: { title: "Your session has ended.", detail: "Sign in again." } }));
  // As another tab would have it: the page itself comes from before.
  await page.goto("/person.html?person=demo-1");
  await expect(page.getByRole("alert")).toContainText("Your session has ended.");
  await expect(page.getByRole("link", { name: "Sign in again (opens in another tab)" })).toHaveAttribute("href", "/sign-in.html");
  expect(said.splice(0).filter((line) => !line.includes("401"))).toEqual([]);
});

test("a form without a script that is posted after the session has ended is there again when one goes back", async ({ page, context, said }) => {
  await page.goto("/posted.html?person=demo-3");
  const form = page.locator("coplan-relapse-plan");
  await at(form, "subject.name").fill("Cara Made-Up");
  await at(form, "when_unwell").fill("I stop answering the phone.");
  await end(context);
  await page.getByRole("button", { name: "Keep for later" }).click();
  await expect(page.getByRole("heading", { name: "Your session has ended" })).toBeVisible();
  const opens = context.waitForEvent("page");
  await page.getByRole("link", { name: "sign in in another tab" }).click();
  const other = await opens;
  await other.getByRole("button", { name: "Sign in again" }).click();
  await expect(other.getByRole("heading", { name: "You are signed in" })).toBeVisible();
  await other.close();
  await page.goBack();
  await expect(at(form, "when_unwell")).toHaveValue("I stop answering the phone.");
  await page.getByRole("button", { name: "Keep for later" }).click();
  await expect(page).toHaveURL(/relapse-plan\.html\?person=demo-3&id=/);
  expect(said.splice(0).filter((line) => !line.includes("401"))).toEqual([]);
});
