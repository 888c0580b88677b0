// What has the focus is in view whatever stays at the edges of the window, and the form is hidden from wherever one is.

import type { Locator, Page } from "@playwright/test";

import { PLAN, opened, whole } from "./controls.js";
import { at, documentOf, expect, fixture, open, put, test } from "./portal.js";

/** The page keeps a band of its own at the top of the window. */
const HEADER = 60;
const style = (page: Page, css: string) =>
  page.evaluate((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets.push(sheet);
  }, css);
const withHeader = async (page: Page) => {
  await style(page, `:root { --coplan-sticky-top: ${HEADER}px } #kept { position: fixed; z-index: 9; top: 0; left: 0; right: 0; height: ${HEADER}px }`);
  await page.evaluate(() => document.body.append(Object.assign(document.createElement("div"), { id: "kept" })));
};

/** Once the browser has scrolled to it: what has the focus, and by how much something is over its top or its end. */
const covered = (form: Locator) =>
  form.evaluate(async (element) => {
    for (let frames = 0; frames < 3; frames += 1) await new Promise((done) => requestAnimationFrame(done));
    const root = element.shadowRoot!;
    const held = root.activeElement;
    if (!held || held.closest(".coplan-tools, .coplan-speaker, .coplan-edge")) return [];
    const mine = held.getBoundingClientRect();
    const over = [...root.querySelectorAll(".coplan-tools, .coplan-speaker, .coplan-edge > *"), document.getElementById("kept")];
    const covers = over.filter((one) => {
      const its = one?.getBoundingClientRect();
      const stays = one && getComputedStyle(one).position !== "static" || one?.closest(".coplan-tools, .coplan-edge");
      if (!its || !stays) return false;
      return mine.top < its.bottom - 1 && mine.bottom > its.top + 1 && mine.left < its.right && mine.right > its.left;
    });
    return covers.map((one) => `${held.id} is under ${one!.className || one!.id}`);
  });

test("within reach: nothing that gets the focus by Tab, Shift and Tab or a link is covered at 375 px", async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 667 });
  const form = await opened(page, PLAN, whole(PLAN));
  await withHeader(page);
  await form.evaluate((element: any) => element.addEventListener("coplan-save", (event: any) => event.stopImmediatePropagation(), true));
  await at(form, "signs_me").fill("x");
  await at(form, "save").click();
  await expect(at(form, "save-failed")).toBeVisible();
  const wrong: string[] = [];
  for (const key of ["Shift+Tab", "Tab"]) {
    for (let stops = 0; stops < 60; stops += 1) {
      await page.keyboard.press(key);
      wrong.push(...(await covered(form)).map((what) => `${key}: ${what}`));
    }
    await at(form, "signs_me").focus();
  }
  expect(wrong).toEqual([]);
  // Links to a section, and to what is wrong.
  await form.locator(".coplan-contents a").last().press("Enter");
  expect(await covered(form)).toEqual([]);
  const top = await form.evaluate((element) => element.shadowRoot!.activeElement!.getBoundingClientRect().top);
  expect(top).toBeGreaterThan(HEADER);
});

test("within reach: what stays at the top takes no more than a third of a small screen with large text", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const form = await opened(page, PLAN, whole(PLAN));
  await form.evaluate((element) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(".coplan { font-size: 32px !important } .coplan * { font-size: 32px !important }");
    element.shadowRoot!.adoptedStyleSheets.push(sheet);
  });
  await at(form, "signs_me").focus();
  await expect.poll(() => form.locator(".coplan-speaker").evaluate((band) => getComputedStyle(band).position)).toBe("static");
  const tools = await form.locator(".coplan-tools").boundingBox();
  expect(tools!.height).toBeLessThan(640 / 3);
  expect(tools!.y).toBe(0);
  // As at 400 % zoom: that saving failed can be read whole.
  await page.setViewportSize({ width: 320, height: 256 });
  await form.evaluate((element: any) => element.addEventListener("coplan-save", (event: any) => event.stopImmediatePropagation(), true));
  await form.evaluate((element: any) => element.save().catch(() => {}));
  const notice = at(form, "save-failed");
  await expect(notice).toBeVisible();
  expect((await notice.boundingBox())!.height).toBeLessThan(256 / 2);
  await at(form, "try-again").focus();
  await expect.poll(() => notice.evaluate((box) => box.scrollTop)).toBeGreaterThan(0);
  await page.keyboard.press("ArrowUp");
  await expect.poll(() => notice.evaluate((box) => box.scrollHeight - box.clientHeight - box.scrollTop)).toBeGreaterThan(0);
});

