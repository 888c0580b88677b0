// What a host's page does around a form: its `<form>`, its scripts, its policy, its network.

import { ADA, FORMS, opened, reach, whole } from "../forms.mjs";
import { same, until } from "../hand.mjs";

const GROUP = "in a host's form and page";
const START = "starting: policies, a slow or missing WebAssembly, browsers that have less";

const [, RELAPSE, CARE, ASSESSMENT] = FORMS;

const inForm = FORMS.map((form) => ({
  group: GROUP,
  name: `${form.form}: a host's form is held back while something is missing, sends the JSON, resets and disables`,
  async go({ server, driver, open }) {
    server.posted.length = 0;
    server.kept.set("begun", { form: form.form, version: "1.0", id: "begun", subject: ADA });
    let hand = await open(form.tag, "begun", { in: "form", name: "answers", actions: "host", autosave: "off" });
    await hand.shows(".coplan");
    await hand.clickOn("#send");
    await hand.shows("#error-summary");
    await until("what has the focus", () => hand.on("(form) => form.shadowRoot.activeElement?.id"), "error-summary");
    same([server.posted.length, await driver.run("() => document.querySelector('form').checkValidity()")], [0, false], "what was sent although something is missing");
    await driver.run("() => void (document.querySelector('fieldset').disabled = true)");
    const first = "input:not([type=hidden], #find), textarea";
    await until("the controls are disabled", () => hand.on("(form, first) => form.shadowRoot.querySelector(first).matches(':disabled')", first));
    await driver.run("() => void (document.querySelector('fieldset').disabled = false)");
    await until("the controls are enabled", () => hand.on("(form, first) => form.shadowRoot.querySelector(first).matches(':enabled')", first));

    const document = whole(form);
    server.kept.set(document.id, document);
    hand = await open(form.tag, document.id, { in: "form", name: "answers", actions: "host", autosave: "off" });
    await hand.shows(".coplan");
    await reach(hand, { id: form.text, section: "expectations" });
    await hand.write(form.text, "Sent words");
    await hand.clickOn("#clear");
    await until("what is there after a reset", async () => (await hand.document()).answers[form.text], document.answers[form.text]);
    await reach(hand, { id: form.text, section: "expectations" });
    await hand.write(form.text, "Sent words");
    // At once: what was typed just now is sent too.
    await hand.clickOn("#send");
    await until("the page after it", () => driver.run("() => document.title"), "Sent");
    const sent = JSON.parse(server.posted[0].get("answers"));
    same([sent.form, sent.answers[form.text]], [form.form, "Sent words"], "what was sent");
  },
}));

