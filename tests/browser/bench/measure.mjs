// Measuring one page in Chromium by the DevTools protocol: how long until it can be used, what a key costs, what checking
// everything costs. Time is that of the page's main thread, the processor throttled.

/** As on a slow laptop of a ward. */
export const THROTTLE = 4;

/** Keys before any is counted: a person has typed before, and the engine has seen the code. */
const WARM = 10;

/** Milliseconds between two keys: each is drawn in a frame of its own, and nobody pauses. */
const BETWEEN = 50;

/** Milliseconds after which nothing that a key or a button set off is still to come, but for saving. */
const PAUSE = 1_000;

const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/**
 * Opens a page as somebody does for the first time: no cache, a profile of its own.
 *
 * `start` is milliseconds from the navigation until the control called `last` has taken a letter and the frame after it
 * is drawn. In ours the letter counts once the element has said that an answer changed.
 */
export async function open(browser, { url, tag, last, lastOn }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const failed = new Promise((_, fail) => page.on("pageerror", fail));
  failed.catch(() => {});
  const cdp = await context.newCDPSession(page);
  await cdp.send("Network.enable");
  await cdp.send("Network.setCacheDisabled", { cacheDisabled: true });
  await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: THROTTLE });
  let usable;
  const started = new Promise((done) => (usable = done));
  await page.exposeBinding("usable", (_, milliseconds) => usable(milliseconds));
  await page.addInitScript(watch, { tag, last, lastOn });
  await page.goto(url, { waitUntil: "commit" });
  const late = wait(120_000).then(() => {
    throw new Error(`${url} has no control “${last}” that can be used after two minutes`);
  });
  late.catch(() => {});
  const start = await Promise.race([started, failed, late]);
  return { page, cdp, start, close: () => context.close() };
}

/** Looks at every frame for the last control, types a letter into it, and tells when. Runs in the page. */
function watch({ tag, last, lastOn }) {
  let asked = false;
  addEventListener("coplan-error", ({ name, path, message }) => {
    throw new Error([name, path, message].join(" "));
  });
  const look = () => {
    const root = tag ? document.querySelector(tag)?.shadowRoot : document.readyState !== "loading" && document;
    const control = root && root.querySelector(`[name="${CSS.escape(last)}"]`);
    // Its section is chosen from the list, as a person does.
    const link = !asked && root && lastOn && root.querySelector(`[href="#${CSS.escape(lastOn)}"]`);
    if (link) {
      asked = true;
      link.click();
    }
    // An empty one belongs to the form before it had its document.
    if (!control?.value) return requestAnimationFrame(look);
    // A row that is folded is opened, as a person does.
    for (let at = control.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
    let heard = false;
    (tag ? document.querySelector(tag) : control).addEventListener(tag ? "coplan-change" : "input", () => (heard = true), { once: true });
    control.focus();
    control.setSelectionRange(control.value.length, control.value.length);
    document.execCommand("insertText", false, "x");
    if (!heard) throw new Error(`${last} takes no letter`);
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => window.usable(performance.now());
      port2.postMessage(0);
    });
  };
  requestAnimationFrame(look);
}

/** The milliseconds of main thread that something costs, and what they went into. */
async function cost({ cdp }, something) {
  const before = await metrics(cdp);
  await something();
  const after = await metrics(cdp);
  return Object.fromEntries(Object.keys(after).map((name) => [name, after[name] - before[name]]));
}

async function metrics(cdp) {
  const { metrics } = await cdp.send("Performance.getMetrics");
  const of = (name) => (metrics.find((metric) => metric.name === name)?.value ?? Number.NaN) * 1000;
  return { all: of("TaskDuration"), script: of("ScriptDuration"), layout: of("LayoutDuration"), style: of("RecalcStyleDuration") };
}

/** What one of `count` keys costs in the control called `name`, and what the pause after them costs once. */
export async function keys(opened, { tag, typed: name }, count) {
  await opened.page.evaluate(
    ({ tag, name }) => {
      const root = tag ? document.querySelector(tag).shadowRoot : document;
      const control = root.querySelector(`[name="${CSS.escape(name)}"]`);
      control.focus();
      control.setSelectionRange(control.value.length, control.value.length);
    },
    { tag, name },
  );
  const press = async (times) => {
    for (let pressed = 0; pressed < times; pressed += 1) {
      const text = pressed % 6 === 5 ? " " : "e";
      const key = { key: text, code: text === " " ? "Space" : "KeyE", windowsVirtualKeyCode: text === " " ? 32 : 69 };
      await opened.cdp.send("Input.dispatchKeyEvent", { type: "keyDown", text, unmodifiedText: text, ...key });
      await opened.cdp.send("Input.dispatchKeyEvent", { type: "keyUp", ...key });
      await wait(BETWEEN);
    }
  };
  await press(WARM);
  const spent = await cost(opened, () => press(count));
  const pause = await cost(opened, () => wait(PAUSE));
  const each = Object.fromEntries(Object.entries(spent).map(([name, milliseconds]) => [name, milliseconds / count]));
  return { key: each, pause };
}

/** What it costs to check every answer and to show what is missing. */
export async function check(opened, tag) {
  await opened.page.evaluate((tag) => {
    document.activeElement.blur();
    scrollTo(0, 0);
    // Ours has a question without an answer in its document; so has the page written by hand.
    const [last] = tag ? [] : [...document.querySelectorAll("textarea[required]")].slice(-1);
    if (last) last.value = "";
  }, tag);
  await wait(PAUSE);
  return cost(opened, async () => {
    const valid = await opened.page.evaluate((tag) => (tag ? document.querySelector(tag) : document.forms[0]).reportValidity(), tag);
    if (valid) throw new Error("Nothing is missing, so there was nothing to show");
    await wait(PAUSE);
  });
}
