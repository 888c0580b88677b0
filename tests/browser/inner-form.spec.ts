// The form that stands round the controls, inside of the element: it is there for browsers, and sends nothing.

import { expect, open, test } from "./portal.js";

test("Enter in a line of text sends nothing, and the page stays where it is", async ({ page }) => {
  for (const name of ["abuse-question", "relapse-plan"]) {
    const form = await open(page, {}, name);
    await form.evaluate((element: any) => (element.kept = true));
    const before = page.url();
    const lines = form.locator('input[type="text"]');
    await lines.first().fill("Sam");
    await lines.first().press("Enter");
    // Even where it is the only line of the form.
    await form.evaluate((element: any) => element.shadowRoot.querySelectorAll('input[type="text"]:not(:first-of-type)').forEach((line: any) => line.remove()));
    await lines.first().press("Enter");
    for (const ask of ["requestSubmit", "submit"] as const) {
      await form.evaluate((element, ask) => element.shadowRoot!.querySelector("form")![ask](), ask);
    }
    expect(page.url()).toBe(before);
    expect(await form.evaluate((element: any) => element.kept), "the page was not loaded again").toBe(true);
  }
});
