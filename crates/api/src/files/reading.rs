//! What an uploaded file says of itself.

use bytes::Bytes;
use serde::Serialize;
use tallystick_documents::{DocumentError, Finding, Invoice, InvoiceFormat, read_invoice};
use utoipa::ToSchema;

use crate::problem::{ApiRefusal, Failure};

/// What a file was read as.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Reading {
    /// `cn-einvoice`, `ubl-invoice` or `ubl-credit-note`; `unreadable` for XML that is none of these.
    #[schema(example = "cn-einvoice")]
    format: &'static str,
    /// The invoice as its issuer wrote it: number, dates, parties, totals, taxes, lines and references, in the terms of EN 16931.
    #[schema(value_type = Option<Object>)]
    invoice: Option<Box<Invoice>>,
    /// What does not add up or looks wrong in it.
    #[schema(value_type = Vec<InvoiceFinding>)]
    findings: Vec<Finding>,
    /// Why it could not be read, where it could not.
    problem: Option<String>,
}

/// One remark on an invoice.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct InvoiceFinding {
    /// What kind of remark it is.
    code: String,
    /// `note`, `warning` or `serious`.
    severity: String,
    /// The path of the field it is about.
    field: String,
    /// The rule, the numbers, what to look at.
    sentence: String,
    /// What the rule asks for.
    expected: Option<String>,
    /// What the file has.
    found: Option<String>,
}

impl Reading {
    /// Reads a file; `None` where it does not begin as XML does.
    pub(crate) async fn of(bytes: &Bytes) -> Result<Option<Self>, Failure> {
        Ok(invoice(bytes).await?.map(|read| match read {
            Ok(mut invoice) => Self {
                format: name(invoice.format),
                findings: std::mem::take(&mut invoice.findings),
                invoice: Some(invoice),
                problem: None,
            },
            Err(error) => Self {
                format: "unreadable",
                invoice: None,
                findings: Vec::new(),
                problem: Some(error.to_string()),
            },
        }))
    }

    pub(crate) const fn format(&self) -> &'static str {
        self.format
    }
}

/// Reads an invoice away from the tasks that answer requests; `None` where the file does not begin as XML does.
pub(crate) async fn invoice(bytes: &Bytes) -> Result<Option<Result<Box<Invoice>, DocumentError>>, Failure> {
    let begins = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if begins.trim_ascii_start().first() != Some(&b'<') {
        return Ok(None);
    }
    let bytes = bytes.clone();
    let read = tokio::task::spawn_blocking(move || read_invoice(&bytes).map(Box::new)).await;
    read.map(Some).map_err(|_| ApiRefusal::Crashed.into())
}

const fn name(format: InvoiceFormat) -> &'static str {
    match format {
        InvoiceFormat::CnEinvoice => "cn-einvoice",
        InvoiceFormat::UblInvoice => "ubl-invoice",
        InvoiceFormat::UblCreditNote => "ubl-credit-note",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_invoice_is_read_and_its_findings_stand_beside_it() {
        let file = include_bytes!("../../../../fixtures/documents/einvoice/contradictions.xml");
        let reading = Reading::of(&Bytes::from_static(file)).await.unwrap().unwrap();
        assert_eq!(reading.format(), "cn-einvoice");
        assert!(reading.invoice.is_some() && !reading.findings.is_empty());
    }

    #[tokio::test]
    async fn other_xml_is_kept_and_said_to_be_unreadable() {
        let reading = Reading::of(&Bytes::from_static(b"<a/>")).await.unwrap().unwrap();
        assert_eq!(reading.format(), "unreadable");
        assert!(reading.problem.is_some());
    }

    #[tokio::test]
    async fn what_is_no_xml_is_not_read() {
        assert!(
            Reading::of(&Bytes::from_static(b"%PDF-1.7"))
                .await
                .unwrap()
                .is_none()
        );
    }
}
