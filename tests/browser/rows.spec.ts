// Rows and people: what is added, removed, brought back and moved, and who is chosen again elsewhere.

import type { Locator, Page } from "@playwright/test";

import { focused, opened, PLAN, pressed, put, tabTo, whole } from "./controls.js";
import { at, documentOf, expect, type Form, open, test } from "./portal.js";

/** A list of each kind: rows of one question, rows of several, and people who are named by hand. */
const LISTS = [
  { list: "keep_well", first: "text", others: [] as string[] },
  { list: "people", first: "name", others: ["contact_details", "relationship"] },
  { list: "contingency", first: "trigger", others: ["problem", "consequence", "action", "contact_24h"] },
  { list: "not_involved", first: "name", others: [] },
];

const answersOf = async (form: Locator): Promise<any> => (await documentOf(form)).answers;

/** The ids of all rows, wherever they are. */
const ids = (answers: unknown): string[] =>
  [...JSON.stringify(answers).matchAll(/"id":"([^"]+)"/g)].map(([, id]) => id);

/** The controls of a list that hold text, in order. */
const texts = (form: Locator, list: string, question: string) =>
  form.locator(`[id^="${list}["][id$="].${question}"]`).evaluateAll((all) => all.map((control) => (control as HTMLInputElement).value));

/** A plan that has rows of all kinds, with a second situation. */
function plan(): any {
  const document = whole(PLAN);
  document.answers.contingency.push({ ...document.answers.contingency[0], id: "c2", trigger: "Winter" });
  document.answers.not_involved.push({ id: "n2", name: "The neighbours" });
  return document;
}

for (const { list, first, others } of LISTS) {
  test(`a row added to ${list} is empty, and has the focus`, async ({ page }) => {
    const form = await opened(page, PLAN, plan());
    const rows = await texts(form, list, first);
    await pressed(page, form, `add:${list}`);
    await expect(at(form, `${list}[${rows.length}].${first}`)).toBeFocused();
    expect(await texts(form, list, first)).toEqual([...rows, ""]);
    for (const other of others) await expect(at(form, `${list}[${rows.length}].${other}`)).toHaveValue("");
    await page.keyboard.type("typed at once");
    await expect(at(form, `${list}[${rows.length}].${first}`)).toHaveValue("typed at once");
  });

  test(`a row removed from ${list} can be brought back, with all it held and where it stood`, async ({ page }) => {
    const form = await opened(page, PLAN, plan());
    const before = await documentOf(form);
    const rows = await texts(form, list, first);
    await pressed(page, form, `remove:${list}[0]`);
    const undo = at(form, `undo:${list}`);
    await expect(undo).toBeFocused();
    await expect(undo).toHaveAccessibleName(/^Bring it back /);
    await expect(at(form, "announced")).toHaveText(/ is removed\.$/);
    expect(await texts(form, list, first)).toEqual(rows.slice(1));
    expect((await answersOf(form))[list][0].id).toBe((before.answers as any)[list][1].id);
    await page.keyboard.press("Enter");
    await expect(at(form, `${list}[0].${first}`)).toBeFocused();
    await expect(undo).toHaveCount(0);
    expect(await texts(form, list, first)).toEqual(rows);
    expect((await documentOf(form)).answers).toEqual(before.answers);
  });

  test(`one row removed from ${list} and another added: no old value comes back, and no id`, async ({ page }) => {
    const form = await opened(page, PLAN, plan());
    const before = await answersOf(form);
    const rows = await texts(form, list, first);
    for (const row of [1, 0]) await pressed(page, form, `remove:${list}[${row}]`);
    await pressed(page, form, `add:${list}`);
    const last = `${list}[${rows.length - 2}]`;
    await expect(at(form, `${last}.${first}`)).toBeFocused();
    for (const question of [first, ...others]) await expect(at(form, `${last}.${question}`)).toHaveValue("");
    // A name of its own: the portal offers whoever other documents of the person name.
    const another = `another of ${list}`;
    await page.keyboard.type(another);
    const after = await answersOf(form);
    expect(ids(after[list])).toHaveLength(1);
    expect(ids(before)).not.toContain(ids(after[list])[0]);
    expect(after[list]).toMatchObject([{ [first]: another }]);
    expect(Object.keys(after[list][0]).sort()).toEqual([first, "id"].sort());
    const kept = ids(after);
    for (const path of Object.keys(after.voices)) {
      const [, id] = path.match(/\[(.+)\]/) ?? [];
      expect(id === undefined || kept.includes(id), `whose words ${path} are`).toBe(true);
    }
    await pressed(page, form, "save");
    await expect(form.getByText(/^Saved at/)).toBeVisible();
    await page.reload();
    await expect(at(form, `${list}[0].${first}`)).toHaveValue(another);
    expect(new Set(ids(await answersOf(form))).size).toBe(ids(await answersOf(form)).length);
  });
}

