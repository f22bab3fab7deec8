//! The three-way match of order, receipt and invoice (三单匹配). What does not fit is recorded and shown to the buyer; it is
//! the buyer who decides what that means, so nothing is refused here.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{Currency, Money, MoneyError, Ratio};
use tallystick_parties::ShortText;

use crate::receivable::{EvidenceDocument, EvidenceKind};

/// One thing that does not fit between a claim, its papers and its contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Mismatch {
    /// No paper of a kind that is matched.
    Missing {
        /// The kind.
        kind: EvidenceKind,
    },
    /// More is claimed than the invoices bill.
    AboveInvoices {
        /// What is claimed.
        claimed: Money,
        /// What the invoices bill.
        invoiced: Money,
    },
    /// More is billed than was ordered, beyond the contract's tolerance.
    AboveOrders {
        /// What the invoices bill.
        invoiced: Money,
        /// What was ordered.
        ordered: Money,
    },
    /// More is billed than was received, beyond the contract's tolerance.
    AboveReceipts {
        /// What the invoices bill.
        invoiced: Money,
        /// What was received.
        received: Money,
    },
    /// The due date is not the one that the contract gives.
    DueDate {
        /// As claimed.
        claimed: NaiveDate,
        /// As the contract gives.
        by_contract: NaiveDate,
    },
    /// The contract's days until payment cannot be counted, for the event that starts them has no date.
    DueDateOpen {},
    /// The seller printed on a paper is not the supplier.
    Seller {
        /// The number of the paper.
        number: ShortText,
        /// The code that is printed.
        printed: ShortText,
    },
    /// The buyer printed on a paper is not the buyer of the contract.
    Buyer {
        /// The number of the paper.
        number: ShortText,
        /// The code that is printed.
        printed: ShortText,
    },
    /// A paper is dated after the day of the claim.
    DatedAhead {
        /// The number of the paper.
        number: ShortText,
        /// Its date.
        date: NaiveDate,
    },
    /// The same file stands for two papers.
    SameFile {
        /// The number of the second paper.
        number: ShortText,
    },
    /// An invoice that was claimed before has another date or total now.
    InvoiceChanged {
        /// Its number.
        number: ShortText,
        /// The date it was claimed with before.
        date_before: NaiveDate,
        /// The total it was claimed with before.
        total_before: Money,
    },
}

/// Matches the totals of orders, receipts and invoices with one another and with the claimed amount.
///
/// Less than the reference always fits: an order is delivered and billed in parts, and a claim may leave out what is
/// paid already. More fits within the tolerance, a share of the reference, rounded down.
pub(crate) fn three_way(
    claimed: Money,
    documents: &[EvidenceDocument],
    tolerance: Ratio,
) -> Result<Vec<Mismatch>, MoneyError> {
    let currency = claimed.currency();
    let invoiced = total(EvidenceKind::Invoice, documents, currency)?;
    let ordered = total(EvidenceKind::Order, documents, currency)?;
    let received = total(EvidenceKind::Receipt, documents, currency)?;
    let mut found = Vec::new();
    for (kind, sum) in [
        (EvidenceKind::Invoice, invoiced),
        (EvidenceKind::Order, ordered),
        (EvidenceKind::Receipt, received),
    ] {
        if sum.is_none() {
            found.push(Mismatch::Missing { kind });
        }
    }
    let Some(invoiced) = invoiced else {
        return Ok(found);
    };
    if claimed.compare(invoiced)?.is_gt() {
        found.push(Mismatch::AboveInvoices { claimed, invoiced });
    }
    if let Some(ordered) = ordered
        && is_above(invoiced, ordered, tolerance)?
    {
        found.push(Mismatch::AboveOrders { invoiced, ordered });
    }
    if let Some(received) = received
        && is_above(invoiced, received, tolerance)?
    {
        found.push(Mismatch::AboveReceipts { invoiced, received });
    }
    Ok(found)
}

/// The total of all papers of a kind; none where there are none.
fn total(
    kind: EvidenceKind,
    documents: &[EvidenceDocument],
    currency: Currency,
) -> Result<Option<Money>, MoneyError> {
    let mut totals = documents
        .iter()
        .filter(|document| document.kind == kind)
        .map(|document| document.total)
        .peekable();
    if totals.peek().is_none() {
        return Ok(None);
    }
    Money::sum(currency, totals).map(Some)
}

fn is_above(amount: Money, reference: Money, tolerance: Ratio) -> Result<bool, MoneyError> {
    let limit = reference.checked_add(tolerance.of(reference)?)?;
    Ok(amount.compare(limit)?.is_gt())
}
