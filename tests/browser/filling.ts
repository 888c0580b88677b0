// Fills a form from a document of the fixtures through its own controls: by touch, or by keyboard alone.

import type { Locator, Page } from "@playwright/test";

import { at, documentOf, expect, numbered, unfoldTo } from "./portal.js";

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
const KEPT = ["id", "key_issue", "goal", "voices"];
const isKept = (key: string, path = "") => KEPT.includes(key) || (key === "domains" && path.startsWith("goals["));

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

/** What the form holds at a path, and what it offers there: all in one question to the page. */
const looked = (form: Locator, path: string) =>
  form.evaluate((element: any, path) => {
    const root: ShadowRoot = element.shadowRoot;
    const named = (name: string) => [...root.querySelectorAll<HTMLInputElement>(`[name="${name}"]`)];
    const keys = path.split(/[.[\]]+/).filter(Boolean);
    const there = root.getElementById(path);
    return {
      have: keys.reduce((value, key) => value?.[key], element.document.answers) ?? null,
      is: there?.localName,
      folded: Boolean((there ?? root.querySelector(`[name^="${path}"], [id="begin:${path}"], [id^="add:${path}"]`))?.closest(".coplan-fold:not([open])")),
      begins: Boolean(root.getElementById(`begin:${path}`)),
      isDate: named(`${path}-day`).length > 0,
      options: named(path).filter(({ type }) => type === "radio" || type === "checkbox").map(({ type, value }) => `${type} ${value}`),
      rows: there?.querySelectorAll(":scope > .coplan-rows__list > li").length ?? 0,
      asksWhose: named("speaker").length > 0,
      speaker: named("speaker").find(({ checked }) => checked)?.value,
    };
  }, path);

/** Enters everything in which the form differs from `wanted`, a top-level question after the other, as far as it is on the page. */
export async function fill(form: Locator, hand: Hand, all: any, order = Object.keys(all)): Promise<void> {
  const now = async (path: string) => answer((await documentOf(form)).answers, path);

  /** Whoever the document names in a row of its own is known there by that row's id. */
  const known = async (someone: any): Promise<any> => {
    for (const list of ["people", "team_members", "carers"]) {
      const at = (all[list] ?? []).findIndex(({ id }: any) => id === someone.person);
      if (at >= 0) return { ...someone, person: (await now(`${list}[${at}]`))?.id ?? "" };
    }
    return someone;
  };

  const same = (one: any, other: any) => JSON.stringify(numbered(one ?? null)) === JSON.stringify(numbered(other));

  const enter = async (path: string, wanted: any): Promise<void> => {
    const { have, is, begins, isDate, options, asksWhose, speaker, folded } = await looked(form, path);
    const value = wanted.person ? await known(wanted) : wanted;
    if (same(have, value)) return;
    if (folded) await unfoldTo(form, path, hand.press);
    if (Array.isArray(value)) return list(path, value, have ?? []);
    if (typeof value === "object") {
      if (is === "select") {
        // Someone whose row is still to be entered is chosen the next time.
        if (value.person !== "") await hand.pick(at(form, path), value.person ?? "*");
        if (value.name) await hand.write(at(form, `${path}.name`), value.name);
        return;
      }
      if (begins) await hand.press(at(form, `begin:${path}`));
      for (const [key, inner] of Object.entries<any>(value)) {
        if (!isKept(key, path) && (inner?.person || !same(have?.[key], inner))) await enter(`${path}.${key}`, inner);
      }
      return;
    }
    if (options.includes(`radio ${value}`)) return hand.choose(form.locator(`input[type="radio"][name="${path}"][value="${value}"]`));
    if (isDate) {
      const [year, month, day] = value.split("-").map((part: string) => String(Number(part)));
      await hand.write(at(form, path), day);
      await hand.write(at(form, `${path}-month`), month);
      return hand.write(at(form, `${path}-year`), year);
    }
    if (begins) await hand.press(at(form, `begin:${path}`));
    else if (!is) return;
    const voice = all.voices?.[byId(all, path)];
    if (voice && asksWhose && speaker !== voice) {
      const said = form.locator(`input[name="speaker"][value="${voice}"]`);
      await hand.choose(said);
      await expect(said).toBeChecked();
    }
    await hand.write(at(form, path), value);
  };

  const list = async (path: string, value: any[], have: any[]): Promise<void> => {
    const { options, is } = await looked(form, path);
    // Whoever gets a copy is ticked, and has a row then.
    const ticks = ({ recipient }: any) => recipient && options.includes(`checkbox ${recipient}`);
    const boxes = !ticks(value[0]) && options.some((option) => option.startsWith("checkbox"));
    if (typeof value[0] === "string" || boxes) {
      // A long list of codes is behind a line of its own.
      const closed = form.locator(`details:not([open]):has([name="${path}"])`);
      if (await closed.count()) await hand.press(closed.last().locator("summary").first());
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
    if (!is) return;
    const rows = async () => (await looked(form, path)).rows;
    for (const [index, row] of value.entries()) {
      for (let before = await rows(); before <= index; before = await rows()) {
        const follow = form.locator('[id^="follow:"]');
        const box = form.locator(`input[type="checkbox"][name="${path}"][value="${row.recipient}"]`);
        if (ticks(row) && !(await box.isChecked())) await hand.choose(box);
        else await hand.press(path === "goals" && (await follow.count()) ? follow.first() : at(form, `add:${path}`));
        await expect.poll(rows).toBeGreaterThan(before);
      }
      await enter(`${path}[${index}]`, row);
    }
  };

  const wanted = order.filter((key) => !isKept(key) && key in all);
  const there = await form.evaluate((element, keys) => {
    const marks = [...element.shadowRoot!.querySelectorAll("[id], [name]")].flatMap((one) => [one.id, one.getAttribute("name") ?? ""]);
    return keys.filter((key) => marks.some((mark) => mark.startsWith(key) || mark === `begin:${key}`));
  }, wanted);
  for (const key of wanted) {
    // What was not there may have come with an answer before it.
    if (there.includes(key) || (await form.locator(`[id^="${key}"], [name^="${key}"], [id="begin:${key}"]`).count())) await enter(key, all[key]);
  }
}
