// The page that makes a policy: what is chosen there is in the form and in the file, and what cannot be is said in words.

import { readFileSync } from "node:fs";

import type { Page } from "@playwright/test";

import { box, making, policy, question, said, same, tagOf } from "./making.js";
import { accessibility, at, expect, type Form, test } from "./portal.js";

const read = (path: string) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8"));

test("what is hidden is gone from the form and stands in the file; what is needed is needed; both can be taken back", async ({ page }) => {
  const form = await making(page, "relapse_plan");
  await expect(at(form, "signs_family")).toBeVisible();
  await box(page, "signs_family", "hide").check();
  await expect(at(form, "signs_family")).toHaveCount(0);
  expect((await policy(page)).hide).toEqual(["signs_family"]);
  await box(page, "signs_family", "need").check();
  await expect(box(page, "signs_family", "hide")).not.toBeChecked();
  await expect(at(form, "signs_family")).toBeVisible();
  expect(await policy(page)).toEqual({ id: "my-trust/community", version: "1", need: ["signs_family"] });
  const missing = await form.evaluate((element: Form) => element.problems.map(({ path }) => path));
  expect(missing).toContain("signs_family");
  await box(page, "signs_family", "need").uncheck();
  await question(page, "people").locator(":scope > details > summary").click();
  await box(page, "people[].relationship", "hide").check();
  expect(await policy(page)).toEqual({ id: "my-trust/community", version: "1", hide: ["people[].relationship"] });
  await same(page, "relapse_plan");
});

test("what completion needs, and what is locked, is refused in words at its place, and nothing changes", async ({ page }) => {
  let form = await making(page, "relapse_plan");
  const before = await policy(page);
  await box(page, "signs_me", "hide").click();
  await expect(said(page, "signs_me")).toHaveText("Completion needs this, so it cannot be hidden.");
  await expect(box(page, "signs_me", "hide")).not.toBeChecked();
  await expect(at(form, "signs_me")).toBeVisible();
  for (const [section, words] of [["team", "Completion needs a question in this section"], ["nature", "This is the same for everyone"]]) {
    const line = page.locator(`[data-section="${section}"]`);
    await line.getByRole("checkbox").click();
    await expect(line.getByRole("status")).toContainText(words!);
    await expect(line.getByRole("checkbox")).not.toBeChecked();
  }
  expect(await policy(page)).toEqual(before);
  form = await making(page, "abuse_question");
  await box(page, "response", "hide").click();
  await expect(said(page, "response")).toHaveText("This is the same for everyone, so it is locked.");
  await expect(box(page, "response", "hide")).not.toBeChecked();
  await box(page, "disclosure", "need").click();
  await expect(said(page, "disclosure")).toHaveText("This is the same for everyone, so it is locked.");
  await expect(page.locator("#sections-note")).toHaveText("This form has no sections.");
  expect(await policy(page)).toEqual(before);
  await expect(form.getByRole("radio", { name: "None stated" })).toBeVisible();
  await same(page, "abuse_question");
});

