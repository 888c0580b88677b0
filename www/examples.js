// What the galleries show: the forms that there are, and documents about invented people. The documentation site, which has no server,
// puts a module of its own in the place of this one.

import { ask } from "./portal.js";

/** The forms that may be shown: `{ form }` of each. */
export const forms = () => ask("/api/forms");

/** The documents: `{ form, name, status }` of each. */
export const examples = () => ask("/api/examples");

/** A document. */
export const example = (form, name) => ask(`/api/examples/${form}/${name}`);
