import { createRoot } from "react-dom/client";

import { Record } from "./Record.jsx";
import { createElement } from "react";

createRoot(document.querySelector("#stage")).render(createElement(Record));
