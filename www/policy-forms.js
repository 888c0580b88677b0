// What a policy can name: the questions of each form, read from its JSON Schema, and its sections.

import { ask } from "./portal.js";

/** The sections of each form in their order. The title stands beside the id where no question has the same path. */
export const SECTIONS = {
  abuse_question: [],
  care_plan: [
    ["start", "Where we start from"],
    ["goals"],
    ["crisis", "In a crisis"],
    ["whole_system"],
    ["plan", "What kind of plan this is"],
    ["team", "The team"],
    ["carers"],
    ["access"],
    ["sharing", "Sharing information"],
    ["reviews", "Contact and reviews"],
    ["transitions"],
    ["agreement"],
    ["record", "Who wrote it"],
    ["copies", "Copies"],
    ["signatures", "Signatures"],
  ],
  // The list of areas always comes first, so it is not here.
  comprehensive_assessment: [
    ["domains.strengths_aspirations"],
    ["expectations", "What the person hopes for"],
    ["domains.self_manage"],
    ["domains.support_network"],
    ["domains.positive_risk"],
    ["background", "History, children and equality"],
    ["access"],
    ["sources", "Stage and sources"],
    ["further", "Further assessments and unmet needs"],
    ["domains.psychiatric_functioning"],
    ["domains.psychological_functioning"],
    ["domains.comorbidity"],
    ["domains.physical_health"],
    ["domains.medication"],
    ["domains.family_carers_welfare"],
    ["domains.parenting"],
    ["domains.own_caring"],
    ["domains.carers_involvement"],
    ["domains.social_functioning"],
    ["domains.housing"],
    ["domains.finance"],
    ["domains.employment_education_leisure"],
    ["domains.religious_spiritual"],
    ["domains.communication_culture_access"],
    ["domains.advocacy_legal"],
    ["domains.engagement"],
    ["domains.risk"],
    ["domains.violence_abuse"],
    ["risk_record", "Risk record"],
    ["formulation"],
    ["three_keys"],
    ["cpa", "The CPA decision"],
    ["caring", "Who cares for the person"],
    ["shared", "Agreement to share information"],
    ["partners", "The Care Act, and partners"],
    ["team", "The team"],
    ["record", "Who wrote this"],
    ["copies", "Copies"],
  ],
  relapse_plan: [
    ["part_1", "The people involved in this plan"],
    ["keeping_well", "What helps me keep well"],
    ["signs", "When I begin to feel unwell"],
    ["my_part", "What I can do, and what I avoid"],
    ["help", "Help I receive"],
    ["part_3", "When I am unwell"],
    ["crisis", "In a crisis"],
    ["nature", "What this document is"],
    ["team", "The team"],
    ["record", "Who wrote it"],
    ["copies", "Copies"],
    ["signatures", "Signatures"],
  ],
};

export const FORMS = Object.keys(SECTIONS);

/** The questions of a form, each with those inside it. */
async function read(form) {
  const script = document.querySelector('script[src$="/coplan.js"]').src;
  const [{ $defs }, messages] = await Promise.all([`schema/${form}.json`, "messages/en-GB.json"].map((file) => ask(new URL(file, script))));
  const whole = (schema) => ($defs[schema.$ref?.split("/").pop()] ? { ...$defs[schema.$ref.split("/").pop()], ...schema } : schema);
  const inside = (schema, path) => {
    const [first = schema] = schema.anyOf ?? [];
    // A person is one question.
    if ((first.items ?? first).$ref) return [];
    const row = first.items ? whole(first.items) : undefined;
    return row ? listed(row, `${path}[].`) : listed(first, `${path}.`);
  };
  // As the form finds its words: by the whole path, then without its beginning, and of an option what its code means everywhere.
  const called = (path, code) => {
    const segments = `${form}.${path.replaceAll("[]", "")}`.split(".");
    const keys = [...segments.keys()].map((at) => `${segments.slice(at).join(".")}.${code}`);
    return messages[[...keys, `option.${code}`].find((key) => messages[key])] ?? code;
  };
  const codesOf = ({ enum: own, anyOf: [first] = [] }, path) =>
    (own ?? first?.items?.enum ?? []).filter((code) => code).map((code) => [code, called(path, code)]);
  const listed = ({ properties = {} }, before) =>
    Object.entries(properties)
      .filter(([, { title }]) => title)
      .map(([key, schema]) => {
        const path = before + key;
        return { path, title: schema.title, codes: codesOf(schema, path), inside: inside(schema, path) };
      });
  return listed($defs.answers, "");
}

/** The questions of every form, by form. */
export async function questions() {
  const all = await Promise.all(FORMS.map(async (form) => [form, await read(form)]));
  return Object.fromEntries(all);
}

/** Questions and those inside them, in one list. */
export const flat = (list) => list.flatMap((one) => [one, ...flat(one.inside)]);
