// A page that is WebAssembly itself: its module and the form's know nothing of each other.

import { expect, test } from "@playwright/test";

import { answerNoneStated, trapNext } from "../portal.js";
import { visit } from "./host.js";

/** What is stored, here and not in the server: other tests have the same page. */
let stored: any[];

test.beforeEach(async ({ page }) => {
  stored = [];
  await page.route("**/documents/yew", (route) => {
    if (route.request().method() === "GET") return route.fulfill({ json: { subject: { name: "Example Person" } } });
    stored.push(route.request().postDataJSON());
    return route.fulfill({ json: { revision: stored.length } });
  });
});

test("two modules are loaded, and drawing the page leaves alone what was typed into the form", async ({ page }) => {
  const loaded: string[] = [];
  page.on("request", (request) => request.resourceType() === "fetch" && loaded.push(new URL(request.url()).pathname));
  const form = await visit(page, "Yew");
  expect(loaded.filter((path) => path.endsWith(".wasm")).sort()).toEqual(["/coplan/coplan.wasm", "/yew/record_bg.wasm"]);
  await answerNoneStated(form);
  for (const revision of [1, 2]) {
    await form.getByLabel("Note (optional)").fill(`Note ${revision}`);
    const before = await form.evaluate((element: any) => element.document.answers);
    await form.evaluate((element: any) => element.save());
    await expect(page.getByText(`Revision ${revision} is stored.`)).toBeVisible();
    expect(await form.evaluate((element: any) => element.document.answers)).toEqual(before);
    expect(stored.at(-1).answers).toEqual(before);
  }
});

test("when the form's module traps, the page's goes on, and the form comes back with what was typed", async ({ page }) => {
  const form = await visit(page, "Yew");
  await answerNoneStated(form);
  await form.evaluate((element: any) => element.save());
  await trapNext(form);
  await form.locator("#response").check();
  await expect.poll(() => form.evaluate((element: any) => element.before.isConnected)).toBe(false);
  await form.getByRole("radio", { name: "None stated" }).check();
  await expect(form.getByLabel("Name", { exact: true })).toHaveValue("Sam Worker");
  await form.evaluate((element: any) => element.save());
  await expect(page.getByText("Revision 2 is stored.")).toBeVisible();
});

test("when the page's module traps, the form's goes on", async ({ page }) => {
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(error.name));
  const form = await visit(page, "Yew");
  await answerNoneStated(form);
  // What the page draws next fails, and nothing else does.
  await form.evaluate((element) => {
    element.parentNode!.insertBefore = () => {
      throw new Error("out of order");
    };
  });
  await form.evaluate((element: any) => element.save());
  await expect.poll(() => wrong).toContain("RuntimeError");
  await form.getByLabel("Note (optional)").fill("Still here");
  expect(await form.evaluate((element: any) => element.document.answers)).toMatchObject({ response: "none_stated", declined_note: "Still here" });
  await form.getByRole("radio", { name: "Yes", exact: true }).first().check();
  await expect(form.locator(".coplan")).toBeVisible();
});

test("the page's own handlers hear what is pressed in the form once, and what is pressed beside it too", async ({ page }) => {
  const form = await visit(page, "Yew");
  const pressed = (times: number) => expect(page.getByText(`Pressed ${times} times`)).toBeVisible();
  await pressed(0);
  await form.getByRole("button", { name: "Hide this" }).click();
  await pressed(1);
  // What was pressed is rendered as something else by now, and may bear no mark that the page takes for its own.
  await form.getByRole("button", { name: "Show this again" }).click();
  await pressed(2);
  await page.getByRole("button", { name: "Nothing" }).click();
  await pressed(3);
  await form.getByLabel("Note (optional)").or(form.locator("#response")).first().click();
  await pressed(4);
});
