//! What a buyer discloses of a year.

use tallystick_banking::disclosure::{Disclosure, overdue_disclosure};
use tallystick_base::{Currency, Money, PartyId, Ratio, RulePack, SizeClass, Subject};
use tallystick_certificates::certificate::Issue;
use tallystick_certificates::{CertificateTransition, SplitChild};
use tallystick_contracts::{
    ClockStart, Contract, ContractStage, PaymentPeriod, Procurement, Protection, Side, Terms,
};

use crate::lent::{certificate, contract, happened, issue};
use crate::world::{BUYER, SECOND, SUPPLIER, World, cny, date, text};

fn agreed(n: u64, protection: Protection) -> Contract {
    Contract {
        id: contract(n),
        supplier: SUPPLIER.id(),
        buyer: BUYER.id(),
        registered_by: Side::Supplier,
        number: Subject::new("contract-number", "keyed").unwrap(),
        supplier_size: SizeClass::Small,
        protection,
        terms: Terms {
            number: text("HT-2025-001"),
            title: text("防护用品采购"),
            amount: cny("9000000.00"),
            signed_on: date("2025-12-01"),
            procurement: Procurement::Goods,
            payment: PaymentPeriod {
                days: 60,
                from: ClockStart::Acceptance,
                longer_reason: None,
            },
            inspection_days: 10,
            vouchers_agreed: true,
            tolerance: Ratio::parse("0.05").unwrap(),
            late_rate: None,
            confirmation_days: None,
            documents: Vec::new(),
        },
        revision: 1,
        last_amendment: None,
        stage: ContractStage::Accepted {},
    }
}

/// Contracts 1 and 2 are bound by Order 802, contract 3 is not.
fn world() -> World {
    let mut world = World::new();
    let contracts = &mut world.case.financing.certificates.contracts.contracts;
    let protections = [Protection::PublicBody, Protection::PublicBody, Protection::None];
    for (n, protection) in (1..).zip(protections) {
        contracts.insert(contract(n), agreed(n, protection));
    }
    world
}

/// With certificate `n` under this contract, due on this day.
fn due(world: World, n: u64, under: u64, due_on: &str) -> World {
    let issued = Issue {
        contract: contract(under),
        due_on: date(due_on),
        ..issue(n)
    };
    happened(world, n, &[CertificateTransition::Issued(Box::new(issued))])
}

/// After payments of certificate `n`.
fn paid(mut world: World, n: u64, payments: &[(&str, &str)]) -> World {
    for (amount, paid_on) in payments {
        let outstanding = world.case.financing.certificates.certificates[&certificate(n)].outstanding;
        let payment = CertificateTransition::Paid {
            payment: None,
            amount: cny(amount),
            paid_on: date(paid_on),
            outstanding: outstanding.checked_sub(cny(amount)).unwrap(),
        };
        world = happened(world, n, &[payment]);
    }
    world
}

fn disclosed(world: &World, year: i32) -> Disclosure {
    let case = &world.case.financing.certificates;
    overdue_disclosure(case, BUYER.id(), year, &RulePack::cn().unwrap()).unwrap()
}

/// Contracts, certificates, overdue at the end of the year, paid late in it.
fn figures(disclosure: &Disclosure) -> (u32, u32, Vec<Money>, Vec<Money>) {
    (
        disclosure.contracts,
        disclosure.certificates,
        disclosure.amount_overdue_at_year_end.clone(),
        disclosure.amount_paid_late_in_year.clone(),
    )
}

#[test]
fn order_802_article_18_what_was_overdue_when_the_year_ended_is_disclosed_by_31_march() {
    let world = due(
        due(due(world(), 1, 1, "2026-03-16"), 2, 1, "2026-06-30"),
        3,
        2,
        "2026-11-30",
    );
    let world = paid(
        world,
        2,
        &[("100000.00", "2026-06-30"), ("200000.00", "2026-07-01")],
    );
    let disclosure = disclosed(&world, 2026);
    assert_eq!(disclosure.publish_by, date("2027-03-31"));
    assert_eq!((disclosure.buyer, disclosure.year), (BUYER.id(), 2026));
    insta::assert_snapshot!(serde_json::to_string_pretty(&disclosure).unwrap());
    let overdue = vec![cny("1500000.00")];
    assert_eq!(figures(&disclosure), (2, 3, overdue, vec![cny("200000.00")]));
    let rows: Vec<_> = disclosure
        .rows
        .iter()
        .map(|row| {
            (
                row.certificate,
                row.overdue_at_year_end.value_text(),
                row.paid_late_in_year.value_text(),
            )
        })
        .collect();
    let row = |n, overdue: &str, late: &str| (certificate(n), overdue.to_owned(), late.to_owned());
    let expected = [
        row(1, "600000.00", "0.00"),
        row(2, "300000.00", "200000.00"),
        row(3, "600000.00", "0.00"),
    ];
    assert_eq!(rows, expected);
}

