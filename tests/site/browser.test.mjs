// The site in Chromium: as files and on a plain server in a folder, with its search and its forms, light and dark, narrow and wide.

import assert from "node:assert/strict";
import { createReadStream, existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";

import { chromium } from "../browser/node_modules/playwright-core/index.mjs";

const REPOSITORY = new URL("../../", import.meta.url).pathname;
const SITE = join(REPOSITORY, "target/site");
const axe = readFileSync(join(REPOSITORY, "tests/browser/node_modules/axe-core/axe.min.js"), "utf8");
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".webp": "image/webp", ".json": "application/json", ".wasm": "application/wasm" };

/** A plain server, with the site in a folder of it. */
const server = createServer((request, response) => {
  const file = join(SITE, decodeURI(request.url.split("?")[0]).replace(/^\/docs\/coplan\//, "/"));
  if (!request.url.startsWith("/docs/coplan/") || !existsSync(file)) return response.writeHead(404).end();
  response.writeHead(200, { "Content-Type": TYPES[extname(file)] });
  createReadStream(file).pipe(response);
});
let browser;
let root;
before(async () => {
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  root = `http://127.0.0.1:${server.address().port}/docs/coplan/`;
  browser = await chromium.launch({ executablePath: process.env.CHROME ?? "/usr/bin/chromium-headless-shell", args: ["--no-sandbox", "--disable-gpu"] });
});
after(async () => {
  await browser.close();
  server.close();
});

/** A page of the site, with everything that it asks for and says. */
async function open(path, { base = root, ...context } = {}) {
  const page = await (await browser.newContext(context)).newPage();
  const asked = [];
  const said = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  await page.goto(base + path);
  return { page, asked, said };
}

const PAGES = ["index.html", "reference.html", "clinical-safety/safety-case.html", "recipes.html", "contents.html", "search.html?words=revision", "gallery/gallery.html", "gallery/policy.html"];

/** What axe finds, in words. The form on the page of the forms has its own tests, in the portal. */
async function axeFinds(page, options) {
  await page.evaluate(axe);
  return page.evaluate(async (options) => {
    const { violations } = await window.axe.run({ include: [["html"]], exclude: [["#stage"]] }, { resultTypes: ["violations"], ...options });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} ${target.join(" ")} ${failureSummary}`));
  }, options);
}

test("axe finds nothing, no page is scrolled sideways at 320 and 1440 pixels, and nobody else is asked for anything", async () => {
  for (const path of PAGES) {
    const { page, asked, said } = await open(path, { viewport: { width: 320, height: 700 } });
    if (path.startsWith("gallery/")) await page.locator("#stage .coplan").first().waitFor();
    for (const width of [320, 1440]) {
      await page.setViewportSize({ width, height: 700 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${path} at ${width}: ${wide} pixels too wide`);
    }
    assert.deepEqual(await axeFinds(page, {}), [], path);
    assert.deepEqual(said, [], path);
    assert.deepEqual(asked.filter((address) => !address.startsWith(root)), [], `${path} asks others`);
    await page.context().close();
  }
});

test("where the reader prefers dark, the colours are dark and have their contrast", async () => {
  for (const path of ["index.html", "reference.html", "search.html?words=revision"]) {
    const { page } = await open(path, { colorScheme: "dark", viewport: { width: 1440, height: 700 } });
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(20, 25, 29)");
    assert.deepEqual(await axeFinds(page, { runOnly: ["color-contrast"] }), [], path);
    await page.context().close();
  }
});

test("the search finds a name, a part of it and a word with a slip, from the keyboard", async () => {
  const { page } = await open("index.html");
  for (const [words, first] of [["coplan-save-failed", /coplan-save-failed|Events|Saving/], ["revision", /./], ["acessibility", /[Aa]ccessib/]]) {
    await page.locator("#words").fill(words);
    await page.keyboard.press("Enter");
    await page.locator("#results li").first().waitFor();
    assert.match(await page.locator("#results").innerText(), first, words);
  }
  await page.locator("#results a").first().click();
  assert.doesNotMatch(page.url(), /search\.html/);
  await page.locator("#words").fill("zzzzqqq");
  await page.keyboard.press("Enter");
  await page.getByText("Nothing was found for “zzzzqqq”.").waitFor();
});

