// The ways out of a form besides its JSON: a page, paper, plain text.

import { copied } from "./copied.js";
import { named } from "./events.js";
import { FormAssociated } from "./form-associated.js";
import { notStarted } from "./requests.js";

/** What a line of plain text holds at most, in characters, unless the page says otherwise. */
const LINE = 72;

/** What asks the form behind an element something, also off the page. */
export const ASK = Symbol("ask");

/** Settles once there is a form to ask, and rejects when there cannot be one. */
export const READY = Symbol("ready");

/** The option of what a person prints from the page that has their plan on it. */
export const ONE_PAGE = Symbol("one page");

/** An element that gives its document to be read elsewhere. */
export class Output extends FormAssociated {
  async toHTML(options) {
    const paper = await this.#paper(options);
    return this[ASK]((form) => form.page(paper.innerHTML));
  }

  async toText(options) {
    await this[READY]();
    return this[ASK]((form) => form.text(isUnrestricted(options), options?.width ?? LINE, copied(options?.since)));
  }

  /** Prints the document and nothing else of the page. */
  async print(options) {
    const paper = await this.#paper(options);
    if (mayNotPrint(this.ownerDocument.defaultView)) throw refusal();
    const styles = this[ASK]((form) => form.paperStyles());
    printPaper(this.shadowRoot, paper, styles);
  }

  changes(other, options) {
    const found = this[ASK]((form) => form.changes(copied(other), isUnrestricted(options)));
    if (!found) throw notStarted();
    return found;
  }

  /** The finished document, rendered off the page. */
  async #paper(options) {
    await this[READY]();
    const stage = document.createElement("div");
    this[ASK]((form) => form.paper(stage, isUnrestricted(options), options?.[ONE_PAGE] === true, copied(options?.since)));
    return stage;
  }
}

/** Whether what is restricted is to be left out. */
const isUnrestricted = (options) => options?.restricted === false;

/**
 * Copies without the asynchronous clipboard: that one is missing in a page over plain HTTP and in a frame that was not given it,
 * which is where many record systems show their forms.
 */
export function copyText(text, document) {
  const window = document.defaultView;
  const copy = (event) => {
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  window.addEventListener("copy", copy, { capture: true });
  try {
    return document.execCommand("copy");
  } finally {
    window.removeEventListener("copy", copy, { capture: true });
  }
}

const refusal = () => named("CoplanPrintError", "The page stands in a frame that may not print: add allow-modals and allow-same-origin to its sandbox");

/** A browser ignores `print()` there without a word. Of the frame around a page of another origin it tells nothing. */
function mayNotPrint(view) {
  if (!view) return true;
  const { frameElement } = view;
  if (!frameElement) return false;
  const isRefused = frameElement.hasAttribute("sandbox") && !frameElement.sandbox.contains("allow-modals");
  return isRefused || mayNotPrint(frameElement.ownerDocument.defaultView);
}

/** Prints what has been rendered, with the styles of paper. `root` is where the frame stands meanwhile. */
function printPaper(root, rendered, css) {
  const frame = document.createElement("iframe");
  frame.className = "coplan-paper";
  frame.setAttribute("aria-hidden", "true");
  root.append(frame);
  const paper = frame.contentDocument;
  if (!paper) {
    frame.remove();
    throw refusal();
  }
  const styles = new frame.contentWindow.CSSStyleSheet();
  styles.replaceSync(css);
  paper.adoptedStyleSheets = [styles];
  // Without one, Firefox heads every page with the address of the frame.
  paper.title = rendered.querySelector("h1")?.textContent ?? "";
  paper.body.append(paper.adoptNode(rendered));
  frame.contentWindow.addEventListener("afterprint", () => frame.remove());
  frame.contentWindow.print();
}
