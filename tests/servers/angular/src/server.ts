// Where documents are kept is the trust's own, at RECORDS.

import { AngularNodeAppEngine, createNodeRequestHandler, isMainModule, writeResponseToNodeResponse } from "@angular/ssr/node";
import express from "express";

const RECORD = `${process.env["RECORDS"]}/records/angular`;
const app = express();
const angular = new AngularNodeAppEngine({ allowedHosts: ["127.0.0.1"] });

app.get("/plan", async (_, response) => {
  response.json(await (await fetch(RECORD)).json());
});

app.put("/plan", express.text({ type: "application/json", limit: "5mb" }), async ({ body }, response) => {
  const stored = await fetch(RECORD, { method: "PUT", headers: { "Content-Type": "application/json" }, body });
  response.status(stored.status).type(stored.headers.get("Content-Type")!).send(await stored.text());
});

app.use(express.static(`${import.meta.dirname}/../browser`, { index: false, redirect: false }));

app.use(async (request, response, next) => {
  const page = await angular.handle(request);
  if (page) await writeResponseToNodeResponse(page, response);
  else next();
});

if (isMainModule(import.meta.url)) app.listen(Number(process.env["PORT"]), "127.0.0.1");

export const reqHandler = createNodeRequestHandler(app);