const around = [
  {
    group: GROUP,
    name: "without a name it takes no part in a form of the page (B3)",
    async go({ server, driver, open }) {
      server.posted.length = 0;
      server.kept.set("begun", { form: CARE.form, version: "1.0", id: "begun", subject: ADA });
      const hand = await open(CARE.tag, "begun", { in: "form", autosave: "off" });
      await hand.shows(".coplan");
      await hand.clickOn("#send");
      await until("the page after it", () => driver.run("() => document.title"), "Sent");
      same([...server.posted[0]], [], "what was sent");
    },
  },
  ...FORMS.map((form) => ({
    group: GROUP,
    name: `${form.form}: moved on the page, taken off and put back, it keeps what was typed`,
    async go(world) {
      const { hand } = await opened(world, form);
      await reach(hand, { id: form.text, section: "expectations" });
      await hand.write(form.text, "Kept words");
      await hand.on(`(form) => void document.body.prepend(form)`);
      same((await hand.document()).answers[form.text], "Kept words", "after a move");
      const away = await hand.on(`async (form) => {
        form.remove();
        await new Promise((done) => setTimeout(done, 50));
        const { answers } = form.document;
        document.querySelector("main").append(form);
        return answers;
      }`);
      same(away[form.text], "Kept words", "off the page");
      await hand.shows(".coplan");
      await reach(hand, { id: form.text, section: "expectations" });
      same(await hand.value(form.text), "Kept words", "put back");
      await hand.write(form.text, "And more");
      same((await hand.document()).answers[form.text], "And more", "typed afterwards");
      // Two engines take every listener of what stood in a frame that goes away.
      await hand.on(`async (form) => {
        const wait = (time) => new Promise((done) => setTimeout(done, time));
        const frame = document.body.appendChild(document.createElement("iframe"));
        await wait(200);
        frame.contentDocument.body.append(form);
        await wait(100);
        frame.remove();
        await wait(300);
        document.querySelector("main").append(form);
      }`);
      await hand.shows(".coplan");
      await reach(hand, { id: form.text, section: "expectations" });
      await hand.write(form.text, "And again");
      same((await hand.document()).answers[form.text], "And again", "typed after a frame that went away");
    },
  })),
  ...FORMS.map((form) => ({
    group: GROUP,
    name: `${form.form}: after a trap it comes back with what was typed`,
    async go(world) {
      const { document, hand } = await opened(world, form);
      // Yew names the call that failed, on the console.
      world.expected(/./);
      await reach(hand, { id: form.text, section: "expectations" });
      await hand.write(form.text, "every  letter 🙂");
      await hand.on(`(form) => {
        const insert = Node.prototype.insertBefore;
        Node.prototype.insertBefore = function () {
          Node.prototype.insertBefore = insert;
          throw new Error("out of order");
        };
        form.before_ = form.shadowRoot.querySelector(".coplan");
        // Another page of it is to be shown.
        form.mode = "together";
      }`);
      await until("the trap was heard of", async () => (await hand.heard("coplan-error")).map(({ name }) => name).join(), (names) => /^CoplanTrapError\b/.test(names));
      await until("it is there anew", () => hand.on("(form) => !form.before_.isConnected && Boolean(form.shadowRoot.querySelector('.coplan'))"));
      await hand.set("mode", "staff");
      await reach(hand, { id: form.text, section: "expectations" });
      same(await hand.value(form.text), "every  letter 🙂", "what was typed");
      await hand.write(form.text, "goes on");
      await hand.on("(form) => form.save()");
      same(world.server.kept.get(document.id).answers[form.text], "goes on", "what the host has");
    },
  })),
  {
    group: GROUP,
    name: "what a translator wraps and an extension puts in: another person's document never stands under the old name (B9)",
    async go(world) {
      const { document, hand } = await opened(world, RELAPSE);
      await hand.on(`(form) => {
        const root = form.shadowRoot;
        const texts = document.createTreeWalker(root.querySelector(".coplan"), NodeFilter.SHOW_TEXT);
        const all = [];
        while (texts.nextNode()) all.push(texts.currentNode);
        for (const text of all) {
          if (!text.data.trim() || text.parentNode.localName === "style") continue;
          const font = window.document.createElement("font");
          text.replaceWith(font);
          font.append(text);
        }
        for (const area of root.querySelectorAll("textarea")) area.before(window.document.createElement("x-extension"));
      }`);
      await hand.set("document", { ...document, id: "bert", subject: { ref: "bert", name: "Bert Sample", date_of_birth: "1971-12-03" } });
      await until("whose it says that it is", async () => {
        const text = await hand.text();
        return [text.includes("Bert Sample"), text.includes("Ada Example"), text.includes("27 April 1990")];
      }, [true, false, false]);
    },
  },
  {
    group: GROUP,
    name: "related documents as a framework's proxies, and the same document set at every drawing (B8, A9)",
    async go(world) {
      const { document, hand } = await opened(world, CARE);
      await hand.on(`(form, related) => {
        const proxy = (value) => typeof value === "object" && value ? new Proxy(value, { get: (from, key) => proxy(Reflect.get(from, key)) }) : value;
        form.related = proxy(related);
      }`, [whole(RELAPSE, { status: "complete", completed_at: "2026-05-12T09:00:00Z" })]);
      await reach(hand, { id: CARE.text });
      await hand.write(CARE.text, "Typed words");
      await hand.set("document", document);
      same([await hand.value(CARE.text), await hand.on("(form) => form.dirty")], ["Typed words", true], "what was typed");
    },
  },
];

