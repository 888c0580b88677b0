// All four forms on one page, and one of them twice: each as if it were alone.

import { type Locator, type Page, expect, test } from "@playwright/test";

import { fixture } from "../portal.js";
import { content, withoutScript } from "./host.js";
import { same } from "./pictures.js";

// One after the other: they store in the same places.
test.describe.configure({ mode: "default" });

const UNSIGNED = { sign_su_absent_reason: "later", sign_cc_absent_reason: "Next visit." };

/** By the id on the page: a document to begin with, what else completion needs, and a question that is answered there. */
const FORMS: Record<string, { form: string; from: string; also?: object; section?: string; question: string }> = {
  one: { form: "relapse_plan", from: "amended", also: UNSIGNED, question: "signs_me" },
  two: { form: "relapse_plan", from: "amended", also: UNSIGNED, question: "signs_me" },
  question: { form: "abuse_question", from: "none_stated", question: "declined_note" },
  assessment: { form: "comprehensive_assessment", from: "scenario", section: "What the person hopes for", question: "hopes" },
  plan: { form: "care_plan", from: "agreed", question: "recovery_meaning" },
};
const IDS = Object.keys(FORMS);

const address = (page: string, id: string) => `/documents/${page}-${id}-${FORMS[id].form}`;

/** Every form of the page begins with a draft that nothing is missing from. */
async function begin(page: Page, name: string, ids: string[]) {
  for (const id of ids) {
    const { form, from, also } = FORMS[id];
    const { earlier, completed_at, ...draft } = fixture(form, from);
    const { amendment_reason, ...answers } = { ...draft.answers, ...also };
    await page.request.put(address(name, id), { data: { ...draft, status: "draft", answers, signatures: [] } });
  }
}

async function visit(page: Page, name: string, ids: string[]): Promise<Record<string, Locator>> {
  await page.goto(name === "only" ? `/pages/all.html?only=${ids[0]}` : "/pages/all.html");
  const forms = Object.fromEntries(ids.map((id) => [id, page.locator(`#${id}`)]));
  for (const form of Object.values(forms)) {
    await expect(form.locator(".coplan").first()).toBeVisible();
    await expect.poll(() => form.evaluate((element: any) => element.document.revision)).toBeGreaterThan(0);
  }
  return forms;
}

/** The question that is answered, in the section where the form has it. */
async function control(form: Locator, id: string) {
  const { section, question } = FORMS[id];
  if (section) await form.getByRole("link", { name: section }).click();
  return form.locator(`[id="${question}"]`);
}

/** What the host has of each, filled in and saved, opened again and completed. */
async function fillSaveReloadComplete(page: Page, name: string, ids: string[]) {
  await begin(page, name, ids);
  let forms = await visit(page, name, ids);
  for (const id of ids) await (await control(forms[id], id)).fill(`Words of ${id}`);
  for (const id of ids) await forms[id].evaluate((form: any) => form.save());
  forms = await visit(page, name, ids);
  for (const id of ids) await expect(await control(forms[id], id)).toHaveValue(`Words of ${id}`);
  for (const id of ids) await forms[id].evaluate((form: any) => form.complete());
  const stored = await Promise.all(ids.map(async (id) => (await page.request.get(address(name, id))).json()));
  return stored.map(content);
}

test("all four forms on one page, and one of them twice: the module is loaded once, and nothing is shared", async ({ page }) => {
  const loaded: string[] = [];
  // What the script itself fetches: a browser may look a second time for reasons of its own.
  page.on("request", (request) => request.resourceType() === "fetch" && loaded.push(new URL(request.url()).pathname));
  await begin(page, "all", IDS);
  const { one } = await visit(page, "all", IDS);
  expect(loaded.filter((path) => path.endsWith(".wasm"))).toHaveLength(1);
  await (await control(one, "one")).fill("only here");
  const held = await page.evaluate(() => [...document.querySelectorAll("body > [mode]")].map((form: any) => JSON.stringify(form.document)));
  expect(held.map((document) => document.includes("only here"))).toEqual([true, false, false, false, false]);
});

test("filled in, saved, opened again and completed, each is the same document as alone", async ({ page }) => {
  const together = await fillSaveReloadComplete(page, "all", IDS);
  expect(together.map(({ status }: any) => status)).toEqual(IDS.map(() => "complete"));
  for (const [at, id] of IDS.entries()) expect(together[at]).toEqual((await fillSaveReloadComplete(page, "only", [id]))[0]);
});

test("each looks as it does alone, and so do the page's own things", async ({ page }, info) => {
  // A long form is compared as far as the screen goes.
  await page.setViewportSize({ width: 3700, height: 2000 });
  const keptAway = await withoutScript(page, "/pages/all.html");
  const without = await page.locator("#own").screenshot();
  await keptAway();
  await begin(page, "all", IDS);
  const forms = await visit(page, "all", IDS);
  expect((await page.locator("#own").screenshot()).equals(without)).toBe(true);
  const together: Record<string, Buffer> = {};
  for (const id of IDS) together[id] = await screen(page, forms[id]);
  for (const id of IDS) {
    await begin(page, "only", [id]);
    same(info, `${id} alone`, await screen(page, (await visit(page, "only", [id]))[id]), together[id]);
  }
});

/** What of a form is on the screen. */
async function screen(page: Page, form: Locator) {
  const { x, y, width } = (await form.boundingBox())!;
  return page.screenshot({ animations: "disabled", caret: "hide", clip: { x, y, width, height: 2000 - y } });
}
