// Evidence files: the service gives them to a key, not to a cookie, so a link is fetched here and saved.

import * as api from "./api.js";
import { alert, el, showAlert } from "./dom.js";
import { unwellText } from "./receipt.js";
import { inPageLanguage } from "./refusals.js";

/** A name under which a file can be saved anywhere. */
function fileName(name, type) {
  const plain = name.replaceAll(/[\\/:*?"<>|]/g, "-");
  const ending = { "application/xml": ".xml", "text/xml": ".xml", "application/pdf": ".pdf", "text/plain": ".txt" }[type.split(";")[0]] ?? "";
  return /\.[A-Za-z0-9]{1,5}$/.test(plain) ? plain : plain + ending;
}

/** Takes over a link to a file. @param {HTMLAnchorElement} link `<a href="/v1/files/…?subject=…" data-file="name">` */
export function attach(link, say) {
  link.addEventListener("click", async (event) => {
    event.preventDefault();
    try {
      const token = await api.bearer();
      const answer = await api.request(link.getAttribute("href"), { headers: { Authorization: `Bearer ${token}` } });
      const blob = await answer.blob();
      const address = URL.createObjectURL(blob);
      const saving = el("a", { href: address, download: fileName(link.dataset.file, blob.type) });
      saving.click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
    } catch (error) {
      const text = error instanceof api.Unwell ? unwellText(await inPageLanguage(error), say) : error.message;
      showAlert(link.closest("section, main"), alert(say("file-not-fetched", { name: link.dataset.file }), el("p", {}, text)));
    }
  });
}
