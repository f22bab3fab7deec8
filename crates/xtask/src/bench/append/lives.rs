//! Whole lives of a certificate, where each act needs the answer to the one before: claimed, confirmed by two people, split, offered,
//! accepted, paid and acknowledged.
//!
//! Many lives go through each act side by side. What is measured is the submitting; preparing and signing the next acts, which the
//! parties do on their own machines, is not.

use std::time::Duration;

use serde_json::{Value, json};
use tallystick_store::Submission;

use super::door::{Door, Way};
use super::ground::Ground;

/// How many connections submit them.
const CLIENTS: usize = 16;
/// Acts of one life, each an entry.
pub(super) const ACTS: u64 = LIFE.len() as u64;
/// A contract of the testbed is worth so many claims.
const LIVES_A_CONTRACT: usize = 4;
const DAY: u64 = 24 * 60 * 60 * 1_000;

/// One certificate with what it comes from and what it becomes.
struct Life {
    contract: String,
    invoice: String,
    receivable: String,
    certificate: String,
    sold: String,
    kept: String,
    payment: String,
}

/// Who does what to one of them.
struct Act {
    party: &'static str,
    kind: &'static str,
    signers: usize,
    body: fn(&Ground, &Life) -> Value,
}

const LIFE: [Act; 7] = [
    act("supplier", "receivable.claim/1", 1, |ground, life| {
        ground
            .world
            .claim(&life.contract, &life.receivable, &life.invoice)
    }),
    act("buyer", "receivable.confirm/1", 2, |ground, life| {
        ground.world.confirmation(&life.receivable, &life.certificate)
    }),
    act("supplier", "certificate.split/1", 1, |_, life| {
        let child =
            |certificate: &str, amount: &str| json!({"certificate": certificate, "amount": yuan(amount)});
        json!({
            "certificate": life.certificate,
            "children": [child(&life.sold, "700000.00"), child(&life.kept, "500000.00")],
        })
    }),
    act("supplier", "certificate.offer/1", 1, |ground, life| {
        let until = ground.world.store.now().as_millis() + DAY;
        let to = ground.world.company("weaver").id;
        json!({"certificate": life.sold, "to": to, "until": until, "recourse": "none"})
    }),
    act(
        "weaver",
        "certificate.accept/1",
        1,
        |ground, life| json!({"certificate": life.sold, "payee": ground.world.company("weaver").payee()}),
    ),
    act("buyer", "payment.report/1", 1, |ground, life| {
        json!({
            "payment": life.payment, "certificate": life.sold, "amount": yuan("700000.00"),
            "paid_on": "2026-02-09", "account": ground.world.company("weaver").payee(), "reference": life.invoice,
        })
    }),
    act(
        "weaver",
        "payment.acknowledge/1",
        1,
        |_, life| json!({"payment": life.payment}),
    ),
];

const fn act(
    party: &'static str,
    kind: &'static str,
    signers: usize,
    body: fn(&Ground, &Life) -> Value,
) -> Act {
    Act {
        party,
        kind,
        signers,
        body,
    }
}

fn yuan(value: &str) -> Value {
    json!({"value": value, "currency": "CNY"})
}

/// Lives that begin anew with every measurement.
pub(super) struct Lives {
    begun: usize,
}

impl Lives {
    pub(super) const fn new() -> Self {
        Self { begun: 0 }
    }

    /// How long so many lives take, from claim to acknowledged payment.
    pub(super) async fn live(
        &mut self,
        ground: &Ground,
        door: &Door,
        count: usize,
    ) -> anyhow::Result<Duration> {
        let lives = self.begin(ground, count).await;
        let mut took = Duration::ZERO;
        for act in &LIFE {
            let statements = sign(ground, act, &lives).await?;
            took += door.submit(Way::Batch, CLIENTS, &statements).await?;
        }
        Ok(took)
    }

    async fn begin(&mut self, ground: &Ground, count: usize) -> Vec<Life> {
        let world = &ground.world;
        let mut lives = Vec::with_capacity(count);
        let mut contract = String::new();
        for place in 0..count {
            self.begun += 1;
            if place.is_multiple_of(LIVES_A_CONTRACT) {
                contract = world.contract(&format!("YNYY-HC-{}", self.begun)).await;
            }
            lives.push(Life {
                contract: contract.clone(),
                invoice: format!("2611{:016}", self.begun),
                receivable: world.new_id("receivable"),
                certificate: world.new_id("certificate"),
                sold: world.new_id("certificate"),
                kept: world.new_id("certificate"),
                payment: world.new_id("payment"),
            });
        }
        lives
    }
}

async fn sign(ground: &Ground, act: &Act, lives: &[Life]) -> anyhow::Result<Vec<Submission>> {
    let mut statements = Vec::with_capacity(lives.len());
    for life in lives {
        let body = (act.body)(ground, life);
        statements.push(
            ground
                .world
                .signed(act.party, act.kind, body, act.signers)
                .await?,
        );
    }
    Ok(statements)
}
