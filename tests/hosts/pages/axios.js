// An answer of axios is no `Response`: what the server said is in its `data`. Its errors are understood as they are.

import axios from "axios";

const plan = document.querySelector("coplan-relapse-plan");

plan.addEventListener("coplan-save", (event) => {
  const stored = axios.put(`/records/${event.id}`, event.document);
  event.respondWith(stored.then(({ data }) => data));
});

plan.document = (await axios.get("/records/ada")).data;
