// The ways out of a form besides its JSON, and what the package says of itself.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { asWritten, accessibility, documentOf, expect, fixture, type Form, open, put, test } from "./portal.js";

const golden = (name: string) => readFileSync(join(import.meta.dirname, "../text", `${name}.txt`), "utf8");
// The day of a save is the browser's, and that of the file is a server's.
const withoutSaving = (text: string) => text.replace(/\n[^\n]*\n$/, "");

for (const [form, name] of [
  ["care-plan", "reviewed"],
  ["comprehensive-assessment", "scenario"],
  ["relapse-plan", "amended"],
] as const) {
  test(`${form}: toText() is what coplan render --text writes`, async ({ page }) => {
    const element = await open(page, {}, form);
    const document = asWritten(form.replaceAll("-", "_"), name);
    await put(element, document);
    const text = await element.evaluate((element: Form) => element.toText());
    expect(withoutSaving(text)).toBe(withoutSaving(golden(`${form.replaceAll("-", "_")}-${name}`)));
    const whole = await element.evaluate((element: Form) => element.toText({ width: 0 }));
    expect(whole.split("\n").length).toBeLessThan(text.split("\n").length);
  });
}

test("a finished form is copied as text, and that is said and shown", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const form = await open(page, {}, "care-plan");
  await put(form, fixture("care_plan", "reviewed"));
  await form.getByRole("button", { name: "Copy as text" }).focus();
  await page.keyboard.press("Enter");
  await expect(form.locator(".coplan-told")).toHaveText("Copied as text");
  await expect(form.getByRole("status").getByText("Copied as text")).toBeAttached();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(await form.evaluate((element: Form) => element.toText()));
  expect(await accessibility(page)).toEqual([]);
});

test("where nothing can be copied, that is said and shown", async ({ page }) => {
  await page.addInitScript(() => (document.execCommand = () => false));
  const form = await open(page, {}, "care-plan");
  await put(form, fixture("care_plan", "reviewed"));
  await form.getByRole("button", { name: "Copy as text" }).click();
  const words = "This could not be copied. You can print it instead";
  await expect(form.getByRole("status").getByText(words)).toBeAttached();
  await expect(form.locator(".coplan-told")).toHaveText(words);
  await expect(form.locator(".coplan-told")).toBeVisible();
});

for (const [how, sandbox, reaches] of [
  ["no dialogs", "allow-scripts allow-same-origin", true],
  ["an origin of its own", "allow-scripts", false],
] as const) {
  test(`a frame that may not print (${how}): print() rejects by name, and the button says so on screen`, async ({ page, said }) => {
    await open(page, {}, "care-plan");
    const coplan = await page.locator('script[src$="/coplan.js"]').getAttribute("src");
    // An origin of its own may fetch nothing of the portal's: it has it from the page.
    await page.route("**/framed.html", (route) =>
      route.fulfill({
        contentType: "text/html",
        body: `<!doctype html><html lang="en-GB"><title>Framed</title><script type="module" src="${coplan}" crossorigin></script><coplan-care-plan></coplan-care-plan>`,
      }),
    );
    await page.route("**/coplan.*", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), "access-control-allow-origin": "*" } });
    });
    await page.route("**/around.html", (route) =>
      route.fulfill({ contentType: "text/html", body: `<!doctype html><html lang="en-GB"><title>Around</title><iframe title="Form" sandbox="${sandbox}" src="/framed.html"></iframe>` }),
    );
    await page.goto("/around.html");
    const form = page.frameLocator("iframe").locator("coplan-care-plan");
    await put(form, fixture("care_plan", "reviewed"));
    const rejected = await form.evaluate((element: Form) => element.print().catch(({ name, message }: any) => [name, message]));
    expect(rejected).toEqual(["CoplanPrintError", expect.stringContaining("allow-modals")]);
    await form.getByRole("button", { name: "Print" }).click();
    await expect(form.locator(".coplan-told")).toHaveText("This cannot be printed from here. You can copy it as text instead");
    await expect(form.locator(".coplan-paper")).toHaveCount(0);
    const ofTheBrowser = said.filter((line) => /allow-scripts and allow-same-origin for its sandbox/.test(line));
    ofTheBrowser.forEach((line) => said.splice(said.indexOf(line), 1));
    expect(reaches).toBe(await form.evaluate(() => window.origin !== "null"));
  });
}

