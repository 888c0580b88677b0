// What every control of the field kit keeps to, wherever it stands. The controls are described in `controls.ts`.

import type { Locator, Page } from "@playwright/test";

import { type Control, CONTROLS, eachPage, focused, opened, PLAN, pressed, put, QUESTION, set, tabTo, whole } from "./controls.js";
import { accessibility, at, documentOf, expect, type Form, open, test, unfoldTo } from "./portal.js";

const HINT = "A hint from the host.";

/** The messages with which a host gives a question a hint of its own. */
const hint = (path: string) => ({ [`${path.replaceAll(/\[\d+\]/g, "")}.hint`]: HINT });

/** What bears the label of a control, its hint and its error. */
function bearer(form: Locator, page: Page, { path, label, named }: Control): Locator {
  const group = form.getByRole("group", { name: label, exact: true }).filter({ has: page.locator(`[id="${path}"]`) });
  return named === "group" ? group : at(form, path);
}

/** Puts a document into the form in which only the answer of this control is missing. */
async function without(form: Locator, control: Control) {
  const document = whole(control.form);
  control.wrong(document.answers);
  await set(form, "messages", {});
  await put(form, document);
  await unfoldTo(form, control.path);
}

for (const control of CONTROLS) {
  const { what, path, label, sentence, apart = sentence, first = path } = control;
  test(`${what} keeps to what every control keeps to`, async ({ page }) => {
    const form = await open(page, {}, control.form);
    await test.step("has its label for a name, and is described by its hint and then by its error", async () => {
      await without(form, control);
      await expect(bearer(form, page, control)).toHaveAccessibleName(label);
      await set(form, "messages", hint(path));
      // Whose words it is is said after the hint.
      const voice = "( In .*words)?";
      await expect(bearer(form, page, control)).toHaveAccessibleDescription(new RegExp(`^${HINT}${voice}$`));
      await at(form, "complete").click();
      const error = form.locator(".nhsuk-error-message");
      await expect(error).toHaveCount(1);
      const said = path === "review_on" ? "Enter the date to look at this again" : sentence;
      await expect(error).toHaveText(`Error: ${said}`);
      await expect(bearer(form, page, control)).toHaveAccessibleName(label);
      await expect(bearer(form, page, control)).toHaveAccessibleDescription(new RegExp(`^${HINT}${voice}\\s+Error:\\s+${said}$`));
    });

    await test.step("says what is wrong on Complete only, leads there by keyboard, and is silent once it is put right", async () => {
      await without(form, control);
      await at(form, first).focus();
      await control.slip?.(page.keyboard);
      await page.keyboard.press("Tab");
      const errors = form.locator(".nhsuk-error-message, #error-summary");
      await expect(errors).toHaveCount(0);
      await pressed(page, form, "complete");
      const summary = at(form, "error-summary");
      await expect(summary).toBeFocused();
      await expect(summary.getByRole("link")).toHaveText([apart]);
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await expect(at(form, path)).toBeFocused();
      await tabTo(page, first);
      await control.answer(page.keyboard);
      await expect.poll(async () => control.becomes(await documentOf(form))).toBe(true);
      await pressed(page, form, "complete");
      if (control.form === QUESTION) await expect(form.getByText(/^Saved at/)).toBeVisible();
      else await expect(at(form, "section-check")).toBeFocused();
      await expect(errors).toHaveCount(0);
      if (control.form === PLAN) {
        await pressed(page, form, "change");
        await expect(at(form, first).or(at(form, "unsign:sign_su"))).toBeAttached();
        await expect(errors).toHaveCount(0);
      }
    });

    await test.step("is reached and answered by keyboard, read as text, and dead while it is disabled", async () => {
      await without(form, control);
      if (control.section) await at(form, `section-${control.section}`).focus();
      else await at(form, "hide").focus();
      await tabTo(page, first);
      await control.answer(page.keyboard);
      await expect.poll(async () => control.becomes(await documentOf(form))).toBe(true);
      expect(await focused(page), "what was answered keeps the focus").not.toBe("");

      await set(form, "readonly", true);
      await expect(form.locator("input, select, textarea, button:not(#hide, #one-page, #stop-reading)")).toHaveCount(0);
      const read = form.locator(`dt:is(:text-is(${JSON.stringify(label)}), :has(> :text-is(${JSON.stringify(label)}))) + dd`).first();
      await expect(read).toBeVisible();
      expect(await read.innerText()).toContain(control.read);

      await set(form, "readonly", false);
      await set(form, "disabled", true);
      const document = whole(control.form);
      control.wrong(document.answers);
      await put(form, document);
      await expect(at(form, first)).toBeDisabled();
      const before = await documentOf(form);
      await at(form, first).click({ force: true });
      await control.answer(page.keyboard);
      expect(await documentOf(form)).toEqual(before);
      await expect(form.locator(":is(input, select, textarea, button:not(#stop-reading)):enabled")).toHaveCount(0);
    });
  });
}

// ---- Text ----

