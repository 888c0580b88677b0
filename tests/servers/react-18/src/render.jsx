import { StrictMode } from "react";
import { renderToString } from "react-dom/server";

import { Plan } from "./Plan.jsx";

export const render = (record) =>
  renderToString(
    <StrictMode>
      <Plan record={record} />
    </StrictMode>,
  );
