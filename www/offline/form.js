// A form of a person on this tablet. It is the same element as online; what answers it is the vault.

import { NAMES, say } from "../portal.js";
import { theirs } from "./vault.js";

/** What the form says of its saves here: nothing that is not true. */
const WORDS = {
  saved_at: "Kept on this tablet at {time}, not sent yet",
  "save_failed.conflict":
    "Someone else changed this, here or on the server. Nothing has been overwritten. Your answers are still here: look at both versions, and choose.",
};

export const tag = (form) => `coplan-${form.replaceAll("_", "-")}`;

/** A form on screen, and what it waits for. */
export class Form {
  #vault;
  #pending = new Set();
  #restricted;
  #closing = false;
  #others;

  /** `entry` is a document of the vault, or a new one; `others` are the person's other documents. */
  constructor(vault, entry, { others, mode, user, restricted, told }) {
    this.#vault = vault;
    this.#others = others;
    this.told = told;
    this.#restricted = restricted;
    const { document: kept, stuck } = entry;
    this.latest = stuck?.latest;
    const element = (this.element = document.createElement(tag(kept.form)));
    element.messages = WORDS;
    element.user = user;
    element.document = this.latest ? theirs(this.latest) : kept;
    // As a browser gives back what was typed into an earlier revision: the form shows both, and waits for the person to choose.
    if (this.latest) element.formStateRestoreCallback(JSON.stringify({ ...kept, revision: stuck.follows }));
    this.show(mode);
    if (!restricted && kept.form === "comprehensive_assessment") {
      const stays = document.createElement("p");
      stays.slot = "abuse-question";
      stays.textContent = "The abuse question is not on this tablet. Ask it where there is a network.";
      element.classList.add("without-restricted");
      element.append(stays);
    }
    // The abuse question of an assessment is an element of its own, which keeps what came of its saves to itself.
    const failed = (event) => this.#failed(event);
    element.addEventListener("coplan-save", (event) => {
      event.target.addEventListener("coplan-save-failed", failed);
      event.respondWith(this.#keep(event.document));
    });
    element.addEventListener("coplan-error", (event) => this.#error(event));
    for (const method of ["print", "toText", "toHTML"]) {
      element[method] = async () => {
        say("Printing and copying are recorded, and need the portal: send what lies here, and open the form there.");
        throw new Error("not recorded");
      };
    }
  }

  /** For whom it is on screen, with the documents that it may read then. */
  show(mode) {
    const { element } = this;
    element.mode = mode;
    // The assessment holds the abuse question; where the person is alone, no form has it.
    const restricted = element.localName === tag("comprehensive_assessment") && element.mode !== "self";
    element.related = this.#others.filter(({ access }) => restricted || access === "normal");
  }

  async #keep(document) {
    if (document.access === "restricted" && !this.#restricted) return { ok: false, title: "Restricted forms are not kept on this tablet." };
    const kept = this.#vault.save(document);
    this.#pending.add(kept);
    try {
      const answer = await kept;
      if (answer.ok && document.id === this.element.document.id) this.latest = undefined;
      return answer;
    } finally {
      this.#pending.delete(kept);
      this.told();
    }
  }

  async #failed({ reason, id, target }) {
    if (reason !== "conflict" || target.document.id !== id) return;
    const entry = (await this.#vault.documents()).find(({ document }) => document.id === id);
    if (entry) target.document = entry.stuck?.latest ? theirs(entry.stuck.latest) : entry.document;
  }

  async #error({ name, document, typed_since: typed }) {
    if (name === "CoplanDocumentError") return say("This form cannot be opened here. Open it in the portal, where there is a network.");
    if (name !== "CoplanTrapError" || !document) return undefined;
    const answer = await this.#keep(document).catch(() => ({}));
    if (answer.ok && !typed) return say("The form stopped working. What you typed is kept: open it again.");
    return say("The form stopped working, and your last changes could not be kept. Write them down, and tell your service desk.");
  }

  /** Takes the form off the screen, once everything in it is kept, or its owner goes all the same. Says whether it went. */
  async close({ all = false } = {}) {
    if (this.#closing && !all) return false;
    this.#closing = true;
    const { element } = this;
    if (element.dirty) await element.save().catch(() => {});
    await Promise.allSettled(this.#pending);
    this.#closing = false;
    const stays = this.latest
      ? "You have not chosen between the two versions yet. Yours stays on this tablet. Leave the form?"
      : "Your last changes could not be kept on this tablet, and will be lost. Leave the form all the same?";
    if (!all && element.dirty && !confirm(stays)) return false;
    element.remove();
    return true;
  }
}

/** What a document is called in a list. */
export const nameOf = (form) => NAMES[form] ?? form;
