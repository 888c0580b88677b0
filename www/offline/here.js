// On every page of the portal: says what lies on this tablet, and removes it when it is due, when the server says so, and when its
// owner signs out. Where nothing lies, it does nothing.

import { ask } from "../portal.js";
import { contact } from "./send.js";
import { about, tidy, wipe } from "./vault.js";

/** The page of a visit says all of it itself. */
const line = document.querySelector("#on-this-tablet");

/** Made once: a page may make each policy but once. */
let trust;

/** How many there are, in words. */
export const counted = (count, one, many) => `${count} ${count === 1 ? one : many}`;

/** Whose forms lie on this tablet, without their names. */
export const whose = ({ people }) => `Forms of ${counted(people, "person", "people")} are on this tablet.`;

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

/** Whoever signs out leaves nothing behind, and is asked before anything is lost. */
async function signingOut(event) {
  const { submitter, target } = event;
  if (target.getAttribute("action") !== "/session" || submitter?.value !== "ended" || "wiped" in target.dataset) return;
  event.preventDefault();
  const here = await about().catch(() => undefined);
  const lost = here?.unsent && `${counted(here.unsent, "change", "changes")} on this tablet will be lost: not sent yet. End this session all the same?`;
  if (lost && !confirm(lost)) return;
  if (here) {
    await ask(`/api/devices/${here.device}`, { method: "DELETE" }).catch(() => {});
    await wipe();
  }
  target.dataset.wiped = "";
  target.requestSubmit(submitter);
}

// Where the browser keeps nothing, as in a private window of some, there is nothing to say.
if (globalThis.indexedDB && globalThis.crypto?.subtle && navigator.locks) {
  document.addEventListener("submit", signingOut);
  await show().catch(() => {});
  if (line && !line.hidden && (await contact().catch(() => "")) === "wiped") await show();
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && show().catch(() => {}));
}
