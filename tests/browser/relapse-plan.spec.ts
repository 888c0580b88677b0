// The relapse plan, as the person, their worker and their host meet it.

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";

import type { Locator, Page } from "@playwright/test";

import { accessibility, at, documentOf, expect, fixture, type Form, numbered, open, own, put, test } from "./portal.js";

const PLAN = "relapse-plan";
const whole = fixture("relapse_plan", "whole");
const a = whole.answers;

/** What is typed where, by whose words they are. */
const TYPED = {
  su: {
    "people[0].name": a.people[0].name, "people[0].contact_details": a.people[0].contact_details,
    "people[0].relationship": a.people[0].relationship,
    "people[1].name": a.people[1].name, "people[1].contact_details": a.people[1].contact_details,
    "keep_well[0].text": a.keep_well[0].text, "keep_well[1].text": a.keep_well[1].text,
    signs_me: a.signs_me, can_do_myself: a.can_do_myself, avoid: a.avoid,
    "help_areas[0].area": a.help_areas[0].area, "help_areas[0].who.name": "Citizens Advice",
    "help_areas[0].what_they_do": a.help_areas[0].what_they_do,
    when_unwell: a.when_unwell, "preferred_people[1].name": "Dr Osei", "not_involved[0].name": "My ex-husband",
    "contingency[0].trigger": a.contingency[0].trigger, "contingency[0].problem": a.contingency[0].problem,
    "contingency[0].consequence": a.contingency[0].consequence, "contingency[0].contact_24h": a.contingency[0].contact_24h,
    record_date: "23", "record_date-month": "November", "record_date-year": "2026",
    review_on: "23", "review_on-month": "May", "review_on-year": "2099", reentry_plan: a.reentry_plan,
    "care_coordinator.name": "Sam Worker", "care_coordinator.contact": "01632 960001",
    "standin.name": "Duty worker", "standin.contact": "01632 960002", "gp.details": "Riverside Surgery",
    "completed_by.name": "Sam Worker", sign_cc_absent_reason: a.sign_cc_absent_reason,
  },
  carer: { signs_family: a.signs_family },
  worker: { "contingency[0].action": a.contingency[0].action },
} as Record<string, Record<string, string>>;

/** Radios and checkboxes that are chosen, by the number of the option. */
const CHOSEN: Record<string, number> = {
  preferred_people: 0, has_advance_decision: 1, made_with_capacity: 0, helped_by: 0,
  "care_coordinator.role_title": 0, "gp.registered": 0, "completed_by.role": 0, completed_with: 0,
  "copies[0].what": 0, "copies[1].person_agreed": 0,
};
const ALSO_TICKED = [
  "helped_by-mental_health_professionals", "completed_with-family_member", "copies-service_user", "copies-gp",
  "copies[1].what-contingency",
];

/** Choices of people, by the number of the option; the last is someone else. */
const PEOPLE: Record<string, number> = {
  "help_areas[0].who": -1, "contingency[0].responsible": 2, primary_contact: 2,
};

/** Lists that get another row, by the buttons that add it. */
const ADDED = ["add:people", "add:keep_well", "add:preferred_people", "add:not_involved"];

