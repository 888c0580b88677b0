// `cargo xtask bench`: what our forms cost in Chromium, against the same forms written by hand as plain HTML, in the same run.
//
// Every round opens every page once, in another order, and measures it; what is printed are the medians of the rounds and
// their spread. Past a limit it only fails when asked with --check: a busy machine is no proof.

import { chromium } from "@playwright/test";

import { FORMS } from "./forms.mjs";
import { THROTTLE, check, keys, open } from "./measure.mjs";
import { asWritten, byHand, counted, ours, sectionsOf, serve, turn } from "./pages.mjs";

/** Ours, in times the page written by hand. */
const LIMITS = { key: 1.1, start: 1.9, check: 1.5 };

/** A key in the longest document, in times the same in the shortest. */
const FLAT = 1.1;

const NHSUK = "nhsuk page";
const BARE = "bare HTML";
const SECTION = "one nhsuk section";

const USAGE = "cargo xtask bench [--check] [--rounds 7] [--keys 40] [--form NAME] [--json]";

function options(given) {
  const wanted = { check: false, json: false, rounds: 7, keys: 40, form: "" };
  for (let at = 0; at < given.length; at += 1) {
    const name = given[at].replace(/^--/, "");
    if (!Object.hasOwn(wanted, name)) throw new Error(`There is no ${given[at]}\n\n${USAGE}`);
    if (typeof wanted[name] === "boolean") wanted[name] = true;
    else wanted[name] = typeof wanted[name] === "number" ? Number(given[(at += 1)]) : given[(at += 1)];
    if (!wanted[name]) throw new Error(`${given[at]}: not a number or name\n\n${USAGE}`);
  }
  return wanted;
}

