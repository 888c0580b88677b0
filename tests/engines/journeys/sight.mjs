// What is seen and handed on: signatures, paper, text, right to left, long lists, the keyboard, the real portal.

import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { FORMS, opened, reach, whole } from "../forms.mjs";
import { same, until } from "../hand.mjs";

const [ABUSE, RELAPSE, CARE] = FORMS;
const PICTURES = new URL("../../../target/engines/", import.meta.url).pathname;

const drawing = async (hand) => (await hand.document()).signatures?.[0]?.drawing ?? "";

const signing = [
  {
    group: "signing by typing and by pointer",
    name: "a signature by typing a name is sealed, and a change afterwards is said",
    async go(world) {
      const { hand } = await opened(world, RELAPSE);
      await hand.choose("sign_su.method", "typed_confirm");
      await hand.write("sign_su.name", "Ada Example");
      await hand.press("sign:sign_su");
      await hand.shows('[id="unsign:sign_su"]');
      const [{ role, method, name, digest }] = (await hand.document()).signatures;
      same([role, method, name, /^sha-256:/.test(digest)], ["service_user", "typed_confirm", "Ada Example", true], "the signature");
      await hand.write(RELAPSE.text, "Something else");
      await hand.focus("signs_me");
      await until("it says that something changed", async () => (await hand.text()).includes("Something was changed after this was signed"));
    },
  },
  ...["", "getCoalescedEvents"].map((without) => ({
    group: "signing by typing and by pointer",
    name: `a signature is drawn by a pointer${without && ` in a browser without ${without}`}, and a tap is none (E1)`,
    async go(world) {
      const { hand } = await opened(world, RELAPSE, without ? { without } : {});
      await hand.choose("sign_su.method", "drawn");
      await hand.write("sign_su.name", "Ada Example");
      await hand.clickOn('svg[id="sign_su.drawing"]');
      same(await drawing(hand), "", "what a tap drew");
      const { x, y } = await hand.place('svg[id="sign_su.drawing"]');
      const path = [-120, -80, -40, 0, 40, 80, 120].map((dx, at) => ["move", x + dx, y + (at % 2 ? 20 : -20)]);
      await hand.driver.mouse(/** @type {any} */ ([path[0], ["down"], ...path.slice(1), ["up"]]));
      const drawn = await until("the drawing", () => drawing(hand), (path) => (path.match(/L/g) ?? []).length >= 6);
      const xs = [...drawn.matchAll(/[ML](-?\d+)/g)].map(([, x]) => Number(x));
      same(xs.every((x, at) => !at || x >= xs[at - 1]) && xs.at(-1) - xs[0] > 150, true, `the strokes go where the pointer went: ${drawn}`);
      await hand.press("sign:sign_su");
      await hand.shows('[id="unsign:sign_su"]');
    },
  })),
];

const outputs = FORMS.map((form) => ({
  group: "`toHTML()`, `toText()` and `print()`",
  name: `${form.form}: as a page, as text and on paper it is the whole document`,
  async go(world) {
    const { hand } = await opened(world, form, {}, { status: "complete", completed_at: "2026-11-23T10:00:00Z" });
    const html = await hand.on("(form) => form.toHTML()");
    same([html.includes("Ada Example"), /<script|javascript:|src=|href=/.test(html), /<h1/.test(html)], [true, false, true], "the page");
    const text = await hand.on("(form) => form.toText()");
    same([text.includes("Ada Example"), text.split("\n").every((line) => line.length <= 72)], [true, true], "the text");
    const paper = await hand.on(`async (form) => {
      const { get } = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, "contentWindow");
      let printed;
      Object.defineProperty(HTMLIFrameElement.prototype, "contentWindow", {
        configurable: true,
        get() {
          const view = get.call(this);
          view.print = () => {
            const { title, body, adoptedStyleSheets } = view.document;
            printed = { title, words: body.textContent, sheets: adoptedStyleSheets.length, inks: view.getComputedStyle(body.querySelector("h1")).fontSize };
          };
          return view;
        },
      });
      await form.print();
      return printed;
    }`);
    same([paper.words.includes("Ada Example"), paper.words.includes("A host"), paper.sheets, paper.inks !== "32px"], [true, false, 1, true], "the paper");
    same(paper.title.length > 3 && paper.title !== "about:blank", true, `the paper has a title: ${paper.title}`);
  },
}));

