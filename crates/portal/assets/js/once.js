// Plain forms: a second press while the first is on its way sends nothing.

/** Takes over a form that the browser itself sends. @param {HTMLFormElement} form */
export function attach(form) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent !== undefined) event.preventDefault();
    else form.dataset.sent = "yes";
  });
  // A page that comes back out of the browser's memory may send again.
  addEventListener("pageshow", () => delete form.dataset.sent);
}
