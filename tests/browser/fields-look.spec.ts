// Every control at the sizes, zooms and colours in which people meet it. The controls are described in `controls.ts`.

import type { Locator } from "@playwright/test";

import { CONTROLS, eachPage, everything, opened, PLAN, put, QUESTION, set, whole } from "./controls.js";
import { at, expect, open, test, unfoldTo } from "./portal.js";

// ---- Size ----

for (const mode of ["together", "self"]) {
  test(`a finger hits everything in the mode ${mode}: at least 44 pixels high`, async ({ page }) => {
    const targets = ".nhsuk-radios__item, .nhsuk-checkboxes__item, input[type=text], textarea, select, button, summary, a";
    const form = await open(page, { mode }, PLAN);
    await set(form, "messages", { "signs_me.help": "Help from the host." });
    await put(form, everything());
    const small = new Set<string>();
    const look = async (where: string) => {
      const found = await form.evaluate((element, targets) =>
        [...element.shadowRoot!.querySelectorAll(targets)]
          .map((target) => [target, target.getBoundingClientRect().height] as const)
          .filter(([, height]) => height > 0 && height < 43.9)
          .map(([target, height]) => `${target.localName} ${target.className} ${target.id || target.textContent}: ${height}`), targets);
      found.forEach((target) => small.add(`${where}: ${target}`));
    };
    await eachPage(form, look);
    await look("after the last page");
    await put(form, everything());
    await at(form, "later").click();
    await expect(at(form, "section-later")).toBeFocused();
    await look("come back later");
    expect([...small]).toEqual([]);
  });
}

for (const [what, viewport, deviceScaleFactor] of [
  ["at 320 pixels", { width: 320, height: 640 }, 1],
  ["at 400 % zoom of 1280 by 1024", { width: 320, height: 256 }, 4],
] as const) {
  test.describe(what, () => {
    test.use({ viewport, deviceScaleFactor });

    const wide = (form: Locator) =>
      form.evaluate((element) => {
        // What is for those who hear it has a pixel, and its words have their width all the same.
        const seen = (part: Element) => !part.parentElement?.closest(".nhsuk-u-visually-hidden");
        const over = [...element.shadowRoot!.querySelectorAll(".coplan *")].filter((part) => seen(part) && part.getBoundingClientRect().right > 320.5);
        return [document.documentElement.scrollWidth, ...over.map((part) => `${part.localName} ${part.className} ${part.id}`)];
      });

    test("nothing scrolls sideways, filled in, in error, read or asked a page at a time", async ({ page }, info) => {
      const form = await opened(page, PLAN, everything());
      expect(await wide(form), "filled in").toEqual([320]);
      await at(form, "complete").click();
      await expect(at(form, "error-summary")).toBeFocused();
      expect(await wide(form), "in error").toEqual([320]);
      if (deviceScaleFactor === 1) await page.screenshot({ path: info.outputPath("narrow.png"), fullPage: true });
      await set(form, "readonly", true);
      await expect(form.locator("dd").first()).toBeVisible();
      expect(await wide(form), "read").toEqual([320]);
      const paged = await opened(page, PLAN, everything(), { mode: "together" });
      await eachPage(paged, async (where) => expect(await wide(paged), where).toEqual([320]));
      const question = await opened(page, QUESTION, whole(QUESTION));
      expect(await wide(question), "the abuse question").toEqual([320]);
    });

    test("what has the focus is never under the band that stays on screen", async ({ page }) => {
      const form = await opened(page, PLAN, everything());
      await at(form, "section-part_1").focus();
      const hidden: string[] = [];
      for (let steps = 0; steps < 70; steps += 1) {
        await page.keyboard.press("Tab");
        const under = await form.evaluate((element) => {
          const target = element.shadowRoot!.activeElement!;
          const band = element.shadowRoot!.querySelector(".coplan-speaker")!;
          if (band.contains(target)) return "";
          const [inner, outer] = [target.getBoundingClientRect(), band.getBoundingClientRect()];
          const free = Math.min(inner.bottom, innerHeight) - Math.max(inner.top, outer.bottom, 0);
          return free < Math.min(inner.height, 24) ? `${target.id}: ${Math.round(free)} of ${Math.round(inner.height)} pixels` : "";
        });
        if (under) hidden.push(under);
      }
      expect(hidden).toEqual([]);
    });
  });
}

// ---- Colour ----

test("in forced colours every control has an edge, shows the focus, and shows what is chosen", async ({ page }, info) => {
  await page.emulateMedia({ forcedColors: "active" });
  const bare = (form: Locator) =>
    form.evaluate((element) => {
      const line = (style: CSSStyleDeclaration, side: string) =>
        style.getPropertyValue(`${side}-style`) !== "none" && parseFloat(style.getPropertyValue(`${side}-width`)) >= 1;
      const edged = (style: CSSStyleDeclaration) => line(style, "border-bottom") || line(style, "outline");
      const controls = [...element.shadowRoot!.querySelectorAll<HTMLInputElement>("input, select, textarea, button, svg.coplan-pad")];
      return controls
        .filter((control) => control.type !== "hidden")
        .filter((control) => {
          const label = control.labels?.[0];
          if (!label || !["radio", "checkbox"].includes(control.type)) {
            const style = getComputedStyle(control);
            return !edged(style) && !style.textDecorationLine.includes("underline");
          }
          const mark = getComputedStyle(label, "::after");
          const shown = mark.opacity === "1" && line(mark, "border-bottom");
          return !edged(getComputedStyle(label, "::before")) || shown !== control.checked;
        })
        .map((control) => control.id);
    });
  const plan = everything();
  plan.answers.has_advance_decision = "no";
  for (const [name, document] of [[PLAN, plan], [QUESTION, whole(QUESTION)]] as const) {
    const form = await opened(page, name, document);
    expect(await bare(form), name).toEqual([]);
    for (const control of CONTROLS.filter((control) => control.form === name)) {
      const target = at(form, control.first ?? control.path);
      await unfoldTo(form, control.path);
      await page.keyboard.press("Shift");
      await target.focus();
      const ring = await target.evaluate((control: HTMLInputElement) => {
        const choice = ["radio", "checkbox"].includes(control.type);
        const of = (style: CSSStyleDeclaration) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
        return of(getComputedStyle(control)) || choice && of(getComputedStyle(control.labels![0], "::before"));
      });
      expect(ring, `the focus on ${control.what}`).toBe(true);
      const inside = page.locator(`[id="${control.first ?? control.path}"]`);
      const group = form.locator(".nhsuk-form-group").filter({ has: inside }).last();
      await group.screenshot({ path: info.outputPath(`${control.what.replaceAll(" ", "-")}.png`) });
    }
  }
});
