// Short names between the WebAssembly and its glue. The long ones carry a hash each, which no compression can shrink,
// and stand in both files.

/** Renames what the module imports and exports, in the module and in the glue. */
export function shorten(module, glue) {
  const names = new Map();
  const short = (name) => {
    // `memory`, `start` and the like are words of the glue's own as well, and short enough.
    if (!name.includes("_")) return name;
    if (!names.has(name)) names.set(name, `$${names.size.toString(36)}`);
    return names.get(name);
  };
  const out = [module.subarray(0, 8)];
  for (let at = 8; at < module.length; ) {
    const id = module[at];
    const [size, body] = leb(module, at + 1);
    const section = module.subarray(body, body + size);
    const rewritten = id === IMPORTS ? imports(section, short) : id === EXPORTS ? exports(section, short) : section;
    out.push(Uint8Array.of(id), toLeb(rewritten.length), rewritten);
    at = body + size;
  }
  // Longest first: one name may begin another. Strings and properties alike.
  const longest = [...names.keys()].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(`(?<![\\w$])(${longest.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})(?![\\w$])`, "g");
  return { module: Buffer.concat(out), glue: glue.replace(pattern, (name) => names.get(name)) };
}

const IMPORTS = 2;
const EXPORTS = 7;

function imports(section, short) {
  const out = [];
  let [count, at] = leb(section, 0);
  out.push(toLeb(count));
  while (count--) {
    const [from, afterFrom] = name(section, at);
    const [what, afterWhat] = name(section, afterFrom);
    const end = skipDescription(section, afterWhat);
    out.push(toName(from), toName(short(what)), section.subarray(afterWhat, end));
    at = end;
  }
  return Buffer.concat(out);
}

function exports(section, short) {
  const out = [];
  let [count, at] = leb(section, 0);
  out.push(toLeb(count));
  while (count--) {
    const [what, after] = name(section, at);
    const [, end] = leb(section, after + 1);
    out.push(toName(short(what)), section.subarray(after, end));
    at = end;
  }
  return Buffer.concat(out);
}

/** What kind of thing is imported: function, table, memory or global. */
function skipDescription(section, at) {
  const kind = section[at++];
  if (kind === 0) return leb(section, at)[1];
  if (kind === 3) return at + 2;
  if (kind === 1) at++;
  const [flags, afterFlags] = leb(section, at);
  const [, afterLow] = leb(section, afterFlags);
  return flags & 1 ? leb(section, afterLow)[1] : afterLow;
}

function name(section, at) {
  const [length, begin] = leb(section, at);
  return [section.subarray(begin, begin + length).toString(), begin + length];
}

function toName(text) {
  return Buffer.concat([toLeb(Buffer.byteLength(text)), Buffer.from(text)]);
}

function leb(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value |= (byte & 127) << shift;
    if (byte < 128) return [value, at];
  }
}

function toLeb(value) {
  const bytes = [];
  do {
    bytes.push((value & 127) | (value > 127 ? 128 : 0));
    value >>>= 7;
  } while (value);
  return Uint8Array.from(bytes);
}
