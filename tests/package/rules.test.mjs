// The rules give the same answers wherever they are asked: in the command, and in the module from JavaScript and from Python, on
// every fixture and the whole corpus. The portal calls the same functions (`src/cli/tests/portal`).

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

import * as rules from "../../dist/server.js";
import { FORMS, changed, corpus, fixtures, read } from "./corpus.mjs";

const REPOSITORY = fileURLToPath(new URL("../../", import.meta.url));
const COPLAN = process.env.COPLAN ?? join(REPOSITORY, "target/debug/coplan");
const scratch = mkdtempSync(join(tmpdir(), "coplan-rules-"));
after(() => rmSync(scratch, { recursive: true }));

const ALL = FORMS.flatMap((form) => [...fixtures(form), ...corpus(form)].map(([name, document]) => [`${form}: ${name}`, document]));
const FIXTURES = FORMS.flatMap((form) => fixtures(form).map(([name, document]) => [`${form}: ${name}`, document]));
const NOW = new Date();

function file(name, value) {
  const path = join(scratch, name);
  writeFileSync(path, typeof value === "string" ? value : JSON.stringify(value));
  return path;
}

/** What the command prints, whatever it ends with. */
function coplan(...words) {
  const { status, stdout, stderr } = spawnSync(COPLAN, words, { encoding: "utf8", maxBuffer: 1 << 28 });
  assert.ok(stdout || stderr === "", stderr);
  return { status, stdout };
}

/** What is given, or how it is refused. */
function said(ask) {
  try {
    return { answer: ask() };
  } catch ({ name, path, code, message }) {
    return { error: { name, path, code, message } };
  }
}

test("a module without imports", () => {
  const module = new WebAssembly.Module(readFileSync(join(REPOSITORY, "dist/coplan-rules.wasm")));
  assert.deepEqual(WebAssembly.Module.imports(module), []);
  assert.equal(rules.version(), read("dist/package.json").version);
});

test("every document is checked alike by the command and by the module", () => {
  const lines = coplan("validate", "--lines", file("all.ndjson", ALL.map(([, document]) => JSON.stringify(document)).join("\n"))).stdout.trim().split("\n");
  assert.equal(lines.length, ALL.length);
  let problems = 0;
  ALL.forEach(([name, document], at) => {
    const { line, id, problems: found, error } = JSON.parse(lines[at]);
    assert.equal(line, at + 1);
    const here = said(() => rules.check(document, { here: true, now: NOW }));
    assert.deepEqual(here, error ? { error } : { answer: found }, name);
    assert.equal(id, error ? undefined : (document.id ?? ""), name);
    problems += found?.length ?? 1;
  });
  assert.ok(problems > 100, `${problems}`);
});

test("signatures, text, pages, FHIR and changes are the same from the command and from the module", () => {
  for (const [name, document] of FIXTURES) {
    const path = file("document.json", document);
    assert.deepEqual(rules.verify(document).signatures, JSON.parse(coplan("verify", path).stdout), name);
    assert.equal(rules.toText(document, { width: 60 }), coplan("render", path, "--text", "60").stdout, name);
    if (document.form === "abuse_question") {
      assert.throws(() => rules.toText(document, { restricted: false }), { name: "CoplanRequestError", code: "restricted" });
      assert.equal(spawnSync(COPLAN, ["render", path, "--unrestricted"]).status, 2);
    } else {
      assert.equal(rules.toText(document, { restricted: false }), coplan("render", path, "--text", "--unrestricted").stdout, name);
    }
    assert.equal(rules.toHTML(document), coplan("render", path).stdout, name);
    assert.deepEqual(rules.toFHIR(document, { restricted: true }), JSON.parse(coplan("fhir", path, "--restricted").stdout), name);
    const { document: back, notTaken } = rules.fromFHIR(rules.toFHIR(document, { restricted: true }));
    assert.deepEqual([back, notTaken], [document, []], name);
  }
  for (const form of FORMS) {
    const [[, earlier], [, later]] = fixtures(form);
    const [one, other] = [file("earlier.json", earlier), file("later.json", later)];
    const command = spawnSync(COPLAN, ["changes", one, other, "--json"], { encoding: "utf8" });
    const module = said(() => rules.changes(earlier, later));
    if (command.status === 2) assert.ok(command.stderr.includes(module.error.message), form);
    else assert.deepEqual(module.answer, JSON.parse(command.stdout), form);
    // That it is restricted by now is a change too, whatever its form says of itself.
    const [now, restricted] = [{ ...later, access: "normal" }, { ...later, access: "restricted" }].map((document) => file(`${document.access}.json`, document));
    const found = rules.changes(JSON.parse(readFileSync(now, "utf8")), JSON.parse(readFileSync(restricted, "utf8")));
    const told = form === "abuse_question" ? [] : [{ path: "access", label: "Who can see this form", before: "Not restricted", after: "Restricted. Only people with a role that needs this can see it." }];
    assert.deepEqual(found, told, form);
    const text = spawnSync(COPLAN, ["changes", now, restricted], { encoding: "utf8" });
    assert.equal(text.stdout, told.map(({ label, before, after }) => `${label}\n- ${before}\n+ ${after}\n\n`).join(""));
    assert.deepEqual(rules.questionnaire(form), JSON.parse(coplan("questionnaire", form).stdout), form);
  }
});

