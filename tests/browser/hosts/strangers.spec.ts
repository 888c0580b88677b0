// What pages do to a form without knowing it.

import { expect, test } from "@playwright/test";

import { PLAIN, visit } from "./host.js";

test("a property that cannot be written as JSON is told, and the form begins without it", async ({ page }) => {
  await page.addInitScript(() => {
    document.addEventListener("coplan-error", (event: any) => ((window as any).heard = [event.name, event.code]));
    // Before the script of the forms: a module waits until the page is read.
    new MutationObserver((_, observer) => {
      const form: any = document.querySelector("coplan-abuse-question");
      if (!form) return;
      observer.disconnect();
      const circle: any = {};
      circle.circle = circle;
      form.related = circle;
    }).observe(document, { childList: true, subtree: true });
  });
  const form = await visit(page, PLAIN);
  await expect.poll(() => page.evaluate(() => (window as any).heard)).toEqual(["CoplanDocumentError", "not_json"]);
  const thrown = await form.evaluate((element: any) => {
    try {
      element.document = { form: "abuse_question", revision: 3n };
    } catch (error: any) {
      return [error.name, error.code];
    }
  });
  expect(thrown).toEqual(["TypeError", "not_json"]);
});

test("a page that has another `Array.from` gets ids that are UUIDs", async ({ page }) => {
  await page.addInitScript(() => (Array.from = ((list: any) => [].slice.call(list)) as any));
  await page.route("**/documents/*", (route) => route.fulfill({ json: { subject: { ref: "a", name: "Ada" } } }));
  const form = await visit(page, PLAIN);
  const { id } = await form.evaluate((element: any) => element.document);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("the page's own reset button clears a form that has a name, and no other", async ({ page }) => {
  await page.route("**/documents/*", (route) => route.fulfill({ json: { subject: { ref: "a", name: "Ada" } } }));
  const form = await visit(page, PLAIN);
  const wrap = () =>
    form.evaluate((element) => {
      const around = document.createElement("form");
      element.replaceWith(around);
      around.append(element);
    });
  await wrap();
  await form.getByRole("radio", { name: "None stated" }).check();
  const reset = () => form.evaluate((element) => (element.parentNode as HTMLFormElement).reset());
  await reset();
  await expect(form.getByRole("radio", { name: "None stated" })).toBeChecked();
  await form.evaluate((element) => element.setAttribute("name", "answers"));
  await reset();
  await expect(form.getByRole("radio", { name: "None stated" })).not.toBeChecked();
});

test("the abuse question comes back when a framework renders what stands inside the assessment anew", async ({ page }) => {
  await page.goto("/pages/plain.html");
  await page.evaluate(() => {
    const form: any = document.createElement("coplan-comprehensive-assessment");
    form.textContent = "Before";
    document.querySelector("#stage")!.replaceChildren(form);
    form.document = { subject: { ref: "a", name: "Ada" } };
  });
  const inside = page.locator("coplan-comprehensive-assessment > coplan-abuse-question");
  await expect(inside).toHaveCount(1);
  await page.evaluate(() => (document.querySelector("coplan-comprehensive-assessment")!.textContent = "After"));
  await expect(inside).toHaveCount(1);
});
