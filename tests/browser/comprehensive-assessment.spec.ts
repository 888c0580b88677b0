// The comprehensive assessment, as a care co-ordinator, a person and their host meet it.

import type { Locator } from "@playwright/test";

import { focused, pressed, tabTo } from "./controls.js";
import { enter, go, own, PAGES } from "./entering.js";
import { accessibility, answerNoneStated, documentOf, expect, fixture, type Form, numbered, open, put, test } from "./portal.js";

const NAME = "comprehensive-assessment";
const first = fixture("comprehensive_assessment", "first_visit");
const scenario = fixture("comprehensive_assessment", "scenario");

/** A draft of the whole scenario. */
function draft(): any {
  const { completed_at, ...rest } = structuredClone(scenario);
  return { ...rest, id: crypto.randomUUID(), status: "draft" };
}

const question = (form: Locator) => form.locator("coplan-abuse-question");
const saved = (form: Locator) => expect(own(form).getByText(/^Saved at/)).toBeVisible();

/** Enters what a visit adds, page by page of the list. */
async function visit(form: Locator, answers: any, before: any = {}) {
  for (const [section, paths] of Object.entries(PAGES)) {
    const changed = paths.filter((path) => answers[path] && JSON.stringify(answers[path]) !== JSON.stringify(before[path]));
    if (!changed.length) continue;
    await go(form, section);
    for (const path of changed) await enter(form, path, answers[path], before[path]);
  }
  for (const [domain, answer] of Object.entries<any>(answers.domains)) {
    if (JSON.stringify(answer) === JSON.stringify(before.domains?.[domain])) continue;
    await go(form, `domains.${domain}`);
    if (domain === "violence_abuse") {
      await answerNoneStated(question(form));
      await question(form).getByRole("button", { name: "Complete" }).click();
      await expect(own(form).getByText("Dealt with on 23 November 2026")).toBeVisible();
    }
    await enter(form, `domains.${domain}`, answer, before.domains?.[domain]);
  }
  await go(form, "overview");
}

test("the first case of the manual’s Unit 5 is written over two visits, completes and prints whole", async ({ page }) => {
  page.setDefaultTimeout(10_000);
  await page.clock.setFixedTime(new Date("2026-11-09T10:05:00"));
  await page.route("**/api/documents?person=*", (route) => route.fulfill({ json: [] }));
  const form = await open(page, { person: "demo-2" }, NAME);
  await visit(form, first.answers);
  await own(form).getByRole("button", { name: "Save", exact: true }).click();
  await saved(form);
  expect(numbered((await documentOf(form)).answers)).toEqual(numbered(first.answers));

  await page.clock.setFixedTime(new Date("2026-11-23T15:40:00"));
  await page.reload();
  await expect(own(form).getByText("7 of 23 areas covered")).toBeVisible();
  await expect(own(form).getByRole("listitem").filter({ hasText: "Not started: 16" })).toBeVisible();
  await visit(form, scenario.answers, first.answers);
  await expect(own(form).getByRole("listitem").filter({ hasText: "Not covered yet: 1" })).toBeVisible();

  await page.clock.setFixedTime(new Date("2026-11-24T09:00:00"));
  await own(form).getByRole("button", { name: "Check your answers" }).click();
  await own(form).getByRole("button", { name: "Confirm and complete" }).click();
  await expect(own(form).getByRole("button", { name: "Change this" })).toBeFocused();
  const document = await documentOf(form);
  expect(document.status).toBe("complete");
  expect(numbered(document.answers)).toEqual(numbered(scenario.answers));
  const stored = await (await page.request.get(`/api/documents/${document.id}`)).json();
  expect(stored.answers).toEqual(document.answers);

  const html = await form.evaluate((element: Form) => element.toHTML());
  for (const text of texts(scenario.answers)) expect(html).toContain(text);

  const { risks, ...others } = scenario.answers;
  const fromOthers = risks.filter(({ group }: any) => group === "from_others");
  const copy = await form.evaluate((element: Form) => element.toHTML({ restricted: false }));
  const free = texts([others, risks.filter((risk: any) => !fromOthers.includes(risk))]);
  expect(free.filter((text) => !copy.includes(text))).toEqual([]);
  const restricted = texts(fromOthers).filter((text) => !free.some((other) => other.includes(text)));
  expect(restricted.length, "the scenario has words about risk from others").toBeGreaterThan(3);
  expect(restricted.filter((text) => copy.includes(text)), "a copy without what is restricted").toEqual([]);
  expect(copy.includes("From others"), "nothing in it says what is not in it").toBe(false);
  expect(copy.includes("Some parts are never included in copies")).toBe(true);
  expect(html === (await form.evaluate((element: Form) => element.toHTML())), "the whole is as it was").toBe(true);
  expect(await documentOf(form), "and so is the document").toEqual(document);
});

