import { provideHttpClient, withFetch } from "@angular/common/http";
import type { ApplicationConfig } from "@angular/core";
import { provideClientHydration } from "@angular/platform-browser";

export const config: ApplicationConfig = { providers: [provideClientHydration(), provideHttpClient(withFetch())] };
