import { bootstrapApplication } from "@angular/platform-browser";
import type { CoplanEventMap } from "coplan";

import { config } from "./config";
import { Plan } from "./plan";
import { save } from "./save";

// At the document, once for the whole application: a component that is destroyed hears no more of its element's last words.
document.addEventListener("coplan-save", (event) => save(event as CoplanEventMap["coplan-save"]));

bootstrapApplication(Plan, config);
