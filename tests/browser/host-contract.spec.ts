// What host pages rely on: saving, failing, form association, recovery, and silence.

import { accessibility, answerNoneStated, documentOf, expect, type Form, keepPaper, open, test, trapNext } from "./portal.js";

/** A page of our own around the element: the portal's, with its listener taken over by the test's. */
async function host(page: any, answer: string) {
  const form = await open(page);
  await form.evaluate((element: any, answer: string) => {
    element.heard = [];
    for (const type of ["coplan-change", "coplan-saved", "coplan-save-failed", "coplan-error"]) {
      element.addEventListener(type, (event: any) => {
        element.heard.push([type, event.path ?? event.reason ?? event.name ?? event.revision]);
      });
    }
    element.answer = answer;
    element.parentElement.addEventListener(
      "coplan-save",
      (event: any) => {
        event.stopPropagation();
        element.saves = [...(element.saves ?? []), event.reason];
        element.heard.push(["coplan-save", event.reason]);
        const how: Record<string, () => void> = {
          rejects: () => event.respondWith(Promise.reject(new Error("no"))),
          silent: () => {},
          throws: () => {
            throw new Error("the host's own mistake");
          },
          never: () => event.respondWith(new Promise(() => {})),
          status: () => event.respondWith(Promise.resolve(new Response("", { status: 500 }))),
          conflict: () => event.respondWith(Promise.resolve(new Response("", { status: 412 }))),
          offline: () => event.respondWith(fetch("/api/documents/offline", { method: "PUT" })),
          object: () => event.respondWith(Promise.resolve({ revision: 7 })),
          nothing: () => event.respondWith(Promise.resolve()),
          slow: () => event.respondWith(new Promise((done) => (element.done = () => done({ revision: 1 })))),
        };
        how[element.answer]();
      },
      true,
    );
  }, answer);
  return form;
}

const heard = (form: any) => form.evaluate((element: any) => element.heard);

for (const [answer, reason] of [
  ["rejects", "rejected"],
  ["silent", "unanswered"],
  ["nothing", "unanswered"],
  ["throws", "unanswered"],
  ["status", "status"],
  ["conflict", "conflict"],
  ["offline", "rejected"],
] as const) {
  test(`a host that ${answer}: the answer stays, it is still dirty, and trying again works`, async ({ page, context, said }) => {
    const form = await host(page, answer);
    await answerNoneStated(form);
    const before = await documentOf(form);
    if (answer === "offline") await context.setOffline(true);
    await form.getByRole("button", { name: "Save", exact: true }).click();
    await expect(form.getByRole("heading", { name: "We could not save this" })).toBeVisible();
    expect(await heard(form)).toContainEqual(["coplan-save-failed", reason]);
    await expect(form.getByRole("radio", { name: "None stated" })).toBeChecked();
    expect(await form.evaluate((element: Form) => element.dirty)).toBe(true);
    expect((await documentOf(form)).answers).toEqual(before.answers);
    await context.setOffline(false);
    expect(await accessibility(page)).toEqual([]);
    await form.evaluate((element: any) => (element.answer = "object"));
    await form.getByRole("button", { name: "Try again" }).click();
    await expect(form.getByText(/^Saved at/)).toBeVisible();
    await expect(form.getByRole("heading", { name: "We could not save this" })).toHaveCount(0);
    expect(await form.evaluate((element: Form) => [element.dirty, element.document.revision])).toEqual([false, 7]);
    // The host's own mistake is the host's to see; a request that failed is the browser's.
    if (answer === "throws" || answer === "offline") said.length = 0;
  });
}

test("a host that never answers is waited for half a minute, and not longer", async ({ page }) => {
  await page.clock.install();
  const form = await host(page, "never");
  await answerNoneStated(form);
  await form.getByRole("button", { name: "Save", exact: true }).click();
  await expect(form.getByText("Saving…")).toBeVisible();
  await page.clock.runFor(29_000);
  await expect(form.getByText("Saving…")).toBeVisible();
  await page.clock.runFor(2_000);
  await expect(form.getByText("Saving took too long")).toBeVisible();
  expect(await heard(form)).toContainEqual(["coplan-save-failed", "timeout"]);
});

test("one save at a time: the next waits for the last", async ({ page }) => {
  const form = await host(page, "slow");
  await answerNoneStated(form);
  await form.evaluate((element: any) => {
    element.first = element.save();
    element.second = element.save();
  });
  await expect.poll(() => form.evaluate((element: any) => element.saves?.length)).toBe(1);
  await form.evaluate((element: any) => element.done());
  await expect.poll(() => form.evaluate((element: any) => element.saves.length)).toBe(2);
  await form.evaluate((element: any) => element.done());
  await form.evaluate((element: any) => Promise.all([element.first, element.second]));
  expect(await form.evaluate((element: Form) => element.dirty)).toBe(false);
});

