// One person: the forms so far, and those that can be started. The server leaves out what the role may not see.

import { address, ask, described, item, NAMES, sayWhy } from "./portal.js";

const STATUS = { draft: "Draft", complete: "Complete", amended: "Amended", withdrawn: "Withdrawn" };

const name = (form) => NAMES[form] ?? form;
const page = (form) => `/${form.replaceAll("_", "-")}.html`;
const about = (entry) => {
  const at = new Date(entry.saved_at).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });
  const restricted = entry.access === "restricted" ? " Restricted." : "";
  return `${STATUS[entry.status] ?? entry.status}, revision ${entry.revision}, saved ${at}.${restricted}`;
};

/** Fills a list, or says in its place that there is nothing. */
function fill(list, lines, nothing) {
  const place = document.querySelector(list);
  if (lines.length) return place.append(...lines);
  const sentence = document.createElement("p");
  sentence.textContent = nothing;
  place.replaceWith(sentence);
}

try {
  const ref = new URLSearchParams(location.search).get("person") ?? "";
  const [person, documents, forms] = await Promise.all([
    ask(`/api/people/${encodeURIComponent(ref)}`),
    ask(address("/api/documents", { person: ref })),
    ask("/api/forms"),
  ]);
  document.querySelector("#name").textContent = person.name;
  document.querySelector("#audit").href = address("/audit.html", { person: ref });
  document.querySelector("#details").textContent = described(person);
  const open = (entry) => item(address(page(entry.form), { person: ref, id: entry.id }), name(entry.form), about(entry));
  fill("#documents", documents.map(open), "None yet.");
  const start = ({ form }) => item(address(page(form), { person: ref }), name(form));
  // What an assessment has found need not be asked again.
  const found = documents.filter((entry) => entry.form === "comprehensive_assessment");
  const plans = forms.some(({ form }) => form === "care_plan") ? found : [];
  const from = (entry) =>
    item(address(page("care_plan"), { person: ref, from: entry.id }), "Care plan from the assessment", about(entry));
  const posted = item(address("/posted.html", { person: ref }), "Relapse plan, posted by a form without a script");
  fill("#forms", [...forms.map(start), ...plans.map(from), posted], "None that your role can fill in.");
} catch (error) {
  document.querySelectorAll("main > :not(nav, h1)").forEach((part) => part.remove());
  const others = error.codes?.includes("not_seen") && new URLSearchParams(location.search).get("person");
  sayWhy(error, others ? { href: address("/break-glass.html", { person: others }), text: "Open their forms with a reason" } : undefined);
}
