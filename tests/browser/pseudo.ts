// Two languages that nobody speaks, made from the words that the package gives a trust to translate: every letter is another
// one, `{placeholders}` stay, and what is said is a third longer. One runs from left to right, the other from right to left.

import { readFileSync } from "node:fs";

export type Messages = Record<string, string>;

/** The template of a trust's own locale. */
export const english: Messages = JSON.parse(readFileSync(new URL("../../dist/messages/en-GB.json", import.meta.url), "utf8"));

const LATIN = "abcdefghijklmnopqrstuvwxyz";
const ACCENTED = [..."áƀćđéƒǧĥíĵķĺɱñóþɋřšţúṽŵẋýž"];
const ARABIC = [..."ابتثجحخدذرزسشصضطظعغفقكلمنه"];

const mapped = (words: string, letters: string[]) =>
  words.replace(/\{\w+\}|[a-z]/gi, (found) => {
    if (found.length > 1) return found;
    const letter = letters[LATIN.indexOf(found.toLowerCase())];
    return found === found.toLowerCase() ? letter : letter.toUpperCase();
  });

/** A third longer, in words that may break. */
const longer = (words: string, more: string) => {
  const missing = Math.ceil(words.length * 0.35);
  return `${words} ${more.repeat(Math.ceil(missing / more.length)).slice(0, missing).trim()}`;
};

/** Names of the months stand in a row, one word each. */
const MONTHS = "date_input.months";

function made(locale: string, dir: string, digits: string, say: (words: string) => string, letters: string[]): Messages {
  const all = Object.entries(english).map(([key, words]) => [key, key === MONTHS ? mapped(words, letters) : say(words)]);
  return { ...Object.fromEntries(all), locale, dir, digits };
}

export const accented = made("en-XA", "ltr", "0123456789", (words) => `[${longer(mapped(words, ACCENTED), "öñé ŧŵó ŧĥřéé ")}]`, ACCENTED);
export const rightToLeft = made("ar-XB", "rtl", "٠١٢٣٤٥٦٧٨٩", (words) => longer(mapped(words, ARABIC), "واحد اثنان ثلاثة "), ARABIC);