test("a person writes the whole plan by touch, on a tablet with their worker", async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 820, height: 1180 }, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  const form = await open(page, { mode: "together" }, PLAN);
  const tap = (id: string) => at(form, id).tap();
  const option = async (id: string, number: number) => {
    const choices = form.locator(`input[name="${id}"]`);
    await choices.nth(number).tap();
    await expect(choices.nth(number)).toBeChecked();
  };
  const write = async (voice: string, ...ids: string[]) => {
    for (const id of ids) {
      await tap(id);
      await page.keyboard.insertText(TYPED[voice][id]);
    }
  };
  const next = () => form.getByRole("button", { name: "Continue" }).tap();
  const heading = (name: string) => expect(form.getByRole("heading", { name })).toBeFocused();

  // What is good comes first, and one line at a time.
  await expect(form.locator('textarea[name^="keep_well["]')).toHaveCount(1);
  await write("su", "keep_well[0].text");
  await tap("add:keep_well");
  await expect(at(form, "keep_well[1].text")).toBeFocused();
  await write("su", "keep_well[1].text");
  await next();
  await heading("The people involved in this plan");
  // The day of the plan, in the place of today.
  for (const id of ["record_date", "record_date-month", "record_date-year"]) await at(form, id).fill(TYPED.su[id]);
  await write("su", "people[0].name", "people[0].contact_details", "people[0].relationship");
  await tap("add:people");
  await write("su", "people[1].name", "people[1].contact_details");
  await next();
  await write("su", "signs_me");
  await option("speaker", 1);
  await write("carer", "signs_family");
  await option("speaker", 0);
  await expect(form.getByText("In the words of a carer or family")).toBeVisible();
  await next();
  await write("su", "can_do_myself", "avoid");
  await next();
  await write("su", "help_areas[0].area");
  await at(form, "help_areas[0].who").selectOption({ label: "Someone else" });
  await write("su", "help_areas[0].who.name", "help_areas[0].what_they_do");
  await next();
  await write("su", "when_unwell");
  await form.getByRole("group", { name: "The people I prefer" }).getByLabel("Ravi Example").tap();
  await tap("add:preferred_people");
  await write("su", "preferred_people[1].name");
  await tap("add:not_involved");
  await write("su", "not_involved[0].name");
  await next();
  await write("su", "contingency[0].trigger", "contingency[0].problem", "contingency[0].consequence");
  await option("speaker", 2);
  await write("worker", "contingency[0].action");
  await option("speaker", 0);
  await at(form, "contingency[0].responsible").selectOption({ label: "Ravi Example" });
  await write("su", "contingency[0].contact_24h");
  await next();
  for (const id of ["has_advance_decision", "made_with_capacity", "helped_by"]) await option(id, CHOSEN[id]);
  await tap("helped_by-mental_health_professionals");
  await write("su", "review_on", "review_on-month", "review_on-year", "reentry_plan");
  await next();
  await write("su", "care_coordinator.name", "care_coordinator.contact", "standin.name", "standin.contact");
  await option("care_coordinator.role_title", 0);
  await option("gp.registered", 0);
  await write("su", "gp.details");
  await at(form, "primary_contact").selectOption({ label: "Ravi Example" });
  await next();
  await write("su", "completed_by.name");
  await option("completed_by.role", 0);
  await option("completed_with", 0);
  await tap("completed_with-family_member");
  await next();
  await option("copies[0].recipient", 0);
  await option("copies[0].what", 0);
  await tap("add:copies");
  await option("copies[1].recipient", 2);
  await tap("copies[1].what-contingency");
  await option("copies[1].person_agreed", 0);
  await next();
  await write("su", "sign_cc_absent_reason");
  await signByTyping(form, page);
  await next();
  await heading("Check your answers");
  await form.getByRole("button", { name: "Confirm and complete" }).tap();
  await expect(form.getByText(/^Saved at/)).toBeVisible();
  await completed(form, page);
  await context.close();
});

test("a care co-ordinator writes the whole plan by keyboard alone", async ({ page }) => {
  const form = await open(page, {}, PLAN);
  const focused = () => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.id ?? "");
  const press = async (key: string, times: number) => {
    for (let time = 0; time < times; time += 1) await page.keyboard.press(key);
  };
  const lines = async (text: string) => {
    for (const [index, line] of text.split("\n").entries()) {
      if (index) await page.keyboard.press("Enter");
      await page.keyboard.type(line);
    }
  };
  /** Goes through the form once, from its first control to Complete, and does at each what is to be done there. */
  const pass = async (voice: string) => {
    await at(form, "section-part_1").focus();
    const done = new Set<string>();
    for (let steps = 0; steps < 400; steps += 1) {
      await page.keyboard.press("Tab");
      const id = await focused();
      if (id === "complete") return;
      if (await at(form, id || "none").evaluateAll(([one]) => one?.matches("details:not([open]) > summary"))) await page.keyboard.press("Enter");
      if (done.has(id)) continue;
      done.add(id);
      if (id in TYPED[voice]) {
        await page.keyboard.press("Control+a");
        await lines(TYPED[voice][id]);
      } else if (voice === "su" && id in CHOSEN) {
        if (CHOSEN[id]) await press("ArrowDown", CHOSEN[id]);
        else await page.keyboard.press("Space");
      } else if (voice === "su" && ALSO_TICKED.includes(id)) await page.keyboard.press("Space");
      else if (voice === "su" && id in PEOPLE) {
        if (PEOPLE[id] < 0) await page.keyboard.press("End");
        else await press("ArrowDown", PEOPLE[id]);
      } else if (voice === "su" && ADDED.includes(id)) {
        await page.keyboard.press("Enter");
        // The focus is in the new row now: what is to be done there is done without another Tab.
        const first = await focused();
        done.add(first);
        if (first in TYPED[voice]) await lines(TYPED[voice][first]);
        else await press("ArrowDown", CHOSEN[first]);
      }
    }
    throw new Error("the keyboard never reaches Complete");
  };
  // It begins with the worker's words, and goes round.
  for (const voice of ["su", "carer", "worker"]) {
    await form.locator('input[name="speaker"]:checked').focus();
    await press("ArrowDown", 1);
    await expect(form.locator(`input[name="speaker"][value="${voice}"]`)).toBeChecked();
    await pass(voice);
  }
  await signByTyping(form, page);
  await at(form, "complete").focus();
  await page.keyboard.press("Enter");
  await expect(at(form, "section-check")).toBeFocused();
  await at(form, "confirm").focus();
  await page.keyboard.press("Enter");
  await expect(form.getByText(/^Saved at/)).toBeVisible();
  await completed(form, page);
});

async function signByTyping(form: Locator, page: Page) {
  await at(form, "sign_su.method").focus();
  await page.keyboard.press("Space");
  await at(form, "sign_su.name").focus();
  await page.keyboard.type("Ada Example");
  await at(form, "sign:sign_su").focus();
  await page.keyboard.press("Enter");
  await expect(form.getByText(/Signed by Ada Example on/)).toBeVisible();
}

