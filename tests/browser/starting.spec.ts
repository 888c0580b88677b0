// How a form begins: where its WebAssembly is, what holds while that is on its way, and what is said when it does not come.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { type Page, type Route } from "@playwright/test";

import { expect } from "./portal.js";
import { test } from "./serving.js";

const dist = join(import.meta.dirname, "../../dist");
const whole = readFileSync(join(dist, "coplan.wasm"));
const served = (body = whole) => ({ contentType: "application/wasm", body });

const bodyOf = (script: string, form: string) => `<!doctype html><html lang="en-GB"><title>Host</title>
  <script>window.errors = []; document.addEventListener("coplan-error", ({ name, message }) => errors.push({ name, message }));</script>
  <script type="module">${script}</script>${form}`;
const FORM = "<coplan-care-plan></coplan-care-plan>";
const BEGIN = 'import "/static/coplan.js";';
const shown = (page: Page) => page.locator("coplan-care-plan").getByRole("heading", { name: "Care plan" });
const errors = (page: Page): Promise<any[]> => page.evaluate(() => (window as any).errors);
const again = (page: Page) => page.getByRole("button", { name: "Try again" });

/** Opens a page of the host's own. What asks for the WebAssembly gets what `wasm` does. Gives what was asked for. */
async function host(page: Page, script: string, { wasm = (route: Route): unknown => route.fulfill(served()), form = FORM } = {}) {
  const asked: string[] = [];
  await page.route("**/*", async (route) => {
    const { pathname, search } = new URL(route.request().url());
    asked.push(pathname + search);
    if (pathname.endsWith(".wasm")) return void (await wasm(route));
    if (pathname.endsWith(".js")) return route.fulfill({ contentType: "text/javascript", body: readFileSync(join(dist, "coplan.js")) });
    return route.fulfill({ contentType: "text/html", body: bodyOf(script, form) });
  });
  await page.goto("http://127.0.0.1:9/app/");
  return asked;
}

test("config() says where the WebAssembly is, and comes too late once a form has begun", async ({ page }) => {
  const asked = await host(page, `import { config } from "/static/coplan.js"; window.config = config; config({ wasm: "files/other.wasm" });`);
  await expect(shown(page)).toBeVisible();
  expect(asked.filter((path) => path.includes(".wasm"))).toEqual(["/app/files/other.wasm"]);
  expect(await page.evaluate(() => { try { (window as any).config({ wasm: "/x" }); } catch (error: any) { return error.message; } })).toMatch(/too late/);
});

test("a WebAssembly that was not there is asked for elsewhere once the page says where", async ({ page }) => {
  const asked = await host(page, `import { config } from "/static/coplan.js"; window.config = config; config({ wasm: "/missing.txt" });`);
  await expect(again(page)).toBeVisible();
  await page.evaluate(() => ((window as any).config({ wasm: "/here.wasm" }), (document.querySelector("coplan-care-plan") as any).start()));
  await expect(shown(page)).toBeVisible();
  expect(asked.filter((path) => /missing|here/.test(path))).toEqual(["/missing.txt", "/here.wasm"]);
});

test("what the script was asked for, the WebAssembly is asked for too", async ({ page }) => {
  const asked = await host(page, `import "/static/coplan.js?v=2";`);
  await expect(shown(page)).toBeVisible();
  expect(asked.filter((path) => path.includes(".wasm"))).toEqual(["/static/coplan.wasm?v=2"]);
});

test("a WebAssembly of another build is refused by name, and another try takes none from a cache", async ({ page }) => {
  const old = Buffer.from(whole);
  const at = old.indexOf("coplan-build") + "coplan-build".length;
  old.fill("0", at);
  let kept = old as typeof whole;
  await page.addInitScript(() => {
    const fetched = window.fetch;
    const caches: unknown[] = ((window as any).caches_ = []);
    window.fetch = (place, options) => (caches.push(options?.cache), fetched(place, options));
  });
  await host(page, BEGIN, { wasm: (route) => route.fulfill(served(kept)) });
  await expect(again(page)).toBeVisible();
  await expect(page.locator("coplan-care-plan")).toContainText("different builds");
  expect(await errors(page)).toEqual([{ name: "CoplanStartError", message: expect.stringMatching(/different builds/) }]);
  kept = whole;
  await again(page).click();
  await expect(shown(page)).toBeVisible();
  expect(await page.evaluate(() => (window as any).caches_)).toEqual([undefined, "reload"]);
});

