// The portal may have less than the tablet, after its database was restored, or more. Neither loses what was written, and what comes to the
// tablet is in the audit trail.

import { accessibility, expect, own, store, test } from "../portal.js";
import { PASSPHRASE, back, isOpen, keep, latest, onlyRequests, openPlan, plan, revisions, sendNow, stored, takeAlong, unsent } from "./visiting.js";

test("a form that the portal does not have any more is sent as a new one, by the person's choice, with every save of it", async ({ page, context, said }) => {
  // As the tablet got it before the database was restored from an earlier copy.
  const lost = { ...own({ form: "relapse_plan", subject: { ref: "demo-1", name: "Ada Example" }, answers: { signs_me: "Before" } }), status: "draft", access: "normal", revision: 3 };
  await page.route(`**/api/documents/${lost.id}?person=demo-1`, (route) => route.fulfill({ json: lost }));
  await page.route(`**/api/documents/${lost.id}/taken`, (route) => route.fulfill({ status: 204, body: "" }));
  await page.route(/\/api\/documents\?person=demo-1$/, (route) => route.fulfill({ json: [{ id: lost.id, access: "normal" }] }));
  await page.goto("/visit.html");
  await page.getByRole("checkbox", { name: "Ada Example" }).check();
  await page.getByLabel("Passphrase", { exact: true }).fill(PASSPHRASE);
  await page.getByLabel("The same once more").fill(PASSPHRASE);
  await page.getByRole("button", { name: "Take along" }).click();
  await isOpen(page);
  await context.setOffline(true);
  await openPlan(page);
  for (const words of ["Kept first", "Kept second"]) await keep(page, words);
  await back(page);
  await context.setOffline(false);
  await expect(page.getByText("The portal does not have this form any more")).toBeVisible();
  await expect(unsent(page)).toHaveText("On this tablet only: 2 changes not sent yet");
  expect(await accessibility(page)).toEqual([]);
  // Nothing is sent as new that nobody has decided about, and the answer that says it has arrived may be lost.
  await sendNow(page);
  await expect(unsent(page)).toHaveText("On this tablet only: 2 changes not sent yet");
  expect((await page.request.get(`/api/documents/${lost.id}`)).status()).toBe(404);
  let lose = true;
  await page.route(`**/api/documents/${lost.id}`, async (route) => {
    if (route.request().method() !== "PUT" || !lose) return route.fallback();
    lose = false;
    await route.fetch();
    await route.abort();
  });
  await page.getByRole("button", { name: "Send it as a new form" }).click();
  await expect(page.getByRole("alert")).toContainText("The portal cannot be reached");
  await sendNow(page);
  await expect(unsent(page)).toHaveText("Everything is sent");
  await expect(page.getByText("does not have this form any more")).toHaveCount(0);
  expect((await revisions(page, lost.id)).map(({ revision }: any) => revision)).toEqual([1, 2]);
  expect((await latest(page, lost.id)).answers.signs_me).toBe("Kept second");
  // It goes on from there.
  await openPlan(page);
  await keep(page, "Kept third");
  await back(page);
  await expect(unsent(page)).toHaveText("Everything is sent");
  expect((await latest(page, lost.id)).revision).toBe(3);
  expect(onlyRequests(said)).toEqual([]);
});

test("another's version that a conflict brings to the tablet is in the audit trail as taken along, and does not come where that fails", async ({ page, context, said }) => {
  const before = await stored(page);
  await takeAlong(page, before.id);
  await context.setOffline(true);
  await openPlan(page);
  await keep(page, "Mine");
  await back(page);
  expect((await store(page, { ...before, revision: 1, answers: { signs_me: "Theirs" } })).ok()).toBe(true);
  const taken = async () => {
    const lines: any[] = await (await page.request.get("/api/audit?person=demo-1")).json();
    return lines.filter(({ document, action }) => document === before.id && action === "taken_along").map(({ revision }) => revision);
  };
  await page.route("**/taken", (route) => route.fulfill({ status: 503, json: { title: "The portal's database does not answer." } }));
  await context.setOffline(false);
  await expect(page.getByRole("alert")).toContainText("The portal cannot be reached");
  await openPlan(page);
  await expect(plan(page).getByRole("button", { name: "Look at the other version" })).toHaveCount(0);
  expect(await taken()).toEqual([1]);
  await page.unroute("**/taken");
  await back(page);
  await expect(page.getByText("Someone else changed this form meanwhile")).toBeVisible();
  expect(await taken()).toEqual([2, 1]);
  expect(onlyRequests(said)).toEqual([]);
});
