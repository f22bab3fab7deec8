// The text of legal weight that a body names by its digest. A key signs such a body only beside that very text: whoever signs must have
// been able to read it, and what the page shows is worth no more than the page itself.

import { hex, sha256, utf8 } from "./bytes.js";
import { Mismatch } from "./check.js";

/** The member of a body that is the SHA-256 of a text in UTF-8, which its signer is shown. */
const DIGEST = "legal_text";

/** Where a page says such a text: in an element that holds it, to the last character, and nothing else. */
const SHOWN = "[data-legal-text]";

/**
 * Refuses where the text that a body names does not stand in what is shown: it is missing, or another stands in its place. Nor may a
 * text stand there as if it were signed where the body names none.
 * @param {Record<string, any>} body @param {{querySelectorAll: (selector: string) => Iterable<{textContent: string}>}} shown
 */
export async function checkLegalText(body, shown) {
  const texts = [...shown.querySelectorAll(SHOWN)];
  const isNamed = Object.hasOwn(body, DIGEST);
  if (!isNamed && texts.length > 0) throw new Mismatch("legal-text-unnamed");
  if (isNamed && texts.length === 0) throw new Mismatch("legal-text-missing");
  for (const { textContent } of texts) {
    if (hex(await sha256(utf8(textContent))) !== body[DIGEST]) throw new Mismatch("legal-text-other");
  }
}
