//! Loans by the dozen, for tests that begin where money is to move.

use serde_json::Value;

use super::World;
use super::lending::Lending;

/// The principal of every such loan, all of which is paid out.
pub const LENT: &str = "900000.00";

/// How much is lent, and when it is to be paid back: on 2026-04-13 one is late by 35 days, one by 6, and one is not.
const LENT_UNTIL: [(&str, &str); 3] = [
    ("300000.00", "2026-03-09"),
    ("480000.00", "2026-04-07"),
    ("220000.00", "2026-05-20"),
];

impl World {
    /// The bank publishes a product and opens a line on the buyer; returns the product.
    pub async fn ready_to_lend(&self) -> String {
        let lending = self.lending("", "");
        self.bank_opens(&lending, "50000000.00").await;
        lending.product
    }

    /// A loan of [`LENT`] that the bank has been told to pay out, from a new contract on; `place` tells it from others.
    pub async fn instructed_loan(&self, product: &str, place: u32) -> Lending {
        let contract = self.contract(&format!("YNYY-DK-2026-{place:03}")).await;
        let invoice = format!("2611200000009{place:07}");
        let certificate = self.certificate(&contract, &invoice).await;
        let lending = Lending {
            product: product.to_owned(),
            guarantee: None,
            amount: LENT,
            ..self.lending(&certificate, &format!("JB-E2E-{place:04}"))
        };
        self.supplier_borrows(&lending).await;
        self.bank_assesses(&lending).await;
        self.bank_instructs(&lending).await;
        lending
    }

    /// Three loans of the bank on certificates of the buyer, of which two are late on 2026-04-13, when this ends: 300,000.00 by 35
    /// days, and 480,000.00 by 6. Nothing of that is recorded yet.
    pub async fn late_loans(&self) {
        let product = self.ready_to_lend().await;
        let contract = self.contract("YNYY-YQ-2026-001").await;
        for (place, (amount, matures_on)) in LENT_UNTIL.into_iter().enumerate() {
            let invoice = format!("2611200000008{place:07}");
            let certificate = self.certificate(&contract, &invoice).await;
            let lending = Lending {
                product: product.clone(),
                guarantee: None,
                amount,
                matures_on,
                ..self.lending(&certificate, &format!("JB-E2E-{place:04}"))
            };
            self.bank_lends(&lending).await;
        }
        self.wait_days(63);
    }

    /// An act of the bank that both its members sign, appended at once.
    pub async fn bank_signs(&self, kind: &str, body: Value) {
        self.does("bank", kind, body, 2).await;
    }
}
