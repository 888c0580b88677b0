// What the tests share: a portal page with a form, and everything that must stay silent on it.

import { readFileSync } from "node:fs";

import type { CoplanDocument, CoplanElement } from "../../pkg-config/coplan.js";
import { type Locator, type Page, expect } from "@playwright/test";

import { test as base } from "./serving.js";

const axe = readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

/** Any of the forms: a test knows which, and asks it for questions that only that one has. */
export type Form = CoplanElement<CoplanDocument & { answers: any }>;

/** Every console message and page error of the test; it must stay empty unless the test takes them out. */
export const test = base.extend<{ said: string[] }>({
  said: [
    async ({ page }, use) => {
      const said: string[] = [];
      page.on("console", (message) => said.push(message.text()));
      page.on("pageerror", (error) => said.push(String(error)));
      await use(said);
      expect(said, "nothing is said on the console").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Opens a form for a person and waits until it can be used. */
export async function open(page: Page, query: Record<string, string> = {}, name = "abuse-question"): Promise<Locator> {
  // What other tests have saved about the same person is not this test's.
  const others = /\/api\/documents\?person=/;
  await page.route(others, (route) => route.fulfill({ json: [] }));
  await page.goto(`/${name}.html?${new URLSearchParams({ person: "demo-1", ...query })}`);
  // The page shows the form once it has its document.
  await expect(page.locator(`coplan-${name}:not([hidden]) .coplan`).first()).toBeAttached();
  await page.unroute(others);
  return page.locator(`coplan-${name}`);
}

/** Stores a document in the portal without a form: as a script, which says that it is none of another site. */
export const store = (page: Page, document: any) =>
  page.request.put(`/api/documents/${document.id}`, { data: document, headers: { Origin: new URL(page.url()).origin } });

/** What axe-core finds wrong, in words. Colours take most of its time: without them where they are seen elsewhere. */
export async function accessibility(page: Page, { colours = false } = {}): Promise<string[]> {
  // By the DevTools protocol: the page's own policy lets no other script in.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  return page.evaluate(async (enabled) => {
    const { violations } = await (window as any).axe.run(document, {
      resultTypes: ["violations"], preload: enabled, rules: { "color-contrast": { enabled } },
    });
    return violations.flatMap((violation: any) =>
      violation.nodes.map((node: any) => `${violation.id}: ${node.target.join(" ")} ${node.failureSummary}`),
    );
  }, colours);
}

/** Answers everything that *None stated* needs. */
export async function answerNoneStated(form: Locator) {
  await form.getByRole("radio", { name: "None stated" }).check();
  const asked = form.getByRole("group", { name: "When did you ask?" });
  await asked.getByLabel("Day").fill("3");
  await asked.getByLabel("Month").fill("March");
  await asked.getByLabel("Year").fill("2026");
  await at(form, "asked_by.name").fill("Sam Worker");
  await form.locator("[id='asked_by.role']").check();
}

/** The element's document. */
export const documentOf = (form: Locator) => form.evaluate((element: Form) => element.document);

/** A control, button or part of a form by its id: the path of its question. */
export const at = (form: Locator, id: string) => form.locator(`[id="${id}"]`);

/** Opens whatever is folded round a question, the outermost first. */
export async function unfoldTo(form: Locator, path: string, press: (line: Locator) => Promise<void> = (line) => line.click()) {
  const closed = () =>
    form.evaluate((element, path) => {
      const root = element.shadowRoot!;
      const there = root.getElementById(path) ?? root.querySelector(`[name^="${path}"], [id="begin:${path}"], [id^="add:${path}"]`);
      const folds: string[] = [];
      for (let at = there?.closest("details"); at; at = at.parentElement!.closest("details")) {
        if (!at.open && at.classList.contains("coplan-fold")) folds.unshift(at.querySelector("summary")!.id);
      }
      return folds[0];
    }, path);
  for (let id = await closed(); id; id = await closed()) await press(at(form, id));
}

/** The same document under an id of its own: no other test, and no other round of this one, has stored it. */
export const own = <Stored extends object>(document: Stored) => ({ ...document, id: crypto.randomUUID() });

/** Puts a document into the form, as a host does. */
export const put = (form: Locator, document: unknown) =>
  form.evaluate((element: any, document) => (element.document = document), document);

/** What was printed stays to be looked at: the frame that it is drawn in goes when the paper is out, which is at once where
 * nobody is asked for a printer. */
export const keepPaper = (page: Page) => page.evaluate(() => void (HTMLIFrameElement.prototype.remove = () => {}));

/** The next thing that a drawing adds to the page fails, which is a trap in the WebAssembly. `element.before` is what goes then. */
export const trapNext = (form: Locator) =>
  form.evaluate((element: any) => {
    const insert = Node.prototype.insertBefore;
    Node.prototype.insertBefore = function () {
      Node.prototype.insertBefore = insert;
      throw new Error("out of order");
    };
    element.before = element.shadowRoot.querySelector(".coplan");
  });

/** The day on which the stories of the fixtures end: later days in them are planned. */
const STORY = "2026-11-30";

/** A document of the fixtures, as it is written: for a page that says which day it is, or where no day counts. */
export const asWritten = (form: string, name: string, planned?: (key: string, value: unknown) => unknown) =>
  JSON.parse(readFileSync(new URL(`../fixtures/${form}/${name}.json`, import.meta.url), "utf8"), planned);

/** A document of the fixtures. What it plans is still to come: a planned day that has passed by now is one of 2099. */
export const fixture = (form: string, name: string) => {
  const today = new Date().toISOString().slice(0, 10);
  return asWritten(form, name, (_, value) =>
    typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value) && value > STORY && value <= today ? value.replace(/^\d{4}/, "2099") : value,
  );
};

/** Answers with the ids of their rows numbered in the order of the alphabet and the rows, so that two can be compared. */
export function numbered(answers: unknown): unknown {
  const sorted = JSON.stringify(answers, (_, value) =>
    value && typeof value === "object" && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort()) : value,
  );
  const ids = [...sorted.matchAll(/"id":"([^"]+)"/g)].map(([, id]) => id);
  const renamed = ids.reduce((text, id, index) => text.replaceAll(new RegExp(`(?<=["[])${id}(?=["\\]])`, "g"), `#${index}`), sorted);
  const sort = (value: any): any =>
    value && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort().map(([key, inner]) => [key, sort(inner)]))
      : value;
  return sort(JSON.parse(renamed));
}
