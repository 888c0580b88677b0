// A host's page with one form on it, made as its address says, which stores what it is handed at the server or answers as a test
// tells it to.

const query = new URLSearchParams(location.search);
const plain = (value) => JSON.parse(JSON.stringify(value ?? null));

/** Browsers that have less. */
const WITHOUT = {
  getCoalescedEvents: () => delete PointerEvent.prototype.getCoalescedEvents,
  registerProperty: () => delete CSS.registerProperty,
  randomUUID: () => delete Crypto.prototype.randomUUID,
  attachInternals: () => delete HTMLElement.prototype.attachInternals,
  WebAssembly: () => delete window.WebAssembly,
};
for (const name of query.getAll("without")) WITHOUT[name]();

const host = (window.host = {
  saves: [], // every `coplan-save`
  heard: [], // everything else that the forms told
  waiting: [], // saves that wait for `host.release`
  answer: "stores",
  answers: {
    stores: (event) => event.respondWith(fetch(`/kept/${event.id}`, { method: "PUT", keepalive: true, body: JSON.stringify(event.document) })),
    waits: (event) => event.respondWith(new Promise((resolve) => host.waiting.push(resolve))),
    fails: (event) => event.respondWith(fetch("/fails", { method: "PUT", body: "" })),
    silent: () => {},
  },
  release: (said) => host.waiting.shift()(said),
});

document.addEventListener("coplan-save", (event) => {
  const { id, form, reason } = event;
  host.saves.push({ id, form, reason, document: plain(event.document) });
  host.answers[host.answer](event);
});
for (const type of ["coplan-ready", "coplan-change", "coplan-saved", "coplan-save-failed", "coplan-error"]) {
  document.addEventListener(type, ({ form, reason, name, code, revision, path, message }) =>
    host.heard.push({ type, ...plain({ form, reason, name, code, revision, path, message }) }));
}

/** The form, with what the address says: `?tag=…&id=…` and any attribute. */
async function make() {
  const element = document.createElement(query.get("tag"));
  for (const [name, value] of query) if (!["tag", "id", "without", "policy", "coplan", "in", "dir"].includes(name)) element.setAttribute(name, value);
  element.textContent = "Ask the service desk for the paper form.";
  const kept = await fetch(`/kept/${query.get("id")}`);
  if (kept.status === 200) element.document = await kept.json();
  (document.querySelector("fieldset") ?? document.querySelector("main")).append(element);
}
document.documentElement.dir = query.get("dir") ?? "";
document.addEventListener("DOMContentLoaded", make);
