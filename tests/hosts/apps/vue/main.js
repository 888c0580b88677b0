import { createApp } from "vue";

import Record from "./Record.vue";

const app = createApp(Record);
app.mount("#stage");
// Another route, without a router.
addEventListener("hashchange", () => app.unmount());
