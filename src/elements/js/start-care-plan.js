// From an assessment to a plan, for the host's page: no element has to be on it.

import { startCarePlan as start } from "coplan-glue";

import { guard, load } from "./instance.js";
import { uuid } from "./page.js";

/** A new care plan from a comprehensive assessment, which stays as it is. What is none throws `CoplanDocumentError`. */
export async function startCarePlan(assessment) {
  await load();
  return guard(() => start(JSON.parse(JSON.stringify(assessment) ?? "null"), uuid));
}
