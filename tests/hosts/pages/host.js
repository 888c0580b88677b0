// What a host without a framework writes: opens the document, and stores it when the form asks.

const form = document.querySelector("coplan-abuse-question");
const host = new URLSearchParams(location.search).get("host") ?? document.documentElement.dataset.host;
const address = `/documents/${host}`;

form.addEventListener("coplan-save", (event) =>
  event.respondWith(fetch(address, { method: "PUT", body: JSON.stringify(event.document) })),
);

form.document = await (await fetch(address)).json();
