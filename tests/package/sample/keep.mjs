// A server looks at a document before it stores it as the next revision: what it answers when it does not, as
// `application/problem+json`.

import { check, overwritten } from "coplan/server";

export function refusal(sent, latest) {
  if (latest && overwritten(latest, sent).length > 0) {
    return { status: 422, title: "Saving this would change or remove something that was recorded earlier." };
  }
  // A draft is asked for what drafts need, a finished document for everything.
  const problems = check(sent);
  if (problems.length > 0) {
    return { status: 422, title: "Some answers are missing or need to be checked before this form is complete.", problems };
  }
}
