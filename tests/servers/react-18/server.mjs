// A page that React renders on the server. Where documents are kept is the trust's own, at RECORDS.

import { readFile } from "node:fs/promises";

import express from "express";

import { render } from "./dist/server/render.js";

const RECORD = `${process.env.RECORDS}/records/react-18`;
const page = await readFile("dist/client/index.html", "utf8");
const app = express();

app.get("/", async (_, response) => {
  const record = await (await fetch(RECORD)).json();
  const json = JSON.stringify(record).replaceAll("<", "\\u003c");
  response.send(page.replace("<!--app-->", () => render(record)).replace("<!--record-->", () => json));
});

app.put("/plan", express.text({ type: "application/json", limit: "5mb" }), async ({ body }, response) => {
  const stored = await fetch(RECORD, { method: "PUT", headers: { "Content-Type": "application/json" }, body });
  response.status(stored.status).type(stored.headers.get("Content-Type")).send(await stored.text());
});

app.use(express.static("dist/client", { index: false }));
app.listen(process.env.PORT, "127.0.0.1");
