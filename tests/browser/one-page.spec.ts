// My plan on one page: what a person looks for when they need it, in larger text, with numbers that ring.

import type { Locator } from "@playwright/test";

import { accessibility, at, documentOf, expect, fixture, type Form, keepPaper, open, own, put, test } from "./portal.js";

const PLANS = [["relapse-plan", fixture("relapse_plan", "whole")], ["care-plan", { ...fixture("care_plan", "agreed"), status: "draft" }]] as const;

const numbers = (form: Locator) => form.locator('a[href^="tel:"]').evaluateAll((links) => links.map((link) => link.getAttribute("href")));

for (const [name, document] of PLANS) {
  for (const mode of ["self", "together"] as const) {
    test(`${name}: on one page with numbers that ring, there and back, and nothing of it is kept: ${mode}`, async ({ page }) => {
      await page.setViewportSize({ width: 820, height: 1180 });
      const form = await open(page, { mode }, name);
      await put(form, own(document));
      await at(form, "continue").click();
      const before = await documentOf(form);
      await at(form, "one-page").click();
      await expect(form.getByRole("heading", { name: "My plan on one page" })).toBeFocused();
      expect((await numbers(form)).length).toBeGreaterThan(0);
      const size = await form.locator(".coplan-one-page dd, .coplan-one-page li").first().evaluate((one) => parseFloat(getComputedStyle(one).fontSize));
      expect(size).toBeGreaterThan(19);
      expect(await accessibility(page, { colours: true })).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(820);
      await at(form, "leave-one-page").click();
      await expect(at(form, "one-page")).toBeFocused();
      expect(await documentOf(form)).toEqual(before);
    });
  }
}

test("the relapse plan on one page has its own order and says what it says in the person's words", async ({ page }) => {
  const form = await open(page, { mode: "self" }, "relapse-plan");
  await put(form, own(PLANS[0][1]));
  await at(form, "one-page").click();
  const headings = await form.locator(".coplan-one-page h4").allInnerTexts();
  expect(headings).toEqual([
    "What helps me keep well", "When I begin to feel unwell", "What others notice", "What I do", "What I avoid", "What others do",
    "When I am unwell", "The people I want with me", "In a crisis", "Who to contact",
  ]);
  expect(await numbers(form)).toEqual(["0800000000", "07700900123", "07700900456", "01632960001", "01632960002"].map((number) => `tel:${number}`));
  await expect(form.getByText("My ex-husband")).toHaveCount(0);
});

test("what is printed from it is that page alone, and toHTML stays the whole document", async ({ page }) => {
  const form = await open(page, { mode: "self" }, "relapse-plan");
  await keepPaper(page);
  await put(form, own(PLANS[0][1]));
  await at(form, "one-page").click();
  expect(await form.evaluate((element: Form) => element.toHTML())).toContain("How to come back to services");
  await form.getByRole("button", { name: "Print" }).click();
  const paper = () => form.evaluate((element) => element.shadowRoot!.querySelector("iframe")?.contentDocument?.body.textContent ?? "");
  await expect.poll(paper).toContain("Walking by the river");
  expect(await paper()).not.toContain("How to come back to services");
  // It is on one sheet, with numbers on one line each, and everybody under a name.
  const [style] = (await form.evaluate((element: Form) => element.toHTML())).match(/<style>[^]*<\/style>/)!;
  const body = await form.evaluate((element) => element.shadowRoot!.querySelector("iframe")!.contentDocument!.body.innerHTML);
  const sheet = await page.context().newPage();
  await sheet.setContent(style + body);
  const pdf = await sheet.pdf({ preferCSSPageSize: true });
  expect(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  await sheet.setViewportSize({ width: 330, height: 900 });
  const lines = await sheet.locator(".coplan-telephone").evaluateAll((all) => all.map((one) => one.getClientRects().length));
  expect(new Set(lines)).toEqual(new Set([1]));
  expect((await sheet.locator("dt").allInnerTexts()).filter((words) => !words.trim())).toEqual([]);
});

test("a finished plan leads to it in every mode", async ({ page }) => {
  for (const mode of ["staff", "together", "self"]) {
    const form = await open(page, { mode }, "care-plan");
    await put(form, fixture("care_plan", "reviewed"));
    await at(form, "one-page").click();
    await expect(form.locator("#section-one_page")).toBeFocused();
    await expect(form.locator(".coplan-one-page")).toContainText("What others do");
    await at(form, "leave-one-page").click();
    await expect(form.getByRole("button", { name: "Print" })).toBeVisible();
  }
});
