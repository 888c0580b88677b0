// Pages of the docs, as somebody tries them. The first recipe of the README: a folder with nothing in it, the package installed
// from its tarball, a page of ten lines, and any server. And the page of the host contract.

import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, test } from "@playwright/test";

const REPOSITORY = new URL("../../../", import.meta.url).pathname;
const KINDS: Record<string, string> = { html: "text/html", js: "text/javascript", wasm: "application/wasm" };

let folder: string;
let server: Server;
const kept: Record<string, any> = {};

test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "coplan-first-"));
  const npm = (...args: string[]) => execFileSync("npm", args, { cwd: folder, stdio: "pipe" });
  npm("pack", "--silent", join(REPOSITORY, "dist"));
  // Whatever lies in the folders above.
  npm("install", "--prefix", folder, "--offline", "--no-audit", "--no-fund", `./${readdirSync(folder).find((name) => name.endsWith(".tgz"))}`);
  copyFileSync(join(REPOSITORY, "tests/hosts/first/index.html"), join(folder, "index.html"));
  server = createServer(answer).listen(0, "127.0.0.1");
});
test.afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

async function answer(request: IncomingMessage, response: ServerResponse) {
  const path = request.url === "/" ? "/index.html" : request.url!;
  if (request.method === "PUT") {
    let body = "";
    for await (const part of request) body += part;
    kept[path] = JSON.parse(body);
    response.end();
  } else if (/^\/(index\.html|node_modules\/coplan\/coplan\.(js|wasm))$/.test(path)) {
    response.writeHead(200, { "Content-Type": KINDS[path.split(".").at(-1)!] }).end(readFileSync(join(folder, path)));
  } else response.writeHead(404).end();
}

test("npm install and a page of ten lines show a working form", async ({ page }) => {
  expect(readFileSync(join(folder, "index.html"), "utf8").trimEnd().split("\n").length).toBe(10);
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(String(error)));
  await page.goto(address());
  const form = page.locator("coplan-relapse-plan");
  await form.locator("[name=signs_me]").fill("I stop sleeping");
  await form.getByRole("button", { name: "Save", exact: true }).click();
  await expect(form.getByText(/^Saved/)).toBeVisible();
  const [document] = Object.values(kept);
  expect([document.subject.name, document.answers.signs_me, wrong]).toEqual(["Ada Example", "I stop sleeping", []]);
});

test("a script that is not the one that was published is not run, by its digest", async ({ page }) => {
  const { "coplan.js": digest } = JSON.parse(readFileSync(join(folder, "node_modules/coplan/integrity.json"), "utf8"));
  const other = digest.replace(/-./, digest.includes("-A") ? "-B" : "-A");
  for (const [integrity, shown] of [[digest, true], [other, false]]) {
    await page.route(address(), (route) =>
      route.fulfill({
        contentType: "text/html",
        body: `<script type="module" src="node_modules/coplan/coplan.js" integrity="${integrity}"></script><coplan-care-plan>Ask the desk</coplan-care-plan>`,
      }),
    );
    await page.goto(address(), { waitUntil: "networkidle" });
    await expect(page.locator("coplan-care-plan .coplan")).toHaveCount(shown ? 1 : 0);
    expect(await page.evaluate(() => Boolean(customElements.get("coplan-care-plan")))).toBe(shown);
    await page.unroute(address());
  }
});

test("the page of the host contract resumes a document and saves it", async ({ page }) => {
  await page.goto("/pages/contract.html");
  const plan = page.locator("coplan-relapse-plan");
  await expect(plan.locator(".coplan")).toBeVisible();
  await plan.evaluate((plan: any) => plan.save());
  const stored = await (await page.request.get("/documents/123")).json();
  expect([stored.form, stored.status, stored.subject.name]).toEqual(["relapse_plan", "draft", "Example Person"]);
});
