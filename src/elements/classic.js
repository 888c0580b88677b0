// Loads `coplan.js` beside it for a page that can only have a script that is no module, and says why where the forms cannot run.
// ES5: the browsers that it speaks of have to read it.

(function () {
  var own = ours();
  // Once a page, unless it has failed; and what has no `addEventListener` has nobody who would hear it.
  if (window.coplanClassic === true || !document.addEventListener) return;
  window.coplanClassic = true;

  var FORMS = "coplan-abuse-question,coplan-care-plan,coplan-comprehensive-assessment,coplan-relapse-plan";
  var OLD = "This browser is too old for this form. It needs " + FLOOR + ", or a later one.";
  var why;

  var script = document.createElement("script");
  var root = document.documentElement;
  // What the oldest browsers that the forms are for have; Chrome got the last of them just before.
  if (!("noModule" in script && window.customElements && root.attachInternals && document.adoptedStyleSheets && [].toSorted)) return fail(OLD, false);
  if (!own) return fail("coplan.classic.js does not know where it is: give it a script element of its own, under its own name.", true);
  load(own.src.replace(/[^\/?#]*(\?[^#]*)?(#.*)?$/, "coplan.js$1"));

  /** The element of this script: some loaders run what they have fetched as a script without an address. */
  function ours() {
    if (document.currentScript && document.currentScript.src) return document.currentScript;
    var scripts = document.getElementsByTagName("script");
    for (var at = scripts.length - 1; at >= 0; at -= 1) if (/\bcoplan\.classic\.js\b/.test(scripts[at].src)) return scripts[at];
  }

  function load(address) {
    var unloaded = "coplan.js could not be loaded from " + address + ". Is it there, beside coplan.classic.js, does the server call it JavaScript, and does script-src of the page's policy allow it?";
    script.type = "module";
    if (own.nonce) script.nonce = own.nonce;
    if (own.integrity) script.integrity = DIGEST;
    script.onerror = function () {
      fail(unloaded, true);
    };
    var thrown = "";
    function hear(event) {
      if (event.filename === script.src) thrown = " (" + event.message + ")";
    }
    window.addEventListener("error", hear);
    // It runs before this, unless it is another file or a part of one.
    script.onload = function () {
      window.removeEventListener("error", hear);
      if (!defined()) fail("coplan.js did not run" + thrown + ": put coplan.js of the same release at " + address + " again.", true);
    };
    try {
      script.src = trusted(address);
    } catch (_) {
      return fail("The page's policy lets no script load another: allow `trusted-types coplan`, or load coplan.js itself, as a module.", true);
    }
    (document.head || root).appendChild(script);
  }

  function trusted(address) {
    function same(address) {
      return address;
    }
    try {
      return window.trustedTypes.createPolicy("coplan", { createScriptURL: same }).createScriptURL(address);
    } catch (_) {
      return address; // Nobody asks for it, or the page has a policy for all.
    }
  }

  /** `mendable` by whoever made the page: said on screen too, as the forms do. */
  function fail(message, mendable) {
    why = { message: message, mendable: mendable };
    // Whoever has mended it may load it again.
    if (mendable) window.coplanClassic = tell;
    // Whoever listens may run after this script.
    if (document.readyState === "complete") setTimeout(tell);
    else window.addEventListener("load", tell);
    if (window.MutationObserver) new MutationObserver(tell).observe(root, { childList: true, subtree: true });
  }

  function defined() {
    return window.customElements && customElements.get("coplan-relapse-plan");
  }

  function tell() {
    // Another script may have brought the forms, or has yet to.
    if (document.readyState !== "complete" || defined() || (why.mendable && window.coplanClassic !== tell)) return;
    var forms = document.querySelectorAll(FORMS);
    for (var at = 0; at < forms.length; at += 1) {
      if (forms[at].coplanTold === why.message) continue;
      forms[at].coplanTold = why.message;
      if (why.mendable || !/\S/.test(forms[at].textContent)) say(forms[at]);
      var event = document.createEvent("Event");
      event.initEvent("coplan-error", true, false);
      event.name = "CoplanStartError";
      event.message = why.message;
      forms[at].dispatchEvent(event);
    }
  }

  function say(form) {
    var words = form.querySelector(".coplan-told") || document.createElement("p");
    words.className = "coplan-told";
    words.lang = "en";
    words.style.overflowWrap = "anywhere";
    words.textContent = (why.mendable ? NOT_STARTED + " " : "") + why.message;
    form.appendChild(words);
  }
})();
