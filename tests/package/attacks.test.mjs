// A penetration test of our own, of what reads documents and answers requests: the demo portal over HTTP, and the rules and the command on what
// is hostile. docs/assurance/penetration-test.md has what was seen. Every number that a test prints stands there.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import * as rules from "../../dist/server.js";
import { FORMS, fixtures } from "./corpus.mjs";

const REPOSITORY = new URL("../../", import.meta.url).pathname;
const COPLAN = process.env.COPLAN ?? join(REPOSITORY, "target/debug/coplan");
const scratch = mkdtempSync(join(tmpdir(), "coplan-attacks-"));
let portal;
let port;
before(async () => {
  portal = spawn(COPLAN, ["serve", "--port", "0", "--db", join(scratch, "portal.db"), "--dist", join(REPOSITORY, "dist"), "--www", join(REPOSITORY, "www")]);
  port = await new Promise((found, failed) => {
    portal.stdout.on("data", (text) => found(Number(/http:\/\/[^\s:]+:(\d+)/.exec(text)?.[1])));
    portal.on("exit", () => failed(new Error("the portal did not start")));
  });
});
after(() => {
  portal.kill("SIGKILL");
  rmSync(scratch, { recursive: true });
});

/** A request as it is written, path and headers untouched: `fetch` would put some of them right. */
function ask(method, path, headers = {}, body) {
  return new Promise((answered, failed) => {
    const sent = request({ agent: false, port, host: "127.0.0.1", method, path, headers: { Host: `127.0.0.1:${port}`, ...headers } }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part) => (text += part)).on("end", () => answered({ status: response.statusCode, headers: response.headers, text }));
    });
    sent.on("error", failed).end(body);
  });
}
const own = () => ({ Origin: `http://127.0.0.1:${port}`, "Content-Type": "application/json", Cookie: "role=care_coordinator" });
const plan = (id, more = {}) => JSON.stringify({ form: "relapse_plan", version: "1.0", id, status: "draft", access: "normal", subject: { ref: "demo-1", name: "Ada Example" }, answers: {}, ...more });
const alive = async () => assert.equal((await ask("GET", "/")).status, 200, "the portal still answers");

test("attack: nothing outside the portal's own files is served", async () => {
  const ways = ["../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..%5c", "....//", "..;/", "%00/../", "..%252f", "/", "//", "\\..\\"];
  const wanted = ["etc/passwd", "Cargo.toml", "portal.db", ".git/config", "parts/head.html"];
  const [, served] = (await ask("GET", "/gallery.html")).text.match(/"(\/assets\/[^"/]+\/)gallery\.js"/);
  for (const way of ways) for (const name of wanted) for (const depth of [1, 3, 8]) {
    for (const folder of ["/", "/assets/", served]) {
      const { status, text } = await ask("GET", folder + way.repeat(depth) + name);
      assert.ok(status >= 300, `${folder}${way.repeat(depth)}${name}: ${status}`);
      assert.doesNotMatch(text, /root:|\[workspace\]|SQLite format|\[core\]/);
    }
  }
  await alive();
});

test("attack: no other site, name or method changes anything", async () => {
  const others = ["http://evil.example", "null", `http://127.0.0.1:${port}.evil.example`, `http://127.0.0.1:${port + 1}`, `http://127.0.0.1:${port}@evil.example`, `ftp://127.0.0.1:${port}`, `http://localhost.evil.example:${port}`, ""];
  for (const Origin of others) assert.equal((await ask("PUT", "/api/documents/csrf", { ...own(), Origin }, plan("csrf"))).status, 403, Origin);
  const { Origin, ...silent } = own();
  assert.equal((await ask("PUT", "/api/documents/csrf", silent, plan("csrf"))).status, 403);
  for (const kind of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]) {
    const { status } = await ask("PUT", "/api/documents/csrf", { ...own(), "Content-Type": kind }, plan("csrf"));
    assert.ok(status >= 400, kind);
  }
  for (const Host of ["evil.example", `evil.example:${port}`, "169.254.169.254"]) assert.equal((await ask("GET", "/api/people", { Host })).status, 421, Host);
  for (const method of ["DELETE", "PATCH", "TRACE", "POST"]) assert.ok((await ask(method, "/api/documents/csrf", own(), plan("csrf")).catch(() => ({ status: 400 }))).status >= 400, method);
  assert.equal((await ask("GET", "/api/documents/csrf", own())).status, 404);
});