test("what is typed while a save is under way is still dirty afterwards", async ({ page }) => {
  const form = await host(page, "slow");
  await answerNoneStated(form);
  await form.evaluate((element: any) => void element.save());
  await form.getByLabel("Note (optional)").fill("typed meanwhile");
  await form.evaluate((element: any) => element.done());
  await expect.poll(() => heard(form)).toContainEqual(["coplan-saved", 1]);
  await expect(form.getByText("Changes not saved yet")).toBeVisible();
  await expect(form.getByText(/^Saved at/)).toHaveCount(0);
  expect(await form.evaluate((element: Form) => element.dirty)).toBe(true);
});

test("a draft is saved by itself some seconds after the last change, and only then", async ({ page }) => {
  await page.clock.install();
  const form = await host(page, "object");
  await form.evaluate((element) => element.setAttribute("autosave", "5"));
  await form.getByRole("radio", { name: "Not asked" }).check();
  await page.clock.runFor(4_000);
  await form.getByRole("radio", { name: "Emergency contact" }).check();
  await page.clock.runFor(4_000);
  expect(await form.evaluate((element: any) => element.saves)).toBeUndefined();
  await page.clock.runFor(1_500);
  await expect.poll(() => form.evaluate((element: any) => element.saves)).toEqual(["autosave"]);
  // Longer than a timer of the browser's can wait is not at once.
  for (const [never, answer] of [["off", "Something else"], ["99999999", "Emergency contact"]]) {
    await form.evaluate((element, never) => element.setAttribute("autosave", never), never);
    await form.getByRole("radio", { name: answer }).check();
    await page.clock.runFor(60_000);
    expect(await form.evaluate((element: any) => element.saves), never).toEqual(["autosave"]);
  }
});

test("a change event says where, and never what", async ({ page }) => {
  const form = await host(page, "object");
  await form.getByRole("radio", { name: "None stated" }).check();
  await form.getByLabel("Name", { exact: true }).pressSequentially("Sam");
  const events = await heard(form);
  expect(events).toEqual([
    ["coplan-change", "response"],
    ["coplan-change", "asked_by.name"],
    ["coplan-change", "asked_by.name"],
    ["coplan-change", "asked_by.name"],
  ]);
});

test("the host's object is never touched, and a document comes back whole", async ({ page }) => {
  const form = await open(page);
  const sent = {
    form: "abuse_question", version: "1.3", id: "6f1e", revision: 2, status: "draft", access: "restricted", later: [1, { x: null }],
    subject: { name: "Ada", team: "North" }, signatures: [],
    answers: { response: "yes", later: { deep: true }, disclosure: { words: " a\n\nb ", more: 1.5 } },
  };
  const result = await form.evaluate((element: Form, sent) => {
    const frozen = (value: any): any => (Object.values(value ?? {}).forEach((inner) => typeof inner === "object" && frozen(inner)), Object.freeze(value));
    element.document = frozen(sent);
    return [element.document, element.document === element.document, element.dirty];
  }, sent);
  expect(result[0]).toMatchObject(sent);
  expect(result.slice(1)).toEqual([false, false]);
});

test("what is no document throws by name with its path, and what was on screen stays", async ({ page }) => {
  const form = await open(page);
  await answerNoneStated(form);
  const errors = await form.evaluate((element: any) => {
    const circle: any = { form: "abuse_question" };
    circle.answers = circle;
    let deep: any = "x";
    for (let level = 0; level < 400; level += 1) deep = [deep];
    const attempts = [
      null, 3, [], {}, { form: "relapse_plan_x" }, { form: "abuse_question", version: "2.0" },
      { form: "abuse_question", answers: { response: "no" } }, { form: "abuse_question", answers: { asked_on: "2026-02-30" } },
      { form: "abuse_question", later: deep }, circle,
    ];
    return attempts.map((attempt) => {
      try {
        element.document = attempt;
        return "opened";
      } catch (error: any) {
        return `${error.name} ${error.path ?? ""}`.trim();
      }
    });
  });
  expect(errors).toEqual([
    "CoplanDocumentError", "CoplanDocumentError", "CoplanDocumentError", "CoplanDocumentError form",
    "CoplanDocumentError form", "CoplanDocumentError version", "CoplanDocumentError answers.response",
    "CoplanDocumentError answers.asked_on", "CoplanDocumentError", "TypeError",
  ]);
  await expect(form.getByRole("radio", { name: "None stated" })).toBeChecked();
});

