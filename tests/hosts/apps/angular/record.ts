import "coplan";
import { Component, CUSTOM_ELEMENTS_SCHEMA, signal } from "@angular/core";
import type { AbuseQuestionDocument, CoplanEventMap } from "coplan";

import { open, store } from "../documents.js";

// At the document, once for the whole application: a component that is destroyed hears no more of its element's last words.
document.addEventListener("coplan-save", (event) => {
  const save = event as CoplanEventMap["coplan-save"];
  save.respondWith(store("angular", save));
});

@Component({
  selector: "#stage",
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    @if (record(); as document) {
      <coplan-abuse-question mode="staff" [document]="document"></coplan-abuse-question>
    }
  `,
})
export class Record {
  record = signal<AbuseQuestionDocument | undefined>(undefined);

  constructor() {
    open("angular").then((document) => this.record.set(document));
  }
}
