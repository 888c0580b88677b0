// The ways out of a form besides its JSON, and what the package says of itself.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { accessibility, documentOf, expect, fixture, type Form, open, put, test } from "./portal.js";

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
    const document = fixture(form.replaceAll("-", "_"), name);
    await put(element, document);
    const text = await element.evaluate((element: Form) => element.toText());
    expect(withoutSaving(text)).toBe(withoutSaving(golden(`${form.replaceAll("-", "_")}-${name}`)));
    const whole = await element.evaluate((element: Form) => element.toText({ width: 0 }));
    expect(whole.split("\n").length).toBeLessThan(text.split("\n").length);
  });
}

test("a finished form is copied as text, and that is said", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const form = await open(page, {}, "care-plan");
  await put(form, fixture("care_plan", "reviewed"));
  await form.getByRole("button", { name: "Copy as text" }).focus();
  await page.keyboard.press("Enter");
  await expect(form.getByText("Copied as text")).toBeAttached();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(await form.evaluate((element: Form) => element.toText()));
  expect(await accessibility(page)).toEqual([]);
});

test("where nothing can be copied, that is said", async ({ page }) => {
  await page.addInitScript(() => (document.execCommand = () => false));
  const form = await open(page, {}, "care-plan");
  await put(form, fixture("care_plan", "reviewed"));
  await form.getByRole("button", { name: "Copy as text" }).click();
  await expect(form.getByText("This could not be copied. You can print it instead")).toBeAttached();
});

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

test.describe("a page of its own", () => {
  const dist = join(import.meta.dirname, "../../dist");
  const page = (script: string) => `<!doctype html><html lang="en-GB"><title>Host</title>
    <script>window.errors = []; document.addEventListener("coplan-error", (event) => errors.push(event.message));</script>
    <script type="module">${script}</script><coplan-care-plan></coplan-care-plan>`;
  const host = async (browser: any, script: string, wasm = readFileSync(join(dist, "coplan.wasm"))) => {
    const asked: string[] = [];
    await browser.route("**/*", (route: any) => {
      const { pathname, search } = new URL(route.request().url());
      asked.push(pathname + search);
      if (pathname.endsWith(".wasm")) return route.fulfill({ contentType: "application/wasm", body: wasm });
      if (pathname.endsWith(".js")) return route.fulfill({ contentType: "text/javascript", body: readFileSync(join(dist, "coplan.js")) });
      return route.fulfill({ contentType: "text/html", body: page(script) });
    });
    await browser.goto("http://127.0.0.1:9/app/");
    return asked;
  };

  test("config() says where the WebAssembly is, and comes too late once a form has begun", async ({ page }) => {
    const asked = await host(page, `import { config } from "/static/coplan.js"; window.config = config; config({ wasm: "files/other.wasm" });`);
    await expect(page.locator("coplan-care-plan").getByRole("heading", { name: "Care plan" })).toBeVisible();
    expect(asked.filter((path) => path.includes(".wasm"))).toEqual(["/app/files/other.wasm"]);
    expect(await page.evaluate(() => { try { (window as any).config({ wasm: "/x" }); } catch (error: any) { return error.message; } })).toMatch(/too late/);
  });

  test("a WebAssembly that was not there is asked for elsewhere once the page says where", async ({ page }) => {
    const asked = await host(page, `import { config } from "/static/coplan.js"; window.config = config; config({ wasm: "/missing.txt" });`);
    await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
    await page.evaluate(() => ((window as any).config({ wasm: "/here.wasm" }), (document.querySelector("coplan-care-plan") as any).start()));
    await expect(page.locator("coplan-care-plan").getByRole("heading", { name: "Care plan" })).toBeVisible();
    expect(asked.filter((path) => /missing|here/.test(path))).toEqual(["/missing.txt", "/here.wasm"]);
  });

  test("what the script was asked for, the WebAssembly is asked for too", async ({ page }) => {
    const asked = await host(page, `import "/static/coplan.js?v=2";`);
    await expect(page.locator("coplan-care-plan").getByRole("heading", { name: "Care plan" })).toBeVisible();
    expect(asked.filter((path) => path.includes(".wasm"))).toEqual(["/static/coplan.wasm?v=2"]);
  });

  test("a WebAssembly of another build is refused by name", async ({ page }) => {
    const built = readFileSync(join(dist, "coplan.wasm"));
    const build = /"build"?:"(\w+)"|build:"(\w+)"|="([0-9a-f]{16})"/.exec(readFileSync(join(dist, "coplan.js"), "utf8"));
    const known = Buffer.from((build![1] ?? build![2] ?? build![3])!);
    const at = built.indexOf(known);
    expect(at, "the WebAssembly says what it is").toBeGreaterThan(0);
    built.write(known.toString().replace(/./g, "0"), at);
    await host(page, `import "/static/coplan.js";`, built);
    await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
    const [message] = await page.evaluate(() => (window as any).errors);
    expect(message).toMatch(/different builds/);
  });
});
