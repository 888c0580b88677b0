// The demo portal's page in an electronic record: launched by SMART App Launch 2, opened from and stored on the record's FHIR server,
// which is another origin.

import { randomUUID } from "node:crypto";

import { type Page, expect, test } from "@playwright/test";

const PORT = Number(process.env.COPLAN_PORT ?? 8281);
const RECORD = `http://127.0.0.1:${PORT}`;
const PORTAL = `http://127.0.0.1:${PORT + 2}`;

/** The address that a record system opens for somebody. */
const opened = (launch: string) => `${PORTAL}/ehr-launch.html?${new URLSearchParams({ iss: `${RECORD}/ehr/fhir`, launch })}`;

/** Launches the page for somebody, and gives the form once their plan is in it. */
async function launched(page: Page, launch: string) {
  await page.goto(opened(launch));
  await expect(page.getByText("Ada Example, written by Sam Worker")).toBeVisible();
  await expect(page).toHaveURL(`${PORTAL}/ehr.html`);
  const form = page.locator("coplan-care-plan");
  await expect(form.getByText("Ada Example").first()).toBeVisible();
  return form;
}

const words = (form: Awaited<ReturnType<typeof launched>>) => form.locator("#recovery_meaning");
const save = (form: Awaited<ReturnType<typeof launched>>) => form.getByRole("button", { name: "Save", exact: true }).click();

