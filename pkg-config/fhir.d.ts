// FHIR in a page: `coplan-rules.wasm` beside this is fetched when it is first asked.

import type { fromFHIR as read, questionnaire as form, toFHIR as written } from "./server.js";

export { CoplanRulesError } from "./server.js";

/** As `toFHIR` of `coplan/server`. Rejects with `CoplanStartError` when the module did not arrive. */
export declare function toFHIR(...given: Parameters<typeof written>): Promise<ReturnType<typeof written>>;

/** As `fromFHIR` of `coplan/server`. */
export declare function fromFHIR(...given: Parameters<typeof read>): Promise<ReturnType<typeof read>>;

/** As `questionnaire` of `coplan/server`. */
export declare function questionnaire(...given: Parameters<typeof form>): Promise<ReturnType<typeof form>>;
