//! The papers of the story, as files: `fixtures/stories/beijing`.

use chrono::{Datelike as _, NaiveDate};

use crate::demo::papers::{Backing, Paper};

/// Takes a file of the story into the binary, so that the demo runs wherever the binary is.
macro_rules! file {
    ($name:literal) => {
        include_str!(concat!("../../../../../fixtures/stories/beijing/", $name))
    };
}

/// The day that stands on the invoices.
const DATED: &str = "2026-03-02";
/// Invoice numbers begin with two digits of the year and those of Beijing.
const NUMBERED: &str = ">2611";

pub(super) fn contract() -> Paper {
    Paper::text("采购合同.txt", file!("contract.txt"))
}

pub(super) fn order_of_court() -> Paper {
    Paper::text("协助执行通知书.txt", file!("order-of-court.txt"))
}

pub(super) fn order_of_release() -> Paper {
    Paper::text("解除冻结通知书.txt", file!("order-of-release.txt"))
}

/// Masks and gowns for 1,200,000.00.
pub(super) fn masks(issued: NaiveDate) -> Backing {
    Backing {
        order: Paper::text("采购订单.txt", file!("order-masks.txt")),
        order_number: "YNYY-DD-0031".to_owned(),
        receipt: Paper::text("验收单.txt", file!("receipt-masks.txt")),
        receipt_number: "YNYY-YS-0107".to_owned(),
        invoice: invoice(file!("invoice-masks.xml"), issued),
    }
}

/// Face shields for 300,000.00.
pub(super) fn shields(issued: NaiveDate) -> Backing {
    Backing {
        order: Paper::text("采购订单.txt", file!("order-shields.txt")),
        order_number: "YNYY-DD-0038".to_owned(),
        receipt: Paper::text("验收单.txt", file!("receipt-shields.txt")),
        receipt_number: "YNYY-YS-0112".to_owned(),
        invoice: invoice(file!("invoice-shields.xml"), issued),
    }
}

/// The file of a 数电票, moved to the day on which it is issued in the story.
fn invoice(file: &str, issued: NaiveDate) -> Paper {
    let number = format!(">{:02}11", issued.year().rem_euclid(100));
    let file = file
        .replace(DATED, &issued.to_string())
        .replace(NUMBERED, &number);
    Paper::invoice(file)
}

#[cfg(test)]
mod tests {
    use tallystick_documents::{Finding, Severity};

    use super::*;
    use crate::demo::papers::code;

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
