// The routine abuse question, as the worker, the person and their host meet it.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import initSqlJs from "sql.js";

import { accessibility, answerNoneStated, documentOf, expect, type Form, open, test } from "./portal.js";

test("a worker answers by keyboard alone, saves, reloads, and finds the answer", async ({ page }) => {
  await open(page);
  await page.evaluate(() => (document.activeElement as HTMLElement)?.blur());
  const focused = () => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.id ?? "");
  const tabTo = async (id: string) => {
    for (let presses = 0; presses < 60; presses += 1) {
      if ((await focused()) === id) return;
      await page.keyboard.press("Tab");
    }
    throw new Error(`the keyboard never reaches ${id}`);
  };
  await tabTo("response");
  await page.keyboard.press("ArrowDown");
  await tabTo("asked_on");
  await page.keyboard.type("3");
  await page.keyboard.press("Tab");
  await page.keyboard.type("mar");
  await page.keyboard.press("Tab");
  await page.keyboard.type("2026");
  await tabTo("asked_by.name");
  await page.keyboard.type("Sam Worker");
  await tabTo("asked_by.role");
  await page.keyboard.press("Space");
  await tabTo("complete");
  await page.keyboard.press("Enter");
  const form = page.locator("coplan-abuse-question");
  await expect(form.getByText(/^Saved at/)).toBeVisible();
  await page.reload();
  await expect(form.getByText("None stated", { exact: true })).toBeHidden();
  await form.getByText(/^Recorded \d/).click();
  await expect(form.getByText("None stated", { exact: true })).toBeVisible();
  expect(await documentOf(form)).toMatchObject({
    form: "abuse_question",
    access: "restricted",
    status: "complete",
    revision: 1,
    answers: {
      response: "none_stated",
      asked_on: "2026-03-03",
      asked_by: { name: "Sam Worker", role: "care_coordinator" },
    },
  });
});

test("the answer is in the database, every revision of it", async ({ page, portal }) => {
  const form = await open(page);
  await answerNoneStated(form);
  await form.getByRole("button", { name: "Save", exact: true }).click();
  await expect(form.getByText(/^Saved at/)).toBeVisible();
  await form.getByLabel("Note (optional)").fill("Would like to talk about it another day.");
  await form.getByRole("button", { name: "Complete" }).click();
  await expect.poll(() => form.evaluate((element: Form) => element.dirty)).toBe(false);
  const { id } = await documentOf(form);
  const { Database } = await initSqlJs();
  const database = new Database(readFileSync(portal.database));
  const query = "SELECT revision, access, status, body FROM revision WHERE document_id = ? ORDER BY revision";
  const rows = database.exec(query, [id])[0].values;
  expect(rows.map((row) => row.slice(0, 3))).toEqual([
    [1, "restricted", "draft"],
    [2, "restricted", "complete"],
  ]);
  expect(JSON.parse(String(rows[1][3])).answers).toMatchObject({ response: "none_stated", asked_on: "2026-03-03" });
});

test("a second tab that saves from an old revision hears so, and nothing is overwritten", async ({ context, page, said }) => {
  const first = await open(page);
  await answerNoneStated(first);
  await first.getByRole("button", { name: "Save", exact: true }).click();
  await expect(first.getByText(/^Saved at/)).toBeVisible();
  const { id } = await documentOf(first);

  const other = await context.newPage();
  const second = await open(other, { id });
  await first.getByLabel("Note (optional)").fill("from the first tab");
  await first.getByRole("button", { name: "Save", exact: true }).click();
  await expect.poll(() => first.evaluate((element: Form) => element.document.revision)).toBe(2);

  await second.getByLabel("Note (optional)").fill("from the second tab");
  await second.getByRole("button", { name: "Save", exact: true }).click();
  await expect(second.getByText("Someone else changed this")).toBeVisible();
  await expect(second.getByLabel("Note (optional)")).toHaveValue("from the second tab");
  expect(await second.evaluate((element: Form) => element.dirty)).toBe(true);
  const stored = await (await page.request.get(`/api/documents/${id}`)).json();
  expect(stored).toMatchObject({ revision: 2, answers: { declined_note: "from the first tab" } });
  expect(said).toEqual([]);
});

test("an earlier answer stays when the question is asked again, and a different answer needs a reason", async ({ page }) => {
  const form = await open(page);
  await answerNoneStated(form);
  await form.getByRole("button", { name: "Complete" }).click();
  await expect(form.getByRole("button", { name: "Ask again" })).toBeVisible();
  await expect(form.getByRole("radio", { name: "None stated" })).toHaveCount(0);

  await form.getByRole("button", { name: "Ask again" }).click();
  await expect(form.locator("#response")).toBeFocused();
  await expect(form.getByRole("radio", { checked: true })).toHaveCount(0);
  await form.getByRole("radio", { name: "Not asked" }).check();
  await form.getByRole("button", { name: "Complete" }).click();
  await expect(form.getByRole("link", { name: "Enter why the answer is different this time" })).toBeVisible();
  await form.getByLabel("Why is the answer different this time?").fill("A relative was in the room.");
  await form.getByRole("button", { name: "Complete" }).click();
  await expect(form.getByText(/^Saved at/)).toBeVisible();

  const { id } = await documentOf(form);
  const stored = await (await page.request.get(`/api/documents/${id}`)).json();
  expect(stored.status).toBe("amended");
  expect(stored.answers).toMatchObject({
    response: "not_asked",
    change_reason: "A relative was in the room.",
    history: [{ response: "none_stated", asked_on: "2026-03-03", asked_by: { name: "Sam Worker" } }],
  });
});

