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

/** What a condition hangs on and what is not there any more. A condition that has lost it would be another, so it stays until it is changed. */
export const gone = (words) => (words.endsWith(GONE) ? words : words + GONE);
const GONE = " (not there any more)";

/**
 * Offers the codes on which a condition can hang, in a fieldset that is there only then. What is ticked stays ticked, also an option that
 * is not there any more, but where the condition hangs on something else now.
 */
export function offerCodes(fieldset, codes, isOther = false) {
  const boxes = isOther ? [] : [...fieldset.querySelectorAll(":checked")];
  const ticked = boxes.map(({ value }) => value);
  const left = boxes.filter(({ value }) => codes.every(([code]) => code !== value));
  codes = [...codes, ...left.map(({ value, parentNode }) => [value, gone(parentNode.textContent.trim())])];
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
