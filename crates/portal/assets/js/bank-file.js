// What a message of a bank says, read in this browser: the service is asked which command a line gives, and is not trusted with it.
// A command is signed only where it says what the file says.

import { exact, minor } from "./money.js";
import { Unreadable, parse } from "./xml.js";

/** The messages that are read: the element below `Document`, and that of one account. */
const MESSAGES = new Map([
  ["BkToCstmrStmt", "Stmt"],
  ["BkToCstmrDbtCdtNtfctn", "Ntfctn"],
  ["CstmrPmtStsRpt", null],
]);
const DIRECTIONS = new Map([["CRDT", "credit"], ["DBIT", "debit"]]);
/** The money has left for good; the payment will not be made. */
const SETTLED = ["ACSC", "ACCC"];
const REFUSED = ["RJCT", "CANC"];

/** The file says something that is not read here; nothing of it is signed. */
export class Unread extends Error {
  /** @param {string} path where */
  constructor(path) {
    super(path);
    this.name = "Unread";
    this.path = path;
  }
}

const each = (element, name) => element.children.filter((child) => child.name === name && child.space === element.space);

/** The one child of a name; null where there is none. */
function only(element, name) {
  const found = each(element, name);
  if (found.length > 1) throw new Unread(name);
  return found[0] ?? null;
}

/** The element at the end of a path of elements that each stand at most once. */
const find = (element, ...path) => path.reduce((at, name) => at && only(at, name), element);

/** The text of an element without white space around it; null where there is none. */
function text(element) {
  if (!element) return null;
  if (element.children.length > 0) throw new Unread(element.name);
  return element.text.trim() || null;
}

const plain = (value) => (value === null ? null : value.split(/\s+/u).filter(Boolean).join(" "));

/** An amount, exactly; null where there is no element. */
function money(element) {
  if (!element) return null;
  const currency = element.attributes.get("Ccy") ?? "";
  const [, whole, decimals = ""] = /^\+?0*([0-9]+?)(?:\.([0-9]*?)0*)?$/.exec(text(element) ?? "") ?? [];
  const units = whole === undefined ? null : minor(decimals ? `${whole}.${decimals}` : whole, currency);
  if (units === null || !/^[A-Z]{3}$/.test(currency)) throw new Unread(element.name);
  return { value: exact(units, currency), currency };
}

/** `DateAndDateTimeChoice`: the date that is written. */
function day(element) {
  if (!element) return null;
  const written = text(only(element, "Dt")) ?? text(only(element, "DtTm"));
  const [found] = /^[0-9]{4}-[0-9]{2}-[0-9]{2}(?=$|T|Z|[+-])/.exec(written ?? "") ?? [];
  if (!found) throw new Unread(element.name);
  return found;
}

function direction(element) {
  const code = text(only(element, "CdtDbtInd"));
  if (code !== null && !DIRECTIONS.has(code)) throw new Unread("CdtDbtInd");
  return code === null ? null : DIRECTIONS.get(code);
}

function endToEnd(element, name) {
  const id = element && text(only(element, name));
  return id && id.toUpperCase() !== "NOTPROVIDED" ? plain(id) : null;
}

/** The account in `Acct/Id`. */
function account(statement) {
  const number = text(find(statement, "Acct", "Id", "IBAN")) ?? text(find(statement, "Acct", "Id", "Othr", "Id"));
  if (number === null) throw new Unread("Acct");
  return plain(number);
}

/** The amount of a transaction: of those it has, the first in the currency of the entry, else the first. */
function ownAmount(transaction, currency) {
  const paths = [["Amt"], ["AmtDtls", "TxAmt", "Amt"], ["AmtDtls", "CntrValAmt", "Amt"], ["AmtDtls", "InstdAmt", "Amt"]];
  const found = paths.map((path) => money(find(transaction, ...path))).filter(Boolean);
  return found.find((amount) => amount.currency === currency) ?? found[0] ?? null;
}

/** The references by which a line may be named: the entry's, its own, and both together; or its number in the entry. */
function references(entry, own, number) {
  const parts = [own, number === null ? null : `#${number}`].filter(Boolean);
  return [entry, own, ...(entry ? parts.map((part) => `${entry}|${part}`) : [])].filter(Boolean);
}

