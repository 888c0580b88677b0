// The one entry of the package: defines the custom elements.

import { CoplanElement } from "./element.js";

const FORMS = {
  "coplan-abuse-question": "abuse_question",
  "coplan-relapse-plan": "relapse_plan",
};

for (const [tag, form] of Object.entries(FORMS)) {
  // Another copy of this script may have come first.
  if (!customElements.get(tag)) {
    customElements.define(
      tag,
      class extends CoplanElement {
        static form = form;
      },
    );
  }
}
