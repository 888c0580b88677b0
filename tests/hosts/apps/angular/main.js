import "@angular/compiler";
import "coplan";
import { Component, CUSTOM_ELEMENTS_SCHEMA, enableProdMode, signal } from "@angular/core";
import { bootstrapApplication } from "@angular/platform-browser";

import { open, store } from "../documents.js";

enableProdMode();

class RecordPage {
  record = signal(undefined);

  constructor() {
    open("angular").then((document) => this.record.set(document));
  }

  save(event) {
    event.respondWith(store("angular", event.document));
  }
}

// As the decorator of a TypeScript class; this page is compiled in the browser.
const page = Component({
  selector: "#stage",
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    @if (record(); as document) {
      <coplan-abuse-question mode="staff" [document]="document" (coplan-save)="save($event)"></coplan-abuse-question>
    }
  `,
});

bootstrapApplication(page(RecordPage) ?? RecordPage).catch((error) => console.error(error));
