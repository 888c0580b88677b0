import { useEffect, useRef } from "react";

import { save } from "./save.js";

// `coplan.js` is a script of the page, and may come before this or after it. Nor would `document={record}` do once it is there: to
// an element that the server has rendered, React sets no properties.
export function Plan({ record }) {
  const form = useRef(null);
  useEffect(() => {
    // It stays when the form is taken away, for its last words. Added twice, it is there once.
    form.current.addEventListener("coplan-save", save);
    form.current.document = record;
  }, [record]);
  return (
    <coplan-relapse-plan ref={form} mode="staff">
      <p>This form did not open. Ask the service desk for the paper form.</p>
    </coplan-relapse-plan>
  );
}
