// Where nobody may change what the server hands out: a copy of `coplan.wasm` under a name that it knows.

import { config } from "/iis/coplan/coplan.js";

config({ wasm: "/iis/coplan/coplan.bin" });

const form = document.querySelector("coplan-abuse-question");
form.addEventListener("coplan-save", (event) =>
  event.respondWith(fetch("/documents/iis", { method: "PUT", body: JSON.stringify(event.document) })),
);
form.document = await (await fetch("/documents/iis")).json();