test("a server that never answers is given up after a minute, and may be asked again", async ({ page }) => {
  await page.clock.install();
  let silent = true;
  const wasm = (route: Route) => (silent ? undefined : route.fulfill(served()));
  await host(page, BEGIN, { wasm });
  await page.clock.runFor(1_000);
  await expect(page.locator("coplan-care-plan").getByRole("status")).toHaveText("Loading…");
  await page.clock.runFor(58_000);
  await expect(again(page)).toHaveCount(0);
  await page.clock.runFor(2_000);
  await expect(again(page)).toBeVisible();
  expect(await errors(page)).toEqual([{ name: "CoplanStartError", message: expect.stringMatching(/coplan\.wasm did not arrive within 60 seconds/) }]);
  silent = false;
  await again(page).click();
  await page.clock.runFor(1_000);
  await expect(shown(page)).toBeVisible();
});

for (const [what, fetch] of Object.entries({
  "hears no signal and never answers": "() => new Promise(() => {})",
  "throws an error that cannot be named": '() => Promise.reject(new DOMException("Not here", "AbortError"))',
  "rejects with a text": '() => Promise.reject("Not here")',
})) {
  test(`a page whose own fetch ${what}: the form says that it could not start`, async ({ page }) => {
    await page.clock.install();
    await page.addInitScript((fetch) => (window.fetch = eval(fetch)), fetch);
    await host(page, BEGIN, { form: "<coplan-care-plan><p>Ring the ward.</p></coplan-care-plan>" });
    await page.clock.runFor(61_000);
    await expect(again(page)).toBeVisible();
    await expect(page.getByText("Ring the ward.")).toBeVisible();
    expect((await errors(page)).map(({ name }) => name)).toEqual(["CoplanStartError"]);
  });
}

test("a page that has frozen what errors inherit hears an error by its name", async ({ page }) => {
  await page.addInitScript(() => [Object, Error, Event, Array, Function].forEach((one) => Object.freeze(one.prototype)));
  await host(page, BEGIN, { wasm: (route) => route.fulfill({ status: 404 }) });
  await expect(again(page)).toBeVisible();
  expect(await errors(page)).toEqual([{ name: "CoplanStartError", message: expect.stringMatching(/the server answers 404/) }]);
  const rejected = await page.evaluate(() => (document.querySelector("coplan-care-plan") as any).save().catch(({ name }: any) => name));
  expect(rejected).toBe("CoplanStartError");
});

test("a page that has frozen what errors inherit goes on after a document that was refused", async ({ page }) => {
  const told: string[] = [];
  page.on("pageerror", ({ message }) => told.push(message));
  await page.addInitScript(() => Object.freeze(Error.prototype));
  await host(page, BEGIN);
  await expect(shown(page)).toBeVisible();
  const refused = await page.evaluate(async () => {
    const form: any = document.querySelector("coplan-care-plan");
    const thrown: any[] = [];
    for (const set of [() => (form.document = { form: "relapse_plan" }), () => (form.policy = { id: 7 }), () => form.changes({})]) {
      try {
        set();
      } catch ({ name, code }: any) {
        thrown.push([name, code]);
      }
    }
    form.remove();
    await new Promise((done) => setTimeout(done, 50));
    document.body.append(form);
    form.document = { subject: { ref: "b", name: "Bert Example" } };
    return [thrown, form.document.subject.name];
  });
  expect(refused).toEqual([[["CoplanDocumentError", "other_form"], ["CoplanPolicyError", "wrong_type"], ["CoplanDocumentError", "not_a_document"]], "Bert Example"]);
  await expect(page.locator("coplan-care-plan").getByText("Bert Example").first()).toBeVisible();
  expect(told).toEqual([]);
});

const HABITS: Record<string, () => unknown> = {
  "another Event, as MooTools": () => ((window as any).Event = function (this: any, event: unknown) { this.event = event; }),
  "no Event": () => ((window as any).Event = undefined),
  "another remove, as Prototype.js": () => (Element.prototype.remove = function () { this.parentNode!.removeChild(this); }),
  "promises of ES2015": () => delete (Promise.prototype as any).finally,
};

