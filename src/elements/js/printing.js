// Where the page itself is printed: a box shows as much as it has room for, and nobody can scroll paper. What is in each stands written
// before it as long as that lasts, in whole, and the styles for paper show it in the place of the box.

/** Lines of text, texts and lists to choose from, by the `type` of their controls. */
const BOX = /^(te|se)/;

/** Writes out what is in the boxes of a form while it is being printed. */
export function writeOut(form, now) {
  for (const written of form.querySelectorAll(".coplan-written")) written.remove();
  for (const box of now ? form.elements : []) {
    const words = box.value && BOX.test(box.type) && (box.selectedOptions?.[0]?.text ?? box.value);
    if (words) box.before(Object.assign(document.createElement("div"), { className: "coplan-written", textContent: words }));
  }
}
