// Someone else saved this meanwhile. Handed the latest revision as well, the form shows both, and a person decides.

import { open, store } from "./store.js";

const plan = document.querySelector("coplan-relapse-plan");

plan.addEventListener("coplan-save", (event) => event.respondWith(store(event)));
plan.addEventListener("coplan-save-failed", async ({ reason, id }) => {
  if (reason !== "conflict") return;
  const latest = await open(id);
  // The form may show another document by then.
  if (plan.document.id === id) plan.document = latest;
});

plan.document = await open("ada");
