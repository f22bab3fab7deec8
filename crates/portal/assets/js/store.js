// What this browser keeps: keys, the ledgers it has seen, and what was signed and not yet sent. One database, `tallystick`.

const DATABASE = "tallystick";
const VERSION = 1;

/** The stores and the member that names their records. */
const STORES = { keys: "kid", ledgers: "ledger", unsent: "id" };

let opened = null;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, VERSION);
    request.onupgradeneeded = () => {
      for (const [name, keyPath] of Object.entries(STORES)) request.result.createObjectStore(name, { keyPath });
    };
    request.onsuccess = () => {
      // Another tab with a later version of this page must not wait for this one.
      request.result.onversionchange = () => {
        request.result.close();
        opened = null;
      };
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });
  opened.catch(() => {
    opened = null;
  });
  return opened;
}

async function run(store, mode, act) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(store, mode);
    const request = act(transaction.objectStore(store));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
    transaction.onerror = () => reject(transaction.error);
  });
}

/** All records of a store. @param {"keys"|"ledgers"|"unsent"} store @returns {Promise<object[]>} */
export function all(store) {
  return run(store, "readonly", (records) => records.getAll());
}

/** One record; undefined where there is none. @param {string} store @param {string} name */
export function get(store, name) {
  return run(store, "readonly", (records) => records.get(name));
}

/** Writes a record over the one of the same name. It is on the disk when the promise resolves. */
export function put(store, record) {
  return run(store, "readwrite", (records) => records.put(record));
}

/** Removes a record. @param {string} store @param {string} name */
export function remove(store, name) {
  return run(store, "readwrite", (records) => records.delete(name));
}
