// A penetration test of our own, of the elements in a page: what stands in documents, words, policies and the page itself, without the
// Content-Security-Policy that would hide what gets through. docs/assurance/penetration-test.md has what was seen.

import { readFileSync } from "node:fs";

import { expect, fixture, test } from "./portal.js";

test.use({ bypassCSP: true });

const PAYLOADS = [
  "<script>hit()</script>", "<img src=x onerror=hit()>", "\"><svg onload=hit()>", "' autofocus onfocus=hit() x='", "javascript:hit()", "</textarea><script>hit()</script>",
  "</style><img src=x onerror=hit()>", "${hit()}", "{{hit()}}", "<!--", "]]><script>hit()</script>", "&lt;img src=x onerror=hit()&gt;", "<a href=javascript:hit()>x</a>", "data:text/html,<script>hit()</script>",
  "url(http://evil.example/x)", "@import 'http://evil.example/x'", "\u2028hit()\u2029", "<coplan-care-plan document='{}'></coplan-care-plan>", "<slot name=crisis></slot>", "expression(hit())",
];
/** What only a payload makes. */
const MADE = "script, img, iframe, object, embed, link, coplan-care-plan, [onerror], [onload], [onfocus], a[href^='javascript'], a[href^='data']";
const FORMS: [string, string][] = [["abuse_question", "yes"], ["care_plan", "reviewed"], ["comprehensive_assessment", "scenario"], ["relapse_plan", "amended"]];

/** Puts a payload into every text that somebody could have typed; codes, dates and ids stay, or the document would not open. */
const poisoned = (value: any, next: () => string, key = ""): any => {
  if (Array.isArray(value)) return value.map((one) => poisoned(one, next, key));
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, ["digest", "drawing"].includes(name) ? one : poisoned(one, next, name)]));
  return typeof value === "string" && /\s/.test(value) && !["version", "locale"].includes(key) ? `${value} ${next()}` : value;
};

for (const [form, example] of FORMS) {
  test(`attack: markup and script in every text of a document are text, on screen, on paper and read: ${form}`, async ({ page }) => {
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    page.on("dialog", (dialog) => asked.push(dialog.message()) && void dialog.dismiss());
    await page.goto(`/gallery.html?form=${form}`);
    const element = page.locator(`coplan-${form.replaceAll("_", "-")}`);
    await expect(element.locator(".coplan").first()).toBeAttached();
    await page.evaluate(() => Object.assign(window, { hits: 0, hit: () => ((window as any).hits += 1) }));
    let at = 0;
    const document: any = poisoned(fixture(form, example), () => PAYLOADS[at++ % PAYLOADS.length]!);
    for (const mode of ["staff", "together", "self"]) {
      for (const status of [document.status, "draft"]) {
        await element.evaluate((one: any, [mode, document]: any) => ((one.mode = mode), (one.document = document)), [mode, { ...document, status }]);
        await expect(element.locator(".coplan").first()).toBeAttached();
        // Read as a browser reads it: what is escaped inside a style or an attribute is no element.
        const onPaper = await element.evaluate(async (one: any, selector) => {
          const papers: string[] = [await one.toHTML()];
          if (one.document.access === "normal") papers.push(await one.toHTML({ restricted: false }));
          return papers.flatMap((text) => [...new DOMParser().parseFromString(text, "text/html").querySelectorAll(selector)].map(({ outerHTML }) => outerHTML));
        }, MADE);
        expect(onPaper, `${mode} ${status}`).toEqual([]);
        const made = await element.evaluate((one: any, selector) => one.shadowRoot.querySelectorAll(selector).length, MADE);
        expect(made, `${mode} ${status}`).toBe(0);
      }
    }
    expect(at, "payloads were put in").toBeGreaterThan(form === "abuse_question" ? 2 : 15);
    expect(await page.evaluate(() => (window as any).hits)).toBe(0);
    expect(asked.filter((address) => !address.startsWith(new URL(page.url()).origin))).toEqual([]);
  });
}

