// On every page of the portal: says what lies on this tablet, and removes it when it is due, when the server says so, and when its
// owner signs out. Where nothing lies, it does nothing.

import { ask, say } from "../portal.js";
import { contact } from "./send.js";
import { closeOthers } from "./tabs.js";
import { about, tidy, wipe } from "./vault.js";

/** The page of a visit says all of it itself. */
const line = document.querySelector("#on-this-tablet");

/** Made once: a page may make each policy but once. */
let trust;

/** How many there are, in words. */
export const counted = (count, one, many) => `${count} ${count === 1 ? one : many}`;

/** Whose forms lie on this tablet, without their names. Where it was told to empty itself, what is not sent yet lies there still. */
export const whose = ({ people }) =>
  people ? `Forms of ${counted(people, "person", "people")} are on this tablet.` : "What is not sent yet is still on this tablet.";

function said({ unsent, closed, ...here }) {
  const waits = unsent ? `${counted(unsent, "change is", "changes are")} not sent yet.` : "Everything is sent.";
  return closed ? `On this tablet only: ${waits}` : `${whose(here)} ${waits}`;
}

async function show() {
  const here = await tidy();
  if (!line) return;
  line.hidden = !here;
  if (!here) return;
  line.querySelector("a").textContent = said(here);
  await keepShell();
}

/** Keeps the shell of the portal. Where scripts have to be trusted, this one address is. */
export async function keepShell() {
  const script = "/service-worker.js";
  const trusted = (trust ??= globalThis.trustedTypes?.createPolicy("coplan-portal", { createScriptURL: () => script }));
  await navigator.serviceWorker?.register(trusted?.createScriptURL("") ?? script);
}

/** The shell is on this tablet, and what this page loads comes from there. Says whether it is, after half a minute at the latest. */
export async function isShellKept() {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return false;
  if (serviceWorker.controller) return true;
  const served = new Promise((resolve) => serviceWorker.addEventListener("controllerchange", () => resolve(true), { once: true }));
  serviceWorker.ready.then(({ active }) => active.postMessage("serve"));
  const late = new Promise((resolve) => setTimeout(() => resolve(Boolean(serviceWorker.controller)), 30_000));
  return Promise.race([served, late]);
}

/** Whether this tablet is of whoever is signed in: only they remove it. Fails where the portal does not say. */
async function isYours({ device }) {
  try {
    const { owner } = await ask(`/api/devices/${device}`);
    if (owner) return true;
  } catch ({ status, codes = [] }) {
    if (status === 410 && codes.includes("wiped")) return codes.includes("yours");
    // Nobody is signed in, somebody else is, or the portal does not know the tablet: what lies here stays, encrypted.
    if ([401, 403, 404].includes(status)) return false;
  }
  throw new Error("Signing out needs the network. You are still signed in, and everything stays on this tablet.");
}

/** Removes what lies here, if it is of whoever signs out and they are sure. Says whether they go on. */
async function leftBehind() {
  // Where the browser does not say what it keeps, it keeps nobody signed in.
  const lies = await about().catch(() => undefined);
  if (!lies || !(await isYours(lies))) return true;
  // What is typed in another tab is kept, so that it counts.
  await closeOthers();
  const here = await about();
  if (!here) return true;
  const lost = here.unsent && `${counted(here.unsent, "change", "changes")} on this tablet will be lost: not sent yet. End this session all the same?`;
  if (lost && !confirm(lost)) return false;
  try {
    await ask(`/api/devices/${here.device}`, { method: "DELETE" });
  } catch ({ status }) {
    // It has been told already, or is not known any more.
    if (![404, 410].includes(status)) throw new Error("Signing out did not work: the portal does not answer. Everything stays on this tablet. Try again.");
  }
  await wipe(here.device);
  return true;
}

/** Whoever signs out leaves nothing of theirs behind, and is asked before anything is lost. */
async function signingOut(event) {
  const { submitter, target } = event;
  if (target.getAttribute("action") !== "/session" || submitter?.value !== "ended" || "left" in target.dataset) return;
  event.preventDefault();
  try {
    if (!(await leftBehind())) return;
  } catch (error) {
    say(error.message);
    return;
  }
  target.dataset.left = "";
  target.requestSubmit(submitter);
}

// Where the browser keeps nothing, as in a private window of some, there is nothing to say.
if (globalThis.indexedDB && globalThis.crypto?.subtle && navigator.locks) {
  document.addEventListener("submit", signingOut);
  await show().catch(() => {});
  if (line && !line.hidden && (await contact().catch(() => "")) === "wiped") await show();
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && show().catch(() => {}));
}
