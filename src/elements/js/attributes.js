// The attributes of an element, each reflected as a property, as on the platform's own controls.

import { CoplanEvent } from "./events.js";

/** What an attribute may say; anything else is the first. */
const CHOICES = {
  mode: ["staff", "together", "self"],
  terms: ["cpa", "pcsp"],
  actions: ["own", "host"],
};

/** Attributes that are there or not. */
const FLAGS = ["readonly", "disabled"];

/** The level of the headings of an element that one of ours has made under a heading of its own: it may be deeper than a page's. */
export const LEVEL = Symbol("level");

/** What is rendered by an attribute, for those who build on it here. */
export const SAID = Symbol("said");

/** An element with our attributes. */
export class Attributes extends (globalThis.HTMLElement ?? Object) {
  static formAssociated = true;
  static observedAttributes = [...Object.keys(CHOICES), ...FLAGS, "autosave", "heading-level", "name", "document"];

  constructor() {
    super();
    this.attachShadow({ mode: "open" });
  }

  get autosave() {
    const autosave = this.getAttribute("autosave");
    const seconds = Number.parseFloat(autosave);
    return autosave === "off" ? "off" : seconds > 0 ? Math.ceil(seconds) : 10;
  }
  set autosave(autosave) {
    this.setAttribute("autosave", autosave);
  }

  get headingLevel() {
    const level = Number(this.getAttribute("heading-level"));
    return [1, 2, 3, 4].includes(level) ? level : 2;
  }
  set headingLevel(level) {
    this.setAttribute("heading-level", level);
  }

  get name() {
    return this.getAttribute("name") ?? "";
  }
  set name(name) {
    this.setAttribute("name", name);
  }

  [SAID](name) {
    return (name === "headingLevel" && this[LEVEL]) || this[name];
  }

  /** Takes over the properties that were set before this script had loaded. */
  upgrade(...more) {
    for (const name of new Set([...Attributes.observedAttributes, ...more])) {
      if (!Object.hasOwn(this, name)) continue;
      try {
        const value = this[name];
        delete this[name];
        this[name] = value;
      } catch ({ name: thrown, path = "", code, message }) {
        // The form begins without it.
        const name = thrown === "CoplanPolicyError" ? thrown : "CoplanDocumentError";
        setTimeout(() => this.dispatchEvent(new CoplanEvent("coplan-error", { name, path, code, message })));
      }
    }
  }
}

for (const [name, choices] of Object.entries(CHOICES)) {
  define(name, {
    get() {
      const said = this.getAttribute(name);
      return choices.includes(said) ? said : choices[0];
    },
    set(value) {
      this.setAttribute(name, value);
    },
  });
}

for (const name of FLAGS) {
  define(name, {
    get() {
      return this.hasAttribute(name);
    },
    set(on) {
      this.toggleAttribute(name, Boolean(on));
    },
  });
}

function define(name, property) {
  Object.defineProperty(Attributes.prototype, name, { configurable: true, enumerable: true, ...property });
}