test("rows are moved by keyboard, and the focus stays with the row that moves", async ({ page }) => {
  const document = plan();
  document.answers.keep_well.push(...["c", "d", "e"].map((text) => ({ id: `k-${text}`, text })));
  const form = await opened(page, PLAN, document);
  const river = "Walking by the river";
  await pressed(page, form, "order:keep_well");
  await expect(at(form, "order:keep_well")).toBeFocused();
  await tabBackTo(page, "down:keep_well[0]");
  await expect(at(form, "down:keep_well[0]")).toHaveAccessibleName(/^Move down\W+Thing 1$/);
  for (let to = 1; to < 5; to += 1) {
    await page.keyboard.press("Enter");
    const way = to === 4 ? "up" : "down";
    await expect(at(form, `${way}:keep_well[${to}]`)).toBeFocused();
    expect((await texts(form, "keep_well", "text"))[to]).toBe(river);
    expect((await answersOf(form)).keep_well[to].id).toBe("k1");
  }
  for (let to = 3; to >= 0; to -= 1) {
    await page.keyboard.press("Enter");
    await expect(at(form, `${to ? "up" : "down"}:keep_well[${to}]`)).toBeFocused();
    expect((await texts(form, "keep_well", "text"))[to]).toBe(river);
  }
  expect((await answersOf(form)).keep_well).toEqual(document.answers.keep_well);
  await pressed(page, form, "order:keep_well");
  await expect(form.locator('[id^="down:"], [id^="up:"]')).toHaveCount(0);
});

async function tabBackTo(page: Page, id: string) {
  for (let presses = 0; presses < 40 && (await focused(page)) !== id; presses += 1) await page.keyboard.press("Shift+Tab");
  expect(await focused(page)).toBe(id);
}

test("a date that is half typed goes, comes back and moves with its row", async ({ page }) => {
  const form = await opened(page, PLAN, plan());
  const month = (row: number) => at(form, `copies[${row}].date-month`);
  await month(0).fill("Febr");
  await pressed(page, form, "order:copies");
  await pressed(page, form, "down:copies[0]");
  await expect(month(1)).toHaveValue("Febr");
  await expect(month(0)).toHaveValue("");
  await pressed(page, form, "remove:copies[1]");
  await expect(month(0)).toHaveValue("");
  await pressed(page, form, "undo:copies");
  await expect(month(1)).toHaveValue("Febr");
  await pressed(page, form, "remove:copies[1]");
  await pressed(page, form, "add:copies");
  await expect(month(1)).toHaveValue("");
  expect((await documentOf(form)).entered).toBeUndefined();
});

