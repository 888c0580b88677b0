// The server, as all of these apps use it.

export const open = async (host) => (await fetch(`/documents/${host}`)).json();

export const store = (host, document) => fetch(`/documents/${host}`, { method: "PUT", body: JSON.stringify(document) });
