import "coplan";

const plan = document.querySelector("coplan-relapse-plan");
plan.document = { subject: { ref: "your-id", name: "Ada Example" } };
plan.addEventListener("coplan-save", (event) => event.respondWith(fetch(`/documents/${event.document.id}`, {
  method: "PUT", headers: { "Content-Type": "application/json" }, body: JSON.stringify(event.document),
})));
