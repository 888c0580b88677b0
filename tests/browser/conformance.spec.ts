// What docs/accessibility.md says and no other test shows: keys, autocomplete, the title and language of what is printed, and that a
// control is left as it was found by whoever only passes through.

import { expect, open, test } from "./portal.js";

test("no character alone is a shortcut, wherever the focus is: each needs Alt and Shift, or Ctrl", async ({ page }) => {
  const form = await open(page, { mode: "staff" }, "relapse-plan");
  const field = form.locator("#when_unwell");
  await field.focus();
  await page.keyboard.type("ufr?s");
  await expect(field).toHaveValue("ufr?s");
  await expect(field).toBeFocused();
  const button = form.getByRole("button", { name: "Hide this" }).first();
  await button.focus();
  await page.keyboard.type("ufrsk?");
  await expect(button).toBeFocused();
  await expect(form.locator(".coplan-shortcuts")).toHaveCount(0);
  await page.keyboard.press("Alt+Shift+K");
  await expect(form.locator(".coplan-shortcuts")).toContainText("Alt + Shift + K");
  await expect(form.locator("#shortcuts")).toBeFocused();
  await field.focus();
  await page.keyboard.press("Alt+Shift+F");
  await expect(form.locator("#find")).toBeFocused();
});

test("the person's own name and date of birth have their tokens where the person is alone, and what a worker writes has none", async ({ page }) => {
  const tokens = (form: Awaited<ReturnType<typeof open>>) =>
    form.evaluate((element) => [...element.shadowRoot!.querySelectorAll("[autocomplete]")].map((one) => one.getAttribute("autocomplete")).filter((token) => token !== "off"));
  await page.goto("/gallery.html?form=relapse_plan&mode=self");
  const alone = page.locator("coplan-relapse-plan");
  await expect(alone.locator(".coplan").first()).toBeAttached();
  await alone.evaluate((element: any) => (element.document = { subject: { ref: "conformance" } }));
  await expect(alone.locator("[autocomplete=name]").first()).toBeAttached();
  expect(new Set(await tokens(alone))).toEqual(new Set(["name", "bday-day", "bday-month", "bday-year"]));
  const staff = await open(page, { mode: "staff" }, "relapse-plan");
  expect(await tokens(staff)).toEqual([]);
});

test("what is printed is a document with a title, a language, one h1 and a main, and its title names nobody", async ({ page }) => {
  for (const name of ["abuse-question", "relapse-plan", "care-plan", "comprehensive-assessment"]) {
    const form = await open(page, { mode: "staff" }, name);
    const html: string = await form.evaluate((element: any) => element.toHTML());
    const count = (pattern: RegExp) => html.match(pattern)?.length ?? 0;
    const facts = { title: html.match(/<title>(.*?)<\/title>/)?.[1] ?? "", lang: html.match(/<html[^>]* lang="?([\w-]+)/)?.[1], h1: count(/<h1[\s>]/g), main: count(/<main[\s>]/g) };
    expect(facts, name).toMatchObject({ lang: "en-GB", h1: 1, main: 1 });
    expect(facts.title.trim(), name).not.toBe("");
    expect(facts.title, name).not.toMatch(/Ada|Example/);
  }
});

test("the focus passes through every control of a form and out of it, and changes nothing on its way", async ({ page }) => {
  await page.goto("/gallery.html?form=abuse_question&mode=staff");
  const form = page.locator("coplan-abuse-question");
  await expect(form.locator(".coplan").first()).toBeAttached();
  const before = await form.evaluate((element: any) => JSON.stringify(element.document));
  await form.getByRole("button").first().focus();
  const inside = () => page.evaluate(() => document.activeElement?.localName === "coplan-abuse-question");
  let presses = 0;
  while ((await inside()) && presses < 100) {
    await page.keyboard.press("Tab");
    presses += 1;
  }
  expect(presses).toBeGreaterThan(3);
  expect(await inside(), "Tab leaves the form").toBe(false);
  await page.keyboard.press("Shift+Tab");
  expect(await inside(), "Shift and Tab go back into it").toBe(true);
  expect(await form.evaluate((element: any) => JSON.stringify(element.document))).toBe(before);
});

test("the frame round a list that a link leads to strikes nothing out", async ({ page }) => {
  const form = await open(page, { mode: "staff" }, "relapse-plan");
  await form.getByRole("button", { name: "Complete" }).click();
  await form.locator('.nhsuk-error-summary a[href="#people"]').click();
  const legend = form.locator("#people > legend");
  await expect(form.locator("#people")).toBeFocused();
  // The frame begins behind the legend, at half of its height.
  await expect(legend).toHaveCSS("background-color", "rgb(255, 235, 59)");
  await expect(legend).toHaveCSS("color", "rgb(33, 43, 50)");
});
