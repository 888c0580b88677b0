// Every answer belongs to the document it was given for: whatever comes on screen while a host has not answered, and whatever
// other documents a page sets beside it.

import { at, documentOf, expect, put, test, trapNext } from "./portal.js";
import {
  ABUSE, ADA, answers, ASSESSMENT, BERT, call, CARE, field, FORMS, heard, host, hostPage, isDirty, notice, ready, RELAPSE, release, said,
  saves, settled, show, waiting,
} from "./hosting.js";

for (const kind of FORMS) {
  const { name } = kind;

  test(`A1: ${name}: Ada's completion is answered when Bert's document is on screen, and nothing of his changes`, async ({ page }) => {
    const form = await host(page, kind, ready(kind, ADA));
    await answers(page, "waits");
    await field(form, kind).fill("Ada's words.");
    await call(form, "complete");
    await expect.poll(() => waiting(page)).toBe(1);
    const bert = ready(kind, BERT, { revision: 1 });
    await put(form, bert);
    await show(form, kind);
    await release(page, { revision: 7 });
    await expect.poll(() => settled(form)).toEqual([["resolved"]]);
    const now = await documentOf(form);
    expect([now.id, now.status, now.revision, now.answers]).toEqual([bert.id, "draft", 1, bert.answers]);
    expect(await said(form)).toBe("");
    expect(await isDirty(form)).toBe(false);
    expect(await heard(page, "coplan-saved")).toMatchObject([{ id: `${kind.fixture[0]}-ada`, form: kind.fixture[0], revision: 7 }]);
    // It can be written in, and is saved as his.
    await answers(page, "stores");
    await field(form, kind).fill("Bert's words.");
    await call(form, "save");
    await expect.poll(async () => (await settled(form)).flat()).toEqual(["resolved", "resolved"]);
    const [adas, berts] = await saves(page);
    expect([adas.document.subject.ref, adas.document.status, adas.document.answers[kind.text]]).toEqual(["ada", "complete", "Ada's words."]);
    expect([berts.document.subject.ref, berts.document.status, berts.document.answers[kind.text]]).toEqual(["bert", "draft", "Bert's words."]);
    expect(berts.document.revision).toBe(1);
  });

  test(`A1: ${name}: a failure of Ada's save is told to the host, and not on Bert's screen`, async ({ page }) => {
    const form = await host(page, kind, ready(kind, ADA));
    await answers(page, "waits");
    await field(form, kind).fill("Ada's words.");
    await call(form, "save");
    await expect.poll(() => waiting(page)).toBe(1);
    await put(form, ready(kind, BERT));
    await release(page, { ok: false, status: 500 });
    await expect.poll(() => settled(form)).toEqual([["CoplanSaveError status"]]);
    expect(await heard(page, "coplan-save-failed")).toMatchObject([{ id: `${kind.fixture[0]}-ada`, reason: "status" }]);
    await expect(notice(form)).toHaveCount(0);
    expect([await said(form), await isDirty(form)]).toEqual(["", false]);
  });

  test(`A8: ${name}: what the browser gives back of Ada's goes into no document of Bert's, and into her own`, async ({ page }) => {
    const form = await host(page, kind, ready(kind, BERT), { autosave: "1" });
    const typed = ready(kind, ADA);
    typed.answers[kind.text] = "Ada's words.";
    const restore = (document: object) => form.evaluate((element: any, state) => element.formStateRestoreCallback(state, "restore"), JSON.stringify(document));
    // The same id about someone else, as a host's mistake has it.
    await restore({ ...typed, id: `${kind.fixture[0]}-bert` });
    await restore(typed);
    await page.waitForTimeout(1300);
    expect((await documentOf(form)).answers).toEqual(ready(kind, BERT).answers);
    expect([await isDirty(form), await saves(page)]).toEqual([false, []]);
    await put(form, ready(kind, ADA));
    await expect.poll(async () => (await documentOf(form)).answers[kind.text]).toBe("Ada's words.");
    // They are a change, which the host is asked to keep.
    await expect.poll(async () => (await saves(page)).map(({ id }) => id)).toEqual([typed.id]);
  });
}

