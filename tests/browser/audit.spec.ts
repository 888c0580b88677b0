// The audit trail of the portal: what is printed and copied is in it, and a restricted form is opened from outside with a reason.

import { accessibility, expect, fixture, open, own, store, test } from "./portal.js";

test("what leaves the screen is recorded first, and shown to those who may see it", async ({ page }) => {
  await page.goto("/");
  const plan = own(fixture("relapse_plan", "whole"));
  delete plan.revision;
  expect((await store(page, plan)).ok()).toBe(true);
  const form = await open(page, { person: plan.subject.ref, id: plan.id }, "relapse-plan");
  await form.evaluate((element: any) => element.toText());
  await page.locator("#print").click();
  await expect
    .poll(async () => {
      const lines = await (await page.request.get(`/api/audit?person=${plan.subject.ref}`)).json();
      return lines.filter(({ document }: any) => document === plan.id).map(({ action }: any) => action);
    })
    .toEqual(["printed", "exported", "read", "written"]);
  await page.goto(`/person.html?person=${plan.subject.ref}`);
  await page.getByRole("link", { name: "Who has seen and changed forms" }).click();
  const line = page.getByRole("row", { name: "Printed" }).first();
  await expect(line).toContainText("Care co-ordinator");
  await expect(line).toContainText("Relapse plan, revision 1");
  expect(await accessibility(page)).toEqual([]);
});

test("a restricted form is opened with a reason, from the page that refuses it", async ({ page, said }) => {
  await page.goto("/");
  const asked = own(fixture("abuse_question", "none_stated"));
  delete asked.revision;
  expect((await store(page, asked)).ok()).toBe(true);
  await page.getByLabel("Your role").selectOption("Administrator");
  await page.getByRole("button", { name: "Change role" }).click();
  await page.goto(`/abuse-question.html?id=${asked.id}`);
  await page.getByRole("link", { name: "Open it with a reason" }).click();
  expect(await accessibility(page)).toEqual([]);
  // What is too short is said on the page, and what was written stays.
  const reason = page.getByLabel("Why do you need it now?");
  await reason.fill("??");
  await page.getByRole("button", { name: "Open it and keep my reason" }).click();
  await expect(page.getByRole("alert")).toContainText("Write why you need this form now, in 3 to 500 letters.");
  await expect(reason).toHaveValue("??");
  expect(await accessibility(page)).toEqual([]);
  expect(said.splice(0).every((line) => line.includes("403") || line.includes("422"))).toBe(true);
  await reason.fill("The crisis team asks what was agreed");
  await page.getByRole("button", { name: "Open it and keep my reason" }).click();
  await expect(page.getByRole("heading", { name: "Opened with a reason" })).toBeVisible();
  await expect(page.locator("pre")).toContainText(asked.subject.name);
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  expect(await accessibility(page)).toEqual([]);
  await page.goto(`/abuse-question.html?id=${asked.id}`);
  await expect(page.getByRole("alert")).toContainText("Your role cannot open this form.");
  // Chromium writes each refusal on the console.
  expect(said.splice(0).every((line) => line.includes("403"))).toBe(true);
  await page.goto(`/audit.html?person=${asked.subject.ref}`);
  await expect(page.getByRole("alert")).toContainText("Your role does not see who has opened documents.");
  said.splice(0);
  await page.getByLabel("Your role").selectOption("Care co-ordinator");
  await page.getByRole("button", { name: "Change role" }).click();
  await expect(page.getByRole("row", { name: "Opened although restricted" }).first()).toContainText("The crisis team asks what was agreed");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});
