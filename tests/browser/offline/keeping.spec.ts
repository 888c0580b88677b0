// What lies on a tablet is not there for ever, not for everybody, and is overwritten by nobody.

import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { accessibility, expect, store, test } from "../portal.js";
import {
  answer, back, field, isOpen, keep, latest, onDisk, onlyRequests, openPlan, plan, registered, revisions, sendNow, signIn, signOut, stored, takeAlong, unlock, unsent,
} from "./visiting.js";

const conflict = "Someone else changed this form meanwhile";

test("what somebody else saved meanwhile is shown beside what was kept on the road, and neither overwrites the other", async ({ page, context, said }) => {
  const before = await stored(page);
  await takeAlong(page, before.id);
  await context.setOffline(true);
  await openPlan(page);
  // As many saves here as there: the numbers of the revisions are the same, and what they hold is not.
  for (const words of ["Mine, first", "Mine, second"]) await keep(page, words);
  await back(page);
  for (const [revision, words] of [[1, "Theirs, first"], [2, "Theirs, second"]] as const) {
    expect((await store(page, { ...before, revision, answers: { signs_me: words } })).ok()).toBe(true);
  }
  await context.setOffline(false);
  await expect(page.getByText(conflict)).toBeVisible();
  await expect(unsent(page)).toHaveText("On this tablet only: 2 changes not sent yet");
  expect((await latest(page, before.id)).answers.signs_me).toBe("Theirs, second");
  expect(await accessibility(page)).toEqual([]);

  await openPlan(page);
  const form = plan(page);
  await form.getByRole("button", { name: "Look at the other version" }).click();
  await expect(form).toContainText("Theirs, second");
  await expect(field(page)).toHaveValue("Mine, second");
  // Whoever does not choose loses nothing.
  const asked = answer(page, true);
  await page.goBack();
  expect(await asked).toContain("Yours stays on this tablet");
  await expect(unsent(page)).toHaveText("On this tablet only: 2 changes not sent yet");
  await openPlan(page);
  await form.getByRole("button", { name: "Look at the other version" }).click();
  await form.getByRole("button", { name: "Keep what is on this page" }).click();
  await expect(unsent(page)).toHaveText("On this tablet only: 1 change not sent yet");
  await back(page);
  await expect(unsent(page)).toHaveText("Everything is sent");
  const there = await latest(page, before.id);
  expect([there.revision, there.answers.signs_me]).toEqual([4, "Mine, second"]);
  expect(onlyRequests(said)).toEqual([]);
});

test("whoever takes the other version, or the portal's no, removes their own from the tablet by a button of its own", async ({ page, context, said }) => {
  const before = await stored(page);
  await takeAlong(page, before.id);
  await context.setOffline(true);
  await openPlan(page);
  await keep(page, "Mine");
  await back(page);
  expect((await store(page, { ...before, revision: 1, answers: { signs_me: "Theirs" } })).ok()).toBe(true);
  await context.setOffline(false);
  await expect(page.getByText(conflict)).toBeVisible();
  await openPlan(page);
  await plan(page).getByRole("button", { name: "Look at the other version" }).click();
  await plan(page).getByRole("button", { name: "Use the other version" }).click();
  await expect(field(page)).toHaveValue("Theirs");
  await back(page);
  for (const sure of [false, true]) {
    const asked = answer(page, sure);
    await page.getByRole("button", { name: "Remove my version" }).click();
    expect(await asked).toContain("on no other computer");
    await expect(page.getByText(conflict)).toHaveCount(sure ? 0 : 1);
  }
  await expect(unsent(page)).toHaveText("Everything is sent");
  await openPlan(page);
  await expect(field(page), "theirs lies here now").toHaveValue("Theirs");

  // A no of the portal is said in its own words. What follows it can be sent.
  await keep(page, "Refused");
  await page.route("**/api/documents/*", (route) =>
    route.request().method() === "PUT" ? route.fulfill({ status: 422, json: { title: "Some answers are missing.", detail: "Save it as a draft." } }) : route.fallback(),
  );
  await back(page);
  await expect(page.getByText("The portal did not take it. Some answers are missing. Save it as a draft.")).toBeVisible();
  await page.unroute("**/api/documents/*");
  await openPlan(page);
  await keep(page, "Corrected");
  await back(page);
  await expect(unsent(page)).toHaveText("Everything is sent");
  await expect(page.getByText("did not take it")).toHaveCount(0);
  expect((await revisions(page, before.id)).length).toBe(3);
  expect((await latest(page, before.id)).answers.signs_me).toBe("Corrected");
  expect(onlyRequests(said)).toEqual([]);
});