#[test]
fn what_was_paid_in_the_next_year_was_overdue_when_this_one_ended() {
    let world = due(world(), 1, 1, "2026-03-16");
    let world = paid(
        world,
        1,
        &[("250000.00", "2026-12-31"), ("350000.00", "2027-01-01")],
    );
    let discharged = CertificateTransition::Discharged {
        on: date("2027-01-02"),
    };
    let world = happened(world, 1, &[discharged]);
    let first = (1, 1, vec![cny("350000.00")], vec![cny("250000.00")]);
    assert_eq!(figures(&disclosed(&world, 2026)), first);
    let next = (0, 0, vec![], vec![cny("350000.00")]);
    assert_eq!(figures(&disclosed(&world, 2027)), next);
    assert_eq!(figures(&disclosed(&world, 2028)), (0, 0, vec![], vec![]));
}

#[test]
fn a_certificate_is_overdue_from_the_day_after_its_due_date() {
    let last_day = due(world(), 1, 1, "2026-12-31");
    assert_eq!(figures(&disclosed(&last_day, 2026)), (0, 0, vec![], vec![]));
    let day_before = due(world(), 1, 1, "2026-12-30");
    assert_eq!(disclosed(&day_before, 2026).certificates, 1);
}

#[test]
fn only_what_order_802_protects_and_only_this_buyer_is_disclosed() {
    let world = due(world(), 1, 3, "2026-03-16");
    assert_eq!(figures(&disclosed(&world, 2026)), (0, 0, vec![], vec![]));
    let world = due(world, 2, 1, "2026-03-16");
    let case = &world.case.financing.certificates;
    let nobody: PartyId = SECOND.id();
    let none = overdue_disclosure(case, nobody, 2026, &RulePack::cn().unwrap()).unwrap();
    assert_eq!(none.rows, []);
    assert_eq!(disclosed(&world, 2026).certificates, 1);
}

#[test]
fn what_was_split_counts_by_its_parts_and_what_was_taken_back_not_at_all() {
    let world = due(world(), 1, 1, "2026-03-16");
    let children = [(2, "200000.00"), (3, "400000.00")].map(|(n, amount)| SplitChild {
        certificate: certificate(n),
        amount: cny(amount),
    });
    let split = CertificateTransition::Split {
        amount: cny("600000.00"),
        children: children.to_vec(),
    };
    let mut world = happened(world, 1, &[split]);
    for child in children {
        let part = Issue {
            certificate: child.certificate,
            amount: child.amount,
            parent: Some(certificate(1)),
            depth: 1,
            ..issue(1)
        };
        let issued = CertificateTransition::Issued(Box::new(part));
        world
            .case
            .apply(&tallystick_banking::Step::new(child.certificate, issued))
            .unwrap();
    }
    assert_eq!(
        figures(&disclosed(&world, 2026)),
        (1, 2, vec![cny("600000.00")], vec![])
    );
    let taken_back = CertificateTransition::Cancelled {
        cancellation: tallystick_base::CancellationId::from_parts(1, [0; 10]),
        outstanding: cny("0.00"),
    };
    let world = happened(world, 2, &[taken_back]);
    assert_eq!(
        figures(&disclosed(&world, 2026)),
        (1, 1, vec![cny("400000.00")], vec![])
    );
}

#[test]
fn each_currency_has_its_own_amount() {
    let dollars = Money::parse("5.00", "USD".parse().unwrap()).unwrap();
    let foreign = Issue {
        amount: dollars,
        ..issue(2)
    };
    let world = due(world(), 1, 1, "2026-03-16");
    let world = happened(world, 2, &[CertificateTransition::Issued(Box::new(foreign))]);
    let amounts = disclosed(&world, 2026).amount_overdue_at_year_end;
    assert_eq!(amounts.len(), 2);
    assert!(amounts.contains(&dollars) && amounts.contains(&cny("600000.00")));
    assert_eq!(
        amounts
            .iter()
            .filter(|amount| amount.currency() == Currency::CNY)
            .count(),
        1
    );
}

#[test]
fn a_year_that_is_none_is_refused() {
    let case = &world().case.financing.certificates;
    let rules = RulePack::cn().unwrap();
    let code = |year| {
        overdue_disclosure(case, BUYER.id(), year, &rules)
            .unwrap_err()
            .code()
    };
    assert_eq!(code(i32::MAX), "date-too-far");
    assert_eq!(code(262_142), "date-too-far");
    assert_eq!(code(2010), "rules-before-first");
}