test("what was put aside in a row that is gone does not turn up in another", async ({ page }) => {
  const form = await opened(page, PLAN, plan());
  const recipient = (row: number, name: string) =>
    form.locator(`input[name="copies[${row}].recipient"]`).and(form.getByRole("radio", { name, exact: true }));
  // Who it is for was ticked above it, and is a line that is changed.
  await pressed(page, form, "begin:copies[1].recipient");
  await recipient(1, "Service user").check();
  expect((await answersOf(form)).copies[1]).not.toHaveProperty("person_agreed");
  await pressed(page, form, "remove:copies[1]");
  await pressed(page, form, "add:copies");
  await recipient(1, "GP").check();
  await expect(form.locator('input[name="copies[1].person_agreed"]')).toHaveCount(3);
  await expect(form.locator('input[name="copies[1].person_agreed"]:checked')).toHaveCount(0);
  expect((await answersOf(form)).copies[1]).not.toHaveProperty("person_agreed");
});

test("rows that a host sent without ids, or with one for two: what is typed into one is not in the next, and nothing is changed", async ({ page }) => {
  const document = plan();
  for (const row of document.answers.copies) delete row.id;
  for (const row of document.answers.keep_well) row.id = document.answers.people[0].id;
  document.answers.voices = {};
  const form = await opened(page, PLAN, document);
  expect((await documentOf(form)).answers).toEqual(document.answers);
  expect(await form.evaluate((element: Form) => element.dirty)).toBe(false);
  for (const [part, typed] of [["", "31"], ["-month", "Febr"]]) await at(form, `copies[0].date${part}`).fill(typed);
  await pressed(page, form, "remove:copies[0]");
  for (const part of ["", "-month", "-year"]) await expect(at(form, `copies[0].date${part}`)).toHaveValue("");
  await at(form, "keep_well[1].text").fill("Another thing");
  await pressed(page, form, "remove:people[0]");
  await expect(at(form, "keep_well[0].text")).toHaveValue(document.answers.keep_well[0].text);
  expect(Object.keys((await answersOf(form)).voices)).toHaveLength(1);
  await pressed(page, form, "undo:people");
  await pressed(page, form, "undo:copies");
  await expect(at(form, "copies[0].date-month")).toHaveValue("Febr");
  await expect(at(form, "copies[1].date-month")).not.toHaveValue("Febr");
  const all = ids(await answersOf(form));
  expect(new Set(all).size).toBe(all.length);
});

test("the line for someone else is that of its row", async ({ page }) => {
  const form = await opened(page, PLAN, plan());
  await pressed(page, form, "add:help_areas");
  const last = (await form.locator('[id^="help_areas["][id$="].area"]').count()) - 1;
  await pressed(page, form, "add:help_areas");
  await at(form, `help_areas[${last}].who`).selectOption({ label: "Someone else" });
  await expect(at(form, `help_areas[${last}].who.name`)).toBeVisible();
  await pressed(page, form, `remove:help_areas[${last}]`);
  await expect(at(form, `help_areas[${last}].who`)).toBeVisible();
  await expect(at(form, `help_areas[${last}].who.name`)).toHaveCount(0);
});

// ---- People ----

test("two people of one name stay two: on screen, on paper, and whoever is renamed", async ({ page }) => {
  const document = plan();
  const [first, second] = document.answers.people;
  Object.assign(first, { name: "John", relationship: "brother" });
  Object.assign(second, { name: "Jon", relationship: "" });
  document.answers.contingency[0].responsible = { person: second.id };
  document.answers.preferred_people = [{ id: "q1", person: second.id }];
  const form = await opened(page, PLAN, document);
  await at(form, "people[1].name").fill("John");
  await at(form, "people[1].name").blur();
  const chosen = at(form, "contingency[0].responsible").locator("option:checked");
  await expect(preferred(form, "John (brother)")).not.toBeChecked();
  await expect(preferred(form, "John")).toBeChecked();
  await expect(chosen).toHaveText("John");
  await at(form, "people[1].relationship").fill("GP");
  await at(form, "people[1].relationship").blur();
  await expect(chosen).toHaveText("John (GP)");
  expect(await form.evaluate((element: Form) => element.toHTML())).toContain("John (GP)");
  await preferred(form, "John (brother)").check();
  await expect(preferred(form, "John (GP)")).toBeChecked();
  await at(form, "contingency[0].responsible").selectOption({ label: "John (brother)" });
  const answers = await answersOf(form);
  expect(answers.contingency[0].responsible).toEqual({ person: first.id });
  expect(answers.preferred_people).toMatchObject([{ person: second.id }, { person: first.id }]);
  await pressed(page, form, "remove:people[0]");
  await pressed(page, form, "undo:people");
  expect((await answersOf(form)).preferred_people).toMatchObject([{ person: second.id }, { person: first.id }]);
});