/** What stands there: the form, a word that it loads, or the page's own words. */
const stands = (hand) => hand.on(`(form) => {
  const root = form.shadowRoot;
  if (!root) return "nothing";
  if (root.querySelector(".coplan")) return "form";
  const said = root.querySelector(".coplan-loading");
  if (said) return said.textContent ? "loading: " + said.textContent : "loading";
  return root.querySelector("slot:not([name])")?.assignedNodes().map((node) => node.textContent).join("").trim() ?? "nothing";
}`);

const FALLBACK = "Ask the service desk for the paper form.";

const starting = [
  ...FORMS.map((form) => ({
    group: START,
    name: `${form.form}: a policy without 'wasm-unsafe-eval' shows the page's own words, and coplan-error says why`,
    async go({ server, open, expected }) {
      server.kept.delete("none");
      expected(/./);
      const hand = await open(form.tag, "none", { policy: "closed" });
      await until("what stands there", () => stands(hand), FALLBACK);
      const [{ name, message }] = await until("the error", () => hand.heard("coplan-error"), (all) => all.length > 0);
      same([name, /wasm-unsafe-eval|WebAssembly/i.test(message ?? "") || message], ["CoplanStartError", true], "the error");
    },
  })),
  {
    group: START,
    name: "while the WebAssembly is on its way it says so, and never the words for a browser that cannot (E3)",
    async go({ server, open }) {
      server.kept.delete("none");
      const hand = await open(RELAPSE.tag, "none", { coplan: "/slow" });
      const seen = new Set();
      await until("what stands there", async () => {
        seen.add(await stands(hand));
        return seen.has("form");
      });
      same([[...seen].some((one) => /^loading: \S/.test(one)), seen.has(FALLBACK)], [true, false], `it says so while it loads, and not more: ${[...seen].join(", ")}`);
    },
  },
  {
    group: START,
    name: "a WebAssembly that was not there once is asked for again by a press (B6)",
    async go({ server, open, expected }) {
      server.kept.delete("none");
      server.again();
      expected(/503|wasm/i);
      const hand = await open(RELAPSE.tag, "none", { coplan: "/once" });
      await until("what stands there", () => stands(hand), FALLBACK);
      await hand.clickOn("button");
      await until("what stands there then", () => stands(hand), "form");
    },
  },
  {
    group: START,
    name: "a browser without WebAssembly shows the page's own words, and coplan-error says why (E7)",
    async go({ server, open, expected }) {
      server.kept.delete("none");
      expected(/./);
      const hand = await open(RELAPSE.tag, "none", { without: "WebAssembly" });
      await until("what stands there", () => stands(hand), FALLBACK);
      same((await hand.heard("coplan-error")).map(({ name }) => name), ["CoplanStartError"], "the error");
    },
  },
  {
    group: START,
    name: "without CSS.registerProperty every box can be used (E4)",
    async go(world) {
      const { hand } = await opened(world, RELAPSE, { without: "registerProperty" });
      const narrow = await hand.on(`(form) => [...form.shadowRoot.querySelectorAll("input:is([type=text], :not([type])), textarea, select")]
        .filter((control) => control.getClientRects().length && control.getBoundingClientRect().width < 40).map(({ id }) => id)`);
      same(narrow, [], "boxes that are too narrow to type into");
      await hand.date("review_on", "4", "June", "2099");
      same((await hand.document()).answers.review_on, "2099-06-04", "the date");
    },
  },
  {
    group: START,
    name: "over plain HTTP, without crypto.randomUUID, a new document has an id",
    async go({ server, open }) {
      server.kept.delete("none");
      const hand = await open(ASSESSMENT.tag, "none", { without: "randomUUID" });
      await hand.shows(".coplan");
      same(/^[0-9a-f]{8}-[0-9a-f]{4}-4/.test((await hand.document()).id), true, "its id");
    },
  },
];

export const page = [...inForm, ...around, ...starting];