test("asking again can be taken back", async ({ page }) => {
  const form = await open(page);
  await answerNoneStated(form);
  await form.getByRole("button", { name: "Complete" }).click();
  await form.getByRole("button", { name: "Ask again" }).click();
  await form.getByRole("button", { name: "Do not ask again" }).click();
  await expect(form.getByRole("button", { name: "Ask again" })).toBeFocused();
  const { answers } = await documentOf(form);
  expect(answers).toMatchObject({ response: "none_stated", asked_on: "2026-03-03" });
  expect(answers.history).toBeUndefined();
});

test("a slip of the finger loses no words", async ({ page }) => {
  const form = await open(page);
  await form.getByRole("radio", { name: "Yes", exact: true }).check();
  await form.getByRole("button", { name: "Add what the person wants recorded" }).click();
  const words = form.getByLabel("What does the person want recorded?");
  await expect(words).toBeFocused();
  await words.fill("In her own words.");
  await form.getByRole("radio", { name: "None stated" }).check();
  expect((await documentOf(form)).answers).toEqual({ response: "none_stated" });
  await form.getByRole("radio", { name: "Yes", exact: true }).first().check();
  await expect(words).toHaveValue("In her own words.");
});

test("together, the question appears only once it is private and all right to ask", async ({ page }) => {
  const form = await open(page, { mode: "together" });
  await expect(form.getByText("Have you experienced")).toHaveCount(0);
  expect(await form.evaluate((element) => element.shadowRoot!.innerHTML.includes("abuse at any time"))).toBe(false);
  await form.getByRole("button", { name: "It is private and all right to ask" }).click();
  await expect(form.getByText("Have you experienced physical, sexual or emotional abuse at any time in your life?")).toBeVisible();
  await expect(form.locator("#response")).toBeFocused();
});

test("together, not asking records Not asked and never shows the question", async ({ page }) => {
  const form = await open(page, { mode: "together" });
  await form.getByRole("button", { name: "Do not ask now" }).click();
  await form.getByRole("radio", { name: "Not safe or private enough" }).check();
  await form.getByRole("button", { name: "Complete" }).click();
  await expect(form.getByText(/^Saved at/)).toBeVisible();
  expect((await documentOf(form)).answers).toEqual({ response: "not_asked", not_asked_reason: "not_safe_or_private" });
  expect(await form.evaluate((element) => element.shadowRoot!.innerHTML.includes("abuse at any time"))).toBe(false);
});

test("where the person is alone, nothing of it is there", async ({ page }) => {
  await page.goto("/abuse-question.html?person=demo-1&mode=self");
  const form = page.locator("coplan-abuse-question");
  await expect(form.locator(".coplan")).toBeAttached();
  expect(await form.evaluate((element: Form) => [element.shadowRoot!.textContent, element.problems])).toEqual(["", []]);
});

test("Hide this blanks it at once and brings it back with nothing lost", async ({ page }) => {
  const form = await open(page);
  await answerNoneStated(form);
  const before = await documentOf(form);
  await form.getByRole("button", { name: "Hide this" }).click();
  await expect(form.getByRole("button", { name: "Show this again" })).toBeFocused();
  expect(await form.ariaSnapshot()).toBe('- button "Show this again"');
  await expect(form.locator("input:visible, textarea:visible")).toHaveCount(0);
  expect(await documentOf(form)).toEqual(before);
  await form.getByRole("button", { name: "Show this again" }).click();
  await expect(form.getByRole("radio", { name: "None stated" })).toBeChecked();
  await expect(form.getByLabel("Month").first()).toHaveValue("March");
});

test("problems are shown on Save and Complete, never while typing, and lead to their questions", async ({ page }) => {
  const form = await open(page);
  await form.getByRole("radio", { name: "None stated" }).check();
  await form.getByLabel("Day").first().fill("31");
  await form.getByLabel("Month").first().fill("2");
  await form.getByLabel("Year").first().fill("2026");
  await form.getByLabel("Name", { exact: true }).focus();
  await expect(form.locator(".nhsuk-error-message")).toHaveCount(0);
  await form.getByRole("button", { name: "Complete" }).click();
  await expect(form.locator("#error-summary")).toBeFocused();
  await expect(form.locator("#error-summary a")).toHaveText([
    "The date you asked must be a real date",
    "Enter the name of the person who asked",
    "Select the role of the person who asked",
  ]);
  await form.getByRole("link", { name: "Enter the name" }).click();
  await expect(form.locator("[id='asked_by.name']")).toBeFocused();
  expect(page.url()).not.toContain("#");
  await expect(form.locator("[id='asked_by.name']")).toHaveAccessibleDescription("Error: Enter the name of the person who asked");
});

