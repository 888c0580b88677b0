// Later documents from earlier ones, for the host's page: no element has to be on it.

import { begin } from "coplan-glue";

import { copied } from "./copied.js";
import { guard, load } from "./instance.js";
import { pageOf } from "./page.js";

/** A new draft of the same form from a finished document. */
export const startFrom = (previous, options) => start("", previous, options);

/** A new care plan from a comprehensive assessment. */
export const startCarePlan = (assessment, options) => start("care_plan", assessment, options);

/** A new relapse plan from a care plan or a comprehensive assessment. */
export const startRelapsePlan = (from, options) => start("relapse_plan", from, options);

/** The earlier document stays as it is. What cannot be begun from throws `CoplanDocumentError`, a wrong policy `CoplanPolicyError`. */
async function start(form, earlier, { user, today, policy } = {}) {
  await load();
  const [document, person, decided] = [earlier, user, policy].map(copied);
  const page = pageOf(() => "");
  // The document begins on the day that the host says.
  if (today != null) page.now = () => `${today}T00:00:00`;
  return guard(() => begin(form, document, person, today ?? undefined, decided, page));
}