test("changes() says what differs, also of a form that has left the page, and refuses another person", async ({ page }) => {
  const form = await open(page, {}, "care-plan");
  const before = fixture("care_plan", "reviewed");
  const now = structuredClone(before);
  now.answers.goals[0].own_words = "I want to sleep";
  await put(form, now);
  const found = await form.evaluate((element: Form, before) => element.changes(before), before);
  expect(found).toEqual([
    {
      path: "goals[0].own_words",
      label: "What the person wants to change or do, Goal 1",
      before: before.answers.goals[0].own_words,
      after: "I want to sleep",
    },
  ]);
  const refused = await form.evaluate(
    (element: Form, other) => {
      try {
        return element.changes(other);
      } catch (error: any) {
        return [error.name, error.code, error.path];
      }
    },
    { ...before, subject: { ref: "another", name: "Bert Example" } },
  );
  expect(refused).toEqual(["CoplanDocumentError", "other_person", "subject"]);
  const removed = await form.evaluate((element: Form, before) => (element.remove(), element.changes(before).length), before);
  expect(removed).toBe(1);
});

test("the next plan begins from the last, by whoever begins it on the day that the host says, and no form has to be there", async ({ page }) => {
  const form = await open(page, {}, "care-plan");
  const begun = (options: unknown) =>
    page.evaluate(
      async ([previous, options]) => {
        const { src } = document.querySelector<HTMLScriptElement>('script[src$="/coplan.js"]')!;
        const { startFrom } = await import(src);
        return startFrom(previous, options).catch(({ name, path, code }: any) => ({ name, path, code }));
      },
      [fixture("care_plan", "reviewed"), options] as const,
    );
  const next: any = await begun({ user: { name: "Sam Patel", role: "care_coordinator" }, today: "2027-11-23" });
  expect([next.status, next.answers.record_date, next.answers.completed_by.name]).toEqual(["draft", "2027-11-23", "Sam Patel"]);
  await put(form, next);
  await expect(form.getByText(/^From .* – not looked at yet$/).first()).toBeAttached();
  const problems = await form.evaluate((element: Form) => element.problems.filter(({ code }: any) => code === "carried").map(({ path }: any) => path));
  expect(problems).toContain("recovery_meaning");
  for (const today of ["tomorrow", "2027-13-01", 7]) {
    expect(await begun({ today })).toEqual({ name: "CoplanDocumentError", path: "today", code: "not_a_date" });
  }
  expect(await begun({ user: { role: "?" } })).toMatchObject({ name: "CoplanDocumentError", code: "user" });
});

test("each class says which version it is", async ({ page }) => {
  await open(page, {}, "care-plan");
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, "../../pkg-config/package.json"), "utf8"));
  const versions = await page.evaluate(() =>
    ["abuse-question", "care-plan", "comprehensive-assessment", "relapse-plan"].map(
      (form) => (customElements.get(`coplan-${form}`) as any).version,
    ),
  );
  expect(versions).toEqual([version, version, version, version]);
});

test("of what is restricted as a whole there is no copy for others, by any way out, and it says that it is", async ({ page }) => {
  for (const [name, folder, file] of [["abuse-question", "abuse_question", "yes"], ["care-plan", "care_plan", "reviewed"]] as const) {
    const form = await open(page, {}, name);
    await put(form, { ...fixture(folder, file), access: "restricted" });
    await expect(form.getByText("Restricted. Only people with a role that needs this can see it.").first()).toBeVisible();
    const said = await form.evaluate(async (element: any) => {
      const ways = [() => element.toText({ restricted: false }), () => element.toHTML({ restricted: false }), () => element.print({ restricted: false }),
        () => element.changes(element.document, { restricted: false })];
      const codes = [];
      for (const way of ways) codes.push(await (async () => way())().then(() => "given", (error) => `${error.name} ${error.code}`));
      return codes;
    });
    expect(said, name).toEqual(Array(4).fill("CoplanDocumentError restricted"));
    expect(await form.evaluate((element: Form) => element.toText())).toContain("Restricted. Only people");
  }
  const plan = await open(page, {}, "care-plan");
  await put(plan, fixture("care_plan", "reviewed"));
  const since = { ...fixture("care_plan", "reviewed"), access: "restricted" };
  const code = await plan.evaluate((element: any, since) => element.toText({ since, restricted: false }).then(() => "given", (error: any) => error.code), since);
  expect(code).toBe("restricted");
});
