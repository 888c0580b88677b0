// The WebAssembly on its way: where it is, and whether what comes is WebAssembly. Where whoever made the page can mend it, the error
// has `advice`, which is said on screen too.

import { named } from "./events.js";

/** How long the WebAssembly may be on its way: 40 kbit a second is enough. */
const PATIENCE = 60_000;

/** An error that says what to do. */
export const advising = (message) => named("Error", message, { advice: true });

/** The file beside this script; what the page asked for after `?`, it asks for too. */
export function besideThis() {
  let beside;
  try {
    // Bundlers know it when it is written so.
    beside = new URL("coplan.wasm", import.meta.url);
  } catch {
    throw advising(`This script does not know where coplan.wasm is: it is no module, or not as it was built. ${SAY_WHERE}`);
  }
  if (/^https?:$/.test(beside.protocol)) beside.search ||= new URL(import.meta.url).search;
  return beside;
}

const SAY_WHERE = 'Say where it is before the first form is on the page: config({ wasm: "/path/to/coplan.wasm" })';

/** What a bundler's development server needs to hear. */
const VITE = 'Vite before 8 needs a line in its configuration: optimizeDeps: { exclude: ["coplan"] }';

/** What is at a place, fetched and compiled. `afresh`: what a cache has of it was no use. */
export function moduleAt(place, afresh) {
  const giveUp = new AbortController();
  return new Promise((done, fail) => {
    // Some page's own `fetch` hears no signal.
    const timer = setTimeout(() => {
      fail(new Error(`${place} did not arrive within ${PATIENCE / 1000} seconds: the network is slow, or the server does not answer`));
      giveUp.abort();
    }, PATIENCE);
    const over = (settle) => (given) => (clearTimeout(timer), settle(given));
    compile(place, { signal: giveUp.signal, ...(afresh && { cache: "reload" }) }).then(over(done), over(fail));
  });
}

async function compile(place, options) {
  const it = await fetchedFrom(place, options);
  const compiled = it instanceof Response ? WebAssembly.compileStreaming(it) : WebAssembly.compile(it);
  return compiled.catch((error) => {
    if (/unsafe-eval|\bCSP\b|Content Security Policy/i.test(error.message)) {
      throw advising("The Content-Security-Policy of the page keeps WebAssembly out: add 'wasm-unsafe-eval' to its script-src");
    }
    // Firefox calls a module that ends too early out of memory.
    if (error instanceof WebAssembly.CompileError || error.name === "InternalError") {
      throw advising(`${place} is not whole, or no WebAssembly: put coplan.wasm there again (${error.message})`);
    }
    throw new Error(`${place} did not arrive whole: the network or the server broke off (${error.message})`);
  });
}

/** The response itself while it still arrives, when the server calls it WebAssembly; else its bytes. */
async function fetchedFrom(place, options) {
  const response = await fetch(place, options).catch((error) => {
    throw new Error(`${place} could not be fetched (${error.message}): a network that is down, or a connect-src without it in the Content-Security-Policy`);
  });
  if (response.status >= 500) throw new Error(`${place} could not be fetched: the server answers ${response.status}`);
  const kind = response.headers.get("Content-Type");
  // What another script of the page has in the place of `fetch` may give no response of the browser's own.
  if (response.ok && kind === "application/wasm" && response instanceof Response) return response;
  const bytes = await response.arrayBuffer();
  if (response.ok && isWebAssembly(bytes)) return bytes;
  const answer = response.ok ? `with ${kind ?? "something else"}, which is no WebAssembly` : response.status;
  const remedy = /\/\.vite\//.test(place) ? VITE : `Put coplan.wasm there, beside the script. Or s${SAY_WHERE.slice(1)}`;
  throw advising(`coplan.wasm is not at ${place}: the server answers ${answer}. ${remedy}`);
}

/** It begins with `\0asm`. */
const isWebAssembly = (bytes) => bytes.byteLength > 4 && new DataView(bytes).getUint32(0) === 0x0061736d;
