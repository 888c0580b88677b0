// Drawing a signature, where browsers have less and hands do more than they should.

import type { Locator, Page } from "@playwright/test";

import { PLAN, opened, whole } from "./controls.js";
import { at, documentOf, expect, test } from "./portal.js";

async function padOf(page: Page): Promise<[Locator, (x: number, y: number) => { x: number; y: number }]> {
  const form = await opened(page, PLAN, whole(PLAN));
  await at(form, "sign_su.method-drawn").check();
  const pad = at(form, "sign_su.drawing");
  await pad.scrollIntoViewIfNeeded();
  const box = (await pad.boundingBox())!;
  return [form, (x, y) => ({ x: box.x + (box.width * x) / 600, y: box.y + (box.height * y) / 200 })];
}

const drawingOf = async (form: Locator) => ((await documentOf(form)).signatures?.[0] as any)?.drawing ?? "";

/** The points of a drawing; the first of each stroke once. */
const points = (drawing: string) => [...drawing.matchAll(/[ML](\d+) (\d+)/g)].map(([, x, y]) => [Number(x), Number(y)]);

async function drew(form: Locator, ...expected: number[][]) {
  const drawn = points(await drawingOf(form));
  expect(drawn).toHaveLength(expected.length);
  for (const [at, [x, y]] of expected.entries()) expect(Math.abs(drawn[at][0] - x) + Math.abs(drawn[at][1] - y)).toBeLessThan(6);
}

/** What the browser tells of a pointer. */
const pointer = (form: Locator, type: string, init: object) =>
  at(form, "sign_su.drawing").evaluate((pad, [type, init]) => {
    pad.dispatchEvent(new PointerEvent(type, { bubbles: true, composed: true, cancelable: true, isPrimary: true, ...init }));
  }, [type, init] as const);

for (const [without, take] of Object.entries({
  getCoalescedEvents: () => delete (PointerEvent.prototype as any).getCoalescedEvents,
  setPointerCapture: () => {
    Element.prototype.setPointerCapture = () => {
      throw new DOMException("No such pointer", "NotFoundError");
    };
  },
  DOMPoint: () => delete (window as any).DOMPoint,
})) {
  test(`strokes are drawn without ${without}`, async ({ page }) => {
    await page.addInitScript(take);
    const [form, to] = await padOf(page);
    await page.mouse.move(to(60, 100).x, to(60, 100).y);
    await page.mouse.down();
    await page.mouse.move(to(540, 50).x, to(540, 50).y, { steps: 6 });
    await page.mouse.up();
    const drawing = await drawingOf(form);
    expect(drawing).toMatch(/^M\d+ \d+l0 0(L\d+ \d+){6}$/);
    const [x, y] = drawing.match(/\d+/g)!.slice(-2).map(Number);
    expect(Math.abs(x - 540) + Math.abs(y - 50)).toBeLessThan(5);
  });
}

test("a palm during a stroke draws nothing, and takes nothing from it", async ({ page }) => {
  const [form, to] = await padOf(page);
  const pen = (type: string, x: number, y: number) => pointer(form, type, { pointerId: 5, pointerType: "pen", clientX: to(x, y).x, clientY: to(x, y).y });
  const palm = (type: string, x: number, y: number) => pointer(form, type, { pointerId: 6, pointerType: "touch", isPrimary: true, clientX: to(x, y).x, clientY: to(x, y).y });
  await pen("pointerdown", 60, 60);
  await pen("pointermove", 100, 60);
  await palm("pointerdown", 400, 180);
  await palm("pointermove", 410, 190);
  await pen("pointermove", 140, 60);
  await palm("pointerup", 410, 190);
  await pen("pointermove", 180, 60);
  await pen("pointerup", 180, 60);
  await drew(form, [60, 60], [100, 60], [140, 60], [180, 60]);
});

test("a hand that lies there before the pen comes draws nothing", async ({ page }) => {
  const [form, to] = await padOf(page);
  const at = (x: number, y: number) => ({ clientX: to(x, y).x, clientY: to(x, y).y });
  await pointer(form, "pointerdown", { pointerId: 6, pointerType: "touch", ...at(400, 180) });
  await pointer(form, "pointermove", { pointerId: 6, pointerType: "touch", ...at(430, 180) });
  await pointer(form, "pointerdown", { pointerId: 5, pointerType: "pen", ...at(60, 60) });
  await pointer(form, "pointermove", { pointerId: 5, pointerType: "pen", ...at(160, 60) });
  await pointer(form, "pointerup", { pointerId: 5, pointerType: "pen", ...at(160, 60) });
  await drew(form, [60, 60], [160, 60]);
});

test("the side of a hand draws nothing, and neither does a touch soon after the pen", async ({ page }) => {
  const [form, to] = await padOf(page);
  const touch = (type: string, x: number, width: number) =>
    pointer(form, type, { pointerId: 6, pointerType: "touch", width, height: 20, clientX: to(x, 150).x, clientY: to(x, 150).y });
  const stroke = async (...widths: number[]) => {
    await touch("pointerdown", 300, widths[0]);
    for (const [at, width] of widths.entries()) await touch("pointermove", 340 + 40 * at, width);
    await touch("pointerup", 500, widths.at(-1)!);
  };
  await stroke(80, 80);
  expect(await drawingOf(form), "a hand lies there").toBe("");
  await stroke(20, 30, 90);
  expect(await drawingOf(form), "a hand lies down by and by").toBe("");
  const pen = (type: string, x: number) => pointer(form, type, { pointerId: 5, pointerType: "pen", clientX: to(x, 60).x, clientY: to(x, 60).y });
  await pen("pointerdown", 60);
  await pen("pointermove", 160);
  await pen("pointerup", 160);
  await stroke(20, 20);
  await drew(form, [60, 60], [160, 60]);
  await page.waitForTimeout(1100);
  await stroke(20, 20);
  expect((await drawingOf(form)).match(/M/g), "a finger draws").toHaveLength(2);
});

test("a tap is no signature, and a dot of one that has been drawn", async ({ page }) => {
  const [form, to] = await padOf(page);
  await page.mouse.click(to(300, 100).x, to(300, 100).y);
  expect(await drawingOf(form)).toBe("");
  await expect(at(form, "sign_su.drawing").locator("path")).toHaveAttribute("d", "");
  await page.mouse.move(to(60, 100).x, to(60, 100).y);
  await page.mouse.down();
  await page.mouse.move(to(200, 100).x, to(200, 100).y);
  await page.mouse.up();
  await page.mouse.click(to(300, 100).x, to(300, 100).y);
  expect((await drawingOf(form)).match(/M/g)).toHaveLength(2);
});

test("a drawing that is not on screen is not drawn on, and nothing goes wrong", async ({ page }) => {
  const [form] = await padOf(page);
  await at(form, "sign_su.drawing").evaluate((pad: any) => (pad.getScreenCTM = () => null));
  for (const type of ["pointerdown", "pointermove", "pointerup"]) await pointer(form, type, { pointerId: 5, clientX: 5, clientY: 5 });
  expect(await drawingOf(form)).toBe("");
});
