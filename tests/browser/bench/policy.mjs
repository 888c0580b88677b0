// `node bench/policy.mjs [--rounds 9]`: what a trust's policy costs a form: the relapse plan without one, with one that decides nothing,
// and with that of the tests, in the same run. The policy's code is in every module; a form without one should not pay for it.

import { readFileSync } from "node:fs";

import { chromium } from "@playwright/test";

import { FORMS } from "./forms.mjs";
import { check, keys, open } from "./measure.mjs";
import { ours, serve } from "./pages.mjs";

/** What a policy that decides nothing may cost more than none: what differs between two equal pages on a busy machine. */
const NOTHING = 1.1;

const [, given = 9] = process.argv[2] === "--rounds" ? process.argv.slice(2) : [];
// The trust hides the last question, so what is typed into is waited for.
const form = FORMS.find(({ tag }) => tag === "coplan-relapse-plan");
const trust = JSON.parse(readFileSync(new URL("../../policies/example-trust.json", import.meta.url), "utf8"));
// The first two are the same page: what differs between them is what cannot be told apart.
const POLICIES = { none: undefined, "none again": undefined, "one that decides nothing": { id: "bench", version: "1" }, "the trust's": trust };

const median = (numbers) => [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)];
const server = await serve();
const args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
const browser = await chromium.launch({ executablePath: process.env.CHROME ?? "/usr/bin/chromium", args });
try {
  const [document] = Object.values(form.documents());
  const pages = Object.entries(POLICIES).map(([what, policy], at) => {
    const html = ours(form.tag, document);
    const set = policy ? `form.policy = ${JSON.stringify(policy).replaceAll("<", "\\u003c")};\n` : "";
    server.put(`policy-${at}.html`, html.replace("form.document = ", () => `${set}form.document = `));
    return { what, samples: [], page: { ...form, last: form.typed, url: `${server.origin}/policy-${at}.html` } };
  });
  for (let round = 0; round < Number(given); round += 1) {
    for (let at = 0; at < pages.length; at += 1) {
      const { page, samples } = pages[(round + at) % pages.length];
      const opened = await open(browser, page);
      const { key } = await keys(opened, page, 40);
      samples.push({ start: opened.start, key: key.all, check: (await check(opened, page.tag)).all });
      await opened.close();
    }
  }
  const of = ({ samples }, name) => median(samples.map((sample) => sample[name]));
  for (const name of ["start", "key", "check"]) {
    const said = pages.map((one) => `${one.what} ${of(one, name).toFixed(1)} ms (${(of(one, name) / of(pages[0], name)).toFixed(2)})`);
    console.log(`${name.padEnd(6)}${said.join("; ")}`);
    if (of(pages[2], name) / of(pages[0], name) > NOTHING) process.exitCode = 1;
  }
} finally {
  await browser.close();
  server.close();
}
