//! Late interest owed to the supplier, and the complaint file.

use tallystick_base::{DailyRate, Rate};
use tallystick_certificates::{LateBasis, LateInterestOwed, LateLine, complaint_file, late_interest_owed};
use tallystick_contracts::Protection;

use crate::due::lapse;
use crate::given::given;
use crate::world::{
    BUYER, SECOND, SERVICE, SUPPLIER, World, accept, acknowledge, agree, certificate, claim_of, cny, confirm,
    contract, date, propose, report, split,
};

/// A certificate of 1,000,000.00, due on 16 March 2026.
fn million() -> World {
    let world = given(&World::new())
        .when(SUPPLIER, claim_of(1, "1000000.00"))
        .accepted();
    let mut whole = confirm(1);
    whole.amount = cny("1000000.00");
    given(&world).when(BUYER, whole).accepted()
}

fn owed(world: &World, id: u64, as_of: &str) -> Option<LateInterestOwed> {
    let held = world.case.certificate(certificate(id)).unwrap();
    let agreed = world.case.contracts.contract(contract(1)).unwrap();
    late_interest_owed(held, agreed, world.case.rules().unwrap(), date(as_of)).unwrap()
}

fn statutory() -> LateBasis {
    LateBasis::Statutory {
        rate: DailyRate::parse("0.0005").unwrap(),
    }
}

fn paid(world: &World, n: u64, amount: &str, on: &str) -> World {
    let mut body = report(n, 1, amount);
    body.paid_on = date(on);
    let world = given(&world.clone().on("2026-06-30"))
        .when(BUYER, body)
        .accepted();
    given(&world).when(SUPPLIER, acknowledge(n)).accepted()
}

#[test]
fn order_802_article_17_without_an_agreed_rate_it_is_0_05_percent_a_day() {
    let found = owed(&million(), 1, "2026-04-15").unwrap();
    let line = LateLine {
        from: date("2026-03-16"),
        to: date("2026-04-15"),
        principal: cny("1000000.00"),
        interest: cny("15000.00"),
    };
    let expected = LateInterestOwed {
        basis: statutory(),
        lines: vec![line],
        total: cny("15000.00"),
    };
    assert_eq!(found, expected);
}

#[test]
fn nothing_is_owed_up_to_the_due_date() {
    let found = owed(&million(), 1, "2026-03-16").unwrap();
    assert_eq!((found.lines, found.total), (Vec::new(), cny("0.00")));
    assert_eq!(owed(&million(), 1, "2026-03-17").unwrap().total, cny("500.00"));
}

#[test]
fn an_agreed_rate_counts_actual_days_over_360() {
    let rate = Rate::parse("0.0540").unwrap();
    let world = million().agreeing(|contract| contract.terms.late_rate = Some(rate));
    let found = owed(&world, 1, "2026-04-15").unwrap();
    assert_eq!(
        (found.basis, found.total),
        (LateBasis::Agreed { rate }, cny("4500.00"))
    );
}

#[test]
fn where_the_order_does_not_govern_and_nothing_is_agreed_nothing_follows() {
    let world = million().agreeing(|contract| contract.protection = Protection::None);
    assert_eq!(owed(&world, 1, "2026-04-15"), None);
}

#[test]
fn each_payment_lowers_the_principal_from_the_day_after_it() {
    let world = paid(&million(), 1, "100000.00", "2026-03-10");
    let world = paid(&world, 2, "400000.00", "2026-03-26");
    let world = paid(&world, 3, "200000.00", "2026-03-26");
    let found = owed(&world, 1, "2026-04-05").unwrap();
    let line = |from, to, principal, interest| LateLine {
        from: date(from),
        to: date(to),
        principal: cny(principal),
        interest: cny(interest),
    };
    let lines = [
        line("2026-03-16", "2026-03-26", "900000.00", "4500.00"),
        line("2026-03-26", "2026-04-05", "300000.00", "1500.00"),
    ];
    assert_eq!(
        (found.lines.as_slice(), found.total),
        (lines.as_slice(), cny("6000.00"))
    );
    // Payments that lie after the day of reckoning do not count yet.
    assert_eq!(owed(&world, 1, "2026-03-20").unwrap().total, cny("1800.00"));
    let all = paid(&world, 4, "300000.00", "2026-04-05");
    assert_eq!(owed(&all, 1, "2026-06-30").unwrap().total, cny("6000.00"));
}

#[test]
fn a_payment_entered_late_counts_from_its_own_day() {
    let world = paid(&million(), 1, "200000.00", "2026-03-26");
    let world = paid(&world, 2, "300000.00", "2026-03-21");
    let principals: Vec<_> = owed(&world, 1, "2026-03-31")
        .unwrap()
        .lines
        .iter()
        .map(|line| line.principal)
        .collect();
    assert_eq!(
        principals,
        [cny("1000000.00"), cny("700000.00"), cny("500000.00")]
    );
}

#[test]
fn what_was_split_or_cancelled_bears_none_and_its_children_their_own() {
    let world = given(&million())
        .when(SUPPLIER, split(1, &["400000.00", "600000.00"]))
        .accepted();
    assert_eq!(owed(&world, 1, "2026-04-15").unwrap().total, cny("0.00"));
    assert_eq!(owed(&world, 10, "2026-04-15").unwrap().total, cny("6000.00"));
    let world = given(&world).when(BUYER, propose(1, 10)).accepted();
    let world = given(&world).when(SUPPLIER, agree(1)).accepted();
    assert_eq!(owed(&world, 10, "2026-04-15").unwrap().total, cny("0.00"));
}

#[test]
fn the_complaint_file_states_what_is_owed_since_when_and_to_whom() {
    let late = World::claimed().on("2026-02-25");
    let world = given(&late).when(SERVICE, lapse(1)).accepted();
    let mut body = confirm(1);
    body.amount = cny("600000.00");
    let world = given(&world).when(BUYER, body).accepted();
    let world = paid(&world, 1, "100000.00", "2026-03-26");
    let file = complaint_file(&world.case, certificate(1), date("2026-04-05")).unwrap();
    insta::assert_snapshot!(serde_json::to_string_pretty(&file).unwrap());
    let read = serde_json::from_value(serde_json::to_value(&file).unwrap());
    assert_eq!(read.ok().as_ref(), Some(&file));
    let missing = complaint_file(&world.case, certificate(2), date("2026-04-05"));
    assert_eq!(
        missing.map_err(|rejection| rejection.code()).err(),
        Some("certificate-not-found")
    );
}

#[test]
fn after_a_transfer_the_new_holder_complains() {
    let world = given(&World::offered())
        .when(SECOND, accept(1, SECOND))
        .accepted();
    let file = complaint_file(&world.case, certificate(1), date("2026-04-05")).unwrap();
    assert_eq!(file.holder.party, SECOND.id());
}
