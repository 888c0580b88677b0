// The list of people.

import { address, ask, described, item, sayWhy } from "./portal.js";

try {
  const people = await ask("/api/people");
  const lines = people.map((person) => item(address("/person.html", { person: person.ref }), person.name, described(person)));
  document.querySelector("#people").append(...lines);
} catch (error) {
  sayWhy(error);
}
