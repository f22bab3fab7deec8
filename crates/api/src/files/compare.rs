//! Compares the papers that a claim cites with the files themselves. Nothing is refused for it: the one who signs sees it.

use serde::Serialize;
use tallystick_commands::certificates::{EvidenceDocument, EvidenceKind};
use tallystick_commands::parties::ShortText;
use tallystick_documents::{DocumentError, Invoice, InvoiceKind, InvoiceParty, Severity};
use utoipa::ToSchema;

/// Something to look at before signing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Finding)]
pub(crate) struct PapersFinding {
    /// The stable code.
    pub(crate) code: String,
    /// The remark, with both values where they differ.
    pub(crate) sentence: String,
    /// How much it matters: `note`, `warning` or `serious`.
    #[schema(value_type = String, example = "serious")]
    pub(crate) severity: Severity,
    /// The number of the paper it is about.
    pub(crate) document: String,
}

/// What a cited file turned out to be.
#[derive(Debug)]
pub(crate) enum Paper {
    /// Nobody of this party uploaded it.
    Missing,
    /// It is kept; what it is a reading of, if it was read.
    Kept(Option<Result<Box<Invoice>, DocumentError>>),
}

/// Compares one cited paper with its file.
pub(crate) fn compare_claim(cited: &EvidenceDocument, paper: &Paper) -> Vec<PapersFinding> {
    let mut findings = Findings {
        number: cited.number.as_str(),
        found: Vec::new(),
    };
    match paper {
        Paper::Missing => {
            let severity = match cited.kind {
                EvidenceKind::Invoice => Severity::Serious,
                EvidenceKind::Order | EvidenceKind::Receipt => Severity::Warning,
            };
            findings.add(
                "file-missing",
                severity,
                format!(
                    "no file of your party has the digest {}; upload it so that the buyer can read it",
                    cited.digest
                ),
            );
        }
        Paper::Kept(Some(Ok(invoice))) => findings.compare(cited, invoice),
        Paper::Kept(Some(Err(error))) => findings.add(
            "file-unreadable",
            Severity::Warning,
            format!("the file cannot be read as an invoice: {error}"),
        ),
        Paper::Kept(None) if cited.kind == EvidenceKind::Invoice => findings.add(
            "file-not-read",
            Severity::Note,
            "the file is no XML invoice, so nobody but people can compare it with what is claimed".to_owned(),
        ),
        Paper::Kept(None) => {}
    }
    findings.found
}

struct Findings<'a> {
    number: &'a str,
    found: Vec<PapersFinding>,
}

