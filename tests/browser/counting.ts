// What a form costs whoever fills it in: how often they press something, how far they have to scroll. A co-ordinator has nothing but
// keys, a person nothing but a finger; both get from one question to the next as the form lets them.

import type { Locator, Page } from "@playwright/test";

import { expect } from "./portal.js";
import { type Hand, touch } from "./filling.js";

/** What was counted so far. */
export class Count {
  /** Taps, and keys that act: Space, Enter, arrows, shortcuts. A box that is written into is one, whatever is written. */
  presses = 0;
  /** Tab, which only leads on. */
  tabs = 0;
  /** How high each page of the form was when it was left. */
  readonly heights: number[] = [];

  /** The form is as high as this now. */
  async page(form: Locator) {
    this.heights.push(Math.round((await form.boundingBox())!.height));
  }

  get height() {
    return this.heights.reduce((sum, height) => sum + height, 0);
  }

  /** How many windows of this height the pages fill, one at least each. */
  screens(window: number) {
    return this.heights.reduce((sum, height) => sum + Math.max(1, height / window), 0);
  }

  /** For the last lines of a test. */
  said(what: string, window: number) {
    const screens = this.screens(window).toFixed(1);
    return `${what}: ${this.presses} presses, ${this.tabs} tabs, ${this.heights.length} pages, ${screens} screens, ${this.height} px`;
  }
}

/** What a finger takes from one thing to the next: sooner, in the same place, it would be a double tap. */
const A_MOMENT = 600;

/** By touch, counted. */
export function counted(page: Page, count: Count): Hand {
  const hand = touch(page);
  let last = 0;
  const once =
    <Rest extends unknown[]>(act: (control: Locator, ...rest: Rest) => Promise<void>) =>
    async (control: Locator, ...rest: Rest) => {
      await page.waitForTimeout(Math.max(0, last + A_MOMENT - performance.now()));
      count.presses += 1;
      await act(control, ...rest);
      last = performance.now();
    };
  return { press: once(hand.press), choose: once(hand.choose), write: once(hand.write), pick: once(hand.pick) };
}

/** How many presses of Tab from what has the focus to a control, back if negative: along everything on the page that Tab stops at. None
 * where it, or one of its group, has the focus. */
const away = (control: Locator) =>
  control.evaluate((wanted: HTMLInputElement) => {
    const isRadio = (one: Element) => (one as HTMLInputElement).type === "radio";
    let held = document.activeElement;
    while (held?.shadowRoot?.activeElement) held = held.shadowRoot.activeElement;
    const stops: Element[] = [];
    const add = (one: Element) => {
      const last = stops.at(-1);
      // A group of radio buttons is one stop.
      const together = last && isRadio(last) && isRadio(one) && last.getAttribute("name") === one.getAttribute("name");
      if (!together) stops.push(one);
      else if (one === held || one === wanted) stops[stops.length - 1] = one;
    };
    const collect = (parents: Iterable<Element>) => {
      for (const one of parents) {
        const stop = one.matches("a[href], button:enabled, input:enabled, select, textarea, summary") && one.checkVisibility();
        if (stop || one === held) add(one);
        if (one instanceof HTMLSlotElement && one.assignedElements().length) collect(one.assignedElements());
        else collect((one.shadowRoot ?? one).children);
      }
    };
    collect(document.body.children);
    const place = (one: Element | null) =>
      stops.findIndex((stop) => stop === one || (one && isRadio(one) && isRadio(stop) && stop.getAttribute("name") === one.getAttribute("name")));
    if (place(wanted) < 0) throw new Error("Tab does not stop there");
    return place(wanted) - place(held);
  });

/** By keys alone, counted. */
export function keys(page: Page, count: Count): Hand {
  const press = async (key: string) => {
    count.presses += 1;
    await page.keyboard.press(key);
  };

  const reach = async (control: Locator) => {
    // What is rendered on the way may add stops: whoever has gone too far or not far enough goes on from there.
    for (let tries = 0; tries < 100; tries += 1) {
      const by = await away(control);
      if (by === 0) return;
      count.tabs += Math.abs(by);
      for (let left = Math.abs(by); left > 0; left -= 1) await page.keyboard.press(by > 0 ? "Tab" : "Shift+Tab");
    }
    throw new Error("the keyboard does not get there");
  };

  return {
    press: async (control) => {
      await reach(control);
      await press("Enter");
    },
    choose: async (control) => {
      await reach(control);
      const along = () =>
        control.evaluate((wanted: HTMLInputElement) => {
          const root = wanted.getRootNode() as ShadowRoot;
          if (wanted.type !== "radio") return wanted.checked ? 0 : undefined;
          if (wanted.checked) return 0;
          const group = [...root.querySelectorAll(`input[type="radio"][name="${wanted.name}"]`)];
          return group.indexOf(wanted) - group.indexOf(root.activeElement!) || undefined;
        });
      for (let left = await along(); left !== 0; left = await along()) {
        await press(left === undefined ? "Space" : left > 0 ? "ArrowDown" : "ArrowUp");
      }
    },
    write: async (control, text) => {
      await reach(control);
      count.presses += 1;
      await page.keyboard.press("Control+a");
      await page.keyboard.insertText(text);
    },
    pick: async (control, value) => {
      await reach(control);
      const values = await control.locator("option").evaluateAll((all) => all.map((option) => (option as HTMLOptionElement).value));
      expect(values).toContain(value);
      const at = values.indexOf(value);
      const ways = [
        { by: at - (await control.evaluate((list: HTMLSelectElement) => list.selectedIndex)) },
        { first: "Home", by: at },
        { first: "End", by: at - values.length + 1 },
      ];
      const cost = ({ first, by }: { first?: string; by: number }) => Math.abs(by) + (first ? 1 : 0);
      const { first, by } = ways.sort((one, other) => cost(one) - cost(other))[0]!;
      if (first) await press(first);
      for (let left = Math.abs(by); left > 0; left -= 1) await press(by > 0 ? "ArrowDown" : "ArrowUp");
    },
  };
}
