// Comes after axe-core's own source: what breaks WCAG at levels A and AA, as far as a program can tell.
const done = arguments[arguments.length - 1];
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
