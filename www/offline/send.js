// Sending what was saved on the road: one save after another, each as it was when the form was told that it is kept.

import { ask, Refusal } from "../portal.js";
import { changes } from "./database.js";
import { closeOthers, hold, isOpen } from "./tabs.js";
import { tell } from "./take.js";
import { about, trim, wipe } from "./vault.js";

/** What is said when sending, or taking more along, has stopped before its end. */
export const STOPPED = {
  unreachable: "The portal cannot be reached. Everything stays on this tablet, and can be sent later.",
  signed_out: "Sign in to send what lies on this tablet. Everything stays here until then.",
  unowned: "This tablet does not know who took these forms along, so nothing was sent. Everything stays here: tell your service desk.",
  other_owner: "Somebody else took these forms along. Only they can send what lies here, or take more along: sign in as them.",
  busy: "Another tab is sending already.",
  wiped: "This tablet was told to remove the forms that lay on it. They are gone from here.",
  unknown: "The portal does not know this tablet. Send what is not sent yet, remove the forms from this tablet, and take them along again.",
  waits: "You told this tablet to remove what lies on it. Some of it is not sent yet: open it with the passphrase, so that it is sent first.",
  stays: "You told this tablet to remove what lies on it. What could not be sent stays until it is sent, or you remove it.",
};

const at = (id) => `/api/documents/${encodeURIComponent(id)}`;

/** One request after another in all tabs. */
const SENDING = "coplan-visit-send";

/**
 * Whether this tablet may go on: "" or why not. Told to, it removes what lies here: `settle` closes the form that is open in this page.
 */
export const contact = (vault, settle) => navigator.locks.request(SENDING, () => asked(vault, settle));

async function asked(vault, settle) {
  const here = await about();
  if (!here) return "";
  try {
    const { owner } = await ask(`/api/devices/${here.device}`);
    // Where people sign in to a network, its own page may answer in the place of the portal.
    if (!owner) return "unreachable";
    const known = vault && (await vault.owner());
    if (known && known.id !== owner) return "other_owner";
    if (vault && !known) await vault.own({ id: owner });
  } catch (error) {
    if (error.status === 404) return "unknown";
    if (error.status === 401) return "signed_out";
    if (error.status === 403) return "other_owner";
    // A network's own page may have any number: only the portal's own words remove anything.
    if (error.status !== 410 || !error.codes.includes("wiped")) return "unreachable";
    const yours = error.codes.includes("yours");
    return vault ? removed(here, { yours, vault, settle }) : removedUnopened(here, yours);
  }
  return "";
}

/** What lies here is open: what is typed is kept, and the owner's work is sent. What cannot be sent stays. */
async function removed({ device }, { yours, vault, settle }) {
  await settle?.();
  await closeOthers();
  if (yours) await sendAll(vault);
  if (!yours || !(await about())?.unsent) {
    await wipe(device);
    return "wiped";
  }
  await trim();
  await hold();
  return "stays";
}

/** It is not open in this page. A page in which it is does all of it, and the owner can still open what the passphrase opens. */
async function removedUnopened({ device, unsent, closed }, yours) {
  if (await isOpen()) {
    changes.postMessage("contact");
    return "";
  }
  if (yours && unsent && !closed) return "waits";
  await wipe(device);
  return "wiped";
}

/** Sends what is not sent yet. Gives "" at the end, or why it stopped: what was not sent then is as it was. */
export function send(vault, settle) {
  return navigator.locks.request(SENDING, { ifAvailable: true }, async (free) => {
    if (!free) return "busy";
    const why = await asked(vault, settle);
    // A database that was restored from before knows nothing of it: its owner can send the documents all the same.
    return why && why !== "unknown" ? why : sendAll(vault);
  });
}

/** Whether it is the owner who is signed in: "" or why nothing is sent. In another's name nothing is. */
async function isOwner(owner) {
  if (!owner) return "unowned";
  try {
    const { id } = await ask("/api/user");
    if (!id) return "unreachable";
    return id === owner.id ? "" : "other_owner";
  } catch ({ status }) {
    return status === 401 ? "signed_out" : "unreachable";
  }
}

async function sendAll(vault) {
  const owner = await vault.owner();
  const refused = await isOwner(owner);
  if (refused) return refused;
  const tried = new Set();
  const stuck = new Set((await vault.documents()).filter(({ stuck }) => stuck?.latest).map(({ document }) => document.id));
  for (;;) {
    const next = (await vault.unsent()).find(({ seq, document }) => !tried.has(seq) && !stuck.has(document.id));
    if (!next) return "";
    tried.add(next.seq);
    const stopped = await sendOne(vault, next, { stuck, owner });
    if (stopped) return stopped;
  }
}

async function sendOne(vault, save, { stuck, owner }) {
  const { document } = save;
  const follows = document.revision ?? 0;
  try {
    const { revision } = await ask(at(document.id), {
      method: "PUT",
      headers: { "Content-Type": "application/json", "Coplan-User": encodeURIComponent(owner.id) },
      body: JSON.stringify(document),
    });
    // Not the portal's answer, as above.
    if (revision !== follows + 1) return "unreachable";
  } catch (error) {
    const { status } = error;
    if (status === 401) return "signed_out";
    if (error.codes?.includes("other_user")) return "other_owner";
    if (!isRefusal(error)) return "unreachable";
    const latest = [404, 409].includes(status) && (await ask(at(document.id)).catch((failed) => failed));
    if (latest instanceof Error && latest.status !== 404) return latest.status === 401 ? "signed_out" : "unreachable";
    // The answer to an earlier try was lost on the way, and the server has it.
    if (latest?.revision !== follows + 1 || !isSame(latest, document)) {
      stuck.add(document.id);
      // A database that was restored from before the form was begun knows nothing of it: its owner decides.
      const gone = latest instanceof Error && follows > 0;
      return stuckBy(vault, save, latest?.revision ? { latest } : { why: error.message, gone });
    }
  }
  await vault.sent(save);
  return "";
}

/** Whether it is the portal that says no, and will say so again. */
const isRefusal = (error) => error instanceof Refusal && error.status < 500 && ![408, 421, 429].includes(error.status);

/** Keeps why a save is not sent. What somebody else has saved comes to this tablet by that: it is recorded first. */
async function stuckBy(vault, save, why) {
  const { id } = save.document;
  try {
    if (why.latest) await tell("POST", `${at(id)}/taken`, { action: "taken_along" });
    await vault.stick(save, why);
  } catch (error) {
    if (error.status === 401) return "signed_out";
    if (!isRefusal(error)) return "unreachable";
    await vault.stick(save, { why: error.message });
  }
  return "";
}

/** Whether two are the same but for what the server adds. */
function isSame(one, other) {
  const sorted = (value) => {
    if (value === null || typeof value !== "object") return value;
    if (Array.isArray(value)) return value.map(sorted);
    return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
  };
  const said = ({ revision, saved_at, ...rest }) => JSON.stringify(sorted(rest));
  return said(one) === said(other);
}
