// The portal's galleries as pages of the site: the same pages and scripts from `www/`, with the site's header, and documents out of a file.

import { join } from "node:path";

/** The pages, and what they are called in the contents. */
export const GALLERIES = [
  ["gallery/gallery.html", "Try the forms"],
  ["gallery/fields.html", "Every control"],
  ["gallery/policy.html", "Make a policy"],
];

/** What they consist of besides their HTML. `examples.js` is the site's own. */
const FILES = ["alone.js", "answers.js", "choices.js", "fields.js", "gallery.js", "icon.svg", "policy-add.js", "policy-edit.js", "policy-forms.js", "policy-parts.js", "policy-rows.js", "policy.css", "policy.js", "portal.css", "portal.js", "specimens.js"];

/** Replaces what has to be there. */
function exchange(text, [from, to]) {
  if (!text.includes(from)) throw new Error(`a gallery of www/ no longer has ${from}`);
  return text.replaceAll(from, to);
}

/** Writes them. `read` gives a file of the repository, `copy` copies one, `put` writes one; `policy` is the Content-Security-Policy. */
export function galleries({ read, copy, put, policy, here }) {
  // The portal can be installed, and the site cannot.
  const plain = exchange(read("www/parts/head.html"), ['<link rel="manifest" href="/manifest.webmanifest">\n', ""]).trimEnd();
  const head = `<meta http-equiv="Content-Security-Policy" content="${policy}">\n${plain}`;
  const parts = [["{{header}}", here("pages/gallery-header.html").trimEnd()], ["{{head}}", head]];
  for (const [page] of GALLERIES) {
    const name = page.replace("gallery/", "");
    const text = [
      ...parts,
      ['<a href="/">All people</a>', '<a href="../index.html">Documentation</a>'],
      [" demo portal</title>", '</title>\n<script src="../assets/no-server.js" defer></script>'],
    ].reduce(exchange, read(`www/${name}`));
    put(page, text.replace("{{look}}", read("www/parts/look.html").trimEnd()).replaceAll("{{portal}}", ".").replaceAll("{{coplan}}", "../coplan"));
  }
  for (const name of FILES) copy(`www/${name}`, join("gallery", name));
  put("gallery/examples.js", here("assets/examples.js"));
}