test("two tabs send each save once, and what one has kept the other does not overwrite", async ({ page, context, said }) => {
  const { id } = await stored(page);
  await takeAlong(page, id);
  const other = await context.newPage();
  await other.goto("/visit.html");
  await unlock(other);
  await isOpen(other);
  await context.setOffline(true);
  await openPlan(page);
  await openPlan(other);
  await keep(page, "In this tab");
  await field(other).fill("In the other tab");
  await other.evaluate(() => (document.querySelector("coplan-relapse-plan") as any).save().catch(() => {}));
  await plan(other).getByRole("button", { name: "Look at the other version" }).click();
  await expect(plan(other)).toContainText("In this tab");
  await plan(other).getByRole("button", { name: "Keep what is on this page" }).click();
  await back(page);
  await expect(unsent(other)).toHaveText("On this tablet only: 2 changes not sent yet");
  await back(other);
  await context.setOffline(false);
  await Promise.all([page, other].map((tab) => expect(unsent(tab)).toHaveText("Everything is sent", { timeout: 30_000 })));
  expect((await revisions(page, id)).length).toBe(3);
  expect((await latest(page, id)).answers.signs_me).toBe("In the other tab");
  expect(onlyRequests(said)).toEqual([]);
});

test("what has expired is wiped; what is not sent yet waits for its owner's sign-in, a week and no longer", async ({ page, context, said, baseURL }) => {
  const { id } = await stored(page);
  await page.clock.install();
  await takeAlong(page, id);
  await expect(page.locator("#list .about")).toContainText("It opens without a network until");
  await openPlan(page);
  await keep(page, "I stop eating");
  await page.clock.fastForward(25 * 3_600_000);
  await expect(page.getByRole("button", { name: "Open with my sign-in" })).toBeVisible();
  await expect(page.getByLabel("Passphrase of this visit")).toBeHidden();
  expect(await onDisk(page)).not.toContain("byPassphrase");
  await signOut(context, baseURL!);
  await page.getByRole("button", { name: "Open with my sign-in" }).click();
  await expect(page.getByRole("alert")).toContainText("Your session has ended");
  await signIn(context, baseURL!);
  await page.getByRole("button", { name: "Open with my sign-in" }).click();
  await expect(page.getByRole("heading", { name: "Take forms along" })).toBeVisible();
  expect((await latest(page, id)).answers.signs_me).toBe("I stop eating");
  expect(await onDisk(page)).not.toContain("expires_at");
  for (const [hours, more] of [[25, false], [24 * 8 + 1, true]] as const) {
    await takeAlong(page, id);
    if (more) {
      await openPlan(page);
      await keep(page, "Nobody came back");
    }
    await page.clock.fastForward(hours * 3_600_000);
    await expect(page.getByRole("heading", { name: "Take forms along" })).toBeVisible();
    expect(await onDisk(page)).not.toContain("expires_at");
  }
  expect(onlyRequests(said)).toEqual([]);
});

test("whoever signs out leaves nothing on the tablet, and is asked first when something is not sent", async ({ page, context, said }) => {
  const ids = registered(page);
  const { id } = await stored(page);
  await takeAlong(page, id);
  const [tablet] = ids;
  await context.setOffline(true);
  await openPlan(page);
  await keep(page, "I stop eating");
  await context.setOffline(false);
  await page.goto("/person.html?person=demo-1");
  const line = page.getByRole("link", { name: "Forms of 1 person are on this tablet. 1 change is not sent yet." });
  await expect(line).toBeVisible();
  const end = page.getByRole("button", { name: "End this session" });
  let asked = answer(page, false);
  await end.click();
  expect(await asked).toContain("1 change on this tablet will be lost");
  await expect(line).toBeVisible();
  expect(await onDisk(page)).toContain("expires_at");
  asked = answer(page, true);
  await end.click();
  await asked;
  await expect(page.getByRole("heading", { name: "Your session has ended" })).toBeVisible();
  expect(await onDisk(page)).not.toContain("expires_at");
  await page.getByRole("button", { name: "Sign in again" }).click();
  await expect(page.getByRole("heading", { name: "Ada Example" })).toBeVisible();
  const tablets = await (await page.request.get("/api/devices")).json();
  expect(tablets.find(({ id }: any) => id === tablet).wiped_at, "the portal has forgotten its secret").not.toBe("");
  expect(onlyRequests(said)).toEqual([]);
});

test("a tablet that its owner wipes from elsewhere is empty once it reaches the portal, also signed out; what lies open is sent first", async ({ page, context, said, baseURL }) => {
  const wipeAll = async () => {
    for (const { id, wiped_at: wiped } of await (await page.request.get("/api/devices")).json()) {
      if (!wiped && ids.includes(id)) expect((await page.request.delete(`/api/devices/${id}`, { headers: { Origin: baseURL! } })).status()).toBe(204);
    }
  };
  const ids = registered(page);
  const { id } = await stored(page);
  await takeAlong(page, id);
  await context.setOffline(true);
  await openPlan(page);
  await keep(page, "I stop eating");
  await back(page);
  await wipeAll();
  await context.setOffline(false);
  await expect(page.getByRole("alert")).toContainText("told to remove the forms");
  expect((await latest(page, id)).answers.signs_me).toBe("I stop eating");
  expect(await onDisk(page)).not.toContain("expires_at");

  await takeAlong(page, id);
  await wipeAll();
  await signOut(context, baseURL!);
  await page.goto("/visit.html");
  await expect(page.getByRole("heading", { name: "Take forms along" })).toBeVisible();
  expect(await onDisk(page)).not.toContain("expires_at");
  expect(onlyRequests(said)).toEqual([]);
});