test("attack: markup and script in words, a policy, the user and related documents are text", async ({ page }) => {
  await page.goto("/gallery.html?form=relapse_plan");
  const element = page.locator("coplan-relapse-plan");
  await expect(element.locator(".coplan").first()).toBeAttached();
  await page.evaluate(() => Object.assign(window, { hits: 0, hit: () => ((window as any).hits += 1) }));
  const english: Record<string, string> = JSON.parse(readFileSync(new URL("../../dist/messages/en-GB.json", import.meta.url), "utf8"));
  const messages = Object.fromEntries(Object.entries(english).map(([key, words], at) => [key, `${words} ${PAYLOADS[at % PAYLOADS.length]}`]));
  const related: any = poisoned(fixture("relapse_plan", "whole"), () => PAYLOADS[1]!);
  for (const mode of ["staff", "self"]) {
    await element.evaluate((one: any, [mode, messages, related, evil]: any) => {
      one.mode = mode;
      one.messages = { ...messages, locale: "en-XA" };
      one.user = { name: evil };
      one.related = [related];
      one.policy = { id: "evil", version: "1", questions: [{ id: "local.evil", after: "record_date", kind: "code", options: { yes: evil, no: `${evil} no` }, label: evil, hint: evil }] };
    }, [mode, messages, related, PAYLOADS[1]]);
    await expect(element.locator(".coplan").first()).toBeAttached();
    const made = await element.evaluate((one: any) => one.shadowRoot.querySelectorAll("script, img, iframe, [onerror], [onload], [onfocus]").length);
    expect(made, mode).toBe(0);
  }
  expect(await page.evaluate(() => (window as any).hits)).toBe(0);
});

test("attack: names that the page clobbers, a polluted prototype and messages from other windows change nothing", async ({ page }) => {
  await page.goto("/gallery.html?form=abuse_question");
  const element = page.locator("coplan-abuse-question");
  await expect(element.locator(".coplan").first()).toBeAttached();
  const before = await element.evaluate((one: any) => JSON.stringify(one.document));
  await page.evaluate(() => {
    for (const name of ["document", "config", "coplan", "form", "body"]) {
      const trap = window.document.createElement("a");
      trap.id = name;
      trap.setAttribute("name", name);
      trap.href = "https://evil.example/";
      window.document.body.append(trap);
    }
    Object.defineProperty(Object.prototype, "status", { value: "complete", configurable: true, writable: true });
    Object.defineProperty(Object.prototype, "restricted", { value: false, configurable: true, writable: true });
    for (const data of [{ type: "coplan-save" }, "save", { document: {} }]) window.postMessage(data, "*");
    window.dispatchEvent(new StorageEvent("storage", { key: "coplan", newValue: "{}" }));
  });
  const after = await element.evaluate((one: any) => [JSON.stringify(one.document), one.dirty]);
  expect(after).toEqual([before, false]);
  const paper: string = await element.evaluate((one: any) => one.toHTML());
  expect(paper).toContain("<main");
  await page.evaluate(() => {
    delete (Object.prototype as any).status;
    delete (Object.prototype as any).restricted;
  });
  expect(await element.evaluate((one: any) => JSON.stringify(one.document))).toBe(before);
});

test("attack: nothing that was typed is in the address, the title, storage, the console or the history of the page", async ({ page, context, said }) => {
  await page.goto("/gallery.html?form=relapse_plan");
  const element = page.locator("coplan-relapse-plan");
  await element.locator('[id="when_unwell"]').fill("Zebracrossing");
  await element.evaluate((one: any) => one.save().catch(() => {}));
  const places = await page.evaluate(async () => JSON.stringify([location.href, document.title, { ...localStorage }, { ...sessionStorage }, history.state, document.cookie, await indexedDB.databases(), await caches.keys().catch(() => [])]));
  expect(places).not.toContain("Zebracrossing");
  expect(JSON.stringify(await context.cookies())).not.toContain("Zebracrossing");
  expect(said.join()).not.toContain("Zebracrossing");
});

test("the page on the penetration test names every attack of this file", () => {
  const page = readFileSync(new URL("../../docs/assurance/penetration-test.md", import.meta.url), "utf8");
  const titles = [...readFileSync(new URL(import.meta.url), "utf8").matchAll(/^ *test\(["`](attack: [^"`$]+?)(?:: \$\{form\})?["`]/gm)].map(([, title]) => title!);
  expect(titles.length).toBe(4);
  for (const title of titles) expect(page).toContain(title);
});
