// Evidence files: dropped, pasted or chosen; kept by the service under their digest, read by it, and their content filled in.

import * as api from "./api.js";
import { hex, sha256 } from "./bytes.js";
import { alert, el, showAlert } from "./dom.js";
import { unwellText } from "./receipt.js";
import { findingsInPageLanguage, inPageLanguage, sentenceInPageLanguage } from "./refusals.js";
import { findingList } from "./review.js";

/** The largest file that the service keeps. */
export const LARGEST = 20 * 1024 * 1024;

/** The codes of a party that stand on an invoice, its Unified Social Credit Code first. */
export function codesOf(party) {
  const codes = [...(party?.tax_ids ?? []), ...(party?.legal_ids ?? []), ...(party?.other_ids ?? [])];
  const isFirst = ({ reading }) => reading?.as === "credit-code";
  return [...codes.filter(isFirst), ...codes.filter((code) => !isFirst(code))];
}

/** A party's Unified Social Credit Code, of the codes that stand on the invoice. */
function creditCode(party) {
  const [first] = codesOf(party);
  return first?.reading?.as === "credit-code" ? first.reading.value : "";
}

/**
 * The values that fill inputs, by the path after `data-fill`.
 * @param {{digest: string, size: number, media_type: string, reading?: object}} kept the service's answer @param {string} name
 * @returns {Record<string, string>}
 */
export function fillings({ digest, size, media_type: mediaType, reading }, name) {
  const filled = { digest, size: String(size), media_type: mediaType, name: name.slice(0, 200) };
  const invoice = reading?.invoice;
  if (!invoice) return filled;
  return {
    ...filled,
    kind: "invoice",
    number: invoice.number,
    date: invoice.issue_date,
    "total.value": invoice.totals.gross.value,
    "total.currency": invoice.totals.gross.currency,
    seller_code: creditCode(invoice.seller),
    buyer_code: creditCode(invoice.buyer),
    seller_name: invoice.seller.name,
    buyer_name: invoice.buyer.name,
  };
}

/** Sends a file with its progress, which `fetch` does not tell. */
async function upload(file, onProgress) {
  const token = await api.bearer();
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    call.open("POST", "/v1/files");
    call.setRequestHeader("Authorization", `Bearer ${token}`);
    call.setRequestHeader("Accept", "application/json");
    call.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    call.upload.onprogress = ({ loaded, total }) => total && onProgress(loaded / total);
    call.onload = () => {
      if (call.status === 201 || call.status === 200) resolve(JSON.parse(call.responseText));
      else reject(api.unwell(call.status, call.responseText, Number(call.getResponseHeader("retry-after")) || null));
    };
    call.onerror = () => reject(new api.Unwell({ code: "no-connection" }));
    call.send(file);
  });
}

const rowsOf = (container) => container.querySelector(".evidence-rows");

/** A new row from the template: `N` in the names of its inputs becomes its place. */
function addRow(container, say, at) {
  const list = rowsOf(container);
  const place = at ?? Math.max(-1, ...[...list.children].map((row) => Number(row.dataset.place))) + 1;
  const row = document.importNode(container.querySelector("template.evidence-row").content, true).firstElementChild;
  row.dataset.place = String(place);
  for (const element of [row, ...row.querySelectorAll("[name], [id], [for]")]) {
    for (const name of ["name", "id", "for"]) {
      const value = element.getAttribute(name);
      if (value) element.setAttribute(name, value.replace(/(^|[.-])N(?=[.-]|$)/, `$1${place}`));
    }
  }
  const remove = el("button", { type: "button", class: "button-plain" }, say("file-remove"));
  remove.addEventListener("click", () => {
    const form = row.closest("form");
    row.remove();
    form?.dispatchEvent(new Event("input", { bubbles: true }));
  });
  row.append(remove);
  list.append(row);
  return row;
}

/** Makes the rows that a draft had, by the names of its inputs. @param {HTMLFormElement} form @param {string[]} names */
export function makeRows(form, names) {
  for (const container of form.querySelectorAll("[data-files]")) {
    const prefix = container.dataset.files;
    const places = names.filter((name) => name.startsWith(`${prefix}.`)).map((name) => Number(name.slice(prefix.length + 1).split(".")[0]));
    for (const place of new Set(places.filter(Number.isInteger))) {
      const isThere = !rowsOf(container) || [...rowsOf(container).children].some((row) => row.dataset.place === String(place));
      if (!isThere) addRow(container, container.say ?? ((name) => name), place);
    }
  }
}

