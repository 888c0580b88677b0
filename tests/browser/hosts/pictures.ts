// Comparing two pictures that were both taken just now.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

import { type Locator, type TestInfo, expect } from "@playwright/test";

/**
 * A form as it looks, without its caret, and without what it says of saving: that may have happened by now. What stays at the edge of
 * the window stays in its place: how far a page is scrolled is no look.
 */
export async function picture(form: Locator) {
  await form.evaluate((element) => element.shadowRoot!.querySelector<HTMLElement>(".coplan-tools")!.style.setProperty("position", "static"));
  return form.screenshot({ animations: "disabled", caret: "hide", mask: [form.locator(".coplan-status")] });
}

/** Fails with both pictures and what differs, kept among the results under the name. */
export function same(info: TestInfo, name: string, wanted: Buffer, seen: Buffer) {
  const file = `${name.replaceAll(/\W+/g, "-")}.png`;
  const path = info.snapshotPath(file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, wanted);
  // A letter's edge may fall differently on a tile of the screen; a rule that leaks in changes thousands.
  expect(seen).toMatchSnapshot(file, { maxDiffPixels: 100 });
}
