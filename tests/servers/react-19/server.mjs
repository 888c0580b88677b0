// A page that React renders on the server. Where documents are kept is the trust's own, at RECORDS.

import { readFile } from "node:fs/promises";

import express from "express";

import { render, renderAssessment } from "./dist/server/render.js";

const RECORD = `${process.env.RECORDS}/records/react-19`;
const [page, assessment] = await Promise.all(["index", "assessment"].map((name) => readFile(`dist/client/${name}.html`, "utf8")));
const app = express();

app.get("/", async (_, response) => {
  const record = await (await fetch(RECORD)).json();
  const json = JSON.stringify(record).replaceAll("<", "\\u003c");
  response.send(page.replace("<!--app-->", () => render(record)).replace("<!--record-->", () => json));
});

app.get("/assessment", (_, response) => response.send(assessment.replace("<!--app-->", renderAssessment)));

app.put("/plan", express.text({ type: "application/json", limit: "5mb" }), async ({ body }, response) => {
  const stored = await fetch(RECORD, { method: "PUT", headers: { "Content-Type": "application/json" }, body });
  response.status(stored.status).type(stored.headers.get("Content-Type")).send(await stored.text());
});

app.use("/coplan", express.static("node_modules/coplan"));
app.use(express.static("dist/client", { index: false }));
app.listen(process.env.PORT, "127.0.0.1");