test("a plan is opened, stored as a QuestionnaireResponse, and there again", async ({ page }) => {
  const told: string[] = [];
  page.on("console", (message) => told.push(message.text()));
  page.on("pageerror", ({ message }) => told.push(message));
  const sent: any[] = [];
  page.on("request", (request) => request.method() !== "GET" && request.url().includes("/fhir/") && sent.push([request.method(), request.postDataJSON()]));
  const launch = randomUUID();
  let form = await launched(page, launch);
  await words(form).fill("To sleep through.");
  await save(form);
  await expect(form.getByText(/^Saved at/).first()).toBeVisible();
  await words(form).fill("To sleep through, and to see Kevin.");
  await save(form);
  await expect.poll(() => sent.map(([method]) => method)).toEqual(["POST", "PUT"]);
  const { subject, status, item } = sent[1][1];
  expect([subject.reference, status]).toEqual([expect.stringMatching(/^Patient\//), "in-progress"]);
  expect(JSON.stringify(item)).toContain("To sleep through, and to see Kevin.");
  await expect.poll(() => form.evaluate((element: any) => element.dirty)).toBe(false);
  const before = await form.evaluate((element: any) => element.document);
  form = await launched(page, launch);
  await expect(words(form)).toHaveValue("To sleep through, and to see Kevin.");
  expect(await form.evaluate((element: any) => element.document)).toEqual({ ...before, revision: 2 });
  // Who is at the screen is the record's.
  expect(before.answers.completed_by?.name).toBe("Sam Worker");
  // Somebody else's plan is not theirs.
  form = await launched(page, randomUUID());
  await expect(words(form)).toHaveValue("");
  expect(told).toEqual([]);
});

test("somebody else was quicker: both can be looked at, and the second is stored from the first", async ({ page, context }) => {
  const launch = randomUUID();
  const mine = await launched(page, launch);
  await words(mine).fill("To sleep through.");
  await save(mine);
  await expect(mine.getByText(/^Saved at/).first()).toBeVisible();
  const another = await context.newPage();
  const theirs = await launched(another, launch);
  await words(theirs).fill("To see Kevin.");
  await save(theirs);
  await expect(theirs.getByText(/^Saved at/).first()).toBeVisible();
  await words(mine).fill("To sleep, and to eat.");
  await save(mine);
  await expect(mine.getByText("Someone else changed this").first()).toBeVisible();
  await expect(words(mine)).toHaveValue("To sleep, and to eat.");
  await mine.locator("#look").click();
  await expect(mine.locator(".coplan-theirs")).toContainText("To see Kevin.");
  await mine.locator("#keep-mine").click();
  await save(mine);
  await expect(mine.getByText(/^Saved at/).first()).toBeVisible();
  const again = await launched(another, launch);
  await expect(words(again)).toHaveValue("To sleep, and to eat.");
  expect(await again.evaluate((element: any) => element.document.revision)).toBeGreaterThan(2);
});

test("two who begin a plan at the same time make one, and what was lost on the way is stored", async ({ page, context }) => {
  const launch = randomUUID();
  const mine = await launched(page, launch);
  const another = await context.newPage();
  const theirs = await launched(another, launch);
  // The server stores it, and its answer never comes.
  let lost = 0;
  await page.route("**/ehr/fhir/QuestionnaireResponse", async (route) => {
    if (route.request().method() !== "POST" || lost++) return route.continue();
    await route.fetch();
    await route.abort();
  });
  await words(mine).fill("To sleep");
  await save(mine);
  await expect(mine.locator("#save-failed").first()).toBeVisible();
  await words(mine).fill("To sleep through.");
  await save(mine);
  await expect(mine.getByText(/^Saved at/).first()).toBeVisible();
  await words(theirs).fill("To see Kevin.");
  await save(theirs);
  await expect(theirs.getByText("Someone else changed this").first()).toBeVisible();
  await expect(words(theirs)).toHaveValue("To see Kevin.");
  await save(theirs);
  await expect(theirs.getByText(/^Saved at/)).toHaveCount(0);
  const again = await launched(page, launch);
  await expect(words(again)).toHaveValue("To sleep through.");
});

test("what was typed last is stored when the page is left", async ({ page }) => {
  const launch = randomUUID();
  const form = await launched(page, launch);
  await words(form).fill("To sleep.");
  await save(form);
  await expect(form.getByText(/^Saved at/).first()).toBeVisible();
  await words(form).pressSequentially(" And more");
  await page.goto(`${PORTAL}/gallery.html`);
  await expect(words(await launched(page, launch))).toHaveValue("To sleep. And more");
});

test("a record that does not tell who is at the screen opens no form", async ({ page }) => {
  await page.route("**/ehr/fhir/Practitioner/**", (route) => route.fulfill({ status: 403, json: { resourceType: "OperationOutcome" } }));
  await page.goto(opened(randomUUID()));
  await expect(page.locator("#said")).toContainText("could not be opened");
  await expect(page.locator("coplan-care-plan")).toHaveCount(0);
});

test("a page that no record system has opened, or one that the portal was not told of, says so and asks nothing", async ({ page }) => {
  await page.goto(`${PORTAL}/ehr-launch.html`);
  await expect(page.locator("#said")).toContainText("Open the care plan from the record");
  // The Content-Security-Policy keeps it from being asked at all.
  const other = `http://localhost:${PORT}`;
  const asked: string[] = [];
  page.on("response", (response) => asked.push(response.url()));
  await page.goto(`${PORTAL}/ehr-launch.html?${new URLSearchParams({ iss: `${other}/ehr/fhir`, launch: "x" })}`);
  await expect(page.locator("#said")).toContainText("did not answer");
  expect(asked.filter((address) => address.startsWith(other))).toEqual([]);
  await expect(page).toHaveURL(/ehr-launch/);
});

test("what the record's server does not take is not Saved, and a launch that is none opens nothing", async ({ page }) => {
  const form = await launched(page, randomUUID());
  await page.route("**/ehr/fhir/QuestionnaireResponse", async (route) => {
    const body = route.request().postDataJSON();
    await route.continue({ postData: JSON.stringify({ ...body, nonsense: true }) });
  });
  await words(form).fill("To sleep through.");
  await save(form);
  await expect(form.locator("#save-failed").first()).toBeVisible();
  await expect(form.getByText(/^Saved at/)).toHaveCount(0);
  const refused = await page.request.get("/ehr/fhir/QuestionnaireResponse", { headers: { Authorization: "Bearer made-up" } });
  expect(refused.status()).toBe(401);
});