impl Findings<'_> {
    fn add(&mut self, code: &str, severity: Severity, sentence: String) {
        self.found.push(PapersFinding {
            code: code.to_owned(),
            sentence,
            severity,
            document: self.number.to_owned(),
        });
    }

    fn compare(&mut self, cited: &EvidenceDocument, invoice: &Invoice) {
        if cited.kind != EvidenceKind::Invoice {
            self.add(
                "file-kind",
                Severity::Warning,
                format!(
                    "the file is the invoice {}, and is cited as another paper",
                    invoice.number
                ),
            );
            return;
        }
        if invoice.kind != InvoiceKind::Invoice {
            self.add(
                "file-kind",
                Severity::Serious,
                format!(
                    "the file, {}, takes something back and asks for no payment",
                    invoice.number
                ),
            );
        }
        self.differ("file-number", "number", cited.number.as_str(), &invoice.number);
        self.differ(
            "file-date",
            "date",
            &cited.date.to_string(),
            &invoice.issue_date.to_string(),
        );
        if cited.total != invoice.totals.gross {
            let (claimed, filed) = (cited.total.to_string(), invoice.totals.gross.to_string());
            self.differ("file-total", "total", &claimed, &filed);
        }
        let seller = cited.seller_code.as_ref().map(ShortText::as_str);
        self.code("file-seller", "seller's code", seller, &invoice.seller);
        let buyer = cited.buyer_code.as_ref().map(ShortText::as_str);
        self.code("file-buyer", "buyer's code", buyer, &invoice.buyer);
        for finding in &invoice.findings {
            self.add(finding.code.as_str(), finding.severity, finding.sentence.clone());
        }
    }

    fn differ(&mut self, code: &str, what: &str, cited: &str, filed: &str) {
        if cited != filed {
            self.add(
                code,
                Severity::Serious,
                format!("the {what} is {cited} in the claim and {filed} in the file"),
            );
        }
    }

    fn code(&mut self, code: &str, what: &str, cited: Option<&str>, party: &InvoiceParty) {
        let all = || {
            party
                .tax_ids
                .iter()
                .chain(&party.legal_ids)
                .chain(&party.other_ids)
        };
        let Some(printed) = all().next() else {
            return;
        };
        match cited {
            Some(cited) if all().any(|code| code.text == cited) => {}
            Some(cited) => self.differ(code, what, cited, &printed.text),
            None => self.add(
                code,
                Severity::Note,
                format!(
                    "the {what} is {} in the file, and is left out of the claim",
                    printed.text
                ),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use tallystick_documents::read_invoice;

    use super::*;

    const BLUE: &[u8] = include_bytes!("../../../../fixtures/documents/einvoice/blue.xml");
    const RED: &[u8] = include_bytes!("../../../../fixtures/documents/einvoice/red-letter.xml");

    fn read(file: &[u8]) -> Invoice {
        read_invoice(file).unwrap()
    }

    fn citing(invoice: &Invoice) -> EvidenceDocument {
        let code = |party: &InvoiceParty| Some(party.tax_ids[0].text.parse().unwrap());
        EvidenceDocument {
            kind: EvidenceKind::Invoice,
            number: invoice.number.parse().unwrap(),
            date: invoice.issue_date,
            total: invoice.totals.gross,
            seller_code: code(&invoice.seller),
            buyer_code: code(&invoice.buyer),
            digest: invoice.digest,
            fields: std::collections::BTreeMap::new(),
        }
    }

    fn codes(cited: &EvidenceDocument, paper: &Paper) -> Vec<String> {
        let own = |finding: &PapersFinding| finding.code.starts_with("file-");
        compare_claim(cited, paper)
            .into_iter()
            .filter(own)
            .map(|finding| finding.code)
            .collect()
    }

    fn kept(invoice: Invoice) -> Paper {
        Paper::Kept(Some(Ok(Box::new(invoice))))
    }

    #[test]
    fn an_invoice_cited_as_it_stands_gives_no_finding() {
        let invoice = read(BLUE);
        assert_eq!(codes(&citing(&invoice), &kept(invoice)), [""; 0]);
    }

    #[test]
    fn every_field_that_differs_is_told_with_both_values() {
        let invoice = read(BLUE);
        let mut cited = citing(&invoice);
        cited.number = "1".parse().unwrap();
        cited.date = "2020-01-01".parse().unwrap();
        cited.total = cited.total.checked_add(cited.total).unwrap();
        cited.seller_code = Some("2".parse().unwrap());
        cited.buyer_code = None;
        let paper = kept(invoice);
        assert_eq!(
            codes(&cited, &paper),
            [
                "file-number",
                "file-date",
                "file-total",
                "file-seller",
                "file-buyer"
            ]
        );
        let findings = compare_claim(&cited, &paper);
        assert!(
            findings[1]
                .sentence
                .starts_with("the date is 2020-01-01 in the claim and 20")
        );
    }

    #[test]
    fn a_red_letter_invoice_is_no_ground_for_a_claim() {
        let invoice = read(RED);
        assert_eq!(codes(&citing(&invoice), &kept(invoice)), ["file-kind"]);
    }

    #[test]
    fn a_missing_file_is_a_finding_and_matters_most_for_an_invoice() {
        let mut cited = citing(&read(BLUE));
        let of_invoice = compare_claim(&cited, &Paper::Missing);
        assert_eq!(
            (of_invoice[0].code.as_str(), of_invoice[0].severity),
            ("file-missing", Severity::Serious)
        );
        cited.kind = EvidenceKind::Order;
        assert_eq!(
            compare_claim(&cited, &Paper::Missing)[0].severity,
            Severity::Warning
        );
    }

    #[test]
    fn what_is_no_xml_invoice_is_for_people_to_compare() {
        let cited = citing(&read(BLUE));
        assert_eq!(codes(&cited, &Paper::Kept(None)), ["file-not-read"]);
        let unreadable = Paper::Kept(Some(read_invoice(b"<EInvoice/>").map(Box::new)));
        assert_eq!(codes(&cited, &unreadable), ["file-unreadable"]);
    }
}
