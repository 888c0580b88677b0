// One's own sessions: what there is, and ending one or all others.

import { ask, sayWhy } from "./portal.js";

const $ = (selector) => document.querySelector(selector);
const when = (at) => new Date(at).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });

/** Who opened the page: of nobody else anything is shown or ended, whoever has signed in since. */
const headers = { "Coplan-User": encodeURIComponent($("#sessions").dataset.user) };

function line({ id, signed_in_at: begun, used_at: used, current }, confirmed) {
  const item = document.createElement("li");
  const about = Object.assign(document.createElement("p"), { textContent: `Signed in ${when(begun)}, last used ${when(used)}. ` });
  item.append(about);
  if (current) about.append(Object.assign(document.createElement("strong"), { textContent: "This browser." }));
  if (current || !confirmed) return item;
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: "End this one" });
  // Several buttons of one name are told apart by what they are about.
  button.setAttribute("aria-label", `End this one: signed in ${when(begun)}, last used ${when(used)}`);
  button.addEventListener("click", () => end(`/${encodeURIComponent(id)}`, "It is ended."));
  item.append(button);
  return item;
}

async function show() {
  const { confirmed, sessions } = await ask("/api/sessions", { headers });
  const others = sessions.some(({ current }) => !current);
  $("#sessions").replaceChildren(...sessions.map((session) => line(session, confirmed)));
  $("#again").hidden = confirmed || !others;
  $("#others").hidden = !confirmed || !others;
  return others;
}

/** One thing at a time. The button that was pressed is gone then: the heading has the focus, and what was done is heard. */
let busy = false;
async function end(which, done) {
  if (busy) return;
  busy = true;
  $("#done").textContent = "";
  $(".notice[role=alert]")?.remove();
  try {
    await ask(`/api/sessions${which}`, { method: "DELETE", headers });
    const others = await show();
    $("#done").textContent = others ? done : `${done} You are signed in only here.`;
  } catch (error) {
    sayWhy(error);
    await show().catch(() => {});
  }
  $("h1").focus();
  busy = false;
}
$("#others").addEventListener("click", () => end("", "All others are ended."));

try {
  if (!(await show())) $("#done").textContent = "You are signed in only here.";
} catch (error) {
  $("#about").remove();
  sayWhy(error);
}
