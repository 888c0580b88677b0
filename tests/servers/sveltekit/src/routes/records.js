// Where documents are kept is the trust's own.

import { env } from "$env/dynamic/private";

export const RECORD = `${env.RECORDS}/records/sveltekit`;
