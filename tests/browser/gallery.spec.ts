// The gallery shows what a team decides by: every form in every mode and state, and what a host hears and holds.

import { readFileSync } from "node:fs";

import type { Page } from "@playwright/test";

import { accessibility, expect, fixture, type Form, test } from "./portal.js";

const FORMS = ["abuse_question", "care_plan", "comprehensive_assessment", "relapse_plan"];

/** A document of each. */
const EXAMPLE: Record<string, string> = {
  abuse_question: "yes",
  care_plan: "unfinished",
  comprehensive_assessment: "first_visit",
  relapse_plan: "unfinished",
};

const tagOf = (form: string) => `coplan-${form.replaceAll("_", "-")}`;

/** Opens a form in the gallery. */
async function gallery(page: Page, query: Record<string, string>) {
  await page.goto(`/gallery.html?${new URLSearchParams(query)}`);
  const form = page.locator(tagOf(query.form!));
  await expect(form.locator(".coplan").first()).toBeAttached();
  return form;
}

test("every form in every mode and state, with its document, its events and the code to copy", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/gallery.html");
  await expect(page.locator("#form option")).not.toHaveCount(0);
  const forms = await page.locator("#form option").evaluateAll((options: any[]) => options.map(({ value }) => value));
  const offered = await (await page.request.get("/api/forms")).json();
  expect(forms).toEqual(offered.map(({ form }: { form: string }) => form));
  for (const form of forms) {
    const tag = `coplan-${form.replaceAll("_", "-")}`;
    await page.locator("#form").selectOption(form);
    const examples = await page.locator("#example option").evaluateAll((options: any[]) => options.map(({ value }) => value));
    expect(examples.length, `${form} has an example`).toBeGreaterThan(1);
    for (const [index, example] of examples.entries()) {
      await page.locator("#example").selectOption(example);
      await expect(page.locator(`${tag} .coplan`).first()).toBeAttached();
      await expect(page.locator("#document")).toContainText(`"form": "${form}"`);
      if (index) continue;
      for (const mode of ["staff", "together", "self"]) {
        await page.locator("#mode").selectOption(mode);
        await expect(page.locator(`${tag} .coplan`).first()).toBeAttached();
        expect(await page.locator(tag).evaluate((element: any) => element.mode)).toBe(mode);
      }
      for (const state of ["readonly", "disabled", ""]) await page.locator("#state").selectOption(state);
      await expect(page.locator("#events")).toContainText("coplan-ready");
      await page.locator("#mode").selectOption("staff");
    }
    await expect(page.locator("#code")).toContainText(`<${tag} mode="staff">`);
    await page.locator("#copy").click();
    await expect(page.locator("#copied")).toHaveText("Copied");
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await page.locator("#code").textContent());
  }
});

test("what is typed is in the document beside it, and an event says where", async ({ page }) => {
  await page.goto("/gallery.html?form=relapse_plan");
  const form = page.locator("coplan-relapse-plan");
  await form.locator('[id="when_unwell"]').fill("Call my sister first");
  await expect(page.locator("#document")).toContainText("Call my sister first");
  await expect(page.locator("#events")).toContainText("coplan-change when_unwell");
  await expect(page.locator("#events")).not.toContainText("sister");
  expect(page.url()).not.toContain("sister");
});

test("each form as a draft, as it was finished, and as it was entered in error, when nothing in it can be changed", async ({ page }) => {
  for (const form of FORMS) {
    const element = await gallery(page, { form, example: "" });
    const offered = (await page.locator("#example option").allTextContents()).join();
    expect(offered, form).toMatch(/\((complete|amended)\)/);
    const withdrawn = page.locator('#example option[value$=":withdrawn"]').first();
    await page.locator("#example").selectOption(await withdrawn.getAttribute("value"));
    await expect(page.locator("#document")).toContainText('"status": "withdrawn"');
    await expect(element.locator('[id="amend"]'), form).toHaveCount(0);
    await expect(element.locator(".coplan").first().getByText("Entered in error"), form).toBeVisible();
    await page.locator("#example").selectOption("");
    await expect(page.locator("#document"), form).toContainText('"status": "draft"');
  }
  const plan = await gallery(page, { form: "relapse_plan", example: "amended" });
  await expect(plan.getByText("Signed by Ravi Example")).not.toHaveCount(0);
  const question = await gallery(page, { form: "abuse_question", example: "yes" });
  await expect(question.getByText("Restricted. Only people with a role that needs this can see it.")).toBeVisible();
  await page.getByRole("button", { name: "save()" }).click();
  await expect(page.locator("#events")).toContainText("coplan-save save abuse_question restricted");
});

const ANSWERS: Record<string, [string, RegExp]> = {
  "has stored it": ["coplan-saved revision 1", /^Saved at /],
  "refuses: 503": ["coplan-save-failed status", /Try again. If it happens again, tell your service desk/],
  "says that someone else changed it: 409": ["coplan-save-failed conflict", /Someone else changed this while you were working/],
  "does not reach its server": ["coplan-save-failed rejected", /Check the connection, then try again/],
  "says nothing for 30 seconds": ["coplan-save-failed timeout", /Saving took too long/],
  "does not listen": ["coplan-save-failed unanswered", /this page has not stored them/],
};

