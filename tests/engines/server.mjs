// What serves the pages: a host of our own with its policies, and behind it the real portal, whose pages get one script more.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, request } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";

import { pause, within } from "./driver.mjs";

const here = (path) => new URL(path, import.meta.url).pathname;
const ROOT = here("../../");
const KINDS = { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".wasm": "application/wasm" };

const STRICT = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src 'self'; form-action 'self'; require-trusted-types-for 'script'; trusted-types 'none'";
const POLICIES = { strict: STRICT, closed: STRICT.replace(" 'wasm-unsafe-eval'", "") };

const page = (query) => {
  const form = ["<form action='/posted' method='post'><fieldset>", "</fieldset><button id='send'>Send</button><button id='clear' type='reset'>Clear</button></form>"];
  const [before, after] = query.has("in") ? form : ["", ""];
  return `<!doctype html><html lang="en-GB"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A host</title>
    <script src="/listen.js"></script><script src="/host.js"></script>
    <script type="module" src="${query.get("coplan") ?? "/coplan"}/coplan.js"></script>
    <body><main><h1>A host</h1>${before}${after}</main></body></html>`;
};

/** Starts both; `kept` has the documents by their ids, `posted` what forms of the page sent, `said` what pages said. */
export async function serve() {
  const kept = new Map();
  const posted = [];
  const said = [];
  let refused = 0;
  const folder = mkdtempSync(join(tmpdir(), "coplan-engines-"));
  const portal = await startPortal(folder);

  const answers = {
    "/said": async (asked, response) => {
      said.push(await body(asked));
      response.end();
    },
    "/host.html": (asked, response, query) => {
      const policy = POLICIES[query.get("policy")];
      response.writeHead(200, { "Content-Type": KINDS[".html"], ...(policy && { "Content-Security-Policy": policy }) }).end(page(query));
    },
    "/posted": async (asked, response) => {
      posted.push(new URLSearchParams(await body(asked)));
      response.writeHead(200, { "Content-Type": KINDS[".html"] }).end("<!doctype html><title>Sent</title><h1>Sent</h1>");
    },
    "/favicon.ico": (asked, response) => response.writeHead(204).end(),
    "/fails": (asked, response) => response.writeHead(500).end(),
    "/listen.js": (asked, response) => file(here("page/listen.js"), response),
    "/host.js": (asked, response) => file(here("page/host.js"), response),
  };

  async function answer(asked, response) {
    const { pathname, searchParams } = new URL(asked.url, "http://host");
    if (answers[pathname]) return answers[pathname](asked, response, searchParams);
    const [, first, name, last] = pathname.split("/");
    if (first === "kept") return store(asked, response, name);
    if (first === "coplan") return file(join(ROOT, "dist", name), response);
    if (first === "slow") {
      if (name.endsWith(".wasm")) await pause(2500);
      return file(join(ROOT, "dist", name), response);
    }
    // The first time that it is asked for, it is not there.
    if (first === "once") return name.endsWith(".wasm") && refused++ === 0 ? response.writeHead(503).end() : file(join(ROOT, "dist", name), response);
    if (first === "never") return name.endsWith(".wasm") ? response.writeHead(503).end() : file(join(ROOT, "dist", name), response);
    await through(asked, response, portal.port);
  }

  async function store(asked, response, id) {
    const before = kept.get(id);
    if (asked.method === "GET") return before ? json(response, before) : response.writeHead(204).end();
    const document = JSON.parse(await body(asked));
    if ((document.revision ?? 0) !== (before?.revision ?? 0)) return json(response, { title: "Someone else has saved this form." }, 409);
    kept.set(id, { ...document, revision: (before?.revision ?? 0) + 1 });
    json(response, { revision: kept.get(id).revision });
  }

  const server = createServer((asked, response) => void answer(asked, response).catch(() => response.writeHead(404).end())).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    address: `http://127.0.0.1:${port}`,
    kept,
    posted,
    said,
    /** The WebAssembly under `/once` is not there once more. */
    again() {
      refused = 0;
    },
    stop() {
      server.closeAllConnections();
      server.close();
      portal.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function file(path, response) {
  const content = await readFile(path);
  response.writeHead(200, { "Content-Type": KINDS[extname(path)] ?? "application/octet-stream" }).end(content);
}

async function body(asked) {
  const parts = [];
  for await (const part of asked) parts.push(part);
  return Buffer.concat(parts).toString();
}

function json(response, value, status = 200) {
  response.writeHead(status, { "Content-Type": status < 300 ? "application/json" : "application/problem+json" }).end(JSON.stringify(value));
}

/** The portal's own answer, and in a page of its the script that listens. */
async function through(asked, response, port) {
  const { "accept-encoding": _, ...headers } = asked.headers;
  const onward = request({ host: "127.0.0.1", port, path: asked.url, method: asked.method, headers });
  asked.pipe(onward);
  const [came] = await once(onward, "response");
  if (!/^text\/html/.test(came.headers["content-type"])) {
    response.writeHead(came.statusCode, came.headers);
    return came.pipe(response);
  }
  const text = (await body(came)).replace("<head>", '<head><script src="/listen.js"></script>');
  const { "content-length": __, "transfer-encoding": ___, ...rest } = came.headers;
  response.writeHead(came.statusCode, rest).end(text);
}

async function startPortal(folder) {
  const port = 20_000 + Math.floor(process.pid % 20_000);
  const program = process.env.COPLAN ?? join(ROOT, "target/debug/coplan");
  const args = ["serve", "--port", `${port}`, "--db", join(folder, "test.db"), "--dist", join(ROOT, "dist"), "--www", join(ROOT, "www"), "--examples", join(ROOT, "tests/fixtures")];
  const child = spawn(program, args, { stdio: "ignore" });
  const ended = once(child, "exit").then(() => Promise.reject(new Error("the portal has ended")));
  const up = async () => {
    while (!(await fetch(`http://127.0.0.1:${port}/`).then((response) => response.ok, () => false))) await pause();
  };
  await within(Promise.race([up(), ended]), "starting the portal");
  ended.catch(() => {});
  return { port, stop: () => child.kill() };
}
