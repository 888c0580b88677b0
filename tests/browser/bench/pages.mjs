// What is measured: a form in a page of its own, and the same form as a page written by hand. One local server sends both,
// compressed in the same way.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { brotliCompressSync, constants } from "node:zlib";

const repository = new URL("../../../", import.meta.url);

const TYPES = { html: "text/html; charset=utf-8", js: "text/javascript; charset=utf-8", css: "text/css; charset=utf-8", wasm: "application/wasm" };

/** As `coplan serve` compresses. */
const small = (bytes) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });

/** A server of the package, of nhsuk-frontend's styles, and of the pages that are put into it. */
export async function serve() {
  const files = new Map();
  const put = (name, bytes) => files.set(`/${name}`, { type: TYPES[name.split(".").at(-1)], bytes: small(Buffer.from(bytes)) });
  for (const name of ["coplan.js", "coplan.wasm"]) put(name, await readFile(new URL(`dist/${name}`, repository)));
  put("nhsuk.css", await readFile(new URL("pkg-config/node_modules/nhsuk-frontend/dist/nhsuk/nhsuk-frontend.min.css", repository)));
  const server = createServer((request, response) => {
    const file = files.get(request.url);
    if (!file) return void response.writeHead(404).end();
    response.writeHead(200, { "Content-Type": file.type, "Content-Encoding": "br", "Cache-Control": "no-store" }).end(file.bytes);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { origin: `http://127.0.0.1:${server.address().port}`, put, close: () => server.close() };
}

const page = (head, body) => `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Bench</title>
<link rel="icon" href="data:,">
${head}
</head>
<body>
${body}
</body>
</html>
`;

/** A host's page with our element, as the README has it: it resumes a document and takes what is saved. */
export const ours = (tag, document) =>
  page(
    `<script type="module" src="/coplan.js"></script>`,
    `<main><${tag}></${tag}></main>
<script type="application/json" id="document">${JSON.stringify(document).replaceAll("<", "\\u003c")}</script>
<script type="module">
const form = document.querySelector("${tag}");
form.document = JSON.parse(document.querySelector("#document").textContent);
form.addEventListener("coplan-save", (event) => event.respondWith(Promise.resolve(new Response("{}"))));
</script>`,
  );

/** The same questions and answers with nhsuk-frontend's styles, or without any; no script, no shadow root. */
export const byHand = (markup, styled) =>
  page(
    styled ? `<link rel="stylesheet" href="/nhsuk.css">` : "",
    `<main class="nhsuk-width-container"><form novalidate>\n${markup}\n</form></main>`,
  );

/**
 * Writes a form that is on screen as someone would by hand: every heading, label, hint, control and answer of it, and
 * nhsuk-frontend's own wrappers round them. Runs in the page.
 */
export function asWritten(tag) {
  const kept = new Set(["class", "id", "for", "name", "type", "value", "rows", "href", "inputmode", "autocomplete", "aria-describedby"]);
  const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
  const written = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return escape(node.data);
    if (node.nodeType !== Node.ELEMENT_NODE || node.hidden) return "";
    const name = node.localName;
    const classes = [...node.classList].filter((name) => name.startsWith("nhsuk-")).join(" ");
    const inside = name === "textarea" ? `\n${escape(node.value)}` : [...node.childNodes].map(written).join("");
    // A wrapper of ours alone.
    if (name === "div" && !classes) return inside;
    let tag = `<${name}`;
    for (const attribute of node.attributes) {
      const value = attribute.name === "class" ? classes : attribute.name === "value" ? node.value : attribute.value;
      if (kept.has(attribute.name) && value) tag += ` ${attribute.name}="${escape(value)}"`;
    }
    // What was typed is a property; a page says it in its markup. Checking looks at every control.
    if (name === "input" && !node.hasAttribute("value") && node.value) tag += ` value="${escape(node.value)}"`;
    if (node.checked) tag += " checked";
    if (name === "option" && node.selected) tag += " selected";
    if ((name === "textarea" || name === "select" || (name === "input" && node.type !== "checkbox")) && node.value) tag += " required";
    return name === "input" ? `${tag}>` : `${tag}>${inside}</${name}>\n`;
  };
  return [...document.querySelector(tag).shadowRoot.querySelectorAll(".coplan > *")].map(written).join("");
}

/** How many of what a form holds that is on screen. Runs in the page. */
export function counted(tag) {
  const root = tag ? document.querySelector(tag).shadowRoot : document.forms[0];
  const count = (selector) => root.querySelectorAll(selector).length;
  return {
    controls: count("input, textarea, select"),
    textareas: count("textarea"),
    choices: count("[type=radio], [type=checkbox]"),
    labels: count("label"),
    hints: count(".nhsuk-hint"),
  };
}

/** The sections of a form that shows one at a time, from the list of them that is on screen. Runs in the page. */
export const sectionsOf = (tag) => [
  ...new Set([...document.querySelector(tag).shadowRoot.querySelectorAll("section a[href^='#']")].map((link) => link.getAttribute("href").slice(1))),
];

/** Turns to a section of such a form, from anywhere, and waits until it is drawn. Runs in the page. */
export async function turn({ tag, section }) {
  const root = document.querySelector(tag).shadowRoot;
  const link = document.createElement("a");
  link.href = `#${section}`;
  root.append(link);
  link.click();
  link.remove();
  for (let frames = 0; frames < 3; frames += 1) await new Promise(requestAnimationFrame);
}
