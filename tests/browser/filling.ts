// Fills a form from a document of the fixtures through its own controls: by touch, or by keyboard alone.

import type { Locator, Page } from "@playwright/test";

import { at, documentOf, expect, numbered } from "./portal.js";

/** How someone works: presses what has this id, and writes into it. */
export interface Hand {
  press: (control: Locator) => Promise<void>;
  choose: (control: Locator) => Promise<void>;
  write: (control: Locator, text: string) => Promise<void>;
  pick: (control: Locator, value: string) => Promise<void>;
}

export const touch = (page: Page): Hand => ({
  press: (control) => control.tap(),
  choose: (control) => control.tap(),
  write: async (control, text) => {
    await control.tap();
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText(text);
  },
  // The list itself is the system's, not the page's.
  pick: async (control, value) => void (await control.selectOption(value)),
});

export const keyboard = (page: Page): Hand => {
  const press = (key: string) => async (control: Locator) => {
    await control.focus();
    await page.keyboard.press(key);
  };
  return {
    press: press("Enter"),
    choose: press("Space"),
    write: async (control, text) => {
      await control.focus();
      await page.keyboard.press("Control+a");
      await page.keyboard.insertText(text);
    },
    pick: async (control, value) => {
      const values = await control.locator("option").evaluateAll((all) => all.map((option) => (option as HTMLOptionElement).value));
      expect(values).toContain(value);
      await press("Home")(control);
      for (let presses = values.indexOf(value); presses; presses -= 1) await page.keyboard.press("ArrowDown");
    },
  };
};

/** What nobody is asked: it comes with the row, or with what the row stands for. */
const KEPT = ["id", "key_issue", "domains", "goal", "voices"];

/** An answer of the document, by its path. */
function answer(answers: any, path: string): any {
  return path.split(/[.[\]]+/).filter(Boolean).reduce((value, key) => value?.[key], answers);
}

/** The path by which the document keeps whose words an answer is. */
function byId(answers: any, path: string): string {
  let before = "";
  return path.replaceAll(/([^[\]]*)\[(\d+)\]/g, (_, name, number) => {
    before += `${name}[${number}]`;
    return `${name}[${answer(answers, before).id}]`;
  });
}

/** Enters everything in which the form differs from `wanted`, a top-level question after the other, as far as it is on the page. */
export async function fill(form: Locator, hand: Hand, all: any, order = Object.keys(all)): Promise<void> {
  const there = (id: string) => at(form, id).count();
  const now = async (path: string) => answer((await documentOf(form)).answers, path);

  /** Whoever the document names in a row of its own is known there by that row's id. */
  const known = async (someone: any): Promise<any> => {
    for (const list of ["team_members", "carers"]) {
      const at = (all[list] ?? []).findIndex(({ id }: any) => id === someone.person);
      if (at >= 0) return { ...someone, person: (await now(`${list}[${at}]`))?.id ?? "" };
    }
    return someone;
  };

  const enter = async (path: string, wanted: any): Promise<void> => {
    const have = await now(path);
    const value = wanted.person ? await known(wanted) : wanted;
    if (JSON.stringify(numbered(have ?? null)) === JSON.stringify(numbered(value))) return;
    if (Array.isArray(value)) return list(path, value, have ?? []);
    if (typeof value === "object") {
      if (await form.locator(`select[id="${path}"]`).count()) {
        // Someone whose row is still to be entered is chosen the next time.
        if (value.person !== "") await hand.pick(at(form, path), value.person ?? "*");
        if (value.name) await hand.write(at(form, `${path}.name`), value.name);
        return;
      }
      if (await there(`begin:${path}`)) await hand.press(at(form, `begin:${path}`));
      for (const [key, inner] of Object.entries(value)) if (!KEPT.includes(key)) await enter(`${path}.${key}`, inner);
      return;
    }
    const radio = form.locator(`input[type="radio"][name="${path}"][value="${value}"]`);
    if (await radio.count()) return hand.choose(radio);
    if (await form.locator(`[name="${path}-day"]`).count()) {
      const [year, month, day] = value.split("-").map((part: string) => String(Number(part)));
      await hand.write(at(form, path), day);
      await hand.write(at(form, `${path}-month`), month);
      return hand.write(at(form, `${path}-year`), year);
    }
    if (!(await there(path))) return;
    const voice = all.voices?.[byId(all, path)];
    const said = form.locator(`input[name="speaker"][value="${voice}"]`);
    if (voice && !(await said.isChecked())) {
      await hand.choose(said);
      await expect(said).toBeChecked();
    }
    await hand.write(at(form, path), value);
  };

  const list = async (path: string, value: any[], have: any[]): Promise<void> => {
    const boxes = await form.locator(`input[type="checkbox"][name="${path}"]`).count();
    if (typeof value[0] === "string" || boxes) {
      for (const [index, row] of boxes ? value.entries() : []) {
        const code = typeof row === "string" ? row : row.person && (await known(row)).person;
        const ticked = have.some((row) => row === code || (code && row.person === code));
        if (code && !ticked) await hand.choose(form.locator(`input[type="checkbox"][name="${path}"][value="${code}"]`));
        if (code || have.some((other) => other.name === row.name)) continue;
        await hand.press(at(form, `add:${path}`));
        await hand.write(at(form, `${path}[${index}].name`), row.name);
      }
      return;
    }
    const rows = () => at(form, path).locator("> .coplan-rows__list > li").count();
    if (!(await there(path))) return;
    for (const [index, row] of value.entries()) {
      while ((await rows()) <= index) {
        const follow = form.locator('[id^="follow:"]');
        const before = await rows();
        await hand.press(path === "goals" && (await follow.count()) ? follow.first() : at(form, `add:${path}`));
        await expect.poll(rows).toBeGreaterThan(before);
      }
      await enter(`${path}[${index}]`, row);
    }
  };

  for (const key of order.filter((key) => !KEPT.includes(key) && key in all)) {
    if (await form.locator(`[id^="${key}"], [name^="${key}"], [id="begin:${key}"]`).count()) await enter(key, all[key]);
  }
}
