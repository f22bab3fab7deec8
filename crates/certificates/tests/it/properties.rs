//! Whatever is tried, in whatever order, the books stay right.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use tallystick_base::{CertificateId, ReceivableId};
use tallystick_certificates::{CertificateStage, EvidenceStage, ReceivableStage};

use crate::tries::{History, tries};
use crate::world::{BUYER, World, contract};

/// What must hold of the books at any time.
fn check(world: &World) {
    let case = &world.case;
    let allowance = case.contracts.allowance(contract(1)).unwrap();
    assert!(
        allowance.used.minor() <= allowance.limit.minor(),
        "confirmed above the contract"
    );
    let owed_or_paid: i64 = case
        .certificates
        .values()
        .map(|held| {
            let paid: i64 = held.payments.iter().map(|payment| payment.amount.minor()).sum();
            assert!(
                !held.outstanding.is_negative(),
                "{} owes less than nothing",
                held.id()
            );
            assert_eq!(
                held.controller().is_some(),
                held.is_live(),
                "one controller while it lives"
            );
            held.outstanding.minor() + paid
        })
        .sum();
    assert_eq!(
        owed_or_paid,
        allowance.used.minor(),
        "what was confirmed is owed or paid, to the cent"
    );
    check_families(world);
    check_evidence(world);
    let overdue: BTreeSet<_> = case
        .certificates
        .values()
        .filter(|held| held.is_live() && held.overdue_since.is_some())
        .map(tallystick_certificates::Certificate::id)
        .collect();
    let record = case.payment_records.get(&BUYER.id());
    let recorded = record.map_or_else(BTreeSet::new, |record| record.overdue.keys().copied().collect());
    assert_eq!(
        recorded, overdue,
        "the buyer's record holds exactly what is overdue"
    );
}

/// Children and what was paid before the split sum to the parent.
fn check_families(world: &World) {
    let mut children: BTreeMap<CertificateId, i64> = BTreeMap::new();
    for held in world.case.certificates.values() {
        if let Some(parent) = held.issue.parent {
            *children.entry(parent).or_default() += held.issue.amount.minor();
            let parent = &world.case.certificates[&parent];
            assert_eq!(parent.stage, CertificateStage::Split {});
            assert_eq!(held.issue.depth, parent.issue.depth + 1);
        }
    }
    for (parent, sum) in children {
        let held = &world.case.certificates[&parent];
        let paid: i64 = held.payments.iter().map(|payment| payment.amount.minor()).sum();
        assert_eq!(
            sum + paid,
            held.issue.amount.minor(),
            "children sum to their parent"
        );
    }
}

/// One invoice backs one claim: a receivable and its rests, and whatever is live of them is backed.
fn check_evidence(world: &World) {
    let case = &world.case;
    let origin = |mut id: ReceivableId| {
        while let Some(before) = case.receivables[&id].rest_of {
            id = before;
        }
        id
    };
    for evidence in case.evidence.values() {
        if let EvidenceStage::Claimed { by } = &evidence.stage {
            let claims: BTreeSet<_> = by.iter().map(|id| origin(*id)).collect();
            assert_eq!(claims.len(), 1, "one invoice, one live claim");
        }
    }
    let with_live_certificate: BTreeSet<_> = case
        .certificates
        .values()
        .filter(|held| held.is_live())
        .map(|held| held.issue.receivable)
        .collect();
    for (id, asked) in &case.receivables {
        let live = asked.is_open() || with_live_certificate.contains(id);
        let backed = asked
            .claim
            .evidence()
            .all(|subject| case.evidence[subject].backs(*id));
        assert!(backed || !live, "{id} lives on an invoice that does not back it");
        let ended = matches!(
            asked.stage,
            ReceivableStage::Rejected { .. } | ReceivableStage::Withdrawn {}
        );
        let freed = asked
            .claim
            .evidence()
            .all(|subject| !case.evidence[subject].backs(*id));
        assert!(freed || !ended, "{id} has ended and still holds its invoice");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_tried_the_books_stay_right(tries in tries()) {
        let mut history = History::begin();
        for tried in tries {
            history.attempt(tried);
            check(&history.world);
        }
    }
}

#[test]
fn the_property_reaches_every_stage() {
    // A sequence without any refusal would prove little; this one shows what the generator can reach.
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut seen = BTreeSet::new();
    for _ in 0..40 {
        let tries = tries().new_tree(&mut runner).unwrap().current();
        let mut history = History::begin();
        for tried in tries {
            history.attempt(tried);
            seen.extend(
                history
                    .world
                    .case
                    .certificates
                    .values()
                    .map(|held| held.stage.name()),
            );
            seen.extend(
                history
                    .world
                    .case
                    .receivables
                    .values()
                    .map(|asked| asked.stage.name()),
            );
        }
    }
    let expected = [
        "Assigned",
        "Cancelled",
        "Claimed",
        "Confirmed",
        "Discharged",
        "Disputed",
        "Free",
        "Offered",
        "Pledged",
        "Rejected",
        "Reserved",
        "Split",
        "Withdrawn",
    ];
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), expected);
}