test("a policy is the same for both", () => {
  const policy = { id: "t", version: "1", need: ["recovery_meaning"], messages: { care_plan: "Our plan" } };
  const document = changed("care_plan", "policy", { from: "agreed", status: "draft", "answers.recovery_meaning": "-" });
  const [here, paths] = [rules.check(document, { policy, moment: "complete", here: true }), [file("d.json", document), file("p.json", policy)]];
  assert.deepEqual(here, JSON.parse(coplan("validate", paths[0], "--policy", paths[1]).stdout));
  assert.notDeepEqual(here, rules.check(document, { moment: "complete", here: true }));
  assert.match(rules.toText(document, { policy }), /^Our plan/);
  assert.throws(() => rules.check(document, { policy: { ...policy, hide: ["nothing.like.it"] } }), { name: "CoplanPolicyError", path: "hide[0]" });
});

/** The address of a portal of its own. */
async function portal(database) {
  const started = spawn(COPLAN, ["serve", "--port", "0", "--db", join(scratch, database), "--dist", join(REPOSITORY, "dist"), "--www", join(REPOSITORY, "www")]);
  after(() => started.kill("SIGKILL"));
  const [, address] = await new Promise((found, failed) => {
    started.stdout.on("data", (text) => found(/(http:\/\/\S+)/.exec(text)));
    started.on("exit", () => failed(new Error("the portal did not start")));
  });
  return address;
}

test("the portal stores what the module lets through, and says the same of what it does not", async () => {
  const address = await portal("portal.db");
  const counts = {};
  for (const [at, [name, document]] of ALL.entries()) {
    // Everything else that the portal asks for is there: an id of its own, a person, and the first revision.
    const sent = { ...document, id: `d-${at}`, revision: undefined, subject: { ...document.subject, ref: "demo-1" } };
    if (typeof document.subject !== "object") continue;
    const headers = { "Content-Type": "application/json", Cookie: "role=care_coordinator", Origin: address.replace(/\/$/, "") };
    const response = await fetch(new URL(`/api/documents/${sent.id}`, address), { method: "PUT", headers, body: JSON.stringify(sent) });
    const answer = await response.json();
    counts[response.status] = (counts[response.status] ?? 0) + 1;
    const here = said(() => rules.check(sent));
    if (here.error) assert.equal(response.status, 400, `${name} ${JSON.stringify(answer)}`);
    else if (sent.status !== "complete" && sent.status !== "amended") assert.ok(response.ok, `${name} ${JSON.stringify(answer)}`);
    else if (here.answer.length === 0) assert.ok(response.ok, `${name} ${JSON.stringify(answer)}`);
    else assert.deepEqual([response.status, answer.problems.map(({ path, code }) => [path, code])], [422, here.answer.map(({ path, code }) => [path, code])], name);
  }
  assert.ok(counts[200] > 20 && counts[422] > 20 && counts[400] > 20, JSON.stringify(counts));
});