test("A1: a form that is reset while it is being saved goes back, and the promise settles", async ({ page }) => {
  const form = await host(page, RELAPSE, ready(RELAPSE, ADA));
  const before = (await documentOf(form)).answers;
  await answers(page, "waits");
  await field(form, RELAPSE).fill("Ada's words.");
  await call(form, "save");
  await expect.poll(() => waiting(page)).toBe(1);
  await form.evaluate((element: any) => element.reset());
  expect((await documentOf(form)).answers).toEqual(before);
  await release(page);
  await expect.poll(() => settled(form)).toEqual([["resolved"]]);
  // The host has what was typed, the screen what was there before: that is a change that it does not have, and never "Saved".
  expect(await said(form)).not.toMatch(/^Saved at/);
  expect((await documentOf(form)).answers).toEqual(before);
});

// ---- The abuse question inside the assessment ----

const inner = { ...ABUSE, section: "domains.violence_abuse" };

test("F1: a related abuse question of another person is neither adopted nor shown", async ({ page }) => {
  const hers = ready(ABUSE, ADA);
  hers.answers = { ...hers.answers, response: "yes", disclosure: { words: "What she told." } };
  const assessment = await host(page, { ...ASSESSMENT, section: undefined }, ready(ASSESSMENT, BERT));
  await assessment.evaluate((element: any, hers) => (element.related = [hers]), hers);
  await show(assessment, inner);
  const question = assessment.locator("coplan-abuse-question");
  await expect(question.locator(".coplan")).toBeAttached();
  const mine = await documentOf(question);
  expect([mine.subject.ref, mine.answers, mine.id === hers.id]).toEqual(["bert", {}, false]);
  await expect(page.locator("body")).not.toContainText("What she told.");
  await expect(page.locator("body")).not.toContainText(ADA.name);
  expect(await heard(page, "coplan-error")).toMatchObject([{ reason: "CoplanDocumentError", code: "other_person" }]);
});

for (const [how, ours, theirs] of [
  ["by name, date of birth and number where no one has a ref", { name: "Ada Example", date_of_birth: "1990-04-27" }, { name: "Ada Example", date_of_birth: "1991-04-27" }],
  ["by ref, whatever the name", { ref: "a", name: "Ada Example" }, { ref: "b", name: "Ada Example" }],
] as const) {
  test(`F1: people are told apart ${how}`, async ({ page }) => {
    const assessment = await host(page, { ...ASSESSMENT, section: undefined }, ready(ASSESSMENT, ours as any, { id: "assessment" }));
    const hers = ready(ABUSE, theirs as any, { id: "question" });
    await assessment.evaluate((element: any, hers) => (element.related = [hers]), hers);
    await show(assessment, inner);
    const question = assessment.locator("coplan-abuse-question");
    await expect(question.locator(".coplan")).toBeAttached();
    expect((await documentOf(question)).answers).toEqual({});
    await assessment.evaluate((element: any, [hers, ours]) => (element.related = [{ ...hers, subject: ours }]), [hers, ours] as const);
    await expect.poll(async () => (await documentOf(question)).id).toBe("question");
  });
}

test("F1: a page's own abuse question about another person is not shown in the assessment", async ({ page }) => {
  const assessment = await host(page, { ...ASSESSMENT, section: undefined }, ready(ASSESSMENT, BERT));
  const place = await assessment.evaluateHandle((element) => element.parentNode!);
  await place.evaluate(async (main: any, [hers, his]) => {
    main.querySelector("coplan-comprehensive-assessment").remove();
    await new Promise((done) => setTimeout(done));
    const assessment: any = document.createElement("coplan-comprehensive-assessment");
    const question: any = document.createElement("coplan-abuse-question");
    (window as any).host.listen(assessment);
    question.slot = "abuse-question";
    question.document = hers;
    assessment.document = his;
    assessment.append(question);
    main.append(assessment);
  }, [ready(ABUSE, ADA), ready(ASSESSMENT, BERT)]);
  const whole = page.locator("coplan-comprehensive-assessment");
  await expect(whole.locator(".coplan").first()).toBeAttached();
  await expect.poll(async () => new Set((await heard(page, "coplan-error")).map(({ code }) => code))).toEqual(new Set(["other_person"]));
  await show(whole, inner);
  const question = whole.locator("coplan-abuse-question");
  await expect(question).not.toBeVisible();
  // Its document is hers as it was: his name is not written into it.
  expect((await documentOf(question)).subject).toEqual(ADA);
});

