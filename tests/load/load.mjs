// `cargo xtask load`: how many saves the portal takes, how long they take and how much memory it needs, with more and more documents in the
// database. Autocannon is the load: a connection a person, each with a document of their own, saved revision by revision as autosave does.

import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import autocannon from "autocannon";

const REPOSITORY = new URL("../../", import.meta.url).pathname;
const { COPLAN, COPLAN_POSTGRES, PSQL = "psql", PEOPLE = "200", SECONDS = "15", DOCUMENTS = "10000,100000,1000000" } = process.env;
const people = Number(PEOPLE);
const duration = Number(SECONDS);
const folder = mkdtempSync(join(tmpdir(), "coplan-load-"));
const example = JSON.parse(readFileSync(join(REPOSITORY, "tests/fixtures/relapse_plan/unfinished.json"), "utf8"));
const plan = (id, revision, person) => JSON.stringify({ ...example, id, revision, subject: { ref: person, name: "Ada Example" } });

/** Documents of one revision, and twenty to a person, whose list is read: one statement that both databases read. */
const seed = (from, to) => `WITH RECURSIVE n(i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i < ${to})
INSERT INTO revision (document_id, revision, form, person, access, status, saved_at, body)
SELECT 'load-' || i, 1, 'relapse_plan', 'person-' || ((i - 1) / 20), 'normal', 'draft', '2026-11-01T09:00:00Z', replace('${plan("@", 1, "person").replaceAll("'", "''")}', '@', 'load-' || i) FROM n;`;

const DATABASES = {
  SQLite: {
    url: join(folder, "portal.db"),
    run: (sql) => spawnSync("python3", ["-c", "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.executescript(sys.stdin.read())", join(folder, "portal.db")], { input: sql, encoding: "utf8" }),
    size: () => statSync(join(folder, "portal.db")).size,
  },
  PostgreSQL: COPLAN_POSTGRES && {
    url: `${COPLAN_POSTGRES}/coplan`,
    make: () => spawnSync(PSQL, [`${COPLAN_POSTGRES}/postgres`, "-c", "CREATE DATABASE coplan"], { encoding: "utf8" }),
    run: (sql) => spawnSync(PSQL, [`${COPLAN_POSTGRES}/coplan`, "--quiet", "-v", "ON_ERROR_STOP=1"], { input: `${sql}\nANALYZE;`, encoding: "utf8" }),
    size: () => Number(spawnSync(PSQL, [`${COPLAN_POSTGRES}/coplan`, "-At", "-c", "SELECT pg_database_size('coplan')"], { encoding: "utf8" }).stdout),
  },
};

async function portal(url) {
  const server = spawn(COPLAN, ["serve", "--port", "0", "--db", url, "--dist", join(REPOSITORY, "dist"), "--www", join(REPOSITORY, "www")], { stdio: ["ignore", "pipe", "inherit"] });
  const port = await new Promise((found, failed) => {
    server.stdout.on("data", (text) => found(Number(/http:\/\/[^\s:]+:(\d+)/.exec(text)?.[1])));
    server.on("exit", () => failed(new Error("the portal did not start")));
  });
  const stop = () => new Promise((stopped) => server.once("exit", stopped) && server.kill("SIGTERM"));
  const memory = () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, "utf8"))[1]) * 1024;
  return { origin: `http://127.0.0.1:${port}`, stop, memory };
}

let round = 0;
/** Everybody saves, each the next revision once the one before it is stored. `overallRate` is how often in all, in a second. */
async function save(origin, overallRate) {
  round += 1;
  let person = 0;
  const wrong = {};
  const result = await autocannon({
    url: origin,
    connections: people,
    duration,
    overallRate,
    setupClient(client) {
      const id = `saved-${round}-${(person += 1)}`;
      let revision;
      client.setHeaders({ "content-type": "application/json", origin });
      client.setRequests([
        {
          method: "PUT",
          path: `/api/documents/${id}`,
          setupRequest: (request) => ({ ...request, body: plan(id, revision, id) }),
          onResponse(status, body) {
            if (status === 200) revision = JSON.parse(body).revision;
            else wrong[status] = (wrong[status] ?? 0) + 1;
          },
        },
      ]);
    },
  });
  if (Object.keys(wrong).length || result.errors) throw new Error(`refused: ${JSON.stringify(wrong)}, ${result.errors} errors`);
  return result;
}

/** A person's list, and one document. */
const read = (origin, path) => autocannon({ url: origin + path, connections: 20, duration: Math.min(5, duration), overallRate: 200 });

const mebibytes = (bytes) => `${Math.round(bytes / 2 ** 20)} MB`;
const slowest = ({ latency }) => `${latency.p50} / ${latency.p99} ms`;

console.log(`${people} people, ${duration} s each. A time is that of half, and of the slowest in a hundred.\n`);
console.log("| database | documents before | its size | saves a second, as many as it takes | each | 100 saves a second | a person's list of twenty | a document | memory at most |\n|---|---|---|---|---|---|---|---|---|");
for (const [name, database] of Object.entries(DATABASES).filter(([, database]) => database)) {
  database.make?.();
  await portal(database.url).then(({ stop }) => stop()); // makes the tables
  let there = 0;
  for (const wanted of DOCUMENTS.split(",").map(Number)) {
    const { status, stderr } = database.run(seed(there + 1, wanted));
    if (status !== 0) throw new Error(stderr);
    there = wanted;
    const running = await portal(database.url);
    const calm = await save(running.origin, 100);
    const most = await save(running.origin);
    const list = await read(running.origin, "/api/documents?person=person-7");
    const document = await read(running.origin, "/api/documents/load-7");
    if (list.non2xx || document.non2xx) throw new Error("a list or a document was refused");
    const cells = [name, wanted.toLocaleString("en-GB"), mebibytes(database.size()), Math.round(most.requests.average), slowest(most), slowest(calm), slowest(list), slowest(document), mebibytes(running.memory())];
    console.log(`| ${cells.join(" | ")} |`);
    await running.stop();
  }
}
rmSync(folder, { recursive: true });
