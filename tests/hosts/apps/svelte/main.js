import { mount, unmount } from "svelte";

import Record from "./Record.svelte";

const record = mount(Record, { target: document.querySelector("#stage") });
// Another route, without a router.
addEventListener("hashchange", () => unmount(record));
