// Every page of the site by its text: links and anchors lead somewhere, nothing is asked of anyone else, a strict policy holds.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { test } from "node:test";

const REPOSITORY = new URL("../../", import.meta.url).pathname;
const SITE = join(REPOSITORY, "target/site");
const pages = readdirSync(SITE, { recursive: true }).filter((name) => name.endsWith(".html"));
const texts = new Map(pages.map((page) => [page, readFileSync(join(SITE, page), "utf8")]));
const attributes = (text, pattern) => [...text.matchAll(pattern)].map(([, value]) => value.replaceAll("&amp;", "&"));

test("every page of docs/, README, CHANGELOG and SECURITY is on it, and the contents lead to each", () => {
  const docs = readdirSync(join(REPOSITORY, "docs"), { recursive: true }).filter((name) => name.endsWith(".md"));
  const addresses = docs.map((name) => name.replace(/(^|\/)README\.md$/, "$1index.html").replace(/\.md$/, ".html"));
  const contents = texts.get("contents.html");
  for (const page of ["index.html", "changelog.html", "security.html", "gallery/gallery.html", "gallery/fields.html", "gallery/policy.html", ...addresses]) {
    assert.ok(texts.has(page), `${page} is not on the site`);
    assert.ok(contents.includes(`href="${page}"`), `the contents do not lead to ${page}`);
  }
});

test("every link leads to a page or file of the site, and to an anchor that is there", () => {
  let anchors = 0;
  for (const [page, text] of texts) {
    for (const link of attributes(text, /\b(?:href|src|srcset|action)="([^"]*)"/g)) {
      if (/^https?:/.test(link)) continue;
      const [path, anchor] = link.split("#");
      const to = path ? normalize(join(dirname(page), path)) : page;
      assert.ok(existsSync(join(SITE, to)) && statSync(join(SITE, to)).isFile(), `${page}: ${link} leads to nothing`);
      if (!anchor) continue;
      assert.ok(texts.get(to).includes(` id="${anchor}"`), `${page}: ${link} has no such heading`);
      anchors += 1;
    }
  }
  assert.ok(anchors > 150, `${anchors} anchors`);
});

test("an id stands once on a page, and every page has one h1 and a title of its own", () => {
  for (const [page, text] of texts) {
    const ids = attributes(text, / id="([^"]*)"/g);
    assert.deepEqual(ids.filter((id, at) => ids.indexOf(id) !== at), [], page);
    assert.equal(text.match(/<h1/g)?.length, 1, page);
  }
  const titles = [...texts.values()].map((text) => text.match(/<title>(.*)<\/title>/)[1]);
  assert.deepEqual(titles.filter((title, at) => titles.indexOf(title) !== at), []);
});

test("only links lead to others: nothing is loaded from anywhere else", () => {
  for (const [page, text] of texts) {
    const loaded = attributes(text, /<(?:script|link|img|source|iframe|form)\b[^>]*?\b(?:src|srcset|href|action)="([^"]*)"/g);
    assert.deepEqual(loaded.filter((address) => /^(https?:)?\/\//.test(address)), [], page);
  }
  const assets = readdirSync(join(SITE, "assets"));
  for (const asset of assets.filter((name) => /\.(css|js)$/.test(name) && !["pages.js", "minisearch.js"].includes(name))) assert.doesNotMatch(readFileSync(join(SITE, "assets", asset), "utf8"), /https?:\/\//, asset);
});

test("every page has a strict policy and keeps it: no style and no script in the page", () => {
  for (const [page, text] of texts) {
    const policy = text.match(/http-equiv="Content-Security-Policy" content="([^"]*)"/)?.[1];
    assert.match(policy ?? "", /^default-src 'none'; script-src 'self'/, page);
    assert.equal(policy.includes("wasm-unsafe-eval"), page.startsWith("gallery/"), page);
    const outside = text.replaceAll(/<(pre|code)\b[^]*?<\/\1>/g, "");
    assert.doesNotMatch(outside, /\sstyle="|\son\w+="|<style|<script(?![^>]*\bsrc=)/, page);
  }
});
