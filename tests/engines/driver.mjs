// What every engine can be told to do. Each of `firefox.mjs` and `webkit.mjs` does it in its own way; the journeys know no other.

/**
 * @typedef {object} Driver
 * @property {string} name
 * @property {string} version
 * @property {(address: string) => Promise<void>} goto
 * @property {() => Promise<void>} reload
 * @property {() => Promise<void>} back
 * @property {(source: string, args?: unknown[]) => Promise<any>} run the text of a function, called in the page; its promise is awaited
 * @property {(steps: [does: "move" | "down" | "up", x?: number, y?: number][]) => Promise<void>} mouse
 * @property {(text: string) => Promise<void>} type one real key after the other
 * @property {(...keys: string[]) => Promise<void>} press keys at once, by the names that `KeyboardEvent.key` has
 * @property {(width: number, height: number) => Promise<void>} resize
 * @property {(file: string) => Promise<void>} picture of the window
 * @property {() => string[]} said what the console has got since this was asked last, where a browser tells of it
 * @property {() => Promise<void>} stop
 */

/** The browser has gone, or does not answer any more: nothing is known of the product. */
export class Lost extends Error {}

/** The page has gone on to another while it was asked. */
export class Away extends Error {}

/** How long a browser may take for one thing, on a machine that is slow and busy. */
const LONG = 90_000;

/**
 * Waits for a browser, and no longer than that.
 * @template T
 * @param {Promise<T>} promise
 * @param {string} what
 * @returns {Promise<T>}
 */
export async function within(promise, what, milliseconds = LONG) {
  let timer;
  const late = new Promise((_, reject) => (timer = setTimeout(() => reject(new Lost(`${what} took longer than ${milliseconds / 1000} s`)), milliseconds)));
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

export const pause = (milliseconds = 50) => new Promise((done) => setTimeout(done, milliseconds));
