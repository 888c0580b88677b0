// Built by each bundler, the application works; and where the WebAssembly is not what it should be, it says what to do.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { type Page, expect, test } from "@playwright/test";

import { BUILT, BUNDLERS, serve, VITES, worksAt } from "./application.js";

for (const [name, folder] of Object.entries(BUILT)) {
  test(`built by ${name}: filled in by keys, saved, begun again after a trap`, async ({ page }) => {
    const { address, server } = await serve(folder);
    await worksAt(page, address);
    server.close();
  });
}

/** What `coplan-error` says, when the same is on screen below the page's own words. */
async function saidAt(page: Page, address: string) {
  const uncaught: string[] = [];
  page.on("pageerror", (error) => uncaught.push(String(error)));
  await page.addInitScript(() => addEventListener("coplan-error", (event: any) => ((window as any).said = `${event.name}: ${event.message}`)));
  await page.goto(address);
  const form = page.locator("coplan-relapse-plan");
  await expect(form.getByText("This form did not open.")).toBeVisible();
  await expect(form.getByRole("button", { name: "Try again" })).toBeVisible();
  const said: string = await page.evaluate(() => (window as any).said);
  expect(uncaught).toEqual([]);
  return { said, shown: form.getByText(`For whoever looks after this page: ${said.split(": ").slice(1).join(": ")}`) };
}

const WRONG = {
  "is not there": { answer: { status: 404, body: "" }, said: /coplan\.wasm is not at \S+: the server answers 404\. Put coplan\.wasm there, .*config\(\{ wasm:/ },
  "is a page": { answer: { contentType: "text/html", body: "<!doctype html>" }, said: /the server answers with text\/html, which is no WebAssembly\. Put coplan\.wasm there/ },
  "is a text": { answer: { contentType: "text/plain", body: "version https://git-lfs" }, said: /the server answers with text\/plain, which is no WebAssembly\. Put/ },
};
for (const [what, { answer, said: expected }] of Object.entries(WRONG)) {
  test(`a WebAssembly that ${what} is named, on screen too, with what to do`, async ({ page }) => {
    const { address, server } = await serve(BUILT.esbuild);
    await page.route("**/*.wasm", (route) => route.fulfill(answer));
    const { said, shown } = await saidAt(page, address);
    expect(said).toMatch(/^CoplanStartError: /);
    expect(said).toMatch(expected);
    await expect(shown).toBeVisible();
    server.close();
  });
}

test("a WebAssembly that is not one, and is called one, is named", async ({ page }) => {
  const { address, server } = await serve(BUILT.esbuild);
  await page.route("**/*.wasm", (route) => route.fulfill({ contentType: "application/wasm", body: "version https://git-lfs" }));
  expect((await saidAt(page, address)).said).toMatch(/^CoplanStartError: http\S+\/coplan\.wasm is not whole, or no WebAssembly/);
  server.close();
});

test("in a script that is no module, the form says that config() says where the WebAssembly is", async ({ page }) => {
  const { build } = await import(join(BUNDLERS, "node_modules/esbuild/lib/main.js"));
  const stdin = { contents: 'import "coplan"', resolveDir: join(BUNDLERS, "classic") };
  const { outputFiles } = await build({ stdin, bundle: true, format: "iife", write: false, logLevel: "error" });
  await page.route("**/main.js", (route) => route.fulfill({ contentType: "text/javascript", body: outputFiles[0].text }));
  const { address, server } = await serve(BUILT["esbuild, a script that is no module"]);
  const { said, shown } = await saidAt(page, address);
  expect(said).toMatch(/^CoplanStartError: .*no module.*config\(\{ wasm:/);
  await expect(shown).toBeVisible();
  server.close();
});

test("the table of bundlers has every one that is tested, and no other, with its version", () => {
  const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");
  const { devDependencies } = JSON.parse(read("tests/bundlers/package.json"));
  const version = (name: string) => devDependencies[name.split(",")[0].toLowerCase().replace(" ", "")].replace(/.*@/, "");
  const [, bundlers] = read("docs/hosts.md").match(/^## Bundlers\n([^]*?)^## /m)!;
  const rows = [...bundlers.matchAll(/^\| (.+?) \| ([\d.]+) \|/gm)].map(([, name, version]) => [name, version]);
  expect(rows).toEqual(Object.keys(BUILT).map((name) => [name, version(name)]));
  expect(VITES.map((major) => version(`Vite ${major}`).split(".")[0])).toEqual(VITES);
});