test("A1: the question's saves and the assessment's are answered apart, whichever comes first", async ({ page }) => {
  const form = await host(page, ASSESSMENT, ready(ASSESSMENT, ADA));
  await field(form, ASSESSMENT).fill("The assessment's words.");
  await show(form, inner);
  const question = form.locator("coplan-abuse-question");
  await question.getByRole("radio", { name: "Not asked" }).check();
  await at(question, "not_asked_note").fill("The question's words.");
  await answers(page, "waits");
  await form.evaluate((element: any) => (window as any).host.call(element, "save"));
  await expect.poll(() => waiting(page)).toBe(2);
  const sent = await saves(page);
  expect(sent.map(({ form }) => form).sort()).toEqual(["abuse_question", "comprehensive_assessment"]);
  const of = (wanted: string) => sent.find(({ form }) => form === wanted).document;
  expect(JSON.stringify(of("comprehensive_assessment"))).not.toContain("The question's words.");
  expect(JSON.stringify(of("abuse_question"))).not.toContain("The assessment's words.");
  // The question's is refused, the assessment's stored.
  await page.evaluate(() => {
    const { waiting, store } = (window as any).host;
    for (const { document, resolve } of waiting.splice(0)) {
      resolve(document.form === "abuse_question" ? { ok: false, status: 500 } : store(document));
    }
  });
  await expect.poll(() => settled(form)).toEqual([["resolved"]]);
  await expect(question.locator("#save-failed")).toBeVisible();
  expect(await isDirty(question)).toBe(true);
  expect(await question.evaluate((element: any) => element.document.revision ?? null)).toBe(null);
  expect(await form.evaluate((element: any) => element.document.revision)).toBe(1);
  expect(await form.evaluate((element: any) => element.dirty), "the assessment counts what is unsaved in it").toBe(true);
});

test("A1: another assessment takes the place of one whose abuse question is being saved or is unsaved", async ({ page }) => {
  for (const state of ["unsaved", "being saved"]) {
    const form = await host(page, ASSESSMENT, ready(ASSESSMENT, ADA));
    await show(form, inner);
    const question = form.locator("coplan-abuse-question");
    await question.getByRole("radio", { name: "Not asked" }).check();
    await at(question, "not_asked_note").fill("Ada's words.");
    const hers = (await documentOf(question)).id;
    await answers(page, "waits");
    if (state === "being saved") {
      await call(question, "save");
      await expect.poll(() => waiting(page)).toBe(1);
    }
    await put(form, ready(ASSESSMENT, BERT));
    await expect.poll(async () => (await saves(page)).filter(({ id }) => id === hers).length, state).toBe(1);
    await show(form, inner);
    const his = await documentOf(question);
    expect([his.subject.ref, his.answers, his.id === hers], state).toEqual(["bert", {}, false]);
    await page.evaluate(() => (window as any).host.waiting.splice(0).forEach(({ document, resolve }: any) => resolve((window as any).host.store(document))));
    await page.waitForTimeout(50);
    const later = await documentOf(question);
    expect([later.subject.ref, later.revision ?? null, later.answers], state).toEqual(["bert", null, {}]);
    expect((await documentOf(form)).answers.domains?.violence_abuse?.dealt_with_on, "Ada's question says nothing of his").toBe(
      ready(ASSESSMENT, BERT).answers.domains?.violence_abuse?.dealt_with_on,
    );
    const [saved] = (await saves(page)).filter(({ id }) => id === hers);
    expect([saved.document.subject.ref, saved.document.answers.not_asked_note], state).toEqual(["ada", "Ada's words."]);
  }
});

// ---- What a page sets beside a document ----

test("F15: what is no document of ours among the related is passed over", async ({ page, said }) => {
  const hers = ready(ABUSE, ADA);
  const form = await host(page, { ...ASSESSMENT, section: undefined }, ready(ASSESSMENT, ADA));
  for (const broken of [null, 3, "x", [], {}, { form: "abuse_question", version: "2.0" }, { form: "abuse_question", answers: 7 }]) {
    await form.evaluate((element: any, related) => (element.related = related), [broken, hers]);
    await expect.poll(async () => (await documentOf(form.locator("coplan-abuse-question"))).id, JSON.stringify(broken)).toBe(hers.id);
  }
  for (const none of [null, undefined]) await form.evaluate((element: any, none) => (element.related = none), none);
  expect(said).toEqual([]);
});

