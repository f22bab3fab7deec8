//! How a bank lends, for tests that begin where money is to move.

use serde_json::{Value, json};
use tallystick_base::Millis;

use super::World;
use super::acts::done;

/// A loan of the bank to the supplier, on a certificate of the buyer over 1,200,000.00.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lent {
    /// The loan.
    pub loan: String,
    /// The certificate.
    pub certificate: String,
    /// The end-to-end id of the instruction.
    pub end_to_end: String,
}

/// The principal of every such loan, all of which is paid out.
pub const LENT: &str = "900000.00";

impl World {
    /// The bank publishes a product and opens a line on the buyer; returns the product.
    ///
    /// # Panics
    /// Where the ground of a test cannot be prepared, the test has failed.
    pub async fn ready_to_lend(&self) -> String {
        let product = self.new_id("product");
        let body = json!({"product": product, "terms": {
            "name": "确权贷", "currency": "CNY", "debtors": {"anyone": {}}, "suppliers": {"anyone": {}},
            "security": "pledge", "advance_rate": "0.80", "rate": {"lpr-plus": {"basis_points": 85}},
            "interest": "arrears", "day_count": "actual/360", "fees": [], "penalty_factor": "1.50",
            "recourse": "full", "grace_days": 3, "order": ["costs", "penalty", "interest", "principal"],
            "surplus": "borrower", "programme": null, "tenor": {"least_days": 7, "most_days": 180},
        }});
        done(self.act("bank", "product.publish/1", body, 2).await);
        let body = json!({
            "line": self.new_id("credit-line"),
            "scope": {"debtor": {"party": self.company("buyer").id.subject()}},
            "terms": {
                "limit": {"value": "50000000.00", "currency": "CNY"},
                "valid_from": "2026-02-01", "valid_to": "2027-01-31", "revolving": true,
            },
        });
        done(self.act("bank", "credit-line.open/1", body, 2).await);
        product
    }

    /// A loan of [`LENT`] that the bank has been told to pay out, from a new contract on; `place` tells it from others.
    ///
    /// # Panics
    /// Where the ground of a test cannot be prepared, the test has failed.
    pub async fn instructed_loan(&self, product: &str, place: u32) -> Lent {
        let contract = self.contract(&format!("YNYY-DK-2026-{place:03}")).await;
        let certificate = self
            .certificate(&contract, &format!("2611200000009{place:07}"))
            .await;
        let [request, review, loan, filing] =
            ["financing-request", "review", "loan", "filing"].map(|kind| self.new_id(kind));
        let request_body = self.request_body(&request, &review, &certificate, product);
        done(self.act("supplier", "request.submit/1", request_body, 1).await);
        self.offer_and_accept(&request, &review).await;
        let now = self.store.now().as_millis();
        let today = self.store.now().date_at(480);
        let assessment = assessment(&review, &today.to_string());
        done(self.act("bank", "review.assess/1", assessment, 1).await);
        let approval = json!({"loan": loan, "request": request, "until": now + days(5)});
        done(self.act("bank", "loan.approve/1", approval, 2).await);
        let record = json!({
            "filing": filing, "loan": loan, "number": format!("ZD-DJ-20260209-{place:05}"),
            "registered_at": now, "until": "2027-02-08",
        });
        done(self.act("bank", "filing.record/1", record, 1).await);
        let lent = Lent {
            end_to_end: format!("JB-E2E-{place:04}"),
            loan,
            certificate,
        };
        self.instruct(&lent).await;
        lent
    }

    async fn instruct(&self, lent: &Lent) {
        let today = self.store.now().date_at(480);
        let body = json!({"loan": lent.loan, "end_to_end": lent.end_to_end, "value_on": today});
        done(self.act("bank", "loan.instruct/1", body, 2).await);
    }

    async fn offer_and_accept(&self, request: &str, review: &str) {
        let now = self.store.now().as_millis();
        let offer = json!({"review": review, "valid_until": now + days(3), "terms": {
            "amount": {"value": LENT, "currency": "CNY"}, "rate": "0.0380", "fees": [], "guarantee": null,
            "conditions": [],
        }});
        done(self.act("bank", "review.offer/1", offer, 2).await);
        let accept = json!({"request": request, "review": review});
        done(self.act("supplier", "request.accept/1", accept, 1).await);
    }

    fn request_body(&self, request: &str, review: &str, certificate: &str, product: &str) -> Value {
        let until = self.store.now().as_millis() + days(5);
        let draw_on = Millis::new(until + days(1)).map(|end| end.date_at(480));
        let draw_on = draw_on.expect("tests stay within the calendar");
        json!({
            "request": request, "direction": {"upstream": {}}, "certificates": [certificate],
            "amount": {"value": LENT, "currency": "CNY"},
            "draw_on": draw_on, "matures_on": "2026-04-08", "until": until, "purpose": "采购熔喷布",
            "invitations": [{"bank": self.company("bank").id.subject(), "product": product, "review": review}],
            "guarantors": [], "pay_to": self.company("supplier").payee(),
        })
    }

    /// An act of the bank that is appended at once.
    ///
    /// # Panics
    /// Where it is not, the test has failed.
    pub async fn bank_signs(&self, kind: &str, body: Value) {
        done(self.act("bank", kind, body, 2).await);
    }
}

const fn days(days: u64) -> u64 {
    days * 24 * 60 * 60 * 1_000
}

fn assessment(review: &str, today: &str) -> Value {
    let kinds = [
        "trade",
        "evidence",
        "confirmation",
        "payment-record",
        "duplicates",
        "registry",
        "other-rights",
        "borrower",
    ];
    let checks = kinds.map(|kind| json!({"kind": kind, "result": {"passed": {}}}));
    json!({
        "review": review, "checks": checks,
        "search": {"number": "ZD-CX-20260209-00017", "searched_on": today, "found": []},
    })
}
