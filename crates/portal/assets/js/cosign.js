// A statement that a colleague began (待复核): read, checked and shown like one's own, then signed or declined.

import { failure } from "./act.js";
import * as api from "./api.js";
import { check } from "./check.js";
import { alert, clearAlert, el, focus, heading, showAlert } from "./dom.js";
import { names, page, summaries } from "./page.js";
import { signShown } from "./prepare.js";
import { receiptView, unwellText, waitingView } from "./receipt.js";
import { inPageLanguage } from "./refusals.js";
import { buttonText, reviewView } from "./review.js";
import { timeText } from "./times.js";

/** Two signatures at least: a proposal waits for others, so its window is the long one. */
const TOGETHER = 2;

/** One proposal in one section. */
class Cosigning {
  constructor(section, say) {
    Object.assign(this, { section, say, isBusy: false });
    this.path = `/v1/proposals/${encodeURIComponent(section.dataset.proposal)}`;
    this.place = el("div", { class: "cosign-place" });
    section.append(this.place);
  }

  /** Runs one step, unless another one runs. */
  async once(step) {
    if (this.isBusy) return;
    this.isBusy = true;
    this.section.setAttribute("aria-busy", "true");
    try {
      await step();
    } catch (error) {
      await this.fail(await inPageLanguage(error));
    } finally {
      this.isBusy = false;
      this.section.removeAttribute("aria-busy");
    }
  }

  async fail(error) {
    const isOvertaken = error instanceof api.Unwell && error.status === 409;
    showAlert(this.section, isOvertaken ? alert(this.say("cosign-other"), el("p", {}, unwellText(error, this.say))) : failure(error, this.say));
    if (isOvertaken) await this.look();
  }

  show(...children) {
    this.place.replaceChildren(...children);
  }

  /** Takes away what the page says of who is missing, which holds no more. */
  settle() {
    for (const stale of document.querySelectorAll("[data-while-waiting]")) stale.remove();
  }

  /** Reads the proposal and shows what can be done about it. */
  async look() {
    const { body: proposal } = await api.call("GET", this.path);
    const key = await api.pageKey();
    if (proposal.stage !== "waiting") {
      this.settle();
      this.show(el("p", { class: "note" }, this.fate(proposal)));
      return;
    }
    const { kind = proposal.kind, capacity = proposal.capacity } = this.section.dataset;
    const expected = { ledger: key.ledger, party: key.party, capacity, kind };
    const now = Date.now();
    const checked = await check(proposal, { ...expected, signatures: Math.max(TOGETHER, proposal.needed.signatures), now, summaries: await summaries() });
    await this.review(proposal, checked, key);
  }

  /** What became of a proposal that waits no longer. */
  fate({ stage, seq, overtaken_by: subject, reason }) {
    return this.say(`cosign-${stage}`, { seq, subject: names(this.section)[subject] ?? subject ?? "", reason: reason ?? "" });
  }

  async review(proposal, checked, key) {
    const { section, say } = this;
    const { language } = page();
    const known = names(section);
    const signed = proposal.signatures.map(({ member, at }) =>
      el("li", {}, say("cosign-signed", { who: known[member] ?? member, time: timeText(at, language) })),
    );
    const exact = { payload: proposal.payload, body: proposal.body, statement: proposal.id };
    const view = await reviewView(
      { checked, exact, needed: proposal.needed, already: proposal.signatures.length, within: section, kid: key.kid },
      say,
    );
    view.append(el("ul", { class: "signed" }, signed));
    const isMine = proposal.signatures.some(({ kid, member }) => kid === key.kid || (key.member && member === key.member));
    if (isMine) view.append(el("p", { class: "note" }, say("cosign-mine")));
    else view.append(el("p", { class: "actions" }, await this.signButton(proposal, checked, key)));
    view.append(el("p", { class: "progress", "aria-live": "polite" }), this.declineForm());
    this.show(view);
  }

  async signButton(proposal, checked, key) {
    const text = await buttonText(this.section.dataset.button || this.say("sign"), checked.body);
    const button = el("button", { type: "button", class: "button" }, text);
    button.addEventListener("click", () =>
      this.once(async () => {
        button.disabled = true;
        try {
          await this.sign(proposal, checked, key);
        } finally {
          button.disabled = false;
        }
      }),
    );
    return button;
  }

  async sign(proposal, checked, key) {
    const { say } = this;
    clearAlert(this.section);
    const line = await signShown({ payload: proposal.payload, checked, key, shown: this.place });
    this.section.querySelector(".progress").textContent = say("sending");
    try {
      const answer = await api.call("POST", `${this.path}/signatures`, line);
      await this.finish(proposal, line, answer);
    } catch (error) {
      // A second signature of the same member is refused, so the proposal is read again and not signed again.
      if (!(error instanceof api.Unwell) || !error.isUnknown) throw error;
      await inPageLanguage(error);
      const again = el("button", { type: "button", class: "button", onclick: () => this.once(() => this.lookAgain()) }, say("cosign-look"));
      showAlert(this.section, alert(say("cosign-unknown"), el("p", {}, unwellText(error, say)), again));
    }
  }

  async lookAgain() {
    await this.look();
    clearAlert(this.section);
    focus(this.place);
  }

  async finish(proposal, line, { status, body }) {
    const context = { within: this.section, done: this.section.dataset.done };
    const view = body.receipt
      ? await receiptView(body.receipt, { ...context, payload: proposal.payload, line, known: status === 200 }, this.say)
      : waitingView(body.proposal, context, this.say);
    this.settle();
    this.show(view);
    focus(view);
    const detail = { seq: body.receipt?.seq ?? null, proposal: proposal.id };
    this.section.dispatchEvent(new CustomEvent("tallystick:done", { bubbles: true, detail }));
  }

  declineForm() {
    const { say } = this;
    const input = el("input", { type: "text", name: "reason", maxlength: "200", required: true, id: `reason-${this.section.dataset.proposal}` });
    const form = el(
      "form",
      { class: "decline" },
      el(
        "details",
        {},
        el("summary", {}, say("cosign-decline")),
        el("label", { for: input.id }, say("cosign-reason")),
        input,
        el("button", { class: "button-plain" }, say("cosign-decline")),
      ),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.once(() => this.decline(input));
    });
    return form;
  }

  async decline(input) {
    const reason = input.value.trim();
    if (reason === "") {
      input.setCustomValidity(this.say("cosign-reason-missing"));
      input.addEventListener("input", () => input.setCustomValidity(""), { once: true });
      input.reportValidity();
      return;
    }
    await api.call("POST", `${this.path}/decline`, { reason });
    const told = heading(this.say("cosign-declined-now"));
    this.settle();
    this.show(told);
    told.focus();
    this.section.dispatchEvent(new CustomEvent("tallystick:done", { bubbles: true, detail: { seq: null, proposal: this.section.dataset.proposal } }));
  }
}

/** Takes over a section. @param {HTMLElement} section `<section class="cosign" data-proposal="…">` */
export async function attach(section, say) {
  const cosigning = new Cosigning(section, say);
  cosigning.show(el("p", { class: "progress" }, say("cosign-loading")));
  await cosigning.once(async () => {
    try {
      await cosigning.look();
    } catch (error) {
      cosigning.show();
      throw error;
    }
  });
}