/** What people type, and what programs make of it when nobody looks. */
const LINE = `  two  spaces, שלום العالم 🙂👩🏽‍⚕️ <b>&amp;</b> "'&lt; ${"0123456789".repeat(1000)}  `;
const LINES = ` \n\n${LINE}\n\ttab\n\n `;

const TEXTS: Record<string, [string, (document: any) => unknown]> = {
  "people[0].name": [`${LINE}1`, ({ answers }) => answers.people[0].name],
  "people[0].contact_details": [`${LINES}2`, ({ answers }) => answers.people[0].contact_details],
  "keep_well[0].text": [`${LINES}3`, ({ answers }) => answers.keep_well[0].text],
  signs_me: [LINES, ({ answers }) => answers.signs_me],
  "help_areas[0].area": [LINE, ({ answers }) => answers.help_areas[0].area],
  "help_areas[0].who.name": [`${LINE}4`, ({ answers }) => answers.help_areas[0].who.name],
  "preferred_people[1].name": [`${LINE}5`, ({ answers }) => answers.preferred_people[1].name],
  "gp.details": [`${LINE}6`, ({ answers }) => answers.gp.details],
  sign_cc_absent_reason: [`${LINES}7`, ({ answers }) => answers.sign_cc_absent_reason],
  "sign_su.name": [`${LINE}8`, ({ signatures }) => signatures[0].name],
};

test("text comes back exactly as it was typed: from the document, after a reload, and on paper", async ({ page }) => {
  const document = whole(PLAN);
  document.signatures = [{ role: "service_user", method: "typed_confirm", signed_on: "2026-11-23" }];
  const form = await opened(page, PLAN, document);
  for (const [id, [text]] of Object.entries(TEXTS)) {
    await at(form, id).focus();
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText(text);
  }
  const held = (document: any) => Object.fromEntries(Object.entries(TEXTS).map(([id, [, get]]) => [id, get(document)]));
  const typed = Object.fromEntries(Object.entries(TEXTS).map(([id, [text]]) => [id, text]));
  expect(held(await documentOf(form))).toEqual(typed);

  await at(form, "save").click();
  await expect(form.getByText(/^Saved at/)).toBeVisible();
  const { id } = await documentOf(form);
  expect(held(await (await page.request.get(`/api/documents/${id}`)).json())).toEqual(typed);
  await page.reload();
  for (const [id, [text]] of Object.entries(TEXTS)) {
    await expect(at(form, id), id).toHaveValue(text);
  }
  expect(held(await documentOf(form))).toEqual(typed);

  await at(form, "sign:sign_su").click();
  await expect(at(form, "unsign:sign_su")).toBeFocused();
  const html = await form.evaluate((element: Form) => element.toHTML());
  // Outside the portal, whose policy lets no page with styles of its own be read.
  const paper = await page.context().newPage();
  await paper.setContent(html);
  const lost = await paper.evaluate((typed) => {
    const leaves = [...document.body.querySelectorAll("*")];
    return Object.entries(typed).flatMap(([id, text]) => {
      const holds = leaves.filter((leaf) => leaf.textContent!.includes(text)).at(-1);
      if (!holds) return [`${id}: not on paper`];
      const style = getComputedStyle(holds).whiteSpace;
      return style.startsWith("pre-wrap") || style === "break-spaces" ? [] : [`${id}: ${holds.localName} shows its spaces as ${style}`];
    });
  }, typed);
  expect(lost).toEqual([]);
});

// ---- What only one control does ----

test("the count of characters comes near the limit, is heard with the control, and stops nobody", async ({ page }) => {
  const form = await opened(page, PLAN, whole(PLAN));
  const box = at(form, "people[0].contact_details");
  const count = form.locator(".nhsuk-character-count__message");
  await box.fill("x".repeat(750));
  await page.keyboard.insertText("🙂");
  await expect(count).toHaveText("You have 249 characters remaining");
  await expect.soft(count).toBeVisible();
  await expect(box).toHaveAccessibleDescription("You have 249 characters remaining");
  await expect.soft(box).toBeFocused();
  await page.keyboard.insertText("y".repeat(260));
  await expect(count).toHaveText("You have 11 characters too many. Everything you typed is kept.");
  expect((await documentOf(form)).answers).toMatchObject({ people: [{ contact_details: `${"x".repeat(750)}🙂${"y".repeat(260)}` }, {}] });
  await at(form, "complete").click();
  await expect(at(form, "error-summary").getByRole("link")).toHaveText(["Person 1: Use 1000 characters or less for: Contact details"]);
  await box.fill("short");
  await box.blur();
  await expect(count).toHaveCount(0);
});

test("a month is taken by its number, its name or the beginning of it", async ({ page }) => {
  const form = await opened(page, PLAN, whole(PLAN));
  const date = form.getByRole("group", { name: "Look at this again on" });
  for (const month of ["5", "05", "may", "MAY", "May"]) {
    await date.getByLabel("Month").fill(month);
    expect((await documentOf(form)).answers, month).toMatchObject({ review_on: "2099-05-23" });
  }
  for (const [part, index] of [["Day", 0], ["Month", 1], ["Year", 2]] as const) {
    await expect(date.getByRole("textbox").nth(index)).toHaveAccessibleName(part);
  }
  await date.getByLabel("Day").fill("31");
  await date.getByLabel("Month").fill("Septem");
  expect((await documentOf(form)).answers.review_on).toBeUndefined();
});

