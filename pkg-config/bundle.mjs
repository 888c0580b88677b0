// Makes dist/ of the hand-written class, the WebAssembly with its glue, and the styles. Called by `cargo xtask build`
// with three folders: the repository, what it has staged, and dist.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { build, transform } from "esbuild";
import postcss from "postcss";
import { PurgeCSS } from "purgecss";
import { compileAsync } from "sass";

import { shorten } from "./names.mjs";

const [repository, staged, dist] = process.argv.slice(2);

/** nhsuk-frontend's Sass, cut to the classes that the views name. */
async function styles() {
  const sass = await compileAsync(join(repository, "src/ui/styles/coplan.scss"), {
    loadPaths: [join(repository, "pkg-config/node_modules")],
    quietDeps: true,
    charset: false,
  });
  const { root } = await postcss([ours]).process(sass.css, { from: undefined });
  const [purged] = await new PurgeCSS().purge({
    css: [{ raw: root.toString() }],
    content: [join(repository, "src/ui/src/**/*.rs"), join(repository, "src/elements/js/*.js")],
    safelist: { greedy: [/^:host/] },
  });
  const { code } = await transform(purged.css, { loader: "css", minify: true });
  if (/@font-face|url\(["']?(https?:)?\/\//.test(code)) throw new Error("The styles would ask someone for a font or picture");
  return code;
}

/** What a host may colour, by the name behind `--coplan-`, and nhsuk-frontend's own value. */
const COLOURS = {
  "#212b32": "text",
  "#4c6272": "secondary-text",
  "#005eb8": "link",
  "#007f3b": "button",
  "#d5281b": "error",
  "#ffeb3b": "focus",
};

const ours = {
  postcssPlugin: "coplan",
  AtRule: {
    // Forms are printed on a page of their own, with styles of their own.
    media: (rule) => {
      if (/^print\b/.test(rule.params)) rule.remove();
      rule.params = rule.params.replace(/,\s*\(-ms-high-contrast: active\)/, "");
    },
  },
  // Running text beside headings and buttons, captions and lists with actions: no form has them.
  Rule(rule) {
    const used = rule.selectors.filter((selector) => !/:has\(|caption|\bul \+|list \+|button-group (p|> a|> \.nhsuk-link)|__actions/.test(selector));
    if (used.length === 0) rule.remove();
    else if (used.length < rule.selectors.length) rule.selectors = used;
  },
  Declaration(declaration) {
    // Inside a shadow root rem follows the host page, which may have set its root to 10px.
    declaration.value = declaration.value.replace(/(-?\d*\.?\d+)rem\b/g, (_, number) =>
      Number(number) === 0 ? "0" : `calc(${number} * var(--coplan-rem))`,
    );
    if (!declaration.value.includes("--coplan-")) {
      declaration.value = declaration.value.replace(/#[0-9a-f]{6}\b/g, (colour) =>
        COLOURS[colour] ? `var(--coplan-${COLOURS[colour]}, ${colour})` : colour,
      );
    }
  },
};

const css = join(staged, "styles.css");
await writeFile(css, await styles());

const glue = join(staged, "glue.js");
const short = shorten(await readFile(join(staged, "coplan_opt.wasm")), await readFile(join(staged, "coplan.js"), "utf8"));
await writeFile(glue, short.glue);
await writeFile(join(dist, "coplan.wasm"), short.module);

await build({
  entryPoints: [join(repository, "src/elements/js/coplan.js")],
  outfile: join(dist, "coplan.js"),
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
  alias: { "coplan-glue": glue, "coplan-css": css },
  loader: { ".css": "text" },
  logLevel: "warning",
});
