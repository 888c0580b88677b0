// The pictures that people look at, and what must hold in each: no sideways scrolling, targets a finger can hit.

import { at, expect, fixture, open, put, test } from "./portal.js";

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
          .filter(([, height]) => height > 0 && height < 39.5),
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

for (const [name, tag] of [["care_plan/reviewed", "care-plan"], ["relapse_plan/unfinished", "relapse-plan"], ["abuse_question/yes", "abuse-question"]] as const) {
  test(`the line of Hide this and whose form it is are as wide as each other: ${tag}`, async ({ page }) => {
    await page.setViewportSize({ width: 1366, height: 768 });
    const form = await open(page, {}, tag);
    const [folder, file] = name.split("/");
    await put(form, fixture(folder, file));
    const edges = await form.evaluate((element) =>
      [".coplan-tools", ".coplan-person"].map((part) => Math.round(element.shadowRoot!.querySelector(part)!.getBoundingClientRect().right)),
    );
    expect(edges[0]).toBe(edges[1]);
  });
}

test("what is asked of somebody chosen, and of a ticked copy, stands apart from the choice", async ({ page }) => {
  const form = await open(page, {}, "relapse-plan");
  await put(form, fixture("relapse_plan", "amended"));
  await at(form, "amend").click();
  const gap = (above: string, below: string) =>
    form.evaluate(
      (element, [above, below]) => {
        const [one, other] = [above, below].map((part) => element.shadowRoot!.querySelector(part!)!.getBoundingClientRect());
        return Math.round(other!.top - one!.bottom);
      },
      [above, below],
    );
  await at(form, "contingency[0].responsible").selectOption({ label: "Someone else" });
  expect(await gap('[id="contingency[0].responsible"]', 'label[for="contingency[0].responsible.name"]')).toBeGreaterThanOrEqual(12);
  expect(await gap('[id="copies"] > .nhsuk-checkboxes', '[id="copies"] > .coplan-rows__list')).toBeGreaterThanOrEqual(20);
});

for (const colors of ["none", "active"] as const) {
  test(`on a dark page what has the focus can be read, and so can where a link of the error summary led: forced colours ${colors}`, async ({ page }) => {
    await page.emulateMedia({ forcedColors: colors });
    await page.goto("/gallery.html?form=relapse_plan&example=unfinished&theme=dark");
    const form = page.locator("coplan-relapse-plan");
    await at(form, "complete").click();
    await expect(at(form, "error-summary")).toBeFocused();
    // What has the focus shows it to whoever uses the keyboard.
    await page.keyboard.press("Tab");
    const contrasts = await form.evaluate((element) => {
      const light = (colour: string) => {
        const [red, green, blue] = colour.match(/[\d.]+/g)!.map((part) => (Number(part) / 255 <= 0.04045 ? Number(part) / 3294.6 : ((Number(part) / 255 + 0.055) / 1.055) ** 2.4));
        return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
      };
      return [...element.shadowRoot!.querySelectorAll<HTMLElement>("button, a, summary")].map((target) => {
        target.focus();
        const words = getComputedStyle(target.querySelector(".nhsuk-details__summary-text") ?? target).color;
        const [ink, ground] = [words, getComputedStyle(target).backgroundColor].map(light);
        return [target.id || target.textContent, (Math.max(ink!, ground!) + 0.05) / (Math.min(ink!, ground!) + 0.05)] as const;
      });
    });
    expect(contrasts.length).toBeGreaterThan(20);
    // WCAG 1.4.3. In forced colours they are the system's own.
    if (colors === "none") expect(contrasts.filter(([, contrast]) => contrast < 4.5)).toEqual([]);
    const lists = await form.evaluate((element) => {
      const links = [...element.shadowRoot!.querySelectorAll("#error-summary a")].map((link) => link.getAttribute("href")!.slice(1));
      return links.filter((id) => element.shadowRoot!.getElementById(id)?.localName === "fieldset");
    });
    expect(lists.length).toBeGreaterThan(0);
    for (const id of lists) {
      await form.locator(`#error-summary a[href="#${id}"]`).click();
      await expect(at(form, id)).toBeFocused();
      const ring = await at(form, id).evaluate((target) => [getComputedStyle(target).outlineStyle, parseFloat(getComputedStyle(target).outlineWidth)]);
      expect(ring, id).toEqual(["solid", 4]);
    }
  });
}
