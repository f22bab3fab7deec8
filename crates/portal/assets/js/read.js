// A file whose text a form sends: it is read here, and can be looked at before it is sent.

/** Takes over `<input type="file" data-read="name">`. @param {HTMLInputElement} input */
export function attach(input) {
  const into = input.form?.elements.namedItem(input.dataset.read);
  if (!into) return;
  input.addEventListener("change", async () => {
    const [file] = input.files;
    if (!file) return;
    into.value = await file.text();
    into.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