test("No and declined appear nowhere as an answer, in any mode, print or export", async ({ page }) => {
  for (const query of [{}, { mode: "together" }, { terms: "pcsp" }, { readonly: "" }]) {
    const form = await open(page, query as Record<string, string>);
    if ("mode" in query) await form.getByRole("button", { name: "It is private" }).click();
    if (!("readonly" in query)) {
      const options = form.getByRole("group", { name: "Have you experienced" }).getByRole("radio");
      await expect(options).toHaveCount(3);
      expect(await options.evaluateAll((inputs: HTMLInputElement[]) => inputs.map(({ value }) => value))).toEqual([
        "yes",
        "none_stated",
        "not_asked",
      ]);
      await answerNoneStated(form);
    }
    for (const text of [
      await form.evaluate((element) => element.shadowRoot!.textContent ?? ""),
      await form.evaluate((element: Form) => element.toHTML()),
      JSON.stringify((await documentOf(form)).answers),
    ]) {
      expect(text).not.toMatch(/\b(declined|No)\b(?! one)/);
    }
  }
});

test("on paper: every word, the date, the version, and that it is restricted", async ({ page }) => {
  const form = await open(page);
  const words = `  spaces,\n\nlines, <b>markup</b> & "quotes" 🙂 שלום ${"long ".repeat(2000)}`;
  await form.evaluate((element: Form, words) => {
    element.document = {
      form: "abuse_question", revision: 4, saved_at: "2026-11-23T10:00:00Z", status: "complete",
      subject: { name: "Ada Example", date_of_birth: "1990-04-27", nhs_number: "9434765919" },
      answers: { response: "yes", asked_on: "2026-11-23", disclosure: { words } },
    };
  }, words);
  const html = await form.evaluate((element: Form) => element.toHTML());
  expect(html).not.toMatch(/<script|javascript:|src=|href=/);
  const paper = await page.context().newPage();
  await paper.setContent(html);
  await expect(paper.locator(".coplan-typed")).toHaveText(words, { useInnerText: false });
  expect(await paper.locator(".coplan-typed").evaluate((element) => element.textContent)).toBe(words);
  for (const shown of ["Ada Example", "Born 27 April 1990", "943 476 5919", "Restricted", "Saved on 23 November 2026", "Version 4"]) {
    await expect(paper.locator("body")).toContainText(shown.replace(/ (?=\d{3} \d{4})| (?=5919)/g, "\u00a0"));
  }
  expect(await paper.title()).toBe("Routine abuse question");
});

test("the page that `coplan render` writes is the page of toHTML()", async ({ page }) => {
  const form = await open(page);
  // Outside the portal, whose policy lets no page with styles of its own be read.
  const desk = await page.context().newPage();
  for (const name of ["yes", "none_stated", "not_asked"]) {
    const fixture = fileURLToPath(new URL(`../fixtures/abuse_question/${name}.json`, import.meta.url));
    const here = await form.evaluate((element: Form, document) => {
      element.document = document;
      return element.toHTML();
    }, JSON.parse(readFileSync(fixture, "utf8")));
    const there = execFileSync("../../target/debug/coplan", ["render", fixture], { encoding: "utf8" });
    // Parsed, because each side has its own way of writing a quotation mark.
    const parsed = (html: string) =>
      desk.evaluate((html) => new DOMParser().parseFromString(html, "text/html").documentElement.outerHTML, html);
    expect(await parsed(there), name).toBe(await parsed(here));
  }
});

test("axe finds nothing in any state", async ({ page }) => {
  const form = await open(page);
  expect(await accessibility(page), "empty").toEqual([]);
  await form.getByRole("button", { name: "Complete" }).click();
  await expect(form.locator("#error-summary")).toBeVisible();
  expect(await accessibility(page, { colours: true }), "with problems").toEqual([]);
  await form.getByRole("radio", { name: "Yes", exact: true }).check();
  expect(await accessibility(page, { colours: true }), "answered yes").toEqual([]);
  await answerNoneStated(form);
  await page.route("**/api/documents/*", (route) => route.fulfill({ status: 204 }));
  await form.getByRole("button", { name: "Complete" }).click();
  await expect(form.getByText(/^Saved at/)).toBeVisible();
  expect(await accessibility(page, { colours: true }), "saved").toEqual([]);
  await form.evaluate((element: Form) => element.addEventListener("coplan-save", (event) => event.stopPropagation(), true));
  await form.getByRole("button", { name: "Ask again" }).click();
  expect(await accessibility(page), "asking again").toEqual([]);
  await form.getByRole("button", { name: "Hide this" }).click();
  expect(await accessibility(page), "hidden").toEqual([]);
  for (const query of [{ mode: "together" }, { mode: "self" }, { readonly: "" }, { terms: "pcsp" }] as Record<string, string>[]) {
    await open(page, query);
    expect(await accessibility(page), JSON.stringify(query)).toEqual([]);
  }
});
