// The page of a visit: takes forms along, opens them without a network, and sends what was saved. It works from the files that the
// service worker keeps. The key is in the memory of this page alone: loaded again, or in another tab, it asks for the passphrase.

import { ask, item, say, userOf } from "../portal.js";
import { changes } from "./database.js";
import { Form, nameOf } from "./form.js";
import { counted, isShellKept, keepShell, whose } from "./here.js";
import { STOPPED, contact, send } from "./send.js";
import { closeOthers, hold } from "./tabs.js";
import { take, takeAlong } from "./take.js";
import { GRACE, TRIES, Vault, about, close, hasExpired, tidy, wipe } from "./vault.js";

const $ = (selector) => document.querySelector(selector);
const SECTIONS = ["nothing", "closed", "list", "form"];
const ON_TABLET = "Forms on this tablet";
/** What the titles of all pages end with. */
const PORTAL = document.title.split(" – ").at(-1);
const count = $("#count");

/** What lies here, while it is open. */
let vault;
/** The form on screen. */
let form;
/** This page is being loaded again. */
let leaving = false;
/** The owner has told this tablet to remove what lies here, and not all of it could be sent. */
let stays = false;

/** What lies here is open in this page from now on, if it is there. */
async function opened(it) {
  if (it) await hold();
  vault = it;
}

/** Keeps what is typed, and takes the form off the screen. */
async function settle() {
  await form?.close({ all: true });
  form = undefined;
}

/** Takes all that was decrypted out of this page: it is loaded again, and says why. */
async function leave(why = "") {
  if (leaving) return;
  leaving = true;
  await settle();
  vault = undefined;
  location.replace(`/visit.html${why && `?said=${why}`}`);
}

// ---- What is on screen ----

const heading = $("h1");
const back = $("#back");

/** Shows one section under its heading, which takes the focus when another was on screen: so it is heard what has come. */
function show(name, title) {
  const other = $(`#${name}`).hidden;
  for (const section of SECTIONS) $(`#${section}`).hidden = section !== name;
  $(".notice[role=alert]")?.remove();
  heading.textContent = title;
  document.title = `${title} – ${PORTAL}`;
  // The form says itself what it is called.
  heading.classList.toggle("unseen", name === "form");
  back.href = name === "form" ? "/visit.html" : "/";
  back.textContent = name === "form" ? ON_TABLET : "All people";
  $("#tablets").hidden = true;
  if (other && shown) heading.focus();
  shown = true;
}
let shown = false;

const SIGN_IN = { href: "/sign-in.html", text: "Sign in (opens in another tab)", target: "_blank" };
const tellWhy = (error) => say(error.message, error.status === 401 ? SIGN_IN : undefined);
const tellStopped = (why) => why && say(STOPPED[why], why === "signed_out" ? SIGN_IN : undefined);

const day = (at) => new Date(at).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });

async function counts() {
  const here = await about().catch(() => undefined);
  count.textContent = !here ? "" : here.unsent ? `On this tablet only: ${counted(here.unsent, "change", "changes")} not sent yet` : "Everything is sent";
  for (const place of document.querySelectorAll(".about")) {
    place.textContent = !here || here.closed ? "" : `${whose(here)} It opens without a network until ${day(here.expires_at)}.`;
  }
  return here;
}

/** Whatever belongs on screen now. */
async function refresh() {
  if (leaving || (vault && isOver(await about()))) return leave();
  const here = await tidy().then(counts);
  if (form) return;
  if (!here) return showNothing();
  if (!vault) return showClosed(here);
  await showList(here);
}

/** Whether what is open here has to be closed: it is gone, or its time is over. */
const isOver = (here) => !here || (hasExpired(here) && !here.closed) || hasExpired(here, Date.now() - GRACE);

// ---- Nothing lies here ----

