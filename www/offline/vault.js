// What lies on this tablet: people, their documents as they stand here, and each save that the server does not have yet. All of it
// is encrypted. In clear are only counts, dates, wrapped keys and random names of records.
//
// A save follows the revision that lies here, as it does on the server, and gets the next number: the one that the server gives it
// later, unless somebody else saves there meanwhile.

import { all, connect, got, remove, write } from "./database.js";
import * as keys from "./keys.js";
import { closeOthers } from "./tabs.js";

/** So many wrong passphrases in a row close what lies here: only its owner's sign-in opens it then. */
export const TRIES = 5;

/** So long after it has expired what is not sent yet waits for its owner. */
export const GRACE = 7 * 24 * 3600 * 1000;

/** What an element hears of a save that follows another revision than the one that lies here. */
const CONFLICT = { ok: false, status: 409 };

/** What the server has is handed to a form under a number that no revision here reaches: a save with it was made with both in view. */
const THEIRS = 2 ** 40;
export const theirs = (latest) => ({ ...latest, revision: latest.revision + THEIRS });

/** One thing at a time in all tabs. */
const alone = (act) => navigator.locks.request("coplan-visit", act);

/** What may be known without the passphrase; nothing where nothing lies here. */
export async function about() {
  const database = await connect();
  if (!database) return undefined;
  try {
    const said = await got(database.transaction("about").objectStore("about").get("about"));
    if (!said) return undefined;
    const kept = await all(database, "kept");
    const count = (kind) => kept.filter((record) => record.kind === kind).length;
    const unsent = await got(database.transaction("unsent").objectStore("unsent").count());
    return { ...said, people: count("person"), documents: count("document"), unsent, closed: !said.byPassphrase };
  } finally {
    database.close();
  }
}

export const hasExpired = ({ expires_at: at }, now = Date.now()) => now >= Date.parse(at);

/** Whatever is due: what has expired is wiped, but for what is not sent yet, which is closed. Gives what lies here then. */
export async function tidy() {
  const here = await about();
  if (!here || !hasExpired(here)) return here;
  if (hasExpired(here, Date.now() - GRACE)) await wipe(here.device);
  else if (!here.closed || !here.unsent) await close();
  return about();
}

/** Removes everything; of one tablet's id, only that: another tab may have put something in its place. */
export const wipe = (device) =>
  alone(async () => {
    if (device && (await about())?.device !== device) return;
    await remove();
  });

/**
 * Without a passphrase from now on: what is on the server too goes, and what is not waits for its owner's sign-in. Where nothing
 * waits, nothing stays. What is typed in another tab is kept first.
 */
export async function close() {
  await closeOthers();
  await reduce(({ byPassphrase, ...said }) => said);
}

/** Only what is not sent yet stays, as it is, and no form can be begun. */
export const trim = () => reduce((said) => ({ ...said, forms: [] }));

const reduce = (how) =>
  alone(async () => {
    const database = await connect();
    if (!database) return;
    const waiting = new Set((await all(database, "unsent")).map(({ of }) => of));
    if (waiting.size) {
      const said = await got(database.transaction("about").objectStore("about").get("about"));
      const kept = await all(database, "kept");
      await write(database, (about, records) => {
        about.put(how(said), "about");
        kept.filter(({ key, kind }) => kind !== "owner" && !waiting.has(key)).forEach(({ key }) => records.delete(key));
      });
    }
    database.close();
    if (!waiting.size) await remove();
  });

export class Vault {
  #key;

  constructor(key) {
    this.#key = key;
  }

  // ---- Opening ----

  /**
   * A new one. `said` is what may be known of it in clear, `owner` is the user who takes it along. Nothing where something lies here
   * already: another tab was first.
   */
  static create(passphrase, secret, said, owner) {
    return alone(async () => {
      if (await about()) return undefined;
      const { key, kept } = await keys.create(passphrase, secret, said.device);
      const vault = new Vault(key);
      const record = await vault.#next({ kind: "owner" }, owner);
      const database = await connect({ make: true });
      const written = write(database, (about, records) => {
        about.add({ ...said, ...kept, tries: 0, next: 1 }, "about");
        records.put(record);
      });
      await written.finally(() => database.close());
      return vault;
    });
  }

