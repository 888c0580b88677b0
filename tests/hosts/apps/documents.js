// The server, as all of these apps use it.

export const open = async (host) => (await fetch(`/documents/${host}`)).json();

/** What a browser still sends after the page has gone: all such requests together. */
const KEPT_ALIVE = 64 * 1024;

/** Stores what the form hands over. Its last words go on without the page. */
export function store(host, { document, reason }) {
  const body = JSON.stringify(document);
  const keepalive = reason === "leaving" && new Blob([body]).size < KEPT_ALIVE;
  return fetch(`/documents/${host}`, { method: "PUT", headers: { "Content-Type": "application/json" }, body, keepalive });
}
