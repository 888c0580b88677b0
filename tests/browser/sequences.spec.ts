// What people, hosts, browsers and time do to a form, in an order that nobody thought of: after every step the record is true.
// The same is done to the rules alone, a million times (src/ui/tests/saves); here it is the element in a browser.

import type { Page } from "@playwright/test";

import { expect, test } from "./portal.js";
import { FORMS, hostPage, ready } from "./hosting.js";

const SEQUENCES = Number(process.env.COPLAN_SEQUENCES ?? 8); // of each form
const ACTS = 25;
const SEED = Number(process.env.COPLAN_SEED ?? 20_261_129);

/** How often each happens. What people do most comes most. */
const OFTEN: Record<string, number> = {
  type: 10, choose: 2, save: 3, complete: 3, amend: 3, takeBack: 1, open: 3, same: 2, sent: 2, latest: 1, someoneElse: 1, keepMine: 1,
  useTheirs: 1, tryAgain: 1, reset: 1, remove: 2, putBack: 4, hide: 1, trap: 1, answer: 12, pass: 3, online: 1, mood: 3,
};

/** The same numbers each time (mulberry32). */
function numbers(seed: number) {
  return (below: number) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function sequence(seed: number): [act: string, which: number][] {
  const number = numbers(seed);
  const acts = Object.entries(OFTEN).flatMap(([act, times]) => Array<string>(times).fill(act));
  return Array.from({ length: ACTS }, () => [acts[number(acts.length)], number(1000)]);
}

/** What the page does, and what it looks at after each step. */
function driver([kind, documents]: [(typeof FORMS)[number], any[]]) {
  const host = (window as any).host;
  const form = kind.fixture[0];
  const plain = (value: unknown) => JSON.parse(JSON.stringify(value ?? null));
  const sorted = (value: any): string =>
    JSON.stringify(value, (_, inner) =>
      inner && typeof inner === "object" && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort()) : inner,
    );
  let element: any, pending: any[], ours: any, latest: any, mood: string, lastSet: any, lastSent: any, offered: any[], calls: any[], traps: number, count: number;
  const ids = documents.map(({ id }) => id);
  const wait = () =>
    new Promise((done) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = done;
      port2.postMessage(0);
    });
  const turns = async () => {
    for (let turn = 0; turn < 4; turn += 1) await wait();
  };

  const NO: Record<string, (event: any) => any> = {
    status: () => new Response("", { status: 500 }),
    page: () => new Response("<!doctype html>", { headers: { "content-type": "text/html" } }),
    undefined: () => undefined,
    refused: () => ({ title: "Not now" }),
    rejected: () => Promise.reject(new Error("no")),
  };

  host.answer = (event: any) => {
    const document = plain(event.document);
    if (event.form !== form) return event.respondWith(Promise.resolve(host.store(document)));
    lastSent = document;
    offered.push({ id: document.id, document });
    if (mood === "silent") return;
    let said: any;
    if (mood in NO) said = NO[mood](event);
    else if ((document.revision ?? 0) !== (latest[document.id]?.revision ?? 0)) said = new Response("", { status: 409 });
    else {
      const revision = (document.revision ?? 0) + 1;
      ours[document.id] = latest[document.id] = { ...document, revision };
      said = { revision };
    }
    Promise.resolve(said).catch(() => {});
    event.respondWith(new Promise((resolve) => pending.push(() => resolve(said))));
  };

  /** Every text and code of a document, whatever ids its rows have been given since. */
  const words = ({ answers }: any) =>
    sorted(answers).replaceAll(/"(id|person)":"[^"]*"/g, "").replaceAll(/\[[^\][.]*\]/g, "");
  const root = () => element.shadowRoot as ShadowRoot;
  const press = (id: string) => (root().getElementById(id) as HTMLElement | null)?.click();
  const set = (document: any) => {
    lastSet = document;
    element.document = plain(document);
  };
  const call = (method: string) => {
    const settled: string[] = [];
    calls.push(settled);
    element[method]().then(
      () => settled.push("resolved"),
      (error: any) => settled.push(error.name),
    );
  };

  async function text(): Promise<HTMLTextAreaElement | null> {
    const there = () => root().getElementById(kind.text) as HTMLTextAreaElement | null;
    if (!there() && kind.section) {
      press("go:overview");
      await turns();
      root().querySelector<HTMLElement>(`a[href="#${kind.section}"]`)?.click();
      await turns();
    }
    return there();
  }

  const acts: Record<string, (which: number) => any> = {
    type: async () => {
      const area = element.isConnected && (await text());
      if (!area || area.disabled) return;
      const written = `${element.document.id} ${(count += 1)}.`;
      area.value = written;
      area.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
      if (element.document.answers[kind.text] !== written) return "what was typed is not in the document";
    },
    choose: async (which) => {
      if (!element.isConnected) return;
      const all = [...root().querySelectorAll<HTMLInputElement>("input[type=radio]:enabled")];
      all[which % all.length]?.click();
    },
    save: () => call("save"),
    complete: () => call("complete"),
    amend: () => element.isConnected && press(kind.again),
    takeBack: () => element.isConnected && (press("keep-complete"), press("keep-recorded")),
    open: (which) => {
      const document = documents[which % documents.length];
      const { id, subject } = element.document;
      const before = { answers: element.document.answers, leaves: element.isConnected && element.dirty && id !== document.id };
      set(latest[document.id] ?? document);
      if (before.leaves && !offered.some((save: any) => save.id === id && sorted(save.document.answers) === sorted(before.answers))) {
        return `what was unsaved about ${subject.ref} was not offered`;
      }
    },
    same: () => lastSet?.id === element.document.id && set(lastSet),
    sent: () => {
      if (lastSent?.id !== element.document.id) return;
      const before = sorted(element.document.answers);
      element.document = plain(lastSent);
      if (sorted(element.document.answers) !== before) return "what was sent was set again, and the screen changed";
    },
    latest: () => {
      const { id, answers } = element.document;
      if (!latest[id]) return;
      const { dirty } = element;
      element.document = plain(latest[id]);
      if (dirty && sorted(element.document.answers) !== sorted(answers)) return "another revision took the place of what was typed";
    },
    someoneElse: () => {
      const { id } = element.document;
      const there = latest[id];
      if (there?.status !== "draft") return;
      latest[id] = { ...there, revision: there.revision + 1, answers: { ...there.answers, [kind.text]: `${id} ${(count += 1)} by another.` } };
    },
    keepMine: () => press("keep-mine"),
    useTheirs: () => press("use-theirs"),
    tryAgain: () => press("try-again"),
    reset: () => element.reset(),
    remove: async () => {
      if (!element.isConnected) return;
      const { document, dirty } = element;
      element.remove();
      await turns();
      const wasOffered = offered.some((save: any) => save.id === document.id && sorted(save.document.answers) === sorted(document.answers));
      if (dirty && !wasOffered) return "it left the page, and what was unsaved was not offered";
    },
    putBack: async () => {
      if (element.isConnected) return;
      const before = element.document;
      window.document.querySelector("main")!.append(element);
      await turns();
      if (words(element.document) !== words(before)) return "it was put back with other words";
    },
    hide: () => {
      const { document, dirty } = element;
      dispatchEvent(new Event("pagehide"));
      const wasOffered = offered.some((save: any) => save.id === document.id && sorted(save.document.answers) === sorted(document.answers));
      if (element.isConnected && dirty && !wasOffered) return "the page was hidden, and what was unsaved was not offered";
    },
    // The third trap in five seconds ends a form.
    trap: async (which) => {
      const before = element.document;
      for (let times = 0; times < 1 + (which % 2); times += 1) {
        if (!element.isConnected || (traps += 1) > 2) break;
        element.actions = "host";
        await turns();
        const insert = Node.prototype.insertBefore;
        Node.prototype.insertBefore = function () {
          Node.prototype.insertBefore = insert;
          throw new Error("out of order");
        };
        element.actions = "own";
        await turns();
        Node.prototype.insertBefore = insert;
      }
      if (words(element.document) !== words(before)) return "a trap lost what was typed";
    },
    answer: (which) => pending.splice(which % (pending.length || 1), 1).forEach((say) => say()),
    online: () => dispatchEvent(new Event("online")),
    mood: (which) => {
      const moods = ["stores", "stores", "stores", "stores", "silent", ...Object.keys(NO)];
      mood = moods[which % moods.length];
    },
    pass: () => {},
  };

  /** What must hold at every moment. */
  function look(): string | undefined {
    const { document, dirty } = element;
    const belongs = (what: string, words: string) => {
      const other = ids.find((id) => id !== document.id && words.includes(`${id} `));
      return other && `${what} of ${document.id} holds what was typed into ${other}`;
    };
    const shown = [...root().querySelectorAll<HTMLTextAreaElement>("textarea, input")].map(({ value }) => value).join("\n");
    const wrong = belongs("the document", JSON.stringify(document.answers)) ?? belongs("the screen", `${root().textContent}\n${shown}`);
    if (wrong) return wrong;
    for (const save of host.saves.splice(0)) {
      const other = ids.find((id) => id !== save.id && JSON.stringify(save.document.answers).includes(`${id} `));
      if (other) return `what was sent as ${save.id} holds what was typed into ${other}`;
      if (save.id !== save.document.id) return "an event names another document than it carries";
    }
    const status = root().querySelector(".coplan-status")?.textContent;
    if (status?.startsWith("Saved")) {
      if (dirty) return "it says Saved, and there are changes";
      if (!ours[document.id]) return "it says Saved, and the host has nothing of it";
      if (sorted(ours[document.id].answers) !== sorted(document.answers)) return "it says Saved, and the host has something else";
    }
    if (element.isConnected && status === "" && dirty) return "there are changes, and the screen says nothing of it";
    const area = root().getElementById(kind.text) as HTMLTextAreaElement | null;
    if (element.isConnected && area && area.value !== (document.answers[kind.text] ?? "")) return "the control holds something else than the document";
    if (calls.some((settled) => settled.length > 1)) return "a promise settled twice";
  }

  (window as any).driver = {
    async begin() {
      [element, pending, ours, latest, mood, calls, traps, count] = [window.document.createElement(`coplan-${kind.name}`), [], {}, {}, "stores", [], 0, 0];
      lastSent = undefined;
      offered = [];
      host.saves.length = 0;
      set(documents[0]);
      window.document.querySelector("main")!.replaceChildren(element);
      await new Promise((done) => element.addEventListener("coplan-ready", done, { once: true }));
      await turns();
    },
    async act(act: string, which: number) {
      const fault = await acts[act](which);
      await turns();
      return (typeof fault === "string" ? fault : undefined) ?? look();
    },
    /** Everything is answered in the end: then every promise has settled. */
    async finish() {
      mood = "stores";
      for (const say of pending.splice(0)) say();
      await turns();
      return look();
    },
    async end() {
      const open = calls.filter((settled) => settled.length !== 1).length;
      element.remove();
      await turns();
      for (const say of pending.splice(0)) say();
      return open ? `${open} of ${calls.length} promises never settled` : undefined;
    },
  };
}

