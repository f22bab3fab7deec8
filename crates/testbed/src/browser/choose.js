// Gives a control its value where typing would not: a list to choose from, or a control whose keys depend on the language of
// the browser. False where it is to be typed; a sentence where there is no such choice.
const [control, value] = arguments;
const words = (text) => text.replace(/\s+/g, " ").trim();
if (control.matches("select")) {
  const option = [...control.options].find((option) => words(option.text) === value || option.value === value);
  if (!option) {
    return `it offers only: ${[...control.options].map((option) => words(option.text)).join(", ")}`;
  }
  control.value = option.value;
} else if (control.matches("input[type=date], input[type=datetime-local], input[type=month], input[type=time], input[type=range]")) {
  control.value = value;
} else {
  return false;
}
control.dispatchEvent(new Event("input", { bubbles: true }));
control.dispatchEvent(new Event("change", { bubbles: true }));
return true;
