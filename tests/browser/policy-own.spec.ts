// Questions of a trust's own, made by clicking: of every kind, in rows, and hanging on other answers.

import type { Locator } from "@playwright/test";

import { box, making, policy, said, same } from "./making.js";
import { accessibility, at, expect, test } from "./portal.js";

test("a list with questions in each row is made by the keyboard alone, and is in the form", async ({ page }) => {
  const form = await making(page, "relapse_plan");
  await page.getByLabel("What it asks").first().focus();
  await page.keyboard.type("Our team");
  await page.getByLabel("Kind of answer").first().selectOption("rows");
  const line = (at: number) => page.locator("#rows > li").nth(at);
  await expect(line(0).locator("legend").first()).toHaveText("Question 1 in each row");
  await line(0).getByLabel("What it asks").focus();
  await page.keyboard.type("Who");
  await line(0).getByLabel("Kind of answer").selectOption("person");
  await page.getByRole("button", { name: "Add a question to each row" }).focus();
  await page.keyboard.press("Enter");
  await expect(line(1).getByLabel("What it asks")).toBeFocused();
  await page.keyboard.type("Shift");
  await line(1).getByLabel("Kind of answer").selectOption("code");
  await line(1).getByLabel("Options, one a line").fill("Day\nNight");
  await page.getByRole("button", { name: "Add a question to each row" }).click();
  await line(2).getByRole("button", { name: "Remove" }).press("Enter");
  await expect(page.getByRole("button", { name: "Add a question to each row" })).toBeFocused();
  await expect(page.locator("#rows > li")).toHaveCount(2);
  await page.getByLabel("It comes after").selectOption("signs_me");
  await page.getByRole("button", { name: "Add the question" }).press("Enter");
  await expect(page.locator("#add-said")).toHaveText("Added: Our team");
  const questions = [
    { id: "who", kind: "person", label: "Who" },
    { id: "shift", kind: "code", label: "Shift", options: { day: "Day", night: "Night" } },
  ];
  expect((await policy(page)).questions).toEqual([{ id: "local.our_team", after: "signs_me", kind: "rows", label: "Our team", questions }]);
  await expect(form.getByText("Our team", { exact: true }).first()).toBeVisible();
  await expect(page.locator("#rows > li")).toHaveCount(0);
  await expect(page.locator("#own")).toContainText("A list, with questions in each row");
  await same(page, "relapse_plan");
});

test("in a row a question can hang on another of the same row, by the keyboard alone at 320 px", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 800 });
  const form = await making(page, "relapse_plan");
  const line = (at: number) => page.locator("#rows > li").nth(at);
  /** What the select that has the focus offers, chosen by its first letters, as people do it. */
  const choose = async (select: Locator, words: string) => {
    await select.focus();
    await page.keyboard.type(words);
    await expect(select.locator("option:checked")).toHaveText(new RegExp(`^${words}`));
  };
  await page.getByLabel("What it asks").first().focus();
  await page.keyboard.type("Visits");
  await choose(page.getByLabel("Kind of answer").first(), "A list");
  await expect(line(0).getByLabel("It is asked")).toBeHidden();
  await line(0).getByLabel("What it asks").focus();
  await page.keyboard.type("How it went");
  await choose(line(0).getByLabel("Kind of answer"), "One of");
  await line(0).getByLabel("Options, one a line").focus();
  // Codes that messages have another use for are given others.
  await page.keyboard.type("Well\nBadly\nNone");
  await page.getByRole("button", { name: "Add a question to each row" }).press("Enter");
  await page.keyboard.type("What to do");
  await choose(line(1).getByLabel("It is asked"), "How it went");
  await line(1).getByRole("checkbox", { name: "Badly" }).press("Space");
  await line(1).getByRole("checkbox", { name: "None" }).press("Space");
  // A letter more in the question that it hangs on takes nothing back.
  await line(0).getByLabel("What it asks").focus();
  await page.keyboard.press("End");
  await page.keyboard.type("?");
  await page.keyboard.press("Tab");
  await expect(line(1).getByLabel("It is asked").locator("option:checked")).toHaveText("How it went?");
  await expect(line(1).getByRole("checkbox", { name: "Badly" })).toBeChecked();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  expect(await accessibility(page, { colours: true })).toEqual([]);
  // Each on the other: nobody would be asked, and that is said at the question.
  await line(1).getByLabel("Kind of answer").selectOption("code");
  await line(1).getByLabel("Options, one a line").fill("Ring");
  await page.keyboard.press("Tab");
  await line(0).getByLabel("It is asked").selectOption({ label: "What to do" });
  await page.getByRole("button", { name: "Add the question" }).press("Enter");
  await expect(line(0).getByLabel("It is asked")).toBeFocused();
  await expect(line(0).getByLabel("It is asked")).toHaveAccessibleDescription(/is never asked/);
  await choose(line(0).getByLabel("It is asked"), "Always");
  await page.getByLabel("It comes after").selectOption("signs_me");
  await page.getByRole("button", { name: "Add the question" }).press("Enter");
  await expect(page.locator("#add-said")).toHaveText("Added: Visits");
  const questions = [
    { id: "how_it_went", kind: "code", label: "How it went?", options: { well: "Well", badly: "Badly", none_2: "None" } },
    { id: "what_to_do", kind: "code", label: "What to do", options: { ring: "Ring" }, only_if: "how_it_went=badly|none_2" },
  ];
  expect((await policy(page)).questions).toEqual([{ id: "local.visits", after: "signs_me", kind: "rows", label: "Visits", questions }]);
  await form.locator('[id="add:local.visits"]').press("Enter");
  await expect(form.getByRole("group", { name: "How it went?" })).toHaveCount(1);
  await expect(form.getByRole("radio", { name: "Ring" })).toHaveCount(0);
  await form.getByRole("radio", { name: "Badly" }).check({ force: true });
  await expect(form.getByRole("radio", { name: "Ring" })).toHaveCount(1);
  await same(page, "relapse_plan");
});

