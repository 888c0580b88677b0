// What a host's answer comes to: nothing counts as saved that the host did not say, and no answer is lost because it is late.

import { documentOf, expect, test } from "./portal.js";
import {
  ADA, answers, call, CARE, field, FORMS, heard, host, isDirty, notice, ready, RELAPSE, release, said, saves, settled, waiting,
} from "./hosting.js";

/** What hosts resolve to or reject with, by what it is called: each answers one save, and comes to this. */
const ANSWERS: Record<string, [came: string, answer: (event: any) => void]> = {
  "A3: a Response": ["saved", (event) => event.respondWith(fetch("/store", { method: "PUT" }))],
  "A3: a fetch that was led to a sign-in page": ["signed-out", (event) => event.respondWith(fetch("/led-away", { method: "PUT" }))],
  "A3: a redirect that was not followed": ["signed-out", (event) => event.respondWith(fetch("/led-away", { method: "PUT", redirect: "manual" }))],
  "A3: a page with status 200": ["signed-out", (event) => event.respondWith(fetch("/page"))],
  "A3: a page that does not say what it is": ["signed-out", (event) => event.respondWith(Promise.resolve(new Response("<!DOCTYPE html><p>Sign in", { headers: { "content-type": "" } })))],
  "A3: a page that says it is JSON": ["signed-out", (event) => event.respondWith(Promise.resolve(new Response("\ufeff <!-- proxy -->\n<!doctype html><p>Sign in", { headers: { "content-type": "application/json" } })))],
  "A3: a page that says it is XML": ["signed-out", (event) => event.respondWith(Promise.resolve(new Response('<?xml version="1.0"?>\n<html><head>', { headers: { "content-type": "application/xml" } })))],
  "A3: an answer in XML": ["saved", (event) => event.respondWith(Promise.resolve(new Response('<?xml version="1.0"?><stored/>', { headers: { "content-type": "application/xml" } })))],
  "A3: 401": ["signed-out", (event) => event.respondWith(Promise.resolve(new Response("", { status: 401 })))],
  "A3: 403 with a challenge": ["signed-out", (event) => event.respondWith(Promise.resolve(new Response("", { status: 403, headers: { "WWW-Authenticate": "Basic" } })))],
  "A3: 403": ["status", (event) => event.respondWith(Promise.resolve(new Response("", { status: 403 })))],
  "A3: a page with status 500": ["status", (event) => event.respondWith(Promise.resolve(new Response("<!doctype html>", { status: 500, headers: { "content-type": "text/html" } })))],
  "A3: a Response of another window that is ok": ["saved", (event) => event.respondWith(Promise.resolve(new (window as any).another.Response("{}")))],
  "A3: a Response of another window that is not": ["status", (event) => event.respondWith(Promise.resolve(new (window as any).another.Response("", { status: 500 })))],
  "A3: a polyfill's Response that is ok": ["saved", (event) => event.respondWith(Promise.resolve({ ok: true, status: 200, json: () => Promise.resolve({}) }))],
  "A3: a polyfill's Response that is not": ["status", (event) => event.respondWith(Promise.resolve({ ok: false, status: 503, text: () => Promise.resolve("") }))],
  "A3: a promise of another library": ["saved", (event) => event.respondWith({ then: (done: any) => setTimeout(() => done({ ok: true })) })],
  "A3: an object that is not ok": ["status", (event) => event.respondWith(Promise.resolve({ ok: false, status: 500 }))],
  "A3: nothing, from a forgotten return": ["unanswered", (event) => event.respondWith(Promise.resolve(undefined))],
  "A3: null": ["unanswered", (event) => event.respondWith(null)],
  "A3: a text": ["unanswered", (event) => event.respondWith("ok")],
  "A3: an object that says neither": ["unanswered", (event) => event.respondWith(Promise.resolve({ id: "x" }))],
  "A3: the body of an error": ["unanswered", (event) => event.respondWith(Promise.resolve({ error: "Internal" }))],
  "A3: the problem of an error": ["refused", (event) => event.respondWith(Promise.resolve({ title: "The record is closed.", status: 422 }))],
  "A3: a problem+json": ["refused", (event) => event.respondWith(Promise.resolve(new Response('{"title":"The record is closed."}', { status: 422, headers: { "content-type": "application/problem+json" } })))],
  "A3: a fraction for a revision": ["unanswered", (event) => event.respondWith(Promise.resolve({ revision: 1.5 }))],
  "A3: an answer whose properties throw": ["rejected", (event) => event.respondWith(Promise.resolve({ get ok() { throw new Error("no"); } }))],
  "A3: a rejection without a reason": ["rejected", (event) => event.respondWith(Promise.reject())],
  "A3: a rejection that is a Response": ["rejected", (event) => event.respondWith(Promise.reject(new Response("", { status: 500 })))],
  "B11: a rejection of Axios for 409": ["conflict", (event) => event.respondWith(Promise.reject(Object.assign(new Error("409"), { response: { status: 409, data: {} } })))],
  "B11: a rejection of jQuery for 412": ["conflict", (event) => event.respondWith(Promise.reject({ status: 412, responseText: "" }))],
  "B11: a rejection of Axios for 401": ["signed-out", (event) => event.respondWith(Promise.reject({ response: { status: 401 } }))],
  "B11: a rejection of Axios with a reason": ["refused", (event) => event.respondWith(Promise.reject({ response: { status: 422, data: { title: "The record is closed." } } }))],
  "B11: an answer of Axios": ["unanswered", (event) => event.respondWith(Promise.resolve({ status: 200, data: { saved: "yes" } }))],
  "A23: a revision as a text of digits": ["saved", (event) => event.respondWith(Promise.resolve({ revision: "7" }))],
  "A23: a body with a revision as a text of digits": ["saved", (event) => event.respondWith(Promise.resolve(new Response('{"revision":"7"}')))],
  "A23: a body that was read already": ["saved", (event) => event.respondWith(Promise.resolve(new Response('{"revision":3}')).then((answer) => answer.json().then(() => answer)))],
  "A23: a body that is being read by the host": ["saved", (event) => event.respondWith(Promise.resolve(new Response('{"revision":3}')).then((answer) => (answer.text(), answer)))],
  "A23: the document that was sent, with a revision": ["saved", (event) => event.respondWith(Promise.resolve({ ...event.document, revision: 7, _id: 1 }))],
  "A23: the document of somebody else, as a 409 has it whose status was lost": ["conflict", (event) => event.respondWith(Promise.resolve({ ...event.document, answers: { avoid: "Their words." }, revision: 7 }))],
  "A23: what was sent, without the signatures": ["conflict", (event) => event.respondWith(Promise.resolve({ ...event.document, status: "complete", revision: 7 }))],
  "A23: what was sent, about somebody else": ["conflict", (event) => event.respondWith(Promise.resolve({ ...event.document, subject: { ref: "bert" }, revision: 7 }))],
  "A23: what was sent, with an answer that had been cleared": ["conflict", (event) => event.respondWith(Promise.resolve({ ...event.document, answers: { ...event.document.answers, incomplete_note: "Old." }, revision: 7 }))],
  "A23: what was sent, as a database wrote it": ["saved", (event) => event.respondWith(Promise.resolve(JSON.parse(JSON.stringify({ ...event.document, id: 12, answers: { ...event.document.answers, avoid: ` ${event.document.answers.avoid.normalize("NFD")}\u200b` }, revision: 7 }))))],
  "A23: an empty body": ["saved", (event) => event.respondWith(Promise.resolve(new Response(null, { status: 204 })))],
};

