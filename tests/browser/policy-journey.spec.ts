// An invented trust's policy, through everything that is done with a form: filled in, saved, opened again, completed, changed, printed,
// read as text, compared, and checked by a server that has the same file.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { at, documentOf, expect, fixture, type Form, open, put, test } from "./portal.js";

const file = join(import.meta.dirname, "../policies/example-trust.json");
const policy = JSON.parse(readFileSync(file, "utf8"));
const COPLAN = join(import.meta.dirname, "../../target/debug/coplan");

/** A finished document of a fixture as a draft that nobody has signed. */
function unsigned(form: string, name: string) {
  const document = fixture(form, name);
  for (const key of ["signatures", "earlier", "completed_at", "saved_at", "revision", "carried"]) delete document[key];
  const { answers } = document;
  Object.assign(document, { id: crypto.randomUUID(), status: "draft" });
  delete answers.amendment_reason;
  if (form.endsWith("_plan")) Object.assign(answers, { sign_su_absent_reason: "did_not_want", sign_cc_absent_reason: "later" });
  if (form === "relapse_plan") Object.assign(answers, { signs_family: "He goes quiet", avoid: "Noise" });
  return document;
}

/** What a server says of a document: with the policy, or by itself. */
function server(document: unknown, ...args: string[]) {
  const path = join(mkdtempSync(join(tmpdir(), "coplan-")), "document.json");
  writeFileSync(path, JSON.stringify(document));
  const [command, ...options] = args;
  try {
    return execFileSync(COPLAN, [command, path, ...options], { encoding: "utf8" });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

for (const [name, example] of [
  ["relapse-plan", "whole"],
  ["care-plan", "agreed"],
  ["comprehensive-assessment", "scenario"],
  ["abuse-question", "none_stated"],
] as const) {
  test(`${name}: everything is done under a policy, and read without it`, async ({ page }) => {
    test.setTimeout(120_000);
    const form = await open(page, {}, name);
    await page.evaluate((name) => {
      const element = document.querySelector(`coplan-${name}`) as any;
      (window as any).stored = undefined;
      // The page's own answer comes after this one.
      element.addEventListener("coplan-save", (event: any) => {
        event.stopImmediatePropagation();
        (window as any).stored = structuredClone(event.document);
        event.respondWith(Promise.resolve({ ok: true }));
      }, { capture: true });
    }, name);
    const stored = () => page.evaluate(() => (window as any).stored);
    await form.evaluate((element: any, policy) => (element.policy = policy), policy);
    await put(form, unsigned(name.replaceAll("-", "_"), example));

    // Filled in: what the policy asks stands in the form.
    const question = name === "abuse-question";
    if (question) {
      await form.getByLabel("Anything about the room to know next time?").fill("Too loud.\nA quiet one.");
    } else {
      await form.evaluate((element: any) => element.shadowRoot.getElementById("whole-form")?.click());
      if (name === "comprehensive-assessment") await form.evaluate((element: any) => element.focus());
      await at(form, "local.ward_round").check();
      await form.getByLabel("Which ward?").fill("Rowan ward");
      const named = (path: string) => form.locator(`[name="local.${path}"]`);
      for (const [part, number] of [["day", "3"], ["month", "11"], ["year", "2026"]]) await named(`arrived_on-${part}`).fill(number);
      await form.locator('[id="add:local.our_team"]').click();
      await named("our_team[0].name.someone").selectOption("*");
      await named("our_team[0].name.name").fill("Bo Berg");
      await named("our_team[0].bleep").fill("742");
      await form.locator('[name="local.our_team[0].shift"][value="night"]').check({ force: true });
      await named("our_team[0].note").fill("Anything");
      await named("visits").fill("2");
      await form.locator('[name="local.languages"][value="rights"]').check({ force: true });
      await named("who_explained.someone").selectOption("*");
      await named("who_explained.name").fill("Cy Clark");
    }
    await form.evaluate((element: Form) => element.save());
    const draft = await stored();
    expect(draft.policy).toEqual({ id: policy.id, version: policy.version });
    if (!question) {
      const { our_team, who_explained, ...others } = draft.answers.local;
      expect(others).toEqual({ ward_round: "yes", ward: "Rowan ward", arrived_on: "2026-11-03", visits: 2, languages: ["rights"] });
      expect(our_team).toEqual([expect.objectContaining({ bleep: 742, shift: "night", note: "Anything" })]);
      expect([our_team[0].name.name, who_explained.name]).toEqual(["Bo Berg", "Cy Clark"]);
    }

    // Opened again, completed, and the same on a server.
    await put(form, draft);
    const problems = await form.evaluate((element: Form) => element.problems);
    const said = JSON.parse(server(draft, "validate", "--policy", file)) as { path: string; code: string }[];
    const plain = (list: { path: string; code: string }[]) => list.map(({ path, code }) => `${path} ${code}`).sort();
    expect(plain(problems)).toEqual(plain(said));
    expect(problems).toEqual([]);
    await form.evaluate((element: Form) => element.complete());
    const finished = await stored();
    expect(finished.status).toBe("complete");
    expect(JSON.parse(server(finished, "validate", "--policy", file))).toEqual([]);

    // Read: on paper, as text, with the policy and without it, here and on a server.
    const own = ["Rowan ward", "Which ward?", "3 November 2026", "Bo Berg", "742", "Night", "Anything", "Your rights", "Cy Clark"];
    const words = question ? ["A quiet one.", "Anything about the room"] : own;
    const read = await form.evaluate(async (element: Form) => [await element.toHTML(), await element.toText({ width: 0 })]);
    const elsewhere = [["--policy", file], []].flatMap((by) => [server(finished, "render", ...by), server(finished, "render", "--text", "0", ...by)]);
    await form.evaluate((element: any) => (element.policy = null));
    const without = await form.evaluate(async (element: Form) => [await element.toHTML(), await element.toText({ width: 0 })]);
    for (const text of [...read, ...elsewhere, ...without]) {
      for (const one of words) expect(text).toContain(one);
    }
    expect(await documentOf(form)).toEqual(finished);

    // Changed under the next version, and compared.
    const next = { ...policy, version: "4" };
    await form.evaluate((element: any, next) => (element.policy = next), next);
    expect(await documentOf(form), "a policy changes nothing that is finished").toEqual(finished);
    if (question) return;
    await form.getByRole("button", { name: "Change this" }).click();
    await form.evaluate((element: any) => element.shadowRoot.getElementById("whole-form")?.click());
    await form.getByLabel("Which ward?").fill("Willow ward");
    await form.evaluate((element: Form) => element.save());
    const changed = await stored();
    expect(changed.policy.version).toBe("4");
    expect(changed.earlier.at(-1).answers.local.ward).toBe("Rowan ward");
    expect(changed.earlier.at(-1).policy.version).toBe("3");
    const differences = await form.evaluate((element: Form, finished) => element.changes(finished), finished);
    // Where whose words they are is recorded, that is said too.
    const bare = (said: string | null) => said?.replace(" (In the worker’s words)", "");
    const told = differences.map(({ label, before, after }) => [label, bare(before), bare(after)]);
    expect(told).toContainEqual(["Which ward?", "Rowan ward", "Willow ward"]);
    const since = await form.evaluate((element: Form, since) => element.toHTML({ since }), finished);
    expect(since.replaceAll(/<[^>]*>/g, "")).toContain("What has changed since");
  });
}