/** Parts that stand out of the form, on either side. */
const OUT = `(form) => {
  const { left, right } = form.getBoundingClientRect();
  const all = [...form.shadowRoot.querySelectorAll(".coplan *:not(.nhsuk-u-visually-hidden, .nhsuk-u-visually-hidden *, svg *)")];
  const over = all.filter((part) => {
    const box = part.getBoundingClientRect();
    return box.width > 1 && (box.left < left - 12.5 || box.right > right + 12.5);
  });
  return over.map((part) => part.localName + "." + part.id + " " + part.textContent.slice(0, 20)).slice(0, 5);
}`;

/** Words that stand out of their picture. */
const LOOSE = `(form) => [...form.shadowRoot.querySelectorAll(".coplan-picture")].flatMap((picture) => {
  const box = picture.getBoundingClientRect();
  return [...picture.querySelectorAll("text")].filter((text) => {
    const its = text.getBoundingClientRect();
    return text.textContent.trim() && (its.width < 2 || its.left < box.left - 3 || its.right > box.right + 3);
  }).map((text) => text.textContent);
})`;

const pictures = FORMS.flatMap((form) =>
  form.modes.map((mode) => ({
    group: "right to left, and pictures on a tablet",
    name: `${form.form}, ${mode}: on a tablet nothing stands out of the form, whichever way words run (E5)`,
    async go(world) {
      const { hand } = await opened(world, form, { mode });
      mkdirSync(PICTURES, { recursive: true });
      const picture = (what) => hand.driver.picture(join(PICTURES, `${form.form}-${mode}-${what}-${hand.driver.name.toLowerCase()}.png`));
      await picture("top");
      same(await hand.on(OUT), [], "what stands out");
      if (mode === "staff") {
        await hand.driver.run("() => scrollTo({ top: document.documentElement.scrollHeight / 3, behavior: 'instant' })");
        await picture("middle");
      }
      await hand.driver.run("() => void (document.documentElement.dir = 'rtl')");
      await hand.set("messages", { dir: "rtl" });
      await until("the direction", () => hand.on(`(form) => getComputedStyle(form.shadowRoot.querySelector(".coplan")).direction`), "rtl");
      same(await hand.on(OUT), [], "what stands out from right to left");
      await picture("rtl");
    },
  })),
);

const words = ["ltr", "rtl"].map((dir) => ({
  group: "words in pictures",
  name: `care_plan: in a picture every word stays where it belongs, ${dir} (E5)`,
  // Where a text has an x, WebKit takes `fill-box` to begin at 0: what is turned round its middle goes elsewhere.
  async go(world) {
    const { hand } = await opened(world, CARE);
    await hand.set("messages", { dir });
    await until("the direction", () => hand.on(`(form) => getComputedStyle(form.shadowRoot.querySelector(".coplan")).direction`), dir);
    same(await hand.on(LOOSE), [], "words out of their picture");
    await hand.on(`(form) => form.shadowRoot.querySelectorAll(".coplan-picture")[1].scrollIntoView({ block: "center", behavior: "instant" })`);
    mkdirSync(PICTURES, { recursive: true });
    await hand.driver.picture(join(PICTURES, `care_plan-map-${dir}-${hand.driver.name.toLowerCase()}.png`));
  },
}));

