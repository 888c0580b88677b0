// Comparing two pictures that were both taken just now.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

import { type Locator, type TestInfo, expect } from "@playwright/test";

/** What stays at the edge of the window is where the page happens to be scrolled. */
const STILL = ".coplan-tools, .coplan-speaker { position: static !important; }";

/** A form as it looks, without its caret, and without what it says of saving: that may have happened by now. */
export const picture = (form: Locator) =>
  form.screenshot({ animations: "disabled", caret: "hide", mask: [form.locator(".coplan-status")], style: STILL });

/** Fails with both pictures and what differs, kept among the results under the name. */
export function same(info: TestInfo, name: string, wanted: Buffer, seen: Buffer) {
  const file = `${name.replaceAll(/\W+/g, "-")}.png`;
  const path = info.snapshotPath(file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, wanted);
  // A letter's edge may fall differently on a tile of the screen; a rule that leaks in changes thousands.
  expect(seen).toMatchSnapshot(file, { maxDiffPixels: 100 });
}
