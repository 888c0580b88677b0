// A form that a server has rendered: taken over by the browser without a word, filled in by keys, stored, and found again.

import { expect, type Locator, type Page, test } from "@playwright/test";

import { APPS, RECORDS } from "./apps.js";

/** Everything that the browser, the framework or the form has to say against the page. */
async function complaints(page: Page): Promise<string[]> {
  const said: string[] = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  await page.addInitScript(() => {
    document.addEventListener("coplan-error", (event: any) => console.error(`${event.name}: ${event.message}`), true);
    // The element as the server sent it.
    new MutationObserver(() => ((window as any).sent ??= document.querySelector("coplan-relapse-plan"))).observe(document, {
      childList: true,
      subtree: true,
    });
  });
  return said;
}

/** Types into a question, by real keys. */
async function write(page: Page, plan: Locator, question: string, words: string) {
  await plan.locator(`[name=${question}]`).focus();
  await page.keyboard.type(words);
}

/** Presses Save, by a real key, and waits until it is said to be saved. */
async function save(page: Page, plan: Locator) {
  await plan.getByRole("button", { name: "Save", exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(plan.getByText(/^Saved/)).toBeVisible();
}

for (const { folder, name, port } of APPS) {
  const address = `http://127.0.0.1:${port}/`;

  test(`${name}: the server renders the element, and no object as text`, async ({ request }) => {
    const html = await (await request.get(address)).text();
    expect(html).toContain("<coplan-relapse-plan");
    expect(html).toContain("Ask the service desk for the paper form.");
    expect(html).not.toContain("[object ");
  });

  test(`${name}: filled in by keys, saved and opened again, without a complaint`, async ({ page }) => {
    const record = `${RECORDS}/records/${folder}`;
    const stored = async () => (await page.request.get(record)).json();
    await page.request.delete(record);
    const said = await complaints(page);
    await page.goto(address, { waitUntil: "networkidle" });
    const plan = page.locator("coplan-relapse-plan");
    await expect(plan.getByText("Bert Example").first()).toBeVisible();
    expect(await plan.evaluate((plan) => plan === (window as any).sent), "it is the element that the server sent").toBe(true);

    await write(page, plan, "signs_me", "I stop sleeping");
    await save(page, plan);
    expect(await stored()).toMatchObject({ id: folder, revision: 1, subject: { ref: folder }, answers: { signs_me: "I stop sleeping" } });

    await page.reload({ waitUntil: "networkidle" });
    await expect(plan.locator("[name=signs_me]")).toHaveValue("I stop sleeping");
    await write(page, plan, "signs_family", "They shout");
    await save(page, plan);
    expect(await stored()).toMatchObject({ revision: 2, answers: { signs_me: "I stop sleeping", signs_family: "They shout" } });

    // Nobody presses anything: the page is left.
    await write(page, plan, "signs_me", "Again: ");
    await page.goto("about:blank");
    await expect.poll(async () => (await stored()).revision).toBe(3);
    expect(said).toEqual([]);
  });
}

/** A page of React 19 without one of its scripts, which is let in when what comes back is called. */
async function without(script: string, page: Page, path = "") {
  const { port } = APPS.find(({ folder }) => folder === "react-19")!;
  let letIn = () => {};
  const until = new Promise<void>((done) => (letIn = done));
  await page.route(script, async (route) => (await until, route.continue()));
  await page.goto(`http://127.0.0.1:${port}/${path}`, { waitUntil: "commit" });
  return letIn;
}

test("React 19, rendered on a server: when the script comes late, the document has waited for it", async ({ page }) => {
  const said = await complaints(page);
  let stored: any;
  await page.route("**/plan", (route) => ((stored = route.request().postDataJSON()), route.fulfill({ json: { revision: 1 } })));
  const letIn = await without("**/coplan.js", page);
  const plan = page.locator("coplan-relapse-plan");
  await expect.poll(() => plan.evaluate((plan: any) => plan.document?.subject.name)).toBe("Bert Example");
  expect(await page.evaluate(() => Boolean(customElements.get("coplan-relapse-plan")))).toBe(false);
  letIn();
  await write(page, plan, "signs_me", "It came late");
  await save(page, plan);
  expect(stored).toMatchObject({ id: "react-19", answers: { signs_me: expect.stringContaining("It came late") } });
  expect(said).toEqual([]);
});

test("React 19, rendered on a server: an assessment that was there first is taken over with its abuse question", async ({ page }) => {
  const said = await complaints(page);
  const letIn = await without("**/assets/assessment*.js", page, "assessment");
  const form = page.locator("coplan-comprehensive-assessment");
  await expect(form.locator(".coplan").first()).toBeVisible();
  await expect(form.locator("coplan-abuse-question .coplan")).toBeAttached();
  const before = await form.elementHandle();
  letIn();
  await expect(form.getByText("Example Person").first()).toBeVisible();
  expect(await form.evaluate((form, before) => form === before, before), "it is the element that was there").toBe(true);
  expect(said).toEqual([]);
});

test("React 19 and a late script: an object in the place of a recipe is told of by name", async ({ page }) => {
  const said = await complaints(page);
  const letIn = await without("**/coplan.js", page, "wrong.html");
  await expect(page.locator("coplan-relapse-plan")).toHaveAttribute("document", "[object Object]");
  letIn();
  await expect.poll(() => said).toEqual([expect.stringMatching(/^CoplanDocumentError: .*set the property `document`/)]);
});