test("F1: whatever the page sets in it later, the abuse question of another person is neither shown nor named after this one", async ({ page }) => {
  const form = await host(page, ASSESSMENT, ready(ASSESSMENT, ADA), { autosave: "off" });
  await show(form, inner);
  const question = form.locator("coplan-abuse-question").first();
  await expect(question.getByRole("radio", { name: "Yes", exact: true }).first()).toBeVisible();
  await question.evaluate((element: any, his) => (element.document = his), ready(ABUSE, BERT));
  await expect(question).toBeHidden();
  const refused = async () => (await heard(page, "coplan-error")).map(({ code }) => code);
  await expect.poll(refused).toEqual(["other_person"]);
  for (const terms of ["pcsp", "cpa"]) await form.evaluate((element, terms) => element.setAttribute("terms", terms), terms);
  await form.evaluate((element: any) => (element.related = []));
  await expect(question).toBeHidden();
  expect([(await documentOf(question)).subject, await refused()]).toEqual([BERT, ["other_person"]]);
  expect((await documentOf(form)).answers.domains?.violence_abuse?.dealt_with_on).toBe(ready(ASSESSMENT, ADA).answers.domains?.violence_abuse?.dealt_with_on);
  // Hers is.
  await question.evaluate((element: any, hers) => (element.document = hers), ready(ABUSE, ADA));
  await expect(question).toBeVisible();
});

test("F1: an assessment has one abuse question; another that the page puts there is not shown", async ({ page }) => {
  const form = await host(page, ASSESSMENT, ready(ASSESSMENT, ADA), { autosave: "off" });
  await show(form, inner);
  const question = form.locator("coplan-abuse-question").first();
  await expect(question).toBeVisible();
  await form.evaluate((element, his) => {
    const another: any = document.createElement("coplan-abuse-question");
    another.document = his;
    another.slot = "abuse-question";
    element.append(another);
  }, ready(ABUSE, BERT));
  await expect(form.locator("coplan-abuse-question").nth(1)).toBeHidden();
  await expect(question).toBeVisible();
  await expect.poll(async () => (await heard(page, "coplan-error")).map(({ code }) => code)).toEqual(["another_question"]);
});

test("F1: what is answered is not put aside for a related question that comes later", async ({ page }) => {
  const form = await host(page, ASSESSMENT, ready(ASSESSMENT, ADA));
  await show(form, inner);
  const question = form.locator("coplan-abuse-question");
  await question.getByRole("radio", { name: "Not asked" }).check();
  const { id } = await documentOf(question);
  await form.evaluate((element: any, hers) => (element.related = [hers]), ready(ABUSE, ADA));
  await call(question, "save");
  await expect.poll(() => isDirty(question)).toBe(false);
  await form.evaluate((element) => element.setAttribute("terms", "pcsp"));
  expect((await documentOf(question)).id).toBe(id);
});

test("A7: an abuse question that could not be saved when the person was left alone waits, and is saved later", async ({ page }) => {
  const form = await host(page, ASSESSMENT, ready(ASSESSMENT, ADA), { autosave: "1" });
  await show(form, inner);
  const question = form.locator("coplan-abuse-question");
  await answers(page, "refuses");
  await question.getByRole("radio", { name: "Not asked" }).check();
  const { id } = await documentOf(question);
  await form.evaluate((element) => element.setAttribute("mode", "self"));
  await expect.poll(async () => (await heard(page, "coplan-save-failed")).length + (await saves(page)).length).toBeGreaterThan(0);
  await expect(question).toHaveCount(1);
  await expect(question.getByRole("radio")).toHaveCount(0);
  await answers(page, "stores");
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await expect(question).toHaveCount(0);
  expect((await saves(page)).filter((save) => save.id === id).at(-1)!.document.answers.response).toBe("not_asked");
});

