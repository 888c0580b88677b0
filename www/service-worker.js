// Keeps the shell of the portal on this tablet: the page of a visit, its scripts and the forms. No document, no list and no other
// page is ever kept here, because their answers pass by untouched.
//
// The names of files change with every build, and with them this script. The browser then installs it beside the one before, which
// goes on serving the tabs that are open; once they are closed, the new one takes over and removes what it does not need.

const FILES = [
  "/visit.html",
  "{{coplan}}/coplan.js",
  "{{coplan}}/coplan.wasm",
  "{{portal}}/icon.svg",
  "{{portal}}/portal.css",
  "{{portal}}/portal.js",
  "{{portal}}/offline/database.js",
  "{{portal}}/offline/form.js",
  "{{portal}}/offline/here.js",
  "{{portal}}/offline/keys.js",
  "{{portal}}/offline/send.js",
  "{{portal}}/offline/tabs.js",
  "{{portal}}/offline/take.js",
  "{{portal}}/offline/vault.js",
  "{{portal}}/offline/visit.js",
];
/** So many milliseconds a page may take. */
const PATIENCE = 15_000;
const CACHE = "shell {{coplan}} {{portal}} {{page}}";

addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES)));
});

addEventListener("activate", (event) => {
  const old = caches.keys().then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))));
  event.waitUntil(old.then(() => clients.claim()));
});

// A page whose loading had begun before this worker was there asks to be served by it from now on.
addEventListener("message", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (FILES.includes(pathname)) event.respondWith(kept(pathname, request));
  // Without a network, or with one that does not get through, whatever page was wanted: what there is without one.
  else if (request.mode === "navigate") event.respondWith(Promise.race([fetch(request), late()]).catch(() => kept("/visit.html", request)));
});

const late = () => new Promise((_, reject) => setTimeout(reject, PATIENCE));

/** A file of the shell, from here. The browser may have thrown it away. */
async function kept(pathname, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(pathname)) ?? fetch(request);
}
