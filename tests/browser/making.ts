// What is done on the page that makes a policy, and what it shows.

import type { Page } from "@playwright/test";

import { expect, type Form } from "./portal.js";

export const tagOf = (form: string) => `coplan-${form.replaceAll("_", "-")}`;

/** Opens the page with a form, and waits until choices can be made. */
export async function making(page: Page, form: string) {
  await page.goto(`/policy.html?form=${form}`);
  await expect(page.locator("#choices:not([inert]) #questions fieldset")).not.toHaveCount(0);
  return page.locator(tagOf(form));
}

/** A question in the list. */
export const question = (page: Page, path: string) => page.locator(`#questions fieldset[data-path="${path}"]`);
export const box = (page: Page, path: string, name: string) => question(page, path).locator(`:scope > .both [name="${name}"]`);
export const said = (page: Page, path: string) => question(page, path).locator(":scope > .said");

/** The policy as the page shows it. */
export const policy = async (page: Page) => JSON.parse((await page.locator("#text").textContent())!);

/** What is in the form and in the file is the same. */
export async function same(page: Page, form: string) {
  const held = await page.locator(tagOf(form)).evaluate((element: Form) => element.policy);
  expect(held).toEqual(await policy(page));
}