/** Every text that somebody typed. */
function texts(answers: unknown): string[] {
  if (typeof answers === "string") return /[A-Z ]/.test(answers) ? [answers] : [];
  return answers && typeof answers === "object" ? Object.values(answers).flatMap(texts) : [];
}

test("a night’s emergency is a name and a date, is taken up again, and nothing blocks it", async ({ page }) => {
  const form = await open(page, {}, NAME);
  await put(form, { subject: { ref: "demo-1" } });
  await own(form).locator('[name="subject.name"]').fill("Gerard Tobin");
  await own(form).getByRole("radio", { name: "Emergency or crisis contact" }).check();
  await enter(form, "return_date", "2099-11-25");
  await own(form).getByRole("button", { name: "Check your answers" }).click();
  await expect(own(form).locator('[id="section-check"]')).toBeFocused();
  const left = own(form).locator(".coplan-tasks li");
  await expect(own(form).getByRole("heading", { name: "Areas still to cover: 23" })).toBeVisible();
  await expect(left).toHaveCount(23);
  await expect(own(form).getByText("Emergency or crisis contact")).toBeVisible();
  await expect(own(form).getByRole("alert")).toHaveCount(0);
  await own(form).getByRole("link", { name: "Financial status" }).click();
  await expect(own(form).locator('[id="section-domains.finance"]')).toBeFocused();
  await own(form).getByRole("button", { name: "Save", exact: true }).click();
  await saved(form);
  const { id } = await documentOf(form);
  await page.goto(`/${NAME}.html?person=demo-1&id=${id}`);
  await expect(own(form).getByText("Gerard Tobin")).toBeVisible();
  await expect(own(form).getByRole("radio", { name: "Emergency or crisis contact" })).toBeChecked();
  expect((await documentOf(form)).status).toBe("draft");
});

test("what is still to cover does not keep it from being complete, nor does a day that has passed", async ({ page }) => {
  const form = await open(page, {}, NAME);
  const document = draft();
  for (const domain of Object.values<any>(document.answers.domains)) domain.status = "not_yet";
  Object.assign(document.answers, { return_date: "2020-01-01", incomplete_reason: "emergency" });
  document.answers.carers[0].review = "2020-01-01";
  await put(form, document);
  await own(form).getByRole("button", { name: "Check your answers" }).click();
  await expect(own(form).getByRole("heading", { name: "Areas still to cover: 23" })).toBeVisible();
  await own(form).getByRole("button", { name: "Confirm and complete" }).click();
  await expect(own(form).getByRole("button", { name: "Change this" })).toBeFocused();
  await expect(own(form).getByRole("heading", { name: "Areas still to cover: 23" })).toBeVisible();
});

