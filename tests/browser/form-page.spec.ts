// The portal's page around a form: one for all forms, which leaves it to the form to say what it is called.

import { expect, open, test } from "./portal.js";

const NAMES: Record<string, string> = {
  "abuse-question": "Routine abuse question",
  "care-plan": "Care plan",
  "comprehensive-assessment": "Comprehensive assessment",
  "relapse-plan": "Relapse plan / advance statement",
};

for (const [form, name] of Object.entries(NAMES)) {
  test(`${form}: the name is said once, under a heading of the page, and no level of heading is left out`, async ({ page }) => {
    await open(page, {}, form);
    await expect(page.locator("h1")).toHaveText("Form of Ada Example");
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    await expect(page.getByRole("heading", { level: 2, name, exact: true })).toHaveCount(1);
    await expect(page.getByRole("heading", { name, exact: true })).toHaveCount(1);
    expect((await page.locator("h1").boundingBox())!.width, "the heading of the page is for those who hear it").toBeLessThan(2);
    const levels = await page.getByRole("heading").evaluateAll((headings) => headings.map(({ localName }) => Number(localName.slice(1))));
    const left = levels.filter((level, at) => level > (levels[at - 1] ?? 0) + 1);
    expect(left, levels.join(" ")).toEqual([]);
  });
}

test("a page that cannot open its form has its heading on screen, and says why below it", async ({ page, said }) => {
  await page.goto("/relapse-plan.html?person=nobody");
  await expect(page.getByRole("alert")).toBeVisible();
  expect((await page.locator("h1").boundingBox())!.width).toBeGreaterThan(40);
  await expect(page.locator("coplan-relapse-plan")).toHaveCount(0);
  // Chromium's own note of the refusal.
  expect(said.splice(0).join()).toContain("404");
});

test("an assessment is printed whole, or as a copy without risk from others; other forms are only whole", async ({ page }) => {
  await open(page, {}, "comprehensive-assessment");
  const form = page.locator("coplan-comprehensive-assessment");
  const risk = (group: string, formulation: string) => ({ id: group, group, formulation });
  await form.evaluate(
    (element: any, risks) => (element.document = { ...element.document, answers: { risks } }),
    [risk("to_self", "When he stops eating."), risk("from_others", "Two men who come to the house.")],
  );
  const paper = async (button: string) => {
    await page.getByRole("button", { name: button, exact: true }).click();
    const frame = form.locator("iframe.coplan-paper").last();
    await expect(frame.contentFrame().locator("footer")).toBeAttached();
    return frame.contentFrame().locator("body").textContent();
  };
  expect(await paper("Print")).toContain("Two men who come to the house.");
  const copy = await paper("Print a copy without risk from others");
  expect(copy).toContain("When he stops eating.");
  expect(copy).not.toContain("Two men");
  await open(page, {}, "care-plan");
  await expect(page.getByRole("button", { name: "Print", exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Print a copy" })).toHaveCount(0);
});

test("a page without a script of its own posts the form, and the portal goes on to the document", async ({ page }) => {
  await page.goto("/person.html?person=demo-3");
  await page.getByRole("link", { name: "Relapse plan, posted by a form without a script" }).click();
  const form = page.locator("coplan-relapse-plan");
  await form.locator('[id="subject.name"]').fill("Cara Made-Up");
  await form.locator('[id="when_unwell"]').fill("I stop answering the phone.");
  // Not complete: the browser itself holds the form back, as it does for any control.
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page).toHaveURL(/posted/);
  await expect(form.locator("#error-summary"), "and shows what is missing").toBeFocused();
  await expect(form.locator("form")).not.toHaveAttribute("tabindex");
  // A script that only asks moves nothing.
  await form.locator('[id="when_unwell"]').focus();
  expect(await page.evaluate(() => (document.querySelector("main form") as HTMLFormElement).checkValidity())).toBe(false);
  await expect(form.locator('[id="when_unwell"]')).toBeFocused();
  await page.getByRole("button", { name: "Keep for later" }).click();
  await expect(page).toHaveURL(/relapse-plan\.html\?person=demo-3&id=/);
  await expect(form.locator("strong").filter({ hasText: "Cara Made-Up" })).toBeVisible();
  await expect(form.locator('[id="when_unwell"]')).toHaveValue("I stop answering the phone.");
});

test("the abuse question is not printed from its page: others may see the screen", async ({ page }) => {
  for (const mode of ["staff", "together", "self"]) {
    await open(page, { mode }, "abuse-question");
    await expect(page.getByRole("button", { name: "Show it this way" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Print" }), mode).toHaveCount(0);
  }
});
