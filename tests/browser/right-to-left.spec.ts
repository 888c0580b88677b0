// A form whose words run from right to left is the mirror of one whose words do not, and long words overflow nothing.

import type { Locator } from "@playwright/test";

import { focused, set } from "./controls.js";
import { accented, rightToLeft } from "./pseudo.js";
import { accessibility, at, expect, fixture, open, put, test } from "./portal.js";

const FORMS = { "abuse-question": "yes", "relapse-plan": "whole", "care-plan": "reviewed", "comprehensive-assessment": "scenario" };
const draft = (name: keyof typeof FORMS) => ({ ...fixture(name.replaceAll("-", "_"), FORMS[name]), earlier: undefined, status: "draft", id: crypto.randomUUID() });

/** Parts that stand out of the form, on either side. */
const out = (form: Locator) =>
  form.evaluate((element) => {
    const { left, right } = element.getBoundingClientRect();
    const parts = [...element.shadowRoot!.querySelectorAll(".coplan *:not(.nhsuk-u-visually-hidden, .nhsuk-u-visually-hidden *, svg *)")];
    const over = parts.map((part) => [part, part.getBoundingClientRect()] as const).filter(([, box]) => box.width > 1 && (box.left < left - 12.5 || box.right > right + 12.5));
    const { scrollWidth, clientWidth } = document.documentElement;
    return [...over.map(([part, box]) => `${part.localName} ${part.className} ${part.id} ${box.left}–${box.right}`), ...(scrollWidth > clientWidth ? [`the page scrolls: ${scrollWidth}`] : [])];
  });

/** The narrowest; and the widest for a worker, who has the most beside each other. */
const [NARROW, WIDE] = [320, 1440];

for (const name of Object.keys(FORMS) as (keyof typeof FORMS)[]) {
  test(`nothing of ${name} overflows in long words, either way, and axe finds nothing from right to left`, async ({ page }, info) => {
    const form = await open(page, {}, name);
    const look = async (what: string, ...widths: number[]) => {
      for (const width of widths) {
        await page.setViewportSize({ width, height: 900 });
        expect(await out(form), `${what}, ${width} pixels`).toEqual([]);
      }
    };
    for (const messages of [accented, rightToLeft]) {
      await page.evaluate((dir) => (document.documentElement.dir = dir), messages.dir);
      await set(form, "messages", messages);
      for (const mode of ["staff", "together", "self"]) {
        await set(form, "mode", mode);
        await put(form, draft(name));
        await look(`${messages.locale}, ${mode}`, NARROW);
        await form.evaluate((element: any) => element.reportValidity());
        await look(`${messages.locale}, ${mode}, with problems`, ...(mode === "staff" ? [WIDE, NARROW] : [NARROW]));
        if (mode === "staff" && messages === rightToLeft) expect(await accessibility(page)).toEqual([]);
      }
      await set(form, "mode", "staff");
      await set(form, "readonly", true);
      await expect(form.locator("dd, .coplan-status").first()).toBeAttached();
      await look(`${messages.locale}, read`, NARROW, WIDE);
      await page.screenshot({ path: info.outputPath(`${name}-${messages.locale}.png`), fullPage: true });
      await set(form, "readonly", false);
    }
  });
}

test("numbers of the form are in the digits of the language, and what somebody has typed stays", async ({ page }) => {
  const form = await open(page, {}, "relapse-plan");
  await set(form, "messages", rightToLeft);
  await put(form, draft("relapse-plan"));
  const person = form.locator(".coplan-person").first();
  await expect(person).toContainText("٢٧");
  await expect(person).toContainText("١٩٩٠");
  await expect(person).toContainText(/943\s476\s5919/);
  await set(form, "readonly", true);
  const text = await form.evaluate((element: any) => element.toText());
  expect(text).toContain("٢٣");
  expect(text).toContain("07700 900123");
});

/** Where the parts of a form are, from the side at which its lines begin. */
const places = (form: Locator) =>
  form.evaluate((element) => {
    const frame = element.shadowRoot!.querySelector<HTMLElement>(".coplan")!;
    const whole = frame.getBoundingClientRect();
    const rtl = getComputedStyle(frame).direction === "rtl";
    const kinds = [
      ".nhsuk-radios__input", ".nhsuk-checkboxes__input", ".nhsuk-date-input__item", ".nhsuk-form-group--error", ".nhsuk-details__text",
      ".nhsuk-button", ".nhsuk-inset-text", ".coplan-rows__row", ".coplan-small-button", ".coplan-person", ".coplan-picture", ".nhsuk-summary-list__key",
      ".nhsuk-summary-list__value",
    ];
    return kinds.flatMap((kind) =>
      [...frame.querySelectorAll(kind)].filter((part) => part.getClientRects().length > 0).slice(0, 12).map((part) => {
        const box = part.getBoundingClientRect();
        const style = getComputedStyle(part);
        const [begin, end] = rtl ? ["right", "left"] : ["left", "right"];
        const sides = ["border", "padding", "margin"].map((what) =>
          [begin, end].map((side) => style.getPropertyValue(what === "border" ? `border-${side}-width` : `${what}-${side}`)).join(" "));
        return `${kind} begins at ${Math.round(rtl ? whole.right - box.right : box.left - whole.left)}: ${sides.join(", ")}`;
      }),
    );
  });

