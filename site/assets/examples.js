// In the place of www/examples.js: the same documents, out of one file.

const address = new URL("../examples.json", import.meta.url);
let read;

/** `{ form, name, document }` of each. */
const all = () => (read ??= fetch(address).then((response) => response.json()));

export const forms = async () => [...new Set((await all()).map(({ form }) => form))].map((form) => ({ form }));
export const examples = async () => (await all()).map(({ form, name, document: { status } }) => ({ form, name, status }));
export const example = async (wanted, called) => structuredClone((await all()).find(({ form, name }) => form === wanted && name === called).document);
