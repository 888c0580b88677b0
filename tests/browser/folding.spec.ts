// Less at once, where a worker wants it so: what is not begun is a line, and whatever leads into it opens it.

import { accessibility, at, documentOf, expect, fixture, open, put, test } from "./portal.js";

const ADA = { ref: "ada", name: "Ada Example", date_of_birth: "1990-04-27" };

test.use({ viewport: { width: 1366, height: 768 } });

for (const name of ["care-plan", "relapse-plan"]) {
  test(`an empty ${name} is at most 4,000 pixels high, and can be filled in as before`, async ({ page }) => {
    const form = await open(page, {}, name);
    await put(form, { subject: ADA });
    // Who is at the screen has typed nothing yet.
    await form.evaluate((element: any) => (element.user = { name: "Sam Worker", role: "care_coordinator", contact: "01632 960001" }));
    if (name === "relapse-plan") await at(form, "fold").click();
    await expect(at(form, "unfold")).toBeVisible();
    if (name === "care-plan") await expect(at(form, "completed_by")).toBeHidden();
    expect((await form.boundingBox())!.height).toBeLessThanOrEqual(4000);
    expect(await accessibility(page, { colours: true })).toEqual([]);
    const line = at(form, "fold:copies");
    await expect(line).toContainText("Not started");
    await form.locator('.coplan-contents a[href="#copies"]').click();
    await expect(at(form, "section-copies")).toBeFocused();
    await expect(at(form, "no_su_copy_reason")).toBeVisible();
    await at(form, "no_su_copy_reason").fill("He did not want one.");
    await line.click();
    await expect(at(form, "no_su_copy_reason")).toBeHidden();
    await expect(line).not.toContainText("Not started");
    await at(form, "complete").click();
    await form.locator("#error-summary a").last().click();
    expect(await form.evaluate((element) => element.shadowRoot!.activeElement!.getClientRects().length)).toBeGreaterThan(0);
    await at(form, "unfold").click();
    await expect(at(form, "no_su_copy_reason")).toHaveValue("He did not want one.");
    expect((await documentOf(form)).answers.no_su_copy_reason).toBe("He did not want one.");
  });
}

test("a risk is a line, and at most 1,500 pixels when it is opened", async ({ page }) => {
  const form = await open(page, {}, "comprehensive-assessment");
  await put(form, { subject: ADA, answers: { risks: [{ id: "r" }] } });
  await form.locator('a[href="#risk_record"]').first().click();
  await at(form, "fold").click();
  // It is alone and empty: what there is to fill in.
  const line = at(form, "row:risks[0]");
  await expect(at(form, "risks[0].description").or(form.locator('[name="risks[0].group"]')).first()).toBeVisible();
  expect((await line.locator("xpath=..").boundingBox())!.height).toBeLessThanOrEqual(1500);
  await at(form, "more:risks[0]").click();
  await at(form, "risks[0].emotions").fill("Afraid.");
  expect((await documentOf(form)).answers.risks[0].emotions).toBe("Afraid.");
});

test("an assessment is on one page where a worker wants it so: what is not begun is a line, and any area opens", async ({ page }) => {
  const form = await open(page, {}, "comprehensive-assessment");
  await put(form, { subject: ADA, answers: { domains: { housing: { status: "covered", needs: "A hostel." } } } });
  const own = form.locator(".coplan").first();
  await at(own, "whole-form").click();
  await expect(at(own, "section-overview")).toBeFocused();
  await expect(at(own, "domains.housing.needs")).toBeVisible();
  await expect(at(own, "domains.finance.needs")).toBeHidden();
  expect((await form.boundingBox())!.height).toBeLessThanOrEqual(6000);
  expect(await accessibility(page, { colours: true })).toEqual([]);
  await own.locator('.coplan-contents a[href="#domains.finance"]').click();
  await at(own, "domains.finance.needs").fill("Debts.");
  await expect(at(own, "fold:domains.finance")).not.toContainText("Not started");
  // The abuse question is where it belongs, and nowhere else.
  const question = form.locator("coplan-abuse-question");
  await expect(question.locator("#response")).toBeHidden();
  await at(own, "fold:domains.violence_abuse").click();
  await expect(question.locator("#response")).toBeVisible();
  await at(own, "complete").click();
  await expect(at(own, "section-check")).toBeFocused();
  await at(own, "change").click();
  await at(own, "one-section").click();
  await expect(at(own, "go:overview").or(own.locator(".coplan-areas"))).toBeVisible();
  expect((await documentOf(form)).answers.domains.finance.needs).toBe("Debts.");
});

