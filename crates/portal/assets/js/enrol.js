// An invitation: the key is made in this browser, its possession proved, and its fingerprint compared by telephone.

import * as api from "./api.js";
import { alert, clearAlert, el, focus, heading, showAlert } from "./dom.js";
import * as keys from "./keys.js";
import { page } from "./page.js";
import { unwellText } from "./receipt.js";
import { inPageLanguage } from "./refusals.js";

/** The key made for this invitation. It is kept before it is handed in, so that a lost answer does not lose the key. */
async function keyFor({ ledger, party, partyName, member, memberName }, invitation) {
  const kept = (await keys.list()).find((key) => key.invitation === invitation);
  if (kept) return kept;
  const key = { ...(await keys.generate()), ledger, party, partyName, member, memberName, invitation };
  await keys.add(key);
  return key;
}

function doneView(key, say) {
  return el(
    "section",
    { class: "receipt" },
    heading(say("enrol-title")),
    el("p", {}, say("enrol-made")),
    el("p", {}, say("enrol-compare")),
    el("p", { class: "fingerprint" }, el("code", {}, keys.fingerprint(key.kid).join(" "))),
    el("p", {}, say("enrol-next")),
    el("p", {}, el("a", { class: "button", href: "/sign-in" }, say("enrol-sign-in"))),
  );
}

/**
 * Takes over the form of an invitation: `<form class="enrol" data-ledger data-party data-party-name data-member data-member-name
 * data-purpose>`, with an input `name` where the person's name is asked for.
 * @param {HTMLFormElement} form
 */
export function attach(form, say) {
  let isBusy = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    form.setAttribute("aria-busy", "true");
    clearAlert(form);
    try {
      const { ledger = page().ledger, party, partyName, member, memberName } = form.dataset;
      const subject = party.includes("/") ? party : `party/${party}`;
      const name = form.elements.namedItem("name")?.value.trim() || memberName || "";
      const path = form.getAttribute("action") || location.pathname;
      const key = await keyFor({ ledger, party: subject, partyName, member, memberName: name }, path);
      const possession = await keys.provePossession(key, ledger, subject);
      await api.portal("POST", path, { jwk: key.jwk, possession, name });
      const view = doneView(key, say);
      form.hidden = true;
      form.after(view);
      focus(view);
    } catch (error) {
      const text = error instanceof api.Unwell ? unwellText(await inPageLanguage(error), say) : error.message;
      showAlert(form, alert(say("enrol-failed"), el("p", {}, text)));
    } finally {
      isBusy = false;
      form.removeAttribute("aria-busy");
    }
  });
}
