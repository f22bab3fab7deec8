// Plain forms: a second press while the first is on its way sends nothing.

/** After so many milliseconds a form that is still there may be sent again: whoever stopped it waits no longer. */
const ON_ITS_WAY = 10_000;

/** Takes over a form that the browser itself sends. @param {HTMLFormElement} form */
export function attach(form) {
  const again = () => delete form.dataset.sent;
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent !== undefined) event.preventDefault();
    else form.dataset.sent = "yes";
    setTimeout(again, ON_ITS_WAY);
  });
  // So may one on a page that comes back out of the browser's memory.
  addEventListener("pageshow", again);
}
