// The ways out of a form besides its JSON: a page, paper, plain text.

/** What a line of plain text holds at most, in characters, unless the page says otherwise. */
const LINE = 72;

/** What a form gives to be read elsewhere. */
export class Output {
  #root;
  #ready;
  #act;

  /** `root` is where a frame for the printer stands; `ready` waits for the form, which `act` asks. */
  constructor(root, ready, act) {
    this.#root = root;
    this.#ready = ready;
    this.#act = act;
  }

  async html(options) {
    const drawing = await this.#paper(options);
    return this.#act((form) => form.page(drawing.innerHTML));
  }

  async text(options) {
    await this.#ready();
    return this.#act((form) => form.text(options?.restricted === false, options?.width ?? LINE));
  }

  /** Prints the document and nothing else of the page. */
  async print(options) {
    const drawing = await this.#paper(options);
    const styles = this.#act((form) => form.paperStyles());
    printPaper(this.#root, drawing, styles);
  }

  /** Puts the document into the clipboard as plain text, and says whether it is there. */
  async copy() {
    const copied = copyText(await this.text());
    this.#act((form) => form.copied(copied));
  }

  /** The finished document, rendered off the page; without what is restricted when `restricted` is false. */
  async #paper(options) {
    await this.#ready();
    const stage = document.createElement("div");
    this.#act((form) => form.paper(stage, options?.restricted === false));
    return stage;
  }
}

/**
 * Copies without the asynchronous clipboard: that one is missing in a page over plain HTTP and in a frame that was not given it,
 * which is where many record systems show their forms.
 */
function copyText(text) {
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

/** Prints what has been rendered, with the styles of paper. `root` is where the frame stands meanwhile. */
function printPaper(root, rendered, css) {
  const frame = document.createElement("iframe");
  frame.className = "coplan-paper";
  frame.setAttribute("aria-hidden", "true");
  root.append(frame);
  const paper = frame.contentDocument;
  const styles = new frame.contentWindow.CSSStyleSheet();
  styles.replaceSync(css);
  paper.adoptedStyleSheets = [styles];
  paper.body.append(paper.adoptNode(rendered));
  frame.contentWindow.addEventListener("afterprint", () => frame.remove());
  frame.contentWindow.print();
}
