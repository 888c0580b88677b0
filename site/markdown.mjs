// A page of the repository as HTML: headings with the anchors that code hosts give them, links that lead to the pages of the site, no
// inline style or script, so that a strict Content-Security-Policy holds.

import { posix } from "node:path";

import GithubSlugger from "github-slugger";
import MarkdownIt from "markdown-it";
import anchor from "markdown-it-anchor";

import { address } from "./navigation.mjs";

const { dirname, join, relative } = posix;

const markdown = new MarkdownIt({ html: true, typographer: false });
let slugs = new GithubSlugger();
markdown.use(anchor, { slugify: (text) => slugs.slug(text), uniqueSlugStartIndex: 0, tabIndex: false, level: 1 });

// A wide table or block scrolls by itself, by keyboard too, and the page does not.
markdown.renderer.rules.table_open = (tokens, at) => `<div class="wide" tabindex="0" role="region" aria-label="${markdown.utils.escapeHtml(tokens[at].meta.name)}">\n<table>\n`;
markdown.renderer.rules.table_close = () => "</table>\n</div>\n";
markdown.renderer.rules.th_open = (tokens, at) => {
  const style = tokens[at].attrGet("style");
  return `<th scope="col"${style ? ` class="${style.replace("text-align:", "")}"` : ""}>`;
};
markdown.renderer.rules.td_open = (tokens, at) => {
  const style = tokens[at].attrGet("style");
  return `<td${style ? ` class="${style.replace("text-align:", "")}"` : ""}>`;
};
// A long name may break where its words do, so that a table does not become wide for one of them.
markdown.renderer.rules.code_inline = (tokens, at) => {
  const text = markdown.utils.escapeHtml(tokens[at].content);
  return `<code>${text.length > 24 ? text.replaceAll(/([/_.])(?=\w)/g, "$1<wbr>") : text}</code>`;
};
// A heading of a column that says nothing is no heading; where all say nothing, the first cell of a row is its heading.
const empty = /<th scope="col"([^>]*)><\/th>/g;
const headless = /<thead>\s*<tr>\s*(?:<th scope="col"><\/th>\s*)+<\/tr>\s*<\/thead>\s*<tbody>([^]*?)<\/tbody>/g;
const byRow = (_, rows) => `<tbody>${rows.replaceAll(/<tr>\s*<td>(.*?)<\/td>/g, '<tr>\n<th scope="row">$1</th>')}</tbody>`;
const fence = markdown.renderer.rules.fence;
markdown.renderer.rules.fence = (...arguments_) => fence(...arguments_).replace("<pre>", '<pre tabindex="0">');
markdown.renderer.rules.code_block = (tokens, at) => `<pre tabindex="0"><code>${markdown.utils.escapeHtml(tokens[at].content)}</code></pre>\n`;

/** Where a link of a page leads on the site, from that page. Addresses of others and anchors stay as they are. */
export function target(file, link, known) {
  if (/^([a-z]+:|#)/i.test(link)) return link;
  const [path, heading] = link.split("#");
  let to = join(dirname(file), path);
  if (known.folders[to.replace(/\/$/, "")]) to = known.folders[to.replace(/\/$/, "")];
  const there = known.pages.has(to) ? address(to) : known.files.has(to) ? to.replace(/^docs\//, "") : undefined;
  if (!there) throw new Error(`${file}: ${link} leads to nothing that is on the site`);
  return relative(dirname(address(file)), there) + (heading ? `#${heading}` : "");
}

/**
 * A page as HTML, with its headings and what stands below each.
 * @param known what is on the site: `pages` and `files`, by path in the repository, and `folders`, each with the page it stands for
 */
export function render(file, text, known) {
  slugs = new GithubSlugger();
  const tokens = markdown.parse(text.replace(/<!--[\s\S]*?-->\n?/g, ""), {});
  const move = (link) => target(file, link, known);
  const sections = [];
  const tables = new Map();
  for (const [at, token] of tokens.entries()) {
    if (token.type === "heading_open") {
      const inline = tokens[at + 1];
      sections.push({ level: Number(token.tag.slice(1)), id: token.attrGet("id"), title: plain(inline.children), text: "" });
    } else if (sections.length && (token.type === "inline" || token.type === "fence") && tokens[at - 1]?.type !== "heading_open") {
      sections.at(-1).text += `${tokens[at - 1]?.type === "td_open" ? " · " : " "}${token.children ? plain(token.children) : token.content}`;
    }
    if (token.type === "table_open") {
      // Two below one heading are told apart.
      const above = `Table: ${sections.at(-1)?.title}`;
      tables.set(above, (tables.get(above) ?? 0) + 1);
      token.meta = { name: tables.get(above) > 1 ? `${above}, ${tables.get(above)}` : above };
    }
    for (const child of token.children ?? []) {
      if (child.type === "link_open") child.attrSet("href", move(child.attrGet("href")));
      if (child.type === "image") child.attrSet("src", move(child.attrGet("src")));
      if (child.type === "html_inline") child.content = moved(child.content, move);
    }
    if (token.type === "html_block") token.content = moved(token.content, move);
  }
  const html = markdown.renderer.render(tokens, markdown.options, {}).replaceAll(headless, byRow).replaceAll(empty, "<td$1></td>");
  return { html, sections };
}

const moved = (html, move) => html.replaceAll(/\b(src|srcset|href)="([^"]+)"/g, (_, name, link) => `${name}="${move(link)}"`);
const plain = (tokens) => tokens.map(({ type, content }) => (["text", "code_inline"].includes(type) ? content : type === "softbreak" ? " " : "")).join("");
