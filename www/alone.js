// Shows one question of a live form and hides the rest.
//
// The form is the real one, with its own script, styles and document, so a specimen cannot say anything that the product does
// not do: it is typed into, complains, and writes what it always writes. Its shadow root is open and this page is ours, so a
// style sheet beside the package's own is enough to hide what is not wanted; nothing in the package knows of it. (Drawing single
// questions on the server would show them dead, and without the styles, which are inside of coplan.js.)

/** What is shown with a control: all that stands round it. */
const FRAMES = ":is(.nhsuk-form-group, .coplan-speaker)";

/** No question of any form is called this. */
const MARK = "\u2063the one\u2063";

/** Everything that was asked of the form so far is on screen. */
const settled = () => new Promise((resolve) => setTimeout(resolve));

/**
 * Puts an element on the page that shows only these questions, in one of the states of the gallery: `edit` is what has to be
 * called on it then. Says whether the questions are there: some are not asked of everyone.
 */
export async function showAlone(element, stage, { path, also = [], before, title }, edit) {
  // What is not shown takes no focus, and the page does not scroll to it.
  element.hidden = true;
  const ready = new Promise((resolve) => element.addEventListener("coplan-ready", resolve, { once: true }));
  stage.append(element);
  await ready;
  const root = element.shadowRoot;
  let wanted;
  if (element.readonly) wanted = await read(element, path);
  else {
    edit(element);
    await settled();
    const ids = [path, ...also].map((id) => `[id="${id}"]`);
    if (!root.querySelector(ids[0])) {
      root.getElementById(before)?.click();
      await settled();
      await go(root, path);
    }
    if (root.querySelector(ids[0])) wanted = `:is(${ids})`;
    rename(element, root.querySelector(ids[0]), title);
  }
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(wanted ? only(wanted) : ".coplan { display: none }");
  root.adoptedStyleSheets.push(sheet);
  await settled();
  element.hidden = !wanted;
  return Boolean(wanted);
}

/** Hides what is neither round what is wanted, nor in its innermost frame. */
function only(wanted) {
  const frame = `${FRAMES}:has(${wanted}):not(:has(${FRAMES} ${wanted}))`;
  return `
    .coplan *:not(:has(${wanted}), ${wanted}, ${wanted} *, ${frame}, ${frame} *) { display: none !important }
    .coplan li:has(${wanted}) { list-style: none }`;
}

/** Where one section is on screen at a time: to the one of this question, on the way that the links of an error summary take. */
async function go(root, path) {
  const link = document.createElement("a");
  link.href = `#${path}`;
  root.append(link);
  link.click();
  link.remove();
  await settled();
}

/** Where an answer is read nothing has an id. The host's own word for the question says which line it is. */
async function read(element, path) {
  element.messages = { [`${path.replaceAll(/\[\d+\]/g, "")}.read`]: MARK };
  await settled();
  const lines = [...element.shadowRoot.querySelectorAll("dt")];
  const line = lines.find(({ textContent }) => textContent === MARK)?.parentElement;
  element.messages = {};
  await settled();
  if (!line) return undefined;
  const steps = [];
  for (let at = line; !at.matches(".coplan"); at = at.parentElement) {
    steps.unshift(`:nth-child(${[...at.parentElement.children].indexOf(at) + 1})`);
  }
  return `:is(.coplan > ${steps.join(" > ")})`;
}

/** Several specimens stand in one section of the form: to those who list the regions of the page, each has its own name. */
function rename(element, control, title) {
  const section = control?.closest(".coplan-section")?.getAttribute("aria-labelledby");
  if (section) element.messages = { [section.replace("-", ".")]: title };
}