test("a team member’s name is not behind More questions", async ({ page }) => {
  const form = await open(page, {}, "care-plan");
  await put(form, { subject: ADA, answers: { team_members: [{ id: "t" }] } });
  await at(form, "fold:team").click();
  await expect(at(form, "team_members[0].name")).toBeVisible();
});

test("an area with a status and nothing else is a line that says it, beside the form too", async ({ page }) => {
  const form = await open(page, {}, "comprehensive-assessment");
  const domains = { strengths_aspirations: { status: "covered", needs: "Sings." }, finance: { status: "not_yet" }, housing: { status: "not_yet", not_yet_reason: "No time." } };
  await put(form, { subject: ADA, answers: { domains } });
  const own = form.locator(".coplan").first();
  await at(own, "whole-form").click();
  await expect(at(own, "domains.strengths_aspirations.needs")).toBeVisible();
  await expect(at(own, "domains.finance.needs")).toBeHidden();
  await expect(at(own, "fold:domains.finance")).toContainText("Not covered yet");
  // What somebody wrote is seen.
  await expect(at(own, "domains.housing.not_yet_reason")).toBeVisible();
  await expect(own.locator('.coplan-contents li:has(a[href="#domains.finance"])')).toContainText("Not covered yet");
  await at(own, "fold:domains.finance").click();
  await own.locator('[name="domains.finance.status"][value="covered"]').check();
  await expect(at(own, "domains.finance.needs")).toBeVisible();
  await expect(at(own, "fold:domains.finance")).toContainText("Covered");
});

test("one row is open: a new one closes those before, which say what they are, and what is closed stays closed", async ({ page }) => {
  const form = await open(page, {}, "care-plan");
  await put(form, { subject: ADA });
  // The first goal is empty and alone: it is what there is to fill in.
  await at(form, "goals[0].own_words").fill("Paint again.");
  await at(form, "add:goals").click();
  await expect(at(form, "goals[1].own_words")).toBeFocused();
  await expect(at(form, "goals[0].own_words")).toBeHidden();
  await expect(at(form, "row:goals[0]")).toContainText("Paint again.");
  await at(form, "row:goals[0]").click();
  await expect(at(form, "goals[0].own_words")).toBeVisible();
  await at(form, "row:goals[1]").click();
  await form.locator('[name="goals[0].time_limited"][value="by_review"]').check();
  await expect(at(form, "row:goals[0]")).toContainText("By the next review");
  await expect(at(form, "goals[0].own_words")).toBeVisible();
  await expect(at(form, "goals[1].own_words")).toBeHidden();
  // Whatever leads into it opens it, and it is in no document whether it is open.
  await at(form, "row:goals[0]").click();
  await expect(at(form, "goals[0].own_words")).toBeHidden();
  await at(form, "complete").click();
  await expect(at(form, "goals[0].own_words")).toBeVisible();
  await at(form, "row:goals[0]").click();
  await form.locator('#error-summary a[href^="#goals[0]"]').first().click();
  await expect(at(form, "goals[0].own_words")).toBeVisible();
  expect(JSON.stringify(await documentOf(form))).not.toContain("row:");
  // Nothing of it is missing where answers are printed.
  expect(await form.evaluate((element: any) => element.toHTML())).toContain("Paint again.");
});

test("a person has a line for each goal too, and one that is open", async ({ page }) => {
  await page.setViewportSize({ width: 820, height: 1180 });
  const form = await open(page, { mode: "self" }, "care-plan");
  await put(form, { ...fixture("care_plan", "reviewed"), id: "goals-of-a-person", status: "draft", signatures: [], earlier: [] });
  await at(form, "continue").click();
  await expect(at(form, "section-goals")).toBeFocused();
  expect((await form.boundingBox())!.height).toBeLessThanOrEqual(2 * 1180);
  await expect(at(form, "row:goals[3]")).toContainText("I want to see my sugar without pricking my finger.");
  expect(await accessibility(page, { colours: true })).toEqual([]);
  await at(form, "row:goals[3]").click();
  await expect(at(form, "goals[3].own_words")).toBeVisible();
  await at(form, "add:goals").click();
  await expect(at(form, "goals[4].own_words")).toBeFocused();
  await expect(at(form, "goals[3].own_words")).toBeHidden();
});

test("a person’s only goal is open, whatever is in it", async ({ page }) => {
  const form = await open(page, { mode: "self" }, "care-plan");
  await put(form, { subject: ADA, answers: { goals: [{ id: "g", own_words: "Paint again." }] } });
  await at(form, "continue").click();
  await expect(at(form, "goals[0].own_words")).toBeVisible();
});

