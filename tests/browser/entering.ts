// Enters the answers of a fixture into a form through its controls, as hands do: whatever is not there yet, in reading order.

import type { Locator } from "@playwright/test";

import { expect, type Form, unfoldTo } from "./portal.js";

/** Where each question of the assessment is: the page of the list that leads to it. */
export const PAGES: Record<string, string[]> = {
  overview: ["record_date", "incomplete_reason", "incomplete_note", "return_date"],
  record: ["completed_by", "completed_with"],
  sources: ["assessment_stage", "emergency", "referral", "info_sources", "info_checked", "explained"],
  expectations: ["su_expectations", "hopes_said", "hopes"],
  background: ["previous_contact", "is_parent", "parent_impact", "equality_notes"],
  access: ["access"],
  further: ["specialist_assessments", "unmet_needs"],
  caring: ["carers", "young_carer"],
  team: ["care_coordinator", "standin", "gp", "primary_contact", "team_members", "su_choice_of_coordinator", "su_choice_note"],
  risk_record: ["risks", "risk_to_carer"],
  formulation: ["formulation"],
  three_keys: ["three_keys"],
  cpa: ["cpa_characteristics", "cpa_decision", "cpa_decision_reason", "cpa_decision_explained"],
  shared: ["sharing_needed", "sharing", "carer_info_limits"],
  partners: ["care_act", "partner_advice", "linked_assessments"],
  copies: ["copies", "no_su_copy_reason"],
};

/** The form's own controls, and none of a form inside it. */
export const own = (form: Locator) => form.locator(".coplan").first();

/** Enters `value` at `path`, less what is there `before`. */
export async function enter(form: Locator, path: string, value: any, before?: any): Promise<void> {
  if (JSON.stringify(value) === JSON.stringify(before)) return;
  await unfoldTo(form, path);
  const begin = own(form).locator(`[id="begin:${path}"]`);
  if (await begin.count()) await begin.click();
  if (typeof value === "string") return answer(form, path, value);
  if (Array.isArray(value)) {
    if (typeof value[0] === "string") {
      const closed = own(form).locator(`details:not([open]):has([name="${path}"])`);
      if (await closed.count()) await closed.locator("summary").click();
      for (const code of value) if (!before?.includes(code)) await own(form).locator(`[name="${path}"][value="${code}"]`).check();
      return;
    }
    return path.endsWith(".shared_with") ? people(form, path, value) : rows(form, path, value, before);
  }
  if (await own(form).locator(`[name="${path}.someone"]`).count()) return someone(form, path, value);
  for (const [key, inner] of Object.entries(value)) {
    if (!["updated_on", "updated_by", "dealt_with_on"].includes(key)) await enter(form, `${path}.${key}`, inner, before?.[key]);
  }
}

async function answer(form: Locator, path: string, value: string) {
  const control = own(form).locator(`[name="${path}"]`);
  const [year, month, day] = value.split("-");
  if (await own(form).locator(`[name="${path}-day"]`).count()) {
    for (const [part, text] of Object.entries({ day, month, year })) await own(form).locator(`[name="${path}-${part}"]`).fill(text);
  } else if ((await control.count()) > 1) await own(form).locator(`[name="${path}"][value="${value}"]`).check();
  else await control.fill(value);
}

async function rows(form: Locator, path: string, value: any[], before: any[] = []) {
  for (const [at, row] of value.entries()) {
    const first = Object.keys(row).find((key) => key !== "id")!;
    const there = own(form).locator(`[name^="${path}[${at}].${first}"]`);
    if (!(await there.count())) await own(form).locator(`[id="add:${path}"]`).click();
    await expect(there.first()).toBeAttached();
    for (const [key, inner] of Object.entries(row)) if (key !== "id") await enter(form, `${path}[${at}].${key}`, inner, before[at]?.[key]);
  }
}

/** Somebody is chosen by what the fixture calls them: a row of it, or the path of a question. */
async function reference(form: Locator, person: string): Promise<string> {
  const row = /^ca(\d+)$/.exec(person);
  if (!row) return person;
  return form.evaluate((element: Form, at) => (element.document.answers.carers as any[])[at].id, Number(row[1]) - 1);
}

async function someone(form: Locator, path: string, value: { person?: string; name?: string }) {
  const choice = own(form).locator(`[name="${path}.someone"]`);
  if (value.person) return void (await choice.selectOption(await reference(form, value.person)));
  await choice.selectOption("*");
  await own(form).locator(`[name="${path}.name"]`).fill(value.name!);
}

async function people(form: Locator, path: string, value: any[]) {
  for (const [at, { person, name }] of value.entries()) {
    if (person) {
      await own(form).locator(`[name="${path}"][value="${await reference(form, person)}"]`).check();
    } else {
      await own(form).locator(`[id="add:${path}"]`).click();
      await own(form).locator(`[name="${path}[${at}].name"]`).fill(name);
    }
  }
}

/** To a page of the list, wherever one is. */
export async function go(form: Locator, section: string) {
  const list = own(form).locator('[id="go:overview"]');
  if (await list.count()) await list.click();
  const link = own(form).locator(`a[href="#${section}"]`);
  if (section !== "overview") await link.click();
  await expect(own(form).locator(`[id="section-${section}"]`)).toBeAttached();
}
