// After completion: what stood is kept, a change says why, and the paper tells of it.

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";

import type { Locator } from "@playwright/test";

import { accessibility, at, documentOf, expect, fixture, type Form, open, put, store, test } from "./portal.js";

const whole = fixture("relapse_plan", "whole");
const ready = { ...whole, answers: { ...whole.answers, sign_su_absent_reason: "later" } };
async function complete(form: Locator) {
  await form.getByRole("button", { name: "Complete", exact: true }).click();
  await form.getByRole("button", { name: "Confirm and complete" }).click();
  await expect(form.getByText(/^Saved at/)).toBeVisible();
}

test("answers are checked before completing, and each can be gone back to", async ({ page }) => {
  const form = await open(page, {}, "relapse-plan");
  await put(form, ready);
  await form.getByRole("button", { name: "Complete", exact: true }).click();
  await expect(form.getByRole("heading", { name: "Check your answers" })).toBeFocused();
  await expect(form.locator("input, textarea, select")).toHaveCount(0);
  expect(await accessibility(page)).toEqual([]);
  await form.getByRole("button", { name: "Change When I begin to feel unwell" }).click();
  await expect(form.getByRole("heading", { name: "When I begin to feel unwell" })).toBeFocused();
  await expect(at(form, "signs_me")).toHaveValue(whole.answers.signs_me);
  expect((await documentOf(form)).status).toBe("draft");
});

test("an amendment needs its reason, and the earlier text stays in the document and can be read", async ({ page }) => {
  const form = await open(page, {}, "relapse-plan");
  await form.evaluate((element: Form) => (element.autosave = "off"));
  await put(form, { ...ready, id: crypto.randomUUID() });
  await complete(form);
  await expect(at(form, "avoid")).toHaveCount(0);
  await expect(form.getByRole("button", { name: "Change this" })).toBeFocused();
  await expect(form.getByRole("button", { name: /^Change/ })).toHaveCount(1);
  await form.getByRole("button", { name: "Change this" }).click();
  await at(form, "avoid").fill("Night shifts and long drives");
  await form.getByRole("button", { name: "Complete", exact: true }).click();
  await form.getByRole("link", { name: "Enter what changed and why" }).click();
  await expect(at(form, "amendment_reason")).toBeFocused();
  await page.keyboard.type("Long drives made me ill in May.");
  expect(await accessibility(page), "amending").toEqual([]);
  await complete(form);

  const { id, answers, earlier, status } = (await documentOf(form)) as any;
  expect([status, answers.avoid, earlier[0].answers.avoid]).toEqual(["amended", "Night shifts and long drives", "Night shifts"]);
  const stored = await (await page.request.get(`/api/documents/${id}`)).json();
  expect(stored.earlier).toEqual(earlier);
  await form.getByText(/^As it was until/).click();
  await expect(form.locator("details span.coplan-typed", { hasText: /^Night shifts$/ })).toBeVisible();
  await expect(form.locator("details ins", { hasText: "and long drives" })).toBeVisible();
  expect(await accessibility(page), "with an earlier version").toEqual([]);
  const html = await form.evaluate((element: Form) => element.toHTML());
  expect(html).toContain("Long drives made me ill in May.");
});

test("an amendment that is not wanted after all leaves everything as it was", async ({ page }) => {
  const form = await open(page, {}, "relapse-plan");
  await put(form, { ...ready, status: "complete", completed_at: "2026-11-23T10:00:00Z" });
  const before = await documentOf(form);
  await form.getByRole("button", { name: "Change this" }).click();
  await at(form, "avoid").fill("Something else");
  await form.getByRole("button", { name: "Cancel changes" }).click();
  await expect(form.getByRole("button", { name: "Change this" })).toBeFocused();
  expect(await documentOf(form)).toEqual(before);
});

test("a server that would lose an earlier text is refused", async ({ page }) => {
  const form = await open(page, {}, "relapse-plan");
  const id = "7a8c2d1e-0000-4000-8000-00000000a001";
  await put(form, { ...ready, id });
  await complete(form);
  const stored = await (await page.request.get(`/api/documents/${id}`)).json();
  stored.answers.avoid = "Overwritten";
  const answer = await store(page, stored);
  expect([answer.status(), (await answer.json()).problems?.[0]?.path]).toEqual([422, "earlier"]);
});

test("the page that `coplan render` writes is the page of toHTML(), in both term packs", async ({ page }, info) => {
  const form = await open(page, {}, "relapse-plan");
  const desk = await page.context().newPage();
  const parsed = (html: string) =>
    desk.evaluate((html) => new DOMParser().parseFromString(html, "text/html").documentElement.outerHTML, html);
  const signature = { role: "service_user", method: "drawn", name: "Ada Example", signed_on: "2026-11-23", drawing: "M20 100L60 40l0 0", digest: "sha-256:old" };
  const amended = { ...ready, status: "amended", revision: 4, saved_at: "2026-11-24T10:00:00Z", signatures: [signature], earlier: [{ answers: whole.answers, replaced_on: "2026-11-24" }] };
  amended.answers = { ...amended.answers, amendment_reason: "Ada moved." } as any;
  for (const terms of ["cpa", "pcsp"]) {
    for (const [name, document] of [["draft", ready], ["amended", amended]] as const) {
      await form.evaluate((element: Form, terms: any) => (element.terms = terms), terms);
      await put(form, { ...document, terms });
      const here = await form.evaluate((element: Form) => element.toHTML());
      expect(here).not.toMatch(/<script|javascript:|src=|href=/);
      const file = info.outputPath(`${name}-${terms}.json`);
      writeFileSync(file, JSON.stringify({ ...document, terms }));
      const there = execFileSync("../../target/debug/coplan", ["render", file], { encoding: "utf8" });
      expect(await parsed(there), `${name} ${terms}`).toBe(await parsed(here));
      expect(here).toContain(terms === "pcsp" ? "Key worker" : "Care co-ordinator");
    }
  }
});