test("within reach: Hide this and Escape three times hide all of it, and bring back the same place", async ({ page }) => {
  const form = await opened(page, PLAN, whole(PLAN));
  const hidden = () => form.evaluate((element) => (element.shadowRoot!.querySelector(".coplan") as HTMLElement).innerText.trim());
  const escape = async () => {
    for (let times = 0; times < 3; times += 1) await page.keyboard.press("Escape");
  };
  await at(form, "signs_me").fill("Sleepless for a week");
  await page.keyboard.press("Home");
  await page.evaluate(() => scrollBy(0, 40));
  const place = await page.evaluate(() => scrollY);
  expect(place).toBeGreaterThan(0);
  // The button is on screen wherever one is.
  await expect(at(form, "hide")).toBeInViewport();
  await escape();
  await expect(at(form, "show")).toBeFocused();
  expect(await hidden()).toBe("Show this again");
  expect(await form.ariaSnapshot()).toBe('- button "Show this again"');
  expect((await documentOf(form)).answers.signs_me).toBe("Sleepless for a week");
  await page.keyboard.press("Enter");
  await expect(at(form, "signs_me")).toBeFocused();
  expect(await page.evaluate(() => scrollY)).toBe(place);
  await page.keyboard.type("I am ");
  await expect(at(form, "signs_me")).toHaveValue("I am Sleepless for a week");
  // The page takes Escape for itself; a held key is one press.
  await page.evaluate(() => addEventListener("keydown", (event) => event.key === "Escape" && event.preventDefault(), { capture: true, once: true }));
  await escape();
  await expect(at(form, "hide")).toBeVisible();
  await page.waitForTimeout(2100);
  for (let repeats = 0; repeats < 10; repeats += 1) await page.keyboard.down("Escape");
  await page.keyboard.up("Escape");
  await expect(at(form, "hide")).toBeVisible();
});

test("within reach: an assessment is hidden with the abuse question in it", async ({ page }) => {
  const form = await open(page, {}, "comprehensive-assessment");
  await put(form, fixture("comprehensive_assessment", "first_visit"));
  await form.evaluate((element) => element.shadowRoot!.querySelector<HTMLElement>('a[href="#domains.violence_abuse"]')!.click());
  const question = page.locator("coplan-abuse-question");
  await expect(question.locator("#response")).toBeVisible();
  await form.locator("#hide").first().click();
  await expect(question.locator("#response")).toBeHidden();
  expect(await form.ariaSnapshot()).toBe('- button "Show this again"');
});

for (const [mode, width] of [["self", 320], ["together", 820], ["staff", 1366]] as const) {
  test(`within reach: Hide this stands over no words, wherever one has scrolled: ${mode} at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 700 });
    const form = await opened(page, PLAN, whole(PLAN), { mode });
    const over: string[] = [];
    for (let scrolled = 0; scrolled < 600; scrolled += 50) {
      await page.evaluate((top) => scrollTo(0, top), scrolled);
      over.push(
        ...(await form.evaluate(async (element) => {
          await new Promise((done) => requestAnimationFrame(done));
          const root = element.shadowRoot!;
          const hide = root.getElementById("hide")!.getBoundingClientRect();
          const seen = [...root.querySelectorAll("label, legend, p, a, h2, h3, input, textarea")].filter((one) => {
            const its = one.getBoundingClientRect();
            const meets = its.width > 1 && its.right > hide.left && its.left < hide.right && its.bottom > hide.top && its.top < hide.bottom;
            // What is under the line of Hide this is not seen at its edges.
            const at = [[Math.max(its.left, hide.left - 6), Math.max(its.top, hide.top) + 1], [hide.left - 6, (hide.top + hide.bottom) / 2]];
            return meets && at.some(([x, y]) => one.contains(root.elementFromPoint(x!, y!)));
          });
          return seen.map((one) => `${scrollY}: ${one.id || one.textContent}`);
        })),
      );
    }
    expect(over).toEqual([]);
  });
}

test("within reach: lines are as far apart as the page asks for, and never closer than is easy to read", async ({ page }) => {
  const form = await opened(page, PLAN, whole(PLAN), { mode: "together" });
  const apart = () =>
    form.evaluate((element) => {
      const one = (selector: string) => {
        const style = getComputedStyle(element.shadowRoot!.querySelector(selector)!);
        return Math.round((parseFloat(style.lineHeight) / parseFloat(style.fontSize)) * 10) / 10;
      };
      return ["p", "label", ".nhsuk-hint, .coplan-lead, p", "textarea", "button", "h3"].map(one);
    });
  await style(page, "body { line-height: 1 }");
  expect(await apart()).toEqual([1.5, 1.5, 1.5, 1.5, 1.5, 1.3]);
  await style(page, "* { line-height: 2 !important }");
  expect(await apart()).toEqual([2, 2, 2, 2, 2, 1.8]);
});

test("within reach: letter and word spacing of the page get in, and the month is not cut", async ({ page }) => {
  const form = await opened(page, PLAN, whole(PLAN));
  await style(page, "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }");
  const month = form.locator('input[name$="-month"]').first();
  await month.fill("Febr");
  const { spacing, cut } = await month.evaluate((box: HTMLInputElement) => ({
    spacing: parseFloat(getComputedStyle(box).letterSpacing),
    cut: box.scrollWidth > box.clientWidth,
  }));
  expect(spacing).toBeGreaterThan(1.5);
  expect(cut).toBe(false);
});

test("within reach: what is opened in the line of Hide this is not over whose words are being typed", async ({ page }) => {
  await page.setViewportSize({ width: 600, height: 900 });
  const form = await open(page, { mode: "together" }, "relapse-plan");
  await put(form, fixture("relapse_plan", "unfinished"));
  for (let pages = 0; pages < 5; pages += 1) await at(form, "continue").evaluate((button: HTMLElement) => button.click());
  await at(form, "continue").scrollIntoViewIfNeeded();
  const apart = () =>
    form.evaluate((element) => {
      const [tools, speaker] = [".coplan-tools", ".coplan-speaker"].map((part) => element.shadowRoot!.querySelector(part)!.getBoundingClientRect());
      return Math.round(speaker!.top - tools!.bottom);
    });
  await form.locator(".coplan-tools summary").click();
  await expect(form.getByText("No one reads this straight away.")).toBeInViewport();
  await expect.poll(apart).toBeGreaterThanOrEqual(0);
});
