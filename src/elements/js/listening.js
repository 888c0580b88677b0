// Listeners that stay. Chromium and WebKit take those of every node in a document that ends, and a form may have been moved into a
// frame that goes away: put elsewhere, it is to hear again.

const KEPT = new WeakMap();

/** As `target.addEventListener`. */
export function listenTo(target, ...listener) {
  KEPT.set(target, [...(KEPT.get(target) ?? []), listener]);
  target.addEventListener(...listener);
}

/** Where they are still there, nothing changes. */
export function listenAgain(target) {
  for (const listener of KEPT.get(target) ?? []) target.addEventListener(...listener);
}
