// The portal's page around a form: one for all forms, which leaves it to the form to say what it is called.

import { type Page } from "@playwright/test";

import { at, documentOf, expect, fixture, keepPaper, open, store, test } from "./portal.js";

const NAMES: Record<string, string> = {
  "abuse-question": "Routine abuse question",
  "care-plan": "Care plan",
  "comprehensive-assessment": "Comprehensive assessment",
  "relapse-plan": "Relapse plan / advance statement",
};

for (const [form, name] of Object.entries(NAMES)) {
  test(`${form}: the name is said once, under a heading of the page, and no level of heading is left out`, async ({ page }) => {
    await open(page, {}, form);
    await expect(page.locator("h1")).toHaveText("Form of Ada Example");
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    await expect(page.getByRole("heading", { level: 2, name, exact: true })).toHaveCount(1);
    await expect(page.getByRole("heading", { name, exact: true })).toHaveCount(1);
    expect((await page.locator("h1").boundingBox())!.width, "the heading of the page is for those who hear it").toBeLessThan(2);
    const levels = await page.getByRole("heading").evaluateAll((headings) => headings.map(({ localName }) => Number(localName.slice(1))));
    const left = levels.filter((level, at) => level > (levels[at - 1] ?? 0) + 1);
    expect(left, levels.join(" ")).toEqual([]);
  });
}

test("a page that cannot open its form has its heading on screen, and says why below it", async ({ page, said }) => {
  await page.goto("/relapse-plan.html?person=nobody");
  await expect(page.getByRole("alert")).toBeVisible();
  expect((await page.locator("h1").boundingBox())!.width).toBeGreaterThan(40);
  await expect(page.locator("coplan-relapse-plan")).toHaveCount(0);
  // Chromium's own note of the refusal.
  expect(said.splice(0).join()).toContain("404");
});

