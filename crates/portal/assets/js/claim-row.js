// From a row of a table and the file of its invoice to the body of a claim, as the command line makes it.

import { codesOf } from "./files.js";

/**
 * What a row says and what the service knows of it.
 * @typedef {object} ClaimRow
 * @property {string} contract_number @property {string} invoice_number @property {string} invoice_date
 * @property {{value: string, currency: string}} amount @property {string} delivery_date
 * @property {string|null} acceptance_date @property {string|null} due_date @property {string|null} note
 * @property {string|null} contract @property {boolean} is_ambiguous @property {string|null} by_contract @property {string|null} claimed
 */

/** An invoice file. @typedef {{name: string, digest: string, invoice: object}} Paper */

/** What stands against a row, by the name of its sentence. @typedef {{code: string, values?: object}} Problem */

/** Without what is empty, which a body leaves out. */
const filled = (body) => Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null && value !== undefined && value !== ""));

/** Where the table contradicts the invoice. Whether the amounts fit is for the service to say. */
function differences(row, { number, kind, issue_date: date, currency }) {
  const found = [];
  if (kind !== "invoice") found.push({ code: "claims-takes-back", values: { number } });
  if (date !== row.invoice_date) found.push({ code: "claims-date-differs", values: { table: row.invoice_date, file: date } });
  if (currency !== row.amount.currency) found.push({ code: "claims-currency-differs", values: { table: row.amount.currency, file: currency } });
  return found;
}

/** The invoice as a claim cites it: what the file says, and not what the table does. */
function evidence({ note }, { digest, invoice }) {
  return filled({
    kind: "invoice",
    number: invoice.number,
    date: invoice.issue_date,
    total: invoice.totals.gross,
    seller_code: codesOf(invoice.seller)[0]?.text,
    buyer_code: codesOf(invoice.buyer)[0]?.text,
    digest,
    fields: note ? { 备注: note } : null,
  });
}

/**
 * The body of a row's claim without its salt, or everything that stands against it.
 * @param {ClaimRow} row @param {Paper[]} papers the different files of its invoice, one at least
 * @param {{receivable: string, payee: object, centre: string|null}} settings
 * @returns {{body: object} | {problems: Problem[]}}
 */
export function claimOf(row, papers, { receivable, payee, centre }) {
  const problems = [];
  const number = row.contract_number;
  if (!row.contract) problems.push({ code: row.is_ambiguous ? "claims-contract-several" : "claims-contract-none", values: { number } });
  const [paper, other] = papers;
  if (other) problems.push({ code: "claims-files-differ", values: { first: paper.name, second: other.name, number: row.invoice_number } });
  problems.push(...differences(row, paper.invoice));
  const due = row.due_date ?? paper.invoice.due_date ?? row.by_contract;
  if (row.contract && !due) problems.push({ code: "claims-no-due" });
  if (problems.length > 0) return { problems };
  const body = {
    receivable,
    contract: row.contract,
    amount: row.amount,
    delivered_on: row.delivery_date,
    accepted_on: row.acceptance_date,
    due_on: due,
    evidence: [evidence(row, paper)],
    centre,
    payee,
  };
  return { body: filled(body) };
}