for (const [what, habit] of Object.entries(HABITS)) {
  test(`a page that has ${what}: the form begins, is saved, taken off and put back`, async ({ page }) => {
    const told: string[] = [];
    page.on("pageerror", ({ message }) => told.push(message));
    await page.addInitScript(habit);
    await host(page, BEGIN, { form: '<coplan-relapse-plan></coplan-relapse-plan>' });
    const form = page.locator("coplan-relapse-plan");
    await expect(form.getByRole("textbox").first()).toBeVisible();
    const asked = await form.evaluate(async (form: any) => {
      const heard: string[] = [];
      form.addEventListener("coplan-save", (event: any) => (heard.push(event.reason), event.respondWith({ ok: true })));
      form.document = { subject: { ref: "a", name: "Ada Example" } };
      await form.save();
      for (const _ of [1, 2]) {
        form.remove();
        await new Promise((done) => setTimeout(done, 50));
        document.body.append(form);
      }
      return heard;
    });
    expect(asked).toEqual(["save"]);
    await expect(form.getByRole("textbox").first()).toBeVisible();
    expect(told).toEqual([]);
  });
}

test("one start that failed is told once, however often the form was moved meanwhile and asked to begin", async ({ page }) => {
  let fail!: () => void;
  const failing = new Promise<void>((done) => (fail = done));
  await host(page, BEGIN, { wasm: async (route) => (await failing, route.fulfill({ status: 500 })) });
  await page.evaluate(async () => {
    const form: any = document.querySelector("coplan-care-plan");
    for (let time = 0; time < 5; time += 1) {
      form.remove();
      if (time % 2) await new Promise((done) => setTimeout(done));
      document.body.append(form);
      form.start();
    }
  });
  fail();
  await expect(again(page)).toBeVisible();
  expect(await errors(page)).toHaveLength(1);
});

for (const share of [0.1, 0.8]) {
  test(`a WebAssembly of which ${share} came is called what it is`, async ({ page }) => {
    await host(page, BEGIN, { wasm: (route) => route.fulfill(served(whole.subarray(0, whole.length * share) as typeof whole)) });
    await expect(page.locator("coplan-care-plan")).toContainText("coplan.wasm is not whole, or no WebAssembly");
  });
}

test("what other scripts have given every object changes nothing", async ({ page }) => {
  const told: string[] = [];
  page.on("pageerror", ({ message }) => told.push(message));
  await page.addInitScript(() => {
    for (const [key, value] of Object.entries({ extend: () => "", name: "theirs", kind: "theirs", path: "theirs" })) (Object.prototype as any)[key] = value;
    (Array.prototype as any).last = () => "";
  });
  await host(page, BEGIN);
  await expect(shown(page)).toBeVisible();
  expect([await errors(page), told]).toEqual([[], []]);
});

for (const name of ["plan", ""]) {
  test(`a page's form is ${name ? "held back while a form in it that has a name is" : "sent while a form in it without a name is"} on its way`, async ({ page }) => {
    let come!: () => void;
    const coming = new Promise<void>((done) => (come = done));
    const wasm = async (route: Route) => (await coming, route.fulfill(served()));
    const said: string[] = [];
    page.on("console", (message) => message.type() === "error" && said.push(message.text()));
    const form = `<form onsubmit="event.preventDefault(); window.sent = (window.sent ?? 0) + 1"><coplan-care-plan name="${name}"></coplan-care-plan><button>Send</button></form>`;
    await host(page, BEGIN, { wasm, form });
    await expect(page.getByRole("status")).toHaveText("Loading…");
    await page.getByRole("button", { name: "Send" }).click();
    const sent = () => page.evaluate(() => (window as any).sent ?? 0);
    expect(await sent()).toBe(name ? 0 : 1);
    const element = page.locator("coplan-care-plan");
    if (name) expect(await element.evaluate((form: any) => [form.validity.valid, form.validationMessage])).toEqual([false, "Loading…"]);
    expect(said).toEqual([]);
    // What is no document yet cannot be completed, and a draft of nothing can be sent.
    come();
    await expect(shown(page)).toBeVisible();
    await expect.poll(() => element.evaluate((form: any) => form.validationMessage)).not.toBe("Loading…");
  });
}

