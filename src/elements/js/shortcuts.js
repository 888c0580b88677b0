// What a worker may do by the keyboard alone, from anywhere in a form. Each is a key with others: nobody types it by chance, no
// screen reader has it, and whoever dictates says no such thing (WCAG 2.1.4).

import { listenTo } from "./listening.js";

/** By the key with Alt and Shift, as it is printed on it. */
const WAYS = { KeyU: () => "next-unfinished", KeyR: (path) => `next-row:${path}`, KeyF: () => "go:find", KeyK: () => "shortcuts" };

/** The id of the button that a key stands for, in a control of this path; undefined for none. */
function pressed({ key, code, ctrlKey, metaKey, altKey, shiftKey }, control) {
  const path = (control.getAttribute("name") ?? control.id).split("-")[0].replace(/^[a-z-]+:/, "");
  if ((ctrlKey || metaKey) && !altKey && !shiftKey && key.toLowerCase() === "s") return "save";
  if (altKey && shiftKey && !ctrlKey && !metaKey) return WAYS[code]?.(path);
  return undefined;
}

/** Hears the keys of a form, while a worker fills it in. */
export function hearShortcuts(root, press) {
  listenTo(root, "keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.repeat || root.host.mode !== "staff") return;
    const id = pressed(event, event.target);
    if (!id) return;
    event.preventDefault();
    press(id);
  });
}
