// The rest of a browser that the scripts lean on: a database, a small store of texts, and a service that answers.

/** An IndexedDB that holds what it is given, as one does, in no particular time. */
export function openDatabase() {
  const stores = new Map();
  const later = (act) => queueMicrotask(act);
  const records = (name) => ({
    getAll: () => ({ result: [...stores.get(name).records.values()] }),
    get: (key) => ({ result: stores.get(name).records.get(key) }),
    put: (record) => {
      const { keyPath, records: kept } = stores.get(name);
      kept.set(record[keyPath], structuredClone(record));
      return { result: record[keyPath] };
    },
    delete: (key) => ({ result: void stores.get(name).records.delete(key) }),
  });
  const database = {
    objectStoreNames: { contains: (name) => stores.has(name) },
    createObjectStore: (name, { keyPath }) => stores.set(name, { keyPath, records: new Map() }),
    transaction: () => {
      const transaction = { objectStore: records };
      later(() => transaction.oncomplete());
      return transaction;
    },
    close() {},
  };
  globalThis.indexedDB = {
    open: () => {
      const request = { result: database };
      later(() => {
        request.onupgradeneeded();
        request.onsuccess();
      });
      return request;
    },
  };
  return {
    /** What stands in a store. */
    all: (name) => [...(stores.get(name)?.records.values() ?? [])],
    /** Empties every store, as another browser would be. */
    empty: () => [...stores.values()].forEach((store) => store.records.clear()),
  };
}

/** Timers that run when a test says that time has passed. */
export function openClock() {
  let timers = [];
  let now = 0;
  let last = 0;
  globalThis.setTimeout = (act, wait = 0) => {
    last += 1;
    timers.push({ id: last, act, due: now + wait });
    return last;
  };
  globalThis.clearTimeout = (id) => {
    timers = timers.filter((timer) => timer.id !== id);
  };
  return {
    empty: () => (timers = []),
    tick: (millis) => {
      now += millis;
      const due = timers.filter((timer) => timer.due <= now);
      timers = timers.filter((timer) => timer.due > now);
      for (const { act } of due) act();
    },
  };
}

/** A `localStorage`. */
export function openTexts() {
  const texts = new Map();
  globalThis.localStorage = {
    getItem: (name) => texts.get(name) ?? null,
    setItem: (name, text) => texts.set(name, String(text)),
    removeItem: (name) => texts.delete(name),
  };
  return texts;
}

/** The same answers where the scripts look for what stands beside them, wherever that is. */
export function beside(answers) {
  const assets = new URL("../../assets/", import.meta.url).pathname;
  return Object.fromEntries(Object.entries(answers).flatMap(([name, answer]) => [[name, answer], [name.replace("GET /", `GET ${assets}`), answer]]));
}

/**
 * A service: what it answers by `METHOD /path`. An answer is text, bytes, a value for JSON, `{status, json}`, or a function of the request's
 * body, JSON or bytes, that gives one; one that throws breaks the connection. What is not there is a 404.
 */
export function serve(answers) {
  const asked = [];
  globalThis.fetch = async (address, { method = "GET", body } = {}) => {
    const { pathname } = new URL(address, "https://tallystick.test");
    asked.push(`${method} ${pathname}`);
    let answer = answers[`${method} ${pathname}`];
    if (typeof answer === "function") answer = await answer(typeof body === "string" ? JSON.parse(body) : body);
    if (answer === undefined) return new Response("{}", { status: 404 });
    if (typeof answer === "string" || answer instanceof Uint8Array) return new Response(answer);
    if (answer?.status) return Response.json(answer.json ?? {}, { status: answer.status });
    return Response.json(answer);
  };
  return asked;
}
