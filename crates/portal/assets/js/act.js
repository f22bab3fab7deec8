// An act, from the form to the receipt: prepared by the service, checked here, shown in full, signed, sent, and proved.

import * as api from "./api.js";
import { Misfit, formBody, nameNew, tidyMoney } from "./body.js";
import { Mismatch } from "./check.js";
import { alert, clearAlert, el, focus, showAlert } from "./dom.js";
import { settled } from "./live.js";
import { LogFault } from "./log.js";
import { figures } from "./money.js";
import { prepare, sign } from "./prepare.js";
import { receiptView, unwellText, waitingView } from "./receipt.js";
import { findingsInPageLanguage, inPageLanguage } from "./refusals.js";
import { buttonText, findingList, reviewView } from "./review.js";
import { SentenceFault } from "./sentences.js";
import { isSignedOut, signInAgain } from "./session.js";
import { movedOn, staleAlert } from "./stale.js";
import * as unsent from "./unsent.js";

/** The alert for whatever went wrong before anything was signed. */
export function failure(error, say) {
  if (error instanceof Mismatch) {
    return alert(say("refused-title"), el("p", {}, say(error.code, error.values)), el("p", {}, say("refused-unsigned")));
  }
  if (error instanceof LogFault) {
    return alert(say("false"), el("p", {}, say(error.code, error.values)), el("p", {}, say("refused-unsigned")));
  }
  if (error instanceof SentenceFault) {
    return alert(say("refused-title"), el("p", {}, error.message), el("p", {}, say("refused-unsigned")));
  }
  if (error instanceof api.Unwell && error.code === "no-connection") {
    return alert(say("no-connection"), el("p", {}, say("draft-kept")));
  }
  if (error instanceof api.Unwell && error.code === "no-key") {
    return alert(say("no-key"), el("p", {}, el("a", { href: "/sign-in" }, say("no-key-link"))));
  }
  if (isSignedOut(error)) {
    return alert(say(error.code), el("p", {}, say("signed-out-kept")), el("p", {}, el("a", { class: "button", href: signInAgain() }, say("no-key-link"))));
  }
  if (error instanceof api.Unwell) return alert(error.title || say("fault"), el("p", {}, unwellText(error, say)));
  return alert(say("fault"), el("p", {}, error.message));
}

/** One act at a time in one form; the steps share what was prepared. */
class Act {
  constructor(form, say) {
    Object.assign(this, { form, say, isBusy: false, view: null });
  }

  /** Runs one step, unless another one runs; what fails is shown. */
  async once(step) {
    if (this.isBusy) return;
    this.isBusy = true;
    this.form.setAttribute("aria-busy", "true");
    try {
      await step();
    } catch (error) {
      this.fail(await inPageLanguage(error));
    } finally {
      this.isBusy = false;
      this.form.removeAttribute("aria-busy");
    }
  }

  fail(error) {
    if (error instanceof Misfit) this.misfit(error);
    else showAlert(this.view ?? this.form, failure(error, this.say));
  }

  /** Says at the input what is wrong with it. */
  misfit({ code, input: name, values }) {
    const found = this.form.elements.namedItem(name);
    const input = found instanceof RadioNodeList ? found[0] : found;
    const text = this.say(code, values);
    if (!input || input.type === "hidden") {
      showAlert(this.form, alert(text));
      return;
    }
    input.setCustomValidity(text);
    input.addEventListener("input", () => input.setCustomValidity(""), { once: true });
    input.reportValidity();
  }

  /** The versions of the subjects that the page was made from. */
  shown() {
    return JSON.parse(this.form.dataset.shown || "{}");
  }

  /** Asks the service, checks the answer, and shows what would be signed. */
  async prepare() {
    const { form, say } = this;
    clearAlert(form);
    // Whoever types and goes on at once would otherwise sign without what the figures bring.
    await settled(form);
    const { kind, capacity } = form.dataset;
    const { prepared, checked, key } = await prepare({ kind, capacity, body: formBody(form) });
    if (!checked) {
      await this.reject(prepared);
      return;
    }
    const moved = movedOn(this.shown(), checked.claims);
    if (moved.length > 0) {
      showAlert(form, await staleAlert(moved, form, say));
      return;
    }
    await this.review(prepared, checked, key);
  }

  /** A rule stands against the act: which, with its numbers, and what to do. The inputs stay. */
  async reject({ rejection, findings, claims }) {
    const { say } = this;
    await inPageLanguage(rejection);
    const moved = movedOn(this.shown(), claims);
    if (moved.length > 0) {
      showAlert(this.form, await staleAlert(moved, this.form, say, { because: unwellText(rejection, say) }));
      return;
    }
    const list = findingList(await findingsInPageLanguage(findings), say);
    showAlert(this.form, alert(rejection.title, el("p", {}, rejection.detail), list, el("p", {}, say("rejected-unsigned"))));
  }