/** What would give each answer away, as code or words. */
const TELLS: Record<string, RegExp> = {
  yes: /\byes\b|belt|disclos|emotional|at risk now/i,
  none_stated: /none.?stated|declin(?!ed")|cousin/i,
  not_asked: /not.?asked|a pub/i,
};
const PATHS = /response|disclosure|asked|declined_note|present|history/;

for (const [answer, tell] of Object.entries(TELLS)) {
  test(`nothing of the assessment says that the answer was ${answer}`, async ({ page }) => {
    // Their other documents are not this test's.
    const person = Object.keys(TELLS).indexOf(answer) + 1;
    await page.route("**/api/documents?person=*", async (route) => {
      const entries = await (await route.fetch()).json();
      await route.fulfill({ json: entries.filter(({ id }: any) => ours.includes(id)) });
    });
    const ours: string[] = [];
    const form = await open(page, { person: `demo-${person}` }, NAME);
    await page.evaluate(() => {
      const heard: any[] = ((window as any).heard = []);
      for (const type of ["ready", "change", "save", "saved", "save-failed", "error"]) {
        addEventListener(`coplan-${type}`, (event: any) => heard.push({ ...event, type, from: event.target.localName }), true);
        document.querySelector("main")!.addEventListener(`coplan-${type}`, (event: any) => heard.push({ ...event, type, bubbled: true }));
      }
    });
    await go(form, "domains.violence_abuse");
    const asked = question(form);
    if (answer === "none_stated") {
      await answerNoneStated(asked);
      await asked.locator('[name="declined_note"]').fill("Ask my cousin.");
    } else if (answer === "not_asked") {
      await asked.getByRole("radio", { name: "Not asked" }).check();
      await asked.locator('[name="not_asked_note"]').fill("We met in a pub.");
    } else {
      await asked.getByRole("radio", { name: "Yes", exact: true }).first().check();
      for (const [part, text] of [["day", "3"], ["month", "3"], ["year", "2026"]]) await asked.locator(`[name="asked_on-${part}"]`).fill(text);
      await asked.locator('[name="asked_by.name"]').fill("Sam Worker");
      await asked.locator('[name="asked_by.role"]').first().check();
      await asked.locator('[name="disclosure.type"][value="emotional"]').check();
      await asked.locator('[id="open-words"]').click();
      await asked.locator('[name="disclosure.words"]').fill("With a belt.");
      await asked.locator('[name="disclosure.current"][value="no"]').check();
      await asked.locator('[name="response_given"]').first().check();
    }
    await asked.getByRole("button", { name: "Complete" }).click();
    await expect(own(form).getByText(/^Dealt with on/)).toBeVisible();
    await own(form).locator('[name="domains.violence_abuse.status"][value="covered"]').check();
    await own(form).getByRole("button", { name: "Save", exact: true }).click();
    await saved(form);

    const everything = async (where: string) => {
      const bytes = await form.evaluate(async (element: any) => ({
        document: JSON.stringify(element.document),
        problems: JSON.stringify(element.problems),
        paper: await element.toHTML(),
        dom: element.outerHTML + element.shadowRoot.innerHTML,
      }));
      for (const [what, text] of Object.entries(bytes)) {
        // Words that explain the area, and the reader's own pages, are no answer.
        expect(text.replaceAll(/<style>[^]*<\/style>|Select yes if/g, ""), `${what}, ${where}`).not.toMatch(tell);
      }
    };
    await everything("where it was asked");
    const heard = await page.evaluate(() => (window as any).heard);
    const restricted = heard.filter(({ document }: any) => document?.form === "abuse_question");
    const rest = heard.filter(({ document }: any) => document?.form !== "abuse_question");
    expect(restricted.at(-1)).toMatchObject({ type: "save", document: { access: "restricted", answers: { response: answer } } });
    expect(JSON.stringify(restricted)).toMatch(tell);
    const bubbled = rest.filter((event: any) => event.bubbled);
    expect(bubbled.length).toBeGreaterThan(2);
    expect(JSON.stringify(bubbled)).not.toMatch(tell);
    for (const { path = "" } of bubbled) expect(path).not.toMatch(PATHS);
    const stored = await (await page.request.get(`/api/documents/${restricted.at(-1).document.id}`)).json();
    expect(stored).toMatchObject({ form: "abuse_question", access: "restricted", answers: { response: answer } });

    ours.push(restricted.at(-1).document.id);
    await go(form, "overview");
    await everything("in the list");
    await own(form).getByRole("button", { name: "Check your answers" }).click();
    await everything("among the answers");
    await page.reload();
    await expect(own(form).locator('[id="section-overview"]')).toBeAttached();
    await go(form, "domains.violence_abuse");
    await expect(question(form).locator(".coplan-recorded")).toBeVisible();
    await everything("at the next visit");
    await form.evaluate((element: any) => (element.mode = "self"));
    await expect(question(form)).toHaveCount(0);
    await expect(own(form).getByText("violence")).toHaveCount(0);
    await everything("where the person is alone");
  });
}

/** A phone and a tablet. */
const WIDTHS = [320, 820];
const STATES = ["", "domains.finance", "domains.violence_abuse", "risk_record", "formulation", "caring", "cpa"];

for (const mode of ["staff", "together", "self"]) {
  test(`axe finds nothing and nothing scrolls sideways, ${mode}`, async ({ page }) => {
    const form = await open(page, { mode }, NAME);
    const look = async (what: string, colours = false) => {
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        expect(await page.evaluate(() => document.documentElement.scrollWidth), `${what}, ${width} pixels`).toBeLessThanOrEqual(width);
      }
      expect(await accessibility(page, { colours }), what).toEqual([]);
    };
    await look("empty", mode === "staff");
    await put(form, draft());
    for (const section of STATES) {
      if (section && !(await own(form).locator(`a[href="#${section}"]`).count())) continue;
      await go(form, section || "overview");
      await look(section, mode === "staff");
    }
    await go(form, "overview");
    await own(form).getByRole("button", { name: "Check your answers" }).click();
    await look("check");
    await put(form, { subject: { name: "Ada Example" } });
    await form.evaluate((element: Form) => element.reportValidity());
    if (mode !== "self") await expect(own(form).getByRole("alert")).toBeVisible();
    await look("problems", mode === "staff");
    await put(form, scenario);
    await look("complete");
  });
}

