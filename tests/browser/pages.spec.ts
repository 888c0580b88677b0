// A form with sections in its modes: a page a section, the whole at once, the person's part alone.

import type { Locator } from "@playwright/test";

import { accessibility, at, documentOf, expect, fixture, type Form, open, own, put, test, trapNext } from "./portal.js";

const PLAN = "relapse-plan";
const whole = fixture("relapse_plan", "whole");
const mode = (form: Locator, mode: string) => form.evaluate((element: Form, mode: any) => (element.mode = mode), mode);

test("switching modes mid-way loses nothing", async ({ page }) => {
  const form = await open(page, {}, PLAN);
  await at(form, "signs_me").fill("I stop\n  sleeping 🙂");
  await mode(form, "together");
  await expect(at(form, "signs_me")).toHaveCount(0);
  for (const name of ["The people involved in this plan", "When I begin to feel unwell"]) {
    await form.getByRole("button", { name: "Continue" }).click();
    await expect(form.getByRole("heading", { name })).toBeFocused();
  }
  await expect(at(form, "signs_me")).toHaveValue("I stop\n  sleeping 🙂");
  await at(form, "signs_family").fill("She cancels choir");
  await mode(form, "self");
  await expect(at(form, "signs_family")).toHaveValue("She cancels choir");
  await mode(form, "staff");
  await expect(at(form, "signs_family")).toHaveValue("She cancels choir");
  expect((await documentOf(form)).answers).toMatchObject({ signs_me: "I stop\n  sleeping 🙂", signs_family: "She cancels choir" });
});

test("going on saves, says so, and asks for nothing", async ({ page }) => {
  const form = await open(page, { mode: "together" }, PLAN);
  await at(form, "keep_well[0].text").fill("Choir");
  await form.getByRole("button", { name: "Continue" }).click();
  await expect(form.getByText(/^Saved at/)).toBeVisible();
  await expect(form.locator("#error-summary")).toHaveCount(0);
  await form.getByRole("button", { name: "Back", exact: true }).click();
  await expect(form.getByRole("heading", { name: "What helps me keep well" })).toBeFocused();
  await expect(at(form, "keep_well[0].text")).toHaveValue("Choir");
});

test("whoever comes back later can say why and when, and need not", async ({ page }) => {
  const form = await open(page, { mode: "together" }, PLAN);
  await at(form, "keep_well[0].text").fill("Choir");
  await form.getByRole("button", { name: "Come back later" }).click();
  await expect(form.getByRole("heading", { name: "If this is not finished" })).toBeFocused();
  await form.getByRole("radio", { name: "I did not want to continue" }).check();
  const back = form.getByRole("group", { name: "When will you come back to it?" });
  await back.getByLabel("Day").fill("3");
  await back.getByLabel("Month").fill("4");
  await back.getByLabel("Year").fill("2099");
  await form.getByRole("button", { name: "Save", exact: true }).click();
  await expect(form.getByText(/^Saved at/)).toBeVisible();
  await expect.poll(() => form.evaluate((element: Form) => element.dirty)).toBe(false);
  await page.reload();
  await expect(at(form, "keep_well[0].text")).toHaveValue("Choir");
  const { answers, status } = await documentOf(form);
  expect(answers).toMatchObject({ incomplete_reason: "did_not_want_to_continue", return_date: "2099-04-03" });
  expect(status).toBe("draft");
});

test("the person alone sees their part, and nothing that is a worker's", async ({ page }) => {
  const form = await open(page, { mode: "self" }, PLAN);
  await put(form, own(whole));
  const headings = [];
  for (let pages = 0; pages < 20; pages += 1) {
    const next = form.getByRole("button", { name: "Continue" });
    if (!(await next.count())) break;
    headings.push(await form.getByRole("heading", { level: 3 }).innerText());
    for (const id of ["speaker", "made_with_capacity", "sign_cc", "care_coordinator.name", "copies", "completed_by.name"]) {
      await expect(at(form, id)).toHaveCount(0);
    }
    await next.click();
  }
  expect(headings).toHaveLength(9);
  await expect(form.getByText("Sam Worker")).toHaveCount(0);
  await expect(form.getByRole("button", { name: "Confirm and complete" })).toHaveCount(0);
  await form.getByRole("button", { name: "Save", exact: true }).click();
  await expect(form.getByText(/^Saved at/)).toBeVisible();
  expect((await documentOf(form)).answers.care_coordinator).toEqual(whole.answers.care_coordinator);
});

