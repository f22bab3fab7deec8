// Lists by keyboard: `/` goes to the search, arrows move between rows, enter opens one. Tab still goes everywhere.

const isTyping = (element) => element.closest("input, select, textarea, [contenteditable]") !== null;

/** `/` goes to the search. */
export function attachSearch() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const search = document.querySelector("input[type=search]");
    if (!search) return;
    event.preventDefault();
    search.focus();
    search.select();
  });
}

/** Takes over a list. @param {HTMLTableElement} table `<table class="list">`; each row's first link is what it opens */
export function attach(table) {
  const rows = () => [...table.tBodies].flatMap((body) => [...body.rows]).filter((row) => row.querySelector("a[href]"));
  for (const [at, row] of rows().entries()) row.tabIndex = at === 0 ? 0 : -1;
  const goTo = (row) => {
    for (const other of rows()) other.tabIndex = other === row ? 0 : -1;
    row.focus();
  };
  table.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || isTyping(event.target)) return;
    const all = rows();
    const at = all.indexOf(event.target.closest("tr"));
    if (at < 0) return;
    const places = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 };
    if (Object.hasOwn(places, event.key) && all[places[event.key]]) {
      event.preventDefault();
      goTo(all[places[event.key]]);
    } else if (event.key === "Enter" && event.target === all[at]) {
      event.preventDefault();
      all[at].querySelector("a[href]").click();
    }
  });
}