test("attack: text that means something to SQL, HTML, a shell or a header is text", async () => {
  const texts = ["' OR 1=1 --", "'; DROP TABLE documents; --", "<script>alert(1)</script>", "${7*7}", "{{7*7}}", "$(id)", "\r\nSet-Cookie: role=x", "%0d%0aX-Evil: 1", "\u0000", "\u202e"];
  for (const [at, text] of texts.entries()) {
    const id = `text-${at}`;
    const { status } = await ask("PUT", `/api/documents/${id}`, own(), plan(id, { answers: { signs_me: text } }));
    assert.equal(status, 200, text);
    const back = await ask("GET", `/api/documents/${id}`, own());
    assert.equal(JSON.parse(back.text).answers.signs_me, text);
    for (const path of [`/api/documents/${encodeURIComponent(text)}`, `/api/documents?person=${encodeURIComponent(text)}`, `/person.html?person=${encodeURIComponent(text)}`, `/sign-in.html?to=${encodeURIComponent(text)}`, `/${encodeURIComponent(text)}`]) {
      const { headers, text: said } = await ask("GET", path, own());
      assert.doesNotMatch(said, /<script>alert/, path);
      assert.equal(headers["x-evil"], undefined);
    }
  }
  assert.equal(JSON.parse((await ask("GET", "/api/documents/text-0", own())).text).id, "text-0", "nothing was dropped");
});

test("attack: every answer has the headers that keep a browser strict, and leads to no other site", async () => {
  for (const path of ["/", "/gallery.html", "/api/people", "/nothing", "/coplan/coplan.js"]) {
    const { headers } = await ask("GET", path);
    assert.match(headers["content-security-policy"] ?? "", /default-src 'none'|default-src 'self'/, path);
    assert.equal(headers["x-content-type-options"], "nosniff", path);
    assert.equal(headers["access-control-allow-origin"], undefined, path);
  }
  for (const to of ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"]) {
    const { headers } = await ask("POST", `/session?to=${encodeURIComponent(to)}`, { ...own(), "Content-Type": "application/x-www-form-urlencoded" }, `to=${encodeURIComponent(to)}&session=on`);
    assert.doesNotMatch(headers.location ?? "/", /evil|javascript/, to);
  }
});

test("attack: a role that is made up, doubled or no text sees no restricted document", async () => {
  const yes = fixtures("abuse_question").find(([name]) => name === "yes")[1];
  const stored = await ask("PUT", "/api/documents/secret", own(), JSON.stringify({ ...yes, id: "secret", revision: undefined, subject: { ...yes.subject, ref: "demo-1" } }));
  assert.equal(stored.status, 200, stored.text);
  for (const Cookie of ["role=administrator", "role=root", "role=", "role=care_coordinator; role=administrator", "role=é", "role=care_coordinator\u00e9", "ROLE=x; role=%63are_coordinator", "role=[\"care_coordinator\"]"]) {
    const { status, text } = await ask("GET", "/api/documents/secret", { Cookie });
    assert.ok(status >= 400, `${Cookie}: ${status}`);
    assert.doesNotMatch(text, /disclosure|"yes"/);
    assert.doesNotMatch((await ask("GET", "/api/documents?person=demo-1", { Cookie })).text, /secret|abuse/, Cookie);
  }
});

