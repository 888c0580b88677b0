// The controls of the field kit, each where it stands in a real form: how to put it in error, and how to mend it.

import type { Keyboard, Locator, Page } from "@playwright/test";

import { at, expect, fixture, open, put } from "./portal.js";

export { put };

export const PLAN = "relapse-plan";
export const QUESTION = "abuse-question";

/** One control of the kit. */
export interface Control {
  what: string;
  form: string;
  /** The section that holds it, in a form that has sections. */
  section?: string;
  /** The path of its question, which is the id that an error summary leads to. */
  path: string;
  /** The id of its first control, when that is another. */
  first?: string;
  label: string;
  /** What bears the label, the hint and the error: the control, the group round it, or the element of the path, itself a group. */
  named: "control" | "group" | "itself";
  /** Takes its answer away, which is the only problem of the form then. */
  wrong: (answers: any) => void;
  sentence: string;
  /** The same in the error summary, where it names its row. */
  apart?: string;
  /** Types what is not an answer yet. */
  slip?: (keyboard: Keyboard) => Promise<void>;
  /** Answers it by keyboard, from its first control. */
  answer: (keyboard: Keyboard) => Promise<void>;
  /** The answer then, looked up in the document. */
  becomes: (document: any) => unknown;
  /** What a read-only form says of the answer. */
  read: string;
}

const letter = async (keyboard: Keyboard) => {
  await keyboard.type("x");
  await keyboard.press("Backspace");
};
const type = (text: string) => async (keyboard: Keyboard) => {
  for (const [index, line] of text.split("\n").entries()) {
    if (index) await keyboard.press("Enter");
    await keyboard.type(line);
  }
};
const press = (...keys: string[]) => async (keyboard: Keyboard) => {
  for (const key of keys) await keyboard.press(key);
};

export const CONTROLS: Control[] = [
  {
    what: "a line of text", form: PLAN, section: "help", path: "help_areas[0].area", label: "Area of help", named: "control",
    wrong: (answers) => delete answers.help_areas[0].area,
    sentence: "Enter the area of help in area 1",
    slip: letter, answer: type("Money"), becomes: ({ answers }) => answers.help_areas[0].area === "Money", read: "Money",
  },
  {
    what: "a text area", form: PLAN, section: "signs", path: "signs_me", named: "control",
    label: "I know that I am beginning to feel unwell when;",
    wrong: (answers) => delete answers.signs_me,
    sentence: "Enter how you know that you are becoming unwell",
    slip: letter, answer: type("One\n two"), becomes: ({ answers }) => answers.signs_me === "One\n two", read: "One\n two",
  },
  {
    what: "a text area with a character count", form: PLAN, section: "part_1", path: "people[0].contact_details",
    label: "Contact details", named: "control",
    wrong: (answers) => delete answers.people[0].contact_details,
    sentence: "Enter the contact details of person 1",
    slip: letter, answer: type("07700 900123"), becomes: ({ answers }) => answers.people[0].contact_details === "07700 900123",
    read: "07700 900123",
  },
  {
    what: "a date", form: PLAN, section: "nature", path: "review_on", label: "Look at this again on", named: "group",
    wrong: (answers) => delete answers.review_on,
    sentence: "The date to look at this again must include a year",
    slip: async (keyboard) => {
      await keyboard.type("31");
      await keyboard.press("Tab");
      await keyboard.type("2");
    },
    answer: async (keyboard) => {
      for (const [index, text] of ["23", "may", "2099"].entries()) {
        await keyboard.press(index ? "Tab" : "Control+a");
        await keyboard.type(text);
      }
    },
    becomes: ({ answers, entered }) => answers.review_on === "2099-05-23" && !entered, read: "23 May 2099",
  },
  {
    what: "radios", form: PLAN, section: "nature", path: "made_with_capacity", named: "group",
    label: "Was the person able to make these decisions when this was written?",
    wrong: (answers) => delete answers.made_with_capacity,
    sentence: "Select whether the person was able to make these decisions",
    answer: press("Space", "ArrowDown", "ArrowUp"), becomes: ({ answers }) => answers.made_with_capacity === "yes", read: "Yes",
  },
  {
    what: "checkboxes", form: PLAN, section: "copies", path: "copies[0].what", label: "Which parts?", named: "group",
    wrong: (answers) => delete answers.copies[0].what,
    sentence: "Select which parts the copy holds",
    apart: "Copy 1: Select which parts the copy holds",
    slip: press("Space", "Space"), answer: press("Space"),
    becomes: ({ answers }) => answers.copies[0].what.join() === "whole_plan", read: "The whole plan",
  },
  {
    what: "checkboxes with one that stands alone", form: QUESTION, path: "response_given", named: "group",
    label: "What was done or offered?",
    wrong: (answers) => delete answers.response_given,
    sentence: "Select what was done or offered",
    slip: press("Space", "Space"), answer: press("Space", "Tab", "Space"),
    becomes: ({ answers }) => answers.response_given.join() === "listened_and_believed,safety_discussed",
    read: "Safety discussed",
  },
  {
    what: "a conditional question", form: PLAN, section: "team", path: "gp.details", label: "GP practice", named: "control",
    wrong: (answers) => delete answers.gp.details,
    sentence: "Enter the GP practice",
    slip: letter, answer: type("Riverside"), becomes: ({ answers }) => answers.gp.details === "Riverside", read: "Riverside",
  },
  {
    what: "repeating rows", form: PLAN, section: "keeping_well", path: "keep_well", first: "keep_well[0].text", named: "itself",
    label: "The things that help me keep well and support my health are:",
    wrong: (answers) => delete answers.keep_well,
    sentence: "Enter at least one thing that helps you keep well",
    slip: letter, answer: type("Choir"),
    becomes: ({ answers }) => answers.keep_well.length === 1 && answers.keep_well[0].text === "Choir", read: "Choir",
  },
  {
    what: "a person picker", form: PLAN, section: "crisis", path: "contingency[0].responsible", label: "Who does it?",
    named: "control",
    wrong: (answers) => delete answers.contingency[0].responsible,
    sentence: "Select or enter who does it in situation 1",
    slip: press("ArrowDown", "ArrowUp"), answer: press("ArrowDown", "ArrowDown"),
    becomes: ({ answers }) => answers.contingency[0].responsible.person === "p1", read: "Ravi Example",
  },
  {
    what: "a people picker", form: PLAN, section: "part_3", path: "preferred_people", named: "group",
    label: "The people I prefer to be involved in part 3 of the plan are:",
    wrong: (answers) => delete answers.preferred_people,
    sentence: "Select or enter the people you prefer to be involved, or “No one”",
    slip: press("Space", "Space"), answer: press("Space", "Tab", "Space"),
    becomes: ({ answers }) => answers.preferred_people.map((someone: any) => someone.person).sort().join() === "p1,p2",
    read: "Ravi Example",
  },
  {
    what: "a signature", form: PLAN, section: "signatures", path: "sign_su", first: "sign_su.method", named: "itself",
    label: "Signature of service user",
    wrong: (answers) => delete answers.sign_su_absent_reason,
    sentence: "Sign as the service user, or select why it is not signed",
    answer: async (keyboard) => {
      // What was chosen can be cleared before the next question.
      await press("Space", "Tab", "Tab", "Tab")(keyboard);
      await keyboard.type("Ada Example");
      await press("Tab", "Tab", "Tab", "Tab", "Enter")(keyboard);
    },
    becomes: ({ signatures }) => signatures[0]?.name === "Ada Example" && signatures[0].digest?.startsWith("sha-256:"),
    read: "Signed by Ada Example",
  },
];

