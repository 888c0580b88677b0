// The same form in every host: filled in, saved, opened again and completed gives the same document and the same picture.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

import { type Locator, type Page, expect, test } from "@playwright/test";

import { answerNoneStated, numbered } from "../portal.js";

const HOSTS: Record<string, string> = {
  // Each worker of the tests has one of its own.
  plain: `/pages/plain.html?host=plain-${process.env.TEST_PARALLEL_INDEX}`,
  nhsuk: "/pages/nhsuk.html",
  bootstrap: "/pages/bootstrap.html",
  old: "/pages/old.html",
  prefix: "/pages/prefix.html",
  other: "/pages/other.html",
  frame: "/pages/frame.html",
  react: "/trust/apps/apps/react.html",
  vue: "/trust/apps/apps/vue.html",
  svelte: "/trust/apps/apps/svelte.html",
  angular: "/trust/apps/apps/angular.html",
};

// Fonts that a host asks others for are not there in a test, and no concern of the form's.
test.beforeEach(({ page }) => page.route(/^https:\/\/assets\.nhs\.uk/, (route) => route.fulfill({ status: 204 })));

/** Opens a host's page and gives its form. */
async function visit(page: Page, host: string): Promise<Locator> {
  await page.goto(HOSTS[host]);
  const form = (host === "frame" ? page.frameLocator("iframe") : page).locator("coplan-abuse-question");
  await expect(form.locator(".coplan")).toBeVisible();
  await expect(form.locator(".coplan-subject, h1, h2").first()).toBeVisible();
  return form;
}

const address = (host: string) => `/documents/${new URL(HOSTS[host], "http://host").searchParams.get("host") ?? host}`;
const kept = async (page: Page, host: string) => (await page.request.get(address(host))).json();

/** What is the same wherever it was filled in. */
const content = ({ form, version, status, access, subject, answers }: any) =>
  numbered({ form, version, status, access, subject, answers });

async function fillSaveReloadComplete(page: Page, host: string) {
  await page.request.delete(address(host));
  let form = await visit(page, host);
  await answerNoneStated(form);
  await form.getByRole("button", { name: "Save", exact: true }).click();
  await expect(form.getByText(/^Saved/)).toBeVisible();
  expect((await kept(page, host)).status).toBe("draft");
  form = await visit(page, host);
  await expect(form.getByRole("radio", { name: "None stated" })).toBeChecked();
  await form.getByRole("button", { name: "Complete", exact: true }).click();
  const confirm = form.locator('[id="confirm"]');
  if (await confirm.isVisible()) await confirm.click();
  await expect.poll(async () => (await kept(page, host)).status).toBe("complete");
  return content(await kept(page, host));
}

let plain: unknown;
async function expected(page: Page) {
  plain ??= await fillSaveReloadComplete(page, "plain");
  return plain;
}

for (const host of Object.keys(HOSTS).filter((host) => host !== "plain")) {
  test(`in ${host}: filled in, saved, opened again and completed, it is the same document`, async ({ page }) => {
    const inPlain = await expected(page);
    expect(await fillSaveReloadComplete(page, host)).toEqual(inPlain);
  });
}

/** The form as it looks with an answer given, a problem shown and no caret. */
async function picture(page: Page, host: string) {
  await page.route("**/documents/*", (route) =>
    route.fulfill({ json: { subject: { ref: "a-person", name: "Example Person" } } }),
  );
  const form = await visit(page, host);
  await form.getByRole("radio", { name: "None stated" }).check();
  await form.getByRole("button", { name: "Complete", exact: true }).click();
  await expect(form.locator("#error-summary")).toBeVisible();
  return form.screenshot({ animations: "disabled", caret: "hide" });
}

for (const host of Object.keys(HOSTS).filter((host) => host !== "plain")) {
  test(`in ${host}: the form looks as it does in a plain page`, async ({ page }, info) => {
    const [inPlain, inHost] = [await picture(page, "plain"), await picture(page, host)];
    const wanted = `plain-for-${host}.png`;
    mkdirSync(dirname(info.snapshotPath(wanted)), { recursive: true });
    writeFileSync(info.snapshotPath(wanted), inPlain);
    // A letter's edge may fall differently on a tile of the screen; a rule that leaks in changes thousands.
    expect(inHost).toMatchSnapshot(wanted, { maxDiffPixels: 100 });
  });
}

