// What the tests know of each form: a document of it, and one question of each kind with what is done there, in the order of the pages.

import { readFileSync } from "node:fs";

import { until } from "./hand.mjs";

const fixture = (form, name) => JSON.parse(readFileSync(new URL(`../fixtures/${form}/${name}.json`, import.meta.url), "utf8"));

const ALL = ["staff", "together", "self"];
const WITH_WORKER = ["staff", "together"];

/**
 * @typedef {object} Form
 * @property {string} tag
 * @property {string} form
 * @property {string} fixture
 * @property {string[]} modes
 * @property {string} text the question that tests type into
 * @property {string} again what opens a finished one
 * @property {{ kind: "text" | "radio" | "check" | "date" | "rows" | "press", id: string, value?: any, modes: string[], section?: string }[]} steps
 */

/** @type {Form[]} */
export const FORMS = [
  {
    tag: "coplan-abuse-question", form: "abuse_question", fixture: "none_stated", modes: WITH_WORKER, text: "declined_note", again: "ask-again",
    steps: [
      { kind: "press", id: "gate-open", modes: ["together"] },
      { kind: "radio", id: "response", value: "none_stated", modes: WITH_WORKER },
      { kind: "date", id: "asked_on", value: ["3", "March", "2026", "2026-03-03"], modes: WITH_WORKER },
      { kind: "text", id: "asked_by.name", value: "Sam Worker", modes: WITH_WORKER },
      { kind: "text", id: "declined_note", value: "Zoë’s words,\nin two lines 🙂", modes: WITH_WORKER },
    ],
  },
  {
    tag: "coplan-relapse-plan", form: "relapse_plan", fixture: "whole", modes: ALL, text: "avoid", again: "amend",
    steps: [
      { kind: "rows", id: "keep_well", value: "text", modes: ALL },
      { kind: "text", id: "signs_me", value: "Zoë’s words,\nin two lines 🙂", modes: ALL },
      { kind: "check", id: "preferred_people", value: "no_one", modes: ALL },
      { kind: "radio", id: "has_advance_decision", value: "no", modes: WITH_WORKER },
      { kind: "date", id: "review_on", value: ["23", "May", "2099", "2099-05-23"], modes: ALL },
    ],
  },
  {
    tag: "coplan-care-plan", form: "care_plan", fixture: "agreed", modes: ALL, text: "recovery_meaning", again: "amend",
    steps: [
      { kind: "date", id: "record_date", value: ["3", "March", "2026", "2026-03-03"], modes: ALL },
      { kind: "text", id: "recovery_meaning", value: "Zoë’s words,\nin two lines 🙂", modes: ALL },
      { kind: "rows", id: "contingency", value: "trigger", modes: ALL },
      { kind: "radio", id: "plan_route", value: "cpa_care_plan", modes: WITH_WORKER },
      { kind: "check", id: "completed_with", value: "carer", modes: WITH_WORKER },
    ],
  },
  {
    tag: "coplan-comprehensive-assessment", form: "comprehensive_assessment", fixture: "scenario", modes: ALL, text: "su_expectations", again: "amend",
    steps: [
      { kind: "date", id: "record_date", value: ["3", "March", "2026", "2026-03-03"], modes: ALL },
      { kind: "text", id: "su_expectations", value: "Zoë’s words,\nin two lines 🙂", modes: ALL, section: "expectations" },
      { kind: "radio", id: "hopes_said", value: "yes", modes: ALL, section: "expectations" },
      { kind: "rows", id: "carers", value: "name", modes: ALL, section: "caring" },
      { kind: "check", id: "completed_with", value: "carer", modes: ["staff"], section: "record" },
    ],
  },
];

export const ADA = { ref: "ada", name: "Ada Example", date_of_birth: "1990-04-27" };

let made = 0;

/** A draft of a form about Ada in which nothing is missing. No other has its id: a page that is left may save late. */
export function whole({ form, fixture: name }, more = {}) {
  const { revision, saved_at, completed_at, started_at, earlier, ...document } = fixture(form, name);
  const later = form === "abuse_question" ? {} : { sign_su_absent_reason: "later", sign_cc_absent_reason: "later" };
  return { ...document, id: `${form}-${(made += 1)}`, status: "draft", subject: ADA, signatures: [], answers: { ...document.answers, ...later }, ...more };
}

/** Goes to the page of a question, wherever the form is: by the list of pages, or on from one to the next. */
export async function reach(hand, { id, section }, selector = `[id="${id}"], [name="${id}"]`) {
  await hand.unfold(selector);
  if (await hand.has(selector)) return;
  const link = `a[href="#${section}"]`;
  if (section && !(await hand.has(link)) && (await hand.has('[id="go:overview"]'))) await hand.press("go:overview");
  if (section && (await hand.has(link))) {
    await hand.clickOn(link);
    return hand.shows(selector);
  }
  const place = () => hand.on('(form) => form.shadowRoot.querySelector(".coplan-place")?.textContent ?? form.shadowRoot.querySelector("h3")?.textContent ?? ""');
  for (let pages = 0; pages < 40 && !(await hand.has(selector)); pages += 1) {
    const before = await place();
    // A press right after another at the same place is the same press.
    await until("the next page", async () => {
      await hand.press("continue");
      return until("the next page", place, (now) => now !== before, 2000).catch(() => before);
    }, (now) => now !== before);
  }
  await hand.shows(selector);
}

/** A form with a whole document of its, as a host has stored it. */
export async function opened({ server, open }, form, query = {}, more = {}) {
  const document = whole(form, { revision: 1, ...more });
  server.kept.set(document.id, document);
  const hand = await open(form.tag, document.id, { autosave: "off", ...query });
  await hand.shows(".coplan");
  return { document, hand };
}
