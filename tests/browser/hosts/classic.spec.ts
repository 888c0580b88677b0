// The script that is no module: what it says where the forms cannot run, and what it takes from its own element. And pages that are
// one form. That forms are filled in there as anywhere, `hosts.spec.ts` has.

import { readFileSync } from "node:fs";

import { type Page, expect, test } from "@playwright/test";

import { visit } from "./host.js";

const OLD = /^This browser is too old for this form\. It needs Safari 16\.4, Chrome or Edge 111, Firefox 120, or a later one\.$/;
const WORDS = "This form did not open.";

/** What a page hears above its forms, from the beginning. */
const listening = (page: Page) =>
  page.addInitScript(() => {
    const heard: any[] = ((window as any).heard = []);
    document.addEventListener("coplan-error", ({ name, message, target }: any) => heard.push({ name, message, tag: target.localName }));
  });
const heard = (page: Page) => page.evaluate(() => (window as any).heard as any[]);

/** A page of the host's with this in it. */
async function open(page: Page, body: string, headers = {}) {
  await page.route("**/pages/none.html", (route) => route.fulfill({ contentType: "text/html", body: `<!doctype html>${body}`, headers }));
  await page.goto("/pages/none.html");
}

/** What browsers lacked before. The last is Internet Explorer. */
const LESS: Record<string, () => void> = {
  "copies of arrays, as Chrome 109": () => delete (Array.prototype as any).toSorted,
  "elements that take part in forms": () => delete (HTMLElement.prototype as any).attachInternals,
  "style sheets for shadow roots": () => delete (Document.prototype as any).adoptedStyleSheets,
  "modules and custom elements": () => {
    delete (HTMLScriptElement.prototype as any).noModule;
    for (const name of ["customElements", "trustedTypes"]) Object.defineProperty(window, name, { value: undefined });
    Object.defineProperty(document, "currentScript", { value: undefined });
    (window as any).Event = Object.assign(() => {}, { prototype: Event.prototype });
  },
};

for (const [what, less] of Object.entries(LESS)) {
  test(`a browser without ${what}: the page's words stay, and each form says why, also one that comes later`, async ({ page }) => {
    await listening(page);
    await page.addInitScript(less);
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.goto("/pages/classic.html");
    await expect(page).toHaveTitle(/^CoplanStartError: This browser is too old/);
    await expect(page.locator("coplan-abuse-question")).toHaveText(WORDS);
    // A form in which nothing stands says it on screen.
    await page.evaluate(() => document.body.appendChild(document.createElement("coplan-care-plan")));
    await expect(page.locator("coplan-care-plan")).toHaveText(OLD);
    const message = expect.stringMatching(OLD);
    expect(await heard(page)).toEqual(["coplan-abuse-question", "coplan-care-plan"].map((tag) => ({ name: "CoplanStartError", message, tag })));
    expect(asked).not.toContain("/coplan/coplan.js");
  });
}

test("a coplan.js that does not run is named on screen, and may be loaded again once it is mended", async ({ page }) => {
  await listening(page);
  for (const [body, why] of [["export const", /SyntaxError/], ["throw new TypeError('half of it')", /TypeError: half of it/]] as const) {
    await page.route("**/coplan/coplan.js*", (route) => route.fulfill({ contentType: "text/javascript", body }));
    await open(page, `<coplan-abuse-question>${WORDS}</coplan-abuse-question><script src="/coplan/coplan.classic.js"></script>`);
    const form = page.locator("coplan-abuse-question");
    await expect(form).toContainText(/coplan\.js did not run \(Uncaught .*\): put coplan\.js of the same release at/);
    await expect(form).toContainText(why);
    await expect(form).toContainText(WORDS);
    expect(await heard(page)).toHaveLength(1);
    // A browser runs what is at one address once.
    const load = (query: string) =>
      page.evaluate((query) => document.head.append(Object.assign(document.createElement("script"), { src: `/coplan/coplan.classic.js?${query}` })), query);
    await load("again");
    await expect.poll(async () => (await heard(page)).length).toBe(2);
    await expect(form.locator("p.coplan-told")).toHaveCount(1);
    await page.unroute("**/coplan/coplan.js*");
    await load("mended");
    await expect(form.locator(".coplan").first()).toBeVisible();
  }
});

test("a script that is not there, or is something else, is named on screen, and whoever hears of it too", async ({ page }) => {
  await listening(page);
  for (const answer of [{ status: 404 }, { contentType: "text/plain", body: "export {}" }, { contentType: "text/html", body: "<h1>Sign in</h1>" }]) {
    await page.route("**/coplan/coplan.js*", (route) => route.fulfill(answer));
    await open(page, `<coplan-care-plan><p>${WORDS}</p></coplan-care-plan><script src="/coplan/coplan.classic.js?v=2"></script>`);
    const form = page.locator("coplan-care-plan");
    await expect(form).toContainText(WORDS);
    await expect(form).toContainText(/For whoever looks after this page: coplan\.js could not be loaded from http:\S+\/coplan\/coplan\.js\?v=2\. Is it there/);
    expect((await heard(page)).map(({ name }) => name)).toEqual(["CoplanStartError"]);
    await page.unroute("**/coplan/coplan.js*");
  }
});

