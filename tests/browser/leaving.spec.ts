// Nothing typed leaves without a word: the page, the element and the document may go, and the host is asked first.

import type { Locator, Page } from "@playwright/test";

import { documentOf, expect, put, test } from "./portal.js";
import { ADA, answers, BERT, call, CARE, field, FORMS, heard, host, hostPage, isDirty, ready, release, said, saves, settled, show, waiting } from "./hosting.js";

/** Ways to go, each with whether the host has been asked by the time that the script goes on. */
const WAYS: Record<string, (form: Locator, kind: (typeof FORMS)[number]) => Promise<number>> = {
  "it is removed": (form) =>
    form.evaluate(async (element) => {
      element.remove();
      await Promise.resolve();
      await Promise.resolve();
      return (window as any).host.saves.length;
    }),
  "what it stands in is removed": (form) =>
    form.evaluate(async (element) => {
      element.parentElement!.remove();
      await Promise.resolve();
      await Promise.resolve();
      return (window as any).host.saves.length;
    }),
  "another document is set": (form, kind) =>
    form.evaluate((element: any, bert) => ((element.document = bert), (window as any).host.saves.length), ready(kind, BERT)),
  "the page is hidden": (form) =>
    form.evaluate(() => {
      Object.defineProperty(document, "visibilityState", { configurable: true, value: "hidden" });
      document.dispatchEvent(new Event("visibilitychange"));
      return (window as any).host.saves.length;
    }),
  "the page goes": (form) => form.evaluate(() => (dispatchEvent(new Event("pagehide")), (window as any).host.saves.length)),
};

for (const kind of FORMS) {
  const { name } = kind;

  for (const [way, goes] of Object.entries(WAYS)) {
    test(`A7: ${name}: when ${way}, the host is handed what is unsaved at once`, async ({ page }) => {
      const form = await host(page, kind, ready(kind, ADA), { autosave: "off" });
      // Also what no event has told of yet.
      await field(form, kind).fill("Words.");
      await form.evaluate((element, text) => ((element.shadowRoot!.getElementById(text) as HTMLTextAreaElement).value = "Words, and the last."), kind.text);
      expect(await goes(form, kind), "at once").toBe(1);
      const [{ reason, id, document }] = await saves(page);
      expect([reason, id, document.subject.ref, document.status]).toEqual(["leaving", `${kind.fixture[0]}-ada`, "ada", "draft"]);
      expect(document.answers[kind.text]).toBe("Words, and the last.");
    });
  }

  test(`A7: ${name}: without changes nobody is asked, and what is under way is not asked twice`, async ({ page }) => {
    const form = await host(page, kind, ready(kind, ADA), { autosave: "off" });
    const hide = () => page.evaluate(() => dispatchEvent(new Event("pagehide")));
    await hide();
    expect(await saves(page)).toEqual([]);
    await answers(page, "waits");
    await field(form, kind).fill("Words.");
    await call(form, "save");
    await expect.poll(() => waiting(page)).toBe(1);
    await hide();
    await hide();
    expect((await saves(page)).length).toBe(1);
    await release(page);
    await expect.poll(() => said(form)).toMatch(/^Saved at/);
    await hide();
    expect((await saves(page)).length).toBe(1);
  });

  for (const [answer, settles, event] of [
    ["a failure", "CoplanSaveError status", { type: "coplan-save-failed", reason: "status" }],
    ["a success", "resolved", { type: "coplan-saved", revision: 1 }],
  ] as const) {
    test(`A6: ${name}: removed during a save that ends in ${answer}, the promise settles with it and the event is told`, async ({ page }) => {
      const form = await host(page, kind, ready(kind, ADA), { autosave: "off" });
      await answers(page, "waits");
      await field(form, kind).fill("Words.");
      await call(form, "save");
      await expect.poll(() => waiting(page)).toBe(1);
      const element = await form.elementHandle();
      await form.evaluate((element, type) => {
        document.addEventListener(type, ({ id }: any) => ((window as any).above = [...((window as any).above ?? []), id]));
        element.remove();
      }, event.type);
      await page.waitForTimeout(50);
      if (answer === "a failure") await release(page, { ok: false, status: 500 });
      else await release(page);
      await expect.poll(() => element!.evaluate((element: any) => element.calls[0].settled)).toEqual([settles]);
      expect(await heard(page, event.type)).toMatchObject([{ id: `${kind.fixture[0]}-ada`, form: kind.fixture[0], ...event }]);
      expect(await page.evaluate(() => (window as any).above), "also by who listens above").toEqual([`${kind.fixture[0]}-ada`]);
      expect(await element!.evaluate((element: any) => element.dirty)).toBe(answer === "a failure");
    });
  }

  for (const when of ["before the answer", "after the answer"]) {
    test(`F2: ${name}: removed during a save and put back ${when}, it has the revision and goes on from it`, async ({ page }) => {
      const form = await host(page, kind, ready(kind, ADA), { autosave: "off" });
      await answers(page, "waits");
      await field(form, kind).fill("Words.");
      await call(form, "save");
      await expect.poll(() => waiting(page)).toBe(1);
      const element = (await form.elementHandle())!;
      await element.evaluate(async (element) => {
        element.remove();
        await new Promise((done) => setTimeout(done));
      });
      if (when === "after the answer") await release(page);
      await page.waitForTimeout(50);
      await element.evaluate((element) => document.querySelector("main")!.append(element));
      if (when === "before the answer") await release(page);
      await expect.poll(() => settled(form)).toEqual([["resolved"]]);
      await expect.poll(async () => (await documentOf(form)).revision).toBe(1);
      expect(await isDirty(form)).toBe(false);
      await answers(page, "stores");
      await show(form, kind);
      await expect(field(form, kind)).toHaveValue("Words.");
      await field(form, kind).fill("More words.");
      await call(form, "save");
      await expect.poll(() => settled(form)).toEqual([["resolved"], ["resolved"]]);
      expect((await saves(page)).map(({ document }) => [document.revision ?? null, document.answers[kind.text]])).toEqual([
        [null, "Words."],
        [1, "More words."],
      ]);
    });
  }
}

