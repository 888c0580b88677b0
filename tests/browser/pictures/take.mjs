// `cargo xtask pictures`: the forms as the README shows them, on a light page and on a dark one, into `docs/pictures`.

import { mkdir, readFile, writeFile } from "node:fs/promises";

import { chromium } from "@playwright/test";

import { ours, serve } from "../bench/pages.mjs";

const repository = new URL("../../../", import.meta.url);
/** How wide a picture is, whatever the width of the page in it, and how high for that: the README shows each at less than half of it. */
const WIDTH = 1000;
const HIGH = 0.9;

/** Each with a document, how wide its page is, what the page says of it, and what is in sight. */
const PICTURES = [
  { name: "relapse-plan", tag: "coplan-relapse-plan", document: "relapse_plan/whole", width: 760, mode: "together" },
  { name: "care-plan", tag: "coplan-care-plan", document: "care_plan/agreed", width: 1080, mode: "staff", show: "goals" },
  { name: "assessment", tag: "coplan-comprehensive-assessment", document: "comprehensive_assessment/first_visit", width: 900, mode: "staff" },
  { name: "abuse-question", tag: "coplan-abuse-question", document: "abuse_question/none_stated", width: 760, mode: "staff" },
];

/** What a host says to make a page dark (`www/portal.css`). */
const dark = async () => {
  const css = await readFile(new URL("www/portal.css", repository), "utf8");
  const [, rules] = css.match(/\.stage\[data-theme="dark"\] \{([^}]*)\}/);
  return `body, main { ${rules} }`;
};

const server = await serve();
const browser = await chromium.launch({ executablePath: process.env.CHROME, args: ["--no-sandbox"] });
try {
  await mkdir(new URL("docs/pictures", repository), { recursive: true });
  for (const [theme, css] of [["light", ""], ["dark", await dark()]]) {
    for (const { name, tag, document, width, mode, show } of PICTURES) {
      const draft = { ...JSON.parse(await readFile(new URL(`tests/fixtures/${document}.json`, repository), "utf8")), status: "draft", signatures: [] };
      server.put(`${name}-${theme}.html`, ours(tag, draft).replace(`<${tag}>`, `<${tag} mode="${mode}">`).replace("</head>", `<style>body { margin: 24px; font: 19px Arial, sans-serif } ${css}</style></head>`));
      const viewport = { width, height: Math.round(width * HIGH) };
      const page = await browser.newPage({ viewport });
      await page.goto(`${server.origin}/${name}-${theme}.html`);
      await page.locator(`${tag} .coplan`).first().waitFor();
      if (show) await page.evaluate(([tag, show]) => document.querySelector(tag).shadowRoot.getElementById(`section-${show}`)?.scrollIntoView(), [tag, show]);
      await page.waitForTimeout(500);
      const session = await page.context().newCDPSession(page);
      const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 55, clip: { x: 0, y: await page.evaluate(() => scrollY), ...viewport, scale: WIDTH / width } });
      await writeFile(new URL(`docs/pictures/${name}-${theme}.webp`, repository), Buffer.from(data, "base64"));
      await page.close();
    }
  }
} finally {
  await browser.close();
  server.close();
}
