// The demo: anyone may sit down in a member's place. The keys of the demo are public; those of a real ledger never leave their browser.

import * as api from "./api.js";
import { alert, el, showAlert } from "./dom.js";
import * as keys from "./keys.js";
import { LogFault, believedVkeys } from "./log.js";
import { page } from "./page.js";
import { faultText } from "./receipt.js";
import { inPageLanguage } from "./refusals.js";
import { safeNext, signIn } from "./sign-in.js";

/** Takes a seat: fetches its key, keeps it, and signs in with it. @param {string} seat */
export async function enter(seat) {
  const { ledger } = page();
  const { body } = await api.portal("GET", `/enter/${encodeURIComponent(seat)}`);
  const { pkcs8, ...who } = body;
  const demo = await believedVkeys(ledger);
  // Seats of a demo that is over open no door.
  for (const old of await keys.list()) if (old.demo !== undefined && old.demo !== demo && old.ledger === ledger) await keys.remove(old.kid);
  const key = { ...(await keys.importPkcs8(pkcs8)), ...who, ledger, demo };
  if (key.party && !key.party.includes("/")) key.party = `party/${key.party}`;
  await keys.add(key);
  await signIn(key, key.ledger);
}

/** Takes over a button. @param {HTMLButtonElement} button `<button data-seat="…" data-next="/home">` */
export function attach(button, say) {
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    if (button.disabled) return;
    button.disabled = true;
    button.setAttribute("aria-busy", "true");
    try {
      await enter(button.dataset.seat);
      location.assign(safeNext(button.dataset.next));
    } catch (error) {
      const text = error instanceof api.Unwell || error instanceof LogFault ? faultText(await inPageLanguage(error), say) : error.message;
      showAlert(button.closest("main") ?? document.body, alert(say("sign-in-failed"), el("p", {}, text)));
    } finally {
      button.disabled = false;
      button.removeAttribute("aria-busy");
    }
  });
}