for (const kind of FORMS) {
  test(`A9: ${kind.name}: off the page, what is set again changes nothing, and another document takes its place`, async ({ page }) => {
    const form = await host(page, kind, ready(kind, ADA), { autosave: "off" });
    await field(form, kind).fill("Words.");
    const shown = await documentOf(form);
    const element = (await form.elementHandle())!;
    const set = (document: object) => element.evaluate((element: any, document) => ((element.document = document), element.document), document);
    await element.evaluate((element) => element.remove());
    await expect.poll(() => element.evaluate((element: any) => [element.dirty, element.document.revision])).toEqual([false, 1]);
    const { revision, saved_at, ...away } = await element.evaluate((element: any) => element.document);
    expect(away, "as it was on screen").toEqual(shown);
    // A framework draws once more with what it had at first, and with what it was handed.
    for (const again of [ready(kind, ADA), away]) expect((await set(again)).answers).toEqual(shown.answers);
    expect(await element.evaluate((element: any) => Promise.resolve(element.problems.length))).toBe(0);
    const bert = ready(kind, BERT, { revision: 4 });
    expect(await set(bert)).toMatchObject({ id: bert.id, revision: 4, answers: bert.answers });
    await element.evaluate((element) => document.querySelector("main")!.append(element));
    await show(form, kind);
    await expect(field(form, kind)).toHaveValue(bert.answers[kind.text] ?? "");
    expect((await saves(page)).map(({ id, reason }) => [id, reason])).toEqual([[shown.id, "leaving"]]);
  });
}

test("A7: moved on the page, nobody is asked", async ({ page }) => {
  const form = await host(page, CARE, ready(CARE, ADA), { autosave: "off" });
  await field(form, CARE).fill("Words.");
  await form.evaluate((element) => document.body.prepend(element));
  await page.waitForTimeout(50);
  expect(await saves(page)).toEqual([]);
  await expect(field(form, CARE)).toHaveValue("Words.");
});

