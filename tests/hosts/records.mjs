// What a server looks at before it stores a revision. `revisions` are those that it has of a document, the oldest first.

/** The answer to `PUT`: 200 with the revision, or why not. */
export function stored(revisions, id, sent) {
  const latest = revisions.at(-1);
  if (sent.id !== id) return { status: 422, title: "This form does not belong here." };
  if (latest && sent.subject.ref !== latest.subject.ref) return { status: 422, title: "This form is about another person." };
  // Whoever began from an older one has not seen the latest.
  if ((sent.revision ?? 0) !== (latest?.revision ?? 0)) return { status: 409, title: "Someone else has saved this form." };
  const revision = revisions.length + 1;
  revisions.push({ ...sent, revision });
  return { status: 200, revision };
}
