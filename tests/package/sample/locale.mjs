// What is wrong with a file of messages that is to be a whole language.

import { readFileSync } from "node:fs";
import english from "coplan/messages/en-GB.json" with { type: "json" };

const words = JSON.parse(readFileSync(process.argv[2], "utf8"));
const told = (sentence) => (sentence.match(/\{\w+\}/g) ?? []).sort().join(" ") || "nothing";

const wrong = Object.entries(english).flatMap(([key, sentence]) => {
  if (!words[key]) return [`${key}: is not said`];
  return told(words[key]) === told(sentence) ? [] : [`${key}: is told ${told(sentence)}, says ${told(words[key])}`];
});
wrong.push(...Object.keys(words).filter((key) => !(key in english)).map((key) => `${key}: no form asks for it`));
console.log(wrong.join("\n") || "Every word is there");
process.exitCode = wrong.length > 0 ? 1 : 0;
