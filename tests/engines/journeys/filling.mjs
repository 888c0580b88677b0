// A form is filled in by real keys and presses, saved, opened again: each form, each way that it is used.

import { ADA, FORMS, reach } from "../forms.mjs";
import { same, until } from "../hand.mjs";

/** What the document has at a path. */
const at = (document, path) => path.split(/[.[\]]+/).filter(Boolean).reduce((value, key) => value?.[key], document.answers);

const DOES = {
  press: (hand, { id }) => hand.press(id),
  text: (hand, { id, value }) => hand.write(id, value),
  radio: (hand, { id, value }) => hand.choose(id, value),
  check: (hand, { id, value }) => hand.choose(id, value),
  date: (hand, { id, value: [day, month, year] }) => hand.date(id, day, month, year),
  /** Three rows; the last goes first, and what is last then is removed. */
  async rows(hand, { id, value }) {
    const first = `${id}[0].${value}`;
    if (!(await hand.has(`[id="${first}"]`))) await hand.press(`add:${id}`);
    await hand.write(first, "One");
    for (const [index, text] of ["Two", "Three"].entries()) {
      await hand.press(`add:${id}`);
      await hand.write(`${id}[${index + 1}].${value}`, text);
    }
    const rows = async () => (at(await hand.document(), id) ?? []).map((row) => row[value]);
    same(await rows(), ["One", "Two", "Three"], "rows that were added");
    await hand.press(`order:${id}`);
    await hand.press(`up:${id}[2]`);
    await until("the order", rows, ["One", "Three", "Two"]);
    await hand.press(`remove:${id}[2]`);
    await until("what is left", rows, ["One", "Three"]);
  },
};

/** What a step comes to in the document. */
const CAME = {
  text: ({ value }) => value,
  radio: ({ value }) => value,
  check: ({ value }) => [value],
  date: ({ value }) => value[3],
};

const answered = async (hand, { kind, id, value }) => {
  const there = at(await hand.document(), id);
  if (kind === "check") return there.map((one) => one.person ?? one);
  return kind === "rows" ? there.map((row) => row[value]) : there;
};

export const filling = FORMS.flatMap((form) =>
  form.modes.map((mode) => ({
    group: "filled in by real keys and presses, saved, opened again",
    name: `${form.form}, ${mode}: filled in by keys and presses, saved and opened again, it is what was answered`,
    async go({ server, open }) {
      const id = `${form.form}-${mode}`;
      server.kept.set(id, { form: form.form, version: "1.0", id, subject: ADA });
      const hand = await open(form.tag, id, { mode, autosave: "off", policy: "strict" });
      await hand.shows(".coplan");
      const steps = form.steps.filter(({ modes }) => modes.includes(mode));
      for (const step of steps) {
        await reach(hand, step);
        await DOES[step.kind](hand, step);
        if (step.kind in CAME) same(await answered(hand, step), CAME[step.kind](step), step.id);
      }
      await hand.says("Changes not saved yet");
      await hand.answers("waits");
      await hand.on("(form) => void (form.saving = form.save())");
      await hand.says("Saving…");
      await hand.driver.run("() => host.release({ revision: host.saves.at(-1).document.revision + 1 || 1 })");
      await hand.says(/^Saved at/);
      const { id: _, ...sent } = (await hand.saves()).at(-1).document;
      server.kept.set(id, { ...sent, id, revision: (sent.revision ?? 0) + 1 });
      await hand.driver.reload();
      await hand.shows(".coplan");
      same((await hand.document()).answers, sent.answers, "opened again");
      for (const step of steps.filter(({ kind }) => kind === "text")) {
        if (form.form === "abuse_question" && mode === "together") continue;
        await reach(hand, step);
        same(await hand.value(step.id), step.value, `what is shown in ${step.id}`);
      }
    },
  })),
);