test("a text that two readers could read differently, or that no reader takes whole, is refused alike at every door", async () => {
  const begin = '{"form":"abuse_question","id":"d-twice","subject":{"name":"Ada Example","ref":"demo-1"},"status":"draft",';
  const deep = (levels) => `${begin}"answers":{"later":${"[".repeat(levels)}${"]".repeat(levels)}}}`;
  const texts = {
    [`${begin}"answers":{"response":"yes","response":"none_stated"}}`]: ["answers.response", "duplicate"],
    [`${begin}"status":"complete"}`]: ["status", "duplicate"],
    [`${begin}"answers":{"Ada":1,"Ada":1}}`]: ["answers.*", "duplicate"],
    [`${begin}"team":1e999}`]: ["", "not_json"],
    [deep(125)]: undefined,
    [deep(126)]: ["", "not_json"],
    [`${begin}"team":18446744073709551615,"lead":-9223372036854775808}`]: undefined,
    [`${begin}"team":18446744073709551616}`]: ["team", "not_exact"],
    [`${begin}"team":[1,-9223372036854775809]}`]: ["team[1]", "not_exact"],
    [`${begin}"Ada":${"1".repeat(30)}}`]: ["*", "not_exact"],
  };
  const address = await portal("twice.db");
  const python = spawnSync("python3", [join(REPOSITORY, "tests/package/sample/rules.py"), join(REPOSITORY, "dist/coplan-rules.wasm")], {
    input: Object.keys(texts).map((text) => `{"check":{"document":${text},"now":"${NOW.toISOString()}"}}`).join("\n"), encoding: "utf8",
  });
  const answers = python.stdout.trim().split("\n").map((line) => JSON.parse(line));
  for (const [at, [text, expected]] of Object.entries(texts).entries()) {
    const error = expected && { path: expected[0], code: expected[1] };
    const same = (found, where) => assert.deepEqual(found && { path: found.path, code: found.code }, error, `${where}: ${text.slice(0, 200)}`);
    same(said(() => rules.check(text)).error, "JavaScript");
    same(answers[at].error, "Python");
    const { stdout, stderr } = spawnSync(COPLAN, ["validate", "--lines", file("twice.ndjson", text)], { encoding: "utf8" });
    same(JSON.parse(stdout).error, `the command ${stderr}`);
    const headers = { "Content-Type": "application/json", Cookie: "role=administrator", Origin: address.replace(/\/$/, "") };
    const response = await fetch(new URL("/api/documents/d-twice", address), { method: "PUT", headers, body: text });
    if (error) assert.deepEqual([response.status, (await response.json()).problems.map(({ path, code }) => ({ path, code }))], [400, [error]], text.slice(0, 200));
  }
  // What goes along is read by the same reader, and so is a Bundle.
  const document = { form: "abuse_question" };
  assert.throws(() => rules.check(document, { policy: '{"id":"a","version":"1","version":"2"}' }), { name: "CoplanPolicyError", path: "version", code: "duplicate" });
  assert.throws(() => rules.fromFHIR('{"resourceType":"Bundle","entry":[],"entry":[]}'), { name: "CoplanFhirError", path: "entry", code: "duplicate" });
});

