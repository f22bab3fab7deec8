// The pages on which a bank makes, keeps and opens its sealed bid. A bid file is kept in this browser under its digest, and can be saved
// and brought back as a file.

import { formBody, tidyMoney } from "./body.js";
import { alert, clearAlert, descriptions, el, showAlert } from "./dom.js";
import { exact, figures, grouped, percent } from "./money.js";
import { page } from "./page.js";
import * as sealed from "./sealed.js";
import * as store from "./store.js";
import { timeText } from "./times.js";

/** What the page says of a bid's bounds. */
function boundsOf() {
  return JSON.parse(document.querySelector("script.bid-bounds").textContent);
}

/** Keeps a bid file for the signed-in party on this device. */
function keep({ text, digest }, review) {
  const { party, ledger } = page();
  return store.put("bids", { digest, text, review, party, ledger, at: Date.now() });
}

/** The bid files of a review that this browser keeps, the newest first. */
async function kept(review) {
  const { party, ledger } = page();
  const all = await store.all("bids").catch(() => []);
  return all.filter((bid) => bid.review === review && bid.party === party && bid.ledger === ledger).sort((one, other) => other.at - one.at);
}

/** Saves a bid file under a name that tells which it is. */
function save({ text, digest }) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  el("a", { href: address, download: `bid-${digest.slice(0, 12)}.json` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** What a bid says, for people. */
function terms(bid, say) {
  const { amount, rate, fees = [], conditions = [] } = bid.terms;
  const rows = [
    [say("bid-row-amount"), grouped(amount) ?? ""],
    [say("bid-row-rate"), percent(rate) ?? ""],
    ...fees.map(({ name, amount: taken }) => [name, grouped(taken) ?? ""]),
    ...conditions.map((condition) => [say("bid-row-condition"), condition]),
    [say("bid-row-until"), timeText(bid.valid_until, page().language)],
  ];
  return descriptions(rows);
}

/** Takes over the form in which a bid is made: it is checked and sealed here, and goes nowhere. @param {HTMLFormElement} form */
export function attachSeal(form, say) {
  const bounds = boundsOf();
  const output = form.querySelector(".bid-cost");
  const money = (units) => grouped({ value: exact(units, bounds.currency), currency: bounds.currency });
  const follow = () => {
    let body;
    try {
      body = formBody(form);
    } catch {
      // While an input is half typed there is nothing to reckon.
      output.replaceChildren();
      return;
    }
    const found = sealed.problems(body, bounds);
    if (found.length > 0) {
      const list = found.map(([name, values]) => el("li", { class: "serious" }, say(name, values)));
      output.replaceChildren(el("ul", { class: "findings" }, list));
      return;
    }
    const cost = sealed.cost(body, bounds);
    const rows = [
      [say("bid-row-interest"), money(cost.interest)],
      [say("bid-row-fees"), money(cost.fees)],
      [say("bid-row-guarantee"), money(cost.guarantee)],
      [say("bid-row-subsidy"), money(cost.subsidy)],
      [say("bid-row-total"), el("strong", {}, money(cost.total))],
      [say("bid-row-paid-out"), money(cost.paidOut)],
    ];
    const list = descriptions(rows);
    list.className = "facts";
    output.replaceChildren(list);
  };
  form.addEventListener("input", follow);
  form.addEventListener("focusout", ({ target }) => {
    if (target instanceof HTMLInputElement && target.name) tidyMoney(target, form, figures);
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearAlert(form);
    try {
      const body = formBody(form);
      const found = sealed.problems(body, bounds);
      if (found.length > 0) {
        const list = found.map(([name, values]) => el("li", {}, say(name, values)));
        showAlert(form, alert(say("bid-unsound"), el("ul", {}, list)));
        return;
      }
      const file = await sealed.seal(body);
      await keep(file, form.dataset.review);
      form.dispatchEvent(new CustomEvent("tallystick:sealed", { bubbles: true, detail: file }));
    } catch (error) {
      const text = error.code ? say(error.code, error.values) : error.message;
      showAlert(form, alert(say("bid-unsound"), el("p", {}, text)));
    }
  });
  follow();
}

/** Puts a bid into the form that is signed: its digest where it is committed to, its very text where it is opened. */
function use(place, { text, digest }) {
  const form = place.dataset.form && document.getElementById(place.dataset.form);
  if (!form) return;
  const commitment = form.elements.namedItem("commitment");
  if (commitment) commitment.value = digest;
  const bid = form.elements.namedItem("bid");
  if (bid) {
    bid.value = text;
    for (const button of form.querySelectorAll("[type=submit]")) button.disabled = false;
  }
}

/** A bid as it is shown: what it says, its digest, and what can be done with its file. */
function view(place, file, say, { remove }) {
  const bid = sealed.read(file.text);
  const { commitment, form } = place.dataset;
  const buttons = [el("button", { type: "button", class: "button-plain", onclick: () => save(file) }, say("bid-save"))];
  if (form === "commit") {
    const choose = () => {
      use(place, file);
      document.getElementById(form).scrollIntoView({ block: "center" });
    };
    buttons.unshift(el("button", { type: "button", class: "button", onclick: choose }, say("bid-use")));
  }
  if (remove && file.digest !== commitment) {
    buttons.push(el("button", { type: "button", class: "button-plain", onclick: remove }, say("bid-forget")));
  }
  return el(
    "section",
    { class: "review" },
    bid && terms(bid, say),
    el("p", {}, el("code", { class: "digest" }, file.digest)),
    el("div", { class: "buttons" }, buttons),
  );
}

/**
 * Takes over a place for bid files: those kept here, and a chooser for others. With `data-commitment` only the file with that digest will
 * do; `data-form` names the form that is signed with it. @param {HTMLElement} place `<div class="kept-bids" data-review="review/…">`
 */
export async function attachKept(place, say) {
  const { review, commitment, form } = place.dataset;
  const list = el("div", {});
  const chooser = el("input", { type: "file", accept: ".json,application/json", id: `bid-file-${form ?? "kept"}` });
  const box = el("div", { class: "drop", tabindex: "0" }, el("label", { for: chooser.id }, say("bid-choose")), " ", chooser);
  place.append(list, box);
  if (form === "reveal") for (const button of document.getElementById(form).querySelectorAll("[type=submit]")) button.disabled = true;

  const show = async () => {
    const files = (await kept(review)).filter((file) => !commitment || file.digest === commitment);
    const forget = (file) => async () => {
      await store.remove("bids", file.digest);
      await show();
    };
    const views = files.map((file) => view(place, file, say, { remove: forget(file) }));
    list.replaceChildren(...(views.length > 0 ? views : [el("p", { class: "note" }, say(commitment ? "bid-missing" : "bid-none-kept"))]));
    if (commitment && files.length > 0) use(place, files[0]);
  };
  const bring = async (chosen) => {
    clearAlert(place);
    if (!chosen) return;
    const { file, fault, digest } = await sealed.opened(await chosen.text(), { review, commitment });
    if (file) {
      await keep(file, review);
      await show();
    } else {
      showAlert(place, alert(say(fault), digest && el("p", {}, el("code", {}, digest))));
    }
  };
  chooser.addEventListener("change", () => {
    const [chosen] = chooser.files;
    chooser.value = "";
    return bring(chosen);
  });
  box.addEventListener("dragover", (event) => {
    event.preventDefault();
    box.dataset.over = "";
  });
  box.addEventListener("dragleave", () => delete box.dataset.over);
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    delete box.dataset.over;
    return bring(event.dataTransfer.files[0]);
  });
  document.addEventListener("tallystick:sealed", async ({ detail }) => {
    await show();
    use(place, detail);
    list.querySelector("button")?.focus();
  });
  await show();
}

/** Takes over a form that makes bids, or a place that keeps them. */
export function attach(element, say) {
  return element.matches("form") ? attachSeal(element, say) : attachKept(element, say);
}
