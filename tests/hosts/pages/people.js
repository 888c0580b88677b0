// One form, and whoever is chosen. What was typed for the one before is offered to the host first, and what the host says of it
// belongs to that document, whoever is on screen by then.

import { open, store } from "./store.js";

const plan = document.querySelector("coplan-relapse-plan");
const say = (id, words) => (document.getElementById(`${id}-saved`).textContent = words);

plan.addEventListener("coplan-save", (event) => event.respondWith(store(event)));
plan.addEventListener("coplan-saved", ({ id }) => say(id, "Saved"));
plan.addEventListener("coplan-save-failed", ({ id, title }) => say(id, title ?? "Not saved"));

let chosen;
for (const button of document.querySelectorAll("button[id]")) {
  button.addEventListener("click", async ({ currentTarget: { id } }) => {
    chosen = id;
    const opened = await open(id);
    // Another may have been chosen meanwhile.
    if (chosen === id) plan.document = opened;
  });
}