/** What somebody asks who has not read anything yet, and the page that answers. */
const QUESTIONS = {
  "how do I embed it": "Overview: In your page",
  "what does it store": "Data protection and records: What it stores",
  "what happens when saving fails": "The host contract: Saving",
  "which browsers": "Hosts and browsers: Browsers",
  "what do I owe under DCB0160": "What the deployer does",
  "how do I report a vulnerability": "Reporting a vulnerability",
  "what changed since my version": "Versions and support",
  IE11: "Hosts and browsers: Browsers",
  "Internet Explorer": "Hosts and browsers: Browsers",
  localStorage: "Data protection and records: Data flow",
  "LHC-Forms": "FHIR: LHC-Forms, Smart Forms, and what is checked",
  upgrade: "Upgrading",
  CSP: "Overview: In your page",
};

test("the questions of somebody who has read nothing lead to the pages that answer them", async () => {
  const { page } = await open("index.html");
  for (const [question, answer] of Object.entries(QUESTIONS)) {
    await page.goto(`${root}search.html?words=${encodeURIComponent(question)}`);
    await page.locator("#results li").first().waitFor();
    const found = (await page.locator("#results a").allInnerTexts()).slice(0, 3);
    assert.ok(found.includes(answer), `${question}: ${found.join(" | ")}`);
  }
});

test("pages and the search work as files, without a server, and the forms say that they need one", async () => {
  const base = pathToFileURL(`${SITE}/`).href;
  const { page, asked, said } = await open("index.html", { base });
  assert.notEqual(await page.evaluate(() => getComputedStyle(document.querySelector("header")).backgroundColor), "rgba(0, 0, 0, 0)", "the styles apply");
  await page.locator("#words").fill("hazard");
  await page.keyboard.press("Enter");
  await page.locator("#results li").first().waitFor();
  assert.deepEqual(asked.filter((address) => !address.startsWith(base)), []);
  assert.deepEqual(said, []);
  await page.goto(`${base}gallery/gallery.html`);
  await page.getByText("This page needs a web server.").waitFor();
});

test("every form opens with each of its documents, in each mode; what the page answers is what the person is told", async () => {
  const { page, said } = await open("gallery/gallery.html");
  const forms = await page.locator("#form option").evaluateAll((options) => options.map(({ value }) => value));
  assert.deepEqual(forms, ["abuse_question", "care_plan", "comprehensive_assessment", "relapse_plan"]);
  for (const form of forms) {
    await page.locator("#form").selectOption(form);
    const examples = await page.locator("#example option").evaluateAll((options) => options.map(({ value }) => value));
    assert.ok(examples.length > 3, form);
    for (const example of examples) {
      await page.locator("#example").selectOption(example);
      await page.locator("#stage .coplan").first().waitFor({ state: "attached" });
    }
  }
  await page.locator("#example").selectOption("unfinished");
  const form = page.locator("coplan-relapse-plan");
  for (const mode of ["together", "self", "staff"]) {
    await page.locator("#mode").selectOption(mode);
    await form.locator(".coplan").first().waitFor();
    assert.equal(await form.evaluate((element) => element.mode), mode);
  }
  await form.locator('[id="when_unwell"]').fill("Call my sister first");
  await page.locator("#answer").selectOption("refused");
  await form.evaluate((element) => element.save().catch(() => {}));
  assert.match(await page.locator("#events").innerText(), /coplan-save-failed status/);
  await page.locator("#answer").selectOption("saved");
  await form.evaluate((element) => element.save());
  assert.match(await page.locator("#events").innerText(), /coplan-saved revision \d/);
  await page.locator("#document").getByText("Call my sister first").waitFor();
  assert.deepEqual(said, []);
});

test("every control is shown by itself, and a policy that is made changes the form", async () => {
  const { page, said } = await open("gallery/fields.html?field=date_input&state=");
  await page.locator('#fields[aria-busy="false"]').waitFor();
  assert.ok((await page.locator("#fields .coplan").count()) > 4);
  await page.goto(`${root}gallery/policy.html`);
  await page.locator("#questions input").first().waitFor();
  await page.locator("#stage .coplan").first().waitFor();
  const own = "Is somebody at home during the day?";
  await page.getByLabel("What it asks").fill(own);
  await page.getByRole("button", { name: "Add the question" }).click();
  await page.locator("#stage").getByRole("heading", { name: own }).waitFor();
  assert.deepEqual(said, []);
});

test("without JavaScript every page can still be read, and the search says what to do", async () => {
  const { page } = await open("search.html", { javaScriptEnabled: false });
  await page.getByText("The search needs JavaScript.").waitFor();
  await page.getByRole("link", { name: "The contents" }).click();
  await page.getByRole("main").getByRole("link", { name: "Errors and codes" }).click();
  await page.getByRole("heading", { level: 1 }).waitFor();
});
