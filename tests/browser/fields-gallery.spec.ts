// The gallery of fields: every field of the kit by itself, live, in each of its states, with what it writes and complains of.

import { readdirSync } from "node:fs";

import type { Page } from "@playwright/test";

import { accessibility, expect, test } from "./portal.js";

const FOLDERS = readdirSync(new URL("../../src/ui/src/controls", import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

const FIELDS = [...FOLDERS, "voices"];

/** Opens the gallery and waits until everything in it is drawn. */
async function gallery(page: Page, query: Record<string, string>) {
  await page.goto(`/fields.html?${new URLSearchParams(query)}`);
  await expect(page.locator("#fields")).toHaveAttribute("aria-busy", "false", { timeout: 60_000 });
}

/** A specimen in one state: the form, and one of the notes beside it. */
const state = (page: Page, name: string, code = "") => page.locator(`[data-state="${name}"][data-code="${code}"]`);
const notes = (page: Page, name: string, code = "") => state(page, name, code).locator("dd");

test("every folder of the field kit has a specimen, and the form behind it can be answered", async ({ page }) => {
  await gallery(page, {});
  const offered = await page.locator("#field option").evaluateAll((options: any[]) => options.map(({ value }) => value).filter(Boolean));
  expect(offered.sort()).toEqual(FIELDS.sort());
});

for (const field of FIELDS) {
  test(`${field.replaceAll("_", " ")}: one question, in every state, with its problems, its parts and where it comes from`, async ({ page }) => {
    await gallery(page, { field, state: "" });
    const specimens = page.locator(`.specimen[data-field="${field}"]`);
    await expect(specimens).not.toHaveCount(0);
    for (const specimen of await specimens.all()) {
      await expect(specimen.getByRole("link").first()).toHaveAttribute("href", /^https:\/\/service-manual\.nhs\.uk\//);
      const states = await specimen.locator(".state").all();
      expect(states.length).toBeGreaterThan(0);
      for (const block of states) {
        const [name, code] = [await block.getAttribute("data-state"), await block.getAttribute("data-code")];
        const what = `${await specimen.locator("> h2").textContent()}: ${name} ${code}`;
        // Where the person is alone, what is a worker's to ask is not there.
        const absent = block.getByText("This question is not asked here.");
        if (name === "self" && (await absent.count())) continue;
        await expect(absent, what).toHaveCount(0);
        const form = block.locator(".stage > *");
        const seen = await form.evaluate((element) => {
          element.shadowRoot!.querySelectorAll("details").forEach((details) => (details.open = true));
          const all = [...element.shadowRoot!.querySelectorAll<HTMLElement>(".coplan *")].filter((one) => one.checkVisibility());
          const count = (selector: string) => all.filter((one) => one.matches(selector)).length;
          return {
            headings: count("[id^=section-], .nhsuk-heading-l"),
            questions: all.filter((one) => one.matches(".nhsuk-form-group, .nhsuk-error-summary, dl > div") && !one.parentElement!.closest(".nhsuk-form-group, dl > div")).length,
            errors: count(".nhsuk-error-message, .nhsuk-error-summary"),
            enabled: count(":is(input, textarea, select, button):enabled"),
            disabled: count(":is(input, textarea, select, button):disabled"),
          };
        });
        expect(seen.headings, `${what}: no more of the form`).toBe(0);
        expect(seen.questions, `${what}: one question`).toBe(1);
        expect(seen.errors > 0, `${what}: says what is wrong`).toBe(name === "error");
        if (name === "readonly") expect(seen.enabled + seen.disabled, what).toBe(0);
        if (name === "disabled") expect([seen.enabled, seen.disabled > 0], what).toEqual([0, true]);
        const [writes, problems, parts] = await block.locator("dd").allTextContents();
        if (name === "error") expect(problems, what).toContain(` ${code}`);
        if (name === "filled") expect([writes === "{}", problems], what).toEqual([false, "None"]);
        if (name === "empty") expect(writes, what).toBe("{}");
        expect(parts!.split(" "), what).toContain("form");
      }
    }
  });
}

test("a field is live: what is typed is in its document, its event says where, and its problem is gone", async ({ page }) => {
  await gallery(page, { field: "text_input", state: "error" });
  const form = state(page, "error", "missing").locator("coplan-relapse-plan");
  const [writes, problems, , event] = await notes(page, "error", "missing").all();
  await expect(problems!).toHaveText("help_areas[0].area missing");
  await form.getByLabel("Area of help").locator("visible=true").fill("Money");
  await expect(writes!).toContainText('"help_areas[0].area": "Money"');
  await expect(problems!).toHaveText("None");
  await expect(event!).toHaveText("coplan-change help_areas[0].area");
  expect(page.url()).not.toContain("Money");
});

test("a choice of words, page and width goes for every field, and stands in the address", async ({ page }) => {
  await gallery(page, { field: "signature", state: "empty", theme: "dark", width: "phone" });
  const stage = page.locator(".stage").first();
  await expect(stage).toHaveCSS("background-color", "rgb(16, 24, 31)");
  expect(await stage.locator("> *").evaluate((form) => form.clientWidth)).toBeLessThanOrEqual(320);
  await page.getByLabel("Page", { exact: true }).selectOption("");
  await expect(stage).toHaveCSS("background-color", "rgba(0, 0, 0, 0)");
  await page.getByLabel("Field").selectOption("radios");
  await page.getByLabel("State").selectOption("filled");
  await expect(page.locator(".specimen")).toHaveCount(1);
  expect(new URL(page.url()).search).toBe("?field=radios&state=filled&terms=cpa&theme=&width=phone");
});

test("opening the gallery moves neither the focus nor the page", async ({ page }) => {
  await gallery(page, { state: "error" });
  expect(await page.evaluate(() => [document.activeElement === document.body, scrollY])).toEqual([true, 0]);
});

for (const query of [{ state: "empty" }, { state: "filled" }, { state: "error" }, { state: "together" }, { state: "filled", theme: "dark" }] as Record<string, string>[]) {
  test(`axe finds nothing in the gallery of fields: ${Object.values(query).join(", ")}`, async ({ page }) => {
    await gallery(page, query);
    expect(await accessibility(page)).toEqual([]);
  });
}

for (const address of ["/fields.html?state=filled", "/gallery.html?form=relapse_plan&example=whole"]) {
  test(`nothing is wider than a phone, and the page is reached by keyboard: ${address}`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto(address);
    await expect(page.locator("coplan-relapse-plan .coplan").first()).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await page.keyboard.press("Tab");
    await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
    for (const label of await page.locator("#view label").allTextContents()) {
      const select = page.getByLabel(label, { exact: true }).and(page.locator("#view select"));
      for (let presses = 0; presses < 20 && !(await select.evaluate((one) => one === document.activeElement)); presses += 1) {
        await page.keyboard.press("Tab");
      }
      await expect(select, label).toBeFocused();
    }
  });
}

for (const theme of ["", "dark", "contrast"]) {
  test(`what is chosen can be seen on what it is marked on: ${theme || "as it comes"}`, async ({ page }) => {
    for (const field of ["radios", "checkboxes"]) {
      await gallery(page, { field, state: "filled", theme });
      const marks = await page.locator(".specimen input:checked + label").evaluateAll((labels) => {
        const light = (colour: string) => {
          const [red, green, blue] = colour.match(/[\d.]+/g)!.map((part) => (Number(part) / 255 <= 0.04045 ? Number(part) / 3294.6 : ((Number(part) / 255 + 0.055) / 1.055) ** 2.4));
          return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
        };
        return labels.map((label) => {
          const [mark, box] = [getComputedStyle(label, "::after").borderBottomColor, getComputedStyle(label, "::before").backgroundColor].map(light);
          return (Math.max(mark!, box!) + 0.05) / (Math.min(mark!, box!) + 0.05);
        });
      });
      expect(marks.length, field).toBeGreaterThan(0);
      // WCAG 1.4.11
      for (const contrast of marks) expect(contrast, field).toBeGreaterThan(3);
    }
  });
}
