// A host of our own: a page with one form on it and nothing else, which hears everything and answers as a test tells it to.

import type { Locator, Page } from "@playwright/test";

import { go } from "./entering.js";
import { at, expect, fixture } from "./portal.js";

/** What the tests know of each form: a document of it, a text in it, and how it is opened again once it is finished. */
interface Kind {
  name: string;
  fixture: [form: string, name: string];
  text: string;
  again: "amend" | "ask-again";
  /** The page that the text is on. */
  section?: string;
}

export const FORMS: Kind[] = [
  { name: "abuse-question", fixture: ["abuse_question", "none_stated"], text: "declined_note", again: "ask-again" },
  { name: "relapse-plan", fixture: ["relapse_plan", "whole"], text: "avoid", again: "amend" },
  { name: "care-plan", fixture: ["care_plan", "agreed"], text: "recovery_meaning", again: "amend" },
  {
    name: "comprehensive-assessment", fixture: ["comprehensive_assessment", "scenario"], text: "su_expectations", again: "amend",
    section: "expectations",
  },
];

export const [ABUSE, RELAPSE, CARE, ASSESSMENT] = FORMS;

export const ADA = { ref: "ada", name: "Ada Example", date_of_birth: "1990-04-27" };
export const BERT = { ref: "bert", name: "Bert Sample", date_of_birth: "1971-12-03" };

/** A draft of a form about someone, in which nothing is missing. */
export function ready({ fixture: [form, name] }: Kind, subject: { ref: string }, more: object = {}): any {
  const { revision, saved_at, completed_at, started_at, earlier, ...document } = fixture(form, name);
  const later = form === "abuse_question" ? {} : { sign_su_absent_reason: "later", sign_cc_absent_reason: "later" };
  const answers = { ...document.answers, ...later };
  return { ...document, id: `${form}-${subject.ref}`, status: "draft", subject, signatures: [], answers, ...more };
}

/** The script of the host's page. `host.answer` is what it does with the next saves, by its name or as a function. */
function script() {
  const plain = (value: unknown) => JSON.parse(JSON.stringify(value ?? null));
  const host: any = ((window as any).host = {
    saves: [] as any[], // every `coplan-save`
    heard: [] as any[], // everything else that an element told
    waiting: [] as any[], // saves that wait for `host.release`
    stored: {} as Record<string, any>, // by the id of the document
    answer: "stores",
    answers: {
      stores: (event: any) => event.respondWith(Promise.resolve(host.store(event.document))),
      waits: (event: any) =>
        event.respondWith(new Promise((resolve, reject) => host.waiting.push({ document: event.document, resolve, reject }))),
      refuses: (event: any) => event.respondWith(Promise.resolve(new Response("", { status: 500 }))),
      never: (event: any) => event.respondWith(new Promise(() => {})),
      silent: () => {},
    },
    store(document: any) {
      const revision = (document.revision ?? 0) + 1;
      host.stored[document.id] = { ...plain(document), revision };
      return { revision };
    },
    /** Answers the save that has waited longest: it is stored, unless something else is to be said. */
    release(...said: any[]) {
      const { document, resolve } = host.waiting.shift();
      resolve(said.length ? said[0] : host.store(document));
    },
    /** Calls a method, and remembers what became of its promise. */
    call(element: any, method: string) {
      const call = { method, settled: [] as string[] };
      element.calls = [...(element.calls ?? []), call];
      element[method]().then(
        () => call.settled.push("resolved"),
        (error: any) => call.settled.push(`${error.name} ${error.message}`),
      );
    },
    /** Hears an element, also where the page does not. */
    listen(element: any) {
      for (const type of ["coplan-change", "coplan-saved", "coplan-save-failed", "coplan-error"]) {
        element.addEventListener(type, ({ type, id, form, reason, name, code, revision, title }: any) =>
          host.heard.push(plain({ type, id, form, reason: reason ?? name, code, revision, title })),
        );
      }
    },
  });
  document.addEventListener("coplan-save", (event: any) => {
    const { id, form, reason } = event;
    host.saves.push({ id, form, reason, document: plain(event.document) });
    const answer = host[form] ?? host.answer;
    (typeof answer === "function" ? answer : host.answers[answer])(event);
  });
}

/** A page without a form yet. */
export async function hostPage(page: Page) {
  const portal = await (await page.request.get("/abuse-question.html?person=demo-1")).text();
  const [coplan] = /\/assets\/[^"]*\/coplan\.js/.exec(portal)!;
  await page.route("**/host.html", (route) =>
    route.fulfill({
      contentType: "text/html",
      body: `<!doctype html><html lang="en-GB"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <title>A host</title><link rel="icon" href="data:,"><script>(${script})()</script>
        <script type="module" src="${coplan}"></script><main><h1>A host</h1></main></html>`,
    }),
  );
  await page.goto("/host.html");
  await page.waitForFunction(() => customElements.get("coplan-care-plan"));
}

/** Puts a form with a document on a page of its own, and shows the text that the tests type into. */
export async function host(page: Page, kind: Kind, document?: any, attributes: Record<string, string> = {}): Promise<Locator> {
  await hostPage(page);
  await page.evaluate(
    async ([name, document, attributes]: any) => {
      const element: any = window.document.createElement(`coplan-${name}`);
      for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value as string);
      (window as any).host.listen(element);
      const ready = new Promise((done) => element.addEventListener("coplan-ready", done, { once: true }));
      if (document) element.document = document;
      window.document.querySelector("main")!.append(element);
      await ready;
    },
    [kind.name, document, attributes],
  );
  const form = page.locator(`coplan-${kind.name}`).first();
  await expect(form.locator(".coplan").first()).toBeAttached();
  if (document && !attributes.mode) await show(form, kind);
  return form;
}

/** Shows the page that the text is on. */
export async function show(form: Locator, kind: Kind) {
  if (kind.section) await go(form, kind.section);
}

export const field = (form: Locator, kind: Kind) => at(form, kind.text);

/** What the host does from now on; for one form only where it is named. */
export const answers = (page: Page, how: string, form = "answer") =>
  page.evaluate(([how, form]) => ((window as any).host[form] = how), [how, form] as const);

export const saves = (page: Page): Promise<any[]> => page.evaluate(() => (window as any).host.saves);

export const heard = (page: Page, type: string): Promise<any[]> =>
  page.evaluate((type) => (window as any).host.heard.filter((event: any) => event.type === type), type);

/** How many saves wait for their answer. */
export const waiting = (page: Page): Promise<number> => page.evaluate(() => (window as any).host.waiting.length);

/** Answers the oldest of them: stored, or what is `said`. */
export const release = (page: Page, ...said: unknown[]) => page.evaluate((said) => (window as any).host.release(...said), said);

/** Calls a method without waiting for its promise. */
export const call = (form: Locator, method: "save" | "complete") =>
  form.evaluate((element, method) => (window as any).host.call(element, method), method);

/** What became of the promises: each has settled once, or not yet. */
export const settled = (form: Locator): Promise<string[][]> =>
  form.evaluate((element: any) => (element.calls ?? []).map(({ settled }: any) => settled));

export const isDirty = (form: Locator): Promise<boolean> => form.evaluate((element: any) => element.dirty);

/** What the form says of saving, in its own words and in no other's. */
export const said = (form: Locator): Promise<string> =>
  form.evaluate((element) => element.shadowRoot!.querySelector(".coplan-status")?.textContent ?? "");

/** The form's own notice that it could not be saved. */
export const notice = (form: Locator) => form.locator("#save-failed").first();
