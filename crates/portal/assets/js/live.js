// Figures that follow what one types: computed by the service, shown in place.

import { request } from "./api.js";

const PAUSE = 300;

/** The nodes of the fragment that a service answers: what stands in its own `[data-recomputed]`, or all of it. */
function adopted(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const source = parsed.querySelector("[data-recomputed]") ?? parsed.body;
  return [...source.childNodes].map((node) => document.adoptNode(node));
}

/** Takes over a form with `data-recompute="/path"`. @param {HTMLFormElement} form */
export function attach(form, say) {
  const target = form.querySelector("[data-recomputed]") ?? document.querySelector("[data-recomputed]");
  if (!target) return;
  target.setAttribute("aria-live", "polite");
  let timer = 0;
  let running = null;
  const recompute = async () => {
    running?.abort();
    running = new AbortController();
    const { signal } = running;
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string" && value !== "") query.append(name, value);
    target.setAttribute("aria-busy", "true");
    try {
      const path = new URL(form.dataset.recompute, location.origin);
      if (path.origin !== location.origin) return;
      const answer = await request(`${path.pathname}?${query}`, { headers: { Accept: "text/html" }, signal });
      const html = await answer.text();
      if (!signal.aborted) target.replaceChildren(...adopted(html));
    } catch (error) {
      if (error.name === "AbortError" || signal.aborted) return;
      // Figures of other inputs must not stand there as if they were of these.
      target.replaceChildren(say("recompute-failed"));
    } finally {
      if (!signal.aborted) target.removeAttribute("aria-busy");
    }
  };
  form.addEventListener("input", (event) => {
    if (target.contains(event.target)) return;
    clearTimeout(timer);
    timer = setTimeout(recompute, PAUSE);
  });
}
