// Taking people's forms along: each document is put down in the audit trail first, and comes as the portal gives it to whoever is
// signed in.

import { address, ask } from "../portal.js";
import { asText, random } from "./keys.js";
import { about, Vault, wipe } from "./vault.js";

const TAKEN = "Something lies on this tablet already, so nothing more was taken along. Open it, send what is not sent, and take more along there.";

/** Registers this tablet, and takes these people's forms along. Half of it would look like all of it: then nothing stays. */
export async function takeAlong(passphrase, people) {
  if (await about()) throw new Error(TAKEN);
  const device = crypto.randomUUID();
  try {
    const vault = await begin(passphrase, device);
    for (const ref of people) await take(vault, ref);
    return vault;
  } catch (error) {
    await wipe(device);
    throw error;
  }
}

/** Makes the place for what comes along. */
async function begin(passphrase, device) {
  const secret = asText(random(32));
  const { owner, taken_at, expires_at, restricted } = await tell("PUT", `/api/devices/${device}`, { secret });
  const { id, name, role, demo } = await ask("/api/user");
  if (id !== owner) throw new Error("Somebody else has signed in meanwhile, so nothing was taken along. Load this page again.");
  // By this tablet's own clock, which may be wrong.
  const until = new Date(Date.now() + Date.parse(expires_at) - Date.parse(taken_at)).toISOString();
  const forms = await ask("/api/forms");
  const allowed = forms.filter(({ access }) => restricted || access === "normal").map(({ form }) => form);
  // The browser may throw away what a page keeps where space is short, unless it is asked not to.
  await navigator.storage?.persist?.();
  const said = { device, taken_at, expires_at: until, restricted, forms: allowed };
  const vault = await Vault.create(passphrase, secret, said, { id, name, role, demo });
  if (!vault) {
    await ask(`/api/devices/${device}`, { method: "DELETE" }).catch(() => {});
    throw new Error(TAKEN);
  }
  return vault;
}

/** Takes one person's documents along. What is restricted stays, unless the trust lets it go. */
export async function take(vault, ref) {
  const { restricted } = await about();
  const person = await ask(`/api/people/${encodeURIComponent(ref)}`);
  const entries = await ask(address("/api/documents", { person: ref }));
  const documents = [];
  for (const { id, access } of entries) {
    if (access !== "normal" && !restricted) continue;
    const at = `/api/documents/${encodeURIComponent(id)}`;
    await tell("POST", `${at}/taken`, { action: "taken_along" });
    documents.push(await ask(address(at, { person: ref })));
  }
  await vault.take(person, documents);
}

/** Sends JSON, and gives what comes back. */
export async function tell(method, at, body) {
  const headers = body && { "Content-Type": "application/json" };
  return ask(at, { method, headers, body: body && JSON.stringify(body) });
}