test("F1: who set what is related before the form was there hears that it is about another person", async ({ page }) => {
  await hostPage(page);
  await page.evaluate(async ([hers, his]) => {
    const element: any = document.createElement("coplan-care-plan");
    (window as any).host.listen(element);
    element.document = hers;
    element.related = [his];
    const ready = new Promise((done) => element.addEventListener("coplan-ready", done, { once: true }));
    document.querySelector("main")!.append(element);
    await ready;
  }, [ready(FORMS[2], ADA), ready(ABUSE, BERT)]);
  await expect.poll(async () => (await heard(page, "coplan-error")).map(({ code }) => code)).toEqual(["other_person"]);
});

test("B8: related, document and messages are read as JSON is read, whatever a framework has put round them", async ({ page }) => {
  const form = await host(page, { ...ASSESSMENT, section: undefined });
  await form.evaluate(
    (element: any, [his, question]) => {
      // As Vue and MobX do it: each object is a proxy, of which no copy can be made.
      const around = (value: any): any =>
        value && typeof value === "object" ? new Proxy(value, { get: (target, key, it) => around(Reflect.get(target, key, it)) }) : value;
      element.document = around(his);
      element.related = around([question]);
      element.messages = around({ save: "Keep" });
    },
    [ready(ASSESSMENT, BERT), ready(ABUSE, BERT)],
  );
  await expect(form.getByRole("button", { name: "Keep", exact: true }).first()).toBeVisible();
  expect([(await documentOf(form)).subject, (await documentOf(form.locator("coplan-abuse-question"))).id]).toEqual([BERT, "abuse_question-bert"]);
  expect(await form.evaluate((element: any) => element.related.length)).toBe(1);
});

// ---- A trap, and what was under way ----

test("F2: a trap during a save keeps the host's answer, and the next save goes on from it", async ({ page, said: console }) => {
  const form = await host(page, CARE, ready(CARE, ADA));
  await answers(page, "waits");
  await field(form, CARE).fill("First.");
  await call(form, "save");
  await expect.poll(() => waiting(page)).toBe(1);
  await trapNext(form);
  await form.evaluate((element: any) => (element.readonly = true));
  await expect.poll(() => form.evaluate((element: any) => element.before.isConnected)).toBe(false);
  await form.evaluate((element: any) => (element.readonly = false));
  await release(page);
  await expect.poll(() => settled(form)).toEqual([["resolved"]]);
  await answers(page, "stores");
  await field(form, CARE).fill("Second.");
  await call(form, "save");
  await expect.poll(() => settled(form)).toEqual([["resolved"], ["resolved"]]);
  expect((await saves(page)).map(({ document }) => [document.revision ?? null, document.answers[CARE.text]])).toEqual([
    [null, "First."],
    [1, "Second."],
  ]);
  console.length = 0;
});

test("F2: what was typed before a trap is kept, also where nothing may be typed by then", async ({ page, said: console }) => {
  const form = await host(page, CARE, ready(CARE, ADA), { autosave: "off" });
  await field(form, CARE).fill("Every letter.");
  await trapNext(form);
  await form.evaluate((element) => element.setAttribute("readonly", ""));
  await expect.poll(() => form.evaluate((element: any) => element.before.isConnected)).toBe(false);
  expect((await documentOf(form)).answers[CARE.text]).toBe("Every letter.");
  await form.evaluate((element) => element.removeAttribute("readonly"));
  await expect(field(form, CARE)).toHaveValue("Every letter.");
  console.length = 0;
});

for (const kind of FORMS) {
  test(`A1: ${kind.name}: a control that goes with Ada's document, caret in it, tells nothing to Bert's`, async ({ page, said: console }) => {
    const form = await host(page, kind, ready(kind, ADA), { autosave: "off" });
    for (let time = 0; time < 4; time += 1) {
      await put(form, ready(kind, ADA, { id: `ada-${time}` }));
      await show(form, kind);
      await field(form, kind).fill("Ada's words.");
      // Others on the page took everything away: focus and caret are given back with the next drawing.
      await form.evaluate((element) => element.shadowRoot!.querySelector("form")!.replaceChildren());
      await form.evaluate((element: any) => (element.messages = {}));
      await expect(field(form, kind)).toBeFocused();
      await put(form, ready(kind, BERT));
      await page.waitForTimeout(30);
      expect((await documentOf(form)).answers).toEqual(ready(kind, BERT).answers);
      expect(await isDirty(form)).toBe(false);
    }
    expect(await heard(page, "coplan-error")).toEqual([]);
    expect(console).toEqual([]);
  });
}
