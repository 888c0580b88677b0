// What the page that makes a policy is built of.

/** An element of this page. */
export function make(name, parts, ...inside) {
  const made = Object.assign(document.createElement(name), parts);
  made.append(...inside);
  return made;
}

export const unseen = (text) => make("span", { className: "unseen", textContent: text });

/** A sentence that a screen reader speaks too, in a place that has been there before. */
export function tell(where, sentence) {
  where.textContent = "";
  setTimeout(() => (where.textContent = sentence));
}

/** A checkbox with its words. */
export function tick(name, words, checked, also = "") {
  const box = make("input", { type: "checkbox", name, checked });
  return make("label", { className: "tick" }, box, ` ${words}`, ...(also ? [unseen(also)] : []));
}

/** Offers the codes on which a condition can hang, in a fieldset that is there only then. What is ticked stays ticked. */
export function offerCodes(fieldset, codes) {
  const ticked = [...fieldset.querySelectorAll(":checked")].map(({ value }) => value);
  fieldset.hidden = !codes.length;
  fieldset.querySelector(".both").replaceChildren(
    ...codes.map(([code, words]) => {
      const label = tick("code-of", words, ticked.includes(code));
      label.querySelector("input").value = code;
      return label;
    }),
  );
}

/** The codes that are ticked, as a condition has them. */
export const chosenCodes = (fieldset) => [...fieldset.querySelectorAll(":checked")].map(({ value }) => value).join("|");
