// The same form in every host: filled in, saved, opened again and completed gives the same document and the same picture.

import { readFileSync } from "node:fs";

import { type Page, expect, test } from "@playwright/test";

import { answerNoneStated } from "../portal.js";
import { APPS } from "../servers/apps.js";
import { fillSaveReloadComplete, HOSTS, inPlainPage, meanwhile, OTHERS, PLAIN, visit, withoutScript } from "./host.js";
import { picture, same } from "./pictures.js";

// Fonts that a host asks others for are not there in a test, and no concern of the form's.
test.beforeEach(({ page }) => page.route(/^https:\/\/assets\.nhs\.uk/, (route) => route.fulfill({ status: 204 })));

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");

test("in a plain page: filled in, saved, opened again and completed, it is what was answered", async ({ page }) => {
  expect(await inPlainPage(page)).toMatchObject({
    form: "abuse_question",
    status: "complete",
    subject: { name: "Example Person" },
    answers: { response: "none_stated", asked_on: "2026-03-03", asked_by: { name: "Sam Worker" } },
  });
});

for (const host of OTHERS) {
  test(`in ${host}: filled in, saved, opened again and completed, it is the same document`, async ({ page }) => {
    const inPlain = await inPlainPage(page);
    expect(await fillSaveReloadComplete(page, host)).toEqual(inPlain);
  });
}

/** Whatever other tests have stored, every page of this one begins anew. */
const anew = (page: Page, subject: object = { ref: "a-person", name: "Example Person" }) =>
  page.route("**/documents/*", (route) => route.fulfill({ json: { subject } }));

/** The form with an answer given and a problem shown. */
async function withProblem(page: Page, host: string) {
  await anew(page);
  const form = await visit(page, host);
  await form.getByRole("radio", { name: "None stated" }).check();
  await meanwhile(host, form);
  await form.getByRole("button", { name: "Complete", exact: true }).click();
  await expect(form.locator("#error-summary")).toBeVisible();
  return picture(form);
}

for (const host of OTHERS) {
  test(`in ${host}: the form looks as it does in a plain page`, async ({ page }, info) => {
    const inPlain = await withProblem(page, PLAIN);
    same(info, `plain for ${host}`, inPlain, await withProblem(page, host));
  });
}

for (const host of Object.keys(HOSTS)) {
  test(`in ${host}: the page's own things look as they do without the form`, async ({ page }) => {
    const keptAway = await withoutScript(page, HOSTS[host]);
    const without = await page.locator("#own").screenshot();
    await keptAway();
    await visit(page, host);
    expect((await page.locator("#own").screenshot()).equals(without)).toBe(true);
  });
}

test("a form of the server's own keeps a draft for the browser and posts the answers, with no script of the host's", async ({ page }) => {
  await page.goto("/pages/post.html");
  const form = page.locator("coplan-abuse-question");
  const posted = async () => (await page.request.get("/documents/post")).json();
  const sent = page.getByRole("heading", { name: "Sent" });
  await page.getByRole("button", { name: "Send" }).click();
  await form.locator("[id='subject.name']").fill("Example Person");
  // Not complete: the browser itself holds the form back, as it does for any control.
  expect(new URL(page.url()).pathname).toBe("/pages/post.html");
  await form.getByRole("radio", { name: "None stated" }).check();
  // At once: what was answered just now is sent too.
  await page.getByRole("button", { name: "Keep for later" }).click();
  await expect(sent).toBeVisible();
  expect(await posted()).toMatchObject({ status: "draft", answers: { response: "none_stated" } });
  // The browser gives back what was in the form, as it does for any control.
  await page.goBack();
  await expect(form.getByRole("radio", { name: "None stated" })).toBeChecked();
  await answerNoneStated(form);
  await page.getByRole("button", { name: "Send" }).click();
  await expect(sent).toBeVisible();
  const { subject, answers } = await inPlainPage(page);
  expect((await posted()).answers).toEqual(answers);
  expect((await posted()).subject.name).toEqual(subject.name);
});

test("a form of the server's own: both look as they do without the other", async ({ page }, info) => {
  const keptAway = await withoutScript(page, "/pages/post.html");
  const without = await page.locator("#own").screenshot();
  await keptAway();
  await anew(page, {});
  const pictures: Buffer[] = [];
  for (const path of ["/pages/plain.html", "/pages/post.html"]) {
    await page.goto(path);
    const form = page.locator("coplan-abuse-question");
    // As the page has it that the server posts.
    await form.evaluate((element: any) => (element.actions = "host"));
    await form.getByRole("radio", { name: "None stated" }).check();
    await form.evaluate((element: any) => element.reportValidity());
    await expect(form.locator("#error-summary")).toBeVisible();
    pictures.push(await picture(form));
  }
  same(info, "plain for a posted form", pictures[0], pictures[1]);
  expect((await page.locator("#own").screenshot()).equals(without)).toBe(true);
});