test("in staff the words are the worker’s, and together the person’s, unless someone says otherwise", async ({ page }) => {
  const form = await opened(page, PLAN, plan());
  const written = async () => {
    await at(form, "contingency[0].action").fill("Call the team");
    await at(form, "contingency[0].action").pressSequentially("!");
    return (await answersOf(form)).voices[`contingency[${(await answersOf(form)).contingency[0].id}].action`];
  };
  expect(await written()).toBe("worker");
  await form.locator('input[name="speaker"][value="carer"]').check();
  expect(await written()).toBe("carer");
  await form.evaluate((element: Form, document) => {
    (element as any).document = { ...(document as any), id: "another" };
  }, plan());
  expect(await written()).toBe("worker");
});

/** The people that a picker offers. */
const offered = (form: Locator, path: string) => at(form, path).locator("option");
const preferred = (form: Locator, name: string) =>
  form.locator('input[name="preferred_people"]').and(form.getByRole("checkbox", { name, exact: true }));

test("a person named in Part 1 can be chosen wherever someone is asked for, and is asked for once", async ({ page }) => {
  const form = await open(page, {}, PLAN);
  await at(form, "people[0].name").focus();
  await page.keyboard.type("Noor Example");
  await page.keyboard.press("Tab");
  for (const path of ["help_areas[0].who", "contingency[0].responsible", "primary_contact"]) {
    await expect(offered(form, path).filter({ hasText: "Noor Example" }), path).toHaveCount(1);
  }
  await expect(preferred(form, "Noor Example")).not.toBeChecked();
  await at(form, "contingency[0].responsible").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await preferred(form, "Noor Example").focus();
  await page.keyboard.press("Space");
  const answers = await answersOf(form);
  const { id } = answers.people[0];
  expect(answers.contingency[0].responsible).toEqual({ person: id });
  expect(answers.preferred_people).toMatchObject([{ person: id }]);
});

test("correcting a name follows everywhere, on screen and on paper", async ({ page }) => {
  const form = await opened(page, PLAN, whole(PLAN));
  await at(form, "people[0].name").fill("Ravi Exemplar");
  await at(form, "people[0].name").blur();
  await expect(preferred(form, "Ravi Exemplar")).toBeChecked();
  await expect(at(form, "contingency[0].responsible").locator("option:checked")).toHaveText("Ravi Exemplar");
  await expect(form.getByText("Ravi Example")).toHaveCount(0);
  expect((await answersOf(form)).contingency[0].responsible).toEqual({ person: "p1" });
  const html = await form.evaluate((element: Form) => element.toHTML());
  expect(html.split("Ravi Exemplar").length - 1).toBe(4);
  expect(html).not.toContain("Ravi Example");
});

test("removing someone from the plan keeps their name, as text, wherever they were chosen", async ({ page }) => {
  const form = await opened(page, PLAN, whole(PLAN));
  await pressed(page, form, "remove:people[0]");
  await expect(at(form, "undo:people")).toBeFocused();
  const answers = await answersOf(form);
  expect(answers.contingency[0].responsible).toEqual({ name: "Ravi Example" });
  expect(answers.primary_contact).toEqual({ name: "Ravi Example" });
  expect(answers.preferred_people).toMatchObject([{ id: "q1", name: "Ravi Example" }, { id: "q2", name: "Dr Osei" }]);
  await expect(at(form, "contingency[0].responsible").locator("option:checked")).toHaveText("Someone else");
  await expect(at(form, "contingency[0].responsible.name")).toHaveValue("Ravi Example");
  await expect(at(form, "preferred_people[0].name")).toHaveValue("Ravi Example");
  expect(await form.evaluate((element: Form) => element.problems)).toEqual([]);
});

