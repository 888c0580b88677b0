// A promise, and what settles it. Not every browser that the forms are for has `Promise.withResolvers`.

export function withResolvers() {
  let resolve, reject;
  const promise = new Promise((...settle) => ([resolve, reject] = settle));
  return { promise, resolve, reject };
}
