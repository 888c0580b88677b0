// The gallery shows what a team decides by: every form in every mode and state, and what a host hears and holds.

import { accessibility, expect, test } from "./portal.js";

test("every form in every mode and state, with its document, its events and the code to copy", async ({ page, context }) => {
  test.slow();
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/gallery.html");
  const forms = await page.locator("#form option").evaluateAll((options: any[]) => options.map(({ value }) => value));
  const offered = await (await page.request.get("/api/forms")).json();
  expect(forms).toEqual(offered.map(({ form }: { form: string }) => form));
  for (const form of forms) {
    const tag = `coplan-${form.replaceAll("_", "-")}`;
    await page.locator("#form").selectOption(form);
    const examples = await page.locator("#example option").evaluateAll((options: any[]) => options.map(({ value }) => value));
    expect(examples.length, `${form} has an example`).toBeGreaterThan(1);
    for (const example of examples) {
      await page.locator("#example").selectOption(example);
      for (const mode of ["staff", "together", "self"]) {
        await page.locator("#mode").selectOption(mode);
        await expect(page.locator(`${tag} .coplan`).first()).toBeAttached();
        expect(await page.locator(tag).evaluate((element: any) => element.mode)).toBe(mode);
      }
      for (const state of ["readonly", "disabled", ""]) await page.locator("#state").selectOption(state);
      await expect(page.locator("#document")).toContainText(`"form": "${form}"`);
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

for (const theme of ["", "dark", "contrast"]) {
  test(`axe finds nothing in the gallery: ${theme || "as it comes"}`, async ({ page }) => {
    await page.goto(`/gallery.html?form=relapse_plan&example=unfinished&theme=${theme}`);
    await expect(page.locator("coplan-relapse-plan .coplan")).toBeAttached();
    expect(await accessibility(page)).toEqual([]);
  });
}
