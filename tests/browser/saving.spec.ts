// When a host is asked to save, what the screen says of it meanwhile, and that completion holds for what was sent.

import { accessibility, at, documentOf, expect, put, test } from "./portal.js";
import {
  ABUSE, ADA, answers, call, CARE, field, FORMS, host, hostPage, isDirty, notice, ready, RELAPSE, release, said, saves, settled, show,
  waiting,
} from "./hosting.js";

for (const kind of FORMS) {
  const { name } = kind;
  const isQuestion = kind === ABUSE;

  test(`A2: ${name}: while it is being completed it says so, and a change is refused however it is made`, async ({ page }) => {
    const form = await host(page, kind, ready(kind, ADA), { autosave: "1" });
    await answers(page, "waits");
    await field(form, kind).fill("As it was completed.");
    await call(form, "complete");
    await expect.poll(() => waiting(page)).toBe(1);
    await expect.poll(() => said(form)).toBe("Completing…");
    const sent = (await saves(page))[0].document;
    await expect(field(form, kind)).toBeDisabled();
    // As a script has it: in a control that is enabled again, by the controls' own events, and by every choice on the page.
    await form.evaluate((element, text) => {
      const root = element.shadowRoot!;
      const area: any = root.getElementById(text);
      area.disabled = false;
      area.value = "Afterwards.";
      area.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
      area.dispatchEvent(new Event("change", { bubbles: true }));
      for (const choice of root.querySelectorAll<HTMLInputElement>("input:is([type=radio], [type=checkbox]):not(:checked)")) {
        choice.disabled = false;
        choice.click();
      }
      for (const button of root.querySelectorAll<HTMLButtonElement>("button")) {
        if (/^(add|remove):/.test(button.id)) button.disabled = false, button.click();
      }
    }, kind.text);
    await call(form, "save");
    expect((await documentOf(form)).answers).toEqual(sent.answers);
    await release(page);
    await expect.poll(() => said(form)).toMatch(/^Saved at|^Completing|^Saving/);
    await expect.poll(async () => (await settled(form))[0]).toEqual(["resolved"]);
    await page.waitForTimeout(1200);
    while (await waiting(page)) await release(page);
    await expect.poll(() => settled(form)).toEqual([["resolved"], ["resolved"]]);
    const now = await documentOf(form);
    expect([now.status, now.answers, (now as any).earlier ?? []]).toEqual(["complete", sent.answers, []]);
    expect(await isDirty(form)).toBe(false);
    for (const { document } of await saves(page)) expect([document.status, document.answers]).toEqual(["complete", sent.answers]);
  });

  test(`A2: ${name}: a completion that fails leaves everything open, as it was`, async ({ page }) => {
    const form = await host(page, kind, ready(kind, ADA), { autosave: "off" });
    await answers(page, "waits");
    await field(form, kind).fill("Words.");
    await call(form, "complete");
    await expect.poll(() => waiting(page)).toBe(1);
    await release(page, { ok: false, status: 500 });
    await expect.poll(() => settled(form)).toEqual([["CoplanSaveError status"]]);
    await expect(field(form, kind)).toBeEnabled();
    expect([(await documentOf(form)).status, await isDirty(form)]).toEqual(["draft", true]);
    await field(form, kind).fill("Other words.");
    await expect.poll(() => isDirty(form)).toBe(true);
  });

  test(`A2: ${name}: what is added to something finished is a draft beside it, until Complete makes it amended`, async ({ page }) => {
    const form = await host(page, kind, ready(kind, ADA), { autosave: "1" });
    await call(form, "complete");
    await expect.poll(() => settled(form)).toEqual([["resolved"]]);
    const finished = (await documentOf(form)).answers;
    await at(form, kind.again).click();
    if (isQuestion) await form.getByRole("radio", { name: "None stated" }).check();
    await show(form, kind);
    await field(form, kind).fill("It was put right.");
    // By itself, once or more often on a slow machine, and when the page is left.
    await expect.poll(async () => (await saves(page)).length).toBeGreaterThan(1);
    await expect.poll(() => isDirty(form)).toBe(false);
    await field(form, kind).fill("It was put right again.");
    await page.evaluate(() => dispatchEvent(new Event("pagehide")));
    const sent = (await saves(page)).slice(1);
    expect([...new Set(sent.map(({ reason }) => reason))]).toEqual(["autosave", "leaving"]);
    for (const { document } of sent) {
      expect(document.status).toBe("draft");
      if (isQuestion) expect(document.answers.history).toMatchObject([{ response: finished.response, asked_on: finished.asked_on }]);
      else expect(document.earlier).toMatchObject([{ answers: finished }]);
    }
    await expect.poll(() => isDirty(form)).toBe(false);
    // Not without what it needs.
    await call(form, "complete");
    await expect.poll(async () => (await settled(form))[1]?.[0]).toMatch(/^CoplanIncompleteError/);
    expect((await saves(page)).filter(({ reason }) => reason === "complete")).toHaveLength(1);
    if (isQuestion) {
      for (const [part, text] of Object.entries({ day: "3", month: "3", year: "2026" })) await form.locator(`[name="asked_on-${part}"]`).fill(text);
      await at(form, "asked_by.name").fill("Sam Worker");
      await at(form, "asked_by.role").check();
    } else {
      const problems: any[] = await form.evaluate((element: any) => element.problems);
      expect(problems.map(({ path }) => path)).toContain("amendment_reason");
      await form.evaluate((element: any) => element.reportValidity());
      await form.locator("#error-summary a").first().click();
      await form.locator('[name="amendment_reason"]').fill("It was wrong.");
    }
    await call(form, "complete");
    await expect.poll(async () => (await settled(form))[2]).toEqual(["resolved"]);
    const last = (await saves(page)).at(-1)!;
    expect([last.reason, last.document.status]).toEqual(["complete", "amended"]);
    expect(isQuestion ? last.document.answers.history.length : last.document.earlier.length).toBe(1);
  });

  test(`C3: ${name}: "Saved at" stands only while it is true, and nobody types for longer than 30 s unsaved`, async ({ page }) => {
    await page.clock.install();
    const form = await host(page, kind, ready(kind, ADA), { autosave: "10" });
    await field(form, kind).fill("Words.");
    await expect.poll(() => said(form)).toBe("Changes not saved yet");
    await call(form, "save");
    await expect.poll(() => said(form)).toMatch(/^Saved at/);
    await field(form, kind).fill("Words. More");
    await expect.poll(() => said(form)).toBe("Changes not saved yet");
    // A letter every few seconds, without a pause of ten.
    for (let letters = 0; letters < 8; letters += 1) {
      await field(form, kind).pressSequentially("x");
      await page.clock.runFor(4_000);
      expect(await said(form)).not.toBe("");
    }
    const asked = await saves(page);
    expect(asked.map(({ reason }) => reason)).toEqual(["save", "autosave"]);
    expect(asked[1].document.answers[kind.text]).toMatch(/^Words\. Morex+$/);
  });

  test(`A9: ${name}: a framework that sets the same document at every drawing changes nothing but the revision`, async ({ page }) => {
    const form = await host(page, kind, ready(kind, ADA), { autosave: "off" });
    const same = ready(kind, ADA);
    await form.evaluate((element: any, same) => {
      element.addEventListener("coplan-change", () => (element.document = structuredClone(same)));
      // And what was sent, with its new revision.
      element.addEventListener("coplan-saved", ({ revision }: any) => (element.document = { ...element.sent, revision }));
      document.addEventListener("coplan-save", (event: any) => (element.sent = event.document));
    }, same);
    await field(form, kind).fill("");
    await field(form, kind).pressSequentially("Every letter");
    await expect(field(form, kind)).toBeFocused();
    await expect(field(form, kind)).toHaveValue("Every letter");
    expect(await isDirty(form)).toBe(true);
    await answers(page, "waits");
    await call(form, "save");
    await field(form, kind).pressSequentially(", also meanwhile");
    await release(page, { revision: 4 });
    await expect.poll(() => settled(form)).toEqual([["resolved"]]);
    await expect(field(form, kind)).toHaveValue("Every letter, also meanwhile");
    await expect(field(form, kind)).toBeFocused();
    const now = await documentOf(form);
    expect([now.revision, now.answers[kind.text], await isDirty(form), await said(form)]).toEqual([4, "Every letter, also meanwhile", true, "Changes not saved yet"]);
    await expect(notice(form)).toHaveCount(0);
  });

  test(`A9: ${name}: another revision of what is being changed is a conflict: both can be read, and what is chosen holds`, async ({ page }) => {
    const form = await host(page, kind, ready(kind, ADA), { autosave: "off" });
    for (const [index, choice] of ["keep-mine", "use-theirs"].entries()) {
      const id = `${name}-${choice}`;
      await put(form, ready(kind, ADA, { id, revision: 1 }));
      await show(form, kind);
      await field(form, kind).fill("My words.");
      const theirs = ready(kind, ADA, { id, revision: 2 });
      theirs.answers[kind.text] = "Their words.";
      await put(form, theirs);
      await expect(notice(form)).toContainText("Someone else changed this");
      await expect(field(form, kind)).toHaveValue("My words.");
      expect([await isDirty(form), await said(form)]).toEqual([true, "Changes not saved yet"]);
      await at(form, "look").click();
      await expect(form.locator(".coplan-theirs")).toContainText("Their words.");
      if (!index) expect(await accessibility(page)).toEqual([]);
      await at(form, choice).click();
      await expect(notice(form)).toHaveCount(0);
      await expect(form.locator(".coplan-theirs")).toHaveCount(0);
      await call(form, "save");
      await expect.poll(async () => (await settled(form))[index]).toEqual(["resolved"]);
      const { document } = (await saves(page)).at(-1)!;
      expect([document.revision, document.answers[kind.text]]).toEqual([2, choice === "keep-mine" ? "My words." : "Their words."]);
      await expect.poll(() => said(form)).toMatch(/^Saved at/);
    }
  });

  test(`C2: ${name}: a save that failed is said wherever the person is, and not over what has the focus`, async ({ page }) => {
    await page.setViewportSize({ width: 820, height: 700 });
    const form = await host(page, kind, ready(kind, ADA), { autosave: "off" });
    await answers(page, "refuses");
    await field(form, kind).fill("Words.");
    await call(form, "save");
    await expect(notice(form)).toBeVisible();
    await expect(notice(form)).toHaveAttribute("role", "alert");
    for (const share of [0, 0.3, 0.7, 1]) {
      await page.evaluate((share) => scrollTo(0, share * (document.documentElement.scrollHeight - innerHeight)), share);
      await expect(notice(form), `at ${share}`).toBeInViewport({ ratio: 0.9 });
    }
    await page.evaluate(() => scrollTo(0, 0));
    const covered: string[] = [];
    for (let tabs = 0; tabs < 25; tabs += 1) {
      await page.keyboard.press("Tab");
      // What is seen of a key is in the next frame.
      const under = await form.evaluate(async (element) => {
        for (const _ of [1, 2]) await new Promise((done) => requestAnimationFrame(done));
        const held = element.shadowRoot!.activeElement;
        const edge = element.shadowRoot!.querySelector("#save-failed")!;
        if (!held || edge.contains(held)) return "";
        return held.getBoundingClientRect().top >= edge.getBoundingClientRect().top ? held.id : "";
      });
      if (under) covered.push(under);
    }
    expect(covered).toEqual([]);
    expect(await accessibility(page)).toEqual([]);
  });
}

