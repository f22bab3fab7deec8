//! Splits: exact, to the last minor unit, and bounded.

use rstest::rstest;
use tallystick_base::Money;
use tallystick_certificates::{CertificateNumber, CertificateStage, SplitCertificate};

use crate::given::given;
use crate::world::{
    BUYER, SECOND, SUPPLIER, World, accept, acknowledge, certificate, cny, offer, report, salt, split,
};

#[test]
fn children_add_up_to_their_parent_and_inherit_what_it_says() {
    let world = given(&World::confirmed())
        .when(SUPPLIER, split(1, &["599999.98", "0.01", "0.01"]))
        .then_steps(&[
            "certificate split",
            "certificate issued",
            "certificate issued",
            "certificate issued",
        ]);
    let parent = world.case.certificate(certificate(1)).unwrap();
    assert_eq!(
        (&parent.stage, parent.controller()),
        (&CertificateStage::Split {}, None)
    );
    for id in 10..13 {
        let child = world.case.certificate(certificate(id)).unwrap();
        assert_eq!(
            (child.issue.parent, child.issue.root, child.issue.depth),
            (Some(certificate(1)), certificate(1), 1)
        );
        assert_eq!(child.holder, SUPPLIER.id());
        assert_eq!(child.issue.due_on, parent.issue.due_on);
        assert_eq!(child.payee, parent.payee);
        assert_eq!(
            child.issue.number,
            CertificateNumber::derive(certificate(id), &salt())
        );
    }
}

#[test]
fn a_partly_paid_certificate_splits_what_is_left() {
    let reported = given(&World::confirmed())
        .when(BUYER, report(1, 1, "100000.00"))
        .accepted();
    let paid = given(&reported).when(SUPPLIER, acknowledge(1)).accepted();
    given(&paid)
        .when(SUPPLIER, split(1, &["300000.00", "300000.00"]))
        .then_rejected("split-sum");
    given(&paid)
        .when(SUPPLIER, split(1, &["300000.00", "200000.00"]))
        .accepted();
}

#[rstest]
#[case::a_cent_short(&["300000.00", "299999.99"], "split-sum")]
#[case::a_cent_over(&["300000.00", "300000.01"], "split-sum")]
#[case::one_child(&["600000.00"], "split-count")]
#[case::none(&[], "split-count")]
#[case::nothing(&["600000.00", "0.00"], "amount-not-above-zero")]
#[case::less_than_nothing(&["600000.01", "-0.01"], "amount-not-above-zero")]
fn a_split_that_is_not_exact_is_refused(#[case] amounts: &[&str], #[case] code: &str) {
    given(&World::confirmed())
        .when(SUPPLIER, split(1, amounts))
        .then_rejected(code);
}

fn into(count: usize) -> SplitCertificate {
    let amounts = cny("600000.00").split_evenly(count);
    let mut body = split(1, &vec!["1.00"; count]);
    for (child, amount) in body.children.iter_mut().zip(amounts) {
        child.amount = amount;
    }
    body
}

trait Evenly {
    fn split_evenly(self, count: usize) -> Vec<Money>;
}

impl Evenly for Money {
    fn split_evenly(self, count: usize) -> Vec<Money> {
        let count = i64::try_from(count).unwrap();
        let each = self.minor() / count;
        let first = self.minor() - each * (count - 1);
        (0..count)
            .map(|at| Self::from_minor(if at == 0 { first } else { each }, self.currency()))
            .collect()
    }
}

#[test]
fn a_split_makes_at_most_100_children() {
    given(&World::confirmed()).when(SUPPLIER, into(100)).accepted();
    given(&World::confirmed())
        .when(SUPPLIER, into(101))
        .then_rejected("split-count");
}

#[test]
fn at_most_five_splits_lie_between_a_certificate_and_its_root() {
    let mut world = World::confirmed();
    let mut id = 1;
    let mut left = 60_000_000;
    for depth in 0..=5 {
        left -= 1;
        let mut body = split(id, &["0.01", "1.00"]);
        body.children[1].amount = Money::from_minor(left, cny("0.01").currency());
        let decided = given(&world).when(SUPPLIER, body);
        if depth == 5 {
            decided.then_rejected("split-depth");
            return;
        }
        world = decided.accepted();
        id = id * 10 + 1;
    }
}

#[test]
fn children_have_new_ids_of_their_own() {
    let mut twice = split(1, &["300000.00", "300000.00"]);
    twice.children[1].certificate = certificate(10);
    given(&World::confirmed())
        .when(SUPPLIER, twice)
        .then_rejected("split-child-twice");
    let mut itself = split(1, &["300000.00", "300000.00"]);
    itself.children[1].certificate = certificate(1);
    given(&World::confirmed())
        .when(SUPPLIER, itself)
        .then_rejected("certificate-exists");
}

#[test]
fn what_was_split_is_not_split_passed_on_or_paid_again() {
    let world = given(&World::confirmed())
        .when(SUPPLIER, split(1, &["300000.00", "300000.00"]))
        .accepted();
    given(&world)
        .when(SUPPLIER, split(1, &["300000.00", "300000.00"]))
        .then_rejected("certificate-not-free");
    given(&world)
        .when(SUPPLIER, offer(1, SECOND))
        .then_rejected("certificate-not-free");
    given(&world)
        .when(BUYER, report(1, 1, "1.00"))
        .then_rejected("certificate-ended");
}

#[test]
fn each_child_goes_its_own_way() {
    let world = given(&World::confirmed())
        .when(SUPPLIER, split(1, &["200000.00", "400000.00"]))
        .accepted();
    let world = given(&world).when(SUPPLIER, offer(10, SECOND)).accepted();
    let world = given(&world).when(SECOND, accept(10, SECOND)).accepted();
    let holder = |id| world.case.certificate(certificate(id)).unwrap().holder;
    assert_eq!((holder(10), holder(11)), (SECOND.id(), SUPPLIER.id()));
}
