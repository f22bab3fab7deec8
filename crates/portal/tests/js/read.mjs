// Where the tests find the files of the project.

import { readFileSync, readdirSync } from "node:fs";

const ROOT = new URL("../../../../", import.meta.url);

/** A file of the project as text. */
export const text = (path) => readFileSync(new URL(path, ROOT), "utf8");

/** A file of the project as bytes. */
export const bytes = (path) => new Uint8Array(readFileSync(new URL(path, ROOT)));

/** A file of the project as JSON. */
export const json = (path) => JSON.parse(text(path));

/** The example of every command, by kind. */
export function examples() {
  const found = new Map();
  for (const name of readdirSync(new URL("fixtures/commands/", ROOT)).sort()) {
    const [, command, version] = /^(.*)\.(\d+)\.json$/.exec(name);
    found.set(`${command}/${version}`, json(`fixtures/commands/${name}`));
  }
  return found;
}

/** The names of the files in a folder. */
export const names = (path) => readdirSync(new URL(path, ROOT)).sort();
