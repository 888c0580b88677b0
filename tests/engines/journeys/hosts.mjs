// The pages of `tests/hosts`, each in every engine: what is answered there is stored, and there again.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";

import { same, until } from "../hand.mjs";

const HOSTS = JSON.parse(readFileSync(new URL("../../hosts/hosts.json", import.meta.url), "utf8"));
const TAG = "coplan-abuse-question";

/** The server of the hosts, once for all of them. */
let started;

async function serve() {
  const place = createServer().listen(0, "127.0.0.1");
  await once(place, "listening");
  const { port } = place.address();
  await new Promise((done) => place.close(done));
  const server = spawn(process.execPath, [fileURLToPath(new URL("../../hosts/server.mjs", import.meta.url)), String(port)], { stdio: "inherit" });
  process.on("exit", () => server.kill());
  server.unref();
  const address = `http://127.0.0.1:${port}`;
  await until("the server of the hosts answers", async () => (await fetch(`${address}/favicon.ico`).catch(() => undefined))?.status, 204);
  return address;
}

/** Where a page stores. */
const documents = (page) => `/documents/${/(\w+)(?:\/index)?\.html$/.exec(page)[1]}`;

// A person's hand reaches into the page that is open, and not into a frame of it.
export const hosts = Object.entries(HOSTS).filter(([, page]) => !page.includes("frame")).map(([host, page]) => ({
  group: `host: ${host}`,
  name: `in ${host}: what is answered is stored, and there when the page is opened again`,
  async go({ driver, person, expected }) {
    // What a host asks others for is not there in a test.
    expected(/assets\.nhs\.uk/);
    started ??= serve();
    const address = await started;
    await fetch(address + documents(page), { method: "DELETE" });
    await driver.goto(address + page);
    const hand = person(TAG);
    await hand.shows("#response");
    await hand.choose("response", "none_stated");
    await hand.press("save");
    await hand.says(/^Saved/);
    const { answers, status } = await (await fetch(address + documents(page))).json();
    same([answers.response, status], ["none_stated", "draft"], "what the host has");
    await driver.goto(address + page);
    await until("the answer", () => hand.on("(form) => form?.document?.answers?.response"), "none_stated");
  },
}));
