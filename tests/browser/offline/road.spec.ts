// A visit without a network: what was taken along opens, is filled in and kept on the tablet. Nothing there is in clear.

import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, test } from "../portal.js";
import {
  PASSPHRASE, back, field, isOpen, keep, latest, onDisk, onlyRequests, openPlan, plan, stored, takeAlong, unlock, unsent,
} from "./visiting.js";

test("without a network a person's form is opened, filled in and kept, also when the page is discarded, and sent afterwards", async ({ page, context, said }) => {
  const { id } = await stored(page);
  await takeAlong(page, id);
  await context.setOffline(true);
  // Whatever page is wanted: there is only this one.
  await page.goto("/person.html?person=demo-1");
  await unlock(page);
  await isOpen(page);
  await openPlan(page);
  await expect(field(page)).toHaveValue("I stop sleeping");
  await keep(page, "I stop sleeping and eating");
  await expect(plan(page)).toContainText("Kept on this tablet at");
  await expect(plan(page)).not.toContainText("Saved at");
  await expect(unsent(page)).toHaveText("On this tablet only: 1 change not sent yet");
  // What is typed last is kept as the page goes.
  await field(page).fill("I stop sleeping, eating and calling");
  await plan(page).evaluate((element: any) => element.save());
  await page.reload();
  await unlock(page);
  await openPlan(page);
  await expect(field(page)).toHaveValue("I stop sleeping, eating and calling");
  await page.goBack();
  await isOpen(page);
  await context.setOffline(false);
  await expect(unsent(page)).toHaveText("Everything is sent");
  const there = await latest(page, id);
  expect([there.revision, there.answers.signs_me]).toEqual([3, "I stop sleeping, eating and calling"]);
  const trail = await (await page.request.get("/api/audit?person=demo-1")).json();
  const done = trail.filter(({ document }: any) => document === id).map(({ action }: any) => action);
  expect(done.reverse()).toEqual(["written", "taken_along", "read", "written", "written", "read"]);
  expect(onlyRequests(said)).toEqual([]);
});

test("a form that was begun on the road is new in the portal afterwards, and a restricted one is neither taken along nor begun", async ({ page, context, said }) => {
  const abuse = await stored(page, { response: "none_stated" }, "abuse_question");
  const assessment = await stored(page, { su_expectations: "A quiet room" }, "comprehensive_assessment");
  await takeAlong(page, abuse.id, assessment.id);
  await expect(page.getByRole("link", { name: /abuse/ })).toHaveCount(0);
  expect(await page.evaluate(async () => (await (indexedDB as any).databases()).length)).toBe(1);
  await context.setOffline(true);
  await page.getByRole("link", { name: "Comprehensive assessment", exact: true }).click();
  const form = page.locator("coplan-comprehensive-assessment");
  await expect(form.locator(".coplan").first()).toBeAttached();
  await expect(form.locator("coplan-abuse-question")).toBeHidden();
  const refused = await form.evaluate(async (element: any) => {
    const question = element.querySelector("coplan-abuse-question");
    question.document = { ...question.document, answers: { response: "none_stated" } };
    return question.save().then(() => "kept", (error: Error) => error.message);
  });
  expect(refused).toBe("refused");
  await page.goBack();
  await page.getByRole("link", { name: "New: Relapse plan" }).click();
  await keep(page, "I hear the neighbours");
  const { id } = await plan(page).evaluate((element: any) => element.document);
  await back(page);
  await context.setOffline(false);
  await expect(unsent(page)).toHaveText("Everything is sent");
  const there = await latest(page, id);
  expect([there.revision, there.subject.ref, there.answers.signs_me]).toEqual([1, "demo-1", "I hear the neighbours"]);
  expect(onlyRequests(said)).toEqual([]);
});

test("nothing that lies on the tablet is in clear: no name, number, word or id, in no store of the browser", async ({ page, context, said }) => {
  const { id } = await stored(page, { signs_me: "Marmalade everywhere" });
  await takeAlong(page, id);
  await context.setOffline(true);
  await openPlan(page);
  await keep(page, "Marmalade on the ceiling");
  await back(page);
  const disk = await onDisk(page);
  expect(disk, "it looks where things are").toMatch(/coplan-visit unsent .*coplan-visit|expires_at/s);
  for (const clear of ["Marmalade", "ceiling", "Ada", "Example", "9434765919", "1990", "demo-1", id, PASSPHRASE, "signs_me"]) {
    expect(disk, clear).not.toContain(clear);
  }
  expect(disk).toContain("cached /visit.html");
  expect(disk).not.toMatch(/cached \/(api|person|relapse)/);
  expect(page.url()).toMatch(/\/visit\.html$/);
  expect(onlyRequests(said)).toEqual([]);
});

test("a tablet that was switched off asks for the passphrase, counts wrong ones, and then needs its owner's sign-in", async ({ playwright, baseURL }, { project }) => {
  const folder = mkdtempSync(join(tmpdir(), "coplan-tablet-"));
  const on = () => playwright.chromium.launchPersistentContext(folder, { ...project.use.launchOptions, baseURL });
  let context = await on();
  let page = context.pages()[0];
  const { id } = await stored(page);
  await takeAlong(page, id);
  await context.setOffline(true);
  await openPlan(page);
  await keep(page, "I stop eating");
  await context.close();

  context = await on();
  page = context.pages()[0];
  await context.setOffline(true);
  await page.goto("/");
  await expect(unsent(page)).toHaveText("On this tablet only: 1 change not sent yet");
  for (const left of ["4 tries are left", "3 tries are left", "2 tries are left", "1 try is left"]) {
    await unlock(page, "kettle orchard ninety");
    await expect(page.getByRole("alert")).toContainText(left);
  }
  await unlock(page, "kettle orchard ninety");
  await expect(page.getByLabel("Passphrase of this visit")).toBeHidden();
  expect(await onDisk(page), "the key that the passphrase opens is gone").not.toContain("byPassphrase");
  await page.getByRole("button", { name: "Open with my sign-in" }).click();
  await expect(page.getByRole("alert")).toContainText("The portal does not answer");
  await context.setOffline(false);
  await page.getByRole("button", { name: "Open with my sign-in" }).click();
  await expect(page.getByRole("heading", { name: "Take forms along" }), "it is sent, and gone from here").toBeVisible();
  expect((await latest(page, id)).answers.signs_me).toBe("I stop eating");
  await context.close();
});