async function offer(place, known = []) {
  const people = await ask("/api/people");
  place.replaceChildren(
    ...people.map(({ ref, name }) => {
      const label = document.createElement("label");
      const box = Object.assign(document.createElement("input"), { type: "checkbox", name: "person", value: ref, autocomplete: "off" });
      label.append(box, ` ${name}${known.includes(ref) ? " (on this tablet)" : ""}`);
      return label;
    }),
  );
}

async function showNothing() {
  show("nothing", "Take forms along");
  $("#take").hidden = true;
  try {
    await offer($("#take .people"));
    $("#take").hidden = false;
    await showTablets();
  } catch (error) {
    tellWhy(error);
  }
}

const chosen = (form) => [...form.querySelectorAll("[name=person]:checked")].map(({ value }) => value);

/** One thing at a time, and what went wrong below the heading. */
function on(target, type, act) {
  let busy = false;
  target.addEventListener(type, async (event) => {
    if (type === "submit") event.preventDefault();
    if (busy) return;
    busy = true;
    await act(event.target).catch(tellWhy);
    await counts();
    busy = false;
  });
}

on($("#take"), "submit", async (form) => {
  const people = chosen(form);
  const passphrase = $("#new-passphrase").value;
  if (!people.length) return say("Choose whose forms you take along.");
  if (passphrase !== $("#repeated").value) return say("The two passphrases differ. Type the same one twice.");
  count.textContent = "Taking forms along…";
  if (!(await isShellKept())) throw new Error("This browser did not keep the portal's pages, so nothing was taken along. Load this page again, and try once more.");
  await opened(await takeAlong(passphrase, people));
  form.reset();
  await refresh();
});

/** One's own tablets, to remove what lies on a lost one. */
async function showTablets() {
  // What is not sent waits for a week after the rest has gone.
  const mayHold = (device) => !device.wiped_at && !hasExpired(device, Date.now() - GRACE);
  const tablets = (await ask("/api/devices")).filter(mayHold);
  const here = await about();
  const lines = tablets.filter(({ id }) => id !== here?.device).map(({ id, taken_at, expires_at }) => {
    const line = document.createElement("li");
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Remove what lies on it" });
    on(button, "click", async () => {
      if (!confirm("Remove what lies on that tablet? What is not sent from there is sent first if you are signed in there, and is lost if you are not.")) return;
      await ask(`/api/devices/${id}`, { method: "DELETE" });
      await showTablets();
    });
    line.append(`Taken along on ${day(taken_at)}, until ${day(expires_at)}. `, button);
    return line;
  });
  $("#tablets").hidden = !lines.length || Boolean(form);
  $("#tablets .list").replaceChildren(...lines);
}

// ---- Closed ----

function showClosed(here) {
  show("closed", ON_TABLET);
  $("#open").hidden = here.closed;
  const needed = here.closed || here.tries > 0;
  $("#sign-in").hidden = !needed;
  $("#sign-in .new").hidden = here.closed;
  $("#another").required = !here.closed;
  $("#sign-in .why").textContent = here.closed
    ? "The passphrase does not open this any more. With a network your sign-in does, so that what is not sent yet is not lost."
    : "Forgotten? With a network, your sign-in opens it too.";
  if (navigator.onLine) showTablets().catch(() => {});
}

on($("#open"), "submit", async (form) => {
  await opened(await Vault.open($("#passphrase").value));
  form.reset();
  if (vault) return arrived();
  const { tries } = (await about()) ?? { tries: 0 };
  const left = TRIES - tries;
  if (left > 0) {
    await refresh();
    say(`This is not the passphrase. ${counted(left, "try is", "tries are")} left.`);
    return $("#passphrase").focus();
  }
  await close();
  await refresh();
  say("Too many wrong passphrases. What the server has too was removed from this tablet.");
});

on($("#sign-in"), "submit", async (form) => {
  const here = await about();
  const passphrase = $("#another").value;
  const { secret } = await ask(`/api/devices/${here.device}`);
  await opened(await Vault.openSignedIn(secret));
  if (!here.closed) await Vault.setPassphrase(passphrase, secret);
  form.reset();
  await arrived();
});

