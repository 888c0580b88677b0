// Others on the page reach into the form: extensions, translators, content scripts. Whatever they did, what is on screen is the
// document's, and whoever types goes on typing.

import type { Locator, Page } from "@playwright/test";

import { at, documentOf, expect, fixture, open, put, test } from "./portal.js";

const ADA = { ref: "ada", name: "Ada Example", date_of_birth: "1990-04-27", nhs_number: "9434765870" };
const BERT = { ref: "bert", name: "Bert Sample", date_of_birth: "1971-12-03", nhs_number: "9000000009" };
const SHOWN = { ada: ["Ada Example", "27 April 1990", "943 476 5870"], bert: ["Bert Sample", "3 December 1971", "900 000 0009"] };

/** Each form with a document, a text in it, and a choice that draws the form again. */
const FORMS: Record<string, { fixture: [string, string]; text: string; choice: string; open?: string }> = {
  "abuse-question": { fixture: ["abuse_question", "none_stated"], text: "declined_note", choice: "asked_by.role" },
  "relapse-plan": { fixture: ["relapse_plan", "whole"], text: "signs_me", choice: "made_with_capacity" },
  "care-plan": { fixture: ["care_plan", "started"], text: "recovery_meaning", choice: "goals[0].review_frequency" },
  "comprehensive-assessment": { fixture: ["comprehensive_assessment", "scenario"], text: "hopes", choice: "hopes_said", open: "What the person hopes for" },
};

function draft(name: string, subject: object): any {
  const { revision, saved_at, completed_at, earlier, signatures, ...document } = fixture(...FORMS[name].fixture);
  return { ...document, id: crypto.randomUUID(), status: "draft", subject };
}

/** What others do, by what it is called. Each is done to everything that is drawn. */
const DEEDS: Record<string, (element: Element) => void> = {
  "wrap every text in <font>": (element) => {
    const walker = document.createTreeWalker(element.shadowRoot!, NodeFilter.SHOW_TEXT);
    const texts: Node[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const text of texts) {
      if (text.parentElement?.closest("style, textarea, option")) continue;
      const font = document.createElement("font");
      text.parentNode!.insertBefore(font, text);
      font.append(text);
    }
  },
  "replace every text in <font> with another's": (element) => {
    for (const at of element.shadowRoot!.querySelectorAll("p, dt, dd, label, legend, h2, h3, span, a, button")) {
      if (at.childElementCount || !at.textContent) continue;
      const font = document.createElement("font");
      font.textContent = "übersetzt";
      at.replaceChildren(font);
    }
  },
  "change every text": (element) => {
    const walker = document.createTreeWalker(element.shadowRoot!.querySelector("form")!, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) walker.currentNode.nodeValue += " (?)";
  },
  "put nodes before every element and into it": (element) => {
    for (const at of element.shadowRoot!.querySelectorAll("form *:not(svg *, option, optgroup)")) {
      const [before, inside] = [document.createElement("i"), document.createElement("b")];
      before.textContent = inside.textContent = "?";
      at.before(before);
      if (!at.matches("input, textarea, select, svg, slot")) at.prepend(inside);
    }
  },
  "change every attribute": (element) => {
    for (const at of element.shadowRoot!.querySelectorAll("form *")) {
      for (const { name } of [...at.attributes]) if (!["slot", "xmlns", "viewBox", "d", "width", "height"].includes(name)) at.setAttribute(name, `x${at.getAttribute(name)}`);
      at.setAttribute("data-seen", "");
      at.setAttribute("aria-label", "?");
    }
  },
  "wrap every control": (element) => {
    for (const at of element.shadowRoot!.querySelectorAll("input, textarea, select")) {
      const wrapper = document.createElement("div");
      at.replaceWith(wrapper);
      wrapper.append(at);
    }
  },
  "take every control away": (element) => {
    for (const at of element.shadowRoot!.querySelectorAll("input, textarea, select")) at.remove();
  },
  "take everything away": (element) => element.shadowRoot!.querySelector("form")!.replaceChildren(),
  "take the frame away": (element) => element.shadowRoot!.replaceChildren(),
};

const shown = (form: Locator) =>
  form.evaluate((element) => (element.shadowRoot!.querySelector<HTMLElement>("form")?.innerText ?? "").replaceAll(/\s+/g, " "));

async function opened(page: Page, name: string) {
  const form = await open(page, {}, name);
  await begin(form, name);
  return form;
}

/** Puts a document of Ada's into the form, and goes to where its text is. */
async function begin(form: Locator, name: string) {
  await put(form, draft(name, ADA));
  const { open: section, text } = FORMS[name];
  await expect(form.locator(".coplan").first()).toContainText(SHOWN.ada[0]);
  if (section) await form.getByRole("link", { name: section }).click();
  if (name === "abuse-question") await form.getByRole("radio", { name: "None stated" }).check();
  await expect(at(form, text)).toBeVisible();
}

/** A drawing that changes nothing: the host says something anew. */
async function drawnAgain(form: Locator) {
  await form.evaluate((element: any) => (element.messages = {}));
  await form.evaluate(() => new Promise((done) => setTimeout(done)));
}

