// What is round every page: the head with the policy that lets nothing else in, the name and the search, the contents, and what comes before
// and after.

import { posix } from "node:path";

import { GALLERIES } from "./gallery.mjs";
import { address } from "./navigation.mjs";

const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/** The contents as lists below headings of a level, as links from the page at `path`. */
export function list(contents, path, level) {
  const line = ([file, name]) => {
    const there = address(file);
    return `<li><a href="${up(path)}${there}"${there === path ? ' aria-current="page"' : ""}>${escape(name)}</a></li>`;
  };
  const forms = GALLERIES.map(([page, name]) => `<li><a href="${up(path)}${page}">${name}</a></li>\n`).join("");
  return contents
    .map(([heading, pages], at) => `<h${level}>${heading}</h${level}>\n<ul>\n${pages.map(line).join("\n")}\n${at === 0 ? forms : ""}</ul>`)
    .join("\n");
}

/** From a page to the folder of the site. */
const up = (path) => "../".repeat(path.split("/").length - 1);

/** Links to the headings of a long page. */
function here(sections) {
  const below = sections.filter(({ level }) => level === 2);
  if (below.length < 4) return "";
  return `<details class="here"><summary>On this page</summary>\n<ul>\n${below.map(({ id, title }) => `<li><a href="#${id}">${escape(title)}</a></li>`).join("\n")}\n</ul></details>`;
}

/** What a page may do. The forms compile WebAssembly and fetch it; every other page needs neither. */
export const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'";
export const POLICY_OF_FORMS = POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'");

/** A whole page. */
export function layout({ contents, version, path, title, body, sections, before, after, scripts = [] }) {
  const root = up(path);
  const way = [before && `<a rel="prev" href="${root}${address(before[0])}">Before: ${escape(before[1])}</a>`, after && `<a rel="next" href="${root}${address(after[0])}">Next: ${escape(after[1])}</a>`].filter(Boolean);
  const heading = body.indexOf("</h1>") + "</h1>".length;
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title === "Coplan" ? "Coplan" : `${escape(title)} – Coplan`}</title>
<link rel="icon" href="${root}assets/icon.svg">
<link rel="stylesheet" href="${root}assets/site.css">
${scripts.map((script) => `<script src="${root}${script}" defer></script>\n`).join("")}</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header>
<p class="name"><a href="${root}index.html">Coplan</a> <span>${version}</span></p>
<p class="menu"><a href="${root}contents.html">Contents</a></p>
<form role="search" aria-label="This site" action="${root}search.html"><label for="words">Search</label> <input id="words" name="words" type="search" autocomplete="off"> <button>Search</button></form>
</header>
<div class="columns">
<nav class="contents" aria-label="Contents">
${path === "contents.html" ? "" : list(contents, path, 2).replaceAll(/<(\/?)h2>/g, '<$1p>').replaceAll("<p>", '<p class="heading">')}
</nav>
<main id="content" tabindex="-1">
${body.slice(0, heading)}
${here(sections)}
${body.slice(heading)}
${way.length ? `<nav class="way" aria-label="Pages beside this one">${way.join("\n")}</nav>` : ""}
</main>
</div>
</body>
</html>
`;
}
