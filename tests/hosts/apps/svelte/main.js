import { mount } from "svelte";

import Record from "./Record.svelte";

mount(Record, { target: document.querySelector("#stage") });
