// What a person does with a form, and what they see of it: by real keys and a real pointer, wherever the browser has put it.

import assert from "node:assert/strict";

import { Away, pause } from "./driver.mjs";

/** How long something may take to show, on a machine that is slow and busy: what is right is seen as soon as it is there. */
const PATIENCE = Number(process.env.COPLAN_PATIENCE ?? 30_000);

/** Long values of a failure are cut: what is wrong stands at their beginning. */
const short = (value) => {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
};

/** Waits until what is `read` is what is wanted: equal, or as a function says. */
export async function until(what, read, wanted = true, patience = PATIENCE) {
  const end = Date.now() + patience;
  const is = typeof wanted === "function" ? wanted : (/** @type {any} */ value) => {
    try {
      assert.deepEqual(value, wanted);
      return true;
    } catch {
      return false;
    }
  };
  for (;;) {
    const value = await (async () => read())().catch((/** @type {Error} */ error) => {
      if (!(error instanceof Away)) throw error;
    });
    if (is(value)) return value;
    if (Date.now() > end) assert.fail(`${what}: it is ${short(value)}${typeof wanted === "function" ? "" : `, and not ${short(wanted)}`}`);
    await pause();
  }
}

/** Fails in few words. */
export function same(value, wanted, what) {
  try {
    assert.deepEqual(value, wanted);
  } catch {
    assert.fail(`${what}: it is ${short(value)}, and not ${short(wanted)}`);
  }
}

/** In the page: where to press on what a selector finds in the form, once it is there, still, enabled and under nothing. */
const PLACE = `async (tag, selector) => {
  const form = document.querySelector(tag);
  const found = form?.shadowRoot?.querySelector(selector) ?? document.querySelector(selector);
  if (!found) return { why: "it is not there" };
  if (found.disabled || found.matches(":disabled")) return { why: "it is disabled" };
  const inWindow = ({ top, bottom }) => top >= 0 && bottom <= innerHeight;
  // A radio of the styles lies, without a look of its own, where its picture is.
  if (!inWindow(found.getBoundingClientRect())) found.scrollIntoView({ block: "center", behavior: "instant" });
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  await frame();
  const before = found.getBoundingClientRect();
  await frame();
  const box = [...found.getClientRects()].find(({ width, height }) => width && height);
  if (!box) return { why: "it has no size" };
  const now = found.getBoundingClientRect();
  if (now.x !== before.x || now.y !== before.y) return { why: "it moves" };
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const root = found.getRootNode();
  const hit = root.elementFromPoint(x, y);
  const label = hit?.closest("label");
  const same = hit && (found.contains(hit) || hit.contains(found) && hit.localName === "label" || label?.htmlFor === found.id);
  if (!same) {
    found.scrollIntoView({ block: ["center", "end", "start"][(window.tries = (window.tries ?? 0) + 1) % 3], behavior: "instant" });
    return { why: "under " + (hit ? hit.localName + "." + hit.className : "nothing") };
  }
  return { x, y };
}`;

/** An id of ours has `[`, `]`, `.` and `:` in it. */
const byId = (id) => `[id="${id}"]`;

/** A person at a form. */
export class Hand {
  /**
   * @param {import("./driver.mjs").Driver} driver
   * @param {string} tag
   */
  constructor(driver, tag) {
    this.driver = driver;
    this.tag = tag;
  }

  /** The text of a function of the element, called with it in the page. */
  on(source, ...args) {
    return this.driver.run(`(tag, ...args) => (${source})(document.querySelector(tag), ...args)`, [this.tag, ...args]);
  }

  /** Opens what is folded round what a selector finds, the outermost first. */
  async unfold(selector) {
    for (let line = await this.folded(selector); line; line = await this.folded(selector)) await this.clickOn(byId(line));
  }