test("Python is answered as JavaScript is", () => {
  const now = NOW.toISOString().replace("Z", "+00:00");
  const requests = ALL.flatMap(([, document]) => [{ check: { document, now } }, { verify: { document } }, { text: { document, now } }]);
  requests.push({ tea: {} }, { check: { now } }, "no request");
  const python = spawnSync("python3", [join(REPOSITORY, "tests/package/sample/rules.py"), join(REPOSITORY, "dist/coplan-rules.wasm")], {
    input: `\ufeff${requests.map((request) => JSON.stringify(request)).join("\n\n")}\n`,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  assert.equal(python.status, 0, python.stderr);
  const answers = python.stdout.trim().split("\n").map((line) => JSON.parse(line));
  assert.equal(answers.length, requests.length);
  ALL.forEach(([name, document], at) => {
    const asked = [said(() => ({ problems: rules.check(document, { now }) })), said(() => rules.verify(document)), said(() => rules.toText(document, { now }))];
    assert.deepEqual(answers.slice(at * 3, at * 3 + 3), asked, name);
  });
  assert.deepEqual(answers.slice(-3).map(({ error }) => [error.name, error.code]), Array(3).fill(["CoplanRequestError", "wrong_request"]));
});

test("what cannot be answered is named, without a word of what was typed, and the next is answered", () => {
  const document = fixtures("relapse_plan").find(([name]) => name === "whole")[1];
  const SECRET = "Wendelin";
  const refused = {
    CoplanDocumentError: [
      () => rules.check(SECRET),
      () => rules.check({ ...document, answers: [SECRET] }),
      () => rules.check('{ "form": "relapse_plan" } , "policy": {}'),
      () => rules.check(null),
      () => rules.check(undefined),
      () => rules.check({ ...document, big: 1n }),
      () => rules.check(`{ "form": "relapse_plan", "id": "\ud800" }`),
      () => rules.check(Buffer.from(`{ "form": "relapse_plan", "id": "\xff" }`, "latin1")),
      () => rules.check({ ...document, entered: { [SECRET]: 5 } }),
      () => rules.check({ ...document, asked: { [`goals[${SECRET}]`]: 5 } }),
      () => rules.check({ ...document, form: SECRET }),
      () => rules.changes({ ...document, subject: { ref: SECRET, name: SECRET } }, document),
      () => rules.toText("[".repeat(100_000) + "]".repeat(100_000)),
    ],
    CoplanRequestError: [
      () => rules.check(document, { now: SECRET }),
      () => rules.check(document, { now: "2026-11-30T09:05:00" }),
      () => rules.check(document, { now: "-009000-01-01T00:00:00+00:00", here: true }),
      () => rules.check(document, { moment: SECRET }),
      () => rules.check(document, { moment: [] }),
      () => rules.check(document, { now: new Date(Number.NaN) }),
      () => rules.toText(document, { restrictd: false }),
      () => rules.toText(document, false),
      () => rules.toText(document, { since: Number.NaN }),
      () => rules.toText(document, { width: SECRET }),
      () => rules.toText(document, { width: -1 }),
      () => rules.toFHIR(document, { base: SECRET }),
      () => rules.questionnaire(SECRET),
      () => rules.check({ ...document, more: "x".repeat(17 << 20) }),
    ],
    CoplanPolicyError: [() => rules.check(document, { policy: { id: SECRET } }), () => rules.toText(document, { policy: [] }), () => rules.toText(document, { policy: "{" })],
    CoplanFhirError: [() => rules.fromFHIR({ resourceType: SECRET }), () => rules.fromFHIR({}), () => rules.toFHIR(fixtures("abuse_question")[0][1])],
  };
  for (const [name, asks] of Object.entries(refused)) {
    asks.forEach((ask, at) => {
      assert.throws(ask, (error) => {
        assert.equal(error.name, name, `${at}: ${error.stack}`);
        assert.ok(error.code && error.message, `${at}`);
        assert.ok(!JSON.stringify([error.message, error.path, error.code]).includes(SECRET), `${name} ${at}: ${error.message}`);
        return true;
      });
    });
  }
  for (const wasm of [undefined, null, "rules.wasm", {}]) assert.throws(() => rules.configure(wasm), { name: "TypeError" });
  assert.deepEqual(rules.check(document, null), []);
});

test("a copy for others tells nothing of what a trust asks about risk or abuse, whatever policy is there", () => {
  const scenario = fixtures("comprehensive_assessment").find(([name]) => name === "scenario")[1];
  const SECRET = "Wendelin";
  const own = (id, after, more = {}) => ({ id: `local.${id}`, kind: "text", label: `What about ${id}?`, after, ...more });
  const policy = {
    id: "t",
    version: "1",
    questions: [
      own("told", "record_date"),
      own("abuse", "cpa_characteristics.vulnerable_abuse"),
      own("risk", "risks.kind_from_others"),
      own("hung", "record_date", { only_if: "local.abuse", forms: ["comprehensive_assessment"] }),
      own("chain", "local.risk"),
    ],
  };
  const ids = ["abuse", "risk", "hung", "chain"];
  const local = Object.fromEntries([...ids.map((id) => [id, `${SECRET} ${id}`]), ["told", "A plain answer"]]);
  const asked = Object.fromEntries(Object.keys(local).map((id) => [`local.${id}`, { kind: "text", label: `What about ${id}?` }]));
  const document = { ...scenario, asked, answers: { ...scenario.answers, local } };
  const before = { ...document, answers: { ...document.answers, local: { ...local, abuse: `${SECRET} before` } } };
  for (const under of [policy, undefined, { ...policy, version: "2", questions: [own("told", "record_date")] }]) {
    const options = { policy: under, restricted: false };
    const ways = { text: rules.toText(document, options), page: rules.toHTML(document, options), fhir: rules.toFHIR(document, options), changes: rules.changes(before, document, options), since: rules.toText(document, { ...options, since: before }) };
    for (const [way, said] of Object.entries(ways)) assert.ok(!JSON.stringify(said).includes(SECRET), `${way} under ${JSON.stringify(under?.version)}`);
    assert.equal(ways.text.includes("A plain answer"), under !== undefined, "what is known to be of no concern is told");
    // Whoever may see it sees all of it.
    const whole = rules.toText(document, { policy: under, width: 0 });
    for (const id of ids) assert.ok(whole.includes(`${SECRET} ${id}`), `${id} under ${under?.version}`);
  }
});

test("a document is taken as its text, with every digit", () => {
  const document = fixtures("relapse_plan").find(([name]) => name === "whole")[1];
  const text = `\ufeff${JSON.stringify({ ...document, host: 0 }).replace('"host":0', '"host":0.9725702871970625')}`;
  assert.deepEqual(rules.check(text), []);
  assert.equal(rules.toText(text), rules.toText(document));
});

test("a document is taken as the bytes of its text, as a file or a request has it", () => {
  const document = fixtures("relapse_plan").find(([name]) => name === "unfinished")[1];
  const bytes = Buffer.from(`\ufeff${JSON.stringify(document)}`);
  const problems = rules.check(document, { moment: "complete", now: NOW });
  assert.ok(problems.length > 0);
  const whole = new Uint8Array(bytes).buffer;
  for (const given of [bytes, new Uint8Array(bytes), new DataView(whole), whole]) {
    assert.deepEqual(rules.check(given, { moment: "complete", now: NOW }), problems, given.constructor.name);
  }
  const policy = { id: "t", version: "1", messages: { relapse_plan: "Our plan" } };
  assert.equal(rules.toText(document, { policy: Buffer.from(JSON.stringify(policy)) }), rules.toText(document, { policy }));
  assert.deepEqual(rules.fromFHIR(Buffer.from(JSON.stringify(rules.toFHIR(document)))).document, document);
});

test("no problem's sentence says what was typed", () => {
  const typed = (value) => (typeof value === "string" ? [value] : value && typeof value === "object" ? Object.values(value).flatMap(typed) : []);
  for (const [name, document] of ALL) {
    const { answer = [] } = said(() => rules.check(document, { moment: "complete" }));
    const words = typed(document?.answers).filter((text) => text.length > 8 && /\s/.test(text));
    for (const { message } of answer) for (const word of words) assert.ok(!message.includes(word), `${name}: ${message}`);
  }
});

test("a date is wrong only where it is wrong everywhere, unless it is said where", () => {
  const document = { ...fixtures("abuse_question").find(([name]) => name === "yes")[1] };
  document.answers = { ...document.answers, asked_on: "2026-11-25" };
  const now = "2026-11-24T12:00:00+00:00";
  assert.deepEqual(rules.check(document, { now }), []);
  assert.deepEqual(rules.check(document, { now, here: true }).map(({ path }) => path), ["asked_on"]);
});

test("what is read has no date but its own", () => {
  for (const form of FORMS.filter((form) => form !== "abuse_question")) {
    const draft = { form, version: "1.0", id: "a", subject: { ref: "a", name: "Ada" }, answers: {}, saved_at: "2025-01-01T10:00:00Z" };
    assert.ok(!/^Date/m.test(rules.toText(draft)), form);
    assert.deepEqual(rules.changes(draft, { ...draft, saved_at: "2026-01-01T10:00:00Z" }), [], form);
  }
});

test("memory is given back after a large document", () => {
  const { answers } = fixtures("care_plan").find(([name]) => name === "agreed")[1];
  const goals = Array.from({ length: 2000 }, (_, at) => ({ ...answers.goals[0], id: `g${at}` }));
  const document = changed("care_plan", "large", { from: "agreed", "answers.goals": goals });
  const before = process.memoryUsage().external;
  for (let time = 0; time < 3; time++) assert.ok(rules.toText(document).length > 1 << 20);
  globalThis.gc?.();
  assert.ok(process.memoryUsage().external - before < 512 << 20);
});

test("eight times the people and whom they are chosen for take no square of the time", () => {
  const { answers } = fixtures("care_plan").find(([name]) => name === "agreed")[1];
  const many = (count) => {
    const numbers = Array.from({ length: count }, (_, at) => at);
    const team_members = numbers.map((at) => ({ id: `t${at}`, name: `Name ${at}`, role: "Nurse" }));
    const goals = numbers.map((at) => ({ ...answers.goals[0], id: `g${at}`, actions: [{ id: `a${at}`, what: "This", who: { person: `t${at}` } }] }));
    return changed("care_plan", "many", { from: "agreed", "answers.team_members": team_members, "answers.goals": goals });
  };
  for (const [name, ask] of Object.entries({ text: rules.toText, page: rules.toHTML, changes: (document) => rules.changes(document, document) })) {
    const [few, lots] = [many(200), many(1600)].map((document) => {
      const times = [1, 2, 3].map(() => {
        const begin = performance.now();
        ask(document);
        return performance.now() - begin;
      });
      return Math.min(...times);
    });
    // A square would be 64.
    assert.ok(lots / few < 28, `${name}: ${lots / few} times`);
  }
});

test("a server stores by these rules, as in the recipe", async () => {
  const text = readFileSync(join(REPOSITORY, "tests/package/sample/keep.mjs"), "utf8").replace("coplan/server", join(REPOSITORY, "dist/server.js"));
  const { refusal } = await import(file("keep.mjs", text));
  const whole = fixtures("relapse_plan").find(([name]) => name === "whole")[1];
  assert.equal(refusal(whole), undefined);
  assert.equal(refusal({ ...whole, status: "complete", answers: {} }).problems.length > 0, true);
  const amended = fixtures("relapse_plan").find(([name]) => name === "amended")[1];
  assert.equal(refusal({ ...amended, earlier: [] }, amended).status, 422);
});

test("what standard input has is read, with a mark before it and empty lines", () => {
  const whole = JSON.stringify(fixtures("relapse_plan").find(([name]) => name === "amended")[1]);
  const from = (words, input) => spawnSync(COPLAN, words, { input, encoding: "utf8" });
  assert.equal(from(["validate", "-"], `\ufeff${whole}`).stdout.trim(), "[]");
  assert.match(from(["render", "-", "--text"], whole).stdout, /^\S/);
  assert.equal(from(["verify", "-"], whole).status, 0);
  const lines = from(["validate", "--lines", "-"], `\ufeff\n${whole}\n\n  \n[]\n`);
  assert.deepEqual(lines.stdout.trim().split("\n").map((line) => JSON.parse(line).line), [2, 5]);
  assert.equal(lines.status, 1);
  // Files that were put together begin with one each. Two in a row are no JSON, as in a file by itself.
  const marks = from(["validate", "--lines", "-"], `\ufeff${whole}\n\ufeff${whole}\n\ufeff\ufeff${whole}\n`);
  assert.deepEqual(marks.stdout.trim().split("\n").map((line) => JSON.parse(line).error?.code), [undefined, undefined, "not_json"]);
  assert.equal(JSON.parse(from(["validate", "--lines", "-"], `\ufeff\ufeff${whole}`).stdout).error?.code, "not_json");
  assert.equal(from(["validate", "-"], `\ufeff\ufeff${whole}`).status, 2);
  const sentences = from(["validate", "--lines", "--format", "text", "-"], `${whole}\n{"form":"relapse_plan","id":"a","subject":{"name":"Ada"},"status":"complete"}\n[]\n`);
  assert.match(sentences.stdout, /^line 2 \(a\): .+$/m);
  assert.match(sentences.stdout, /^line 3: /m);
  assert.ok(!sentences.stdout.includes("line 1"));
  const bytes = from(["validate", "--lines", "-"], Buffer.concat([Buffer.from(`${whole}\n`), Buffer.from([0xff, 0x0a]), Buffer.from(whole)]));
  assert.deepEqual(bytes.stdout.trim().split("\n").map((line) => Boolean(JSON.parse(line).error)), [false, true, false]);
  assert.equal(bytes.status, 1);
  const forged = from(["validate", "--lines", "--format", "text", "-"], JSON.stringify({ form: "relapse_plan", id: "a\nline 9: all is well\u001b[31m", status: "complete", subject: {} }));
  assert.ok(!/^line 9/m.test(forged.stdout) && !forged.stdout.includes("\u001b"));
});

test("a reader who has gone is no crash", async () => {
  const path = file("whole.json", fixtures("care_plan").find(([name]) => name === "agreed")[1]);
  for (const words of [["render", path], ["fhir", path], ["questionnaire", "care_plan"], ["verify", path]]) {
    const { status, stderr } = spawnSync("sh", ["-c", `"$0" "$@" >/dev/full`, COPLAN, ...words], { encoding: "utf8" });
    assert.deepEqual([status, /panicked/.test(stderr)], [2, false], `${words[0]}: ${stderr}`);
  }
});