test("in a host form: its value, its validity, its reset, a disabled fieldset, and the browser's own restore", async ({ page }) => {
  const form = await open(page);
  await form.evaluate((element) => {
    const around = document.createElement("form");
    const fieldset = document.createElement("fieldset");
    element.setAttribute("name", "abuse");
    element.before(around);
    around.append(fieldset);
    fieldset.append(element);
  });
  await expect(form.locator("#response")).toBeVisible();
  const state = () =>
    form.evaluate((element: any) => {
      const data = new FormData(element.form);
      return { valid: element.form.checkValidity(), answers: JSON.parse(String(data.get("abuse"))).answers };
    });
  expect(await state()).toEqual({ valid: false, answers: {} });
  await answerNoneStated(form);
  await form.getByLabel("Note (optional)").focus();
  await expect.poll(async () => (await state()).valid).toBe(true);
  expect((await state()).answers).toMatchObject({ response: "none_stated", asked_on: "2026-03-03" });

  await form.evaluate((element: any) => (element.form.elements[0].disabled = true));
  await expect(form.locator("#response")).toBeDisabled();
  await form.evaluate((element: any) => (element.form.elements[0].disabled = false));
  await expect(form.locator("#response")).toBeEnabled();

  const saved = await documentOf(form);
  await form.evaluate((element: any) => element.form.reset());
  expect((await documentOf(form)).answers).toEqual({});
  await form.evaluate((element: any, state) => element.formStateRestoreCallback(state, "restore"), JSON.stringify(saved));
  await expect.poll(async () => (await documentOf(form)).answers).toEqual(saved.answers);

  await form.evaluate((element: Form) => element.reset());
  await form.evaluate((element: Form) => element.reportValidity());
  await expect(form.locator("#error-summary")).toBeFocused();
});

test("moved on the page, or taken off and put back, it keeps its answers", async ({ page }) => {
  const form = await open(page);
  await answerNoneStated(form);
  const before = await documentOf(form);
  await form.evaluate((element) => document.body.prepend(element));
  await expect(form.getByRole("radio", { name: "None stated" })).toBeChecked();
  await form.evaluate(async (element) => {
    element.remove();
    await new Promise((done) => setTimeout(done, 50));
    document.querySelector("main")!.append(element);
  });
  await expect(form.getByRole("radio", { name: "None stated" })).toBeChecked();
  // Taking it off the page offered what was not saved yet, and the portal kept it.
  await expect.poll(async () => (await documentOf(form)).revision).toBe(1);
  expect(await documentOf(form)).toEqual({ ...before, revision: 1, saved_at: expect.any(String) });
  expect(await form.evaluate((element: Form) => element.dirty)).toBe(false);
});

test("when the WebAssembly traps, the form comes back with what was typed", async ({ page, said }) => {
  const form = await host(page, "object");
  await answerNoneStated(form);
  await form.getByLabel("Note (optional)").fill("every  letter\n🙂");
  await trapNext(form);
  await form.locator("#response").check();
  await expect.poll(() => form.evaluate((element: any) => element.before.isConnected)).toBe(false);
  await expect(form.getByRole("radio", { name: "Yes", exact: true }).first()).toBeChecked();
  expect(await heard(form)).toContainEqual(["coplan-error", "CoplanTrapError"]);
  await form.getByRole("radio", { name: "None stated" }).check();
  await expect(form.getByLabel("Note (optional)")).toHaveValue("every  letter\n🙂");
  await expect(form.getByLabel("Name", { exact: true })).toHaveValue("Sam Worker");
  expect(await form.evaluate((element: Form) => element.dirty)).toBe(true);
  await form.getByRole("button", { name: "Complete" }).click();
  await expect(form.getByText(/^Saved at/)).toBeVisible();
  expect((await documentOf(form)).answers).toMatchObject({ response: "none_stated", declined_note: "every  letter\n🙂", asked_on: "2026-03-03" });
  // Yew names the call that failed; nobody's answer is in it.
  expect(said.join()).not.toMatch(/every|letter|Sam|none_stated|None stated/);
  said.length = 0;
});

test("without WebAssembly the page's own words are shown, and the host hears why", async ({ page, said }) => {
  await page.addInitScript(() => {
    (window as any).heard = [];
    addEventListener("coplan-error", (event: any) => (window as any).heard.push(event.name));
  });
  await page.route("**/coplan.wasm", (route) => route.abort());
  await page.goto("/abuse-question.html?person=demo-1");
  await expect(page.locator("coplan-abuse-question > *").first()).toBeVisible();
  await expect.poll(() => page.evaluate(() => (window as any).heard)).toEqual(["CoplanStartError"]);
  said.length = 0;
});

