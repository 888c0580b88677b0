// Looks at paper: what a browser makes of the finished documents, on sheets of A4, and of a page that is printed as it is.

import { ABUSE, ADA, ASSESSMENT, host, ready, show } from "./hosting.js";
import { at, documentOf, expect, fixture, type Form, open, put, test } from "./portal.js";

/** How many sheets a page takes. */
const sheets = (pdf: Buffer) => pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)!.length;

for (const [what, [name, tag], mode, most] of [
  ["the reviewed care plan has at most 8 sheets", ["care_plan/reviewed", "care-plan"], "staff", 8],
  ["the person’s own copy of a plan has one", ["care_plan/reviewed", "care-plan"], "self", 1],
  ["so has that of a plan that is new", ["care_plan/agreed", "care-plan"], "self", 1],
  ["the assessment of the first case has at most 18", ["comprehensive_assessment/scenario", "comprehensive-assessment"], "staff", 18],
] as const) {
  test(`on paper ${what}, and no picture is larger than its place`, async ({ page }) => {
    const form = await open(page, { mode }, tag);
    const [folder, file] = name.split("/");
    await put(form, fixture(folder, file));
    const html = await form.evaluate((element: Form) => element.toHTML());
    const paper = await page.context().newPage();
    await paper.setContent(html);
    expect(sheets(await paper.pdf({ preferCSSPageSize: true }))).toBeLessThanOrEqual(most);
    await paper.setViewportSize({ width: 680, height: 960 });
    await paper.emulateMedia({ media: "print" });
    const large = await paper.locator("svg").evaluateAll((pictures) =>
      pictures
        .map((picture) => [picture.getAttribute("class"), picture.getBoundingClientRect(), picture.parentElement!.getBoundingClientRect()] as const)
        .filter(([name, { width, height, right }, place]) => right > place.right + 1 || (/mark|bar/.test(name!) ? height > 20 : width > 400))
        .map(([name]) => name),
    );
    expect(large).toEqual([]);
    expect(await paper.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(680);
  });
}

test("a page that is printed as it stands shows every line that was typed, and nothing to press", async ({ page }) => {
  const form = await open(page, {}, "care-plan");
  const plan = fixture("care_plan", "started");
  plan.answers.recovery_meaning = Array.from({ length: 40 }, (_, line) => `Line ${line + 1}`).join("\n");
  await put(form, plan);
  await page.emulateMedia({ media: "print" });
  const cut = await form.evaluate((element) =>
    [...element.shadowRoot!.querySelectorAll("textarea")].filter((area) => area.scrollHeight > area.clientHeight + 1).map(({ id }) => id),
  );
  expect(cut).toEqual([]);
  const shown = await form.evaluate((element) =>
    [...element.shadowRoot!.querySelectorAll("button, nav, .coplan-speaker")].filter((piece) => piece.getClientRects().length > 0).map(({ id }) => id),
  );
  expect(shown).toEqual([]);
});

test("so does a page of a person’s own form: nothing of what leads on is left under it", async ({ page }) => {
  const form = await open(page, { mode: "self" }, "relapse-plan");
  await put(form, fixture("relapse_plan", "unfinished"));
  await at(form, "continue").click();
  await page.emulateMedia({ media: "print" });
  const shown = await form.evaluate((element) =>
    [...element.shadowRoot!.querySelectorAll("button, .coplan-actions *, .coplan-tools *")].filter((piece) => piece.getClientRects().length > 0).map(({ className }) => className),
  );
  expect(shown).toEqual([]);
});

for (const [width, gap] of [[375, 24], [1024, 32]] as const) {
  test(`from one question to the next it is ${gap} pixels at ${width}, also within a row`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    const form = await open(page, {}, "care-plan");
    await put(form, fixture("care_plan", "started"));
    // What is folded stands closer together.
    await at(form, "unfold").click();
    const gaps = await form.evaluate((element) => {
      const groups = [...element.shadowRoot!.querySelectorAll("li > fieldset > .nhsuk-form-group, .coplan-section > .nhsuk-form-group")];
      return groups.flatMap((group) => {
        const next = group.nextElementSibling;
        if (!next?.matches(".nhsuk-form-group")) return [];
        return Math.round(next.getBoundingClientRect().top - group.getBoundingClientRect().bottom);
      });
    });
    expect(gaps.length).toBeGreaterThan(10);
    expect([...new Set(gaps)]).toEqual([gap]);
  });
}

test("inside the assessment the abuse question says neither its title nor whose it is again, and has no Save of its own", async ({ page }) => {
  const form = await host(page, ASSESSMENT, ready(ASSESSMENT, ADA));
  await show(form, { ...ABUSE, section: "domains.violence_abuse" });
  const question = form.locator("coplan-abuse-question");
  await expect(question.getByRole("radio", { name: "Not asked" })).toBeVisible();
  expect((await documentOf(question)).subject).toEqual(ADA);
  await expect(question.getByRole("heading", { level: 2 })).toHaveCount(0);
  await expect(question.locator(".coplan-person")).toHaveCount(0);
  await expect(question.getByRole("button", { name: "Save" })).toHaveCount(0);
  const alone = await host(page, ABUSE, ready(ABUSE, ADA));
  await expect(alone.locator(".coplan-person")).toHaveText(/Ada Example/);
  await expect(alone.getByRole("button", { name: "Save" })).toBeVisible();
});
