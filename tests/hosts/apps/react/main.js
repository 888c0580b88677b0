import { createRoot } from "react-dom/client";

import { Record } from "./Record.jsx";
import { createElement } from "react";

const root = createRoot(document.querySelector("#stage"));
root.render(createElement(Record));
// Another route, without a router.
addEventListener("hashchange", () => root.render(null));
