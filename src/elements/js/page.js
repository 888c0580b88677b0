// What Rust asks the page: what attributes say, the time, and ids. Nothing here runs code of the host's.

/** A random UUID. `crypto.randomUUID` is missing on intranets without HTTPS. */
export function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** Now, as a person here reads it off clock and calendar: `2026-11-24T09:05:00`. */
function now() {
  const now = new Date();
  return new Date(now - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

/** The page, for one element. */
export function pageOf(attribute) {
  return { attribute, now, uuid, instant: () => new Date().toISOString(), clock: () => performance.now() };
}

/**
 * Says when the page is `hidden` or left, when the browser is `online` again, and of each `keydown`, until it is aborted. What is
 * read `aloud` hears when voices come, and is silent once the page is hidden. `printing` hears whether it is being printed.
 */
export function listen(document, { hidden, online, keydown, aloud, printing }) {
  const listening = new AbortController();
  const { signal } = listening;
  // It may stand in a frame of the page's, which goes by itself.
  const view = document.defaultView;
  view.addEventListener("pagehide", hidden, { signal });
  view.addEventListener("online", online, { signal });
  view.addEventListener("beforeprint", () => printing(true), { signal });
  view.addEventListener("afterprint", () => printing(false), { signal });
  // Last of all, when everybody could take the key for themselves.
  view.addEventListener("keydown", keydown, { signal });
  view.addEventListener("pagehide", () => aloud.stop(), { signal });
  view.speechSynthesis?.addEventListener?.("voiceschanged", () => aloud.rendered(), { signal });
  const away = () => {
    if (document.visibilityState !== "hidden") return;
    aloud.stop();
    hidden();
  };
  document.addEventListener("visibilitychange", away, { signal });
  return listening;
}
