// What breaks WCAG at levels A and AA, as far as a program can tell. Comes after axe-core's own source; alone, it needs a page on which
// that was run before, and gives null on any other.
const done = arguments[arguments.length - 1];
if (typeof axe === "undefined") {
  done(null);
  return;
}
axe
  .run(document, {
    runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
    resultTypes: ["violations"],
  })
  .then(
    (results) =>
      done(
        results.violations.map((violation) => ({
          rule: violation.id,
          impact: violation.impact,
          advice: violation.help,
          places: violation.nodes.map((node) => node.target.flat(Infinity).join(" ")),
        })),
      ),
    (error) => done(String(error)),
  );
