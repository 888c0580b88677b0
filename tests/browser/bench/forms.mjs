// Which forms are measured, with which documents. Another form is another entry.

import { readFileSync } from "node:fs";

const fixture = (form, name) => JSON.parse(readFileSync(new URL(`../../fixtures/${form}/${name}.json`, import.meta.url), "utf8"));

const TEXT = "Sleeps four hours a night since the letters began, and walks by the river when it gets too much.\nSays it comes and goes.";

/**
 * A form: its `tag`, documents by what they are, the control that is typed into, and the one that is usable last. `to` says
 * which document's key is held against which other's. A form that shows a section at a time says on which those controls are.
 */
export const FORMS = [
  {
    tag: "coplan-comprehensive-assessment",
    documents: () => {
      const filled = draft(fixture("comprehensive_assessment", "scenario"));
      for (const [id, domain] of Object.entries(filled.answers.domains)) {
        domain.status = "covered";
        if (id === "violence_abuse") continue;
        for (const question of ["needs", "su_view", "carer_view", "impact", "strengths"]) domain[question] ??= TEXT;
        domain.action_needed ??= "yes";
      }
      filled.answers.risk_to_carer ??= TEXT;
      delete filled.answers.formulation.date;
      return { "23 domains": filled, "ten times the rows": repeated(filled, 10) };
    },
    typed: "domains.self_manage.needs",
    typedOn: "domains.self_manage",
    last: "domains.own_caring.strengths",
    lastOn: "domains.own_caring",
    flat: ["23 domains", "ten times the rows"],
  },
  {
    tag: "coplan-care-plan",
    documents: () => {
      const plan = draft(fixture("care_plan", "agreed"));
      const goals = (count) => {
        const document = structuredClone(plan);
        document.answers.goals = rows(plan.answers.goals.slice(0, 1), count);
        delete document.answers.next_review_on;
        return document;
      };
      return { "ten goals": goals(10), "one goal": goals(1), "a hundred goals": goals(100) };
    },
    typed: "goals[0].specific",
    last: "goals[0].realistic",
    flat: ["one goal", "a hundred goals"],
  },
  {
    tag: "coplan-relapse-plan",
    documents: () => {
      const plan = draft(fixture("relapse_plan", "whole"));
      delete plan.answers.review_on;
      return { whole: plan, "ten times the rows": repeated(plan, 10) };
    },
    typed: "can_do_myself",
    last: "reentry_plan",
    flat: ["whole", "ten times the rows"],
  },
];

/** A document that is being worked on: what it was before it was changed is not on screen. */
function draft(document) {
  const { revision, saved_at, completed_at, earlier, signatures, ...rest } = document;
  const { history, change_reason, amendment_reason, ...answers } = rest.answers;
  return { ...rest, status: "draft", answers };
}

/** Rows again and again, each with an id of its own. */
function rows(list, count) {
  return Array.from({ length: count }, (_, time) => list.map((row) => ({ ...structuredClone(row), id: time ? `${row.id}-${time}` : row.id }))).flat();
}

/** The document with `times` as many rows in each of its lists. */
function repeated(document, times) {
  const grow = (value) => {
    if (Array.isArray(value)) return value[0]?.id ? rows(value, times) : value;
    if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, grow(inner)]));
    return value;
  };
  return { ...document, answers: grow(document.answers) };
}
