// A framework that could not set the property `document` has written what the object is as text.

import { expect, open, test } from "./portal.js";

const TOLD = "CoplanDocumentError: The attribute `document` holds no document: set the property `document` of the element";

test("`document=\"[object Object]\"` is told of by name, unless the property was set before the form begins", async ({ page }) => {
  await open(page);
  const [alone, set, later] = await page.evaluate(async () => {
    /** A plan as a framework makes it: attribute, place, listeners. */
    const made = async (text: string | undefined, given?: object) => {
      const plan: any = document.createElement("coplan-relapse-plan");
      if (text) plan.setAttribute("document", text);
      document.body.append(plan);
      const heard: string[] = [];
      plan.addEventListener("coplan-error", ({ name, message }: any) => heard.push(`${name}: ${message}`));
      if (given) plan.document = given;
      await new Promise((ready) => plan.addEventListener("coplan-ready", ready));
      return { plan, heard };
    };
    const alone = await made("[object Object]");
    // Rendered as text on a server, and put right when the page is taken over.
    const set = await made("[object Object]", { subject: { name: "Ada" } });
    const later = await made(undefined);
    later.plan.setAttribute("document", "[object Object]");
    await undefined;
    return [alone.heard, [...set.heard, set.plan.document.subject.name], later.heard];
  });
  expect([alone, set, later]).toEqual([[TOLD], ["Ada"], [TOLD]]);
});
