/** What a browser still sends after the page has gone: all such requests together. */
const KEPT_ALIVE = 64 * 1024;

/** Answers `coplan-save`: the page's own server stores it. The last words go on without the page. */
export function save(event) {
  const body = JSON.stringify(event.document);
  const keepalive = event.reason === "leaving" && new Blob([body]).size < KEPT_ALIVE;
  event.respondWith(fetch("/plan", { method: "PUT", headers: { "Content-Type": "application/json" }, body, keepalive }));
}
