// FHIR in a page: the rules are fetched when they are first asked. No form loads this.

import * as rules from "./rules.js";

let ready;

/** Asks once the module is there. One that did not arrive is asked for again. */
const asked = (ask) => async (...given) => {
  ready ??= fetched();
  await ready.catch((error) => ((ready = undefined), Promise.reject(error)));
  return ask(...given);
};

async function fetched() {
  try {
    const response = await fetch(new URL("./coplan-rules.wasm", import.meta.url));
    if (!response.ok) throw new Error(`the server answers ${response.status}`);
    // By its bytes: a server need not know what WebAssembly is.
    rules.configure(await WebAssembly.compile(await response.arrayBuffer()));
  } catch (error) {
    const message = `coplan-rules.wasm could not be had from beside fhir.js: ${error.message}`;
    throw new rules.CoplanRulesError({ name: "CoplanStartError", path: "", code: "not_fetched", message });
  }
}

export const toFHIR = asked(rules.toFHIR);
export const fromFHIR = asked(rules.fromFHIR);
export const questionnaire = asked(rules.questionnaire);
export { CoplanRulesError } from "./rules.js";
