// The choices above a gallery. They stand in the address, so that a link shows somebody else the same.

/** An option of a select. */
export function option(value, text) {
  const made = document.createElement("option");
  made.value = value;
  made.textContent = text;
  return made;
}

/** Chooses what the address says, as far as it is offered. */
export function recall(...selects) {
  const asked = new URLSearchParams(location.search);
  for (const select of selects) {
    const wanted = [...select.options].find(({ value }) => value === asked.get(select.name));
    if (wanted) wanted.selected = true;
  }
}

/** Puts the choices into the address. */
export function remember(view) {
  history.replaceState(null, "", `${location.pathname}?${new URLSearchParams(new FormData(view))}`);
}

/** Shows a form in the page and at the width that were chosen. */
export function dress(stage, view) {
  stage.dataset.theme = view.theme.value;
  stage.dataset.width = view.width.value;
}
