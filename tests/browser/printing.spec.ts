// The host's own page on paper, as Ctrl+P prints it: all that stands in a box, however much more that is than the box shows.

import { type Page } from "@playwright/test";

import { at, expect, fixture, open, put, test } from "./portal.js";

const LONG = "The community mental health team at the Park, and whoever answers for it out of hours, evenings, nights and weekends";

/** Fills every box with more than it shows, as if it had been typed, and gives what is cut on paper. */
async function cutOnPaper(page: Page, name: string): Promise<string[]> {
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  const cut = await page.locator(`coplan-${name}`).evaluate((element) => {
    const roots = [element.shadowRoot!, ...[...element.querySelectorAll("*")].flatMap((inner) => inner.shadowRoot ?? [])];
    const boxes = roots.flatMap((root) => [...root.querySelectorAll<HTMLInputElement>("input[type=text], select, textarea, .coplan-written")]);
    const isCut = (box: HTMLInputElement) => {
      if (box.getClientRects().length === 0) return false;
      if (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1) return true;
      // A box to choose from says nothing of how wide its words would be.
      return box.localName === "select" && box.value !== "";
    };
    const around = boxes.filter((box) => box.closest("table") && box.getClientRects().length > 0 && box.getBoundingClientRect().right > box.closest("td")!.getBoundingClientRect().right + 1);
    return [...boxes.filter(isCut), ...around].map((box) => `${box.localName} ${box.id || box.textContent} ${box.value ?? ""}`);
  });
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await page.emulateMedia({ media: "screen" });
  return cut;
}

const FORMS = [
  ["abuse-question", "abuse_question", "yes"],
  ["relapse-plan", "relapse_plan", "whole"],
  ["care-plan", "care_plan", "reviewed"],
  ["comprehensive-assessment", "comprehensive_assessment", "scenario"],
] as const;

for (const [name, folder, file] of FORMS) {
  for (const mode of ["staff", "together", "self"]) {
    if (name === "abuse-question" && mode !== "staff") continue;
    test(`a page with the ${name} in ${mode} that is printed as it stands cuts nothing that is in a box`, async ({ page }) => {
      await page.setViewportSize({ width: 718, height: 1000 });
      const form = await open(page, { mode }, name);
      await put(form, { ...fixture(folder, file), id: `printed-${name}-${mode}`, status: "draft", signatures: [], earlier: [] });
      let boxes = 0;
      for (let pages = 0; pages < 30; pages++) {
        // What a browser's own filling-in or a person has put there, whatever the form makes of it.
        boxes += await form.evaluate((element, long) => {
          const all = [...element.shadowRoot!.querySelectorAll<HTMLInputElement>("input[type=text]:not(#find), textarea")];
          for (const box of all) box.value = box.localName === "textarea" ? `${long}\n`.repeat(9) : box.id.includes("-") ? "September" : long;
          return all.length + element.shadowRoot!.querySelectorAll("select").length;
        }, LONG);
        expect(await cutOnPaper(page, name)).toEqual([]);
        await expect(form.locator(".coplan-written")).toHaveCount(0);
        const on = at(form.locator(".coplan").first(), "continue");
        if (mode === "staff" || !(await on.isVisible())) break;
        await on.click();
        if (await at(form, "section-check").isVisible()) break;
      }
      expect(boxes).toBeGreaterThan(3);
    });
  }
}

test("a browser that prints finds it written out, and afterwards the form as it was", async ({ page }) => {
  const form = await open(page, {}, "care-plan");
  await put(form, fixture("care_plan", "reviewed"));
  await form.evaluate((element) => {
    addEventListener("beforeprint", () => {
      const written = [...element.shadowRoot!.querySelectorAll(".coplan-written")];
      element.setAttribute("data-written", String(written.length));
    });
  });
  await put(form, { ...fixture("care_plan", "reviewed"), id: "printed-by-a-browser", status: "draft", signatures: [], earlier: [] });
  const before = await form.evaluate((element) => element.shadowRoot!.innerHTML);
  await page.pdf();
  expect(Number(await form.getAttribute("data-written"))).toBeGreaterThan(10);
  expect(await form.evaluate((element) => element.shadowRoot!.innerHTML)).toBe(before);
});
