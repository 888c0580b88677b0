// A press acts once, and never on what was drawn under it: by mouse, finger, pen and keyboard. What presses without any of them
// means each press.

import type { Locator, Page } from "@playwright/test";

import { PLAN, focused, opened, whole } from "./controls.js";
import { answerNoneStated, at, documentOf, expect, open, test } from "./portal.js";

/** Where the middle of something is. */
async function middle(control: Locator) {
  await control.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await control.boundingBox())!;
  return [x + width / 2, y + height / 2] as const;
}

/** A double click as a hand makes it: the page has time to draw between its halves. */
async function doubleClick(page: Page, control: Locator) {
  const [x, y] = await middle(control);
  await page.mouse.move(x, y);
  for (const clickCount of [1, 2]) {
    await page.mouse.down({ clickCount });
    await page.mouse.up({ clickCount });
    await page.waitForTimeout(100);
  }
}

/** Puts whatever is drawn next, and can be pressed, under the whole window. */
const underThePointer = (form: Locator, id: string) =>
  form.evaluate((element, id) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`[id="${id}"] { position: fixed !important; inset: 0; z-index: 9; width: 100vw !important; height: 100vh !important; max-width: none !important; opacity: 1 !important }`);
    element.shadowRoot!.adoptedStyleSheets.push(sheet);
  }, id);

const place = (form: Locator) => form.locator(".coplan-place");

test("a double click on Continue turns one page", async ({ page }) => {
  const form = await opened(page, PLAN, whole(PLAN), { mode: "together" });
  await expect(place(form)).toHaveText(/Page 1 of/);
  await doubleClick(page, at(form, "continue"));
  await expect(place(form)).toHaveText(/Page 2 of/);
});

for (const [what, id] of [["radio", "asked_by.role"], ["text", "asked_by.name"]]) {
  test(`a double click does nothing to a ${what} that is drawn under its second half`, async ({ page }) => {
    const form = await open(page);
    await underThePointer(form, id);
    const before = await documentOf(form);
    // Drawn for the first time by the choice that is double-clicked.
    await doubleClick(page, form.locator("label", { hasText: "None stated" }).first());
    await expect(at(form, id)).toBeVisible();
    expect((await documentOf(form)).answers).toEqual({ ...before.answers, response: "none_stated" });
    expect(await focused(page)).not.toBe(id);
  });
}

test("a double click on Hide this hides", async ({ page }) => {
  const form = await open(page);
  await underThePointer(form, "show");
  await doubleClick(page, at(form, "hide"));
  await expect(at(form, "show")).toBeVisible();
  await page.waitForTimeout(600);
  await at(form, "show").click();
  await expect(at(form, "hide")).toBeVisible();
});

test("two taps of a finger on one place are one press, and a tap later is another", async ({ browser, baseURL }) => {
  const page = await (await browser.newContext({ hasTouch: true, baseURL })).newPage();
  const form = await opened(page, PLAN, whole(PLAN), { mode: "together" });
  const [x, y] = await middle(at(form, "continue"));
  await underThePointer(form, "continue");
  await page.touchscreen.tap(x, y);
  await expect(place(form)).toHaveText(/Page 2 of/);
  await page.touchscreen.tap(x, y);
  await page.waitForTimeout(600);
  await expect(place(form)).toHaveText(/Page 2 of/);
  await page.touchscreen.tap(x, y);
  await expect(place(form)).toHaveText(/Page 3 of/);
});

for (const key of ["Enter", "Space"]) {
  test(`${key} twice on Confirm and sign signs`, async ({ page }) => {
    const document = whole(PLAN);
    delete document.answers.sign_su_absent_reason;
    document.signatures = [{ role: "service_user", method: "typed_confirm", name: "Ada Example", signed_on: "2026-11-23" }];
    const form = await opened(page, PLAN, document);
    await at(form, "sign:sign_su").focus();
    for (const _ of [1, 2]) await page.keyboard.press(key, { delay: 20 });
    await expect(at(form, "unsign:sign_su")).toBeFocused();
    expect((await documentOf(form)).signatures![0].digest).toMatch(/^sha-256:/);
    // Whoever has seen what is there now can press it.
    await page.waitForTimeout(600);
    await page.keyboard.press(key);
    await expect(at(form, "sign:sign_su")).toBeFocused();
  });

  test(`${key} twice on Confirm and complete completes, and begins no amendment`, async ({ page }) => {
    const form = await opened(page, PLAN, whole(PLAN));
    await form.evaluate((element: any) => element.addEventListener("coplan-save", (event: any) => (event.stopImmediatePropagation(), event.respondWith(Promise.resolve({ revision: 9 }))), { capture: true }));
    await at(form, "complete").click();
    await at(form, "confirm").focus();
    await page.keyboard.press(key);
    await expect(at(form, "amend")).toBeFocused();
    await page.keyboard.press(key);
    await page.waitForTimeout(200);
    expect((await documentOf(form)).status).toBe("complete");
    await expect(at(form, "amend")).toBeVisible();
    await expect(at(form, "amendment_reason")).toHaveCount(0);
  });
}

test("Enter that is held on Hide this hides once, and types nothing into what gets the focus", async ({ page }) => {
  const form = await open(page);
  await answerNoneStated(form);
  await at(form, "hide").focus();
  const drawn = await form.evaluateHandle((element) => {
    const seen: string[] = [];
    new MutationObserver(() => seen.push(element.shadowRoot!.getElementById("show") ? "hidden" : "shown")).observe(element.shadowRoot!, { subtree: true, childList: true, attributes: true });
    return seen;
  });
  await page.keyboard.down("Enter");
  for (let repeats = 0; repeats < 20; repeats += 1) await page.keyboard.down("Enter");
  await page.keyboard.up("Enter");
  expect(new Set(await drawn.jsonValue())).toEqual(new Set(["hidden"]));
  await expect(at(form, "show")).toBeFocused();
});

test("presses of scripts and of assistive technology count each", async ({ page }) => {
  const form = await opened(page, PLAN, whole(PLAN), { mode: "together" });
  const click = (times: number) =>
    at(form, "continue").evaluate(async (button: HTMLElement, times) => {
      for (let time = 0; time < times; time += 1) {
        button.click();
        await new Promise((done) => setTimeout(done));
      }
    }, times);
  await click(2);
  await expect(place(form)).toHaveText(/Page 3 of/);
});

test("what was pressed on one button does nothing when another has taken its place by then", async ({ page }) => {
  const form = await open(page);
  await answerNoneStated(form);
  const [x, y] = await middle(at(form, "hide"));
  await page.mouse.move(x, y);
  await page.mouse.down();
  await at(form, "hide").evaluate((button) => (button.id = "complete"));
  await page.mouse.up();
  await page.waitForTimeout(100);
  expect((await documentOf(form)).status).toBe("draft");
});

test("a double click on words of an answer selects a word", async ({ page }) => {
  const form = await opened(page, PLAN, whole(PLAN));
  await at(form, "signs_me").fill("Sleepless");
  await at(form, "signs_me").dblclick();
  expect(await at(form, "signs_me").evaluate((control: HTMLTextAreaElement) => control.selectionEnd - control.selectionStart)).toBe(9);
});
