// The compiler: this page is compiled in the browser.
import "@angular/compiler";
import { enableProdMode } from "@angular/core";
import { bootstrapApplication } from "@angular/platform-browser";

import { Record } from "./record.ts";

enableProdMode();
bootstrapApplication(Record).catch((error) => console.error(error));