/** The lines of one entry: one where it has at most one transaction, else one for each that has an amount of its own. */
function entryLines(entry, number) {
  const whole = {
    account: number,
    direction: direction(entry),
    amount: money(only(entry, "Amt")),
    day: day(only(entry, "BookgDt")) ?? day(only(entry, "ValDt")),
    value_on: day(only(entry, "ValDt")) ?? day(only(entry, "BookgDt")),
  };
  if (!whole.direction || !whole.amount) throw new Unread("Ntry");
  const reference = plain(text(only(entry, "AcctSvcrRef")));
  const transactions = each(entry, "NtryDtls").flatMap((details) => each(details, "TxDtls"));
  const said = transactions.map((transaction) => {
    const refs = only(transaction, "Refs");
    return {
      amount: ownAmount(transaction, whole.amount.currency),
      direction: direction(transaction),
      own: refs && plain(text(only(refs, "AcctSvcrRef"))),
      end_to_end: endToEnd(refs, "EndToEndId"),
    };
  });
  if (said.length > 1 && said.every(({ amount }) => amount)) {
    const believed = directionsAreBelieved(whole, said);
    return said.map((one, at) => ({
      ...whole,
      amount: one.amount,
      direction: (believed && one.direction) || whole.direction,
      references: references(reference, one.own, at + 1),
      end_to_end: one.end_to_end,
    }));
  }
  const single = said.length === 1 ? said[0] : { own: null, end_to_end: null };
  return [{ ...whole, references: references(reference, single.own, null), end_to_end: single.end_to_end }];
}

/** Whether transactions that go the other way are to be believed: only where the entry is what remains of both. */
function directionsAreBelieved(whole, said) {
  const { currency } = whole.amount;
  const against = ({ direction: own }) => own !== null && own !== whole.direction;
  if (!said.some(against)) return true;
  if (said.some(({ amount }) => amount.currency !== currency)) return false;
  const units = ({ value }) => minor(value, currency);
  const net = said.reduce((sum, one) => (against(one) ? sum - units(one.amount) : sum + units(one.amount)), 0n);
  return net === units(whole.amount);
}

/** What became of each payment, or of all payments of an order that names none. */
function outcomes(report) {
  const status = (element, name, above = null) => text(only(element, name)) ?? above;
  const original = only(report, "OrgnlGrpInfAndSts");
  if (!original) throw new Unread("OrgnlGrpInfAndSts");
  const all = status(original, "GrpSts");
  const groups = each(report, "OrgnlPmtInfAndSts");
  if (groups.length === 0) return [{ end_to_end: null, ofOrder: true, status: all }];
  return groups.flatMap((group) => {
    const of = status(group, "PmtInfSts", all);
    const payments = each(group, "TxInfAndSts");
    if (payments.length === 0) return [{ end_to_end: null, ofOrder: true, status: of }];
    return payments.map((payment) => ({ end_to_end: endToEnd(payment, "OrgnlEndToEndId"), ofOrder: false, status: status(payment, "TxSts", of) }));
  });
}

/**
 * What a file says.
 * @param {Uint8Array} bytes
 * @returns {{lines: object[]} | {outcomes: object[]}}
 */
export function facts(bytes) {
  const read = () => parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  let root;
  try {
    root = read();
  } catch (error) {
    if (error instanceof Unreadable || error instanceof TypeError) throw new Unread("Document");
    throw error;
  }
  const [message] = root.name === "Document" ? root.children.filter(({ name, space }) => MESSAGES.has(name) && space === root.space) : [];
  if (!message) throw new Unread("Document");
  const statement = MESSAGES.get(message.name);
  if (statement === null) return { outcomes: outcomes(message) };
  return { lines: each(message, statement).flatMap((one) => each(one, "Ntry").flatMap((entry) => entryLines(entry, account(one)))) };
}

const sameMoney = (one, other) => one?.value === other?.value && one?.currency === other?.currency;

function lineIsSaid(line, said) {
  return (
    sameMoney(said.amount, line.amount) &&
    said.account === line.account &&
    said.direction === line.direction &&
    (said.booked_on ?? null) === line.day &&
    (said.value_on ?? null) === line.value_on &&
    (said.reference === undefined || line.references.includes(said.reference)) &&
    (said.end_to_end ?? null) === line.end_to_end
  );
}

function outcomeIsSaid(outcome, { kind, body }) {
  const fits = outcome.ofOrder || outcome.end_to_end === (body.end_to_end ?? null);
  const ends = { "disbursement.settle/1": SETTLED, "disbursement.fail/1": REFUSED }[kind] ?? [];
  return fits && ends.includes(outcome.status);
}

/** Where the line of the statement stands in the body of each command. */
const LINE_IN = { "bank-entry.record/1": "line", "repayment.book/1": "line", "disbursement.settle/1": "entry" };

/**
 * Whether the command for the line at a place of the answer says what the file says.
 * @param {ReturnType<typeof facts>} read @param {{kind: string, body: object}} command
 * @param {number} count how many lines the answer has @param {number} place
 */
export function agrees(read, command, count, place) {
  if (read.outcomes) return read.outcomes.some((outcome) => outcomeIsSaid(outcome, command));
  const said = Object.hasOwn(LINE_IN, command.kind) ? command.body[LINE_IN[command.kind]] : undefined;
  if (read.lines.length !== count || !said || !read.lines[place]) return false;
  const repeats =
    command.kind !== "disbursement.settle/1" ||
    (sameMoney(command.body.amount, said.amount) && command.body.value_on === said.value_on && command.body.end_to_end === said.end_to_end);
  return repeats && lineIsSaid(read.lines[place], said);
}
