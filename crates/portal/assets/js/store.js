// What this browser keeps: keys, the ledgers it has seen, what was signed and not yet sent, and sealed bids. One database, `tallystick`.

const DATABASE = "tallystick";
const VERSION = 2;

/** The stores and the member that names their records. */
const STORES = { keys: "kid", ledgers: "ledger", unsent: "id", bids: "digest" };

let opened = null;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, VERSION);
    request.onupgradeneeded = () => {
      const { result } = request;
      for (const [name, keyPath] of Object.entries(STORES)) {
        if (!result.objectStoreNames.contains(name)) result.createObjectStore(name, { keyPath });
      }
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

/** All records of a store. @param {"keys"|"ledgers"|"unsent"|"bids"} store @returns {Promise<object[]>} */
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
