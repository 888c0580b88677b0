import { start } from "./webkit.mjs";
import { run } from "./run.mjs";

await run(start);
