import "coplan";
import { Component, CUSTOM_ELEMENTS_SCHEMA, signal } from "@angular/core";
import type { AbuseQuestionDocument, CoplanEventMap } from "coplan";

import { open, store } from "../documents.js";

@Component({
  selector: "#stage",
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    @if (record(); as document) {
      <coplan-abuse-question mode="staff" [document]="document" (coplan-save)="save($event)"></coplan-abuse-question>
    }
  `,
})
export class Record {
  record = signal<AbuseQuestionDocument | undefined>(undefined);

  constructor() {
    open("angular").then((document) => this.record.set(document));
  }

  save(event: CoplanEventMap["coplan-save"]) {
    event.respondWith(store("angular", event.document));
  }
}
