// The keys of what lies on a tablet. One data key encrypts it; a script can use that key and never read it. At rest it is wrapped
// twice: by the passphrase of this visit, and by a secret that the server gives to its owner alone, once signed in.

const subtle = globalThis.crypto?.subtle;
const bytes = new TextEncoder();

/** What OWASP asks of PBKDF2 with SHA-256 (Password Storage Cheat Sheet). */
export const ITERATIONS = 600_000;

const DATA = "AES-GCM";
const WRAP = "AES-KW";
const WRAPS = ["wrapKey", "unwrapKey"];

/** Random bytes, as text for JSON where the server keeps them. */
export const random = (count) => crypto.getRandomValues(new Uint8Array(count));
export const asText = (some) => btoa(String.fromCharCode(...some)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const asBytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

/** From the passphrase. Letters that look alike are alike, whichever keyboard wrote them (NFKC). */
async function ofPassphrase(passphrase, { salt, iterations }) {
  const typed = await subtle.importKey("raw", bytes.encode(passphrase.normalize("NFKC")), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  return subtle.deriveKey(how, typed, { name: WRAP, length: 256 }, false, WRAPS);
}

/** From the server's secret. */
async function ofSecret(secret, device) {
  const given = await subtle.importKey("raw", asBytes(secret), "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: bytes.encode(device), info: bytes.encode("coplan visit 1") };
  return subtle.deriveKey(how, given, { name: WRAP, length: 256 }, false, WRAPS);
}

const unwrap = (wrapped, by, extractable = false) =>
  subtle.unwrapKey("raw", wrapped, by, WRAP, DATA, extractable, ["encrypt", "decrypt"]);

/** A new data key, and what is kept of it: wrapped in both ways. Its own bytes are in no variable at any time. */
export async function create(passphrase, secret, device) {
  const key = await subtle.generateKey({ name: DATA, length: 256 }, true, ["encrypt", "decrypt"]);
  const by = await ofSecret(secret, device);
  const bySecret = await subtle.wrapKey("raw", key, by, WRAP);
  return { key: await unwrap(bySecret, by), kept: { bySecret, ...(await wrapped(key, passphrase)) } };
}

async function wrapped(key, passphrase) {
  const how = { salt: random(16), iterations: ITERATIONS };
  return { ...how, byPassphrase: await subtle.wrapKey("raw", key, await ofPassphrase(passphrase, how), WRAP) };
}

/** The data key; nothing for a wrong passphrase. */
export async function byPassphrase(passphrase, about) {
  const by = await ofPassphrase(passphrase, about);
  return unwrap(about.byPassphrase, by).catch(() => undefined);
}

/** The data key, with what the server gave to whoever is signed in. */
export const bySecret = async (secret, about) => unwrap(about.bySecret, await ofSecret(secret, about.device));

/** The same key under another passphrase. */
export async function again(passphrase, secret, about) {
  return wrapped(await unwrap(about.bySecret, await ofSecret(secret, about.device), true), passphrase);
}

/**
 * Encrypts a value under the name of its record and its version: in the place of another record it opens nothing. It does not keep
 * whoever writes the disk from setting a record back, since its version goes back with it.
 */
export async function encrypt(key, name, value) {
  const iv = random(12);
  const data = await subtle.encrypt({ name: DATA, iv, additionalData: bytes.encode(name) }, key, bytes.encode(JSON.stringify(value)));
  return { iv, data };
}

/** The value of a record. */
export async function decrypt(key, name, { iv, data }) {
  const text = await subtle.decrypt({ name: DATA, iv, additionalData: bytes.encode(name) }, key, data);
  return JSON.parse(new TextDecoder().decode(text));
}
