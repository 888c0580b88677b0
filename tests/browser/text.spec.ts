// What is typed, pasted or put into a control is what the document holds, however it got there and whatever is drawn meanwhile.

import { at, documentOf, expect, fixture, open, put, test, trapNext } from "./portal.js";

const PLAN = "relapse-plan";
const HALVES = ["\ud83d", "\ud83d\ude42"];

/** What is in a control after a keystroke of an input method: the value, and `input` unless it is silent. */
const fill = (form: any, id: string, value: string, ...events: string[]) =>
  form.evaluate(
    (element: any, [id, units, events]: any) => {
      const control = element.shadowRoot.getElementById(id);
      // By code units: half a pair does not survive the way here.
      control.value = String.fromCharCode(...units);
      for (const type of events) control.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
    },
    [id, [...Array(value.length).keys()].map((index) => value.charCodeAt(index)), events],
  );

const plan = async (page: any, mode = "staff", answers = {}) => {
  const form = await open(page, { mode }, PLAN);
  const { status, saved_at, completed_at, ...draft } = fixture("relapse_plan", "unfinished");
  await put(form, { ...draft, id: crypto.randomUUID(), answers: { ...draft.answers, ...answers } });
  return form;
};

/** Lets everything be drawn that is to be. */
const drawn = (form: any) => form.evaluate(() => new Promise((done) => setTimeout(done, 400)));

test("half of a character waits for its other half, through a drawing", async ({ page }) => {
  const form = await plan(page);
  await fill(form, "signs_me", HALVES[0]!, "input", "change");
  expect((await documentOf(form)).answers.signs_me).toBe("\ufffd");
  await form.evaluate((element: any) => (element.messages = { save: "Keep" }));
  await drawn(form);
  const length = () => at(form, "signs_me").evaluate((control: any) => [control.value.length, control.value.charCodeAt(0)]);
  expect(await length()).toEqual([1, 0xd83d]);
  await at(form, "signs_me").evaluate((control: any) => {
    control.value += "\ude42";
    control.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
  });
  expect((await documentOf(form)).answers.signs_me).toBe("🙂");
});

test("half of a character waits for its other half, through a trap", async ({ page }) => {
  const form = await plan(page);
  await fill(form, "signs_me", HALVES[0]!, "input");
  await trapNext(form);
  await form.evaluate((element: any) => (element.messages = { save: "Keep" }));
  await form.getByRole("button", { name: "Add another" }).first().click().catch(() => {});
  await expect.poll(() => form.evaluate((element: any) => element.before !== element.shadowRoot.querySelector(".coplan"))).toBe(true);
  await drawn(form);
  await at(form, "signs_me").evaluate((control: any) => {
    control.value += "\ude42";
    control.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
  });
  expect((await documentOf(form)).answers.signs_me).toBe("🙂");
});

test("half of a character waits for its other half, on another page and back", async ({ page }) => {
  const form = await plan(page, "together");
  await form.evaluate((element: any) => (element.autosave = "off"));
  while (!(await at(form, "signs_me").count())) await at(form, "continue").click();
  await fill(form, "signs_me", HALVES[0]!, "input");
  await at(form, "continue").click();
  await expect(at(form, "signs_me")).toHaveCount(0);
  await at(form, "back").click();
  await expect(at(form, "signs_me")).toBeVisible();
  await at(form, "signs_me").evaluate((control: any) => {
    control.value += "\ude42";
    control.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
  });
  expect((await documentOf(form)).answers.signs_me).toBe("🙂");
});

test("any character comes through, in both directions", async ({ page }) => {
  const form = await plan(page);
  const typed = "\u0000\u0001\t\u0085\u2028\u2029\ufeff\ufffd 🙂\u202e\u200b ";
  await fill(form, "signs_me", typed, "input");
  expect((await documentOf(form)).answers.signs_me).toBe(typed);
  await put(form, await documentOf(form));
  expect(await at(form, "signs_me").inputValue()).toBe(typed);
});

for (const events of [["change"], ["blur"], []]) {
  test(`text that arrives with ${events.join() || "no event at all"} is saved`, async ({ page }) => {
    const form = await plan(page);
    await at(form, "signs_me").focus();
    await fill(form, "signs_me", "dictated", ...(events[0] === "blur" ? [] : events));
    if (events[0] === "blur") await at(form, "signs_family").focus();
    await fill(form, "completed_by.name", "Filled In", ...(events[0] === "blur" ? [] : events));
    await form.evaluate((element: any) => {
      element.autosave = "off";
      element.addEventListener("coplan-save", (event: any) => {
        event.stopImmediatePropagation();
        (window as any).sent = event.document;
        event.respondWith({ ok: true, revision: 2 });
      }, { capture: true });
    });
    await at(form, "save").click();
    await expect(form.getByText(/^Saved at/)).toBeVisible();
    const sent = await page.evaluate(() => (window as any).sent);
    expect([sent.answers.signs_me, sent.answers.completed_by.name]).toEqual(["dictated", "Filled In"]);
    expect(await form.evaluate((element: any) => element.dirty)).toBe(false);
    await expect(at(form, "signs_me")).toHaveValue("dictated");
  });
}