const median = (numbers) => {
  const sorted = [...numbers].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/**
 * The pages of a form: ours with each of its documents, and the first of them written by hand, all of it on one page. Of a
 * form that shows a section at a time there is also just the section that is typed into, written by hand.
 */
async function pagesOf(browser, server, { tag, documents, typed, typedOn, last, lastOn }) {
  const page = (what, name, html, more) => {
    server.put(name, html);
    return { what, url: `${server.origin}/${name}`, typed, last, ...more };
  };
  const pages = Object.entries(documents()).map(([what, document], index) =>
    page(what, `${tag}-${index}.html`, ours(tag, document), { tag, typedOn, lastOn }),
  );
  const opened = await open(browser, pages[0]);
  let [markup, section, counts] = ["", undefined, {}];
  const write = async () => {
    const here = await opened.page.evaluate(asWritten, tag);
    markup += here;
    for (const [what, count] of Object.entries(await opened.page.evaluate(counted, tag))) counts[what] = (counts[what] ?? 0) + count;
    return here;
  };
  if (lastOn) {
    await opened.page.evaluate(turn, { tag, section: "overview" });
    for (const name of ["overview", ...(await opened.page.evaluate(sectionsOf, tag))]) {
      await opened.page.evaluate(turn, { tag, section: name });
      const here = await write();
      if (name === typedOn) section = here;
    }
  } else await write();
  await opened.close();
  pages.push(page(NHSUK, `${tag}-nhsuk.html`, byHand(markup, true)), page(BARE, `${tag}-bare.html`, byHand(markup, false)));
  if (section) pages.push(page(SECTION, `${tag}-section.html`, byHand(section, true), { last: typed }));
  const written = await open(browser, pages.find(({ what }) => what === BARE));
  const same = await written.page.evaluate(counted);
  await written.close();
  if (JSON.stringify(same) !== JSON.stringify(counts)) {
    throw new Error(`The page written by hand is another form: ${JSON.stringify(same)}, ours ${JSON.stringify(counts)}`);
  }
  return { pages, counts };
}

/** One page, from the navigation to the check. */
async function sample(browser, page, count) {
  const opened = await open(browser, page);
  try {
    if (page.typedOn) await opened.page.evaluate(turn, { tag: page.tag, section: page.typedOn });
    const { key, pause } = await keys(opened, page, count);
    const checked = await check(opened, page.tag);
    return { start: opened.start, key: key.all, script: key.script, layout: key.layout + key.style, pause: pause.all, check: checked.all };
  } finally {
    await opened.close();
  }
}

const ROWS = [
  ["start", "start to last control usable"],
  ["key", "a key"],
  ["script", "  of it script"],
  ["layout", "  of it style and layout"],
  ["pause", "the pause after typing, once"],
  ["check", "checking everything"],
];

function table(pages, samples, rounds) {
  const cell = (page, name) => {
    const all = samples.get(page).map((sample) => sample[name]);
    const digits = Math.abs(median(all)) < 10 ? 2 : 0;
    return `${median(all).toFixed(digits)} (${Math.min(...all).toFixed(digits)}–${Math.max(...all).toFixed(digits)})`;
  };
  const width = 22;
  console.log("ms, median (least–most)".padEnd(30) + pages.map(({ what }) => what.padStart(width)).join(""));
  for (const [name, said] of ROWS) console.log(said.padEnd(30) + pages.map((page) => cell(page, name).padStart(width)).join(""));
  console.log(`${rounds} rounds\n`);
}

async function bench(browser, server, form, { rounds, keys: count, json }) {
  const { pages, counts } = await pagesOf(browser, server, form);
  const samples = new Map(pages.map((page) => [page, []]));
  for (let round = 0; round < rounds; round += 1) {
    const turned = [...pages.slice(round % pages.length), ...pages.slice(0, round % pages.length)];
    for (const page of turned) {
      samples.get(page).push(await sample(browser, page, count));
      process.stderr.write(".");
    }
  }
  process.stderr.write("\n");
  const said = Object.entries(counts).map(([what, number]) => `${number} ${what}`);
  console.log(`\n${form.tag}: ${said.join(", ")}; ${count} keys a round, the processor throttled ${THROTTLE} times`);
  table(pages, samples, rounds);
  if (json) console.log(JSON.stringify(pages.map((page) => ({ what: page.what, samples: samples.get(page) }))));
  const of = (what, name) => median(samples.get(pages.find((page) => page.what === what)).map((sample) => sample[name]));
  const first = pages[0].what;
  const against = (name, what, limit) => {
    const said = ROWS.find(([row]) => row === name)[1];
    return { said: `${said}, times the ${what}`, ratio: of(first, name) / of(what, name), limit, bare: of(first, name) / of(BARE, name) };
  };
  const ratios = Object.entries(LIMITS).map(([name, limit]) => against(name, NHSUK, limit));
  // Where we show a section at a time a key is also held against no more than that.
  if (form.typedOn) ratios.push(against("key", SECTION, LIMITS.key));
  const [less, more] = form.flat;
  ratios.push({ said: `a key, ${more} in times ${less}`, ratio: of(more, "key") / of(less, "key"), limit: FLAT });
  for (const { said, ratio, limit, bare } of ratios) {
    const verdict = ratio <= limit ? "" : "  PAST ITS LIMIT";
    const against = bare ? `  (the ${BARE}: ${bare.toFixed(2)})` : "";
    console.log(`${said.padEnd(58)}${ratio.toFixed(2)}  limit ${limit}${verdict}${against}`);
  }
  return ratios.every(({ ratio, limit }) => ratio <= limit);
}

/** Whether the package has this form. */
async function has(browser, server, tag) {
  server.put("none.html", ours(tag, {}));
  const page = await browser.newPage();
  await page.goto(`${server.origin}/none.html`, { waitUntil: "load" });
  const there = await page.evaluate((tag) => Boolean(customElements.get(tag)), tag);
  await page.close();
  return there;
}

const asked = options(process.argv.slice(2));
const server = await serve();
const browser = await chromium.launch({
  executablePath: process.env.CHROME ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
let within = true;
try {
  for (const form of FORMS.filter(({ tag }) => tag.endsWith(asked.form))) {
    if (await has(browser, server, form.tag)) within = (await bench(browser, server, form, asked)) && within;
    else {
      console.log(`\n${form.tag} is not in dist/: left out`);
      within = false;
    }
  }
} finally {
  await browser.close();
  server.close();
}
if (asked.check && !within) process.exitCode = 1;