for (const host of ["plain", "nhsuk", "bootstrap"]) {
  test(`in ${host}: the page's own things look as they do without the form`, async ({ page }) => {
    await page.route("**/coplan.js", (route) => route.abort());
    await page.goto(HOSTS[host]);
    const without = await page.locator("#own").screenshot();
    await page.unroute("**/coplan.js");
    await visit(page, host);
    expect((await page.locator("#own").screenshot()).equals(without)).toBe(true);
  });
}

test("a form of the server's own posts the answers with no script of the host's", async ({ page }) => {
  await page.goto("/pages/post.html");
  const form = page.locator("coplan-abuse-question");
  await page.getByRole("button", { name: "Send" }).click();
  await form.locator("[id='subject.name']").fill("Example Person");
  // Not complete: the browser itself holds the form back, as it does for any control.
  expect(new URL(page.url()).pathname).toBe("/pages/post.html");
  await answerNoneStated(form);
  // The form hears of it a moment after the last key.
  await expect.poll(() => form.evaluate((element: any) => element.validity.valid)).toBe(true);
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("heading", { name: "Sent" })).toBeVisible();
  const posted = await (await page.request.get("/documents/post")).json();
  expect(posted.answers).toEqual((await expectedAnswers(page)).answers);
});

const expectedAnswers = async (page: Page) => (await expected(page)) as { answers: unknown };

test("all four forms on one page, and one of them twice: the module is loaded once, and nothing is shared", async ({ page }) => {
  const loaded: string[] = [];
  page.on("request", (request) => loaded.push(new URL(request.url()).pathname));
  await page.goto("/pages/all.html");
  for (const id of ["one", "two", "question", "assessment", "plan"]) {
    await expect(page.locator(`#${id} .coplan`).first()).toBeAttached();
  }
  expect(loaded.filter((path) => path.endsWith(".wasm"))).toHaveLength(1);
  await page.locator("#one").locator('[id="when_unwell"]').fill("only here");
  const held = await page.evaluate(() => [...document.querySelectorAll("body > *")].map((form: any) => JSON.stringify(form.document)));
  expect(held.filter((document) => document?.includes("only here"))).toHaveLength(1);
});

test("made by a script, moved on the page, taken off and put back, it keeps its answers", async ({ page }) => {
  await page.goto("/pages/plain.html?host=moved");
  await expect(page.locator("coplan-abuse-question .coplan")).toBeVisible();
  await page.evaluate(() => {
    document.querySelector("coplan-abuse-question")!.remove();
    const made = Object.assign(document.createElement("coplan-abuse-question"), { id: "made", mode: "staff" });
    document.querySelector("#stage")!.append(made);
  });
  const form = page.locator("#made");
  await answerNoneStated(form);
  const before = await form.evaluate((element: any) => element.document.answers);
  for (const move of ["before", "after"]) {
    await form.evaluate((element: any, move) => document.querySelector("#own")![move as "before"](element), move);
    expect(await form.evaluate((element: any) => element.document.answers)).toEqual(before);
  }
  await form.evaluate(async (element: any) => {
    element.remove();
    await new Promise((done) => setTimeout(done, 50));
    document.querySelector("#stage")!.append(element);
  });
  await expect(form.getByRole("radio", { name: "None stated" })).toBeChecked();
  expect(await form.evaluate((element: any) => element.document.answers)).toEqual(before);
});

test("a policy that allows no WebAssembly shows the host's own words, and says why by name", async ({ page }) => {
  await page.addInitScript(() => {
    document.addEventListener("coplan-error", (event: any) => ((window as any).heard = event.name), true);
  });
  await page.goto("/pages/closed.html");
  await expect(page.getByText("This form needs a newer browser.")).toBeVisible();
  await expect.poll(() => page.evaluate(() => (window as any).heard)).toBe("CoplanStartError");
});

test("the table of hosts names the versions that are tested", () => {
  const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");
  const { devDependencies } = JSON.parse(read("tests/hosts/package.json"));
  const table = read("docs/hosts.md");
  for (const name of ["nhsuk-frontend", "bootstrap", "react", "vue", "svelte", "@angular/core", "vite"]) {
    expect(table, name).toContain(`| ${devDependencies[name]} |`);
  }
});