test("a name that comes or goes while the form is on its way holds the page's form back or lets it go", async ({ page }) => {
  const form = '<form onsubmit="event.preventDefault()"><coplan-care-plan></coplan-care-plan></form>';
  await host(page, BEGIN, { wasm: () => {}, form });
  await expect(page.getByRole("status")).toHaveText("Loading…");
  const valid = () => page.evaluate(() => document.querySelector("form")!.checkValidity());
  const set = (name: string | null) => page.evaluate((name) => document.querySelector("coplan-care-plan")!.toggleAttribute("name", name !== null) && document.querySelector("coplan-care-plan")!.setAttribute("name", name!), name);
  for (const name of ["plan", null, "again"]) {
    await set(name);
    expect(await valid(), String(name)).toBe(name === null);
  }
});

test("until the form is there, the page's form sends what the page has set", async ({ page }) => {
  const form = '<form><coplan-care-plan name="plan" readonly></coplan-care-plan></form>';
  await host(page, BEGIN, { wasm: () => {}, form });
  await expect(page.getByRole("status")).toHaveText("Loading…");
  const sent = await page.evaluate(() => {
    const [form, plan] = [document.querySelector("form")!, document.querySelector("coplan-care-plan") as any];
    const before = [...new FormData(form)];
    plan.document = { form: "care_plan", subject: { ref: "a", name: "Ada" } };
    return [before, form.checkValidity(), [...new FormData(form)]];
  });
  expect(sent).toEqual([[], true, [["plan", '{"form":"care_plan","subject":{"ref":"a","name":"Ada"}}']]]);
});

test("what the page's form sends is what stands there now, and a document that was just set is checked", async ({ page }) => {
  const form = '<form><coplan-relapse-plan name="plan"></coplan-relapse-plan><input name="plan" value="theirs" disabled></form>';
  await host(page, BEGIN, { form });
  const plan = page.locator("coplan-relapse-plan");
  await plan.locator('[id="avoid"]').fill("Late nights");
  const sent = await page.evaluate(() => {
    const [form, plan] = [document.querySelector("form")!, document.querySelector("coplan-relapse-plan") as any];
    const text = plan.shadowRoot.querySelector('[id="avoid"]');
    text.value = "Late nights, and noise";
    text.dispatchEvent(new Event("input", { bubbles: true }));
    const now = JSON.parse(new FormData(form).get("plan") as string).answers.avoid;
    text.value = "Said by nobody";
    const silent = JSON.parse(new FormData(form).get("plan") as string).answers.avoid;
    plan.setAttribute("disabled", "");
    const nothing = [...new FormData(form)];
    // Another control of the same name is the page's own.
    form.querySelector("input")!.disabled = false;
    return [now, silent, nothing, [...new FormData(form)]];
  });
  expect(sent).toEqual(["Late nights, and noise", "Said by nobody", [], [["plan", "theirs"]]]);
});

test("in a disabled fieldset a form is as valid as the platform's own controls are there", async ({ page }) => {
  await host(page, BEGIN, { form: '<form><fieldset><coplan-care-plan name="plan"></coplan-care-plan></fieldset></form>' });
  await expect(shown(page)).toBeVisible();
  const valid = () => page.evaluate(() => [document.querySelector("form")!.checkValidity(), (document.querySelector("coplan-care-plan") as any).checkValidity()]);
  expect(await valid()).toEqual([false, false]);
  await page.evaluate(() => (document.querySelector("fieldset")!.disabled = true));
  expect(await valid()).toEqual([true, true]);
});

const ENDS: Record<string, (frame: HTMLIFrameElement) => void> = {
  "goes away": (frame: HTMLIFrameElement) => frame.remove(),
  "shows another page": (frame: HTMLIFrameElement) => void (frame.src = "about:blank?other"),
};