/** The plan is the fixture's, signed, stored and opened again. */
async function completed(form: Locator, page: Page) {
  const document = await documentOf(form);
  expect(numbered(document.answers)).toEqual(numbered(a));
  expect(document.status).toBe("complete");
  expect(document.signatures).toMatchObject([{ role: "service_user", method: "typed_confirm", name: "Ada Example" }]);
  const stored = await (await page.request.get(`/api/documents/${document.id}`)).json();
  expect(stored.answers).toEqual(document.answers);
  await page.reload();
  await expect(form.getByRole("button", { name: "Change this" })).toBeVisible();
  expect((await documentOf(form)).answers).toEqual(document.answers);
  expect(verified(document)).toEqual([0, ["matches"]]);
}

/** What `coplan verify` says of a document: its exit code and how each signature stands. */
function verified(document: unknown): [number, string[]] {
  const file = test.info().outputPath("plan.json");
  writeFileSync(file, JSON.stringify(document));
  try {
    return [0, standings(execFileSync("../../target/debug/coplan", ["verify", file], { encoding: "utf8" }))];
  } catch (error: any) {
    return [error.status, standings(error.stdout)];
  }
}

const standings = (printed: string): string[] => JSON.parse(printed).map(({ standing }: any) => standing);

test("changing one word after signing voids both signatures, on screen and for verify", async ({ page }) => {
  const form = await open(page, {}, PLAN);
  await put(form, own(whole));
  for (const id of ["sign_su", "sign_cc"]) {
    await at(form, `${id}.method`).check();
    await at(form, `${id}.name`).fill("Ada Example");
    await at(form, `sign:${id}`).click();
    await expect(at(form, `unsign:${id}`)).toBeFocused();
  }
  expect(verified(await documentOf(form))).toEqual([0, ["matches", "matches"]]);
  // They are the person's own words, and stay theirs.
  await form.locator('input[name="speaker"][value="su"]').check();
  await at(form, "avoid").pressSequentially("!");
  await at(form, "avoid").blur();
  await expect(form.getByText("Something was changed after this was signed")).toHaveCount(2);
  expect(verified(await documentOf(form))).toEqual([1, ["changed", "changed"]]);
  await at(form, "complete").click();
  await expect(form.getByRole("link", { name: /changed after the service user signed/ })).toBeVisible();
  await at(form, "avoid").fill(a.avoid);
  await at(form, "avoid").blur();
  await expect(form.getByText("Something was changed after this was signed")).toHaveCount(0);
});

test("turning the tablet while a signature is drawn loses nothing of it", async ({ page }, info) => {
  await page.setViewportSize({ width: 820, height: 1180 });
  const form = await open(page, {}, PLAN);
  await put(form, own(whole));
  await at(form, "sign_su.method-drawn").check();
  const pad = at(form, "sign_su.drawing");
  await pad.scrollIntoViewIfNeeded();
  const box = (await pad.boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.1, box.y + box.height * 0.5);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.2, { steps: 5 });
  await page.setViewportSize({ width: 1180, height: 820 });
  const turned = (await pad.boundingBox())!;
  await page.mouse.move(turned.x + turned.width * 0.9, turned.y + turned.height * 0.5, { steps: 5 });
  await page.mouse.up();
  const drawing = () => form.evaluate((element: Form) => element.document.signatures[0].drawing ?? "");
  const points = (await drawing()).match(/-?\d+ -?\d+/g)!.map((point: string) => point.split(" ").map(Number));
  const [first, last] = [points[0], points.at(-1)!];
  expect(Math.abs(first[0] - 60) + Math.abs(first[1] - 100)).toBeLessThan(8);
  expect(Math.abs(last[0] - 540) + Math.abs(last[1] - 100)).toBeLessThan(8);
  await pad.click({ position: { x: 40, y: 40 } });
  await page.setViewportSize({ width: 320, height: 640 });
  await expect(pad.locator("path")).toHaveAttribute("d", await drawing());
  await pad.screenshot({ path: info.outputPath("signature.png") });
  await form.getByRole("button", { name: "Undo the last stroke" }).click();
  expect((await drawing()).match(/M/g)).toHaveLength(1);
  await form.getByRole("button", { name: "Clear the drawing" }).click();
  await expect(pad.locator("path")).toHaveAttribute("d", "");
});

test("someone who does not agree, will not sign or cannot sign still finishes, and the reason is on paper", async ({ page }) => {
  const form = await open(page, {}, PLAN);
  for (const reason of ["Did not want to sign", "Agrees but cannot sign", "Does not agree"]) {
    await put(form, own(whole));
    await at(form, "complete").click();
    await expect(form.getByRole("link", { name: "Sign as the service user, or select why it is not signed" })).toBeVisible();
    await form.getByRole("radio", { name: reason }).check();
    await at(form, "complete").click();
    await expect(at(form, "section-check")).toBeFocused();
    const html = await form.evaluate((element: Form) => element.toHTML());
    expect(html).toContain(reason);
    expect(html).toContain("Will sign at the next visit.");
    await at(form, "change").click();
  }
});