test("a question of one's own is in the form, and the file that is taken away can be loaded again", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  let form = await making(page, "relapse_plan");
  await page.getByLabel("Name of the policy").fill("example/café");
  await page.getByLabel("What it asks").fill("Was this written in a ward round?");
  await page.getByLabel("How it asks the person").fill("Did we write this in a ward round?");
  await page.getByLabel("Hint (optional)").fill("On the ward, with the team");
  await page.getByLabel("Kind of answer").selectOption("code");
  await page.getByLabel("Options, one a line").fill("Yes\nNo, at home\n\nNot known");
  await page.getByLabel("It comes after").selectOption("signs_me");
  await page.getByLabel("Only for staff").check();
  await page.getByRole("button", { name: "Add the question" }).click();
  await expect(page.locator("#add-said")).toHaveText("Added: Was this written in a ward round?");
  await expect(form.getByRole("radio", { name: "No, at home" })).toBeVisible();
  const made = {
    id: "local.was_this_written_in_a_ward_round",
    after: "signs_me",
    kind: "code",
    options: { yes: "Yes", no_at_home: "No, at home", not_known: "Not known" },
    label: "Was this written in a ward round?",
    label_person: "Did we write this in a ward round?",
    hint: "On the ward, with the team",
    staff: true,
  };
  await page.locator("#own").getByRole("checkbox", { name: "Needed" }).check();
  await box(page, "avoid", "hide").check();
  const whole = { id: "example/café", version: "1", hide: ["avoid"], need: [made.id], questions: [made] };
  expect(await policy(page)).toEqual(whole);
  await page.getByRole("button", { name: "Copy", exact: true }).click();
  await expect(page.locator("#taken")).toHaveText("Copied");
  expect(JSON.parse(await page.evaluate(() => navigator.clipboard.readText()))).toEqual(whole);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download" }).click()]);
  expect(download.suggestedFilename()).toBe("example-café-1.json");
  const file = await download.path();
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(whole);

  form = await making(page, "relapse_plan");
  await expect(form.getByRole("radio", { name: "No, at home" })).toHaveCount(0);
  await page.getByLabel("Load a policy file").setInputFiles(file);
  await expect(page.locator("#about-said")).toContainText("Loaded");
  await expect(form.getByRole("radio", { name: "No, at home" })).toBeVisible();
  await expect(box(page, "avoid", "hide")).toBeChecked();
  await expect(page.getByLabel("Name of the policy")).toHaveValue("example/café");
  expect(await policy(page)).toEqual(whole);
  const wrong = (text: string) => ({ name: "wrong.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await page.getByLabel("Load a policy file").setInputFiles(wrong('{"id":"x","version":"1","hide":["signs_me"]}'));
  await expect(page.locator("#about-said")).toContainText("Not loaded. hide[0]: signs_me: completion needs this");
  await page.getByLabel("Load a policy file").setInputFiles(wrong("no"));
  await expect(page.locator("#about-said")).toContainText("it is not JSON");
  // As every other door does, it takes no file in which something stands twice.
  await page.getByLabel("Load a policy file").setInputFiles(wrong('{"id":"x","version":"1","hide":[],"hide":["avoid"]}'));
  await expect(page.locator("#about-said")).toContainText("Not loaded. hide: this stands here twice");
  await page.getByLabel("Load a policy file").setInputFiles(wrong("null"));
  await expect(page.locator("#about-said")).toContainText("Not loaded. id: this is missing");
  expect(await policy(page)).toEqual(whole);
  await page.getByRole("button", { name: "Remove Was this written" }).click();
  await expect(form.getByRole("radio", { name: "No, at home" })).toHaveCount(0);
  expect(await policy(page)).toEqual({ id: "example/café", version: "1", hide: ["avoid"] });
});

test("the example of a policy is loaded, and a choice that * made can be taken back for one question", async ({ page }) => {
  await making(page, "comprehensive_assessment");
  await page.getByLabel("Load a policy file").setInputFiles(new URL("../policies/example-trust.json", import.meta.url).pathname);
  await expect(page.locator("#about-said")).toHaveText("Loaded: example-trust.json");
  expect(await policy(page)).toEqual(read("tests/policies/example-trust.json"));
  await page.getByLabel("Find a question in this list").fill("areas to cover");
  await expect(page.locator("#find-said")).toHaveText(/^1 of \d+ questions$/);
  await question(page, "domains").locator(":scope > details > summary").click();
  await question(page, "domains.housing").locator(":scope > details > summary").click();
  await expect(box(page, "domains.housing.carer_view", "hide")).toBeChecked();
  await box(page, "domains.housing.carer_view", "hide").uncheck();
  const { hide } = await policy(page);
  expect(hide).toContain("domains.finance.carer_view");
  expect(hide).not.toContain("domains.housing.carer_view");
  expect(hide).toContain("equality_notes");
});

/** The sections of the form on screen. */
const sections = (page: Page, form: string) =>
  page.locator(tagOf(form)).evaluate((element: Form) =>
    [...element.shadowRoot!.querySelectorAll('section[aria-labelledby^="section-"]')]
      .map((section) => section.getAttribute("aria-labelledby")!.replace("section-", ""))
      .filter((id) => id !== "later"),
  );
const listed = (page: Page) => page.locator("#sections > li").evaluateAll((lines: any[]) => lines.map(({ dataset }) => dataset.section));
const titles = (page: Page) => page.locator("#sections .title").allTextContents();

test("sections go up and down by the keyboard, and the other forms keep their order", async ({ page }) => {
  await making(page, "relapse_plan");
  const before = await sections(page, "relapse_plan");
  const up = page.getByRole("button", { name: "Up What helps me keep well" });
  await up.focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("#sections-said")).toHaveText("What helps me keep well is now section 1 of 12.");
  await expect(page.getByRole("button", { name: "Down What helps me keep well" })).toBeFocused();
  const [first, second, ...rest] = before;
  await expect.poll(() => sections(page, "relapse_plan")).toEqual([second, first, ...rest]);
  expect((await policy(page)).sections).toEqual(["keeping_well"]);
  await page.locator("#form").selectOption("care_plan");
  await expect(page.locator("#choices:not([inert]) [data-section='goals']")).toBeAttached();
  await expect.poll(() => sections(page, "care_plan")).toEqual(await listed(page));
  expect((await listed(page))[0]).toBe("start");
  await page.locator("#form").selectOption("relapse_plan");
  await page.getByRole("button", { name: "Down What helps me keep well" }).click();
  await expect.poll(() => sections(page, "relapse_plan")).toEqual(before);
  expect(await policy(page)).toEqual({ id: "my-trust/community", version: "1" });
  await page.getByRole("button", { name: "Up The team" }).click();
  const team = before.indexOf("team");
  const moved = [...before.slice(0, team - 1), "team", before[team - 1], ...before.slice(team + 1)];
  await expect.poll(() => sections(page, "relapse_plan")).toEqual(moved);
  await expect(page.locator("#sections-said")).toContainText("Sections have moved there too:");
  await page.getByRole("button", { name: "Down The team" }).click();
  await expect.poll(() => sections(page, "relapse_plan")).toEqual(before);
  expect(await policy(page)).toEqual({ id: "my-trust/community", version: "1" });
  await page.getByRole("button", { name: "Up The team" }).click();
  await page.getByRole("button", { name: "Put all sections in their usual order" }).click();
  await expect.poll(() => sections(page, "relapse_plan")).toEqual(before);
  expect(await policy(page)).toEqual({ id: "my-trust/community", version: "1" });
});

