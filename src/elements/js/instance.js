// One WebAssembly instance for the page, fetched once, and a fresh one after a trap.

import { build as expected } from "coplan-build";
import init, { __wbg_reset_state as resetState, start } from "coplan-glue";

import { named } from "./events.js";
import { advising, besideThis, moduleAt } from "./fetching.js";

/** Elements on the page, each with how it loses its instance and how it begins again. */
const live = new Map();
let loading;
let fetched; // or being fetched
let place; // where the page says that it is
let address = "coplan.wasm"; // where it was fetched from
let failed = false; // once
let restarting = false;

/** Sets where the WebAssembly is, before the first form begins, or again when it was not there: against the page's address. */
export function config({ wasm } = {}) {
  // A server fetches none.
  if (!globalThis.customElements) return;
  if (fetched) throw new Error("config() comes too late: call it before the first form is on the page");
  place = wasm == null ? undefined : new URL(wasm, document.baseURI);
}

/** Fetches the WebAssembly, when the first element needs it. */
export function load() {
  // Whatever a page's own `fetch` throws.
  loading ??= begin().catch((error) => {
    throw named("CoplanStartError", error?.message ?? String(error), { advice: error?.advice, cause: error });
  });
  // One fetch that failed is not remembered: the next element, or the next try, fetches again.
  loading.catch(() => {
    loading = fetched = undefined;
    failed = true;
  });
  return loading;
}

async function begin() {
  // Whoever imports this script runs next, and may call `config`; in WebKit some microtasks later, where it awaits something itself.
  await new Promise((done) => setTimeout(done));
  fetched = true;
  address = String(place ?? besideThis());
  const module = await moduleAt(address, failed);
  if (buildOf(module) === expected) {
    await init({ module_or_path: module });
    return start();
  }
  throw advising("coplan.js and coplan.wasm are of different builds: serve both from one release, let no cache keep an older one, and open the page again");
}

/** What it is known by: the script beside it has the same, or one of the two is an old one that a cache has kept. */
function buildOf(module) {
  const [section] = WebAssembly.Module.customSections(module, "coplan-build");
  return section && new TextDecoder().decode(section);
}

/** An element lives in the instance. `lose` says whether it wants to `begin` again. */
export function enter(element, lose, begin) {
  live.set(element, { lose, begin });
}

/** It does no longer. */
export function leave(element) {
  live.delete(element);
}

/** Calls into Rust. A trap shows itself as a RuntimeError. */
export function guard(call) {
  try {
    return call();
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) trapped();
    throw error;
  }
}

/** The instance is lost. Every element of the page begins again, once the failed call has returned. */
function trapped() {
  if (restarting) return;
  restarting = true;
  const again = [...live.values()].filter(({ lose }) => lose());
  live.clear();
  queueMicrotask(() => {
    restarting = false;
    resetState();
    start();
    again.forEach(({ begin }) => begin());
  });
}

// A trap in what Rust had planned for later: nobody called, so nobody caught it. On a server there is none, whatever it may listen to.
if (globalThis.customElements) globalThis.addEventListener?.("error", (event) => {
  const { error } = event;
  // A bundler gives the file another name.
  const ours = error instanceof WebAssembly.RuntimeError && (error.stack.includes(address) || /coplan[^/]*wasm/.test(error.stack));
  // What the lost instance had still planned is ours too.
  if (ours || /previous WASM instance/.test(error?.message)) event.preventDefault();
  if (ours && live.size > 0) trapped();
});
