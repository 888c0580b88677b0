// The SMART care plan, from an assessment to its second review.

import type { Locator, Page } from "@playwright/test";

import { fill, type Hand, keyboard, touch } from "./filling.js";
import { accessibility, asWritten, at, documentOf, expect, fixture, type Form, numbered, open, put, store, test, unfoldTo } from "./portal.js";

const PLAN = "care-plan";
const [started, agreed, reviewed] = ["started", "agreed", "reviewed"].map((name) => asWritten("care_plan", name));
const [, once] = reviewed.earlier;
const AREAS = ["comorbidity", "carers_involvement", "communication_culture_access", "advocacy_legal"];

/** The day on which the plan is written or reviewed. */
const on = (page: Page, day: string) => page.clock.setFixedTime(`${day}T10:00:00`);

/** What the page's own script gets from an assessment. */
const startedFrom = (page: Page, assessment: unknown) =>
  page.evaluate(async (assessment) => {
    const { src } = document.querySelector<HTMLScriptElement>('script[src$="/coplan.js"]')!;
    const { startCarePlan } = await import(src);
    return startCarePlan(assessment).catch(({ name, path, code }: any) => ({ name, path, code }));
  }, assessment);

/** A plan that has just begun from the assessment, with the goals that the person chooses, in their order. */
async function begun(page: Page, form: Locator) {
  const plan = await startedFrom(page, asWritten("comprehensive_assessment", "scenario"));
  const { carried, ...begun } = plan;
  const { record_date, goals, ...answers } = plan.answers;
  // After the key issues come the areas that are to go into the plan.
  const issues = numbered({ ...answers, goals: goals.slice(0, 4) });
  expect({ ...begun, id: started.id, answers: issues }).toEqual({ ...started, answers: numbered(started.answers) });
  expect(record_date).toBe("2026-11-24");
  expect(goals.slice(4).map(({ domains }: any) => domains[0])).toEqual(AREAS);
  expect(carried.strengths_used).toEqual({ id: fixture("comprehensive_assessment", "scenario").id, date: "2026-11-23" });
  await put(form, plan);
}

/** What came from the assessment is looked at, a section at a time. */
async function looked(form: Locator, hand: Hand) {
  const buttons = form.locator('[id^="looked-at:"]');
  for (let left = await buttons.count(); left > 0; left -= 1) {
    await hand.press(buttons.first());
    await expect(buttons).toHaveCount(left - 1);
  }
}

async function choose(form: Locator, hand: Hand) {
  // A press right after another at the same place is the same press.
  for (let last = 3 + AREAS.length; last > 2; last -= 1) {
    const remove = at(form, `remove:goals[${last}]`);
    await expect(async () => {
      if (await remove.count()) await hand.press(remove);
      expect(await remove.count()).toBe(0);
    }).toPass();
  }
  await hand.press(at(form, "order:goals"));
  await hand.press(at(form, "up:goals[2]"));
}

/** Checks the answers, and completes. */
async function complete(form: Locator, hand: Hand) {
  await expect(at(form, "section-check")).toBeFocused();
  await hand.press(at(form, "confirm"));
  await expect(form.getByText(/^Saved at/)).toBeVisible();
}

/** The document is the fixture's: its answers, and all that stood before. */
async function same(form: Locator, fixture: any) {
  const { answers, earlier = [], status } = await documentOf(form);
  expect(numbered(answers)).toEqual(numbered(fixture.answers));
  expect(status).toBe(fixture.status);
  const then = fixture.earlier ?? [];
  expect(earlier.map(({ replaced_on }: any) => replaced_on)).toEqual(then.map(({ replaced_on }: any) => replaced_on));
  for (const [at, version] of earlier.entries()) expect(numbered(version.answers)).toEqual(numbered(then[at].answers));
}

