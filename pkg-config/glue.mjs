// What wasm-bindgen's glue does for browsers that are too old for this package, those before ES2022, and for nobody here.

const CUTS = {
  "a stand-in for FinalizationRegistry": /\(typeof FinalizationRegistry === 'undefined'\)\s*\? \{ register: \(\) => \{\}, unregister: \(\) => \{\} \}\s*: /g,
  "a stand-in for TextEncoder.encodeInto": /if \(!\('encodeInto' in cachedTextEncoder\)\) \{[^]*?\n\}\n/,
  "text that is passed without a way to grow": /    if \(realloc === undefined\) \{[^]*?\n    \}\n/,
  "another way to ask whether memory has grown": /(?<=cachedDataViewMemory0)\.buffer\.detached === true \|\| \(cachedDataViewMemory0\.buffer\.detached === undefined && cachedDataViewMemory0(?=\.buffer !== wasm\.memory\.buffer\))|(?<=wasm\.memory\.buffer)\)(?=\) \{\n        cachedDataViewMemory0)/g,
  "other ways to say where the module is than an address": /if \(typeof module_or_path === 'string' .*\) (?=\{\n)/,
  "a question whether there is fetch": /typeof Response === 'function' && /,
  "disposal by `using`": /if \(Symbol\.dispose\).*\n/,
};

/** The glue without it. */
export function forBrowsersOfToday(glue) {
  for (const [what, cut] of Object.entries(CUTS)) {
    if (glue.search(cut) < 0) throw new Error(`wasm-bindgen's glue has no longer ${what}: look at it again`);
    glue = glue.replace(cut, "");
  }
  return glue;
}