  /** The one that lies here; nothing for a wrong passphrase. Each try counts before it is made. */
  static open(passphrase) {
    return alone(async () => {
      const before = await about();
      if (!before || before.closed || before.tries >= TRIES) return undefined;
      await change(({ tries }) => ({ tries: tries + 1 }));
      const key = await keys.byPassphrase(passphrase, before);
      if (key) await change(() => ({ tries: 0 }));
      return key && new Vault(key);
    });
  }

  /** The same with the secret that its owner has from the server. */
  static async openSignedIn(secret) {
    return new Vault(await keys.bySecret(secret, await about()));
  }

  /** A passphrase in the place of another, or of none. */
  static async setPassphrase(passphrase, secret) {
    const wrapped = await keys.again(passphrase, secret, await about());
    await alone(() => change(() => ({ ...wrapped, tries: 0 })));
  }

  // ---- What lies here ----

  async #read(store) {
    const database = await connect();
    if (!database) throw new DOMException("Nothing lies here any more", "NotFoundError");
    const records = await all(database, store).finally(() => database.close());
    const read = records.map(async (record) => ({ ...record, value: await keys.decrypt(this.#key, nameOf(record), record) }));
    return Promise.all(read);
  }

  async #kept(kind) {
    return (await this.#read("kept")).filter((record) => record.kind === kind);
  }

  async #sealed(record, value) {
    return { ...record, ...(await keys.encrypt(this.#key, nameOf(record), value)) };
  }

  /** The next version of a record of `kept`. */
  #next({ key = crypto.randomUUID(), kind, version = 0 }, value) {
    return this.#sealed({ key, kind, version: version + 1 }, value);
  }

  /** Who took it along: all that is sent from here is sent in their name. */
  async owner() {
    return (await this.#kept("owner"))[0]?.value;
  }

  /** Keeps that. */
  async own(user) {
    const record = await this.#next({ kind: "owner" }, user);
    await this.#write((_, kept) => kept.put(record));
  }

  /** The people whose forms lie here. */
  async people() {
    return (await this.#kept("person")).map(({ value }) => value);
  }

  /** Their documents, each as it stands here, with what keeps it from being sent. */
  async documents() {
    return (await this.#kept("document")).map(({ value }) => value);
  }

  /** The saves that the server does not have yet, in their order. */
  async unsent() {
    return (await this.#read("unsent")).map(({ seq, value }) => ({ seq, document: value }));
  }

  // ---- Taking along ----

  /** Puts a person here with the documents that were fetched. What is not sent yet stays as it is. */
  take(person, documents) {
    return alone(async () => {
      const known = await this.#read("kept");
      const waiting = new Set((await this.#read("unsent")).map(({ of }) => of));
      const same = (kind, test) => known.find((record) => record.kind === kind && test(record.value));
      const records = [await this.#next(same("person", ({ ref }) => ref === person.ref) ?? { kind: "person" }, person)];
      for (const document of documents) {
        const before = same("document", (value) => value.document.id === document.id);
        if (!waiting.has(before?.key)) records.push(await this.#next(before ?? { kind: "document" }, { document }));
      }
      await this.#write((_, kept) => records.forEach((record) => kept.put(record)));
    });
  }

  // ---- Saving ----

  /**
   * Keeps a document as an element hands it over, and answers as the server would. Where somebody else has saved meanwhile, only what
   * follows `theirs` is kept: what the person chose when they had both before them.
   */
  save(document) {
    return alone(async () => {
      const record = (await this.#kept("document")).find(({ value }) => value.document.id === document.id) ?? { kind: "document" };
      const { document: before, stuck } = record.value ?? {};
      const follows = document.revision ?? 0;
      const expected = stuck?.latest ? theirs(stuck.latest).revision : (before?.revision ?? 0);
      if (follows !== expected || (before && before.subject.ref !== document.subject.ref)) return CONFLICT;
      // What was in the way of being sent is replaced: a refused save by this one, and a conflict by what was chosen.
      const after = stuck ? (stuck.latest?.revision ?? stuck.follows) : follows;
      const replaced = stuck ? (await this.#read("unsent")).filter(({ of }) => of === record.key) : [];
      const next = await this.#next(record, { document: { ...document, revision: after + 1 } });
      const { next: seq } = await about();
      const sent = { ...document, revision: after };
      if (!after) delete sent.revision;
      const save = await this.#sealed({ seq, of: next.key }, sent);
      await this.#write((said, kept, unsent) => {
        said.get("about").onsuccess = ({ target }) => said.put({ ...target.result, next: seq + 1 }, "about");
        kept.put(next);
        replaced.forEach((one) => unsent.delete(one.seq));
        unsent.add(save);
      });
      return { ok: true, revision: after + 1 };
    });
  }

  // ---- Sending ----

  /** The server has this one. */
  sent({ seq, document }) {
    return alone(async () => {
      const record = (await this.#kept("document")).find(({ value }) => value.document.id === document.id);
      const freed = record?.value.stuck && !record.value.stuck.latest && (await this.#next(record, { document: record.value.document }));
      await this.#write((_, kept, unsent) => {
        unsent.delete(seq);
        if (freed) kept.put(freed);
      });
    });
  }

  /** The server does not take this one: because of its own `latest` revision, or for the reason that it gave. */
  stick({ document }, why) {
    return alone(async () => {
      const record = (await this.#kept("document")).find(({ value }) => value.document.id === document.id);
      const stuck = { ...why, follows: document.revision ?? 0 };
      const next = await this.#next(record, { ...record.value, stuck });
      await this.#write((_, kept) => kept.put(next));
    });
  }

  /** The server has nothing of this document any more: what waits is sent as its first revisions, one after the other. */
  anew(id) {
    return alone(async () => {
      const record = (await this.#kept("document")).find(({ value }) => value.document.id === id);
      const waiting = (await this.#read("unsent")).filter(({ of }) => of === record.key).sort((one, other) => one.seq - other.seq);
      const numbered = waiting.map(({ seq, of, value: { revision, ...document } }, after) =>
        this.#sealed({ seq, of }, { ...document, ...(after && { revision: after }) }),
      );
      const saves = await Promise.all(numbered);
      const next = await this.#next(record, { document: { ...record.value.document, revision: saves.length } });
      await this.#write((_, kept, unsent) => {
        saves.forEach((save) => unsent.put(save));
        kept.put(next);
      });
    });
  }

  /** Gives up what is not sent of a document, which its owner has looked at. */
  drop(id) {
    return alone(async () => {
      const record = (await this.#kept("document")).find(({ value }) => value.document.id === id);
      const gone = (await this.#read("unsent")).filter(({ of }) => of === record.key);
      const { latest } = record.value.stuck ?? {};
      const next = latest && (await this.#next(record, { document: latest }));
      await this.#write((_, kept, unsent) => {
        gone.forEach(({ seq }) => unsent.delete(seq));
        if (next) kept.put(next);
        else kept.delete(record.key);
      });
    });
  }

  async #write(act) {
    const database = await connect();
    if (!database) throw new DOMException("Nothing lies here any more", "NotFoundError");
    await write(database, act).finally(() => database.close());
  }
}

/** What a record is encrypted under: its store, its name, and which version of it this is. */
const nameOf = ({ key, kind, version, seq, of }) => (key ? `kept/${kind}/${key}/${version}` : `unsent/${seq}/${of}`);

/** Changes what is said in clear. */
async function change(how) {
  const database = await connect();
  await write(database, (about) => {
    about.get("about").onsuccess = ({ target }) => about.put({ ...target.result, ...how(target.result) }, "about");
  });
  database.close();
}
