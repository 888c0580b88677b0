// A server with little in it, as many hosts: pages, the package as it came out of its tarball, and a place for documents.
// Two ports, so that one can be another origin. Started with `node server.mjs PORT`.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

import { stored } from "./records.mjs";

const port = Number(process.argv[2]);
const here = fileURLToPath(new URL(".", import.meta.url));
const FOLDERS = {
  "/pages/": join(here, "pages"),
  "/trust/apps/": join(here, "../../target/hosts"),
  "/coplan/": join(here, "node_modules/coplan"),
  "/a/long/prefix/coplan/": join(here, "node_modules/coplan"),
  "/old/coplan/": join(here, "node_modules/coplan"),
  "/iis/coplan/": join(here, "node_modules/coplan"),
  "/modules/": join(here, "node_modules"),
  "/yew/": join(here, "../../target/hosts-yew"),
};
const KINDS = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".wasm": "application/wasm",
  ".woff2": "font/woff2",
};

const STRICT =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none'; require-trusted-types-for 'script'";
/** As the README has it, with styles and an icon of the page's own. */
const README = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'; img-src 'self'";
const POLICIES = {
  "/pages/plain.html": STRICT,
  "/pages/script.html": STRICT,
  "/pages/all.html": STRICT,
  "/yew/index.html": STRICT,
  "/pages/classic.html": `${STRICT}; trusted-types coplan`,
  // jQuery 1 tries out whether a browser hears attributes.
  "/pages/webforms.html": README.replace("'self'", "'self' 'unsafe-inline'"),
  "/pages/amd.html": README,
  "/pages/wordpress.html": README,
  "/pages/closed.html": STRICT.replace(" 'wasm-unsafe-eval'", ""),
};

/** Documents by the name of their host, and what was posted. */
const kept = new Map();

async function body(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString();
}

async function documents(name, request, response) {
  if (request.method === "DELETE") {
    kept.delete(name);
    return response.writeHead(204).end();
  }
  if (request.method === "PUT") {
    const document = JSON.parse(await body(request));
    document.revision = (kept.get(name)?.revision ?? 0) + 1;
    kept.set(name, document);
    return json(response, { revision: document.revision });
  }
  json(response, kept.get(name) ?? { subject: { ref: "a-person", name: "Example Person" } });
}

/** Every revision of documents about two people, by id. A cookie says that the session has ended. */
const records = new Map();

async function record(id, request, response) {
  if (/session=ended/.test(request.headers.cookie)) return json(response, { title: "Sign in again." }, 401);
  if (request.method === "DELETE") records.delete(id);
  const revisions = records.get(id) ?? [];
  if (request.method === "PUT") {
    const { status, ...said } = stored(revisions, id, JSON.parse(await body(request)));
    records.set(id, revisions);
    return json(response, said, status);
  }
  const name = id === "ada" ? "Ada Example" : "Bert Example";
  json(response, revisions.at(-1) ?? { form: "relapse_plan", version: "1.0", id, subject: { ref: id, name } });
}

function json(response, value, status = 200) {
  response.writeHead(status, { "Content-Type": status < 300 ? "application/json" : "application/problem+json" }).end(JSON.stringify(value));
}

async function file(path, response) {
  const prefix = Object.keys(FOLDERS).find((prefix) => path.startsWith(prefix));
  const inside = prefix && normalize(path.slice(prefix.length));
  if (!inside || inside.startsWith("..")) return response.writeHead(404).end();
  // IIS has no file for a browser whose ending it does not know.
  if (prefix === "/iis/coplan/" && extname(inside) === ".wasm") return response.writeHead(404, { "Content-Type": KINDS[".html"] }).end("<h1>404</h1>");
  const kind = KINDS[extname(inside)] ?? "application/octet-stream";
  const content = await readFile(join(FOLDERS[prefix], inside.replace(/\.bin$/, ".wasm")));
  response.writeHead(200, {
    // An old server has never heard of WebAssembly.
    "Content-Type": path.startsWith("/old/") && kind === KINDS[".wasm"] ? "text/plain" : kind,
    ...(prefix === "/coplan/" && { "Access-Control-Allow-Origin": "*" }),
    ...(POLICIES[path] && { "Content-Security-Policy": POLICIES[path] }),
  });
  response.end(kind === KINDS[".html"] ? content.toString().replace("{{other}}", `http://127.0.0.1:${port + 1}`) : content);
}

async function answer(request, response) {
  const { pathname } = new URL(request.url, "http://host");
  try {
    if (pathname.startsWith("/documents/")) return await documents(pathname.slice(11), request, response);
    if (pathname.startsWith("/records/")) return await record(pathname.slice(9), request, response);
    if (pathname.startsWith("/ehr/")) return await (await import("./fhir.mjs")).ehr(request, await body(request), response);
    if (pathname === "/post") {
      const sent = new URLSearchParams(await body(request));
      kept.set("post", JSON.parse(sent.get("answers")));
      return response.writeHead(303, { Location: "/pages/posted.html" }).end();
    }
    if (pathname === "/webforms") return response.writeHead(303, { Location: "/pages/webforms.html" }).end();
    if (pathname === "/favicon.ico") return response.writeHead(204).end();
    await file(pathname, response);
  } catch {
    response.writeHead(404).end();
  }
}

for (const one of [port, port + 1]) createServer(answer).listen(one, "127.0.0.1");
