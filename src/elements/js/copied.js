// What a host hands over, as JSON sees it: its own object is never touched, a framework's proxies become plain, and a circle in it is
// said at once.

/** A copy; null for nothing. */
export const copied = (value) => JSON.parse(JSON.stringify(value) ?? "null");
