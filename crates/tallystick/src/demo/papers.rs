//! The papers of the story, as files: `fixtures/stories/beijing`.

use anyhow::Context as _;
use chrono::{Datelike as _, NaiveDate};
use serde_json::{Value, json};
use tallystick_base::Digest;
use tallystick_documents::{Invoice, InvoiceParty, read_invoice};

/// Takes a file of the story into the binary, so that the demo runs wherever the binary is.
macro_rules! file {
    ($name:literal) => {
        include_str!(concat!("../../../../fixtures/stories/beijing/", $name))
    };
}

/// The day that stands on the invoices.
const DATED: &str = "2026-03-02";
/// Invoice numbers begin with two digits of the year and those of Beijing.
const NUMBERED: &str = ">2611";

/// A file as a party has it on its disk.
#[derive(Debug, Clone)]
pub(super) struct Paper {
    pub(super) name: &'static str,
    pub(super) media_type: &'static str,
    pub(super) bytes: Vec<u8>,
}

impl Paper {
    fn text(name: &'static str, text: &str) -> Self {
        Self {
            name,
            media_type: "text/plain",
            bytes: text.as_bytes().to_vec(),
        }
    }
}

pub(super) fn contract() -> Paper {
    Paper::text("采购合同.txt", file!("contract.txt"))
}

pub(super) fn order_of_court() -> Paper {
    Paper::text("协助执行通知书.txt", file!("order-of-court.txt"))
}

pub(super) fn order_of_release() -> Paper {
    Paper::text("解除冻结通知书.txt", file!("order-of-release.txt"))
}

/// What backs one claim: order, receipt and invoice.
#[derive(Debug)]
pub(super) struct Backing {
    pub(super) order: Paper,
    pub(super) order_number: &'static str,
    pub(super) receipt: Paper,
    pub(super) receipt_number: &'static str,
    pub(super) invoice: Paper,
}

/// Masks and gowns for 1,200,000.00.
pub(super) fn masks(issued: NaiveDate) -> Backing {
    Backing {
        order: Paper::text("采购订单.txt", file!("order-masks.txt")),
        order_number: "YNYY-DD-0031",
        receipt: Paper::text("验收单.txt", file!("receipt-masks.txt")),
        receipt_number: "YNYY-YS-0107",
        invoice: invoice(file!("invoice-masks.xml"), issued),
    }
}

/// Face shields for 300,000.00.
pub(super) fn shields(issued: NaiveDate) -> Backing {
    Backing {
        order: Paper::text("采购订单.txt", file!("order-shields.txt")),
        order_number: "YNYY-DD-0038",
        receipt: Paper::text("验收单.txt", file!("receipt-shields.txt")),
        receipt_number: "YNYY-YS-0112",
        invoice: invoice(file!("invoice-shields.xml"), issued),
    }
}

/// The file of a 数电票, moved to the day on which it is issued in the story.
fn invoice(file: &str, issued: NaiveDate) -> Paper {
    let number = format!(">{:02}11", issued.year().rem_euclid(100));
    let file = file
        .replace(DATED, &issued.to_string())
        .replace(NUMBERED, &number);
    Paper {
        name: "数电票.xml",
        media_type: "application/xml",
        bytes: file.into_bytes(),
    }
}

/// The digests under which the three files were uploaded.
#[derive(Debug, Clone)]
pub(super) struct Uploaded {
    pub(super) order: Digest,
    pub(super) receipt: Digest,
    pub(super) invoice: Digest,
}

impl Backing {
    /// What the supplier's own program reads from its invoice.
    pub(super) fn read(&self) -> anyhow::Result<Invoice> {
        Ok(read_invoice(&self.invoice.bytes)?)
    }

    /// The papers as `receivable.claim/1` names them: what stands on them, and the digests of their files.
    pub(super) fn evidence(
        &self,
        ordered: NaiveDate,
        received: NaiveDate,
        files: &Uploaded,
    ) -> anyhow::Result<Value> {
        let invoice = self.read()?;
        let total = invoice.totals.gross;
        let line = invoice.lines.first().context("a 数电票 has a line")?;
        Ok(json!([
            {
                "kind": "order", "number": self.order_number, "date": ordered, "total": total,
                "digest": files.order,
            },
            {
                "kind": "receipt", "number": self.receipt_number, "date": received, "total": total,
                "digest": files.receipt,
            },
            {
                "kind": "invoice", "number": invoice.number, "date": invoice.issue_date, "total": total,
                "seller_code": code(&invoice.seller)?, "buyer_code": code(&invoice.buyer)?,
                "digest": files.invoice, "fields": {"项目名称": line.name, "税率": "13%"},
            },
        ]))
    }
}

/// The code that is printed for a side.
fn code(side: &InvoiceParty) -> anyhow::Result<&str> {
    let code = side
        .tax_ids
        .first()
        .context("a 数电票 has a code on either side")?;
    Ok(&code.text)
}

#[cfg(test)]
mod tests {
    use tallystick_documents::{Finding, Severity};

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_invoices_are_sound_and_fit_the_two_parties() {
        for (backing, gross) in [
            (masks(day("2027-01-08")), "1,200,000.00 CNY"),
            (shields(day("2027-01-08")), "300,000.00 CNY"),
        ] {
            let invoice = backing.read().unwrap();
            // That contract, order and receipt were read from the remarks is noted; nothing is wrong.
            let noted = |finding: &Finding| finding.severity == Severity::Note;
            assert!(invoice.findings.iter().all(noted), "{:?}", invoice.findings);
            assert_eq!(invoice.totals.gross.to_string(), gross);
            assert_eq!(invoice.issue_date, day("2027-01-08"));
            assert_eq!(invoice.number.get(..4), Some("2711"));
            assert_eq!(code(&invoice.seller).unwrap(), "91110199MA0HF26K3H");
            assert_eq!(code(&invoice.buyer).unwrap(), "12110199400612345X");
            for paper in [&backing.order, &backing.receipt] {
                let text = std::str::from_utf8(&paper.bytes).unwrap();
                assert!(text.contains(gross.trim_end_matches(" CNY")), "{text}");
            }
        }
    }

    #[test]
    fn the_two_invoices_differ() {
        let issued = day("2026-03-02");
        assert_ne!(
            masks(issued).read().unwrap().number,
            shields(issued).read().unwrap().number
        );
    }
}
