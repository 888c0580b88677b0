// What a host hands over, as JSON sees it: its own object is never touched, a framework's proxies become plain, and a circle in it is
// said at once.

/** A copy; null for nothing. Prototype.js makes text of arrays (`Array.prototype.toJSON`): they stay arrays here. */
export const copied = (value) => JSON.parse(JSON.stringify(value, asItIs) ?? "null");

function asItIs(key, said) {
  return Array.isArray(this[key]) ? this[key] : said;
}