test("a policy by nonce, digests, and being there twice", async ({ page }) => {
  const { "coplan.classic.js": digest } = JSON.parse(readFileSync(new URL("../../../dist/integrity.json", import.meta.url), "utf8"));
  const tag = `<script src="/coplan/coplan.classic.js?v=2" nonce="abc" integrity="${digest}" async></script>`;
  const policy = { "Content-Security-Policy": "default-src 'none'; script-src 'nonce-abc' 'wasm-unsafe-eval'; connect-src 'self'" };
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname + new URL(request.url()).search));
  const shown = page.locator("coplan-care-plan .coplan").first();
  await open(page, `${tag}${tag}<coplan-care-plan></coplan-care-plan>`, policy);
  await expect(shown).toBeVisible();
  expect(asked.filter((path) => /coplan\.(js|wasm)/.test(path))).toEqual(["/coplan/coplan.js?v=2", "/coplan/coplan.wasm?v=2"]);
  // Its digest is that of both.
  await page.route("**/coplan/coplan.js*", async (route) => route.fulfill({ response: await route.fetch(), body: `${await (await route.fetch()).text()};` }));
  await page.reload();
  await expect(page.locator("coplan-care-plan")).toContainText("coplan.js could not be loaded from");
});

test("Trusted Types that allow no policy of ours: what to allow is said on screen", async ({ page }) => {
  const policy = { "Content-Security-Policy": "script-src 'self' 'wasm-unsafe-eval'; require-trusted-types-for 'script'; trusted-types 'none'" };
  await open(page, `<script src="/coplan/coplan.classic.js"></script><coplan-care-plan>${WORDS}</coplan-care-plan>`, policy);
  await expect(page.locator("coplan-care-plan")).toContainText("allow `trusted-types coplan`");
});

test("a script of another name does not know where coplan.js is, and says what to do", async ({ page }) => {
  const code = readFileSync(new URL("../../../dist/coplan.classic.js", import.meta.url), "utf8");
  await open(page, `<coplan-care-plan>${WORDS}</coplan-care-plan><script>${code}</script>`);
  await expect(page.locator("coplan-care-plan")).toContainText("give it a script element of its own");
});

/** Opens the page that is one form, where it stores in a place of this test's own. */
async function oneForm(page: Page, place: string) {
  const script = readFileSync(new URL("../../hosts/pages/webforms.js", import.meta.url), "utf8");
  const body = script.replace("/documents/webforms", place);
  await page.route("**/pages/webforms.js", (route) => route.fulfill({ contentType: "text/javascript", body }));
  await page.request.delete(place);
  return visit(page, "a page that is one form (WebForms, SharePoint)");
}

for (const [how, leave] of Object.entries({
  searching: (page: Page) => page.getByLabel("Find").press("Enter"),
  paging: (page: Page) => page.getByRole("link", { name: "Next page" }).click(),
})) {
  test(`a page that is one form: ${how} sends nothing of the form, and stores what was typed`, async ({ page }) => {
    const place = `/documents/webforms-${how}`;
    const form = await oneForm(page, place);
    await form.getByRole("radio", { name: "None stated" }).check();
    await form.locator("[id='asked_by.name']").fill("Sam Worker");
    // In a form of the page's own, this key would submit it.
    await form.locator("[id='asked_by.name']").press("Enter");
    expect(await form.evaluate((element: any) => element.dirty)).toBe(true);
    const [post] = await Promise.all([page.waitForRequest("**/webforms"), leave(page)]);
    const posted = [...new URLSearchParams(post.postData()!).keys()];
    expect(posted.filter((name) => !/^(__|ctl00)/.test(name))).toEqual([]);
    await expect.poll(async () => (await (await page.request.get(place)).json()).answers?.asked_by?.name).toBe("Sam Worker");
  });
}

test("arrays that a library makes text of stay arrays, and an `Event` of a polyfill can be answered", async ({ page }) => {
  const place = "/documents/webforms-lists";
  const form = await oneForm(page, place);
  await form.evaluate(async (element: any) => {
    element.document = { ...element.document, id: "lists", extra: [1, [2]], subject: { name: "Bert Example" }, answers: { response: "none_stated" } };
    await element.save();
  });
  expect((await (await page.request.get(place)).json()).extra).toEqual([1, [2]]);
});

test("a server that hands out no WebAssembly: where it was looked for is said on screen", async ({ page }) => {
  await listening(page);
  await open(page, `<script src="/iis/coplan/coplan.classic.js"></script><coplan-care-plan>${WORDS}</coplan-care-plan>`);
  await expect(page.locator("coplan-care-plan")).toContainText(/coplan\.wasm is not at http:\S+\/iis\/coplan\/coplan\.wasm: the server answers 404/);
  await expect(page.getByText(WORDS)).toBeVisible();
  expect((await heard(page)).map(({ name }) => name)).toEqual(["CoplanStartError"]);
});