for (const name of Object.keys(FORMS)) {
  test(`${name}: whatever others do, what is on screen is true at the next drawing`, async ({ page }) => {
    const form = await open(page, {}, name);
    const inside = () => form.evaluate((element) => element.shadowRoot!.querySelector("form")!.innerHTML);
    for (const [deed, act] of Object.entries(DEEDS)) {
      await begin(form, name);
      const [before, whole] = [await shown(form), await inside()];
      await form.evaluate(act);
      await drawnAgain(form);
      expect(await shown(form), deed).toBe(before);
      expect((await inside()).replaceAll(/ data-seen=""/g, ""), deed).toBe(whole);
    }
  });

  test(`${name}: another person's document is opened over whatever others did`, async ({ page }) => {
    const form = await opened(page, name);
    const element = form.locator(".coplan").first();
    for (const [deed, act] of Object.entries(DEEDS)) {
      await put(form, draft(name, ADA));
      await expect(element, deed).toContainText(SHOWN.ada[0]);
      await form.evaluate(act);
      await put(form, draft(name, BERT));
      await expect(element, deed).toContainText(SHOWN.bert[0]);
      const text = await shown(form);
      for (const words of SHOWN.bert) expect(text, deed).toContain(words);
      for (const words of SHOWN.ada) expect(text, deed).not.toContain(words);
      expect(text, deed).not.toMatch(/übersetzt| \(\?\)/);
    }
  });

  test(`${name}: whoever types goes on typing, caret and selection with them`, async ({ page }) => {
    const { text } = FORMS[name];
    const form = await open(page, {}, name);
    for (const [deed, act] of Object.entries(DEEDS)) {
      await begin(form, name);
      await at(form, text).fill("I sleep well");
      await at(form, text).evaluate((control: any) => control.setSelectionRange(2, 7, "backward"));
      await form.evaluate(act);
      await drawnAgain(form);
      await expect(at(form, text), deed).toBeFocused();
      expect(await at(form, text).evaluate((control: any) => [control.selectionStart, control.selectionEnd, control.selectionDirection]), deed).toEqual([2, 7, "backward"]);
      await page.keyboard.type("eat");
      await expect(at(form, text), deed).toHaveValue("I eat well");
      expect((await documentOf(form)).answers[text], deed).toBe("I eat well");
    }
  });
}

test("a control that is wrapped or taken away keeps the focus without any drawing of ours", async ({ page }) => {
  for (const deed of ["wrap every control", "take every control away", "take everything away"]) {
    const form = await opened(page, "relapse-plan");
    await at(form, "signs_me").fill("I sleep");
    await form.evaluate(DEEDS[deed]);
    await page.keyboard.type(" badly");
    expect((await documentOf(form)).answers.signs_me, deed).toBe("I sleep badly");
  }
});

test("an answer goes to its own question, whatever its control was renamed to", async ({ page }) => {
  const form = await opened(page, "relapse-plan");
  const avoid = (await documentOf(form)).answers.avoid;
  await at(form, "signs_me").fill("One");
  await form.evaluate((element) => {
    const [one, other] = ["signs_me", "avoid"].map((id) => element.shadowRoot!.getElementById(id) as HTMLTextAreaElement);
    one.name = "avoid";
    other.name = "signs_me";
  });
  await page.keyboard.type(" two");
  expect((await documentOf(form)).answers).toMatchObject({ signs_me: "One two", avoid });
});

test("what others hang on, they may keep: marks on our elements, and their own nodes are gone only when we draw", async ({ page }) => {
  const form = await opened(page, "relapse-plan");
  const same = await at(form, "signs_me").elementHandle();
  await form.evaluate((element) => {
    const control = element.shadowRoot!.getElementById("signs_me")!;
    control.setAttribute("data-checked", "true");
    control.style.outline = "1px solid red";
    const button = document.createElement("button");
    button.id = "extension";
    control.before(button);
  });
  await expect(form.locator("#extension")).toHaveCount(1);
  await drawnAgain(form);
  await expect(form.locator("#extension")).toHaveCount(0);
  // What has only got company is not drawn anew.
  expect(await same!.evaluate((control) => [control.isConnected, control.getAttribute("data-checked")])).toEqual([true, "true"]);
});

test("an extension that answers every change with one of its own does not keep the form busy", async ({ page }) => {
  const form = await opened(page, "relapse-plan");
  await form.evaluate((element: any) => {
    const frame = element.shadowRoot.querySelector("form");
    element.drawn = 0;
    new MutationObserver((records) => {
      if (records.some(({ addedNodes }) => [...addedNodes].some((node) => (node as Element).className?.includes?.("coplan")))) element.drawn += 1;
      for (const control of frame.querySelectorAll("textarea")) if (element.drawn < 1000) control.remove();
    }).observe(frame, { childList: true, subtree: true });
  });
  await at(form, "signs_me").fill("x");
  await drawnAgain(form);
  await page.waitForTimeout(300);
  expect(await form.evaluate((element: any) => element.drawn)).toBeLessThan(10);
});

test("what was opened stays open when everything is drawn anew", async ({ page }) => {
  const form = await opened(page, "care-plan");
  const details = form.locator("details").last();
  await details.locator("summary").click();
  await form.evaluate(DEEDS["wrap every text in <font>"]);
  await drawnAgain(form);
  await expect(details).toHaveJSProperty("open", true);
});

test("letters for one person do not go on into the document of another", async ({ page }) => {
  const form = await opened(page, "relapse-plan");
  await at(form, "signs_me").fill("Ada's");
  const bert = draft("relapse-plan", BERT);
  await put(form, bert);
  await expect(form.locator(".coplan").first()).toContainText(SHOWN.bert[0]);
  await page.keyboard.type(" words");
  expect((await documentOf(form)).answers.signs_me).toBe(bert.answers.signs_me);
});