test("where to turn now is the host's to say, and is said where it says nothing", async ({ page }) => {
  const form = await open(page, { mode: "self" }, PLAN);
  await expect(form.getByText("No one reads this straight away.")).toBeVisible();
  await form.evaluate((element) => {
    const words = document.createElement("p");
    words.slot = "crisis";
    words.textContent = "Ring the night team.";
    element.append(words);
  });
  await expect(form.getByText("Ring the night team.")).toBeVisible();
  await expect(form.getByText("No one reads this straight away.")).toBeHidden();
  await mode(form, "staff");
  await expect(form.getByText("Ring the night team.")).toBeHidden();
});

test("after the first page where to turn now is one press away, wherever one has scrolled to, and so is Hide this", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const form = await open(page, { mode: "self" }, PLAN);
  await put(form, own(whole));
  await form.evaluate((element) => element.append(Object.assign(document.createElement("p"), { slot: "crisis", textContent: "Ring the night team." })));
  const words = form.getByText("Ring the night team.");
  const help = form.locator("summary", { hasText: "Get help now" });
  await expect(words).toBeVisible();
  await expect(help).toHaveCount(0);
  for (let pages = 0; pages < 3; pages += 1) await at(form, "continue").evaluate((button: HTMLElement) => button.click());
  await expect(words).toBeHidden();
  await at(form, "continue").scrollIntoViewIfNeeded();
  for (const there of [help, at(form, "hide")]) {
    await expect(there).toBeInViewport();
    expect((await there.boundingBox())!.height).toBeGreaterThanOrEqual(44);
  }
  await help.click();
  await expect(words).toBeVisible();
  await expect(words).toBeInViewport();
  await expect(at(form, "hide")).toBeInViewport();
  // Where one stops, it is said in full again.
  await at(form, "later").evaluate((button: HTMLElement) => button.click());
  await expect(help).toHaveCount(0);
  await expect(words).toBeVisible();
});

test("what stands in the way leads to its question, on whatever page it is", async ({ page }) => {
  const form = await open(page, { mode: "together" }, PLAN);
  await form.evaluate((element: Form) => void element.reportValidity());
  await expect(form.locator("#error-summary")).toBeFocused();
  await form.getByRole("link", { name: "Enter what needs to happen when you are unwell" }).click();
  await expect(at(form, "when_unwell")).toBeFocused();
  await expect(form.getByText("Page 6 of 12")).toBeVisible();
});

test("a worker sees how far each section has come, and goes there by its link", async ({ page }) => {
  const form = await open(page, {}, PLAN);
  await put(form, { ...own(whole), answers: { ...whole.answers, keep_well: undefined, when_unwell: undefined } });
  const contents = form.getByRole("navigation", { name: "In this form" });
  await expect(contents.getByRole("listitem").filter({ hasText: "What helps me keep well" })).toContainText("Not started");
  await expect(contents.getByRole("listitem").filter({ hasText: "When I am unwell" })).toContainText("In progress");
  await expect(contents.getByRole("listitem").filter({ hasText: "The team" })).toContainText("Done");
  await contents.getByRole("link", { name: "The team" }).click();
  await expect(form.getByRole("heading", { name: "The team" })).toBeFocused();
});

