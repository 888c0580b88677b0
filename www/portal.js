// What every page of the portal needs: asking the server, saying that something failed, and building links.

/** What the forms are called. */
export const NAMES = {
  abuse_question: "Routine abuse question",
  care_plan: "Care plan",
  comprehensive_assessment: "Comprehensive assessment",
  relapse_plan: "Relapse plan",
};

/** Roles of the portal that are roles in the forms too. */
const ROLES = ["care_coordinator"];

/** A user as the forms know one; nobody in the demo, which does not know who is at the screen. */
export const userOf = ({ demo, name, role }) => (demo || !name ? undefined : { name, ...(ROLES.includes(role) && { role }) });

/** What the server says when it refuses: for the person at the screen, with what is wrong by its code. */
export class Refusal extends Error {
  constructor(status, { title, detail, problems = [] }) {
    super([title, detail].filter(Boolean).join(" ") || "The portal could not do this. Load this page again.");
    this.status = status;
    this.codes = problems.map(({ code }) => code);
  }
}

/** Where somebody signs in again without leaving the page that they are on. */
export const SIGN_IN = { href: "/sign-in.html", text: "Sign in again (opens in another tab)", target: "_blank" };

/** What the server answers, as an object. A refusal becomes an error whose message is the server's own sentences. */
export async function ask(address, request) {
  let response;
  try {
    response = await fetch(address, request);
  } catch {
    throw new Error("The portal does not answer. Check that it is running, then load this page again.");
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refusal(response.status, answer);
  return answer;
}

/** Says at the top of the page what went wrong and what to do, with a link that helps. Gives what says it. */
export function say(sentence, link) {
  const notice = document.createElement("p");
  notice.className = "notice";
  notice.setAttribute("role", "alert");
  notice.textContent = sentence;
  if (link) {
    const { text, ...rest } = link;
    notice.append(" ", Object.assign(document.createElement("a"), { textContent: text, rel: "noopener", ...rest }));
  }
  document.querySelector(".notice[role=alert]")?.remove();
  document.querySelector("h1").after(notice);
  return notice;
}

/** Says why something could not be opened. */
export function sayWhy(error, link) {
  return say(error.message, error.status === 401 ? SIGN_IN : link);
}

/** A link in a list, with what is to be known about it. */
export function item(href, text, about = "") {
  const line = document.createElement("li");
  const link = document.createElement("a");
  link.href = href;
  link.textContent = text;
  line.append(link);
  if (about) {
    const details = document.createElement("span");
    details.textContent = about;
    line.append(details);
  }
  return line;
}

/** An address of the portal. */
export function address(page, parts) {
  return `${page}?${new URLSearchParams(parts)}`;
}

/** Born, and the number in the way the NHS writes it. A date of birth has no time zone: UTC here moves it nowhere. */
export function described(person) {
  const born = new Date(person.date_of_birth).toLocaleDateString("en-GB", { dateStyle: "long", timeZone: "UTC" });
  return `Born ${born}. NHS number ${person.nhs_number.replace(/^(...)(...)/, "$1\u00a0$2\u00a0")}`;
}
