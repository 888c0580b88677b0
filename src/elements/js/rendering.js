// How a form comes into the page. Yew renders it in a microtask of its own and, where that takes long, in tasks after it; the
// page's other scripts and the person can come in between.

import { rendering } from "./instance.js";
import { Meanwhile } from "./meanwhile.js";

/** The renderings of one form. */
export class Rendering {
  #watch; // what others do to the nodes
  #form; // what is asked and told
  #frame; // what is rendered into
  #asked = false; // one is asked for in the next microtask
  #stale = false; // what is on screen is not what the form has become
  #meanwhile; // what a person does while Yew is at it

  /**
   * `form` can `render` and `say`, knows whether it `isAnother`, is told when it is `rendered` and when it has
   * `said` how saving stands, and hears and presses.
   */
  constructor(watch, form) {
    this.#watch = watch;
    this.#form = form;
  }

  /** This is what is rendered into from now on. */
  over(frame) {
    this.stop();
    this.#frame = frame;
    this.#watch.over(frame);
  }

  /** The form is gone. What was done meanwhile is heard with the names that controls have. */
  stop(hear) {
    rendering.delete(this);
    if (hear) this.#meanwhile?.retype(this.#frame, hear);
    this.#asked = this.#stale = false;
    this.#meanwhile = undefined;
  }

  /** Whether what is on screen is not what the form has become. */
  get isStale() {
    return this.#stale;
  }

  /** What a person does is kept here while Yew renders; undefined at other times. */
  get meanwhile() {
    return this.#meanwhile;
  }

  /** Asks for a rendering, once whatever is being done is done. */
  ask() {
    this.#stale = true;
    if (this.#asked) return;
    this.#asked = true;
    queueMicrotask(() => {
      this.#asked = false;
      this.#form.render();
    });
  }

  /** Says how saving stands. What others have done to the place is not written over. */
  say() {
    // It is said with what is rendered soon.
    if (this.#stale) return;
    if (this.#watch.isTouched()) this.ask();
    else this.#form.say();
  }

  /**
   * Yew begins, with the whole form or with how saving stands. Says whether everything is to be made afresh: what is rendered
   * over must be what was rendered, not another document, nor nodes that others have moved.
   */
  begins(whole) {
    if (!whole) {
      this.#watch.pause();
      return false;
    }
    const another = this.#form.isAnother();
    const afresh = !this.#watch.untouched(another) || another;
    const meanwhile = (this.#meanwhile = new Meanwhile(this.#meanwhile));
    rendering.add(this);
    if (!afresh) return false;
    this.#frame.replaceChildren();
    // What is made afresh comes into the page at once; Yew may take a while to say so.
    queueMicrotask(() => this.#meanwhile === meanwhile && this.#frame.firstChild && this.#rendered());
    return true;
  }

  /** Everything is in the page. */
  ends(whole) {
    if (!whole) this.#watch.resume();
    else if (this.#meanwhile) this.#rendered();
    this.#form.said();
  }

  #rendered() {
    const meanwhile = this.#meanwhile;
    this.#meanwhile = undefined;
    rendering.delete(this);
    this.#stale = this.#asked;
    meanwhile.retype(this.#frame, this.#form.hear);
    this.#form.rendered();
    meanwhile.press(this.#frame, this.#form.press);
  }
}
