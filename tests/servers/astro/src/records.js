// Where documents are kept is the trust's own.

export const RECORD = () => `${process.env.RECORDS}/records/astro`;
