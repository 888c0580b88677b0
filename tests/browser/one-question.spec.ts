// One question a page: the person alone, on a phone.

import type { Locator } from "@playwright/test";

import { accessibility, at, documentOf, expect, fixture, type Form, open, own, put, test, trapNext } from "./portal.js";

const PLAN = "relapse-plan";
const whole = fixture("relapse_plan", "whole");

test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });

/** The questions on screen, those within a list left out. */
const questions = (form: Locator) =>
  form.locator(".coplan-section > .nhsuk-form-group").evaluateAll((groups) => groups.map((group) => group.querySelector("[id]:not(button, [id$='-hint'], [id$='-voice'])")!.id));
/** As a script presses it: quick taps are one. */
const next = (form: Locator) => at(form, "continue").evaluate((button: HTMLElement) => button.click());

test("on a phone the person alone is asked one question after the other, and their rows stay whole", async ({ page }) => {
  const form = await open(page, { mode: "self" }, PLAN);
  await put(form, own({ ...whole, answers: { ...whole.answers, sign_su_absent_reason: "later" } }));
  const seen: string[] = [];
  for (let pages = 0; pages < 40 && (await at(form, "continue").count()); pages += 1) {
    const here = await questions(form);
    expect(here, "one at a time").toHaveLength(1);
    seen.push(...here);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), here[0]).toBeLessThanOrEqual(360);
    if (pages % 4 === 0) expect(await accessibility(page, { colours: true }), here[0]).toEqual([]);
    await next(form);
  }
  expect(seen.slice(0, 4)).toEqual(["keep_well", "record_date", "people", "signs_me"]);
  await expect(at(form, "section-check")).toBeFocused();
});

test("turning the phone on its side and back loses neither place nor words", async ({ page }) => {
  const form = await open(page, { mode: "self" }, PLAN);
  await put(form, own(whole));
  for (let pages = 0; pages < 4; pages += 1) await next(form);
  await expect(at(form, "signs_family")).toBeVisible();
  await at(form, "signs_family").fill("She is awake at night");
  await page.keyboard.press("Home");
  for (const turn of [1, 2]) {
    await page.setViewportSize({ width: 740, height: 360 });
    await expect(at(form, "signs_me"), `${turn}: the whole section is on screen`).toBeVisible();
    await expect(at(form, "signs_family")).toBeFocused();
    await expect(at(form, "signs_family")).toBeInViewport();
    await page.setViewportSize({ width: 360, height: 740 });
    await expect(at(form, "signs_me")).toHaveCount(0);
    await expect(at(form, "signs_family")).toBeFocused();
  }
  await page.keyboard.type("Look: ");
  await expect(at(form, "signs_family")).toHaveValue("Look: She is awake at night");
  expect((await documentOf(form)).answers.signs_family).toBe("Look: She is awake at night");
});

test("nobody meets twenty red lines: what is missing is said for one page, and the next once that is answered", async ({ page }) => {
  const form = await open(page, { mode: "self" }, PLAN);
  await form.evaluate((element: Form) => void element.reportValidity());
  await expect(form.locator("#error-summary a")).toHaveText(["Enter at least one thing that helps you keep well"]);
  await expect(form.locator("[part=error]")).toHaveCount(1);
  for (let pages = 0; pages < 40 && (await at(form, "continue").count()); pages += 1) await next(form);
  await expect(at(form, "section-check")).toBeFocused();
  const missing = form.locator(".coplan-missing a");
  await expect(missing).toHaveText(["Enter at least one thing that helps you keep well"]);
  await missing.tap();
  await at(form, "keep_well[0].text").fill("Choir");
  await next(form);
  await expect(at(form, "section-check")).toBeFocused();
  await expect(missing).toHaveText(["Enter at least one person who is involved in this plan"]);
});

test("after a trap the same question is on screen", async ({ page, said }) => {
  const form = await open(page, { mode: "self" }, PLAN);
  await put(form, own(whole));
  for (let pages = 0; pages < 4; pages += 1) await next(form);
  await at(form, "signs_family").fill("She is awake at night");
  await trapNext(form);
  await at(form, "one-page").tap();
  await expect.poll(() => form.evaluate((element: any) => element.before.isConnected)).toBe(false);
  await expect(at(form, "signs_family")).toHaveValue("She is awake at night");
  expect(await questions(form)).toEqual(["signs_family"]);
  said.length = 0;
});

test("with their worker it is a section a page, also on a phone", async ({ page }) => {
  const form = await open(page, { mode: "together" }, PLAN);
  await next(form);
  await next(form);
  expect(await questions(form)).toEqual(["signs_me", "signs_family"]);
});
