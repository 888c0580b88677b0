// Every word of every form in another language, from left to right and from right to left: the words that the package gives a
// trust to translate are all that there are.

import type { Locator, Page } from "@playwright/test";

import { set } from "./controls.js";
import { accented, english, type Messages, rightToLeft } from "./pseudo.js";
import { at, documentOf, expect, fixture, type Form, open, put, test } from "./portal.js";

const FORMS = { "abuse-question": "yes", "relapse-plan": "whole", "care-plan": "reviewed", "comprehensive-assessment": "scenario" };

/** A document of a form as someone left it in the middle, and as it was completed. */
const finished = (name: string) => ({ ...fixture(name.replaceAll("-", "_"), FORMS[name as keyof typeof FORMS]), status: "complete" });
const draft = (name: string) => {
  const { earlier, revision, saved_at, completed_at, ...document } = finished(name);
  return { ...document, id: crypto.randomUUID(), status: "draft" };
};
/** What is said in a form or on paper in letters from a to z, shown or not: text, names and descriptions. What is locked is
 * marked as another language. */
const said = (form: Locator) =>
  form.evaluate((element) => {
    const words: string[] = [];
    const read = (root: ParentNode) => {
      const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        const parent = texts.currentNode.parentElement!;
        if (!parent.closest("[lang=en-GB], style")) words.push(`${parent.localName === "text" ? "svg: " : ""}${texts.currentNode.nodeValue}`);
      }
      for (const part of root.querySelectorAll("*")) {
        for (const name of ["aria-label", "title", "placeholder", "alt", "aria-description"]) words.push(part.getAttribute(name) ?? "");
        if (part.shadowRoot) read(part.shadowRoot);
      }
    };
    read(element.shadowRoot ?? element);
    for (const child of element.children) if (child.shadowRoot) read(child.shadowRoot);
    return [...new Set(words)].filter((said) => /[a-z]/i.test(said));
  });

/** What of it is English and was not typed. No letter of the other languages is one of a to z. */
function strangers(words: string[], document: any, messages: Messages): string[] {
  const typed = new Set<string>([messages.locale]);
  JSON.stringify(document, (_, value) => (typeof value === "string" && /[^a-z_0-9]/.test(value) && typed.add(value.trim()), value));
  const longest = [...typed].sort((one, other) => other.length - one.length).filter(Boolean);
  const all = longest.join(" ");
  return words.filter((said) => {
    // A picture has lines of what was typed.
    if (said.startsWith("svg: ")) return (said.slice(5).match(/[a-z]+/gi) ?? []).some((word) => !all.includes(word));
    return /[a-z]/i.test(longest.reduce((rest, value) => rest.replaceAll(value, ""), said));
  });
}

async function speaking(page: Page, name: string, messages: Messages, query: Record<string, string> = {}) {
  const form = await open(page, query, name);
  await set(form, "messages", messages);
  return form;
}

// Every mode, state, page and term is looked at natively: src/ui/tests/html/locale.rs.
for (const name of Object.keys(FORMS)) {
  test(`${name} says nothing in English, on screen or on paper`, async ({ page, context }) => {
    const form = await speaking(page, name, accented);
    await put(form, draft(name));
    await form.evaluate((element: Form) => element.reportValidity());
    expect(strangers(await said(form), await documentOf(form), accented)).toEqual([]);
    const sheet = await context.newPage();
    await sheet.setContent(await form.evaluate((element: Form) => element.toHTML()));
    expect(strangers(await said(sheet.locator("html")), await documentOf(form), accented)).toEqual([]);
    await expect(sheet.locator("html")).toHaveAttribute("lang", accented.locale);
    await expect(sheet.locator("main")).toHaveAttribute("dir", accented.dir);
  });
}

test("a word that a locale has not is noticed by the test above", async ({ page }) => {
  const { complete, ...rest } = accented;
  const form = await speaking(page, "abuse-question", rest);
  expect(strangers(await said(form), await documentOf(form), rest)).toEqual(["Complete"]);
});

test("the document says which words were on screen", async ({ page }) => {
  const form = await open(page);
  expect((await documentOf(form)).locale).toBe("en-GB");
  await set(form, "messages", { save: "Keep" });
  expect((await documentOf(form)).locale, "a few words of the host's own are no language").toBe("en-GB");
  await set(form, "messages", accented);
  expect((await documentOf(form)).locale).toBe("en-XA");
  await expect(form.locator(".coplan").first()).toHaveAttribute("lang", "en-XA");
  await put(form, { ...draft("abuse-question"), locale: "en-GB", terms: "pcsp" });
  expect(await documentOf(form), "a draft is being written in these").toMatchObject({ locale: "en-XA", terms: "cpa" });
  await put(form, { ...finished("abuse-question"), locale: "en-GB" });
  expect((await documentOf(form)).locale, "what is finished was written in those").toBe("en-GB");
  await set(form, "messages", {});
  await expect(form.locator(".coplan").first()).toHaveAttribute("lang", "en-GB");
});

test("what is saved after a change says in which words it was changed", async ({ page }) => {
  const form = await open(page);
  await put(form, { ...finished("abuse-question"), id: crypto.randomUUID(), revision: undefined, locale: "en-GB" });
  await set(form, "messages", accented);
  const handed = () =>
    form.evaluate((element: Form) => {
      const handed = new Promise<any>((done) => element.addEventListener("coplan-save", ({ document }: any) => done(document), { once: true }));
      return element.save().then(() => handed);
    });
  expect(await handed()).toMatchObject({ status: "complete", locale: "en-GB" });
  // What was recorded is only read: something new begins with another asking, which is a draft until it is complete.
  await at(form, "ask-again").click();
  await form.locator('[name="response"][value="not_asked"]').check();
  expect(await handed()).toMatchObject({ status: "draft", locale: "en-XA", answers: { response: "not_asked" } });
});

test("a month is understood by the name that it has on screen", async ({ page }) => {
  const form = await speaking(page, "abuse-question", { ...accented, "date_input.months": "Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr" });
  await form.locator('[name="response"][value="none_stated"]').check();
  await at(form, "asked_on").fill("3");
  await at(form, "asked_on-month").fill("mawrth");
  await at(form, "asked_on-year").fill("2026");
  expect((await documentOf(form)).answers.asked_on).toBe("2026-03-03");
  await set(form, "readonly", true);
  await expect(form.getByText("3 Mawrth 2026")).toBeVisible();
});

test("what is locked stays in our language and says so", async ({ page }) => {
  const form = await speaking(page, "abuse-question", { ...rightToLeft, "abuse_question.response": "x", response: "x", "response.yes": "x" });
  await expect(form.locator("legend [lang=en-GB]")).toHaveText(/^Have you experienced/);
  await expect(form.locator("label [lang=en-GB]")).toHaveText(["Yes", "None stated", "Not asked"]);
  await expect(form.locator("legend [lang=en-GB]")).toHaveCSS("direction", "ltr");
  expect(Object.keys(english)).not.toContain("abuse_question.response");
});

test("a page that runs the other way does not turn words that do not", async ({ page }) => {
  const form = await open(page);
  await page.evaluate(() => (document.documentElement.dir = "rtl"));
  await expect(form.locator(".coplan").first()).toHaveCSS("direction", "ltr");
  await set(form, "messages", rightToLeft);
  await expect(form.locator(".coplan").first()).toHaveCSS("direction", "rtl");
});
