// Acts of one file that are signed one after another: how far it is, what became of each, and where it stopped. What files of banks and
// tables of claims have in common.

import { failure } from "./act.js";
import * as api from "./api.js";
import { el, showAlert } from "./dom.js";
import { sign } from "./prepare.js";
import { unwellText } from "./receipt.js";
import { inPageLanguage } from "./refusals.js";
import * as unsent from "./unsent.js";

/** A refusal of one act; any other trouble is that of all. */
const RULINGS = [403, 404, 409, 422];

/** Whether the rules stand against one act, and say nothing of the others. */
export const isRuling = (error) => error instanceof api.Unwell && RULINGS.includes(error.status);

/** Why the rules refuse an act, before it is signed or after, in the language of the page. */
export async function refusalText(problem, say) {
  await inPageLanguage(problem);
  return problem instanceof api.Unwell ? unwellText(problem, say) : problem.detail;
}

/** Puts what became of something in the place of what stood there. */
export function told(place, ...children) {
  place.replaceChildren(...children.flat());
}

/**
 * One act of a series.
 * @typedef {object} One
 * @property {Element} cell where its outcome is told
 * @property {() => Promise<Awaited<ReturnType<typeof import("./prepare.js").prepare>>>} statement gives what is signed, prepared and checked
 */

/**
 * What the acts of a series are to people.
 * @typedef {object} Manner
 * @property {string} refused says that one was not taken
 * @property {Node} again leads on from a run
 * @property {(receipt: object, signed: import("./unsent.js").Unsent, cell: Element) => Promise<void>} [entered] looks at a receipt
 */

/** The acts of one file, within its section. */
export class Series {
  /** @param {Element} section @param {Manner} manner @param {(name: string, values?: object) => string} say */
  constructor(section, manner, say) {
    Object.assign(this, { section, manner, say, isBusy: false, isOver: false });
    this.progress = el("p", { class: "progress", "aria-live": "polite" });
    this.bar = el("progress", { class: "progress", max: "1", value: "0", hidden: true });
  }

  /** The button that signs these, below what that means. @param {One[]} ones @param {Node[]} effect */
  controls(ones, ...effect) {
    const { say } = this;
    if (ones.length === 0) return el("div", {}, el("p", { class: "hint" }, say("message-nothing")), this.progress);
    this.bar.max = ones.length;
    const button = el("button", { type: "button", class: "button", onclick: () => this.run(ones) }, say("message-sign", { many: ones.length }));
    return el("div", {}, effect, el("p", { class: "actions" }, button), this.bar, this.progress);
  }

  /** The button that signs one that a person is to look at first. @param {One} one */
  byHand(one) {
    return el("button", { type: "button", class: "button-plain", onclick: () => this.run([one]) }, this.say("message-by-hand"));
  }

  /**
   * Takes a step for each, one after another, and shows how far it is. What goes wrong stops it, and is thrown on with what was `done`.
   * @template T @param {T[]} all @param {string} word of the progress @param {(one: T) => Promise<void>} step
   */
  async each(all, word, step) {
    this.isBusy = true;
    this.section.setAttribute("aria-busy", "true");
    Object.assign(this.bar, { hidden: false, max: all.length, value: 0 });
    try {
      for (const [done, one] of all.entries()) {
        this.progress.textContent = this.say(word, { done: done + 1, many: all.length });
        await step(one);
        this.bar.value = done + 1;
      }
    } finally {
      this.isBusy = false;
      this.section.removeAttribute("aria-busy");
    }
  }

  /** Signs one after another. What the rules refuse is told at its line; anything else stops the run. @param {One[]} ones */
  async run(ones) {
    if (this.isBusy || this.isOver) return;
    const { say, section } = this;
    this.isOver = true;
    for (const button of section.querySelectorAll("button")) button.disabled = true;
    try {
      await this.each(ones, "message-progress", (one) => this.one(one));
      this.progress.textContent = say(ones.length === 1 ? "message-done-one" : "message-done", { many: ones.length });
    } catch (error) {
      await inPageLanguage(error);
      this.progress.textContent = say("message-stopped", { done: this.bar.value, many: ones.length });
      showAlert(section, failure(error, say));
    } finally {
      // What was not reached is signed after the file is read again: by then more may be known.
      section.append(el("p", {}, this.manner.again));
    }
  }

  /** Tells that the rules refuse one. */
  async refused(cell, problem) {
    told(cell, el("strong", {}, this.manner.refused), " ", await refusalText(problem, this.say));
  }

  async one({ cell, statement: prepared }) {
    const { say } = this;
    try {
      const statement = await prepared();
      if (!statement.checked) {
        await this.refused(cell, statement.prepared.rejection);
        return;
      }
      const calm = unsent.warnBeforeLeaving();
      try {
        const signed = await sign(statement, this.section);
        const { body } = await unsent.send(signed);
        if (body.receipt) {
          told(cell, el("a", { href: `/ledger/${body.receipt.seq}` }, say("message-entered", { seq: body.receipt.seq })));
          await this.manner.entered?.(body.receipt, signed, cell);
        } else told(cell, el("a", { href: `/waiting/${body.proposal.id}` }, say("message-waits")));
      } finally {
        calm();
      }
    } catch (error) {
      if (!isRuling(error)) throw error;
      await this.refused(cell, error);
    }
  }
}

/** Takes files that are chosen or dropped, all of a go together. @param {Element} section @param {(files: File[]) => void} takeAll */
export function takeFiles(section, takeAll) {
  const input = section.querySelector("input[type=file]");
  const drop = section.querySelector(".drop");
  input.addEventListener("change", () => {
    takeAll([...input.files]);
    input.value = "";
  });
  drop.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.dataset.over = "";
  });
  drop.addEventListener("dragleave", () => delete drop.dataset.over);
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    delete drop.dataset.over;
    takeAll([...event.dataTransfer.files]);
  });
}
