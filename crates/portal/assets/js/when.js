// Inputs that are asked for only where another input says so: `<fieldset data-when="result=failed">` is hidden and silent otherwise.

/** Whether the inputs of a name hold a value: as a radio or a checkbox that is chosen, or as what is typed or selected. */
function holds(form, name, value) {
  return [...form.elements].some((input) => {
    if (input.name !== name || input.value !== value) return false;
    return input.type === "radio" || input.type === "checkbox" ? input.checked : true;
  });
}

/** Takes over a fieldset. @param {HTMLFieldSetElement} fieldset */
export function attach(fieldset) {
  const { form } = fieldset;
  const at = fieldset.dataset.when.lastIndexOf("=");
  const [name, value] = [fieldset.dataset.when.slice(0, at), fieldset.dataset.when.slice(at + 1)];
  const follow = () => {
    const isAsked = holds(form, name, value);
    fieldset.hidden = !isAsked;
    fieldset.disabled = !isAsked;
  };
  // Before whatever reads the form for the same reason: figures that follow must not read what is silent now.
  form.addEventListener("input", follow, { capture: true });
  follow();
}
