// The hosts, and what is done in each of them.

import { readFileSync } from "node:fs";

import { type Locator, type Page, expect } from "@playwright/test";

import { answerNoneStated, numbered } from "../portal.js";

/** The page of each, by the name that it has in `docs/hosts.md`. The first is what the others are compared with. */
export const HOSTS: Record<string, string> = JSON.parse(readFileSync(new URL("../../hosts/hosts.json", import.meta.url), "utf8"));
export const [PLAIN, ...OTHERS] = Object.keys(HOSTS);
// Each worker of the tests has a plain page of its own.
HOSTS[PLAIN] += `?host=plain-${process.env.TEST_PARALLEL_INDEX}`;

/** Opens a host's page and gives its form. */
export async function visit(page: Page, host: string): Promise<Locator> {
  await page.goto(HOSTS[host]);
  const form = (HOSTS[host].includes("frame") ? page.frameLocator("iframe") : page).locator("coplan-abuse-question");
  await expect(form.locator(".coplan")).toBeVisible();
  await expect(form.locator(".coplan-subject, h1, h2").first()).toBeVisible();
  return form;
}

/** Opens a page from which the script of the forms is kept away. What comes back makes sure that it was, and lets it in again. */
export async function withoutScript(page: Page, address: string): Promise<() => Promise<void>> {
  // A bundler puts what the file holds into its name. How often a browser asks for it is its own affair: one that was preloaded in
  // vain is asked for again when it is imported.
  const script = /\/coplan(-[\w-]+)?\.js(\?.*)?$/;
  let refused = false;
  await page.route(script, (route) => ((refused = true), route.abort()));
  await page.goto(address, { waitUntil: "networkidle" });
  return async () => {
    expect(refused, "the page asks for the script").toBe(true);
    for (const frame of page.frames()) {
      expect(await frame.evaluate(() => Boolean(customElements.get("coplan-abuse-question"))), "the script is kept away").toBe(false);
    }
    await page.unroute(script);
  };
}

/** Where it stores: under what the page is called, or what the page was told. */
const address = (host: string) => `/documents/${HOSTS[host].match(/host=(.*)|(\w+)(?:\/index)?\.html$/)!.slice(1).join("")}`;

/** What the host has stored. */
export const kept = async (page: Page, host: string) => (await page.request.get(address(host))).json();

/** What is the same wherever it was filled in. */
export const content = ({ form, version, status, access, subject, answers }: any) =>
  numbered({ form, version, status, access, subject, answers });

/** What a page does with its form meanwhile: the one that a script made is moved, taken off the page and put back. */
export async function meanwhile(host: string, form: Locator) {
  if (!HOSTS[host].includes("script")) return;
  const answers = () => form.evaluate((element: any) => element.document.answers);
  const before = await answers();
  for (const place of ["#own", "#stage"]) {
    await form.evaluate((element, place) => document.querySelector(place)!.append(element), place);
    expect(await answers()).toEqual(before);
  }
  const held = await form.evaluate(async (element: any) => {
    const place = element.parentNode;
    element.remove();
    await new Promise((done) => setTimeout(done, 50));
    const { answers } = element.document;
    place.append(element);
    return answers;
  });
  expect(held).toEqual(before);
  await expect(form.locator(".coplan")).toBeVisible();
  expect(await answers()).toEqual(before);
}

/** Fills the form in, saves, opens the page again and completes: what the host has then. */
export async function fillSaveReloadComplete(page: Page, host: string) {
  await page.request.delete(address(host));
  let form = await visit(page, host);
  await answerNoneStated(form);
  await meanwhile(host, form);
  await form.getByRole("button", { name: "Save", exact: true }).click();
  await expect(form.getByText(/^Saved/)).toBeVisible();
  expect((await kept(page, host)).status).toBe("draft");
  form = await visit(page, host);
  await expect(form.getByRole("radio", { name: "None stated" })).toBeChecked();
  await form.getByRole("button", { name: "Complete", exact: true }).click();
  const confirm = form.locator('[id="confirm"]');
  if (await confirm.isVisible()) await confirm.click();
  await expect.poll(async () => (await kept(page, host)).status).toBe("complete");
  return content(await kept(page, host));
}

let plain: any;
/** What comes of it in a plain page. */
export async function inPlainPage(page: Page) {
  plain ??= await fillSaveReloadComplete(page, PLAIN);
  return plain;
}