for (const host of [PLAIN, "React"]) {
  test(`in ${host}: a trap that nobody caught is known as the form's, whatever its file is called`, async ({ page }) => {
    await anew(page);
    const [module, form] = await Promise.all([page.waitForResponse(/\.wasm$/), visit(page, host)]);
    await form.getByRole("radio", { name: "None stated" }).check();
    /** What the browser says of code that had been planned for later. */
    const trap = (where: string) =>
      form.evaluate((element, where) => {
        const heard: string[] = [];
        element.addEventListener("coplan-error", (event: any) => heard.push(event.name));
        const error = Object.assign(new WebAssembly.RuntimeError("unreachable"), { stack: `RuntimeError: unreachable\n at ${where}:wasm-function[7]:0x2a` });
        window.dispatchEvent(new ErrorEvent("error", { error, cancelable: true }));
        return heard;
      }, where);
    expect(await trap(new URL("/coplan/other.wasm", module.url()).href)).toEqual([]);
    expect(await trap(module.url())).toEqual(["CoplanTrapError"]);
    await expect(form.getByRole("radio", { name: "None stated" })).toBeChecked();
  });
}

test("FHIR in a page, under a strict policy: the module is fetched when it is first asked", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await anew(page);
  await visit(page, PLAIN);
  expect(asked.filter((path) => /rules|fhir/.test(path))).toEqual([]);
  const document = JSON.parse(read("tests/fixtures/relapse_plan/whole.json"));
  const found = await page.evaluate(async (document) => {
    const fhir = await import("/coplan/fhir.js" as string);
    const bundle = await fhir.toFHIR(document);
    const { document: back, notTaken } = await fhir.fromFHIR(bundle);
    const { resourceType } = await fhir.questionnaire("care_plan");
    const refused = await fhir.fromFHIR({}).catch(({ name, code }: any) => [name, code]);
    return { kind: bundle.resourceType, back, notTaken, resourceType, refused };
  }, document);
  expect(found).toEqual({ kind: "Bundle", back: document, notTaken: [], resourceType: "Questionnaire", refused: ["CoplanFhirError", expect.any(String)] });
  expect(asked.filter((path) => path.endsWith("coplan-rules.wasm"))).toHaveLength(1);
});

test("words of the host's own, from a file beside the package", async ({ page }) => {
  await page.goto("/pages/locale.html");
  const form = page.locator("coplan-relapse-plan");
  await expect(form.locator(".coplan").first()).toHaveAttribute("lang", "en-GB");
  expect(await form.evaluate((element: any) => [element.document.locale, Object.keys(element.messages).length > 1000])).toEqual(["en-GB", true]);
  await form.evaluate((element: any) => (element.messages = { ...element.messages, locale: "en-XA", save: "Keep" }));
  await expect(form.getByRole("button", { name: "Keep", exact: true })).toBeVisible();
  expect(await form.evaluate((element: any) => element.document.locale)).toBe("en-XA");
});

test("a policy that allows no WebAssembly shows the host's own words, and says why by the name that the docs have", async ({ page }) => {
  await page.addInitScript(() => {
    document.addEventListener("coplan-error", (event: any) => ((window as any).heard = event.name), true);
  });
  await page.goto("/pages/closed.html");
  await expect(page.getByText("This form did not open.")).toBeVisible();
  await expect.poll(() => page.evaluate(() => (window as any).heard)).toBe("CoplanStartError");
  await expect(page.getByText("add 'wasm-unsafe-eval' to its script-src")).toBeVisible();
  expect(read("docs/hosts.md")).toContain("`coplan-error` says `CoplanStartError`");
});

test("the table of hosts has every host that is tested, and no other, with its version", () => {
  const { devDependencies } = JSON.parse(read("tests/hosts/package.json"));
  const [, yew] = read("Cargo.lock").match(/^name = "yew"\nversion = "(.*)"$/m)!;
  const versions: Record<string, string> = {
    "nhsuk-frontend": devDependencies["nhsuk-frontend"],
    Bootstrap: devDependencies.bootstrap,
    React: devDependencies.react,
    Vue: devDependencies.vue,
    Svelte: devDependencies.svelte,
    Angular: devDependencies["@angular/core"],
    Yew: yew,
    "an AMD loader (RequireJS)": devDependencies.requirejs,
    "a bundler (Vite)": devDependencies.vite,
  };
  // Those that a server renders have a stage of their own.
  for (const app of APPS) versions[app.name] = JSON.parse(read(`tests/servers/${app.folder}/package.json`)).devDependencies[app.package];
  // Three that are tested in a way of their own: React, Vue, Svelte and Angular are what the bundler builds.
  const own = ["a bundler (Vite)", "a form that the server posts", "all four forms on one page, and one twice"];
  const [hosts] = read("docs/hosts.md").split("\n## ");
  const rows = [...hosts.matchAll(/^\| (.+?) \| ([\d.–]+) \|/gm)].map(([, name, version]) => [name, version]);
  const tested = [...Object.keys(HOSTS), ...APPS.map(({ name }) => name), ...own].map((name) => [name, versions[name] ?? "–"]);
  expect(rows.sort()).toEqual(tested.sort());
});
