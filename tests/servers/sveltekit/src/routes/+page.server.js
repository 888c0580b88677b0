import { RECORD } from "./records.js";

export const load = async ({ fetch }) => ({ record: await (await fetch(RECORD)).json() });
