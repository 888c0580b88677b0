// The application of each folder of tests/bundlers, in a browser.

import { existsSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";

import { type Page, expect } from "@playwright/test";

export const BUNDLERS = new URL("../../bundlers/", import.meta.url).pathname;

/** The majors of Vite, each the package `vite<major>`. */
export const VITES = ["5", "6", "7", "8"];

/** What each bundler built, by the name that it has in `docs/hosts.md`. */
export const BUILT: Record<string, string> = {
  webpack: "webpack",
  ...Object.fromEntries(VITES.map((major) => [`Vite ${major}`, `vite/dist/${major}`])),
  Rollup: "rollup",
  esbuild: "esbuild",
  "esbuild, a script that is no module": "classic",
  Parcel: "parcel/dist",
};

const KINDS: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };

/** Serves a folder, as many servers of applications do: what it does not have is the page. */
export async function serve(folder: string): Promise<{ address: string; server: Server }> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url!, "http://host");
    const path = existsSync(join(BUNDLERS, folder, pathname)) && pathname !== "/" ? pathname : "/index.html";
    response.writeHead(200, { "Content-Type": KINDS[extname(path)] }).end(readFileSync(join(BUNDLERS, folder, path)));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server };
}

/** Opens the page, types, saves, and begins again after a trap: nothing goes wrong, and the page is handed the document. */
export async function worksAt(page: Page, address: string) {
  const stored: any[] = [];
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(String(error)));
  await page.addInitScript(() => {
    addEventListener("coplan-error", (event: any) => ((window as any).heard ??= []).push([event.name, event.message]));
  });
  const heard = () => page.evaluate(() => (window as any).heard);
  await page.route("**/documents/*", (route) => (stored.push(route.request().postDataJSON()), route.fulfill({ json: { revision: stored.length } })));

  const compiled = page.waitForResponse((response) => response.headers()["content-type"] === "application/wasm");
  await page.goto(address);
  const form = page.locator("coplan-relapse-plan");
  await expect(form.locator(".coplan"), String(await heard())).toBeVisible();
  await form.locator("[name=signs_me]").click();
  await page.keyboard.type("I stop sleeping");
  await form.getByRole("button", { name: "Save", exact: true }).click();
  await expect(form.getByText(/^Saved/)).toBeVisible();
  expect(stored.at(-1)).toMatchObject({ subject: { name: "Ada Example" }, answers: { signs_me: "I stop sleeping" } });
  expect([wrong, await heard()]).toEqual([[], undefined]);

  // What the browser says of a trap in code that had been planned for later, whatever the bundler calls the file.
  await page.evaluate((module) => {
    const error = Object.assign(new WebAssembly.RuntimeError("unreachable"), { stack: `RuntimeError\n at ${module}:wasm-function[7]:0x2a` });
    dispatchEvent(new ErrorEvent("error", { error, cancelable: true }));
  }, (await compiled).url());
  expect(await heard()).toEqual([["CoplanTrapError", undefined]]);
  await expect(form.locator("[name=signs_me]")).toHaveValue("I stop sleeping");
}