const places = [
  {
    group: "long lists and places",
    name: "in a list that is longer than people write, links lead to their places and Tab goes on there (E2)",
    async go(world) {
      const document = whole(RELAPSE);
      const row = document.answers.people[0];
      const people = Array.from({ length: 30 }, (_, at) => ({ ...row, id: `long${at}`, name: at === 28 ? undefined : `Person ${at}` }));
      const { hand } = await opened(world, RELAPSE, {}, { answers: { ...document.answers, people: [...document.answers.people, ...people] } });
      const inView = (selector) => until(`${selector} is in the window`, () => hand.on(`(form, selector) => {
        const { top, bottom } = form.shadowRoot.querySelector(selector).getBoundingClientRect();
        return bottom > 0 && top >= 0 && top < innerHeight - 20;
      }`, selector));
      // A row has its size, and with it its names and its place, before it is near.
      const heights = () => hand.on('(form) => [...form.shadowRoot.querySelectorAll(".coplan-rows__row")].map((row) => Math.round(row.getBoundingClientRect().height))');
      const before = await heights();
      await hand.on('(form) => [...form.shadowRoot.querySelectorAll(".coplan-rows__row")].at(-1).scrollIntoView({ behavior: "instant" })');
      same(await heights(), before, "how high the rows are once they were near");
      await hand.on("(form) => void form.reportValidity()");
      await hand.clickOn("#error-summary a");
      await until("what has the focus", () => hand.on("(form) => form.shadowRoot.activeElement?.id"), "people[30].name");
      await inView('[id="people[30].name"]');
      await hand.driver.press("Tab");
      await until("what has the focus then", () => hand.on("(form) => form.shadowRoot.activeElement?.id"), "people[30].contact_details");
      await hand.on("(form) => void form.shadowRoot.querySelector('.coplan-contents li:nth-last-child(2) a').click()");
      const section = await until("the section that has the focus", () => hand.on("(form) => form.shadowRoot.activeElement?.id"), (id) => /^section-/.test(id ?? ""));
      await inView(`[id="${section}"]`);
    },
  },
  {
    group: "by keyboard alone",
    name: "a form is answered and saved by keyboard alone",
    async go({ server, open }) {
      server.kept.set("keys", { form: ABUSE.form, version: "1.0", id: "keys", subject: { ref: "ada", name: "Ada Example" } });
      const hand = await open(ABUSE.tag, "keys", { autosave: "off" });
      await hand.shows("#response");
      await hand.key("response", " ");
      await until("the answer", async () => (await hand.document()).answers.response, "yes");
      await hand.driver.press("ArrowDown");
      await until("the answer then", async () => (await hand.document()).answers.response, "none_stated");
      const focused = () => hand.on("(form) => form.shadowRoot.activeElement?.id ?? ''");
      const tabTo = async (id) => {
        for (let stops = 0; stops < 40 && (await focused()) !== id; stops += 1) await hand.driver.press("Tab");
        same(await focused(), id, "where Tab goes");
      };
      await tabTo("asked_on");
      for (const [id, text] of [["asked_on", "3"], ["asked_on-month", "march"], ["asked_on-year", "2026"], ["asked_by.name", "Sam Worker"]]) {
        await tabTo(id);
        await hand.driver.press("Control", "a");
        await hand.driver.type(text);
      }
      await tabTo("save");
      await hand.driver.press("Enter");
      await hand.says(/^Saved at/);
      const { answers } = server.kept.get("keys");
      same([answers.response, answers.asked_on, answers.asked_by.name], ["none_stated", "2026-03-03", "Sam Worker"], "what the host has");
    },
  },
  {
    group: "by keyboard alone",
    name: "Escape three times hides everything, and it comes back to the same place",
    async go(world) {
      const { hand } = await opened(world, CARE);
      await hand.write(CARE.text, "Hidden words");
      for (let times = 0; times < 3; times += 1) await hand.driver.press("Escape");
      await hand.shows('[id="show"]');
      same([await hand.has(`[id="${CARE.text}"]`), (await hand.text()).includes("Ada Example")], [false, false], "what is still shown");
      await hand.press("show");
      await until("what has the focus", () => hand.on("(form) => form.shadowRoot.activeElement?.id"), CARE.text);
      same(await hand.value(CARE.text), "Hidden words", "what was typed");
    },
  },
];

const portal = FORMS.map((form) => ({
  group: "on the real portal, with its policy and its server",
  name: `${form.form}: on the portal it is typed, saved, opened again`,
  async go({ server, driver, person }) {
    const page = form.tag.replace("coplan-", "");
    await driver.goto(`${server.address}/${page}.html?person=demo-1`);
    const hand = person(form.tag);
    await hand.shows(".coplan");
    if (form.form === "abuse_question") await hand.choose("response", "none_stated");
    await reach(hand, { id: form.text, section: "expectations" });
    await hand.write(form.text, "At the portal");
    await hand.on("(form) => form.save()");
    await hand.says(/^Saved at/);
    await driver.reload();
    await hand.shows(".coplan");
    await reach(hand, { id: form.text, section: "expectations" });
    await until("what is shown", () => hand.value(form.text), "At the portal");
    same((await hand.document()).revision, 1, "its revision");
  },
}));

export const sight = [...signing, ...outputs, ...pictures, ...words, ...places, ...portal];
