import { useEffect, useRef } from "react";

// An assessment brings the abuse question as a child of its own. When the page has put it there, React finds the children that it
// expects, however long the form has been there.
export function Assessment() {
  const form = useRef(null);
  useEffect(() => void (form.current.document = { subject: { ref: "a-person", name: "Example Person" } }), []);
  return (
    <coplan-comprehensive-assessment ref={form} mode="staff">
      <coplan-abuse-question slot="abuse-question" mode="staff" />
    </coplan-comprehensive-assessment>
  );
}