test("F14: a draft that cannot be saved as it is says what is missing, and nothing else says that it was saved", async ({ page }) => {
  const { subject, ...nobody } = ready(RELAPSE, ADA);
  const form = await host(page, RELAPSE, { ...nobody, subject: {} }, { autosave: "off" });
  await at(form, "subject.name").fill("Ada Example");
  await form.getByRole("button", { name: "Save", exact: true }).click();
  await expect.poll(() => said(form)).toMatch(/^Saved at/);
  await at(form, "subject.name").fill("");
  await field(form, RELAPSE).fill("Words.");
  await form.getByRole("button", { name: "Save", exact: true }).click();
  await expect(form.locator("#error-summary")).toBeFocused();
  expect(await said(form)).toBe("Changes not saved yet");
  await expect(form.getByText(/^Saved at/)).toHaveCount(0);
  expect((await saves(page)).length).toBe(1);
});

test("C3: without autosave nothing is asked by itself, and the screen still says what is not saved", async ({ page }) => {
  await page.clock.install();
  const form = await host(page, CARE, ready(CARE, ADA), { autosave: "off" });
  await field(form, CARE).fill("Words.");
  await page.clock.runFor(600_000);
  expect(await saves(page)).toEqual([]);
  await expect.poll(() => said(form)).toBe("Changes not saved yet");
});

test("A6: a promise settles for an element that was never on the page, and for one that is gone", async ({ page }) => {
  await hostPage(page);
  const settled = await page.evaluate(async () => {
    const what = (promise: Promise<void>) =>
      Promise.race([promise.then(() => "resolved", (error) => error.name), new Promise((done) => setTimeout(() => done("never"), 1000))]);
    const told: any[] = [];
    for (const tag of ["coplan-abuse-question", "coplan-relapse-plan", "coplan-care-plan", "coplan-comprehensive-assessment"]) {
      const element: any = document.createElement(tag);
      told.push(await what(element.save()), await what(element.complete()));
      document.querySelector("main")!.append(element);
      const early = what(element.save());
      element.remove();
      told.push(await early, await what(element.save()));
    }
    return told;
  });
  expect(settled).toEqual(Array(16).fill("CoplanStartError"));
});
