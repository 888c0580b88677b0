// Our Questionnaires in the programs of others: LHC-Forms and Smart Forms show every question with its hint, take answers by real keys, and
// what they give back becomes a draft of ours. A document of ours that is opened there comes back with every answer that it had.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { ENGINES, start } from "./engines.mjs";

const REPOSITORY = new URL("../../", import.meta.url).pathname;
const COPLAN = process.env.COPLAN ?? join(REPOSITORY, "target/debug/coplan");
const POLICY = join(REPOSITORY, "tests/policies/example-trust.json");
const coplan = (...words) => JSON.parse(execFileSync(COPLAN, words, { encoding: "utf8", maxBuffer: 1 << 28 }));

/** Where pictures of the two that are hardest go, when they are asked for (`cargo xtask pictures`). */
const PICTURES = process.env.COPLAN_PICTURES;
const PICTURED = ["care_plan", "comprehensive_assessment"];

/** The Questionnaires, and a document of each form. */
const FORMS = [
  ["abuse_question", [], "yes"],
  ["relapse_plan", [], "whole"],
  ["care_plan", [], "reviewed"],
  ["comprehensive_assessment", ["--policy", POLICY], "second_case"],
];

let engines;
before(async () => (engines = await start()));
after(() => engines.stop());

/** Every item below, with whether something hides it until another is answered. */
function* below(items, hidden = false) {
  for (const item of items) {
    const gone = hidden || Boolean(item.enableWhen) || item.extension?.some(({ url, valueBoolean }) => url.endsWith("questionnaire-hidden") && valueBoolean);
    yield [item, gone];
    yield* below(item.item ?? [], gone);
  }
}

/** What a program of others has answered, sent on with the Patient whom it is about, as a document of ours. */
function taken(bundle, response, ...more) {
  const { subject } = responseOf(bundle);
  const entry = bundle.entry.map((one) => (one.resource.resourceType === "QuestionnaireResponse" ? { ...one, resource: { ...response, subject } } : one));
  const { status, stdout, stderr } = spawnSync(COPLAN, ["fhir", "--from", ...more, "-"], { input: JSON.stringify({ ...bundle, entry }), encoding: "utf8", maxBuffer: 1 << 28 });
  return { status, stderr, answers: status < 2 && JSON.parse(stdout).answers };
}
const responseOf = (bundle) => bundle.entry.map(({ resource }) => resource).find(({ resourceType }) => resourceType === "QuestionnaireResponse");

/** Every answer by its path. Row ids are new in a document that comes from elsewhere, somebody in another row comes as a name, and whose words an
 * answer is, no other program says. */
function leaves(value, path = "", found = {}) {
  if (value && typeof value === "object") {
    for (const [key, inside] of Object.entries(value)) leaves(inside, path ? `${path}.${key}` : key, found);
  } else if (!/(^voices\.|\.id$|\.person$)/.test(path)) found[path] = value;
  return found;
}

/** What is in sight, as a file for docs/. */
async function picture(page, name) {
  await page.waitForLoadState("networkidle");
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 55 });
  writeFileSync(join(PICTURES, `${name}.webp`), Buffer.from(data, "base64"));
}

for (const engine of ENGINES) {
  test(`${engine.name} shows every question of every form, with its hint`, async () => {
    for (const [form, policy] of FORMS) {
      const questionnaire = coplan("questionnaire", form, ...policy);
      const { page, faults } = await engines.open(engine, questionnaire);
      const last = [...below(questionnaire.item)].filter(([item, hidden]) => !hidden && !item.linkId.endsWith("/hint")).at(-1)[0].text;
      await page.getByText(last.trim()).last().waitFor({ state: "attached" });
      const shown = (await page.locator("#form").textContent()).replaceAll(/\s+/g, " ");
      let questions = 0;
      let hints = 0;
      for (const [item, hidden] of below(questionnaire.item)) {
        if (hidden || !item.text) continue;
        const hint = item.linkId.endsWith("/hint");
        hints += hint;
        questions += !hint;
        // LHC-Forms has hints behind a button.
        if (hint && engine.page === "lhc-forms") continue;
        assert.ok(shown.includes(item.text.replaceAll(/\s+/g, " ").trim()), `${form}: ${item.linkId} is not shown`);
      }
      if (engine.page === "lhc-forms") assert.equal(await page.locator("#form lhc-item-question-text button").count(), hints, `${form}: a button for each hint`);
      assert.ok(questions > 2, `${form}: ${questions} questions`);
      assert.deepEqual(faults, [], form);
      await page.context().close();
    }
  });

  test(`${engine.name} gives back every answer of a document`, async () => {
    for (const [form, policy, name] of FORMS) {
      const file = join(REPOSITORY, `tests/fixtures/${form}/${name}.json`);
      const bundle = coplan("fhir", "--restricted", ...policy, file);
      const { page, faults, answered } = await engines.open(engine, coplan("questionnaire", form, ...policy), responseOf(bundle));
      if (PICTURES && PICTURED.includes(form)) await picture(page, `${engine.page}-${form.replaceAll("_", "-")}`);
      const { status, stderr, answers } = taken(bundle, await answered(), ...policy);
      assert.equal(status, 0, stderr);
      const [before, now] = [leaves(JSON.parse(readFileSync(file, "utf8")).answers), leaves(answers)];
      assert.ok(Object.keys(before).length > 5, form);
      for (const [path, answer] of Object.entries(before)) assert.deepEqual(now[path], answer, `${form}: ${path}`);
      for (const path of Object.keys(now)) assert.ok(path in before || path.endsWith(".name"), `${form}: ${path} was not answered`);
      assert.deepEqual(faults, [], form);
      await page.context().close();
    }
  });

  test(`${engine.name} takes answers by real keys and presses, and they become a draft`, async () => {
    const { page, faults, answered } = await engines.open(engine, coplan("questionnaire", "abuse_question"));
    const bundle = coplan("fhir", "--restricted", join(REPOSITORY, "tests/fixtures/abuse_question/yes.json"));
    await page.getByText("Yes", { exact: true }).first().click();
    const [response] = Object.values(taken(bundle, await answered()).answers).filter((answer) => answer === "yes");
    assert.equal(response, "yes");
    const plan = await engines.open(engine, coplan("questionnaire", "relapse_plan"));
    const box = plan.page.locator("#form textarea").first();
    await box.click();
    await plan.page.keyboard.type("I stop answering the phone");
    await plan.page.keyboard.press("Tab");
    const whole = coplan("fhir", join(REPOSITORY, "tests/fixtures/relapse_plan/whole.json"));
    await assert.doesNotReject(async () => {
      for (let tries = 0; ; tries++) {
        const { status, stderr, answers } = taken(whole, await plan.answered());
        assert.equal(status, 0, stderr);
        if (Object.values(leaves(answers)).includes("I stop answering the phone")) return;
        if (tries > 20) assert.fail("what was typed is not in the draft");
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    });
    assert.deepEqual([...faults, ...plan.faults], []);
  });
}