test("attack: the audit trail takes no line from anybody, and nobody who may not see it does", async () => {
  assert.equal((await ask("PUT", "/api/documents/trail", own(), plan("trail"))).status, 200);
  const trail = async () => (await ask("GET", "/api/audit?person=demo-1", own())).text;
  const kept = await trail();
  const form = { ...own(), "Content-Type": "application/x-www-form-urlencoded" };
  for (const method of ["PUT", "POST", "PATCH", "DELETE"]) {
    for (const path of ["/api/audit", "/api/audit?person=demo-1", "/api/audit/1"]) {
      const { status } = await ask(method, path, own(), JSON.stringify([{ who: "root", action: "read" }]));
      assert.ok(status >= 400, `${method} ${path}: ${status}`);
    }
  }
  for (const action of ["written", "broke_glass", "", "read'; DELETE FROM audit; --", null, ["printed"]]) {
    const { status } = await ask("POST", "/api/documents/trail/taken", own(), JSON.stringify({ action }));
    assert.ok(status >= 400 && status < 500, `${action}: ${status}`);
  }
  for (const before of ["-1", "x", "1 OR 1=1", "9".repeat(40), "%00"]) {
    const { status } = await ask("GET", `/api/audit?person=demo-1&before=${encodeURIComponent(before)}`, own());
    assert.ok(status < 500, `${before}: ${status}`);
  }
  for (const Cookie of ["role=administrator", "role=root", "role=care_coordinator; role=administrator"]) {
    const { status, text } = await ask("GET", "/api/audit?person=demo-1", { Cookie });
    assert.ok(status >= 400, `${Cookie}: ${status}`);
    assert.doesNotMatch(text, /trail|care_coordinator/, Cookie);
  }
  assert.equal((await ask("POST", "/api/documents/trail/taken", { ...form, "Sec-Fetch-Site": "cross-site" }, "action=printed")).status, 403);
  assert.equal(await trail(), kept);
});

test("attack: the glass is broken by no link, no other site and no markup in the reason, and the metrics name nobody", async () => {
  const words = "zebracrossing";
  const yes = fixtures("abuse_question").find(([name]) => name === "yes")[1];
  const restricted = { ...yes, id: "behind-glass", revision: undefined, subject: { ...yes.subject, ref: "demo-1" }, answers: { ...yes.answers, disclosure: { ...yes.answers.disclosure, words } } };
  assert.equal((await ask("PUT", "/api/documents/behind-glass", own(), JSON.stringify(restricted))).status, 200);
  const outside = { ...own(), Cookie: "role=administrator", "Content-Type": "application/x-www-form-urlencoded" };
  const posted = (page, reason) => new URLSearchParams({ page, reason }).toString();
  const page = "/break-glass.html?id=behind-glass";
  const tries = [
    ["GET", `/break-glass?${posted(page, "A call from the crisis team")}`, outside, undefined],
    ["POST", "/break-glass", { ...outside, Origin: "http://evil.example" }, posted(page, "A call from the crisis team")],
    ["POST", "/break-glass", { ...outside, "Sec-Fetch-Site": "cross-site" }, posted(page, "A call from the crisis team")],
    ["POST", "/break-glass", { ...outside, "Content-Type": "application/json" }, JSON.stringify({ page, reason: "A call from the crisis team" })],
    ["POST", "/break-glass", outside, `${posted(page, "")}&reason=`],
    ["POST", "/break-glass", outside, posted("//evil.example/break-glass.html?id=behind-glass%00", "x")],
    ["POST", "/break-glass", outside, posted(`${page}&person=demo-2`, "A call from the crisis team")],
  ];
  for (const [method, path, headers, body] of tries) {
    const { status, text } = await ask(method, path, headers, body);
    assert.ok(status >= 400 && status < 500, `${method} ${path} ${body}: ${status}`);
    assert.doesNotMatch(text, new RegExp(words));
  }
  const marked = await ask("POST", "/break-glass", outside, posted(`${page}&person=demo-2`, "<script>alert(1)</script>"));
  assert.doesNotMatch(marked.text, /<script>alert/);
  for (const path of ["/demo-1", "/api/documents/behind-glass", "/x%22%7D%0Aevil", "/api/people/Ada%20Example"]) await ask("GET", path, outside);
  await ask("EVIL", "/metrics", outside).catch(() => {});
  const { text } = await ask("GET", "/metrics", own());
  assert.match(text, /coplan_http_requests_total/);
  assert.doesNotMatch(text, /demo-1|behind-glass|evil|EVIL|Ada|zebracrossing/);
});

