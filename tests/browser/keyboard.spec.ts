// A person alone writes their care plan on a narrow phone with nothing but a keyboard: Tab, Enter, Space, and what they type.

import { type Locator, type Page } from "@playwright/test";

import { Count, keys } from "./counting.js";
import { accessibility, at, documentOf, expect, open, put, test } from "./portal.js";

test.use({ viewport: { width: 320, height: 568 } });

/** What has the focus is on screen, nothing is over it, and nothing makes the page wider than the screen. */
async function isSeen(page: Page, form: Locator, where: string) {
  expect(await page.evaluate(() => document.documentElement.scrollWidth), where).toBeLessThanOrEqual(320);
  const covered = await form.evaluate((element) => {
    const held = element.shadowRoot!.activeElement!;
    const { left, top, width, height } = held.getBoundingClientRect();
    const over = element.shadowRoot!.elementFromPoint(left + Math.min(width, 40) / 2, top + Math.min(height, 24) / 2);
    return held.contains(over) || over?.closest("label")?.getAttribute("for") === held.id ? "" : `${held.id} is under ${over?.className}`;
  });
  expect(covered, where).toBe("");
}

test("a person writes their care plan with nothing but a keyboard on a phone: goals, an action, what is missing, and their name", async ({ page }) => {
  const form = await open(page, { mode: "self" }, "care-plan");
  await put(form, { subject: { ref: "ada", name: "Ada Example", date_of_birth: "1990-04-27" }, id: "by-keyboard" });
  const count = new Count();
  const hand = keys(page, count);
  const asked: string[] = [];

  /** On to the next question, and what has the focus there. */
  const on = async () => {
    await hand.press(at(form, "continue"));
    await expect(form.locator("[id^=section-]:focus")).toHaveCount(1);
    asked.push((await form.locator("[id^=section-]:focus").getAttribute("id"))!);
    await isSeen(page, form, asked.join(" "));
  };
  const until = async (id: string) => {
    for (let pages = 0; pages < 40 && !(await at(form, id).isVisible()); pages += 1) await on();
    await expect(at(form, id)).toBeVisible();
  };
  const write = async (id: string, words: string) => {
    await until(id);
    await hand.write(at(form, id), words);
    await isSeen(page, form, id);
  };

  await write("recovery_meaning", "Painting again, and sleeping.");
  // The first goal is there to be filled in.
  await write("goals[0].own_words", "I want to paint again.");
  await hand.press(at(form, "add:goals"));
  await expect(at(form, "goals[1].own_words")).toBeFocused();
  await isSeen(page, form, "a second goal");
  await hand.write(at(form, "goals[1].own_words"), "I want to sleep.");
  // The first is folded; it opens and closes with a key, and says what it is.
  const line = at(form, "row:goals[0]");
  await expect(line).toContainText("I want to paint again.");
  await hand.press(line);
  await expect(at(form, "goals[0].own_words")).toBeVisible();
  await isSeen(page, form, "a goal that is opened");
  await hand.press(at(form, "add:goals[0].actions"));
  await isSeen(page, form, "an action");
  const action = await form.evaluate((element) => element.shadowRoot!.activeElement!.id);
  expect(action).toMatch(/^goals\[0\]\.actions\[\d\]\./);
  await page.keyboard.insertText("Ask about the art group.");
  // The second goal goes before the first.
  await hand.press(at(form, "order:goals"));
  await hand.press(at(form, "up:goals[1]"));
  await expect(at(form, "down:goals[0]")).toBeFocused();
  await isSeen(page, form, "a goal that has moved");
  await hand.press(at(form, "order:goals"));
  expect((await documentOf(form)).answers.goals.map((goal: any) => goal.own_words)).toEqual(["I want to sleep.", "I want to paint again."]);

  // Through all pages to the answers.
  for (let pages = 0; pages < 60 && !(await at(form, "section-check").isVisible()); pages += 1) await on();
  await expect(at(form, "section-check")).toBeFocused();
  expect(await accessibility(page)).toEqual([]);
  // What is missing leads to its question, which says so, and back.
  for (let missing = 0; missing < 90 && (await form.locator(".coplan-missing a").count()) > 0; missing += 1) {
    const link = form.locator(".coplan-missing a").first();
    const path = (await link.getAttribute("href"))!.slice(1);
    await hand.press(link);
    await expect(at(form, `${path}-error`), path).toBeVisible();
    await isSeen(page, form, path);
    expect(await form.evaluate((element) => element.shadowRoot!.activeElement!.id), path).toBe(path);
    await answer(form, path, hand);
    await hand.press(at(form, "continue"));
    await expect(at(form, "section-check")).toBeFocused();
    await expect(at(form, `${path}-error`)).toHaveCount(0);
    await expect(form.locator(`.coplan-missing a[href="#${path}"]`), "it is answered").toHaveCount(0);
  }
  await expect(form.locator(".coplan-missing a")).toHaveCount(0);
  await hand.press(at(form, "save"));
  await expect(form.locator(".coplan-status").last()).toContainText("Saved");
  const { answers } = await documentOf(form);
  expect(answers.goals[1].actions.at(-1).what).toBe("Ask about the art group.");
  console.info(`care plan in self by keyboard: ${count.presses} presses, ${count.tabs} tabs`);
});

/** Something that will do, whatever is asked. */
async function answer(form: Locator, path: string, hand: ReturnType<typeof keys>) {
  const control = at(form, path);
  const { kind, boxes } = await control.evaluate((held: HTMLInputElement) => ({
    kind: held.type ?? held.localName,
    boxes: (held.getRootNode() as ShadowRoot).getElementById(`${held.id}-month`) !== null,
  }));
  if (boxes) {
    // What was talked about lies behind, what is planned ahead.
    const year = path.endsWith("reviewed_on") ? "2025" : "2099";
    for (const [id, words] of [[path, "3"], [`${path}-month`, "12"], [`${path}-year`, year]] as const) await hand.write(at(form, id), words);
  } else if (kind === "radio" || kind === "checkbox") await hand.choose(control);
  else if (kind === "select-one") {
    await hand.pick(control, (await control.locator("option").nth(1).getAttribute("value"))!);
  } else if (kind === "fieldset") {
    // A list: its first row is begun.
    await hand.press(at(form, `add:${path}`));
    await expect(form.locator("textarea:focus, input:focus, select:focus")).toHaveCount(1);
    await answer(form, await form.evaluate((element) => element.shadowRoot!.activeElement!.id), hand);
  } else await hand.write(control, "A line about it.");
}