test("“No one” takes the place of everyone, and everyone takes its place", async ({ page }) => {
  const form = await opened(page, PLAN, whole(PLAN));
  const noOne = preferred(form, "No one");
  await noOne.focus();
  await page.keyboard.press("Space");
  await expect(noOne).toBeChecked();
  await expect(noOne).toBeFocused();
  await expect(form.locator('input[name="preferred_people"]:checked')).toHaveCount(1);
  expect((await answersOf(form)).preferred_people).toMatchObject([{ person: "no_one" }]);
  await preferred(form, "Maryam Friend").focus();
  await page.keyboard.press("Space");
  await expect(noOne).not.toBeChecked();
  expect((await answersOf(form)).preferred_people).toMatchObject([{ person: "p2" }]);
});

test("whoever is named by hand takes the place of “No one” too", async ({ page }) => {
  const document = whole(PLAN);
  document.answers.preferred_people = [{ id: "q1", person: "no_one" }];
  const form = await opened(page, PLAN, document);
  await expect(preferred(form, "No one")).toBeChecked();
  await pressed(page, form, "add:preferred_people");
  await page.keyboard.type("Dr Osei");
  await page.keyboard.press("Tab");
  await expect(preferred(form, "No one")).not.toBeChecked();
  expect((await answersOf(form)).preferred_people).toMatchObject([{ name: "Dr Osei" }]);
});

test("names typed by hand come back when “No one” was a slip of the finger", async ({ page }) => {
  const form = await opened(page, PLAN, whole(PLAN));
  await preferred(form, "No one").focus();
  await page.keyboard.press("Space");
  await expect(preferred(form, "No one")).toBeChecked();
  await page.keyboard.press("Space");
  await expect(preferred(form, "No one")).not.toBeChecked();
  const names = form.locator('[id^="preferred_people["][id$=".name"]');
  expect(await names.evaluateAll((all) => all.map((name) => (name as HTMLInputElement).value))).toContain("Dr Osei");
});

test("someone else is named by keyboard, right after the choice", async ({ page }) => {
  const form = await opened(page, PLAN, whole(PLAN));
  await at(form, "section-crisis").focus();
  await tabTo(page, "contingency[0].responsible");
  await page.keyboard.press("End");
  await expect(at(form, "contingency[0].responsible.name")).toBeVisible();
  await expect.soft(at(form, "contingency[0].responsible")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(at(form, "contingency[0].responsible.name")).toBeFocused();
  await expect(at(form, "contingency[0].responsible.name")).toHaveAccessibleName("Their name");
  await page.keyboard.type("Crisis team");
  expect((await answersOf(form)).contingency[0].responsible).toEqual({ name: "Crisis team" });
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Home");
  await expect(at(form, "contingency[0].responsible.name")).toHaveCount(0);
  await expect(at(form, "contingency[0].responsible")).toBeFocused();
  expect((await answersOf(form)).contingency[0]).not.toHaveProperty("responsible");
});

test("who is chosen stays chosen when the document is opened again", async ({ page }) => {
  const form = await opened(page, PLAN, whole(PLAN));
  await pressed(page, form, "save");
  await expect(form.getByText(/^Saved at/)).toBeVisible();
  const saved = await answersOf(form);
  await page.reload();
  await expect(at(form, "contingency[0].responsible").locator("option:checked")).toHaveText("Ravi Example");
  await expect(preferred(form, "Ravi Example")).toBeChecked();
  await expect(at(form, "help_areas[0].who.name")).toHaveValue("Citizens Advice");
  expect(await answersOf(form)).toEqual(saved);
  await put(form, { subject: { name: "Ada Example" } });
  await expect(form.locator('input[name="preferred_people"]:checked')).toHaveCount(0);
});