test("A3, A23: of everything that hosts answer, only what says so counts as saved", async ({ page, said: console }) => {
  const form = await host(page, RELAPSE, ready(RELAPSE, ADA), { autosave: "off" });
  await page.route("**/led-away", (route) => route.fulfill({ status: 303, headers: { location: "/sign-in.html" } }));
  await page.route("**/page", (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: "<!doctype html><title>Sign in</title>" }));
  await page.route("**/store", (route) => route.fulfill({ json: {} }));
  await page.evaluate(() => {
    const frame = document.body.appendChild(document.createElement("iframe"));
    (window as any).another = frame.contentWindow;
  });
  let number = 0;
  for (const [title, [came, answer]] of Object.entries(ANSWERS)) {
    number += 1;
    // A conflict holds until a person decides: the next begins with a document of its own.
    await form.evaluate((element: any, document) => (element.document = document), ready(RELAPSE, ADA, { id: `document-${number}` }));
    await field(form, RELAPSE).fill(`Words ${number}.`);
    await page.evaluate((answer) => ((window as any).host.answer = (0, eval)(`(${answer})`)), String(answer));
    await call(form, "save");
    await expect.poll(async () => (await settled(form)).at(-1), title).toEqual([came === "saved" ? "resolved" : `CoplanSaveError ${came}`]);
    expect(await isDirty(form), title).toBe(came !== "saved");
    if (came === "saved") {
      await expect.poll(() => said(form), title).toMatch(/^Saved at/);
      await expect(notice(form), title).toHaveCount(0);
    } else {
      await expect(notice(form), title).toBeVisible();
      expect(await said(form), title).toBe("Changes not saved yet");
      expect((await heard(page, "coplan-save-failed")).at(-1), title).toMatchObject({ id: `document-${number}`, form: "relapse_plan", reason: came });
    }
    if (came === "refused") await expect(notice(form), title).toContainText("The record is closed.");
    if (/digits/.test(title)) expect((await documentOf(form)).revision, title).toBe(7);
    await expect(field(form, RELAPSE), title).toHaveValue(`Words ${number}.`);
  }
  // The browser's own notes.
  console.length = 0;
});

test("A3: the host's own sentence is shown as plain text, and nothing in it is a tag", async ({ page }) => {
  const form = await host(page, CARE, ready(CARE, ADA), { autosave: "off" });
  await page.evaluate(() => {
    (window as any).host.answer = (event: any) => event.respondWith(Promise.resolve({ title: "<b id='own'>No</b> \u202e{title}" }));
  });
  await field(form, CARE).fill("Words.");
  await call(form, "save");
  await expect(notice(form)).toContainText("<b id='own'>No</b>");
  await expect(form.locator("#own")).toHaveCount(0);
});