  /** The line of what is folded round it; nothing where it can be seen. */
  folded(selector) {
    return this.on(`(form, selector) => {
      const lines = [];
      const found = form?.shadowRoot?.querySelector(selector);
      for (let at = found?.closest("details"); at; at = at.parentElement.closest("details")) {
        const line = at.querySelector("summary");
        if (!at.open && !line.contains(found) && line.id) lines.unshift(line.id);
      }
      return lines[0] ?? "";
    }`, selector);
  }

  /** Where to press. */
  async place(selector) {
    await this.unfold(selector);
    const { x, y } = await until(selector, () => this.driver.run(PLACE, [this.tag, selector]), ({ why }) => !why);
    return { x, y };
  }

  async clickOn(selector) {
    const { x, y } = await this.place(selector);
    await this.apart(x, y);
    await this.driver.mouse([["move", x, y], ["down"], ["up"]]);
  }

  /** Two presses in one place within a second are a double click, whatever was scrolled under them: no hand is so quick. */
  async apart(x, y) {
    const { last = { x: -100, y: -100, at: 0 } } = this;
    const wait = last.at + 1100 - Date.now();
    if (wait > 0 && Math.hypot(x - last.x, y - last.y) < 40) await pause(wait);
    this.last = { x, y, at: Date.now() };
  }

  press(id) {
    return this.clickOn(byId(id));
  }

  async key(id, ...keys) {
    await this.focus(id);
    await this.driver.press(...keys);
  }

  async focus(id) {
    await this.unfold(byId(id));
    await until(`${id} has the focus`, () => this.on(`(form, id) => {
      const control = form.shadowRoot.getElementById(id);
      control?.focus();
      return control !== null && form.shadowRoot.activeElement === control;
    }`, id));
  }

  /** A radio or a checkbox: pressed until it is what it is to be, which is once. */
  async choose(name, value) {
    const selector = `input[name="${name}"][value="${value}"]`;
    await this.clickOn(selector);
    await until(`${name} is ${value}`, () => this.on(`(form, selector) => form.shadowRoot.querySelector(selector)?.checked`, selector));
  }

  /** Replaces what stands in a control by what is typed. */
  async write(id, text) {
    await this.press(id);
    await until(`${id} has the focus`, () => this.on(`(form) => form.shadowRoot.activeElement?.id`), id);
    await this.driver.press("Control", "a");
    await this.driver.type(text);
    await until(`what is in ${id}`, () => this.value(id), text);
  }

  async date(id, day, month, year) {
    await this.write(id, day);
    await this.write(`${id}-month`, month);
    await this.write(`${id}-year`, year);
  }

  value(id) {
    return this.on(`(form, id) => form.shadowRoot.getElementById(id)?.value`, id);
  }

  has(selector) {
    return this.on(`(form, selector) => Boolean(form?.shadowRoot?.querySelector(selector)?.getClientRects().length)`, selector);
  }

  /** What the whole form reads. */
  text() {
    return this.on(`(form) => form.shadowRoot.querySelector(".coplan")?.innerText ?? ""`);
  }

  /** Sets a property of the element. */
  set(property, value) {
    return this.on("(form, property, value) => void (form[property] = value)", property, value);
  }

  shows(selector) {
    return until(`${selector} is shown`, () => this.has(selector));
  }

  lacks(selector) {
    return until(`${selector} is not shown`, () => this.has(selector), false);
  }

  /** @returns {Promise<any>} */
  document() {
    return this.on("(form) => form.document");
  }

  /** What the form says of saving. */
  status() {
    return this.on(`(form) => form.shadowRoot.querySelector(".coplan-status")?.textContent.trim() ?? ""`);
  }

  /** Waits for the form's word on saving. */
  says(words) {
    return until("what the form says", () => this.status(), typeof words === "string" ? words : (said) => words.test(said));
  }

  saves() {
    return this.driver.run("() => window.host.saves");
  }

  heard(type) {
    return this.driver.run("(type) => window.host.heard.filter((event) => event.type === type)", [type]);
  }

  /** What the host does with the next saves. */
  answers(how) {
    return this.driver.run("(how) => void (window.host.answer = how)", [how]);
  }
}
