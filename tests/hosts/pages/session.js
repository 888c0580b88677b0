// A session that ends while somebody types. The form says so by itself and keeps every letter; the page leads to signing in, in
// another tab, and saves what waits as soon as somebody is back.

import { open, store } from "./store.js";

const plan = document.querySelector("coplan-relapse-plan");
const signIn = document.querySelector("#sign-in");

plan.addEventListener("coplan-save", (event) => event.respondWith(store(event)));
plan.addEventListener("coplan-save-failed", ({ reason }) => (signIn.hidden = reason !== "signed-out"));
plan.addEventListener("coplan-saved", () => (signIn.hidden = true));

addEventListener("focus", () => {
  if (!signIn.hidden) plan.save().catch(() => {}); // It tells of its failure itself.
});

plan.document = await open("ada");
