// One WebAssembly instance for the page, fetched once, and a fresh one after a trap.

import init, { __wbg_reset_state as resetState, start } from "coplan-glue";

/** Elements on the page, each with how it loses its instance and how it begins again. */
const live = new Map();
let loading;
let restarting = false;

/** Fetches the WebAssembly from beside this script, when the first element needs it. */
export function load() {
  loading ??= init({ module_or_path: new URL("coplan.wasm", import.meta.url) }).then(start);
  // One fetch that failed is not remembered: the next element, or the next try, fetches again.
  loading.catch(() => (loading = undefined));
  return loading;
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

// A trap in what Rust had planned for later: nobody called, so nobody caught it.
addEventListener("error", (event) => {
  const { error } = event;
  // A bundler gives the file a longer name.
  const ours = error instanceof WebAssembly.RuntimeError && /coplan[^/]*wasm/.test(error.stack);
  // What the lost instance had still planned is ours too.
  if (ours || /previous WASM instance/.test(error?.message)) event.preventDefault();
  if (ours) trapped();
});