test("an assessment is printed whole, or as a copy without risk from others; other forms are only whole", async ({ page }) => {
  await open(page, {}, "comprehensive-assessment");
  const form = page.locator("coplan-comprehensive-assessment");
  const risk = (group: string, formulation: string) => ({ id: group, group, formulation });
  await form.evaluate(
    (element: any, risks) => (element.document = { ...element.document, id: crypto.randomUUID(), answers: { risks } }),
    [risk("to_self", "When he stops eating."), risk("from_others", "Two men who come to the house.")],
  );
  const paper = async (button: string) => {
    await page.getByRole("button", { name: button, exact: true }).click();
    const frame = form.locator("iframe.coplan-paper").last();
    await expect(frame.contentFrame().locator("footer")).toBeAttached();
    return frame.contentFrame().locator("body").textContent();
  };
  await keepPaper(page);
  expect(await paper("Print")).toContain("Two men who come to the house.");
  const copy = await paper("Print a copy without risk from others");
  expect(copy).toContain("When he stops eating.");
  expect(copy).not.toContain("Two men");
  await open(page, {}, "care-plan");
  await expect(page.getByRole("button", { name: "Print", exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Print a copy" })).toHaveCount(0);
});

test("a page without a script of its own posts the form, and the portal goes on to the document", async ({ page }) => {
  await page.goto("/person.html?person=demo-3");
  await page.getByRole("link", { name: "Relapse plan, posted by a form without a script" }).click();
  const form = page.locator("coplan-relapse-plan");
  await form.locator('[id="subject.name"]').fill("Cara Made-Up");
  await form.locator('[id="when_unwell"]').fill("I stop answering the phone.");
  // Not complete: the browser itself holds the form back, as it does for any control.
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page).toHaveURL(/posted/);
  await expect(form.locator("#error-summary"), "and shows what is missing").toBeFocused();
  await expect(form.locator("form")).not.toHaveAttribute("tabindex");
  // A script that only asks moves nothing.
  await form.locator('[id="when_unwell"]').focus();
  expect(await page.evaluate(() => (document.querySelector("main form") as HTMLFormElement).checkValidity())).toBe(false);
  await expect(form.locator('[id="when_unwell"]')).toBeFocused();
  await page.getByRole("button", { name: "Keep for later" }).click();
  await expect(page).toHaveURL(/relapse-plan\.html\?person=demo-3&id=/);
  await expect(form.locator("strong").filter({ hasText: "Cara Made-Up" })).toBeVisible();
  await expect(form.locator('[id="when_unwell"]')).toHaveValue("I stop answering the phone.");
});

test("the abuse question is not printed from its page: others may see the screen", async ({ page }) => {
  for (const mode of ["staff", "together", "self"]) {
    await open(page, { mode }, "abuse-question");
    await expect(page.getByRole("button", { name: "Show it this way" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Print" }), mode).toHaveCount(0);
  }
});

/** A draft about somebody, as the portal has it. */
async function stored(page: Page, person: string, name: string, form = "relapse_plan") {
  await page.goto("/");
  const id = crypto.randomUUID();
  const answers = form === "relapse_plan" ? { signs_me: "I stop sleeping" } : {};
  const answer = await store(page, { form, id, subject: { ref: person, name }, answers });
  expect(answer.ok(), await answer.text()).toBe(true);
  return id;
}

test("a document of somebody else is not opened under a person, and the page leads to where it belongs", async ({ page, said }) => {
  const id = await stored(page, "demo-2", "Ben Invented");
  await page.goto(`/relapse-plan.html?person=demo-1&id=${id}`);
  await expect(page.getByRole("alert")).toContainText("This form is about someone else.");
  await expect(page.locator("coplan-relapse-plan")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Show it this way" })).toHaveCount(0);
  await expect(page.getByText(/Ada Example|Ben Invented|I stop sleeping/)).toHaveCount(0);
  expect(said.splice(0).join(), "Chromium's own note of the refusal").toContain("409");
  await page.getByRole("link", { name: "Open it as the form of the person it is about" }).click();
  const form = page.locator("coplan-relapse-plan");
  await expect(at(form, "signs_me")).toHaveValue("I stop sleeping");
  await expect(page.locator("h1")).toHaveText("Form of Ben Invented");
  await expect(page.getByRole("link", { name: "Back to Ben Invented" })).toBeVisible();
  await expect(page).toHaveURL(/person=demo-2/);
});

test("whose form it is, the document says, also where it has another name than the records or no one knows its person", async ({ page, said }) => {
  for (const [person, name] of [["demo-2", "Ben Renamed"], ["elsewhere-7", "Dora New"]]) {
    const id = await stored(page, person, name);
    await page.goto(`/relapse-plan.html?person=${person}&id=${id}`);
    await expect(at(page.locator("coplan-relapse-plan"), "signs_me")).toHaveValue("I stop sleeping");
    await expect(page.locator("h1")).toHaveText(`Form of ${name}`);
  }
  expect(said.splice(0).join(), "nobody of that name is in the records").toContain("404");
});

test("a plan is not begun from an assessment of somebody else", async ({ page, said }) => {
  await page.goto("/");
  const assessment = { ...fixture("comprehensive_assessment", "scenario"), id: crypto.randomUUID(), revision: undefined };
  assessment.subject = { ref: "demo-2", name: "Ben Invented" };
  expect((await store(page, assessment)).ok()).toBe(true);
  await page.goto(`/care-plan.html?person=demo-1&from=${assessment.id}`);
  await expect(page.getByRole("alert")).toContainText("This form is about someone else.");
  await expect(page.locator("coplan-care-plan")).toHaveCount(0);
  await page.getByRole("link", { name: "Go to this person's forms" }).click();
  await expect(page.locator("h1")).toHaveText("Ada Example");
  expect(said.splice(0).join()).toContain("409");
  await page.goto(`/care-plan.html?person=demo-2&from=${assessment.id}`);
  await expect(page.locator("h1")).toHaveText("Form of Ben Invented");
});

test("a document of another form leads to its own page", async ({ page }) => {
  const id = await stored(page, "demo-3", "Cara Made-Up");
  await page.goto(`/care-plan.html?person=demo-3&id=${id}`);
  await expect(page.getByRole("alert")).toContainText("This is another kind of form.");
  await expect(page.locator("coplan-care-plan")).toHaveCount(0);
  await page.getByRole("link", { name: "Open it on its own page" }).click();
  await expect(at(page.locator("coplan-relapse-plan"), "signs_me")).toHaveValue("I stop sleeping");
});

test("what is read beside a form is of the same person, whatever a list says", async ({ page, said }) => {
  const mine = await stored(page, "demo-1", "Ada Example", "care_plan");
  const hers = await stored(page, "demo-2", "Ben Invented", "care_plan");
  const entry = (id: string) => ({ id, form: "care_plan", access: "normal", status: "draft", revision: 1, saved_at: "" });
  await page.route("**/api/documents?person=*", (route) => route.fulfill({ json: [entry(mine), entry(hers)] }));
  await page.goto("/relapse-plan.html?person=demo-1");
  const form = page.locator("coplan-relapse-plan:not([hidden])");
  await expect(form).toBeAttached();
  expect(await form.evaluate((element: any) => element.related.map(({ id }: any) => id))).toEqual([mine]);
  expect(said.splice(0).join()).toContain("409");
});

/** What the page asks the portal to store, as it asks for it. */
const puts = (page: Page) =>
  page.evaluate(() => {
    const asked = ((window as any).asked = [] as any[]);
    const fetch = window.fetch;
    window.fetch = (address, init) => {
      if (init?.method === "PUT") asked.push({ keepalive: init.keepalive, length: String(init.body).length });
      return fetch(address, init);
    };
  });

test("a save of a page that is being left goes on without it, as far as a browser allows", async ({ page }) => {
  const form = await open(page, {}, "relapse-plan");
  await puts(page);
  for (const [reason, length] of [["leaving", 10], ["leaving", 70_000], ["save", 10]] as const) {
    const revision = await form.evaluate(
      async (element: any, [reason, length]) => {
        const document = { ...element.document, id: crypto.randomUUID(), answers: { signs_me: "é".repeat(length / 2) } };
        const event: any = new Event("coplan-save", { bubbles: true, composed: true });
        const answer = new Promise((resolve) => Object.assign(event, { document, reason, respondWith: resolve }));
        element.dispatchEvent(event);
        return (await ((await answer) as Response).json()).revision;
      },
      [reason, length] as const,
    );
    expect(revision, reason).toBe(1);
  }
  expect(await page.evaluate(() => (window as any).asked.map(({ keepalive }: any) => keepalive))).toEqual([true, false, false]);
});

test("when someone else saved meanwhile, the form is handed what they saved, and a form that shows another is not", async ({ page, said }) => {
  const id = await stored(page, "demo-1", "Ada Example");
  const form = await open(page, { id }, "relapse-plan");
  const latest = { ...(await documentOf(form)), answers: { signs_me: "I stop eating" } };
  expect((await store(page, latest)).ok()).toBe(true);
  const handed = await form.evaluate(async (element: any, id) => {
    const { document } = element;
    const set: any[] = [];
    Object.defineProperty(element, "document", { get: () => document, set: (value) => set.push(value) });
    // As an element does when it has something to save.
    const ask: any = Object.assign(new Event("coplan-save"), { document, reason: "save", respondWith: () => {} });
    element.dispatchEvent(ask);
    for (const other of ["another", id]) {
      element.dispatchEvent(Object.assign(new Event("coplan-save-failed"), { reason: "conflict", id: other }));
    }
    while (!set.length) await new Promise((resolve) => setTimeout(resolve, 50));
    return set.map(({ revision, answers }) => [revision, answers.signs_me]);
  }, id);
  expect(handed).toEqual([[2, "I stop eating"]]);
  expect(said.splice(0).join(), "Chromium's own note of the conflict").toContain("409");
});

test("a portal that no record system opens says so on the page that one would open", async ({ page }) => {
  await page.goto("/ehr-launch.html?iss=https://fhir.example/r4&launch=x");
  await expect(page.getByRole("status")).toHaveText(/No record system can open a form here: .* --ehr and --fhirclient/);
});
