import "coplan";
import { HttpClient } from "@angular/common/http";
import { Component, CUSTOM_ELEMENTS_SCHEMA, inject } from "@angular/core";
import { toSignal } from "@angular/core/rxjs-interop";
import type { RelapsePlanDocument } from "coplan";

@Component({
  selector: "app-plan",
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    @if (record(); as document) {
      <coplan-relapse-plan mode="staff" [document]="document">
        <p>This form did not open. Ask the service desk for the paper form.</p>
      </coplan-relapse-plan>
    }
  `,
})
export class Plan {
  // Asked for once, on the server: its answer comes with the page.
  record = toSignal(inject(HttpClient).get<RelapsePlanDocument>("/plan"));
}
