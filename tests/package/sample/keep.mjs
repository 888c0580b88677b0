// A server looks at what was sent before it stores it as the next revision of `latest`, or as the first: what it answers when it does
// not, as `application/problem+json`; nothing when it may be stored.

import { check, CoplanRulesError, overwritten } from "coplan/server";

export function refusal(sent, latest) {
  try {
    // A draft is asked for what drafts need (a date, and whom it is about), a finished document for everything.
    const problems = check(sent);
    if (!sent.subject?.ref) return { status: 422, title: "This form does not say who it is about." };
    // Whoever began from an older one has not seen the latest: a conflict, which the form can show.
    if ((sent.revision ?? 0) !== (latest?.revision ?? 0)) return { status: 409, title: "Someone else has saved this form." };
    if (latest && sent.subject.ref !== latest.subject.ref) return { status: 422, title: "This form is about another person." };
    if (latest && overwritten(latest, sent).length > 0) {
      return { status: 422, title: "Saving this would change or remove something that was recorded earlier." };
    }
    if (problems.length > 0) return { status: 422, title: "Some answers are missing or need to be checked.", problems };
  } catch (error) {
    if (!(error instanceof CoplanRulesError)) throw error;
    return { status: 400, title: "The page sent something that is no form.", path: error.path, code: error.code };
  }
}
