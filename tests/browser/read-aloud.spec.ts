// Read aloud: only what somebody asks for, only by a voice of the device, and never for longer than it is on screen.

import type { Locator, Page } from "@playwright/test";

import { accessibility, at, expect, fixture, open, own, put, test } from "./portal.js";

const PLAN = "relapse-plan";
const whole = fixture("relapse_plan", "whole");

const HERE = { name: "Here", lang: "en_GB", localService: true, default: false };
const AFAR = { name: "Afar", lang: "en-GB", localService: false, default: true };

/** The page has these voices, at once or later. What is said is kept, with what says it, until it is silent. */
async function voices(page: Page, list: object[], { late = false } = {}) {
  await page.addInitScript(
    ([list, late]) => {
      const synthesis: any = Object.assign(new EventTarget(), {
        said: [] as any[],
        come: late ? [] : list,
        getVoices: () => synthesis.come,
        speak: (piece: any) => synthesis.said.push(piece),
        cancel: () => synthesis.said.splice(0).forEach((piece: any) => piece.onerror?.({ error: "canceled" })),
        arrive: () => {
          synthesis.come = list;
          synthesis.dispatchEvent(new Event("voiceschanged"));
        },
      });
      Object.defineProperty(window, "speechSynthesis", { configurable: true, value: synthesis });
      Object.assign(window, { SpeechSynthesisUtterance: class { constructor(public text: string) {} } });
    },
    [list, late] as const,
  );
}

const said = (page: Page): Promise<string[]> => page.evaluate(() => (speechSynthesis as any).said.map(({ text }: any) => text));
const by = (page: Page): Promise<string[]> => page.evaluate(() => [...new Set((speechSynthesis as any).said.map(({ voice }: any) => voice.name))] as string[]);
const read = (form: Locator, path: string) => at(form, `read:${path}`);

test("a question is read with its hint and options by a voice of the device, and a second press stops it", async ({ page }) => {
  await voices(page, [AFAR, HERE]);
  const form = await open(page, { mode: "self" }, PLAN);
  await put(form, own(whole));
  expect(await said(page), "nothing speaks by itself").toEqual([]);
  await form.evaluate((element: any) => element.shadowRoot.querySelector("#continue").click());
  await expect(read(form, "record_date")).toBeVisible();
  await read(form, "record_date").click();
  expect(await said(page)).toEqual(["Date", expect.stringContaining("27 3")]);
  expect(await by(page)).toEqual(["Here"]);
  await expect(read(form, "record_date")).toHaveAttribute("aria-pressed", "true");
  await expect(at(form, "stop-reading")).toBeVisible();
  expect(await accessibility(page, { colours: true })).toEqual([]);
  // Another takes its place; what is within a list is read by its own button.
  await read(form, "people").click();
  expect(await said(page)).toEqual(["The people involved in this plan are:"]);
  await expect(read(form, "record_date")).toHaveAttribute("aria-pressed", "false");
  await read(form, "people").click();
  expect(await said(page)).toEqual([]);
  await expect(at(form, "stop-reading")).toBeHidden();
  // Radios say what can be chosen.
  for (let pages = 0; pages < 9 && !(await at(form, "has_advance_decision").count()); pages += 1) {
    await at(form, "continue").evaluate((button: HTMLElement) => button.click());
  }
  await read(form, "has_advance_decision").click();
  expect((await said(page)).slice(1)).toEqual(["Yes", "No", "Not known"]);
  await at(form, "stop-reading").click();
  expect(await said(page)).toEqual([]);
  await expect(read(form, "has_advance_decision")).toBeFocused();
});

test("where there is no voice of the device in the language of the form there is nothing of it", async ({ page }) => {
  await voices(page, [AFAR, { ...HERE, lang: "fr-FR" }]);
  const form = await open(page, { mode: "together" }, PLAN);
  await expect(form.locator(".coplan-read-aloud").first()).toBeAttached();
  await expect(form.locator(".coplan-read-aloud, .coplan-stop-reading").filter({ visible: true })).toHaveCount(0);
});

test("voices that come late are heard of, and a worker has none of it", async ({ page }) => {
  await voices(page, [HERE], { late: true });
  const form = await open(page, { mode: "together" }, PLAN);
  await expect(read(form, "keep_well")).toBeHidden();
  await page.evaluate(() => (speechSynthesis as any).arrive());
  await expect(read(form, "keep_well")).toBeVisible();
  await form.evaluate((element: any) => (element.mode = "staff"));
  await expect(form.locator(".coplan-read-aloud")).toHaveCount(0);
});

const ENDS: [string, (page: Page, form: Locator) => Promise<unknown>][] = [
  ["the next page", (_, form) => at(form, "continue").click()],
  ["Hide this", (_, form) => at(form, "hide").click()],
  ["Escape three times", async (page) => {
    for (let times = 0; times < 3; times += 1) await page.keyboard.press("Escape");
  }],
  ["another document", (_, form) => put(form, own(whole))],
  ["the form leaves the page", (_, form) => form.evaluate((element) => element.remove())],
  ["the page is hidden", (page) => page.evaluate(() => dispatchEvent(new Event("pagehide")))],
];
for (const [end, act] of ENDS) {
  test(`it is silent at once: ${end}`, async ({ page }) => {
    await voices(page, [HERE]);
    const form = await open(page, { mode: "self" }, PLAN);
    await read(form, "keep_well").click();
    expect(await said(page)).not.toEqual([]);
    await act(page, form);
    await expect.poll(() => said(page)).toEqual([]);
  });
}

test("the whole plan on one page is read in its order, piece by piece", async ({ page }) => {
  await voices(page, [HERE]);
  const form = await open(page, { mode: "self" }, PLAN);
  await put(form, own(whole));
  await at(form, "one-page").click();
  await read(form, "one-page-plan").click();
  const pieces = await said(page);
  expect(pieces.slice(0, 4)).toEqual(["My plan on one page", "What helps me keep well", "Walking by the river", "Choir on Tuesdays"]);
  expect(pieces.join(" ")).toContain("Crisis line 0800 000 000");
  expect(new Set(pieces).size, "nothing is read twice").toBeGreaterThan(pieces.length - 3);
  // It ends by itself.
  await page.evaluate(() => (speechSynthesis as any).said.at(-1).onend());
  await expect(at(form, "stop-reading")).toBeHidden();
});
