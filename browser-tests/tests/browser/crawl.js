// Follows the links of pages, as the member who is signed in sees them, until each pattern has an address, and gives those that were
// found. What is variable in a pattern, `{id}`, has a digit in it; a word has none. A history is linked where it is long only, and can be
// asked for of anything.
const [wanted, begin] = arguments;
const MOST_PAGES = 250;
const MOST_OF_A_SHAPE = 6;
const NO_PAGES = /^\/(v1|docs|assets|language|capacity|enter|sign-in)\b|\.(csv|xlsx|pdf|json)\b|\/bundle\b/u;
const HISTORY = "/history/{kind}/{id}";
const patterns = wanted.map((pattern) => {
  const literal = pattern.split(/\{[^}]*\}/u).map((part) => part.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&"));
  return { pattern, whole: pattern.includes("?"), is: new RegExp(`^${literal.join("[^/?&]*[0-9][^/?&]*")}$`, "u") };
});
const found = {};
const seen = new Set();
const shapes = new Map();
const queue = [];
const add = (address) => {
  if (seen.has(address) || NO_PAGES.test(address)) return;
  seen.add(address);
  const [path] = address.split("?");
  for (const { pattern, whole, is } of patterns) if (!(pattern in found) && is.test(whole ? address : path)) found[pattern] = whole ? address : path;
  if (/^\/certificates\/[^/]*[0-9][^/]*$/u.test(path) && wanted.includes(HISTORY)) found[HISTORY] ??= path.replace("/certificates/", "/history/certificate/");
  const shape = path.split("/").map((part) => (/[0-9]/u.test(part) ? "{}" : part)).join("/");
  shapes.set(shape, (shapes.get(shape) ?? 0) + 1);
  if (shapes.get(shape) <= MOST_OF_A_SHAPE) queue.push(address);
};
const follow = async () => {
  begin.forEach(add);
  for (let pages = 0; queue.length > 0 && pages < MOST_PAGES && Object.keys(found).length < patterns.length; pages += 1) {
    const answer = await fetch(queue.shift(), { headers: { accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const link of page.querySelectorAll("a[href^='/']")) add(link.getAttribute("href").split("#")[0]);
  }
  return found;
};
return follow();