test("what cannot be asked is said in plain words at the part that it is about", async ({ page }) => {
  await making(page, "relapse_plan");
  const before = await policy(page);
  const locked = "Have you experienced physical, sexual or emotional abuse at any time in your life?";
  const add = page.getByRole("button", { name: "Add the question" });
  const part = (name: string) => page.locator("#add").getByLabel(name, { exact: false }).first();
  const refused = async (name: string, words: string) => {
    await add.click();
    await expect(part(name)).toHaveAccessibleDescription(words);
    await expect(part(name)).toBeFocused();
    await expect(part(name)).toHaveAttribute("aria-invalid", "true");
    await expect(page.locator("#add [aria-invalid]")).toHaveCount(1);
    await expect(page.locator("#add-said")).toBeEmpty();
    expect(await policy(page)).toEqual(before);
  };
  const only = "Only the abuse question may ask this. Ask something else.";
  await part("What it asks").fill(" ");
  await refused("What it asks", "Write what it asks.");
  await part("What it asks").fill(locked.replaceAll("a", "а"));
  await refused("What it asks", only);
  await part("What it asks").fill("Which?");
  await part("How it asks the person").fill(locked);
  await refused("How it asks the person", only);
  await part("How it asks the person").fill("");
  await part("Hint (optional)").fill(locked);
  await refused("Hint (optional)", only);
  await part("Hint (optional)").fill("");
  await part("Kind of answer").selectOption("code");
  await part("Options, one a line").fill("Yes\nNo\nYes");
  await refused("Options, one a line", "Two options look the same. Write each of them once.");
  await part("Options, one a line").fill("  \n ");
  await refused("Options, one a line", "Write at least one option.");
  // Words that a code would be reserved for are options like any other.
  await part("Options, one a line").fill("Add\nHelp\nNone\nRow\nToo long\nUnanswered");
  await part("It comes after").selectOption("signs_me");
  await add.click();
  await expect(page.locator("#add-said")).toHaveText("Added: Which?");
  // What one of their own hangs on cannot be hidden.
  await part("What it asks").fill("Where is it kept?");
  await page.getByLabel("It is asked", { exact: true }).selectOption("has_advance_decision");
  await add.click();
  await expect(page.locator("#add-said")).toHaveText("Added: Where is it kept?");
  await box(page, "has_advance_decision", "hide").click();
  await expect(said(page, "has_advance_decision")).toHaveText("A question of your own depends on this. Remove that one first.");
});