/** The same words run the other way: then all that differs is the side. */
for (const name of Object.keys(FORMS) as (keyof typeof FORMS)[]) {
  test(`${name} is its own mirror, written and read`, async ({ page }) => {
    const form = await open(page, {}, name);
    const answers = { ...draft(name).answers };
    delete answers.asked_on;
    for (const readonly of [false, true]) {
      await set(form, "messages", {});
      await put(form, { ...draft(name), answers });
      if (!readonly) await form.evaluate((element: any) => element.reportValidity());
      await set(form, "readonly", readonly);
      await expect(form.locator(readonly ? "dd" : "input").first()).toBeAttached();
      await expect(form.locator(".coplan").first()).toHaveCSS("direction", "ltr");
      const there = await places(form);
      expect(there.length).toBeGreaterThan(readonly ? 3 : 10);
      await set(form, "messages", { dir: "rtl" });
      await expect(form.locator(".coplan").first()).toHaveCSS("direction", "rtl");
      // The end of a sentence is drawn elsewhere; where its box begins is not.
      expect(await places(form)).toEqual(there);
    }
  });
}

test("a dot and a tick are in the middle of their boxes, whichever way the words run", async ({ page }) => {
  const form = await open(page, {}, "abuse-question");
  await put(form, draft("abuse-question"));
  const middle = async (dir: string, kind: string) => {
    await set(form, "messages", { dir });
    await page.mouse.move(0, 0);
    const item = form.locator(`.nhsuk-${kind}__item:has(:checked)`).first();
    await item.scrollIntoViewIfNeeded();
    const box = (await item.boundingBox())!;
    const left = dir === "rtl" ? box.x + box.width - 44 : box.x;
    const picture = await page.screenshot({ clip: { x: left, y: box.y, width: 44, height: 44 } });
    return page.evaluate(async (bytes) => {
      const image = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
      const canvas = new OffscreenCanvas(44, 44).getContext("2d")!;
      canvas.drawImage(image, 0, 0);
      const { data } = canvas.getImageData(0, 0, 44, 44);
      let [sum, count] = [0, 0];
      // Inside the edge of the box.
      for (let y = 8; y < 36; y += 1) for (let x = 8; x < 36; x += 1) if (data[(y * 44 + x) * 4] < 100) [sum, count] = [sum + x, count + 1];
      return sum / count;
    }, [...picture]);
  };
  for (const kind of ["radios", "checkboxes"]) {
    const [ltr, rtl] = [await middle("ltr", kind), await middle("rtl", kind)];
    expect(Math.abs(ltr - rtl), `${kind}: ${ltr} and ${rtl}`).toBeLessThan(1);
  }
});

test("the keyboard goes along the line, from right to left", async ({ page }) => {
  const form = await open(page, {}, "abuse-question");
  await set(form, "messages", rightToLeft);
  await put(form, draft("abuse-question"));
  await at(form, "asked_on").focus();
  const xs: number[] = [];
  for (const id of ["asked_on", "asked_on-month", "asked_on-year"]) {
    expect(await focused(page)).toBe(id);
    xs.push((await at(form, id).boundingBox())!.x);
    await page.keyboard.press("Tab");
  }
  expect(xs).toEqual([...xs].sort((one, other) => other - one));
});

test("in a picture every word stays in its box", async ({ page }) => {
  const form = await open(page, {}, "care-plan");
  await set(form, "messages", rightToLeft);
  await put(form, draft("care-plan"));
  const loose = await form.locator(".coplan-picture").evaluateAll((pictures) =>
    pictures.flatMap((picture) => {
      const { left, right } = picture.getBoundingClientRect();
      return [...picture.querySelectorAll("text")].filter((text) => text.getBoundingClientRect().left < left - 1 || text.getBoundingClientRect().right > right + 1).map((text) => text.textContent);
    }),
  );
  expect(loose).toEqual([]);
  await expect(form.locator(".coplan-picture")).toHaveCount(2);
});