test("somebody else who is signed in opens and sends nothing of it", async ({ page, context, said, baseURL }) => {
  const { id } = await stored(page);
  await takeAlong(page, id);
  await context.setOffline(true);
  await openPlan(page);
  await keep(page, "I stop eating");
  await back(page);
  await context.addCookies([{ name: "role", value: "administrator", url: baseURL! }]);
  await context.setOffline(false);
  await expect(page.getByRole("alert")).toContainText("Only they can send what lies here");
  expect((await latest(page, id)).revision).toBe(1);
  await page.reload();
  await unlock(page, "a wrong passphrase");
  await page.getByLabel("New passphrase").fill("their own passphrase");
  await page.getByRole("button", { name: "Open with my sign-in" }).click();
  await expect(page.getByRole("alert")).toContainText("Somebody else took these forms along.");
  await context.addCookies([{ name: "role", value: "care_coordinator", url: baseURL! }]);
  await page.getByRole("button", { name: "Open with my sign-in" }).click();
  await expect(unsent(page)).toHaveText("Everything is sent");
  expect((await latest(page, id)).revision).toBe(2);
  expect(onlyRequests(said)).toEqual([]);
});

test("the page of a visit is accessible in each of its states, and as narrow as a phone", async ({ page, context, said }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const fits = async () => {
    expect(await accessibility(page, { colours: true })).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  };
  const { id } = await stored(page);
  await page.goto("/visit.html");
  await expect(page.getByRole("button", { name: "Take along" })).toBeVisible();
  await fits();
  await page.getByLabel("Passphrase", { exact: true }).fill("kettle orchard nineteen");
  await page.getByLabel("The same once more").fill("kettle orchard ninety");
  await page.getByRole("button", { name: "Take along" }).click();
  await expect(page.getByRole("alert")).toContainText("Choose whose forms");
  await page.getByRole("checkbox", { name: "Ada Example" }).check();
  await page.getByRole("button", { name: "Take along" }).click();
  await expect(page.getByRole("alert")).toContainText("differ");
  await fits();
  await takeAlong(page, id);
  await expect(page.getByRole("heading", { level: 1, name: "Forms on this tablet" })).toBeFocused();
  await fits();
  await context.setOffline(true);
  await openPlan(page);
  await keep(page, "I stop eating");
  await fits();
  await page.reload();
  await expect(page.getByLabel("Passphrase of this visit")).toBeVisible();
  await unlock(page, "a wrong passphrase");
  await expect(page.getByRole("alert")).toBeVisible();
  await fits();
  expect(onlyRequests(said)).toEqual([]);
});

test("a new build takes the place of the old files as a whole, and a page that is open with the old ones goes on working", async ({ browser }) => {
  const folder = mkdtempSync(join(tmpdir(), "coplan-build-"));
  const here = new URL("../", import.meta.url).pathname;
  cpSync(join(here, "../../www"), join(folder, "www"), { recursive: true });
  const start = async (port: string) => {
    const options = ["--port", port, "--db", join(folder, "test.db"), "--dist", join(here, "../../dist"), "--www", join(folder, "www"), "--examples", join(here, "../fixtures")];
    const portal: ChildProcess = spawn(join(here, "../../target/debug/coplan"), ["serve", ...options], { stdio: ["ignore", "pipe", "ignore"] });
    const [line] = await once(portal.stdout!, "data");
    return { portal, address: /http:\S+/.exec(String(line))![0] };
  };
  const first = await start("0");
  const context = await browser.newContext({ baseURL: first.address });
  let running = first.portal;
  try {
    const page = await context.newPage();
    const { id } = await stored(page);
    await takeAlong(page, id);
    const [old] = await page.evaluate(() => caches.keys());
    first.portal.kill();
    await once(first.portal, "exit");
    const script = join(folder, "www/offline/visit.js");
    writeFileSync(script, `${readFileSync(script, "utf8")}\ndocument.documentElement.dataset.build = "new";\n`);
    running = (await start(new URL(first.address).port)).portal;
    await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
    await expect.poll(() => page.evaluate(() => caches.keys().then((names) => names.length))).toBe(2);
    // The old page has not asked for the form's files yet.
    await context.setOffline(true);
    await openPlan(page);
    await keep(page, "With the old files");
    await page.close();
    const next = await context.newPage();
    const build = async () => {
      // Away from the portal, so that the worker before has nothing left to serve.
      await next.goto("about:blank");
      await next.goto("/visit.html");
      await expect(next.locator("section:visible").first()).toBeAttached();
      return next.locator("html").getAttribute("data-build");
    };
    await expect.poll(build).toBe("new");
    await expect.poll(() => next.evaluate(() => caches.keys())).not.toContain(old);
    await unlock(next);
    await openPlan(next);
    await expect(field(next)).toHaveValue("With the old files");
  } finally {
    await context.close();
    running.kill();
  }
});
