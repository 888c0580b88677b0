// Where the page itself is printed: a box shows as much as it has room for, and nobody can scroll paper. What is in each stands written
// before it as long as that lasts, in whole, and the styles for paper show it in the place of the box.

const BOXES = "input[type=text], select, textarea";

/** Writes out what is in the boxes of a form. */
export function writeOut(frame) {
  for (const box of frame.querySelectorAll(BOXES)) {
    const words = box.value && (box.selectedOptions?.[0]?.text ?? box.value);
    if (words) box.before(Object.assign(document.createElement("div"), { className: "coplan-written", textContent: words }));
  }
}

/** The page has been printed. */
export function takeAway(frame) {
  for (const written of frame.querySelectorAll(".coplan-written")) written.remove();
}
