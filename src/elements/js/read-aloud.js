// Reads aloud what somebody asks to hear: a question with its hint and options, or the plan on one page.
//
// Only by a voice of the device itself: what is read is about somebody's health, and other voices are of a server, which would get
// it. Where there is none in the language of the form, nothing of this is on screen. Nothing reads by itself.

import { listenTo } from "./listening.js";

/** What is read of a question: its own words, not those of what is within it. */
const OF_QUESTION = "[part=label], [part=hint], [part=error], .nhsuk-radios__label, .nhsuk-checkboxes__label, option:not([value=''])";

/** What is read of a page, piece by piece; of those within one another the innermost. */
const OF_PAGE = "h1, h2, h3, h4, h5, h6, p, li > strong:first-child:not(.coplan-typed), li, dt, dd, th, td, .coplan-answer";

/** What is being read in this window, by whichever form: there is one voice at a time. */
let current;

/** Reads what is in a shadow root. */
export class ReadAloud {
  #own;
  #frame;

  /** `own` makes changes of ours to the nodes of the form. */
  constructor(root, own) {
    this.#own = own;
    listenTo(root, "click", ({ target }) => {
      const button = target.closest(".coplan-read-aloud, .coplan-stop-reading");
      if (!button) return;
      const again = current?.button;
      this.stop(button.id === "stop-reading");
      if (button.id !== "stop-reading" && button !== again) this.#read(button);
    });
  }

  /** This is what is rendered into from now on. */
  over(frame) {
    this.#frame = frame;
    this.rendered();
  }

  /** The form has been rendered, or the voices have come, which they do late: what is read is still on screen, or nothing is. */
  rendered() {
    if (current && !current.button.getClientRects().length) current.by.stop();
    const can = Boolean(this.#voice(this.#language));
    if (this.#frame && this.#frame.classList.contains("coplan-voices") !== can) {
      this.#own(() => this.#frame.classList.toggle("coplan-voices", can));
    }
  }

  /** Is silent, if it was this form that is heard. `back` gives the focus to what began it. */
  stop(back = false) {
    if (current?.by !== this) {
      if (back) current?.by.stop(back);
      return;
    }
    const { button } = current;
    current = undefined;
    speechSynthesis.cancel();
    this.#show(button, false);
    if (back && button.isConnected) button.focus();
  }

  #read(button) {
    const voice = this.#voice(this.#language);
    if (!voice) return;
    current?.by.stop();
    const place = button.closest(".coplan-one-page, .nhsuk-form-group");
    const said = place.matches(".coplan-one-page") ? ofPage(place) : ofQuestion(place);
    // They are kept: one that is nowhere is forgotten by some browsers, and never ends.
    const reading = { by: this, button, said: said.map((piece) => this.#utterance(piece, voice)) };
    const over = () => current === reading && this.stop();
    const last = reading.said.at(-1);
    if (!last) return;
    last.onend = over;
    current = reading;
    this.#show(button, true);
    for (const piece of reading.said) {
      piece.onerror = over;
      speechSynthesis.speak(piece);
    }
  }

  #utterance(piece, voice) {
    const said = new SpeechSynthesisUtterance((piece.innerText || piece.textContent).replace(/\s+/g, " ").trim());
    said.voice = this.#voice(piece.closest("[lang]")?.lang ?? "") ?? voice;
    said.lang = said.voice.lang;
    return said;
  }

  #show(button, on) {
    this.#own(() => {
      button.setAttribute("aria-pressed", on);
      this.#frame.classList.toggle("coplan-reading", on);
    });
  }

  get #language() {
    return this.#frame?.querySelector("[lang]")?.lang ?? "";
  }

  /** A voice of the device in a language: as people speak it in that country, if there is one; undefined for none. */
  #voice(language) {
    const wanted = plain(language);
    const voices = globalThis.speechSynthesis?.getVoices().filter(({ localService }) => localService === true) ?? [];
    const near = voices.filter(({ lang }) => plain(lang).split("-")[0] === wanted.split("-")[0]);
    const just = near.filter(({ lang }) => plain(lang) === wanted);
    const among = just.length > 0 ? just : near;
    return among.find((voice) => voice.default) ?? among[0];
  }
}

/** Some systems write `en_GB`. */
const plain = (language) => language.replace("_", "-").toLowerCase();

const ofQuestion = (group) => [...group.querySelectorAll(OF_QUESTION)].filter((one) => one.closest(".nhsuk-form-group") === group && hasWords(one));

const ofPage = (page) => [...page.querySelectorAll(OF_PAGE)].filter((one) => !one.querySelector(OF_PAGE) && hasWords(one));

const hasWords = (one) => one.textContent.trim() !== "";