test("a policy that blocks WebAssembly gives the page's own words too", async ({ page, said }) => {
  await page.route("**/abuse-question.html*", async (route) => {
    const response = await route.fetch();
    const headers = response.headers();
    headers["content-security-policy"] = headers["content-security-policy"].replace(" 'wasm-unsafe-eval'", "");
    await route.fulfill({ response, headers });
  });
  await page.goto("/abuse-question.html?person=demo-1");
  await expect(page.locator("coplan-abuse-question > *").first()).toBeVisible();
  said.length = 0;
});

test("after it has loaded it asks no one for anything and keeps nothing", async ({ page, context }) => {
  const form = await open(page);
  await page.waitForLoadState("networkidle");
  const requests: string[] = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    // The page's own icon is fetched again when the page changes its address.
    if (!pathname.endsWith("/icon.svg")) requests.push(`${request.method()} ${pathname}`);
  });
  const title = await page.title();
  await answerNoneStated(form);
  await form.getByRole("button", { name: "Hide this" }).click();
  await form.getByRole("button", { name: "Show this again" }).click();
  expect(requests).toEqual([]);
  await form.getByRole("button", { name: "Complete" }).click();
  await expect(form.getByText(/^Saved at/)).toBeVisible();
  const { id } = await documentOf(form);
  expect(requests, "the host's own request").toEqual([`PUT /api/documents/${id}`]);
  const kept = await page.evaluate(async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length]);
  expect(kept).toEqual([0, 0, 0]);
  expect(await context.cookies()).toEqual([]);
  expect(await page.title()).toBe(title);
});

test("a host's own words and its own buttons", async ({ page }) => {
  const form = await open(page);
  await form.evaluate((element: any) => {
    element.messages = { "abuse_question.asked_on": "Date of asking", response: "Another question?", save: "Keep" };
    element.actions = "host";
  });
  await form.getByRole("radio", { name: "None stated" }).check();
  await expect(form.getByRole("group", { name: "Date of asking" })).toBeVisible();
  await expect(form.getByRole("group", { name: "Have you experienced" })).toBeVisible();
  await expect(form.getByRole("button", { name: "Complete" })).toHaveCount(0);
  const incomplete = await form.evaluate((element: Form) => element.complete().catch((error) => error.name));
  expect(incomplete).toBe("CoplanIncompleteError");
  await expect(form.locator("#error-summary")).toBeFocused();
});

test("read-only shows the document and no control", async ({ page }) => {
  const form = await open(page);
  await answerNoneStated(form);
  await form.evaluate((element: any) => (element.readonly = true));
  await expect(form.locator("input, textarea")).toHaveCount(0);
  await expect(form.getByText("3 March 2026")).toBeVisible();
  await expect(form.getByText("Sam Worker")).toBeVisible();
});

test("print draws the document and nothing else of the page", async ({ page }) => {
  const form = await open(page);
  await answerNoneStated(form);
  await keepPaper(page);
  const printed = await form.evaluate(async (element: Form) => {
    await element.print();
    const frame = element.shadowRoot!.querySelector("iframe")!;
    return [frame.contentDocument!.body.textContent, frame.contentDocument!.adoptedStyleSheets.length];
  });
  expect(printed[0]).toContain("None stated");
  expect(printed[0]).not.toContain("Demo portal");
  expect(printed[1]).toBe(1);
});

test("it looks right in a page whose root is 10px and whose styles reset everything", async ({ page }) => {
  const form = await open(page);
  const measure = () =>
    form.evaluate((element) => {
      const root = element.shadowRoot!;
      const size = (selector: string) => {
        const box = root.querySelector(selector)!.getBoundingClientRect();
        return [Math.round(box.width), Math.round(box.height)];
      };
      return [size(".nhsuk-button"), size(".nhsuk-radios__item"), getComputedStyle(root.querySelector(".nhsuk-label")!).fontSize];
    });
  await form.evaluate((element) => {
    const host = document.createElement("div");
    host.id = "host";
    element.before(host);
    host.append(element);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("#host { width: 600px !important; max-width: none !important }");
    document.adoptedStyleSheets = [sheet];
  });
  const before = await measure();
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      "html{font-size:62.5%!important} *{all:revert} button,label,input,legend,fieldset{font:700 8px serif!important;padding:0!important;border:9px solid red!important;letter-spacing:9px} body{font-size:1.6rem}",
    );
    document.adoptedStyleSheets.push(sheet);
  });
  expect(await measure()).toEqual(before);
});
