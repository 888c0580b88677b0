// Opens a document in each of the forms of the page, and stores what each of them sends. `?only=` takes the others away.

const only = new URLSearchParams(location.search).get("only");

for (const form of document.querySelectorAll("body > [mode]")) {
  if (only && form.id !== only) {
    form.remove();
    continue;
  }
  // The assessment has the abuse question in it, which sends a document of its own.
  const address = (sent) => `/documents/${only ? "only" : "all"}-${form.id}-${sent}`;
  form.addEventListener("coplan-save", (event) =>
    event.respondWith(fetch(address(event.document.form), { method: "PUT", body: JSON.stringify(event.document) })),
  );
  form.document = await (await fetch(address(form.localName.slice(7).replaceAll("-", "_")))).json();
}
