//! The bodies of commands, as a party's own program would write them.

use serde_json::{Value, json};
use tallystick_base::{Digest, Millis, Purpose, RulePack, Term};

/// Days on which a delivery of last month is billed and paid, by the working days of the place.
pub(crate) struct Days {
    signed: String,
    pub(crate) delivered: String,
    pub(crate) accepted: String,
    pub(crate) due: String,
    legal_text: String,
}

/// The contract gives the buyer so long to pay, from acceptance: what a public institution may agree to at most.
const PAYMENT_DAYS: u32 = 60;

impl Days {
    /// Seen from today.
    pub(crate) fn seen_from(now: Millis) -> Self {
        let rules = RulePack::cn().unwrap();
        let today = now.date_at(rules.utc_offset_minutes);
        let ago = |days: u64| today.checked_sub_days(chrono::Days::new(days)).unwrap();
        let accepted = ago(12);
        let due = Term::Days(PAYMENT_DAYS)
            .due_after(accepted, rules.calendar())
            .unwrap();
        let text = rules
            .legal_texts
            .iter()
            .find(|text| text.purpose == Purpose::ConfirmReceivable && text.is_valid_on(today))
            .unwrap();
        Self {
            signed: ago(40).to_string(),
            delivered: ago(15).to_string(),
            accepted: accepted.to_string(),
            due: due.date.to_string(),
            legal_text: text.digest.to_string(),
        }
    }

    /// When what is confirmed is paid.
    pub(crate) fn due(&self) -> &str {
        &self.due
    }
}

pub(crate) fn money(minor: u64) -> Value {
    json!({"value": format!("{}.{:02}", minor / 100, minor % 100), "currency": "CNY"})
}

/// A digest that stands for a file which nobody uploads here.
fn digest(of: &str) -> Digest {
    let mut bytes = [0; 32];
    for (byte, letter) in bytes.iter_mut().zip(of.bytes().cycle()) {
        *byte = letter;
    }
    Digest::from_bytes(bytes)
}

/// Who trades with whom.
pub(crate) struct Trade<'c> {
    pub(crate) days: &'c Days,
    pub(crate) supplier: &'c str,
    pub(crate) supplier_code: &'c str,
    pub(crate) payee: Value,
    pub(crate) buyer: &'c str,
    pub(crate) buyer_code: &'c str,
}

impl Trade<'_> {
    /// `contract.register/1`
    pub(crate) fn contract(&self, contract: &str, number: &str) -> Value {
        json!({
            "contract": contract, "supplier": self.supplier, "buyer": self.buyer,
            "number": number, "title": "医用外科口罩采购合同",
            "amount": money(100_000_000), "signed_on": self.days.signed, "procurement": "goods",
            "payment": {"days": PAYMENT_DAYS, "from": "acceptance"}, "pay_when_paid": false,
            "inspection_days": 10, "vouchers_agreed": true, "tolerance": "0.05",
            "documents": [{
                "name": "采购合同.pdf", "media_type": "application/pdf", "size": 1024, "digest": digest(number),
            }],
            "supplier_size": "micro",
        })
    }

    /// `receivable.claim/1`, on one invoice.
    pub(crate) fn claim(&self, receivable: &str, contract: &str, invoice: &str, minor: u64) -> Value {
        let paper = |kind: &str, number: String| {
            json!({
                "kind": kind, "number": number, "date": self.days.accepted, "total": money(minor),
                "digest": digest(&number),
            })
        };
        let mut bill = paper("invoice", invoice.to_owned());
        bill["seller_code"] = json!(self.supplier_code);
        bill["buyer_code"] = json!(self.buyer_code);
        bill["fields"] = json!({});
        json!({
            "receivable": receivable, "contract": contract, "amount": money(minor),
            "delivered_on": self.days.delivered, "accepted_on": self.days.accepted, "due_on": self.days.due,
            "evidence": [paper("order", format!("DD-{invoice}")), paper("receipt", format!("SH-{invoice}")), bill],
            "centre": null, "payee": self.payee,
        })
    }

    /// `receivable.confirm/1`, of all that was claimed.
    pub(crate) fn confirmation(&self, receivable: &str, certificate: &str, minor: u64) -> Value {
        json!({
            "receivable": receivable, "certificate": certificate, "amount": money(minor),
            "due_on": self.days.due, "transferable": true, "deductions": [], "rest": null,
            "legal_text": self.days.legal_text,
            "waived": ["non-performance", "quality", "quantity", "set-off"],
        })
    }
}

/// `certificate.split/1`, in these amounts.
pub(crate) fn split(certificate: &str, children: &[(String, u64)]) -> Value {
    let children: Vec<Value> = children
        .iter()
        .map(|(child, minor)| json!({"certificate": child, "amount": money(*minor)}))
        .collect();
    json!({"certificate": certificate, "children": children})
}

/// `certificate.offer/1`, to somebody who may take it before the day is over.
pub(crate) fn offer(certificate: &str, to: &str, now: Millis) -> Value {
    let until = now.as_millis() + 12 * 60 * 60 * 1000;
    json!({"certificate": certificate, "to": to, "until": until, "recourse": "none"})
}
