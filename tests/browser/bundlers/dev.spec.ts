// The application in the development server of each Vite.

import { join } from "node:path";

import { expect, test } from "@playwright/test";

import { BUNDLERS, VITES, worksAt } from "./application.js";

const port = Number(process.env.COPLAN_PORT ?? 8381);

/** Starts one; without a file of configuration when `bare`. */
async function develop(major: string, bare = false) {
  const { createServer } = await import(join(BUNDLERS, `node_modules/vite${major}/dist/node/index.js`));
  const server = await createServer({
    root: join(BUNDLERS, "vite"),
    ...(bare && { configFile: false }),
    logLevel: "error",
    server: { host: "127.0.0.1", port, strictPort: true },
    // Another version may have left what it made.
    optimizeDeps: { force: true },
  });
  return server.listen();
}

for (const major of VITES) {
  test(`in the development server of Vite ${major}: filled in by keys, saved, begun again after a trap`, async ({ page }) => {
    const server = await develop(major);
    await worksAt(page, `http://127.0.0.1:${port}/`);
    await server.close();
  });
}

for (const major of VITES.filter((major) => major < "8")) {
  test(`in the development server of Vite ${major} without its line, the form says which line`, async ({ page }) => {
    const server = await develop(major, true);
    await page.goto(`http://127.0.0.1:${port}/`);
    const form = page.locator("coplan-relapse-plan");
    await expect(form.getByText(/For whoever looks after this page: .*optimizeDeps: \{ exclude: \["coplan"\] \}/)).toBeVisible();
    await server.close();
  });
}

test("in the development server of Vite 8 it works without any", async ({ page }) => {
  const server = await develop("8", true);
  await worksAt(page, `http://127.0.0.1:${port}/`);
  await server.close();
});
