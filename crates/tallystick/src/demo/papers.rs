//! The papers of trade: as a party has them on its disk, as claims name them, and as forms to be filled in.

use std::collections::BTreeMap;

use anyhow::Context as _;
use chrono::NaiveDate;
use serde_json::{Value, json};
use tallystick_base::Digest;
use tallystick_documents::{Invoice, InvoiceParty, read_invoice};

use super::desk::Seat;
use super::story::Story;

/// A file as a party has it on its disk.
#[derive(Debug, Clone)]
pub(super) struct Paper {
    pub(super) name: &'static str,
    pub(super) media_type: &'static str,
    pub(super) bytes: Vec<u8>,
}

impl Paper {
    pub(super) fn text(name: &'static str, text: &str) -> Self {
        Self {
            name,
            media_type: "text/plain",
            bytes: text.as_bytes().to_vec(),
        }
    }

    /// The file of a 数电票.
    pub(super) fn invoice(file: String) -> Self {
        Self {
            name: "数电票.xml",
            media_type: "application/xml",
            bytes: file.into_bytes(),
        }
    }

    /// How a contract names it, once it is uploaded.
    pub(super) fn of_contract(&self, digest: Digest) -> Value {
        json!({
            "name": self.name, "media_type": self.media_type, "size": self.bytes.len(), "digest": digest,
        })
    }
}

/// A form with every `{word}` filled in. A word that nobody fills in is an error, for no paper is left half blank.
pub(super) fn filled(form: &str, words: &BTreeMap<&'static str, String>) -> anyhow::Result<String> {
    let mut text = String::with_capacity(form.len());
    let mut rest = form;
    while let Some((before, after)) = rest.split_once('{') {
        let (word, after) = after
            .split_once('}')
            .context("a form has a brace that nothing closes")?;
        let value = words.get(word);
        text.push_str(before);
        text.push_str(value.with_context(|| format!("nothing is filled in for {word}"))?);
        rest = after;
    }
    text.push_str(rest);
    Ok(text)
}

/// What backs one claim: order, receipt and invoice.
#[derive(Debug)]
pub(super) struct Backing {
    pub(super) order: Paper,
    pub(super) order_number: String,
    pub(super) receipt: Paper,
    pub(super) receipt_number: String,
    pub(super) invoice: Paper,
}

/// The digests under which the three files were uploaded.
#[derive(Debug, Clone)]
pub(super) struct Uploaded {
    order: Digest,
    receipt: Digest,
    invoice: Digest,
}

impl Backing {
    /// What the supplier's own program reads from its invoice.
    pub(super) fn read(&self) -> anyhow::Result<Invoice> {
        Ok(read_invoice(&self.invoice.bytes)?)
    }

    /// The three files go to the service.
    pub(super) async fn is_uploaded(&self, story: &mut Story, seat: &Seat) -> anyhow::Result<Uploaded> {
        Ok(Uploaded {
            order: story.uploads(seat, &self.order).await?,
            receipt: story.uploads(seat, &self.receipt).await?,
            invoice: story.uploads(seat, &self.invoice).await?,
        })
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
pub(super) fn code(side: &InvoiceParty) -> anyhow::Result<&str> {
    let code = side
        .tax_ids
        .first()
        .context("a 数电票 has a code on either side")?;
    Ok(&code.text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_filled_in_whole_or_not_at_all() {
        let words = BTreeMap::from([("a", "1".to_owned()), ("b", "2".to_owned())]);
        assert_eq!(filled("<{a}>{b}{a}.", &words).unwrap(), "<1>21.");
        assert_eq!(filled("nothing", &words).unwrap(), "nothing");
        assert!(filled("{c}", &words).is_err());
        assert!(filled("{a", &words).is_err());
    }
}
