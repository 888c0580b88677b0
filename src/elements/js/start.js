// What stands in an element until its form does: nothing, then a quiet word, and the page's own words when it cannot begin.

import { loading, not_started, try_again } from "coplan-build";

/** How long an empty place needs no words. */
const QUIET = 300;

/** The beginning of a form. */
export class Start {
  #root;
  #again;
  #timer;
  #waiting; // for the form to begin or not

  /** In a shadow root; `again` is what a press of the button does. */
  constructor(root, again) {
    this.#root = root;
    this.#again = again;
    this.#waiting = withResolvers();
  }

  /** The WebAssembly is on its way. Gives what is said, and where. */
  loading(messages) {
    if (this.#waiting.over) this.#waiting = withResolvers();
    const status = Object.assign(document.createElement("p"), { className: "coplan-loading" });
    status.setAttribute("role", "status");
    this.#root.replaceChildren(status);
    clearTimeout(this.#timer);
    const said = messages.loading?.trim() || loading;
    this.#timer = setTimeout(() => (status.textContent = said), QUIET);
    return [said, [status]];
  }

  /** The form is there. */
  started() {
    this.#over();
  }

  /** It left the page before it was there. */
  stopped() {
    this.#over();
  }

  /** It cannot begin: the page's own words, what whoever looks after the page can do, and a button when another try may help. */
  failed(mayHelp, messages, advice) {
    this.#over();
    this.#root.replaceChildren(document.createElement("slot"));
    if (advice) {
      const said = document.createElement("p");
      // Addresses are long.
      said.style.overflowWrap = "anywhere";
      const english = Object.assign(document.createElement("span"), { lang: "en", dir: "ltr", textContent: advice });
      said.append(messages.not_started?.trim() || not_started, " ", english);
      this.#root.append(said);
    }
    if (!mayHelp) return;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "nhsuk-button nhsuk-button--secondary" });
    button.textContent = messages.try_again?.trim() || try_again;
    button.addEventListener("click", this.#again);
    this.#root.append(button);
  }

  /** Settles when the form is there or will not be; at once for an element that is not on the page. */
  settled(onPage) {
    return onPage ? this.#waiting.promise : Promise.resolve();
  }

  #over() {
    clearTimeout(this.#timer);
    this.#waiting.over = true;
    this.#waiting.resolve();
  }
}

function withResolvers() {
  let resolve;
  const promise = new Promise((done) => (resolve = done));
  return { promise, resolve, over: false };
}
