// Figures that follow what one types: computed by the service, shown in place.

const PAUSE = 300;

/** A document of this site, parsed by the browser itself: its scripts do not run, and no text is made into markup here. */
export function fetchDocument(path, signal) {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    call.open("GET", path);
    call.responseType = "document";
    call.setRequestHeader("Accept", "text/html");
    call.onload = () => (call.status === 200 && call.response ? resolve(call.response) : reject(new Error(String(call.status))));
    call.onerror = () => reject(new Error("no-connection"));
    call.onabort = () => reject(new DOMException("aborted", "AbortError"));
    signal.addEventListener("abort", () => call.abort());
    call.send();
  });
}

/** The nodes of what a service answers: those in its own `[data-recomputed]`, or all of its body. */
function adopted(answer) {
  const source = answer.querySelector("[data-recomputed]") ?? answer.body;
  return [...source.childNodes].map((node) => document.adoptNode(node));
}

/** Puts what the service proposes into the inputs that it names. What a person typed there stays, and so does an input that was emptied. */
function propose(form, target, typed) {
  for (const { dataset } of target.querySelectorAll("[data-proposes]")) {
    const input = form.elements.namedItem(dataset.proposes);
    const isFree = input && !typed.has(input.name) && (input.value === "" || input.value === input.dataset.proposed);
    if (!isFree) continue;
    input.value = dataset.value;
    input.dataset.proposed = dataset.value;
  }
}

/** How each form comes to figures of what it says now. */
const SETTLING = new WeakMap();

/** Waits until the figures of a form are those of what was typed last: inputs may stand among them. @param {HTMLFormElement} form */
export async function settled(form) {
  await SETTLING.get(form)?.();
}

/** Takes over a form with `data-recompute="/path"`. @param {HTMLFormElement} form */
export function attach(form, say) {
  const target = form.querySelector("[data-recomputed]") ?? document.querySelector("[data-recomputed]");
  if (!target) return;
  target.setAttribute("aria-live", "polite");
  let timer = 0;
  let running = null;
  let isDue = false;
  let last = Promise.resolve();
  const typed = new Set();
  const compute = async () => {
    running?.abort();
    running = new AbortController();
    const { signal } = running;
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string" && value !== "") query.append(name, value);
    target.setAttribute("aria-busy", "true");
    try {
      const path = new URL(form.dataset.recompute, location.origin);
      if (path.origin !== location.origin) return;
      const answer = await fetchDocument(`${path.pathname}?${query}`, signal);
      if (signal.aborted) return;
      target.replaceChildren(...adopted(answer));
      propose(form, target, typed);
    } catch {
      if (signal.aborted) return;
      // Figures of other inputs must not stand there as if they were of these.
      target.replaceChildren(say("recompute-failed"));
    } finally {
      if (!signal.aborted) target.removeAttribute("aria-busy");
    }
  };
  const recompute = () => {
    clearTimeout(timer);
    isDue = false;
    last = compute();
    return last;
  };
  form.addEventListener("input", (event) => {
    if (target.contains(event.target)) return;
    typed.add(event.target.name);
    clearTimeout(timer);
    isDue = true;
    timer = setTimeout(recompute, PAUSE);
  });
  SETTLING.set(form, () => (isDue ? recompute() : last));
}