test("A7: both documents of an assessment are handed over when it is removed, each by itself", async ({ page }) => {
  const assessment = FORMS[3];
  const form = await host(page, assessment, ready(assessment, ADA), { autosave: "off" });
  await field(form, assessment).fill("The assessment's words.");
  await show(form, { ...assessment, section: "domains.violence_abuse" });
  const question = form.locator("coplan-abuse-question");
  await question.getByRole("radio", { name: "Not asked" }).check();
  await form.evaluate((element) => element.remove());
  await expect.poll(async () => (await saves(page)).map(({ form, reason }) => `${form} ${reason}`).sort()).toEqual([
    "abuse_question leaving",
    "comprehensive_assessment leaving",
  ]);
});

test("A7: what waits for its turn is told when the element goes: a save goes along, a completion is void", async ({ page }) => {
  const form = await host(page, CARE, ready(CARE, ADA), { autosave: "off" });
  await answers(page, "waits");
  await field(form, CARE).fill("First.");
  await call(form, "save");
  await expect.poll(() => waiting(page)).toBe(1);
  await field(form, CARE).fill("Second.");
  await call(form, "save");
  await call(form, "complete");
  const element = (await form.elementHandle())!;
  await form.evaluate((element) => element.remove());
  await expect.poll(() => waiting(page)).toBe(2);
  await release(page);
  await release(page, { revision: 2 });
  await expect.poll(() => element.evaluate((element: any) => element.calls.map(({ settled }: any) => settled.length))).toEqual([1, 1, 1]);
  const [, , completed] = await element.evaluate((element: any) => element.calls.map(({ settled }: any) => settled[0]));
  expect(completed).toMatch(/^CoplanIncompleteError/);
  expect((await saves(page)).map(({ reason, document }) => [reason, document.status, document.answers[CARE.text]])).toEqual([
    ["save", "draft", "First."],
    ["leaving", "draft", "Second."],
  ]);
});

// ---- Beginning ----

async function begins(page: Page) {
  await page.evaluate(() => {
    const element: any = document.createElement("coplan-care-plan");
    (window as any).host.listen(element);
    element.append(Object.assign(document.createElement("p"), { textContent: "Ask for the paper form." }));
    document.querySelector("main")!.append(element);
  });
  return page.locator("coplan-care-plan");
}

test("B6: a WebAssembly that could not be fetched once is fetched again, by the button and for the next element", async ({ page, said: console }) => {
  let answers = 0;
  await page.route("**/coplan.wasm", (route) => ((answers += 1), answers <= 2 ? route.fulfill({ status: 503 }) : route.continue()));
  await hostPage(page);
  const form = await begins(page);
  const again = form.getByRole("button", { name: "Try again" });
  await expect(again).toBeVisible();
  await expect(form.getByText("Ask for the paper form.")).toBeVisible();
  await again.click();
  await expect.poll(() => answers).toBe(2);
  await expect(again).toBeVisible();
  await form.evaluate((element: any) => element.start());
  await expect(form.locator(".coplan")).toBeAttached();
  await expect(form.getByText("Ask for the paper form.")).not.toBeVisible();
  expect(await heard(page, "coplan-error")).toMatchObject([{ reason: "CoplanStartError" }, { reason: "CoplanStartError" }]);
  console.length = 0;
});

test("B6: while it is slow it says that it loads, and not that the browser is too old", async ({ page }) => {
  let go = () => {};
  const slow = new Promise<void>((done) => (go = done));
  await page.route("**/coplan.wasm", async (route) => (await slow, route.continue()));
  await hostPage(page);
  const form = await begins(page);
  await expect(form.getByText("Loading…")).toBeVisible();
  await expect(form.getByText("Ask for the paper form.")).not.toBeVisible();
  go();
  await expect(form.locator(".coplan")).toBeAttached();
  await expect(form.getByText("Loading…")).toHaveCount(0);
});