test("the list of sections is that of the forms, with their titles", async ({ page }) => {
  const messages = read("dist/messages/en-GB.json");
  for (const form of ["care_plan", "relapse_plan", "comprehensive_assessment"]) {
    const element = await making(page, form);
    const ids = await listed(page);
    const known = Object.keys(messages)
      .map((key) => key.match(`^${form}\\.section\\.(.+)$`)?.[1])
      .filter((id) => id && !/[@]|\.(part|group|lead)$/.test(id) && id !== "overview");
    expect(ids).toEqual(expect.arrayContaining(known));
    const said = await titles(page);
    ids.forEach((id, at) => {
      const words = messages[`${form}.section.${id}`];
      if (words) expect(said[at], id).toBe(words);
      else expect(said[at], id).toBeTruthy();
    });
    if (form !== "comprehensive_assessment") expect(ids).toEqual(await sections(page, form));
    else {
      const links = element.locator("nav.coplan-areas a");
      expect(ids).toEqual(await links.evaluateAll((links: any[]) => links.map((link) => link.getAttribute("href").slice(1))));
    }
  }
});

test("axe finds nothing, and at 320 px nothing is wider than the screen", async ({ page }) => {
  for (const form of ["relapse_plan", "abuse_question"]) {
    await making(page, form);
    expect(await accessibility(page, { colours: true })).toEqual([]);
  }
  await page.setViewportSize({ width: 320, height: 800 });
  const element = await making(page, "relapse_plan");
  await page.locator("#questions details").first().locator("summary").first().click();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  const list = (await page.locator("#choices").boundingBox())!;
  expect((await element.boundingBox())!.y).toBeGreaterThanOrEqual(list.y + list.height);
  expect(await accessibility(page)).toEqual([]);
});