/** Does a sequence, and says at which step something was wrong. */
async function tried(page: Page, steps: [string, number][]): Promise<string | undefined> {
  await page.evaluate(() => (window as any).driver.begin());
  const done: string[] = [];
  for (const [act, which] of steps) {
    done.push(act);
    if (act === "pass") await page.clock.runFor(which % 5 ? (which % 12) * 1000 : 31_000);
    const fault = await page.evaluate(([act, which]) => (window as any).driver.act(act, which), [act, which] as const);
    if (fault) return `${fault}, after ${done.join(", ")}`;
  }
  await page.evaluate(() => (window as any).driver.act("putBack", 0));
  for (let round = 0; round < 6; round += 1) {
    await page.clock.runFor(31_000);
    const fault = await page.evaluate(() => (window as any).driver.finish());
    if (fault) return `${fault}, at the end of ${done.join(", ")}`;
  }
  const fault = await page.evaluate(() => (window as any).driver.end());
  return fault && `${fault}, at the end of ${done.join(", ")}`;
}

for (const [at, kind] of FORMS.entries()) {
  test(`whatever happens to it in a browser, the record of ${kind.name} is true`, async ({ page, said }) => {
    await page.clock.install();
    await hostPage(page);
    const documents = ["ada", "bert", "cleo"].map((ref) => ready(kind, { ref, name: `${ref} Example` } as any));
    await page.evaluate(driver, [kind, documents] as any);
    const faults: string[] = [];
    for (let number = 0; number < SEQUENCES; number += 1) {
      const seed = SEED + at * 1000 + number;
      const fault = await tried(page, sequence(seed));
      if (fault) faults.push(`seed ${seed}: ${fault}`);
    }
    // A trap says so, without anything that was typed.
    const lines = said.splice(0);
    expect(lines.join("\n")).not.toMatch(/(ada|bert|cleo) \d/);
    expect([...new Set(lines)].filter((line) => !/out of order|unreachable/.test(line))).toEqual([]);
    expect(faults).toEqual([]);
  });
}