test("attack: what is large, deep or endless is refused, and others are answered meanwhile", async () => {
  const deep = "[".repeat(100_000) + "]".repeat(100_000);
  const bodies = { "3 MiB": plan("big", { answers: { signs_me: "x".repeat(3 << 20) } }), "100,000 deep": plan("big").replace('"answers":{}', `"answers":${deep}`), "50,000 rows": plan("big", { answers: { keep_well: Array.from({ length: 50_000 }, () => ({})) } }), "50,000 keys": plan("big", { answers: Object.fromEntries(Array.from({ length: 50_000 }, (_, at) => [`k${at}`, 1])) }), "not UTF-8": Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), "two documents": plan("big") + plan("big"), nothing: "", "__proto__": plan("big").replace('"answers":{}', '"answers":{"__proto__":{"x":1}},"constructor":{"prototype":{"y":1}}') };
  for (const [what, body] of Object.entries(bodies)) {
    const begin = Date.now();
    const { status } = await ask("PUT", "/api/documents/big", own(), body).catch(({ code }) => ({ status: code }));
    assert.ok(what === "__proto__" ? status === 200 : status === "EPIPE" || status === "ECONNRESET" || status >= 400, `${what}: ${status}`);
    assert.ok(Date.now() - begin < 5000, `${what} took ${Date.now() - begin} ms`);
    await alive();
  }
  assert.equal({}.x, undefined);
});

test("attack: 3,000 documents that are wrong in one place stop neither the rules nor the command, and no error says what was typed", () => {
  // Not random from run to run: what fails can be looked at again.
  let seed = 18;
  const next = (below) => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
  const SECRET = "Zebracrossing";
  const VALUES = [null, true, -1, 1e308, "", SECRET, `<img src=x onerror=${SECRET}>`, "\ud800", "x".repeat(70_000), [], [[]], {}, { id: SECRET }, { person: SECRET }, "9999-99-99"];
  const documents = FORMS.flatMap((form) => fixtures(form).map(([, document]) => document));
  for (let round = 0; round < 3000; round++) {
    const document = structuredClone(documents[next(documents.length)]);
    let at = document;
    for (let depth = 0; depth < 6; depth++) {
      const keys = Object.keys(at);
      const key = keys[next(keys.length || 1)] ?? "x";
      if (depth === 5 || typeof at[key] !== "object" || at[key] === null || next(3) === 0) {
        at[key] = VALUES[next(VALUES.length)];
        break;
      }
      at = at[key];
    }
    try {
      for (const { path, message } of rules.check(document)) assert.ok(!`${path}${message}`.includes(SECRET), `${path}: ${message}`);
    } catch (error) {
      assert.match(error.name, /^Coplan(Document|Request)Error$/, `${error.name}: ${error.message}`);
      assert.ok(!error.message.includes(SECRET), error.message);
    }
  }
  const { status, stderr } = spawnSync(COPLAN, ["validate", "-"], { input: JSON.stringify({ ...documents[0], subject: SECRET }), encoding: "utf8" });
  assert.ok(status > 0 && !stderr.includes(SECRET), stderr);
});

test("the page on the penetration test names every attack of this file", () => {
  const page = readFileSync(join(REPOSITORY, "docs/assurance/penetration-test.md"), "utf8");
  const titles = [...readFileSync(import.meta.filename, "utf8").matchAll(/^test\("(attack: [^"]+)"/gm)].map(([, title]) => title);
  assert.ok(titles.length >= 7);
  for (const title of titles) assert.ok(page.includes(title), title);
});
