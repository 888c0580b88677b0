// The compiler: this page is compiled in the browser.
import "@angular/compiler";
import { enableProdMode } from "@angular/core";
import { bootstrapApplication } from "@angular/platform-browser";

import { Record } from "./record.ts";

enableProdMode();
bootstrapApplication(Record)
  // Another route, without a router.
  .then((app) => addEventListener("hashchange", () => app.destroy()))
  .catch((error) => console.error(error));
