//! What does not fit between papers, contract and claim, in a sentence with both values.

use tallystick_commands::certificates::Mismatch;

use super::words;
use crate::frame::Frame;

/// A finding as the page shows it.
pub(in crate::pages) struct FindingView {
    /// The class of its line.
    pub(in crate::pages) class: &'static str,
    pub(in crate::pages) sentence: String,
}

const SERIOUS: &str = "serious";
const WARNING: &str = "warning";

pub(in crate::pages) fn view(frame: &Frame<'_>, mismatch: &Mismatch) -> FindingView {
    let finding = |class, sentence| FindingView { class, sentence };
    match mismatch {
        Mismatch::Missing { kind } => {
            let kind = words::paper(frame, *kind);
            finding(WARNING, frame.say_with("mismatch-missing", &[("kind", &kind)]))
        }
        Mismatch::AboveInvoices { claimed, invoiced } => {
            let (claimed, invoiced) = (frame.money(claimed), frame.money(invoiced));
            let values = [("claimed", claimed.as_str()), ("invoiced", &invoiced)];
            finding(SERIOUS, frame.say_with("mismatch-above-invoices", &values))
        }
        Mismatch::AboveOrders { invoiced, ordered } => {
            let (invoiced, ordered) = (frame.money(invoiced), frame.money(ordered));
            let values = [("invoiced", invoiced.as_str()), ("ordered", &ordered)];
            finding(SERIOUS, frame.say_with("mismatch-above-orders", &values))
        }
        Mismatch::AboveReceipts { invoiced, received } => {
            let (invoiced, received) = (frame.money(invoiced), frame.money(received));
            let values = [("invoiced", invoiced.as_str()), ("received", &received)];
            finding(SERIOUS, frame.say_with("mismatch-above-receipts", &values))
        }
        Mismatch::DueDate { claimed, by_contract } => {
            let (claimed, by_contract) = (claimed.to_string(), by_contract.to_string());
            let values = [("claimed", claimed.as_str()), ("contract", &by_contract)];
            finding(WARNING, frame.say_with("mismatch-due-date", &values))
        }
        Mismatch::DueDateOpen {} => finding(WARNING, frame.say("mismatch-due-date-open")),
        Mismatch::Seller { number, printed } => {
            let values = [("number", number.as_str()), ("printed", printed.as_str())];
            finding(SERIOUS, frame.say_with("mismatch-seller", &values))
        }
        Mismatch::Buyer { number, printed } => {
            let values = [("number", number.as_str()), ("printed", printed.as_str())];
            finding(SERIOUS, frame.say_with("mismatch-buyer", &values))
        }
        Mismatch::DatedAhead { number, date } => {
            let date = date.to_string();
            let values = [("number", number.as_str()), ("date", &date)];
            finding(WARNING, frame.say_with("mismatch-dated-ahead", &values))
        }
        Mismatch::SameFile { number } => finding(
            WARNING,
            frame.say_with("mismatch-same-file", &[("number", number.as_str())]),
        ),
        Mismatch::InvoiceChanged {
            number,
            date_before,
            total_before,
        } => {
            let (date, total) = (date_before.to_string(), frame.money(total_before));
            let values = [("number", number.as_str()), ("date", &date), ("total", &total)];
            finding(SERIOUS, frame.say_with("mismatch-invoice-changed", &values))
        }
    }
}
