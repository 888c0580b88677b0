// The programs that show a FHIR Questionnaire, each in a page of its own, in Chromium.

import { createReadStream, existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";

import { build } from "esbuild";

import { chromium } from "../browser/node_modules/playwright-core/index.mjs";

const HERE = import.meta.dirname;
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };
const version = (name) => JSON.parse(readFileSync(join(HERE, "node_modules", name, "package.json"), "utf8")).version;

/** Each with what it is called, and the page that has it. */
export const ENGINES = [
  { name: `LHC-Forms ${version("lforms")}`, page: "lhc-forms" },
  { name: `Smart Forms renderer ${version("@aehrc/smart-forms-renderer")}`, page: "smart-forms" },
];

/** Bundles Smart Forms, serves the pages and starts the browser. */
export async function start() {
  const bundled = await build({
    entryPoints: [join(HERE, "smart-forms.jsx")],
    outdir: HERE,
    write: false,
    bundle: true,
    minify: true,
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"', global: "window" },
    loader: { ".woff": "dataurl", ".woff2": "dataurl" },
    logLevel: "error",
  });
  const made = new Map(bundled.outputFiles.map(({ path, contents }) => [path, contents]));
  const server = createServer((request, response) => {
    const file = join(HERE, decodeURI(new URL(request.url, "http://here").pathname));
    if (!made.has(file) && !existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { "Content-Type": TYPES[extname(file)] ?? "application/octet-stream" });
    return made.has(file) ? response.end(made.get(file)) : createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const browser = await chromium.launch({ executablePath: process.env.CHROME ?? "/usr/bin/chromium-headless-shell", args: ["--no-sandbox", "--disable-gpu"] });
  return {
    /** A Questionnaire in an engine, and what the page has said that it should not. */
    async open(engine, questionnaire, response) {
      const page = await (await browser.newContext({ viewport: { width: 1100, height: 1000 } })).newPage();
      page.setDefaultTimeout(60_000);
      const faults = [];
      page.on("pageerror", (error) => faults.push(String(error)));
      // Nobody else is asked: there is no terminology server here.
      await page.route((address) => address.origin !== origin, (route) => route.abort());
      await page.goto(`${origin}/${engine.page}.html`);
      await page.evaluate(([questionnaire, response]) => window.show(questionnaire, response), [questionnaire, response]);
      await page.locator("#form input, #form textarea").first().waitFor();
      return { page, faults, answered: () => page.evaluate(() => window.answered()) };
    },
    async stop() {
      await browser.close();
      server.close();
    },
  };
}