/** A whole document of a form, with nothing left to answer, under an id of its own. */
export function whole(form: string): any {
  const document = form === PLAN ? fixture("relapse_plan", "whole") : fixture("abuse_question", "yes");
  const { revision, saved_at, completed_at, ...draft } = { ...document, id: crypto.randomUUID(), status: "draft" };
  if (form === PLAN) draft.answers.sign_su_absent_reason = "later";
  delete draft.answers.history;
  delete draft.answers.change_reason;
  return draft;
}

/** A plan in which every question is asked, however it hangs on others, and nearly nothing is as it should be. */
export function everything(): any {
  const document = whole(PLAN);
  Object.assign(document.answers, {
    has_advance_decision: "yes", made_with_capacity: "not_sure", su_choice_of_coordinator: "yes",
    preferred_people: [{ id: "q1", person: "p1" }, { id: "q2", name: "Dr Osei" }, { id: "q3", name: "W".repeat(90) }],
    primary_contact: { name: "Someone else" }, incomplete_reason: "emergency",
    team_members: [{ id: "t1", name: "Kim Team" }],
    copies: [{ id: "d1", recipient: "gp", person_agreed: "no", sharing_basis: { told_person: "no" } }],
  });
  document.answers.people[1].name = "Bartholomew".repeat(9);
  document.answers.contingency[0].responsible = { person: "p2" };
  delete document.answers.review_on;
  delete document.answers.signs_me;
  document.signatures = [
    { role: "service_user", method: "drawn", signed_by: "someone_else" },
    { role: "care_coordinator", method: "paper" },
  ];
  return document;
}

/** Sets a property of the element. */
export const set = (form: Locator, property: string, value: unknown) =>
  form.evaluate((element: any, [property, value]) => (element[property] = value), [property, value] as const);

/** Opens a form with a document in it. */
export async function opened(page: Page, name: string, document: any, query: Record<string, string> = {}): Promise<Locator> {
  const form = await open(page, query, name);
  await put(form, document);
  return form;
}

/** The id of what has the focus in the form. */
export const focused = (page: Page) => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.id ?? "");

/** Goes on with Tab until the focus is there. */
export async function tabTo(page: Page, id: string) {
  for (let presses = 0; presses < 150; presses += 1) {
    if ((await focused(page)) === id) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the keyboard never reaches ${id}`);
}

/** Moves the focus to a button by id and presses it by keyboard. */
export async function pressed(page: Page, form: Locator, id: string) {
  await at(form, id).focus();
  await expect(at(form, id)).toBeFocused();
  await page.keyboard.press("Enter");
}

/** Calls `look` on every page of a form that shows one section a page, and once more when it says what is missing. */
export async function eachPage(form: Locator, look: (page: string) => Promise<void>) {
  const place = form.locator(".coplan-place");
  const [, count] = (await place.textContent())!.match(/of (\d+)/)!;
  for (let number = 1; number <= Number(count); number += 1) {
    await expect(place).toHaveText(`Page ${number} of ${count}`);
    const buttons = form.locator('[id^="order:"], [id^="remove:"][id*="[0]"]');
    // A list that has one row left has no order.
    for (const id of await buttons.evaluateAll((buttons) => buttons.map(({ id }) => id))) {
      if (await at(form, id).count()) await at(form, id).click();
    }
    await look(await form.locator("h3").first().innerText());
    await at(form, "continue").click();
  }
}
