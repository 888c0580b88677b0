// Makes dist/ of the hand-written class, the WebAssembly with its glue, and the styles. Called by `cargo xtask build`
// with three folders: the repository, what it has staged, and dist; and with what this build is known by.

import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import * as esbuild from "esbuild";
import postcss from "postcss";
import { PurgeCSS } from "purgecss";
import { compileAsync } from "sass";


const [repository, staged, dist, build] = process.argv.slice(2);

/** The oldest browsers that the forms are for (docs/hosts.md): newer syntax is said in older words, or is an error. */
const FLOOR = ["safari16.4", "chrome111", "firefox120"];

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
    dynamicAttributes: ["dir"],
  });
  const { css } = await postcss([together]).process(purged.css, { from: undefined });
  const { code } = await esbuild.transform(css, { loader: "css", minify: true, target: FLOOR });
  if (/@font-face|url\(["']?(https?:)?\/\//.test(code)) throw new Error("The styles would ask someone for a font or picture");
  // Only the arrow of details is drawn by its left edge, and mirrored.
  const [side] = code.match(/[^{};]*\b(left|right)\b(?!-color:currentcolor)[^{};]*/) ?? [];
  if (side) throw new Error(`This is the same side whichever way the words run: ${side}`);
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

/** Where a line of English begins and ends. */
const SIDES = { left: "start", right: "end" };

const ours = {
  postcssPlugin: "coplan",
  AtRule: {
    // Forms are printed on a page of their own, with styles of their own.
    media: (rule) => {
      if (/^print\b/.test(rule.params)) rule.remove();
      rule.params = rule.params.replace(/,\s*\(-ms-high-contrast: active\)/, "");
      // Meant for Internet Explorer alone.
      if (/\\0|\ufffd/.test(rule.params)) rule.remove();
    },
    // A fieldset of Firefox before 53; and what Edge before 79 must not see.
    supports: (rule) => {
      if (/caret-color/.test(rule.params)) rule.remove();
      else if (/-ms-ime-align/.test(rule.params)) rule.replaceWith(rule.nodes);
    },
  },
  // Running text beside headings and buttons, addresses, keys in letters of their own, headings without a class or with something before the first, captions, lists
  // with actions, code, placeholders, boxes with arrows, links that lead elsewhere and anything that floats: no form has
  // them. Nor is a form in a browser that has parts of its own to style in these ways.
  // What stands beside anything in the error summary is a rule about anything beside anything: when the summary comes, the
  // browser works out the style of the whole form again.
  Rule(rule) {
    const unused =
      /^kbd|^address$|\* \+ \*|:has\(|caption|\bul \+|list \+|button-group (p|> a|> \.nhsuk-link)|__actions|(^|\s)code$|^html$|placeholder|number|-supported|:-(ms|moz)-|^h\d$|not\(\[class|\+ \.nhsuk-heading-l|^ol \+|__body p$|summary > \*|summary-text:only|:visited|(group|fieldset|date-input)::?after/;
    const used = rule.selectors.filter((selector) => !unused.test(selector));
    if (used.length === 0) return void rule.remove();
    // Whatever is not of a kind that no form has, is.
    const selectors = used.map((selector) => selector.replace(/:not\(\.nhsuk-(label--m|[\w-]+--(l|xl|small|no-actions))\)/g, ""));
    if (String(selectors) !== String(rule.selectors)) rule.selectors = selectors;
  },
  Declaration(declaration) {
    // Lines are as high as the page's, or ours.
    if (declaration.prop === "line-height" && !/coplan|select/.test(declaration.parent.selector)) return void declaration.remove();
    // Prefixed names beside plain ones that all browsers with ES2022 know.
    if (/^(-webkit-(appearance|clip-path)|-ms-.*|word-wrap)$/.test(declaration.prop) || declaration.value === "-webkit-fit-content") {
      declaration.remove();
      return;
    }
    // nhsuk-frontend says left and right; words may run the other way.
    declaration.prop = declaration.prop.replace(/^(margin-|padding-|border-|)(left|right)$/, (_, what, side) => `${what || "inset-"}inline-${SIDES[side]}`);
    if (declaration.prop === "text-align") declaration.value = SIDES[declaration.value] ?? declaration.value;
    // Rounded up: a line that is too low by a hair would lose a part of a pixel.
    declaration.value = declaration.value.replace(/\b\d\.\d{6,}\b/g, (number) => Math.ceil(Number(number) * 1e5) / 1e5);
    // Inside a shadow root rem follows the host page, which may have set its root to 10px.
    declaration.value = declaration.value.replace(/(-?\d*\.?\d+)rem\b/g, (_, number) =>
      Number(number) === 0 ? "0" : Number(number) === 1 ? "var(--coplan-rem)" : `calc(${number} * var(--coplan-rem))`,
    );
    if (!/--coplan-(?!rem)/.test(declaration.value)) {
      // What has the focus stands on its colour, and not on the page's.
      const focused = /(button|summary| a):focus/.test(declaration.parent.selector);
      declaration.value = declaration.value.replace(/#[0-9a-f]{6}\b/g, (colour) => {
        const name = focused && COLOURS[colour] === "text" ? "focus-text" : COLOURS[colour];
        return name ? `var(--coplan-${name}, ${colour})` : colour;
      });
    }
  },
};

/** Rules that follow each other and have the same selector, or the same condition, become one. */
const together = {
  postcssPlugin: "together",
  OnceExit(root) {
    const same = (one, other) =>
      one?.type === other.type && (one.type === "rule" ? one.selector === other.selector : one.type === "atrule" && one.params === other.params && one.name === other.name);
    const join = (container) => {
      for (const node of [...container.nodes]) {
        const before = node.prev();
        if (same(before, node) && node.nodes && before.nodes) {
          before.append(node.nodes);
          node.remove();
        }
      }
      for (const node of container.nodes) if (node.type === "atrule" && node.nodes) join(node);
      // What a wider screen says again, as the rule before has it.
      for (const media of container.nodes.filter(({ name }) => name === "media")) {
        const before = media.prev();
        const again = media.nodes.filter((rule) => rule.selector && rule.selector === before?.selector);
        const said = (one) => before.some(({ prop, value }) => prop === one.prop && value === one.value);
        for (const rule of again) for (const one of [...rule.nodes]) if (said(one)) one.remove();
      }
    };
    join(root);
  },
};

const css = join(staged, "styles.css");
await writeFile(css, await styles());

await writeFile(join(dist, "coplan.wasm"), Buffer.concat([await readFile(join(staged, "coplan_opt.wasm")), section("coplan-build", build)]));

/** A custom section of a WebAssembly module. Both texts are ASCII, and shorter than 100 characters. */
function section(name, content) {
  return Buffer.from([0, 1 + name.length + content.length, name.length, ...Buffer.from(name + content)]);
}

// What is said before there is any WebAssembly to say it.
const sentences = await readFile(join(repository, "src/ui/src/messages/en-GB/shared.txt"), "utf8");
const early = ["loading", "not_started", "try_again"].map((key) => [key, sentences.match(new RegExp(`^${key} = (.*)$`, "m"))[1]]);
const { version } = JSON.parse(await readFile(join(repository, "pkg-config/package.json"), "utf8"));
// The WebAssembly has the same `build`, or one of the two is from a cache.
const facts = join(staged, "build.json");
await writeFile(facts, JSON.stringify({ ...Object.fromEntries(early), version, build }));

await esbuild.build({
  entryPoints: [join(repository, "src/elements/js/coplan.js")],
  outfile: join(dist, "coplan.js"),
  bundle: true,
  minify: true,
  format: "esm",
  target: FLOOR,
  legalComments: "none",
  // Nothing of ours logs; what the glue would say in the console is 200 bytes of words.
  drop: ["console"],
  // Beside it and not named in it: coplan.js is the same with and without.
  sourcemap: process.env.COPLAN_SOURCE_MAP ? "external" : false,
  alias: { "coplan-glue": join(staged, "coplan.js"), "coplan-css": css, "coplan-build": facts },
  loader: { ".css": "text" },
  logLevel: "warning",
});

const named = { safari: "Safari", chrome: "Chrome or Edge", firefox: "Firefox" };
const digest = createHash("sha384").update(await readFile(join(dist, "coplan.js"))).digest("base64");
// What a page has that can have no module.
await esbuild.build({
  entryPoints: [join(repository, "src/elements/classic.js")],
  outfile: join(dist, "coplan.classic.js"),
  minify: true,
  target: "es5",
  legalComments: "none",
  define: {
    FLOOR: JSON.stringify(FLOOR.map((browser) => browser.replace(/^[a-z]+/, (name) => `${named[name]} `)).join(", ")),
    DIGEST: JSON.stringify(`sha384-${digest}`),
    NOT_STARTED: JSON.stringify(Object.fromEntries(early).not_started),
  },
  logLevel: "warning",
});