test("people whom another document names can be chosen, and nobody is asked twice", async ({ page }) => {
  const form = await open(page, {}, PLAN);
  const other = { ...whole, id: "other", answers: { people: [{ id: "z", name: "Zadie Other" }], care_coordinator: { name: "Sam Worker" } } };
  await form.evaluate((element: any, other) => (element.related = [other, { no: "document" }]), other);
  await at(form, "contingency[0].responsible").selectOption({ label: "Zadie Other" });
  await form.getByRole("group", { name: "The people I prefer" }).getByLabel("Sam Worker").check();
  expect((await documentOf(form)).answers).toMatchObject({
    contingency: [{ responsible: { name: "Zadie Other" } }],
    preferred_people: [{ name: "Sam Worker" }],
  });
});

test("a plan that another has replaced says so, on screen and on paper", async ({ page }) => {
  const form = await open(page, {}, PLAN);
  await put(form, { ...own(whole), status: "complete", replaced_on: "2026-11-30" });
  await expect(form.getByText("Replaced on 30 November 2026. This is not the latest version.")).toBeVisible();
  expect(await form.evaluate((element: Form) => element.toHTML())).toContain("Replaced on 30 November 2026");
});

test("when the WebAssembly traps, rows and drawings come back where they were", async ({ page, said }) => {
  const form = await open(page, {}, PLAN);
  await at(form, "people[0].name").fill("First");
  for (const name of ["Second", "Third"]) {
    await at(form, "add:people").click();
    await page.keyboard.type(name);
  }
  await form.locator('[id="remove:people[0]"]').click();
  await at(form, "people[0].name").fill("Next");
  await trapNext(form);
  await form.locator('[id="add:people"]').click();
  await expect.poll(() => form.evaluate((element: any) => element.before.isConnected)).toBe(false);
  await expect(at(form, "people[0].name")).toHaveValue("Next");
  await expect(at(form, "people[1].name")).toHaveValue("Third");
  said.length = 0;
});

for (const [name, query] of [["staff", {}], ["together", { mode: "together" }], ["self", { mode: "self" }], ["pcsp", { terms: "pcsp" }]] as const) {
  test(`axe finds nothing on any page: ${name}`, async ({ page }) => {
    const form = await open(page, query, PLAN);
    await form.evaluate((element: Form) => void element.reportValidity());
    expect(await accessibility(page, { colours: name === "staff" }), "with problems").toEqual([]);
    await put(form, { ...own(whole), answers: { ...whole.answers, sign_su_absent_reason: "later" } });
    for (let pages = 0; pages < 20; pages += 1) {
      const heading = await form.getByRole("heading", { level: 3 }).first().innerText();
      expect(await accessibility(page, { colours: name === "staff" }), heading).toEqual([]);
      const next = form.getByRole("button", { name: "Continue" });
      if (!(await next.count())) break;
      await next.click();
    }
    if (name === "staff") {
      await at(form, "sign_su.method-drawn").check();
      await at(form, "sign_cc.method").check();
      await form.locator('[id="remove:people[0]"]').click();
      await form.locator('[id="order:keep_well"]').click();
      expect(await accessibility(page, { colours: true }), "signing, a row removed, rows being ordered").toEqual([]);
      await form.evaluate((element: Form) => (element.readonly = true));
      expect(await accessibility(page, { colours: true }), "read-only").toEqual([]);
      await form.evaluate((element: Form) => ((element.readonly = false), (element.disabled = true)));
      expect(await accessibility(page), "disabled").toEqual([]);
    }
  });
}

test("a host that wants no autosave is not asked for one when a page is turned", async ({ page }) => {
  const form = await open(page, { mode: "together" }, PLAN);
  await form.evaluate((element: any) => {
    element.autosave = "off";
    element.asked = [];
    element.addEventListener("coplan-save", (event: any) => element.asked.push(event.reason));
  });
  await at(form, "keep_well[0].text").fill("Choir");
  await form.getByRole("button", { name: "Continue" }).click();
  await expect(form.getByRole("heading", { name: "The people involved in this plan" })).toBeFocused();
  await form.evaluate((element: Form) => element.save());
  expect(await form.evaluate((element: any) => element.asked)).toEqual(["save"]);
});
