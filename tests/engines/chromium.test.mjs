import { start } from "./chromium.mjs";
import { run } from "./run.mjs";

await run(start);