test("an assessment becomes a plan that is agreed in part and reviewed twice, by keyboard alone", async ({ page }) => {
  await on(page, "2026-11-24");
  const form = await open(page, {}, PLAN);
  page.setDefaultTimeout(5000);
  const hand = keyboard(page);
  await begun(page, form);
  await choose(form, hand);
  await fill(form, hand, agreed.answers);
  await fill(form, hand, agreed.answers);
  await looked(form, hand);
  await hand.press(at(form, "complete"));
  await complete(form, hand);
  await same(form, agreed);

  // By the server's own clock the reviews lie ahead: what is held on a day to come it would not take.
  await page.route(/api\/documents\/[^?]+$/, (route) => route.fulfill({ json: { revision: 2 } }));
  for (const [day, after] of [["2027-02-23", { ...once, status: "amended", earlier: reviewed.earlier.slice(0, 1) }], ["2027-05-25", reviewed]]) {
    await on(page, day);
    // Enter twice within half a second on what has the focus would be one press.
    await page.keyboard.press("Shift+Tab");
    await hand.press(at(form, "amend"));
    // A review begins with the goals that are open, so it comes before their ends.
    await fill(form, hand, after.answers, ["reviews"]);
    await fill(form, hand, after.answers);
    await hand.press(at(form, "complete"));
    await complete(form, hand);
    await same(form, after);
  }

  const paper = await page.context().newPage();
  await paper.setContent(await form.evaluate((element: Form) => element.toHTML()));
  const printed = (await paper.locator("body").innerText()).replaceAll(/\s+/g, " ");
  for (const text of texts(reviewed.answers)) expect(printed).toContain(text.replaceAll(/\s+/g, " "));
  for (const status of ["Achieved", "Changed", "Stopped", "In progress"]) expect(printed).toContain(status);
});

/** Every text that someone has written. Codes, dates and references are said in other words. */
function texts(answers: any, key = ""): string[] {
  if (["id", "person", "goal", "key_issue", "voices"].includes(key)) return [];
  if (typeof answers === "string") return / /.test(answers) ? [answers] : [];
  return Object.entries(answers).flatMap(([key, inner]) => texts(inner, key));
}

test("a plan is agreed by touch, on a tablet, and whose words they are is on screen", async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 820, height: 1180 }, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  await on(page, "2026-11-24");
  const form = await open(page, { mode: "together" }, PLAN);
  page.setDefaultTimeout(5000);
  const hand = touch(page);
  await begun(page, form);
  const place = form.locator(".coplan-place");
  const [, count] = (await place.textContent())!.match(/of (\d+)/)!;
  for (let number = 1; number <= Number(count); number += 1) {
    await expect(place).toHaveText(`Page ${number} of ${count}`);
    await expect(form.locator('input[name="speaker"]').first()).toBeVisible();
    if (await at(form, "goals").count()) await choose(form, hand);
    await fill(form, hand, agreed.answers);
    await fill(form, hand, agreed.answers);
    await looked(form, hand);
    // Hands that are as quick as these may press Continue where they have just pressed something else, which is one press then.
    const here = async () => (await place.count()) > 0 && (await place.textContent()) === `Page ${number} of ${count}`;
    await expect(async () => {
      if (await here()) await hand.press(at(form, "continue"));
      if (await here()) await hand.press(form.locator('input[name="speaker"]:checked').first());
      expect(await here()).toBe(false);
    }).toPass();
  }
  await complete(form, hand);
  await same(form, agreed);
  await context.close();
});

/** A plan that has been agreed, opened as a draft on the day. */
async function drafted(page: Page, query: Record<string, string> = {}, answers: any = agreed.answers) {
  await on(page, "2026-11-24");
  const form = await open(page, query, PLAN);
  const { completed_at, saved_at, ...draft } = agreed;
  await put(form, { ...draft, id: crypto.randomUUID(), status: "draft", answers });
  return form;
}

test("a goal that lacks a part of SMART is asked for exactly that, and can be saved", async ({ page }) => {
  const form = await drafted(page, { mode: "together" });
  for (const line of ["specific", "measurable", "achievable", "realistic", "time_limited"]) {
    const answers = structuredClone(agreed.answers);
    delete answers.goals[1][line];
    delete answers.goals[1][`${line}_on`];
    await put(form, { ...(await documentOf(form)), id: crypto.randomUUID(), revision: undefined, answers });
    const path = `goals[1].${line}`;
    const problems = await form.evaluate((element: Form) => element.problems);
    expect(problems.map(({ path, code }) => [path, code])).toEqual([[path, "missing"]]);
    await form.evaluate((element: Form) => void element.reportValidity());
    await form.locator("#error-summary").getByRole("link", { name: problems[0].message }).click();
    await expect(at(form, path)).toBeFocused();
    await form.evaluate((element: Form) => element.save());
    expect((await documentOf(form)).status).toBe("draft");
    await expect(form.getByText(/^Saved at/)).toBeVisible();
  }
});

test("a host hears what is wrong with what is no assessment, and nothing restricted comes along", async ({ page }) => {
  await open(page, {}, PLAN);
  expect(await startedFrom(page, agreed)).toEqual({ name: "CoplanDocumentError", path: "form", code: "other_form" });
  expect(await startedFrom(page, "plan")).toMatchObject({ name: "CoplanDocumentError", path: "" });
  const assessment = fixture("comprehensive_assessment", "scenario");
  assessment.answers.formulation.key_issues[1].domains.push("violence_abuse");
  const plan = await startedFrom(page, assessment);
  expect(plan.answers.goals[1]).toEqual({ id: expect.any(String), key_issue: "k2" });
  expect(JSON.stringify(plan)).not.toContain("abuse");
});

