// The fields of the kit, each at a question of a real form, with a document in which it is answered, and each way in which the
// answer can be wrong. `field` is its folder in src/ui/src/controls; a test finds a folder that has no specimen.

/** Pages of the NHS service manual. */
const MANUAL = "https://service-manual.nhs.uk/design-system/components/";

const WHOLE = ["relapse_plan", "whole"];

const letters = (count) => "x".repeat(count);

/** In reading order. `states` are all of them where it does not say; `also` names what belongs to it elsewhere in the form. */
export const SPECIMENS = [
  {
    field: "text_input",
    name: "A line of text",
    about: "A few words. Nothing typed about someone else is offered again by the browser.",
    manual: ["text-input"],
    example: WHOLE,
    path: "help_areas[0].area",
    wrong: {
      missing: ({ answers }) => delete answers.help_areas[0].area,
      too_long: ({ answers }) => (answers.help_areas[0].area = letters(501)),
    },
  },
  {
    field: "text_area",
    name: "A text area",
    about: "Several lines, kept as they are typed. It counts only near its limit, and the limit stops nobody.",
    manual: ["textarea", "character-count"],
    example: WHOLE,
    path: "people[0].contact_details",
    wrong: {
      missing: ({ answers }) => delete answers.people[0].contact_details,
      too_long: ({ answers }) => (answers.people[0].contact_details = letters(1_001)),
    },
  },
  {
    field: "voices",
    name: "Whose words",
    about: "Whose words are being typed is chosen once, and recorded with every answer that is given in someone’s own words.",
    manual: ["radios", "textarea"],
    example: WHOLE,
    path: "signs_me",
    also: ["speaker"],
    wrong: { missing: ({ answers }) => delete answers.signs_me },
  },
  {
    field: "date_input",
    name: "A date to come",
    about: "A whole date that people know or agree, in three boxes. Names of months are taken too.",
    manual: ["date-input"],
    example: WHOLE,
    path: "review_on",
    wrong: {
      missing: ({ answers }) => delete answers.review_on,
      not_a_real_date: (document) => {
        delete document.answers.review_on;
        document.entered = { review_on: "31/2/2099" };
      },
      must_be_future: ({ answers }) => (answers.review_on = "2020-05-23"),
    },
  },
  {
    field: "date_input",
    name: "A date in the past",
    about: "The same for something that has been: today or before.",
    manual: ["date-input"],
    example: ["abuse_question", "yes"],
    path: "asked_on",
    before: "gate-open",
    wrong: {
      missing: ({ answers }) => delete answers.asked_on,
      not_a_real_date: (document) => {
        delete document.answers.asked_on;
        document.entered = { asked_on: "31/2/2020" };
      },
      must_be_past: ({ answers }) => (answers.asked_on = "2099-05-23"),
    },
  },
  {
    field: "radios",
    name: "Radios",
    about: "One of a few answers. None is chosen beforehand.",
    manual: ["radios"],
    example: WHOLE,
    path: "made_with_capacity",
    wrong: { missing: ({ answers }) => delete answers.made_with_capacity },
  },
  {
    field: "checkboxes",
    name: "Checkboxes",
    about: "Any of a few answers.",
    manual: ["checkboxes"],
    example: WHOLE,
    path: "helped_by",
    wrong: {},
  },
  {
    field: "checkboxes",
    name: "Checkboxes, one of which stands alone",
    about: "The one that excludes the others comes last, after an “or”.",
    manual: ["checkboxes"],
    example: ["abuse_question", "yes"],
    path: "response_given",
    before: "gate-open",
    wrong: {
      missing: ({ answers }) => delete answers.response_given,
      stands_alone: ({ answers }) => (answers.response_given = ["safety_discussed", "nothing_yet"]),
    },
  },
  {
    field: "checkboxes",
    name: "Many checkboxes",
    about: "A dozen or more stay closed until they are wanted. Those that are chosen are listed below.",
    manual: ["checkboxes", "details"],
    example: ["comprehensive_assessment", "scenario"],
    path: "formulation.key_issues[0].domains",
    wrong: {},
  },
  {
    field: "person",
    name: "Someone",
    about: "Chosen among those whom the form names already, or named here: nobody is typed twice.",
    manual: ["select", "text-input"],
    example: WHOLE,
    path: "contingency[0].responsible",
    wrong: { missing: ({ answers }) => delete answers.contingency[0].responsible },
  },
  {
    field: "people",
    name: "Several people",
    about: "Those whom the form names already are ticked, others are named. “No one” stands alone.",
    manual: ["checkboxes", "text-input"],
    example: WHOLE,
    path: "preferred_people",
    wrong: {
      missing: ({ answers }) => delete answers.preferred_people,
      stands_alone: ({ answers }) => answers.preferred_people.push({ id: "q3", person: "no_one" }),
    },
  },
  {
    field: "rows",
    name: "Rows",
    about: "The same question any number of times. Rows are added, removed, brought back and moved by buttons.",
    manual: ["fieldset", "buttons"],
    example: WHOLE,
    path: "keep_well",
    wrong: { missing: ({ answers }) => delete answers.keep_well },
  },
  {
    field: "rows",
    name: "Rows of several questions",
    about: "The same with several questions in a row, which has a name then.",
    manual: ["fieldset", "buttons"],
    example: WHOLE,
    path: "contingency",
    wrong: { missing: ({ answers }) => delete answers.contingency },
  },
  {
    field: "details",
    name: "Help with a question",
    about: "More help for those who want it, closed until it is opened. Any question can have it, from the host too.",
    manual: ["details"],
    example: ["care_plan", "agreed"],
    path: "goals[0].specific",
    wrong: { missing: ({ answers }) => delete answers.goals[0].specific },
  },
  {
    field: "signature",
    name: "A signature",
    about: "Typed and confirmed, drawn, or on paper that someone holds. It counts as long as nothing is changed after it.",
    manual: ["fieldset", "radios"],
    example: ["relapse_plan", "amended"],
    path: "sign_su",
    wrong: {
      missing: (document) => (document.signatures = []),
      changed: ({ answers }) => (answers.avoid = "Something else"),
    },
  },
  {
    field: "error_summary",
    name: "An error summary",
    about: "What stands in the way, above the form, with a link to each question. It takes the focus when it appears.",
    manual: ["error-summary", "error-message"],
    example: WHOLE,
    path: "error-summary",
    states: ["error"],
    wrong: {
      missing: ({ answers }) => {
        delete answers.signs_me;
        delete answers.made_with_capacity;
      },
    },
  },
  {
    field: "summary_list",
    name: "A summary list",
    about: "Questions and answers to be read: before completing, in a read-only form, and on paper.",
    manual: ["summary-list"],
    example: WHOLE,
    path: "people",
    states: ["readonly"],
    wrong: {},
  },
].map((specimen) => ({ ...specimen, manual: specimen.manual.map((page) => ({ page, address: MANUAL + page })) }));
