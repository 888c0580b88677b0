// Writes the documentation site of what is in the repository. Called by `cargo xtask site` with the repository, `dist/` and the folder to
// write. What it makes works from any folder of any static server, and without one, but for the page with the forms.

import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { galleries } from "./gallery.mjs";
import { layout, list, POLICY_OF_FORMS } from "./layout.mjs";
import { render } from "./markdown.mjs";
import { address, DECISIONS, SECTIONS } from "./navigation.mjs";

const [repository, dist, out] = process.argv.slice(2);
const HERE = import.meta.dirname;
const read = (path) => readFileSync(join(repository, path), "utf8");

/** Every file below a folder of the repository. */
const below = (folder) => readdirSync(join(repository, folder), { recursive: true }).map((name) => `${folder}/${name}`).filter((name) => statSync(join(repository, name)).isFile()).sort();

const docs = below("docs");
const titleOf = (file) => read(file).match(/^# (.*)$/m)?.[1] ?? file;
const decisions = docs.filter((file) => file.startsWith(DECISIONS)).map((file) => [file, titleOf(file).replace(/^\d{4}: /, "")]);
const contents = [...SECTIONS, ["Decisions", decisions]];
const named = contents.flatMap(([, pages]) => pages);

const missing = docs.filter((file) => file.endsWith(".md") && !named.some(([page]) => page === file));
if (missing.length) throw new Error(`site/navigation.mjs does not say where these belong: ${missing.join(", ")}`);
const gone = named.filter(([page]) => !existsSync(join(repository, page)));
if (gone.length) throw new Error(`site/navigation.mjs names what is not there: ${gone.join(", ")}`);

/** What a link may lead to. */
const known = {
  pages: new Set(named.map(([page]) => page)),
  files: new Set(docs.filter((file) => !file.endsWith(".md"))),
  folders: { "docs/decisions": named.find(([page]) => page.startsWith(DECISIONS))[0], "docs/contributing": "docs/contributing/README.md", "docs/clinical-safety": "docs/clinical-safety/README.md" },
};

function put(path, text) {
  mkdirSync(dirname(join(out, path)), { recursive: true });
  writeFileSync(join(out, path), text);
}

rmSync(out, { recursive: true, force: true });
const { version } = JSON.parse(read("pkg-config/package.json"));
const index = [];
const site = { contents, version };

for (const [at, [file, name]] of named.entries()) {
  const { html, sections } = render(file, read(file), known);
  const path = address(file);
  put(path, layout({ ...site, path, title: sections[0]?.title ?? name, body: html, sections, before: named[at - 1], after: named[at + 1] }));
  for (const [place, { id, title, text }] of sections.entries()) {
    // The first heading is the page's own. What was decided, and what changed, is looked for less often than how it is.
    const weight = /^(docs\/decisions\/|CHANGELOG)/.test(file) ? 0.4 : 1;
    index.push({ id: index.length, address: `${path}#${id}`, page: name, title: place ? title : name, weight, text: text.trim() });
  }
}

/** A page of the site that is no page of the repository. */
function own(name, title, options = {}) {
  put(`${name}.html`, layout({ ...site, path: `${name}.html`, title, body: readFileSync(join(HERE, "pages", `${name}.html`), "utf8"), sections: [], ...options }));
}
own("search", "Search", { scripts: ["assets/minisearch.js", "assets/pages.js", "assets/search.js"] });
put("contents.html", layout({ ...site, path: "contents.html", title: "Contents", body: `<h1>Contents</h1>\n${list(contents, "contents.html", 2)}`, sections: [] }));

put("assets/pages.js", `window.coplanPages = ${JSON.stringify(index)};\n`);
for (const name of ["site.css", "search.js", "no-server.js"]) cpSync(join(HERE, "assets", name), join(out, "assets", name));
cpSync(join(HERE, "node_modules/minisearch/dist/umd/index.js"), join(out, "assets/minisearch.js"));
cpSync(join(repository, "www/icon.svg"), join(out, "assets/icon.svg"));
for (const file of known.files) cpSync(join(repository, file), join(out, file.replace(/^docs\//, "")));

// The forms themselves, and documents about invented people to open in them.
for (const name of ["coplan.js", "coplan.wasm", "coplan-rules.wasm", "fhir.js", "rules.js", "messages", "schema"]) cpSync(join(dist, name), join(out, "coplan", name), { recursive: true });
const examples = below("tests/fixtures").map((file) => file.match(/^tests\/fixtures\/(\w+)\/(\w+)\.json$/)).filter(Boolean);
put("examples.json", JSON.stringify(examples.map(([file, form, name]) => ({ form, name, document: JSON.parse(read(file)) }))));
galleries({ read, put, policy: POLICY_OF_FORMS, copy: (file, to) => cpSync(join(repository, file), join(out, to)), here: (file) => readFileSync(join(HERE, file), "utf8") });
console.log(`${named.length} pages, ${index.length} sections`);