  async review(prepared, checked, key) {
    const { form, say } = this;
    const exact = { payload: prepared.payload, body: prepared.body, statement: prepared.statement };
    const view = await reviewView({ checked, exact, needed: prepared.needed, findings: prepared.findings, within: form, kid: key.kid }, say);
    const text = await buttonText(form.dataset.button || say("sign"), checked.body);
    const button = el("button", { type: "button", class: "button", onclick: () => this.once(() => this.sign(prepared, checked, key)) }, text);
    const back = el("button", { type: "button", class: "button-plain", onclick: () => !this.isBusy && this.back() }, say("back"));
    view.append(el("p", { class: "actions" }, button, " ", back), el("p", { class: "progress", "aria-live": "polite" }));
    this.buttons = [button, back];
    this.show(view);
  }

  /** Puts a view in the place of the form, which keeps its inputs. */
  show(view) {
    this.view?.remove();
    this.view = view;
    this.form.hidden = true;
    this.form.after(view);
    focus(view);
  }

  back() {
    this.view?.remove();
    this.view = null;
    this.form.hidden = false;
    this.form.querySelector("input:not([type=hidden]), select, textarea, button")?.focus();
  }

  progress(text) {
    const line = this.view?.querySelector(".progress");
    if (line) line.textContent = text;
  }

  async sign(prepared, checked, key) {
    const { form, say } = this;
    clearAlert(this.view);
    for (const button of this.buttons) button.disabled = true;
    try {
      this.progress(say("signing"));
      const signed = await sign({ prepared, checked, key }, this.view);
      await this.send({ ...signed, done: form.dataset.done, draft: form.dataset.draftPlace });
    } catch (error) {
      for (const button of this.buttons) button.disabled = false;
      throw error;
    } finally {
      this.progress("");
    }
  }

  /** Sends what was signed. Where no answer comes it offers to send the very same again. */
  async send(signed) {
    const { say } = this;
    const calm = unsent.warnBeforeLeaving();
    this.progress(say("sending"));
    try {
      const answer = await unsent.send(signed);
      calm();
      await this.finish(signed, answer);
    } catch (error) {
      await inPageLanguage(error);
      if (error instanceof api.Unwell && (error.isUnknown || error.status === 401)) {
        this.offerAgain(signed, error, calm);
        return;
      }
      calm();
      await this.refused(error);
    }
  }

  offerAgain(signed, error, calm) {
    const { say } = this;
    const again = el(
      "button",
      {
        type: "button",
        class: "button",
        onclick: () =>
          this.once(async () => {
            calm();
            clearAlert(this.view ?? this.form);
            await this.send(signed);
            this.progress("");
          }),
      },
      say("send-again"),
    );
    for (const button of this.buttons) button.disabled = true;
    showAlert(this.view ?? this.form, alert(say("unsent-title"), el("p", {}, unwellText(error, say)), el("p", {}, say("unsent-harmless")), again));
  }

  /** Refused after it was signed: it left nothing. Where something moved on, who did it is told. */
  async refused(error) {
    if (!(error instanceof api.Unwell)) throw error;
    this.back();
    if (error.status === 409) {
      const moved = Object.entries(this.shown()).map(([subject, version]) => ({ subject, shown: version, now: version }));
      const words = { because: unwellText(error, this.say), unsigned: this.say("stale-left-nothing") };
      showAlert(this.form, await staleAlert(moved, this.form, this.say, words));
      return;
    }
    showAlert(this.form, failure(error, this.say));
  }

  /** Shows the receipt or the proposal, and tells the page that the act is done. */
  async finish(signed, { status, body }) {
    const { form, say } = this;
    const context = { within: form, done: form.dataset.done };
    const [line] = signed.statement.signatures;
    const view = body.receipt
      ? await receiptView(body.receipt, { ...context, payload: signed.statement.payload, line, known: status === 200 }, say)
      : waitingView(body.proposal, context, say);
    this.show(view);
    const detail = { seq: body.receipt?.seq ?? null, proposal: body.proposal?.id ?? null };
    form.dispatchEvent(new CustomEvent("tallystick:done", { bubbles: true, detail }));
  }
}

/** Takes over a form: its submission becomes an act. @param {HTMLFormElement} form */
export function attach(form, say) {
  const act = new Act(form, say);
  nameNew(form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    act.once(() => act.prepare());
  });
  form.addEventListener("focusout", ({ target }) => {
    if (target instanceof HTMLInputElement && target.name) tidyMoney(target, form, figures);
  });
}

/** Offers to send what an earlier page signed and could not send. @param {Element} main where the offer is put */
export async function offerUnsent(main, say) {
  for (const signed of await unsent.waiting()) {
    const section = el("section", { class: "note" }, el("p", {}, el("strong", {}, say("unsent-title")), " ", signed.sentence));
    const act = new Act(section, say);
    act.form.dataset.done = signed.done ?? "";
    act.buttons = [];
    section.addEventListener("tallystick:done", () => signed.draft && localStorage.removeItem(signed.draft));
    const send = () => act.once(() => act.send(signed).then(() => act.progress("")));
    const drop = () => unsent.forget(signed.id).then(() => section.remove());
    section.append(
      el("p", {}, say("unsent-harmless")),
      el("button", { type: "button", class: "button", onclick: send }, say("send-again")),
      " ",
      el("button", { type: "button", class: "button-plain", onclick: drop }, say("unsent-drop")),
    );
    main.prepend(section);
  }
}