test("the answer that stands alone takes the others’ place, and they take its place", async ({ page }) => {
  const form = await opened(page, QUESTION, whole(QUESTION));
  const box = (name: string) => form.getByRole("checkbox", { name, exact: true });
  for (const [first, second, alone, path] of [
    ["Carer or family", "Advocate", "No one", "present"],
    ["Listened and believed", "Safety discussed", "Nothing yet", "response_given"],
  ]) {
    for (const name of [first, second]) {
      await box(name).focus();
      if (!(await box(name).isChecked())) await page.keyboard.press("Space");
      await expect(box(name)).toBeChecked();
      await expect(box(alone)).not.toBeChecked();
    }
    await box(alone).focus();
    await page.keyboard.press("Space");
    await expect(box(alone)).toBeChecked();
    await expect(box(alone)).toBeFocused();
    for (const name of [first, second]) await expect(box(name)).not.toBeChecked();
    expect(((await documentOf(form)).answers as any)[path]).toHaveLength(1);
    await page.keyboard.press("Space");
    await expect(box(alone)).not.toBeChecked();
    expect(((await documentOf(form)).answers as any)[path]).toBeUndefined();
  }
});

test("a conditional question comes and goes with the answer it hangs on, and keeps its words for a second thought", async ({ page }) => {
  const form = await opened(page, PLAN, whole(PLAN));
  const question = at(form, "gp.details");
  const registered = form.getByRole("group", { name: "Registered with a GP?" }).getByRole("radio");
  await registered.nth(0).focus();
  await tabTo(page, "gp.details");
  await question.fill("Riverside, upstairs");
  // The answer can be cleared on the way.
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("ArrowDown");
  await expect(question).toHaveCount(0);
  await expect(registered.nth(1)).toBeFocused();
  expect((await documentOf(form)).answers.gp).toEqual({ registered: "no" });
  await page.keyboard.press("ArrowUp");
  await expect(question).toHaveValue("Riverside, upstairs");
  await expect(registered.nth(0)).toBeFocused();
  expect((await documentOf(form)).answers.gp).toEqual({ registered: "yes", details: "Riverside, upstairs" });
});

test("help with a question is opened by keyboard and closed again", async ({ page }) => {
  const form = await opened(page, PLAN, whole(PLAN));
  await set(form, "messages", { "signs_me.help": "Think of the last time." });
  const summary = form.getByText("Help with this question");
  await at(form, "section-signs").focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(form.getByText("Think of the last time.")).toBeVisible();
  expect(await accessibility(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await expect(summary).toBeVisible();
  await expect(form.getByText("Think of the last time.")).toBeHidden();
});

test("the contents say how far each section has come, and lead to it by keyboard", async ({ page }) => {
  const document = whole(PLAN);
  for (const id of ["keep_well", "signs_me", "help_areas"]) delete document.answers[id];
  const form = await opened(page, PLAN, document);
  const line = (name: string) => form.getByRole("navigation", { name: "In this form" }).getByRole("listitem").filter({ hasText: name });
  await expect(line("What helps me keep well")).toContainText("Not started");
  await expect(line("When I begin to feel unwell")).toContainText("In progress");
  await expect(line("Help I receive")).toContainText("Not started");
  await expect(line("In a crisis")).toContainText("Done");
  await line("When I begin to feel unwell").getByRole("link").focus();
  await page.keyboard.press("Enter");
  await expect(at(form, "section-signs")).toBeFocused();
  expect(page.url()).not.toContain("#");
  await tabTo(page, "signs_me");
  await page.keyboard.type("I stop sleeping.");
  await page.keyboard.press("Tab");
  await expect(line("When I begin to feel unwell")).toContainText("Done");
});

test("the error summary lists every problem in the order of the form, and each leads to its question", async ({ page }) => {
  for (const mode of ["staff", "together"]) {
    const form = await open(page, { mode }, PLAN);
    if (mode === "staff") await pressed(page, form, "complete");
    else await eachPage(form, async () => {});
    const summary = at(form, "error-summary");
    await expect(summary).toBeFocused();
    await expect(summary.getByRole("alert")).toContainText(mode === "staff" ? "There is a problem" : "Some things are still missing");
    const paths = await summary.locator("a").evaluateAll((links) => links.map((link) => link.getAttribute("href")!.slice(1)));
    expect(paths).toEqual(await form.evaluate((element: Form) => element.problems.map(({ path }) => path)));
    expect(paths.length).toBeGreaterThan(8);
    for (const [index, path] of paths.entries()) {
      await summary.locator("a").nth(index).focus();
      await page.keyboard.press("Enter");
      await expect(at(form, path), `${mode}: ${path}`).toBeFocused();
      expect(await focused(page)).toBe(path);
    }
  }
});