test("a care co-ordinator covers all areas by keyboard alone", async ({ page }) => {
  const form = await open(page, {}, NAME);
  const document = draft();
  for (const domain of Object.values<any>(document.answers.domains)) delete domain.status;
  await put(form, document);
  const reach = (id: string) => tabTo(page, id);
  await page.keyboard.press("Tab");
  await own(form).locator('[id="section-overview"]').focus();
  // The first area is two dates' boxes and a link away.
  for (let presses = 0; presses < 4; presses += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(own(form).locator('[id="section-domains.strengths_aspirations"]')).toBeFocused();
  for (let pages = 0; pages < 50; pages += 1) {
    const section = (await focused(page)).replace("section-", "");
    if (section === "check") break;
    if (section.startsWith("domains.")) {
      await page.keyboard.press("Tab");
      await reach(`${section}.status`);
      await page.keyboard.press("Space");
      if (section === "domains.finance") {
        await page.keyboard.press("Shift+Tab");
        while ((await focused(page)) !== "domains.finance.su_view") await page.keyboard.press("Shift+Tab");
        await page.keyboard.type("Fine.");
      }
    }
    await pressed(page, own(form), "continue");
    await expect.poll(() => focused(page)).not.toBe("continue");
    await expect.poll(() => focused(page)).toMatch(/^section-/);
  }
  await reach("confirm");
  await page.keyboard.press("Enter");
  await expect(own(form).getByRole("button", { name: "Change this" })).toBeFocused();
  const answers: any = (await documentOf(form)).answers;
  expect(Object.values<any>(answers.domains).map(({ status }) => status)).toEqual(Array(23).fill("covered"));
  expect(answers.domains.finance.su_view).toBe("Fine.");
});

test("a key press draws nothing, and leaves no trace on the other areas", async ({ page }) => {
  const form = await open(page, {}, NAME);
  await put(form, draft());
  await go(form, "domains.finance");
  const changes = await form.evaluate((element: any) => {
    let count = 0;
    // But for the status line, which says from the first change on that it is not saved yet.
    const drawn = ({ target }: MutationRecord) => !(target as Element).closest(".coplan-status");
    const watch = new MutationObserver((records) => (count += records.filter(drawn).length));
    watch.observe(element.shadowRoot, { childList: true, subtree: true, attributes: true, characterData: true });
    const area = element.shadowRoot.querySelector('[name="domains.finance.su_view"]');
    area.value = "x";
    area.dispatchEvent(new Event("input", { bubbles: true }));
    // Longer than any timer of ours waits: what a pause draws is drawn by then.
    return new Promise((done) => setTimeout(() => done(count), 1500));
  });
  expect(changes).toBe(0);
  const { domains } = (await documentOf(form)).answers as any;
  expect(domains.finance.su_view).toBe("x");
  expect(domains.housing).toEqual(scenario.answers.domains.housing);
});

test("under the words of personalised care and support planning nobody is asked about CPA", async ({ page }) => {
  const form = await open(page, { terms: "pcsp" }, NAME);
  await expect(own(form).locator('a[href="#cpa"]')).toHaveCount(0);
  await put(form, draft());
  await expect(own(form).locator('a[href="#cpa"]')).toHaveCount(1);
});

test("headings begin where the page says, and those of the abuse question under its section", async ({ page }) => {
  const form = await open(page, {}, NAME);
  await go(form, "domains.violence_abuse");
  const levels = () =>
    form.evaluate((element: any) => {
      const title = element.shadowRoot.querySelector(".nhsuk-heading-l").localName;
      return [element.headingLevel, title, element.querySelector("coplan-abuse-question").headingLevel];
    });
  expect(await levels()).toEqual([2, "h2", 4]);
  for (const [said, level, ...rest] of [["1", 1, "h1", 3], ["4", 4, "h4", 4], ["5", 2, "h2", 4], ["", 2, "h2", 4]]) {
    await form.evaluate((element, said) => element.setAttribute("heading-level", said), String(said));
    await expect.poll(levels, String(said)).toEqual([level, ...rest]);
  }
  await form.evaluate((element: any) => (element.headingLevel = 3));
  await expect(form).toHaveAttribute("heading-level", "3");
  await expect.poll(levels).toEqual([3, "h3", 4]);
  const html = await form.evaluate((element: any) => element.toHTML());
  expect(html).toMatch(/<html lang="en-GB" dir="ltr">[^]*<title>Comprehensive assessment<\/title>[^]*<main [^]*<h1 /);
});
