// Signing in: the member's own key answers a challenge. There is no password, and nothing secret is sent.

import * as api from "./api.js";
import { alert, el, showAlert } from "./dom.js";
import * as keys from "./keys.js";
import { page } from "./page.js";
import { unwellText } from "./receipt.js";
import { inPageLanguage } from "./refusals.js";

/** An address within this site; anything else leads home. */
export function safeNext(next) {
  return next && /^\/(?![/\\])/.test(next) ? next : "/home";
}

/**
 * Signs in with a key: the service's challenge becomes the nonce of an access token.
 * @param {keys.Key} key @param {string} ledger
 */
export async function signIn(key, ledger) {
  const { body } = await api.portal("POST", "/sign-in/challenge");
  const token = await keys.accessToken(key, { ledger, jti: body.challenge });
  await api.portal("POST", "/sign-in", { token });
}

/** A button for a key, with whose it is. */
function keyButton(key, section, say) {
  const next = safeNext(section.dataset.next);
  const button = el(
    "button",
    { type: "button", class: "button", "data-kid": key.kid },
    el("strong", {}, key.memberName || key.member || say("key-unnamed")),
    " ",
    key.partyName || key.party || "",
  );
  button.addEventListener("click", async () => {
    for (const other of section.querySelectorAll("button")) other.disabled = true;
    try {
      await signIn(key, key.ledger || page().ledger);
      location.assign(next);
    } catch (error) {
      if (error.see) {
        location.assign(safeNext(error.see));
        return;
      }
      for (const other of section.querySelectorAll("button")) other.disabled = false;
      const text = error instanceof api.Unwell ? unwellText(await inPageLanguage(error), say) : error.message;
      showAlert(section, alert(say("sign-in-failed"), el("p", {}, text)));
    }
  });
  return button;
}

/** Lists the keys of this browser. @param {HTMLElement} section `<div class="sign-in" data-next="/home">` */
export async function attach(section, say) {
  const { ledger } = page();
  let found;
  try {
    found = await keys.list();
  } catch {
    showAlert(section, alert(say("store-closed")));
    return;
  }
  const usable = found.filter((key) => key.party && (!ledger || !key.ledger || key.ledger === ledger));
  if (usable.length === 0) {
    section.append(el("div", { class: "note" }, el("p", {}, el("strong", {}, say("no-key"))), el("p", {}, say("no-key-help"))));
    return;
  }
  const list = el("ul", { class: "keys" });
  for (const key of usable) {
    const short = keys.fingerprint(key.kid).slice(0, 4).join(" ");
    list.append(el("li", {}, keyButton(key, section, say), " ", el("code", {}, short)));
  }
  section.append(list);
  list.querySelector("button").focus();
}
