import { start } from "./firefox.mjs";
import { run } from "./run.mjs";

await run(start);
