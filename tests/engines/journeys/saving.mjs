// Whatever a host says to a save: nothing typed is lost, and nothing says *Saved* that is not.

import { FORMS, reach, whole } from "../forms.mjs";
import { same, until } from "../hand.mjs";

const GROUP = "a save that fails, a conflict, completing, amending, leaving";

/** Opens a whole draft that the host has, and types into it. */
async function changed({ server, open }, form, query = {}) {
  const document = whole(form, { revision: 1 });
  server.kept.set(document.id, document);
  const hand = await open(form.tag, document.id, { autosave: "off", ...query });
  await hand.shows(".coplan");
  await reach(hand, { id: form.text, section: "expectations" });
  await hand.write(form.text, "New words");
  return { document, hand, kept: () => server.kept.get(document.id) };
}

const dirty = (hand) => hand.on("(form) => form.dirty");

export const saving = FORMS.flatMap((form) => [
  {
    group: GROUP,
    name: `${form.form}: a save that fails loses nothing and says so, and the next is saved`,
    async go(world) {
      const { hand, kept } = await changed(world, form);
      world.expected(/500/);
      await hand.answers("fails");
      await reach(hand, { id: "save" });
      await hand.press("save");
      await hand.shows('[id="save-failed"]');
      same([await dirty(hand), (await hand.document()).answers[form.text]], [true, "New words"], "what is kept on screen");
      same(/^Saved/.test(await hand.status()), false, "it says that it was saved");
      await hand.answers("stores");
      await hand.on("(form) => form.save()");
      await hand.says(/^Saved at/);
      same([await dirty(hand), kept().answers[form.text], kept().revision], [false, "New words", 2], "what the host has");
    },
  },
  {
    group: GROUP,
    name: `${form.form}: when someone else was quicker both can be read, and what is chosen is saved`,
    async go(world) {
      const { document, hand, kept } = await changed(world, form);
      world.expected(/409/);
      const theirs = { ...document, revision: 2, answers: { ...document.answers, [form.text]: "Their words" } };
      world.server.kept.set(document.id, theirs);
      const result = await hand.on("(form) => form.save().then(() => 'saved', (error) => `${error.name} ${error.message}`)");
      same(result, "CoplanSaveError conflict", "what the promise came to");
      same(await hand.value(form.text), "New words", "what was typed");
      await hand.set("document", theirs);
      await hand.press("look");
      await hand.shows(".coplan-theirs");
      same((await hand.on(`(form) => form.shadowRoot.querySelector(".coplan-theirs").textContent`)).includes("Their words"), true, "theirs is shown");
      await hand.press("keep-mine");
      await hand.lacks(".coplan-theirs");
      await hand.on("(form) => form.save()");
      same([kept().answers[form.text], kept().revision], ["New words", 3], "what the host has");
    },
  },
  {
    group: GROUP,
    name: `${form.form}: completed, it is read; amended, what stood is kept`,
    async go(world) {
      const { document, hand, kept } = await changed(world, form);
      await reach(hand, { id: "complete", section: "overview" });
      await hand.press("complete");
      if (form.form !== "abuse_question") await hand.press("confirm");
      await until("the status that the host has", () => kept().status, "complete");
      await hand.says(/^Saved at/);
      await hand.shows(`[id="${form.again}"]`);
      same(await hand.has(`[id="${form.text}"]`), false, "it can still be typed into");
      await hand.press(form.again);
      if (form.form === "abuse_question") {
        await hand.choose("response", "none_stated");
        await hand.date("asked_on", "4", "3", "2026");
        await hand.write("asked_by.name", "Sam Worker");
        await hand.clickOn('input[name="asked_by.role"]');
      } else {
        await reach(hand, { id: form.text, section: "expectations" });
        await hand.write(form.text, "Amended words");
        await reach(hand, { id: "complete", section: "overview" });
        await hand.on("(form) => void form.reportValidity()");
        await hand.clickOn("#error-summary a");
        await hand.write("amendment_reason", "It was wrong.");
      }
      await hand.on("(form) => form.complete()");
      const { status, earlier, answers } = kept();
      same([status, (earlier ?? answers.history).length], ["amended", 1], "what the host has");
      if (earlier) same([answers[form.text], earlier[0].answers[form.text]], ["Amended words", "New words"], "what stands and what stood");
      same(document.id, kept().id, "its id");
    },
  },
  {
    group: GROUP,
    name: `${form.form}: a page that is left with changes hands them over, and Back shows them`,
    async go(world) {
      const { hand, kept } = await changed(world, form);
      await hand.driver.goto(`${world.server.address}/favicon.html`).catch(() => {});
      await until("what the host has", () => kept().answers[form.text], "New words");
      await hand.driver.back();
      await until("what is shown then", async () => (await hand.on("(form) => form?.document?.answers ?? {}"))[form.text], "New words");
    },
  },
]);