for (const kind of FORMS) {
  test(`A4: ${kind.name}: a body that never ends is given up after 30 s, and the next Save is asked`, async ({ page }) => {
    await page.clock.install();
    const form = await host(page, kind, ready(kind, ADA), { autosave: "off" });
    await page.evaluate(() => {
      (window as any).host.answer = (event: any) => event.respondWith(Promise.resolve(new Response(new ReadableStream({ start: (out) => out.enqueue(new Uint8Array([123])) }))));
    });
    await field(form, kind).fill("Words.");
    await call(form, "save");
    await page.clock.runFor(29_000);
    expect(await settled(form)).toEqual([[]]);
    expect(await said(form)).toBe("Saving…");
    await page.clock.runFor(1_500);
    await expect.poll(() => settled(form)).toEqual([["CoplanSaveError timeout"]]);
    await expect(notice(form)).toContainText("Saving took too long");
    await answers(page, "stores");
    await form.getByRole("button", { name: "Try again" }).first().click();
    await expect.poll(() => said(form)).toMatch(/^Saved at/);
    expect((await saves(page)).length).toBe(2);
    expect(await isDirty(form)).toBe(false);
  });

  test(`A5: ${kind.name}: an answer after 33 s is believed, and the next save goes on from its revision`, async ({ page }) => {
    await page.clock.install();
    const form = await host(page, kind, ready(kind, ADA, { revision: 1 }), { autosave: "off" });
    await answers(page, "waits");
    await field(form, kind).fill("Words.");
    await call(form, "save");
    await expect.poll(() => waiting(page)).toBe(1);
    await page.clock.runFor(33_000);
    await expect.poll(() => settled(form)).toEqual([["CoplanSaveError timeout"]]);
    await release(page);
    await expect.poll(() => said(form)).toMatch(/^Saved at/);
    await expect(notice(form)).toHaveCount(0);
    expect([await isDirty(form), (await documentOf(form)).revision]).toEqual([false, 2]);
    await answers(page, "stores");
    await field(form, kind).fill("More words.");
    await call(form, "save");
    await expect.poll(() => settled(form)).toEqual([["CoplanSaveError timeout"], ["resolved"]]);
    expect((await saves(page)).map(({ document }) => document.revision)).toEqual([1, 2]);
  });
}

test("A5: a retry that conflicts with the late success of the save before it is no conflict", async ({ page }) => {
  await page.clock.install();
  const form = await host(page, RELAPSE, ready(RELAPSE, ADA, { revision: 1 }), { autosave: "off" });
  await answers(page, "waits");
  await field(form, RELAPSE).fill("Words.");
  await call(form, "save");
  await page.clock.runFor(31_000);
  await expect.poll(() => settled(form)).toEqual([["CoplanSaveError timeout"]]);
  await call(form, "save");
  await expect.poll(() => waiting(page)).toBe(2);
  // The host had stored the first: the second finds that out before the first answer arrives.
  await page.evaluate(() => (window as any).host.waiting.pop().resolve(new Response("", { status: 409 })));
  await release(page);
  await page.clock.runFor(1_000);
  await expect.poll(() => said(form)).toMatch(/^Saved at/);
  await expect.poll(() => settled(form)).toEqual([["CoplanSaveError timeout"], ["resolved"]]);
  expect([await isDirty(form), (await documentOf(form)).revision]).toEqual([false, 2]);
});

test("A5: an autosave that failed is tried again after 10 s, then twice as long each time; online at once; a conflict never", async ({ page }) => {
  await page.clock.install();
  const form = await host(page, CARE, ready(CARE, ADA), { autosave: "5" });
  await answers(page, "refuses");
  const count = async () => (await saves(page)).length;
  await field(form, CARE).fill("Words.");
  await page.clock.runFor(6_000);
  await expect.poll(count).toBe(1);
  await expect(notice(form)).toBeVisible();
  let asked = 1;
  for (const wait of [10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000]) {
    await page.clock.runFor(wait - 2_000);
    expect(await count(), `before ${wait}`).toBe(asked);
    await page.clock.runFor(2_500);
    asked += 1;
    await expect.poll(count, { message: `after ${wait}` }).toBe(asked);
    await expect.poll(async () => (await heard(page, "coplan-save-failed")).length).toBe(asked);
  }
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await expect.poll(count).toBe(asked + 1);
  await page.evaluate(() => ((window as any).host.answer = (event: any) => event.respondWith(Promise.reject({ status: 409 }))));
  await expect.poll(async () => (await heard(page, "coplan-save-failed")).length).toBe(asked + 1);
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await expect.poll(count).toBe(asked + 2);
  await expect(notice(form)).toContainText("Someone else changed this");
  await page.clock.runFor(600_000);
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await page.clock.runFor(10_000);
  expect(await count()).toBe(asked + 2);
});
