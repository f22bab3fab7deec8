// What the API's own document says a body may hold.

import { json } from "./read.mjs";

const { schemas } = json("openapi/tallystick.json").components;

/** The last part of a reference. */
const nameOf = ($ref) => $ref.split("/").at(-1);

/**
 * One value for each thing that a schema allows: the names and list places that lead to it, and whether it is one of a few fixed texts.
 * @returns {Generator<{leaf: unknown, isFixed: boolean, under: (string | 0)[]}>}
 */
function* samples(schema, within = []) {
  const below = (member, step) => [...samples(member, within)].map((found) => ({ ...found, under: [step, ...found.under] }));
  const types = [schema.type].flat();
  const choices = schema.oneOf ?? schema.anyOf ?? schema.allOf;
  const fixed = schema.const === undefined ? schema.enum : [schema.const];
  if (schema.$ref) {
    if (!within.includes(schema.$ref)) yield* samples(schemas[nameOf(schema.$ref)], [...within, schema.$ref]);
  } else if (fixed) {
    yield* fixed.map((leaf) => ({ leaf, isFixed: typeof leaf === "string", under: [] }));
  } else if (choices) {
    for (const choice of choices) yield* samples(choice, within);
  } else if (types.includes("object")) {
    for (const [name, member] of Object.entries(schema.properties ?? {})) yield* below(member, name);
    if (!schema.properties) yield { leaf: {}, isFixed: false, under: [] };
  } else if (types.includes("array")) {
    yield* below(schema.items ?? {}, 0);
  } else {
    yield { leaf: types.includes("integer") ? 1 : types.includes("boolean") ? true : types.includes("null") ? null : "x", isFixed: false, under: [] };
  }
}

/** A body that holds this one value. */
function holding({ under, leaf }) {
  return under.reduceRight((value, step) => (step === 0 ? [value] : { [step]: value }), leaf);
}

/** Bodies of every command, each with one of the values that it may hold, and what leads there. */
export function* bodies() {
  for (const { $ref } of schemas.Command.oneOf) {
    for (const sample of samples({ $ref })) {
      const names = sample.under.filter((step) => step !== 0);
      if (names.at(-1) !== "salt") yield { command: nameOf($ref), body: holding(sample), names, ...sample };
    }
  }
}
