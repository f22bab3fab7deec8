// The element that the first argument names: by the words on it, or else by a CSS selector. Only one that can be seen,
// except for controls that pages like to hide behind their labels. Null where there is none.
const [named] = arguments;
const words = (text) => (text ?? "").replace(/\s+/g, " ").trim();
const isHidden = (element) =>
  !element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) &&
  !element.matches("input[type=file], input[type=radio], input[type=checkbox]");
const labelled = () =>
  [...document.querySelectorAll("label")].filter((label) => words(label.textContent) === named).map((label) => label.control);
const pressed = () =>
  [...document.querySelectorAll("a[href], button, summary, input[type=submit], [role=button], [role=tab], [role=menuitem]")].filter(
    (element) => [element.textContent, element.value].some((text) => words(text) === named),
  );
const announced = () =>
  [...document.querySelectorAll("[aria-label]")].filter((element) => words(element.ariaLabel) === named);
const selected = () => {
  try {
    return [...document.querySelectorAll(named)];
  } catch {
    // Words that are no selector.
    return [];
  }
};
for (const way of [labelled, pressed, announced, selected]) {
  const found = way().find((element) => element && !isHidden(element));
  if (found) {
    return found;
  }
}
return null;
