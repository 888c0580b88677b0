// The audit trail of one person's forms.

import { address, ask, NAMES, sayWhy } from "./portal.js";

const WHO = { administrator: "Administrator", care_coordinator: "Care co-ordinator" };
const WHAT = {
  broke_glass: "Opened although restricted",
  exported: "Copied",
  printed: "Printed",
  read: "Opened",
  refused: "Refused",
  taken_along: "Taken along to a visit",
  written: "Saved",
};

function row({ at, who, name, role, action, form, revision, reason }) {
  const line = document.createElement("tr");
  const when = new Date(at).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "medium" });
  const by = [name, WHO[role]].filter((part, at, all) => part && all.indexOf(part) === at).join(", ");
  for (const text of [when, by || (WHO[who] ?? who), WHAT[action] ?? action, `${NAMES[form] ?? form}, revision ${revision}`, reason]) {
    line.insertCell().textContent = text;
  }
  return line;
}

try {
  const asked = new URLSearchParams(location.search);
  const person = asked.get("person") ?? "";
  document.querySelector("#back").href = address("/person.html", { person });
  const lines = await ask(address("/api/audit", asked));
  document.querySelector("#lines").append(...lines.map(row));
  const earlier = document.querySelector("#earlier");
  earlier.hidden = lines.length < 200;
  earlier.href = address(location.pathname, { person, before: lines.at(-1)?.id ?? 0 });
} catch (error) {
  document.querySelectorAll("#about, .wide").forEach((one) => one.remove());
  sayWhy(error);
}
