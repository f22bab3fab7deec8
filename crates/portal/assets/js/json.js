// JSON as the format wants it: no member named twice in one object, at any depth. The built-in parser silently takes the last one,
// so that a body could say one thing here and another to a careful reader.

const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/gs;

/** Refuses a text in which an object names a member twice. The text is JSON already. */
function checkNames(text) {
  const open = [];
  let last = null;
  for (const [token] of text.matchAll(TOKENS)) {
    if (token === "{") open.push(new Set());
    else if (token === "[") open.push(null);
    else if (token === "}" || token === "]") open.pop();
    else if (token === ":" && last !== null) {
      const name = JSON.parse(last);
      if (open.at(-1).has(name)) throw new SyntaxError(`the member ${name} stands twice`);
      open.at(-1).add(name);
    }
    last = token.startsWith('"') ? token : null;
  }
}

/** Reads a JSON object strictly. @param {string} text @returns {Record<string, any>} */
export function readObject(text) {
  const value = JSON.parse(text);
  if (value === null || typeof value !== "object" || Array.isArray(value)) throw new SyntaxError("it is no object");
  checkNames(text);
  return value;
}
