// Makes the form, and puts it on the page when it has its document.

const form = document.createElement("coplan-abuse-question");
form.mode = "staff";
form.addEventListener("coplan-save", (event) =>
  event.respondWith(fetch("/documents/script", { method: "PUT", body: JSON.stringify(event.document) })),
);
form.document = await (await fetch("/documents/script")).json();
document.querySelector("#stage").append(form);
