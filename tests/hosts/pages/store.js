// The server, as the pages use it: one address a document.

export const open = async (id) => (await fetch(`/records/${id}`)).json();

/** What a browser still sends after the page has gone: all such requests together. */
const KEPT_ALIVE = 64 * 1024;

/** Stores what the form hands over, under the id that it says. Its last words go on without the page. */
export function store({ id, document, reason }) {
  const body = JSON.stringify(document);
  const keepalive = reason === "leaving" && new Blob([body]).size < KEPT_ALIVE;
  return fetch(`/records/${id}`, { method: "PUT", headers: { "Content-Type": "application/json" }, body, keepalive });
}