for (const [how, end] of Object.entries(ENDS)) {
  test(`a form whose frame ${how} hears again once it is put back`, async ({ page }) => {
    const form = '<coplan-relapse-plan></coplan-relapse-plan><iframe title="Other" srcdoc="<!doctype html><title>Other</title>"></iframe>';
    await host(page, BEGIN, { form });
    const plan = page.locator("coplan-relapse-plan");
    await expect(plan.getByRole("textbox").first()).toBeVisible();
    await page.evaluate(() => {
      const form: any = document.querySelector("coplan-relapse-plan");
      form.addEventListener("coplan-save", (event: any) => event.respondWith({ ok: true }));
      document.querySelector("iframe")!.contentDocument!.body.append(form);
      (window as any).kept = form;
    });
    await page.waitForTimeout(100);
    await page.locator("iframe").evaluate((frame, end) => new Function("frame", `(${end})(frame)`)(frame), String(end));
    await page.waitForTimeout(300);
    await page.evaluate(() => {
      const form = (window as any).kept;
      document.body.append(form);
      form.addEventListener("coplan-save", (event: any) => event.respondWith({ ok: true }));
    });
    await plan.locator('[id="avoid"]').click();
    await page.keyboard.type("Late nights");
    expect(await plan.evaluate((form: any) => [form.dirty, form.document.answers.avoid])).toEqual([true, "Late nights"]);
    await plan.getByRole("button", { name: "Save", exact: true }).click();
    await expect.poll(() => plan.evaluate((form: any) => form.dirty)).toBe(false);
  });
}

test("a page's form is not held back by a form that could not begin", async ({ page }) => {
  const form = `<form onsubmit="event.preventDefault(); window.sent = true"><coplan-care-plan name="plan">Ring the ward.</coplan-care-plan><button>Send</button></form>`;
  await host(page, BEGIN, { wasm: (route) => route.abort(), form });
  await expect(again(page)).toBeVisible();
  await page.getByRole("button", { name: "Send" }).click();
  expect(await page.evaluate(() => (window as any).sent)).toBe(true);
});

test("a form that is moved into a frame looks there as it did, and back again", async ({ page }) => {
  await host(page, BEGIN, { form: `${FORM}<iframe title="Other" width="1280" height="720" srcdoc="<!doctype html><title>Other</title>"></iframe>` });
  await expect(shown(page)).toBeVisible();
  const look = () =>
    page.evaluate(() => {
      const frame = document.querySelector("iframe")!.contentDocument!;
      const form = (document.querySelector("coplan-care-plan") ?? frame.querySelector("coplan-care-plan"))!;
      const view = form.ownerDocument.defaultView!;
      const of = (selector: string) => view.getComputedStyle(form.shadowRoot!.querySelector(selector)!);
      return [of("h2").fontSize, of("button").backgroundColor, of(".nhsuk-input").borderTopWidth];
    });
  const before = await look();
  expect(before[2]).toBe("2px");
  const move = (into: string) =>
    page.evaluate((into) => {
      const frame = document.querySelector("iframe")!.contentDocument!;
      const form = document.querySelector("coplan-care-plan") ?? frame.querySelector("coplan-care-plan");
      (into === "frame" ? frame : document).body.append(form!);
    }, into);
  await move("frame");
  await expect.poll(look).toEqual(before);
  const inner = page.frameLocator("iframe").locator("coplan-care-plan");
  await inner.getByRole("textbox").first().fill("Written in a frame");
  await move("page");
  await expect.poll(look).toEqual(before);
  await expect(page.locator("coplan-care-plan").getByRole("textbox").first()).toHaveValue("Written in a frame");
});

test("a form that waits in a template or a document without a window is none, and says nothing", async ({ page }) => {
  const told: string[] = [];
  page.on("pageerror", ({ message }) => told.push(message));
  await host(page, BEGIN, { form: `${FORM}<template></template>` });
  await expect(shown(page)).toBeVisible();
  await page.evaluate(async () => {
    const form = document.querySelector("coplan-care-plan")!;
    document.querySelector("template")!.content.append(form);
    await new Promise((done) => setTimeout(done, 50));
    document.implementation.createHTMLDocument("").body.append(form);
    await new Promise((done) => setTimeout(done, 50));
    document.body.append(form);
  });
  await expect(shown(page)).toBeVisible();
  expect(told).toEqual([]);
});