// ---- Open ----

/** Something lies open here. Where there is a network, what waits is sent. */
async function arrived() {
  await refresh();
  if (navigator.onLine && (await about())?.unsent) await sendNow();
}

/** Asked twice, it sends once. */
const sendNow = () => (sending ??= sendAll().finally(() => (sending = undefined)));
let sending;

async function sendAll() {
  if (!vault || form) return;
  const why = await send(vault, settle);
  if (why === "wiped") return leave(why);
  stays = why === "stays";
  await finished();
  tellStopped(why);
}

/** What was closed, and is sent, goes. */
async function finished() {
  const here = await about();
  if (here?.closed && !here.unsent) await wipe(here.device);
  await refresh();
}

on($("#send"), "click", sendNow);
on($("#lock"), "click", () => leave());

for (const button of document.querySelectorAll(".remove")) {
  on(button, "click", async () => {
    await closeOthers();
    const here = await about();
    const lost = here?.unsent ? `${counted(here.unsent, "change is", "changes are")} not sent yet and will be lost. ` : "";
    if (!confirm(`${lost}Remove all forms from this tablet?`)) return vault && hold();
    if (here) await ask(`/api/devices/${here.device}`, { method: "DELETE" }).catch(() => {});
    await wipe(here?.device);
    await leave();
  });
}

async function showList(here) {
  const people = (await vault.people()).sort((one, other) => one.name.localeCompare(other.name));
  const documents = (await vault.documents()).sort((one, other) => nameOf(one.document.form).localeCompare(nameOf(other.document.form)));
  const unsent = (await vault.unsent()).map(({ document }) => document.id);
  const user = userOf((await vault.owner()) ?? {});
  // Somebody may have opened a form, or locked the tablet, while all of it was decrypted.
  if (form || !vault) return;
  show("list", ON_TABLET);
  $("#send").hidden = !unsent.length;
  $("#stuck").replaceChildren(...documents.filter(({ stuck }) => stuck).map(stuckIn));
  const refs = people.map(({ ref }) => ref);
  // Of people who are not here any more, or never were, what waits is here all the same.
  const others = documents.filter(({ document }) => !refs.includes(document.subject.ref)).map(({ document }) => document.subject);
  const everyone = [...people, ...new Map(others.map((subject) => [subject.ref, subject])).values()];
  $("#forms").replaceChildren(...everyone.flatMap((person) => formsOf(person, { ...here, user }, documents, unsent)));
  $("#more").hidden = true;
  if (!navigator.onLine) return;
  if (!here.closed) await offer($("#more .people"), refs).then(() => ($("#more").hidden = false)).catch(() => {});
  await showTablets().catch(() => {});
}

function formsOf(person, here, documents, unsent) {
  const heading = Object.assign(document.createElement("h2"), { textContent: person.name });
  const list = Object.assign(document.createElement("ul"), { className: "list" });
  const link = (entry, text, about) => {
    const line = item("/visit.html", text, about);
    line.querySelector("a").addEventListener("click", (event) => {
      event.preventDefault();
      openForm(entry, documents, here).catch(tellWhy);
    });
    return line;
  };
  for (const entry of documents.filter(({ document }) => document.subject.ref === person.ref)) {
    const { form, id, status } = entry.document;
    const waits = unsent.filter((one) => one === id).length;
    list.append(link(entry, nameOf(form), `${status === "draft" ? "Draft" : "Finished"}. ${waits ? `${counted(waits, "change", "changes")} not sent yet.` : "As it was taken along, or sent."}`));
  }
  const begun = here.closed ? [] : here.forms;
  for (const form of begun) list.append(link({ document: { form, subject: person } }, `New: ${nameOf(form)}`));
  return [heading, list];
}

