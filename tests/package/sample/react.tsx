// An element in JSX of React 19, with its properties and events. Never run here: it has to compile against the package as it
// is installed.

import type { CoplanRelapsePlanElement, RelapsePlanDocument } from "coplan";
import "coplan/react";
import { useRef } from "react";

export function Plan({ stored }: { stored: RelapsePlanDocument }) {
  const plan = useRef<CoplanRelapsePlanElement>(null);
  return (
    <>
      <coplan-relapse-plan
        ref={plan}
        className="plan"
        mode="self"
        terms="pcsp"
        lang="en-GB"
        actions="own"
        autosave="off"
        name="plan"
        readonly={false}
        disabled={false}
        headingLevel={3}
        user={{ name: "Sam Patel", role: "care_coordinator" }}
        document={stored}
        related={[]}
        messages={{ save: "Keep" }}
        oncoplan-ready={() => plan.current?.focus()}
        oncoplan-change={({ path }) => path}
        oncoplan-save={(event) => event.respondWith(fetch(`/${event.document.answers.record_date}/${event.reason}`))}
        oncoplan-saved={({ revision }) => revision}
        oncoplan-save-failed={({ reason }) => reason}
        oncoplan-error={({ name }) => name}
      >
        <p slot="crisis">Ring the team.</p>
      </coplan-relapse-plan>
      <coplan-care-plan document={{ subject: { name: "Ada Example" } }} />
      {/* @ts-expect-error Not a mode. */}
      <coplan-abuse-question mode="patient" />
    </>
  );
}