test("the page around the form answers in every way, and what the person is told is on screen", async ({ page }) => {
  await page.clock.install();
  const form = await gallery(page, { form: "relapse_plan", example: "unfinished" });
  const answer = page.getByLabel("Asked to save, the page");
  expect(await answer.locator("option").allTextContents()).toEqual(Object.keys(ANSWERS));
  for (const [said, [event, told]] of Object.entries(ANSWERS)) {
    await answer.selectOption(said);
    await page.getByRole("button", { name: "save()", exact: true }).click();
    if (said.endsWith("30 seconds")) await page.clock.fastForward(31_000);
    await expect(page.locator("#events li").filter({ hasText: event }), said).not.toHaveCount(0);
    await expect(form.getByText(told), said).toBeVisible();
  }
});

test("the methods of the element are at hand: what stands in the way is shown, and what cannot be completed says so", async ({ page }) => {
  const form = await gallery(page, { form: "relapse_plan", example: "unfinished", actions: "host" });
  const call = (method: string) => page.getByRole("button", { name: `${method}()`, exact: true }).click();
  const events = page.locator("#events");
  await expect(form.locator('[id="save"]')).toHaveCount(0);
  await call("checkValidity");
  await expect(events).toContainText("checkValidity(): false");
  await expect(form.locator('[id="error-summary"]')).toHaveCount(0);
  await call("reportValidity");
  await expect(form.locator('[id="error-summary"]')).toBeFocused();
  await call("complete");
  await expect(events).toContainText("complete(): CoplanIncompleteError");
  await call("toHTML");
  await expect(events).toContainText(/toHTML\(\): \d+ characters/);
  await form.locator('[id="when_unwell"]').fill("Call my sister first");
  await expect(page.locator("#document")).toContainText("Call my sister first");
  await call("reset");
  await expect(page.locator("#document")).not.toContainText("my sister");
  await page.locator("#example").selectOption("whole");
  const whole = page.locator("coplan-relapse-plan");
  await whole.locator('[id="sign_su_absent_reason-later"]').check();
  await call("complete");
  await expect(page.locator("#document")).toContainText('"status": "complete"');
});

test("other documents about the person go with the form, and into the code", async ({ page }) => {
  const form = await gallery(page, { form: "care_plan", example: "started", related: "others" });
  const related = await form.evaluate((element: Form) => element.related.map(({ form }) => form));
  expect(related.sort()).toEqual(FORMS.filter((form) => form !== "care_plan"));
  await expect(page.locator("#code")).toContainText("form.related =");
});

test("the code that is copied runs as it is, in a page that has nothing else", async ({ page, context }) => {
  const file = (name: string) => readFileSync(new URL(`../../dist/${name}`, import.meta.url));
  const saved: any[] = [];
  let held: any;
  // A host of its own: the package, a document, and the code as its page. What it does not serve is not there.
  await context.route("https://host.example/**", async (route) => {
    const { pathname } = new URL(route.request().url());
    const html = (body: string) => route.fulfill({ contentType: "text/html", body });
    if (pathname === "/") return html(`<!doctype html><html lang="en-GB"><title>Host</title><link rel="icon" href="data:,">${held.code}`);
    if (pathname === "/coplan/coplan.js") return route.fulfill({ contentType: "text/javascript", body: file("coplan.js") });
    if (pathname === "/coplan/coplan.wasm") return route.fulfill({ contentType: "application/wasm", body: file("coplan.wasm") });
    if (pathname === "/your/api/related") return route.fulfill({ json: [] });
    if (pathname !== "/your/api/document") return route.fulfill({ status: 404 });
    if (route.request().method() === "PUT") saved.push(route.request().postDataJSON());
    return route.fulfill({ json: held.document });
  });
  for (const form of FORMS) {
    await gallery(page, { form, terms: "pcsp", related: "others" });
    const code = await page.locator("#code").textContent();
    held = { code, document: { ...fixture(form, EXAMPLE[form]!), status: "draft" } };
    const host = await context.newPage();
    const errors: string[] = [];
    host.on("pageerror", (error) => errors.push(String(error)));
    await host.goto("https://host.example/");
    const element = host.locator(tagOf(form));
    await expect(element.locator(".coplan").first()).toBeVisible();
    await expect.poll(() => element.evaluate((element: Form) => element.document.id)).toBe(held.document.id);
    await element.evaluate((element: Form) => element.save());
    expect(saved.map(({ id }) => id), form).toContain(held.document.id);
    expect([errors, await element.getAttribute("terms")], form).toEqual([[], "pcsp"]);
    await host.close();
  }
});

for (const theme of ["", "dark", "contrast"]) {
  test(`axe finds nothing in the gallery: ${theme || "as it comes"}`, async ({ page }) => {
    await page.goto(`/gallery.html?form=relapse_plan&example=unfinished&theme=${theme}`);
    await expect(page.locator("coplan-relapse-plan .coplan")).toBeAttached();
    expect(await accessibility(page, { colours: true })).toEqual([]);
  });
}
