import { StrictMode } from "react";
import { renderToString } from "react-dom/server";

import { Assessment } from "./Assessment.jsx";
import { Plan } from "./Plan.jsx";

export const render = (record) =>
  renderToString(
    <StrictMode>
      <Plan record={record} />
    </StrictMode>,
  );

export const renderAssessment = () => renderToString(<Assessment />);
