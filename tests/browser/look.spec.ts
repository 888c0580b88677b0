// The pictures that people look at, and what must hold in each: no sideways scrolling, targets a finger can hit.

import { expect, fixture, open, put, test } from "./portal.js";

const sizes = { phone: [320, 640], upright: [820, 1180], flat: [1180, 820], desktop: [1440, 900] } as const;

for (const [name, [width, height]] of Object.entries(sizes)) {
  test.describe(name, () => {
    test.use({ viewport: { width, height }, hasTouch: name !== "desktop" });
    test(`at ${width} pixels nothing scrolls sideways and every target is large enough`, async ({ page }, info) => {
      const form = await open(page, { mode: "together" });
      await form.getByRole("button", { name: "It is private" }).click();
      await form.getByRole("radio", { name: "Yes", exact: true }).check();
      await form.getByRole("button", { name: "Complete" }).click();
      await expect(form.locator("#error-summary")).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      const small = await form.evaluate((element) =>
        [...element.shadowRoot!.querySelectorAll(".nhsuk-radios__item, .nhsuk-checkboxes__item, button, input[type=text]")]
          .map((target) => [target.id || target.textContent, target.getBoundingClientRect().height] as const)
          .filter(([, height]) => height < 39.5),
      );
      expect(small).toEqual([]);
      await page.screenshot({ path: info.outputPath(`${name}.png`), fullPage: true });
    });
  });
}

for (const [name, [width, height]] of Object.entries(sizes)) {
  test.describe(`the relapse plan on ${name}`, () => {
    test.use({ viewport: { width, height }, hasTouch: name !== "desktop" });
    test(`at ${width} pixels no page of it scrolls sideways`, async ({ page }, info) => {
      const form = await open(page, { mode: name === "desktop" ? "staff" : "together" }, "relapse-plan");
      await put(form, fixture("relapse_plan", "whole"));
      for (let pages = 1; pages < 20; pages += 1) {
        expect(await page.evaluate(() => document.documentElement.scrollWidth), `page ${pages}`).toBeLessThanOrEqual(width);
        await page.screenshot({ path: info.outputPath(`${name}-${pages}.png`), fullPage: true });
        const next = form.getByRole("button", { name: "Continue" });
        if (!(await next.count())) break;
        await next.click();
      }
    });
  });
}
