// A trust's policy, as a page sets it.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { accessibility, documentOf, expect, fixture, type Form, open, put, test, trapNext } from "./portal.js";

const file = join(import.meta.dirname, "../policies/example-trust.json");
const example = () => JSON.parse(readFileSync(file, "utf8"));

/** Sets a policy; what it throws, or nothing. */
const decide = (form: Awaited<ReturnType<typeof open>>, policy: unknown) =>
  form.evaluate((element: Form, policy) => {
    try {
      (element as any).policy = policy;
      return undefined;
    } catch (error) {
      const { name, path, code, message } = error as any;
      return { name, path, code, message };
    }
  }, policy);

test("a policy changes the form on screen, and its questions are answered, saved and read", async ({ page }) => {
  const form = await open(page, {}, "relapse-plan");
  await put(form, fixture("relapse_plan", "unfinished"));
  expect(await decide(form, example())).toBeUndefined();
  await expect(form.getByText("Was this written in a ward round?")).toBeVisible();
  await expect(form.locator("[name=reentry_plan]")).toHaveCount(0);
  await form.getByRole("radio", { name: "Yes", exact: true }).first().check();
  await form.getByLabel("Which ward?").fill("Rowan ward");
  await form.getByLabel("How many visits a week?").fill("many");
  await form.getByRole("button", { name: "Add another", exact: false }).nth(1).focus();
  const document = await documentOf(form);
  expect(document.policy).toEqual({ id: "example-trust/community", version: "3" });
  expect(document.answers.local).toMatchObject({ ward_round: "yes", ward: "Rowan ward" });
  expect(document.entered!["local.visits"]).toBe("many");
  expect(document.asked!["local.ward"]).toMatchObject({ kind: "text", label: "Which ward?" });
  const problems = await form.evaluate((element: Form) => element.problems);
  expect(problems.find(({ path }) => path === "local.visits")?.message).toBe("Enter a whole number, like 3, for: How many visits a week?");
  expect(problems.map(({ path }) => path)).toContain("signs_family");
  expect(await form.evaluate((element: Form) => element.toText())).toContain("Rowan ward");
  expect(await accessibility(page)).toEqual([]);

  // The same rules on a server, from the same file.
  const folder = mkdtempSync(join(tmpdir(), "coplan-"));
  writeFileSync(join(folder, "document.json"), JSON.stringify(document));
  const run = (...args: string[]) => {
    try {
      return execFileSync("../../target/debug/coplan", args, { encoding: "utf8", cwd: import.meta.dirname });
    } catch (error) {
      return (error as { stdout: string }).stdout;
    }
  };
  const server = JSON.parse(run("validate", join(folder, "document.json"), "--policy", file));
  const paths = (list: { path: string; code: string }[]) => list.map(({ path, code }) => `${path} ${code}`).sort();
  expect(paths(server)).toEqual(paths(problems));
  expect(run("render", join(folder, "document.json"), "--policy", file, "--text")).toContain("Which ward?");
  expect(run("render", join(folder, "document.json"), "--text")).toContain("Other questions that were asked");
});

test("a wrong policy throws with the place, and the form stays as it was", async ({ page }) => {
  const form = await open(page, {}, "relapse-plan");
  await put(form, fixture("relapse_plan", "unfinished"));
  await decide(form, example());
  const before = await documentOf(form);
  for (const [wrong, path, code] of [
    [{ id: "t", version: "1", hide: ["signs_me"] }, "hide[0]", "needed"],
    [{ id: "t", version: "1", hide: ["nature_notice"] }, "hide[0]", "locked"],
    [{ id: "t", version: "1", messages: { "abuse_question.response": "?" } }, "messages", "locked"],
    [{ id: "t", version: "1", questions: [{ id: "local.a", kind: "score", label: "A" }] }, "questions[0].kind", "unknown_kind"],
    ["policy", "", "wrong_type"],
  ] as const) {
    const thrown = await decide(form, wrong);
    expect(thrown).toMatchObject({ name: "CoplanPolicyError", path, code });
    expect(thrown!.message.length).toBeGreaterThan(20);
  }
  expect(await documentOf(form)).toEqual(before);
  expect(await form.evaluate((element: Form) => (element as any).policy.version)).toBe("3");
  await expect(form.getByText("Was this written in a ward round?")).toBeVisible();
  expect(await decide(form, null)).toBeUndefined();
  await expect(form.getByText("Was this written in a ward round?")).toHaveCount(0);
});

test("a policy that was set before the form was there is applied, or the host hears why not", async ({ page }) => {
  await open(page, {}, "relapse-plan");
  const told = await page.evaluate(async (policy) => {
    const heard: unknown[] = [];
    const make = async (policy: unknown) => {
      const element = document.createElement("coplan-relapse-plan") as any;
      element.policy = policy;
      element.document = { subject: { name: "Ada" } };
      element.addEventListener("coplan-error", ({ name, path, code }: any) => heard.push({ name, path, code }));
      document.body.append(element);
      await new Promise((done) => element.addEventListener("coplan-ready", done, { once: true }));
      return element.shadowRoot.textContent.includes("Was this written in a ward round?");
    };
    const good = await make(policy);
    const bad = await make({ ...policy, hide: ["signs_me"] });
    return { good, bad, heard };
  }, example());
  expect(told).toEqual({ good: true, bad: false, heard: [{ name: "CoplanPolicyError", path: "hide[0]", code: "needed" }] });
});

test("the question inside an assessment has the policy of the assessment", async ({ page }) => {
  const form = await open(page, {}, "comprehensive-assessment");
  await put(form, fixture("comprehensive_assessment", "first_visit"));
  await decide(form, example());
  const inner = await form.evaluate((element: any) => element.querySelector("coplan-abuse-question").policy.id);
  expect(inner).toBe("example-trust/community");
});

test("what a trap takes away comes back under its policy", async ({ page }) => {
  const form = await open(page, {}, "relapse-plan");
  await put(form, fixture("relapse_plan", "unfinished"));
  await decide(form, example());
  await form.getByLabel("How many visits a week?").fill("4");
  await trapNext(form);
  await form.getByRole("radio", { name: "Yes", exact: true }).first().check();
  await expect(form.getByLabel("Which ward?")).toBeVisible();
  expect((await documentOf(form)).answers.local).toMatchObject({ ward_round: "yes", visits: 4 });
});