test("what has not changed twice, or is far off, is said and stops nobody", async ({ page }) => {
  const answers = structuredClone(agreed.answers);
  answers.next_review_on = "2028-01-01";
  const entry = { date: "2026-11-24", who: { person: "me" }, text: "The same.", change: "no_change" };
  answers.goals[0].progress = [{ id: "p1", ...entry }, { id: "p2", ...entry, change: "better" }];
  const form = await drafted(page, {}, answers);
  await expect(form.getByText("The next review is more than a year away")).toBeVisible();
  await expect(form.getByText("Nothing has changed for this goal twice")).toHaveCount(0);
  await unfoldTo(form, "goals[0].own_words");
  await at(form, "goals[0].progress[1].change-no_change").check();
  await expect(form.getByText("Nothing has changed for this goal twice")).toBeVisible();
  expect(await form.evaluate((element: Form) => element.problems)).toEqual([]);
});

test("the pictures say in words what they show, and fit every screen", async ({ page }, info) => {
  await on(page, "2027-05-25");
  const form = await open(page, {}, PLAN);
  await put(form, reviewed);
  // The words beside them say it, once.
  await expect(form.getByRole("img")).toHaveCount(0);
  const pictures = form.locator(".coplan-picture:not(details *)");
  await expect(pictures).toHaveCount(2);
  const figures = form.locator(".coplan-figure");
  const said = [
    reviewed.answers.goals.map((goal: any) => goal.own_words).concat("Achieved", "Changed", "Stopped", "In progress, by 30 September 2027"),
["Park Community Mental Health Team", "Children and Family Outreach", "Mary Tobin", "The Traveller community in New Town",
      "The family at number 24", "Neighbours", "Internal", "External"],
  ];
  for (const [index, all] of said.entries()) {
    for (const text of all) {
      await expect(index ? form.locator(".coplan-network:not(details *)") : figures.first().locator("ul")).toContainText(text);
    }
  }
  for (const colors of ["none", "active"] as const) {
    await page.emulateMedia({ forcedColors: colors });
    for (const width of [320, 820, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      for (const index of [0, 1]) {
        await figures.nth(index).screenshot({ path: info.outputPath(`picture-${index}-${width}-${colors}.png`) });
        const inside = await pictures.nth(index).evaluate((picture) => {
          const { left, right } = picture.getBoundingClientRect();
          return [...picture.querySelectorAll("text")].filter((text) => {
            const box = text.getBoundingClientRect();
            return box.left < left - 1 || box.right > right + 1;
          }).length;
        });
        expect(inside, "words that do not fit").toBe(0);
      }
    }
  }
});

test("nobody is kept out in any mode", async ({ page }) => {
  for (const mode of ["staff", "together", "self"]) {
    const form = await drafted(page, { mode });
    if (mode === "staff") expect(await accessibility(page, { colours: true })).toEqual([]);
    else {
      const [, count] = (await form.locator(".coplan-place").textContent())!.match(/of (\d+)/)!;
      for (let number = 1; number <= Number(count); number += 1) {
        await expect(form.locator(".coplan-place")).toHaveText(`Page ${number} of ${count}`);
        // What the person alone sees is part of what both see together; a third of it stands for the rest.
        if (mode === "together" || number % 3 === 1) expect(await accessibility(page), `page ${number}, ${mode}`).toEqual([]);
        await at(form, "continue").click();
      }
    }
    await put(form, reviewed);
    expect(await accessibility(page), `read, ${mode}`).toEqual([]);
  }
});

test("the portal begins a plan from an assessment that it holds", async ({ page }) => {
  await open(page, {}, PLAN);
  const assessment = { ...fixture("comprehensive_assessment", "scenario"), id: crypto.randomUUID() };
  assessment.subject = { ref: "demo-3", name: "Cara Made-Up" };
  delete assessment.revision;
  const stored = await store(page, assessment);
  expect(stored.ok(), await stored.text()).toBe(true);
  await page.goto("/person.html?person=demo-3");
  await page.getByRole("link", { name: "Care plan from the assessment" }).first().click();
  const form = page.locator("coplan-care-plan:not([hidden])");
  await expect(at(form, "goals[3].need")).toHaveValue("Seeing Lorna again");
  await expect(form.getByText("Cara Made-Up").first()).toBeVisible();
});
