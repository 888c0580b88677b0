// A date is a square on a calendar: no time zone moves it, at either end of the day.

import { documentOf, expect, open, test } from "./portal.js";

const days = [
  // Clocks in London go back on 25 October 2026 and forward on 28 March 2027.
  ["2026-10-25", "25", "10", "2026"],
  ["2027-03-28", "28", "3", "2027"],
  ["2026-11-24", "24", "11", "2026"],
] as const;

for (const timezoneId of ["Europe/London", "Pacific/Kiritimati", "America/Los_Angeles"]) {
  test.describe(timezoneId, () => {
    test.use({ timezoneId });
    for (const [iso, day, month, year] of days) {
      for (const time of ["00:00:30", "23:59:30"]) {
        test(`today, ${iso} at ${time}, is today, and stays the day that was typed`, async ({ page }) => {
          const now = await page.evaluate(([iso, time]) => new Date(`${iso}T${time}`).getTime(), [iso, time]);
          await page.clock.setFixedTime(now);
          const form = await open(page);
          await form.getByRole("radio", { name: "None stated" }).check();
          const fill = async (question: string, day: string, month: string, year: string) => {
            const group = form.getByRole("group", { name: question });
            await group.getByLabel("Day").fill(day);
            await group.getByLabel("Month").fill(month);
            await group.getByLabel("Year").fill(year);
          };
          await fill("When did you ask?", day, month, year);
          await fill("When will you ask again?", day, month, year);
          const dates = () => form.evaluate((element: any) => element.problems.filter(({ code }: any) => code !== "missing"));
          expect(await dates(), "today is neither past nor future").toEqual([]);
          const { answers } = await documentOf(form);
          expect([answers.asked_on, answers.ask_again_on]).toEqual([iso, iso]);
          await form.evaluate((element: any) => (element.document = element.document));
          await expect(form.getByRole("group", { name: "When will you ask again?" }).getByLabel("Day")).toHaveValue(day);
          const tomorrow = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day) + 1));
          await form.evaluate((element: any, date) => {
            element.document = { ...element.document, id: "another", answers: { ...element.document.answers, asked_on: date } };
          }, tomorrow.toISOString().slice(0, 10));
          expect((await dates()).map(({ path, code }: any) => `${path} ${code}`)).toEqual(["asked_on must_be_past"]);
        });
      }
    }
  });
}

test("half a date is kept as it was typed, also across a reload", async ({ page }) => {
  const form = await open(page);
  await form.getByRole("radio", { name: "None stated" }).check();
  const asked = form.getByRole("group", { name: "When did you ask?" });
  await asked.getByLabel("Day").fill("31");
  await asked.getByLabel("Month").fill("Febr");
  expect((await documentOf(form)).entered).toEqual({ asked_on: "31/Febr/" });
  await form.getByRole("button", { name: "Save", exact: true }).click();
  await expect(form.getByText(/^Saved at/)).toBeVisible();
  await page.reload();
  await expect(asked.getByLabel("Month")).toHaveValue("Febr");
  await asked.getByLabel("Day").fill("28");
  await asked.getByLabel("Month").fill("February");
  await asked.getByLabel("Year").fill("2026");
  const document = await documentOf(form);
  expect([document.answers.asked_on, document.entered]).toEqual(["2026-02-28", undefined]);
});
