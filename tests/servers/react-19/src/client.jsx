import { StrictMode } from "react";
import { hydrateRoot } from "react-dom/client";

import { Plan } from "./Plan.jsx";

const record = JSON.parse(document.querySelector("#record").textContent);
hydrateRoot(
  document.querySelector("#app"),
  <StrictMode>
    <Plan record={record} />
  </StrictMode>,
);