test.describe("by touch", () => {
  test.use({ hasTouch: true });

  test("a question that hangs on an answer is asked after that answer, and what cannot be is said at its place", async ({ page }) => {
    const form = await making(page, "relapse_plan");
    await page.getByLabel("What it asks").fill("Where is it kept?");
    await page.getByLabel("It is asked", { exact: true }).selectOption("has_advance_decision");
    const codes = page.locator("#codes-line");
    await expect(codes.getByRole("checkbox")).toHaveCount(3);
    await codes.getByRole("checkbox", { name: "Yes" }).tap();
    await page.getByLabel("It comes after").selectOption("has_advance_decision");
    await page.getByRole("button", { name: "Add the question" }).tap();
    await expect(page.locator("#add-said")).toHaveText("Added: Where is it kept?");
    const made = { id: "local.where_is_it_kept", after: "has_advance_decision", kind: "text", label: "Where is it kept?", only_if: "has_advance_decision=yes" };
    expect((await policy(page)).questions).toEqual([made]);
    await expect(codes).toBeHidden();
    await expect(at(form, made.id)).toHaveCount(0);
    await form.locator('[name="has_advance_decision"][value="yes"]').check({ force: true });
    await expect(at(form, made.id)).toBeVisible();
    // What the condition hangs on has to stay.
    await page.getByLabel("What it asks").fill("Who has a key?");
    await page.getByLabel("It is asked", { exact: true }).selectOption("gp.registered");
    await page.getByRole("button", { name: "Add the question" }).tap();
    await expect(page.locator("#add-said")).toHaveText("Added: Who has a key?");
    expect((await policy(page)).questions[1].only_if).toBe("gp.registered");
    // A question in a row that may not be asked says so in the row.
    await page.getByLabel("What it asks").first().fill("What happened");
    await page.getByLabel("Kind of answer").first().selectOption("rows");
    const locked = "Have you experienced physical, sexual or emotional abuse at any time in your life?";
    const row = page.locator("#rows > li").first();
    await row.getByLabel("What it asks").fill(locked);
    await page.getByRole("button", { name: "Add the question" }).tap();
    await expect(row.locator(".said").first()).toHaveText("Only the abuse question may ask this. Ask something else.");
    await expect(row.getByLabel("What it asks")).toHaveAccessibleDescription("Only the abuse question may ask this. Ask something else.");
    await expect(page.locator("#add-said")).toBeEmpty();
    await expect(row.getByLabel("What it asks")).toBeFocused();
    expect(await accessibility(page, { colours: true })).toEqual([]);
    await page.setViewportSize({ width: 320, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });
});

test("a condition that loses what it hangs on says so, and never asks more often", async ({ page }) => {
  await making(page, "relapse_plan");
  const line = (at: number) => page.locator("#rows > li").nth(at);
  const add = page.getByRole("button", { name: "Add the question" });
  await page.getByLabel("What it asks").first().fill("Visits");
  await page.getByLabel("Kind of answer").first().selectOption("rows");
  await line(0).getByLabel("What it asks").fill("How it went");
  await line(0).getByLabel("Kind of answer").selectOption("code");
  await line(0).getByLabel("Options, one a line").fill("Well\nBadly");
  await page.getByRole("button", { name: "Add a question to each row" }).click();
  await line(1).getByLabel("What it asks").fill("What to do");
  const asked = line(1).getByLabel("It is asked");
  await asked.selectOption({ label: "How it went" });
  await line(1).getByRole("checkbox", { name: "Badly" }).check();
  // The option goes, and then the question itself.
  await line(0).getByLabel("Options, one a line").fill("Well\nAwfully");
  const lost = line(1).getByRole("checkbox", { name: "Badly (not there any more)" });
  await expect(lost).toBeChecked();
  await add.click();
  await expect(asked).toHaveAccessibleDescription("An option that this depends on is not there any more. Untick it.");
  await expect(asked).toBeFocused();
  await line(0).getByLabel("Kind of answer").selectOption("text");
  await expect(lost).toBeChecked();
  await line(0).getByRole("button", { name: "Remove" }).click();
  const left = line(0).getByLabel("It is asked");
  await expect(left.locator("option:checked")).toHaveText("How it went (not there any more)");
  await add.click();
  await expect(left).toHaveAccessibleDescription("The question that this one depends on is not there any more. Choose another.");
  expect((await policy(page)).questions).toBeUndefined();
  await left.selectOption({ label: "Always" });
  await expect(line(0).getByRole("checkbox")).toHaveCount(0);
  await page.getByLabel("It comes after").selectOption("signs_me");
  await add.click();
  await expect(page.locator("#add-said")).toHaveText("Added: Visits");
  // A question of their own goes on which one that is being made hangs.
  await page.getByLabel("What it asks").first().fill("Which?");
  await page.getByLabel("Kind of answer").first().selectOption("code");
  await page.getByLabel("Options, one a line").first().fill("One\nTwo");
  await add.click();
  await expect(page.locator("#add-said")).toHaveText("Added: Which?");
  const only = page.getByLabel("It is asked", { exact: true });
  await page.getByLabel("What it asks").first().fill("Why two?");
  await only.selectOption({ label: "Which?" });
  await page.locator("#codes-line").getByRole("checkbox", { name: "Two" }).check();
  await page.locator("#own").getByRole("button", { name: "Remove Which?" }).click();
  await expect(only.locator("option:checked")).toHaveText("Which? (not there any more)");
  await expect(page.locator("#codes-line").getByRole("checkbox", { name: "Two (not there any more)" })).toBeChecked();
  await add.click();
  await expect(only).toHaveAccessibleDescription(/depends on. Choose another./);
  await only.selectOption({ label: "Always" });
  await expect(page.locator("#codes-line")).toBeHidden();
});
