// IndexedDB, as promises: three stores, and writes that are on the disk before they are said to be.

const NAME = "coplan-visit";

/** What lies on this tablet in clear (`about`), what was taken along and what is not sent yet (both encrypted). */
const STORES = [["about"], ["kept", { keyPath: "key" }], ["unsent", { keyPath: "seq" }]];

/** Tells other tabs that something has changed, and hears of it from them. */
export const changes = new BroadcastChannel(NAME);

/** What a request comes to. */
export const got = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** The database; nothing where there is none, unless it is to be made. */
export async function connect({ make = false } = {}) {
  const request = indexedDB.open(NAME, 1);
  let made = true;
  request.onupgradeneeded = () => {
    made = make;
    if (make) for (const store of STORES) request.result.createObjectStore(...store);
    else request.transaction.abort();
  };
  try {
    const database = await got(request);
    // Another tab wipes it, or signs out: it does not have to wait for this one.
    database.onversionchange = () => database.close();
    return database;
  } catch (error) {
    if (!made) return undefined;
    throw error;
  }
}

/** Writes, and waits until it is on the disk: a tablet may be switched off in the next moment. */
export function write(database, act) {
  const transaction = database.transaction(["about", "kept", "unsent"], "readwrite", { durability: "strict" });
  const written = new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(changes.postMessage("changed"));
    transaction.onabort = () => reject(transaction.error ?? new DOMException("aborted", "AbortError"));
  });
  act(...["about", "kept", "unsent"].map((name) => transaction.objectStore(name)));
  return written;
}

/** Everything in a store. */
export const all = (database, store) => got(database.transaction(store).objectStore(store).getAll());

/** Removes all of it. Tabs that have it open let go of it. */
export async function remove() {
  await got(indexedDB.deleteDatabase(NAME));
  changes.postMessage("changed");
}
