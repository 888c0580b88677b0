// What the tabs of one browser ask of each other. A page in which what lies here is open holds a lock, until it lets go or is gone.

import { changes } from "./database.js";

const OPEN = "coplan-visit-open";

/** So many milliseconds another page may take to keep what is typed there. */
const PATIENCE = 15_000;

let letGo = () => {};

/** What lies here is open in this page. */
export function hold() {
  letGo();
  return new Promise((held) => {
    navigator.locks.request(OPEN, { mode: "shared" }, () => {
      held();
      return new Promise((resolve) => (letGo = resolve));
    });
  });
}

/** Whether it is open in any page. */
export async function isOpen() {
  const { held } = await navigator.locks.query();
  return held.some(({ name }) => name === OPEN);
}

/** Before what lies here is closed or removed: pages in which it is open keep what is typed there, and close. This one lets go. */
export async function closeOthers() {
  letGo();
  changes.postMessage("close");
  await navigator.locks.request(OPEN, { signal: AbortSignal.timeout(PATIENCE) }, () => {}).catch(() => {});
}