test("a finished form has its contents beside it for a worker, and they lead to its sections", async ({ page }) => {
  const form = await open(page, {}, "care-plan");
  await put(form, fixture("care_plan", "reviewed"));
  const contents = form.locator("nav.coplan-contents");
  await expect(contents.locator("a").first()).toHaveText("Where we start from");
  await contents.getByText("Carers").click();
  await expect(at(form, "section-carers").first()).toBeFocused();
  await expect(contents).toBeInViewport();
  expect(await accessibility(page, { colours: true })).toEqual([]);
  // Where it would stand above what is read, it is not there.
  await page.setViewportSize({ width: 820, height: 1180 });
  await expect(contents).toBeHidden();
});

test("whoever is ticked gets a copy, and has a line that says which parts", async ({ page }) => {
  const form = await open(page, {}, "care-plan");
  await put(form, { subject: ADA });
  await at(form, "fold:copies").click();
  for (const who of ["service_user", "gp"]) await at(form, `copies-${who}`).check();
  await expect(at(form, "copies-gp")).toBeFocused();
  await form.locator('[name="copies[1].what"][value="goals"]').check();
  await at(form, "row:copies[1]").click();
  await expect(at(form, "row:copies[1]")).toContainText("GP · Goals and actions");
  await at(form, "row:copies[0]").click();
  await expect(at(form, "copies[0].recipient")).toHaveCount(0);
  await at(form, "begin:copies[0].recipient").click();
  await expect(at(form, "copies[0].recipient")).toBeFocused();
  await at(form, "copies-gp").uncheck();
  await expect(at(form, "copies-gp")).toBeFocused();
  await at(form, "undo:copies").click();
  expect((await documentOf(form)).answers.copies).toMatchObject([{ recipient: "service_user" }, { recipient: "gp", what: ["goals"] }]);
  expect(await accessibility(page, { colours: true })).toEqual([]);
});

test("answers are checked before anybody signs, and whoever does comes back to where they sign", async ({ page }) => {
  const form = await open(page, {}, "relapse-plan");
  await put(form, { subject: ADA });
  await at(form, "check").click();
  await expect(at(form, "section-check")).toBeFocused();
  await at(form, "change").click();
  await expect(at(form, "check")).toBeVisible();
  await expect(at(form, "error-summary")).toHaveCount(0);
});

test("what brings a row back, and what moves one, is in view when it gets the focus, however long the list is", async ({ page }) => {
  const form = await open(page, {}, "care-plan");
  const { id, answers, subject } = fixture("care_plan", "reviewed") as any;
  await put(form, { id, subject, answers });
  const goals = answers.goals.length;
  await form.locator('.coplan-contents a[href="#goals"]').click();
  await form.locator(`[id="row:goals[${goals - 1}]"]`).click();
  await form.locator('[id="remove:goals[0]"]').focus();
  await page.keyboard.press("Enter");
  await expect(at(form, "undo:goals")).toBeFocused();
  await expect(at(form, "undo:goals")).toBeInViewport();
  await at(form, "order:goals").focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => form.evaluate((element) => Boolean(element.shadowRoot!.activeElement))).toBe(true);
  const top = await form.evaluate((element) => element.shadowRoot!.activeElement!.getBoundingClientRect().top);
  expect(top).toBeGreaterThanOrEqual(0);
  expect(top).toBeLessThan(768);
});

for (const scheme of ["light", "dark"] as const) {
  test(`a row in which something is wrong says so in its name, and is read on the colour of the focus too: ${scheme}`, async ({ page }) => {
    const form = await open(page, {}, "care-plan");
    await put(form, { subject: ADA, answers: { goals: [{ id: "a", own_words: "Paint again." }, { id: "b", own_words: "Swim." }] } });
    if (scheme === "dark") await form.evaluate((element: HTMLElement) => element.style.setProperty("--coplan-text", "#ffffff"));
    await at(form, "complete").click();
    for (const row of [0, 1]) {
      const line = at(form, `row:goals[${row}]`);
      await expect(line, "open").toHaveAccessibleName(/^Goal \d\s*:\s*There is a problem$/);
      await line.click();
      await expect(line, "closed").toHaveAccessibleName(/^Goal \d\s*:\s*(Paint again|Swim)\.\s*There is a problem$/);
      await line.focus();
      const colours = await line.evaluate((summary) => [summary, ...summary.querySelectorAll(".coplan-fold__line, .coplan-fold__wrong")].map((part) => getComputedStyle(part).color));
      expect(new Set(colours)).toEqual(new Set(["rgb(33, 43, 50)"]));
    }
  });
}
