import "coplan";
import { useEffect, useState } from "react";

import { open, store } from "../documents.js";

export function Record() {
  const [record, setRecord] = useState();
  useEffect(() => void open("react").then(setRecord), []);
  if (!record) return null;
  return (
    <coplan-abuse-question
      mode="staff"
      document={record}
      oncoplan-save={(event) => event.respondWith(store("react", event))}
    />
  );
}