test("silent text is heard before validity is asked for and before a page is turned", async ({ page }) => {
  const form = await plan(page, "together");
  await form.evaluate((element: any) => (element.autosave = "off"));
  while (!(await at(form, "signs_me").count())) await at(form, "continue").click();
  await fill(form, "signs_me", "one");
  await form.evaluate((element: any) => element.checkValidity());
  expect((await documentOf(form)).answers.signs_me).toBe("one");
  await fill(form, "signs_me", "two");
  await at(form, "continue").click();
  expect((await documentOf(form)).answers.signs_me).toBe("two");
});

test("what a control cannot show is no edit, and stays when a letter is typed beside it", async ({ page }) => {
  const form = await plan(page, "staff", { signs_me: "one\r\ntwo\rthree", completed_by: { name: "Sam\r\nWorker" } });
  await at(form, "signs_me").focus();
  await at(form, "completed_by.name").focus();
  await form.evaluate((element: any) => element.checkValidity());
  expect(await form.evaluate((element: any) => element.dirty)).toBe(false);
  await expect(at(form, "completed_by.name")).toHaveValue("Sam\nWorker");
  await at(form, "signs_me").focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("!");
  await at(form, "completed_by.name").focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("s");
  const { answers } = await documentOf(form);
  expect([answers.signs_me, answers.completed_by.name]).toEqual(["one\r\ntwo\rthree!", "Sam\r\nWorkers"]);
});

test("a whole date that is pasted into one box is in three once it is left, and in the document at once", async ({ page }) => {
  const form = await plan(page);
  const group = form.getByRole("group", { name: "Look at this again on" });
  await group.getByLabel("Day").fill("\u00a027/03/2027\u200f");
  const { answers, entered } = await documentOf(form);
  expect([answers.review_on, entered?.review_on]).toEqual(["2027-03-27", undefined]);
  await page.keyboard.press("Tab");
  for (const [label, value] of [["Day", "27"], ["Month", "3"], ["Year", "2027"]] as const) {
    await expect(group.getByLabel(label)).toHaveValue(value);
  }
});

test("month names are known in NFC and NFD, by the browser's own tables", async ({ page }) => {
  const form = await plan(page);
  await form.evaluate((element: any) => {
    const months = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre";
    element.messages = { "date_input.months": months };
  });
  const group = form.getByRole("group", { name: "Look at this again on" });
  await group.getByLabel("Day").fill("２７");
  await group.getByLabel("Year").fill("٢٠٢٧");
  for (const month of ["FÉVRIER", "fe\u0301vrier", "Févr."]) {
    await group.getByLabel("Month").fill(month);
    expect((await documentOf(form)).answers.review_on, month).toBe("2027-02-27");
    await group.getByLabel("Month").fill("");
  }
});

test("only the box that is wrong is marked, and the sentence names it", async ({ page }) => {
  const form = await plan(page);
  const group = form.getByRole("group", { name: "Look at this again on" });
  for (const [label, typed] of [["Day", "27"], ["Month", "3"], ["Year", "27"]] as const) await group.getByLabel(label).fill(typed);
  await form.evaluate((element: any) => element.reportValidity());
  await expect(form.getByRole("link", { name: /^The date to look at this again: Which year is it\?/ })).toBeVisible();
  await expect(group.getByLabel("Day")).not.toHaveClass(/--error/);
  await expect(group.getByLabel("Year")).toHaveClass(/--error/);
  const problem = await form.evaluate((element: any) => element.problems.find(({ path }: any) => path === "review_on"));
  expect([problem.code, problem.params]).toEqual(["not_a_real_date", { wrong: "year_two_numbers" }]);
});

test("a name that would turn the line leaves the sentence after it as it is", async ({ page }) => {
  const form = await open(page, { mode: "staff" }, PLAN);
  const document = fixture("relapse_plan", "amended");
  const name = "\u202eمحمد-Ada";
  document.signatures[0].name = name;
  await put(form, { ...document, id: crypto.randomUUID() });
  const signed = form.locator(".coplan-signed p").filter({ has: page.locator("bdi") }).first();
  await expect(signed.locator("bdi").first()).toHaveText(name);
  // Where the words after the name begin: to the right of it.
  const [bdi, after] = await signed.evaluate((line: any) => {
    const range = line.ownerDocument.createRange();
    const bdi = line.querySelector("bdi");
    range.selectNodeContents(bdi.nextSibling);
    return [bdi.getBoundingClientRect().right, range.getClientRects()[0].left];
  });
  expect(after).toBeGreaterThanOrEqual(bdi - 1);
  const html = await form.evaluate((element: any) => element.toHTML());
  expect(html).toContain(`<bdi>${name}</bdi>`);
});

for (const [timezoneId, day] of [["Europe/London", "1 July 2026"], ["America/Los_Angeles", "30 June 2026"]] as const) {
  test.describe(timezoneId, () => {
    test.use({ timezoneId });
    test(`what was saved at half past eleven in UTC was saved on ${day}`, async ({ page }) => {
      const form = await open(page, { mode: "staff" }, PLAN);
      await put(form, { ...fixture("relapse_plan", "amended"), saved_at: "2026-06-30T23:30:00Z" });
      expect(await form.evaluate((element: any) => element.toHTML())).toContain(`Saved on ${day}`);
    });
  });
}
