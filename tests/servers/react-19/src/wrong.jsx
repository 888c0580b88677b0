// React looks whether the element has the property, and before the script is there it has none: it writes an attribute.

import { createRoot } from "react-dom/client";

createRoot(document.querySelector("#app")).render(<coplan-relapse-plan document={{ subject: { name: "Ada Example" } }} />);
