// What a host hands over, as JSON sees it: its own object is never touched, a framework's proxies become plain, and a circle in it is
// said at once.

/** A copy; null for nothing. Prototype.js makes text of arrays (`Array.prototype.toJSON`): they stay arrays here. */
export function copied(value) {
  let text;
  try {
    text = JSON.stringify(value, asItIs) ?? "null";
  } catch {
    // What the engine says may name what is in it.
    const message = "This cannot be written as JSON: there is a circle in it, or a value that JSON does not have";
    throw Object.assign(new TypeError(message), { path: "", code: "not_json" });
  }
  return JSON.parse(text);
}

function asItIs(key, said) {
  return Array.isArray(this[key]) ? this[key] : said;
}
