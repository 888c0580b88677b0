// Prints a document and nothing else of the page, from a frame that nobody sees.

/** Prints what has been rendered, with the styles of paper. `root` is where the frame stands meanwhile. */
export function printPaper(root, rendered, css) {
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
