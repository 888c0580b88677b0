// What the tests of a visit share: taking Ada's forms along, opening them, and what the portal has afterwards.

import { type BrowserContext, type Locator, type Page } from "@playwright/test";

import { at, expect, own, store } from "../portal.js";

export const PASSPHRASE = "kettle orchard nineteen";

/** A document about Ada, as the portal has it. */
export async function stored(page: Page, answers: object = { signs_me: "I stop sleeping" }, form = "relapse_plan"): Promise<any> {
  if (page.url() === "about:blank") await page.goto("/visit.html");
  const document = own({ form, subject: { ref: "demo-1", name: "Ada Example" }, answers });
  expect((await store(page, document)).ok()).toBe(true);
  return document;
}

/** The page of a visit, on which Ada has these documents and no others: those of other tests are left alone. */
export async function visit(page: Page, ...ids: string[]) {
  await page.route(/\/api\/documents\?person=/, async (route) => {
    const entries = await (await route.fetch()).json();
    await route.fulfill({ json: entries.filter(({ id }: any) => ids.includes(id)) });
  });
  await page.goto("/visit.html");
  await page.getByRole("checkbox", { name: "Ada Example" }).check();
  await page.getByLabel("Passphrase", { exact: true }).fill(PASSPHRASE);
  await page.getByLabel("The same once more").fill(PASSPHRASE);
}

/** Takes them along: from then on they open without a network. */
export async function takeAlong(page: Page, ...ids: string[]) {
  await visit(page, ...ids);
  await page.getByRole("button", { name: "Take along" }).click();
  await isOpen(page);
}

export const isOpen = (page: Page) => expect(page.getByRole("heading", { name: "Ada Example" })).toBeVisible();

export async function unlock(page: Page, passphrase = PASSPHRASE) {
  await page.getByLabel("Passphrase of this visit").fill(passphrase);
  await page.getByRole("button", { name: "Open", exact: true }).click();
}

export const plan = (page: Page) => page.locator("coplan-relapse-plan");
export const field = (page: Page) => at(plan(page), "signs_me");

export async function openPlan(page: Page) {
  await page.getByRole("link", { name: "Relapse plan", exact: true }).click();
  await expect(plan(page).locator(".coplan").first()).toBeAttached();
}

/** Types into the plan, and waits until the tablet has it. */
export async function keep(page: Page, words: string) {
  await field(page).fill(words);
  await plan(page).evaluate((element: any) => element.save());
}

/** Leaves the form. */
export async function back(page: Page) {
  await page.getByRole("link", { name: "Forms on this tablet" }).click();
  await expect(plan(page)).toHaveCount(0);
}

export const unsent = (page: Page): Locator => page.locator("#count");
export const latest = async (page: Page, id: string) => (await page.request.get(`/api/documents/${id}`)).json();
export const revisions = async (page: Page, id: string) => (await page.request.get(`/api/documents/${id}/revisions`)).json();
export const sendNow = (page: Page) => page.getByRole("button", { name: "Send now" }).click();

/** Nothing but what Chromium says itself of requests that failed or were refused. */
export const onlyRequests = (said: string[]) => said.splice(0).filter((line) => !/^Failed to load resource/.test(line));

/** The next dialog, which is answered. */
export const answer = (page: Page, accept: boolean) =>
  new Promise<string>((said) => page.once("dialog", (dialog) => void (accept ? dialog.accept() : dialog.dismiss()).then(() => said(dialog.message()))));

/** Everything that the browser keeps of this site, as text: databases with their binary, caches and the small stores. */
export const onDisk = (page: Page) =>
  page.evaluate(async () => {
    const text = (value: any): string => {
      if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return new TextDecoder("latin1").decode(value as ArrayBuffer);
      if (value && typeof value === "object") return Object.entries(value).map(([key, inner]) => `${key} ${text(inner)}`).join(" ");
      return String(value);
    };
    const wait = (request: IDBRequest): Promise<any> => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
    let all = JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + document.cookie;
    for (const { name } of await indexedDB.databases()) {
      const database = await wait(indexedDB.open(name!));
      for (const store of database.objectStoreNames) {
        const objects = database.transaction(store).objectStore(store);
        all += `${name} ${store} ${text(await wait(objects.getAllKeys()))} ${text(await wait(objects.getAll()))}`;
      }
      database.close();
    }
    for (const name of await caches.keys()) {
      for (const request of await (await caches.open(name)).keys()) all += ` cached ${new URL(request.url).pathname}`;
    }
    return all;
  });

/** The ids of the tablets that this page registers: others are other tests'. */
export function registered(page: Page): string[] {
  const ids: string[] = [];
  page.on("request", (request) => void (request.method() === "PUT" && /devices/.test(request.url()) && ids.push(request.url().split("/").at(-1)!)));
  return ids;
}

/** Signs out somewhere else, so that the tablet keeps what it has. */
export const signOut = (context: BrowserContext, url: string) => context.addCookies([{ name: "session", value: "ended", url }]);
export const signIn = (context: BrowserContext, url: string) => context.addCookies([{ name: "session", value: "on", url }]);