/** What somebody has to decide before a document can be sent. */
function stuckIn({ document: { id, form, subject }, stuck }) {
  const notice = Object.assign(document.createElement("div"), { className: "notice" });
  const gone = "The portal does not have this form any more, or does not show it to you. Nothing is lost: yours is on this tablet, and can be sent as a new form.";
  const changed = "Someone else changed this form meanwhile. Nothing was overwritten: open it, look at both versions and choose. If you chose theirs, remove yours here.";
  const why = stuck.latest ? changed : stuck.gone ? gone : `The portal did not take it. ${stuck.why}`;
  const drop = Object.assign(document.createElement("button"), { type: "button", textContent: "Remove my version" });
  on(drop, "click", async () => {
    if (!confirm("Remove your changes to this form from this tablet? They are on no other computer.")) return;
    await vault.drop(id);
    if (stays) return sendNow();
    await refresh();
  });
  notice.append(Object.assign(document.createElement("p"), { textContent: `${nameOf(form)} of ${subject.name ?? "a person"}: ${why}` }));
  if (stuck.gone) {
    const again = Object.assign(document.createElement("button"), { type: "button", textContent: "Send it as a new form" });
    on(again, "click", async () => {
      // What is being sent would be refused once more.
      await sending;
      await vault.anew(id);
      await sendNow();
    });
    notice.append(again, " ");
  }
  notice.append(drop);
  return notice;
}

on($("#more"), "submit", async (form) => {
  // It is the owner who is signed in, and the tablet is not to be emptied.
  const why = await contact(vault, settle);
  if (why === "wiped") return leave(why);
  stays = why === "stays";
  for (const ref of why ? [] : chosen(form)) await take(vault, ref);
  await refresh();
  tellStopped(why);
});

// ---- A form ----

async function openForm(entry, documents, { restricted, user }) {
  const { document: opened } = entry;
  const others = documents.map(({ document }) => document).filter(({ id, subject }) => id !== opened.id && subject.ref === opened.subject.ref);
  form = new Form(vault, entry, { others, mode: $("#mode").value, user, restricted, told: counts });
  // The browser's Back leads to the list, and its history names nobody.
  history.pushState(null, "", "/visit.html");
  show("form", "Form");
  $("#stage").replaceChildren(form.element);
}

$("#mode").addEventListener("change", ({ target }) => form?.show(target.value));
back.addEventListener("click", (event) => {
  if (!form) return;
  event.preventDefault();
  history.back();
});
addEventListener("popstate", async () => {
  if (!form) return;
  if (!(await form.close())) return history.pushState(null, "", "/visit.html");
  form = undefined;
  await arrived();
});
addEventListener("beforeunload", (event) => {
  if (form?.element.dirty) event.preventDefault();
});

// ---- What comes by itself ----

/** Asks the portal whether this tablet may go on, whatever is on screen. */
async function look() {
  // What could not be sent is being decided about.
  if (!navigator.onLine || leaving || stays) return;
  const why = await contact(vault, settle).catch(() => "");
  if (why === "wiped") return leave(why);
  if (why !== "stays" && why !== "waits") return;
  stays = why === "stays";
  await refresh();
  say(STOPPED[why]);
}

addEventListener("online", () => (vault && !form ? sendNow() : look()).catch(() => {}));
changes.addEventListener("message", ({ data }) => (data === "close" ? vault && leave() : data === "contact" ? look() : refresh())?.catch(() => {}));

/** What has expired closes, also under somebody's hands: what they have typed is kept first. */
async function expire() {
  const here = await about();
  if (here ? hasExpired(here) : vault) await refresh();
}
setInterval(() => expire().catch(() => {}), 20_000);
setInterval(() => look().catch(() => {}), 180_000);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && expire().then(look).catch(() => {}));

keepShell().catch(() => {});
const why = new URLSearchParams(location.search).get("said");
if (why) history.replaceState(null, "", "/visit.html");
await refresh().catch(tellWhy);
if (Object.hasOwn(STOPPED, why)) say(STOPPED[why]);
await look();
