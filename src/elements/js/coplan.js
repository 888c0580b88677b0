// The one entry of the package: defines the custom elements.

import { Assessment } from "./assessment.js";
import { CoplanElement } from "./element.js";

export { config } from "./instance.js";
export { startCarePlan, startFrom, startRelapsePlan } from "./starting.js";

const FORMS = {
  "coplan-abuse-question": class extends CoplanElement {
    static form = "abuse_question";
  },
  "coplan-care-plan": class extends CoplanElement {
    static form = "care_plan";
  },
  "coplan-comprehensive-assessment": Assessment,
  "coplan-relapse-plan": class extends CoplanElement {
    static form = "relapse_plan";
  },
};

// On a server there is nothing to define: importing this there does nothing, and fails at nothing.
for (const [tag, form] of Object.entries(globalThis.customElements ? FORMS : {})) {
  // Another copy of this script may have come first.
  if (!customElements.get(tag)) customElements.define(tag, form);
}
