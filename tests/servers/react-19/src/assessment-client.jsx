import { hydrateRoot } from "react-dom/client";

import { Assessment } from "./Assessment.jsx";

hydrateRoot(document.querySelector("#app"), <Assessment />);
