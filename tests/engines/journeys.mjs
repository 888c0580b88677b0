// Every journey, told once for all engines. One that is whole stands in the table of `docs/hosts.md` by its name.

import { filling } from "./journeys/filling.mjs";
import { hosts } from "./journeys/hosts.mjs";
import { page } from "./journeys/page.mjs";
import { saving } from "./journeys/saving.mjs";
import { sight } from "./journeys/sight.mjs";

/**
 * @typedef {object} World where a journey goes
 * @property {import("./driver.mjs").Driver} driver
 * @property {Awaited<ReturnType<typeof import("./server.mjs").serve>>} server
 * @property {(tag: string, id: string, query?: Record<string, string>) => Promise<import("./hand.mjs").Hand>} open a page of the host with a form on it
 * @property {(tag: string) => import("./hand.mjs").Hand} person at a form of a page that was opened otherwise
 * @property {(said: RegExp) => void} expected what the console may have got besides
 */

/** @type {{ group: string, name: string, todo?: Record<string, string>, go: (world: World) => Promise<void> }[]} */
export const JOURNEYS = [...filling, ...saving, ...page, ...sight, ...hosts];