/** Fills inputs that are empty, or that an earlier file filled; what a person typed stays. */
function fill(target, values) {
  for (const input of target.querySelectorAll("[data-fill]")) {
    const value = values[input.dataset.fill];
    const isFree = input.value === "" || input.type === "hidden" || input.tagName === "SELECT" || input.dataset.filled === input.value;
    if (value === undefined || value === "" || !isFree) continue;
    input.value = value;
    input.dataset.filled = input.value;
  }
}

/** The input, by the path after `data-fill`, that shows a field of an invoice. */
const SHOWN = new Map([
  ["number", "number"],
  ["issue_date", "date"],
  ["kind", "kind"],
  ["totals/gross", "total.value"],
  ...["seller", "buyer"].flatMap((role) => ["tax_ids", "legal_ids", "other_ids"].map((codes) => [`${role}/${codes}`, `${role}_code`])),
]);

/** Puts remarks below the inputs that show what they are about; gives those that no input shows. */
function putBeside(target, findings, say) {
  const inputs = [...target.querySelectorAll("[data-fill]")].filter(({ id, type }) => id && type !== "hidden");
  const isOf = (input) => ({ field }) => SHOWN.get(field) === input.dataset.fill;
  for (const input of inputs) {
    const list = findingList(findings.filter(isOf(input)), say);
    if (!list) continue;
    list.setAttribute("id", `${input.id}-findings`);
    input.setAttribute("aria-describedby", `${input.id}-findings`);
    input.after(list);
  }
  return findings.filter((finding) => !inputs.some((input) => isOf(input)(finding)));
}

/** Sends one file and fills its row, or the container where there are no rows. */
async function take(file, container, say) {
  const bar = el("progress", { class: "progress", max: "1", value: "0" });
  const line = el("p", { role: "status" }, say("file-reading", { name: file.name }), " ", bar);
  container.append(line);
  try {
    if (file.size > LARGEST) throw new Error(say("file-large", { name: file.name }));
    const digest = hex(await sha256(await file.arrayBuffer()));
    const kept = await upload(file, (share) => {
      bar.value = share;
    });
    if (kept.digest !== digest) throw new Error(say("file-digest", { name: file.name }));
    const target = rowsOf(container) ? addRow(container, say) : container;
    fill(target, fillings(kept, file.name));
    for (const old of target.querySelectorAll(".findings, .file-remark")) old.remove();
    const others = putBeside(target, await findingsInPageLanguage(kept.reading?.findings), say);
    const problem = kept.reading?.problem && (await sentenceInPageLanguage(kept.reading.problem));
    const remark = problem && el("p", { class: "file-remark" }, say("file-unreadable", { problem }));
    target.append(...[findingList(others, say), remark].filter(Boolean));
    line.replaceChildren(say("file-done", { name: file.name }));
    container.closest("form")?.dispatchEvent(new Event("input", { bubbles: true }));
  } catch (error) {
    line.remove();
    const text = error instanceof api.Unwell ? unwellText(await inPageLanguage(error), say) : error.message;
    showAlert(container, alert(say("file-failed", { name: file.name }), el("p", {}, text)));
  }
}

/** Takes over a place for files. @param {HTMLElement} container `<div class="files" data-files="evidence">` */
export function attach(container, say) {
  container.say = say;
  // One after the other: a row's place is told by those before it, and the line of a small firm is thin.
  let turn = Promise.resolve();
  const takeAll = (files) => {
    for (const file of files) turn = turn.then(() => take(file, container, say));
  };
  const chooser = container.querySelector("input[type=file]");
  chooser?.addEventListener("change", () => {
    takeAll([...chooser.files]);
    chooser.value = "";
  });
  container.addEventListener("dragover", (event) => {
    event.preventDefault();
    container.dataset.over = "";
  });
  container.addEventListener("dragleave", () => delete container.dataset.over);
  container.addEventListener("drop", (event) => {
    event.preventDefault();
    delete container.dataset.over;
    takeAll([...event.dataTransfer.files]);
  });
  container.addEventListener("paste", (event) => {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    takeAll(files);
  });
}
