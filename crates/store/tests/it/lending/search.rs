//! A search finds by number, amount and name what the lists would show, and nothing else.

use std::collections::BTreeSet;

use rstest::rstest;
use serde_json::json;
use tallystick_base::{Currency, Money, Subject};
use tallystick_store::{Found, PaymentFilter, Sought};
use tallystick_testbed::{Engine, World, yuan};

use super::told;

const CAST: [&str; 9] = [
    "operator",
    "supplier",
    "weaver",
    "buyer",
    "centre",
    "bank",
    "guarantor",
    "manager",
    "auditor",
];

/// What a party finds by what it types; an amount is typed with its figures only.
async fn found(world: &World, party: &str, text: &str) -> Found {
    let amount = Money::parse(text, Currency::CNY).ok();
    let viewer = world.viewer(party, 0).await;
    let sought = Sought::new(text, amount).expect("it is long enough");
    world.store.search(&viewer, &sought).await.unwrap()
}

/// All that was found but parties, as subjects.
fn subjects(found: &Found) -> BTreeSet<Subject> {
    let contracts = found.contracts.items.iter().map(|one| one.id.subject());
    let receivables = found.receivables.items.iter().map(|one| one.id.subject());
    let certificates = found.certificates.items.iter().map(|one| one.id.subject());
    let payments = found.payments.items.iter().map(|one| one.id.subject());
    let requests = found.requests.items.iter().map(|one| one.id.subject());
    let loans = found.loans.items.iter().map(|one| one.id.subject());
    let lines = found.credit_lines.items.iter().map(|one| one.id.subject());
    let products = found.products.items.iter().map(|one| one.id.subject());
    let guarantees = found.guarantees.items.iter().map(|one| one.id.subject());
    let filings = found.filings.items.iter().map(|one| one.id.subject());
    let notices = found.notices.items.iter().map(|one| one.id.subject());
    let entries = found.bank_entries.items.iter().map(|one| one.id.clone());
    let pools = found.pools.items.iter().map(|one| one.id.subject());
    let sales = found.sales.items.iter().map(|one| one.id.subject());
    contracts
        .chain(entries)
        .chain(pools)
        .chain(sales)
        .chain(products)
        .chain(guarantees)
        .chain(filings)
        .chain(notices)
        .chain(receivables)
        .chain(certificates)
        .chain(payments)
        .chain(requests)
        .chain(loans)
        .chain(lines)
        .collect()
}

async fn number(world: &World, certificate: &str) -> String {
    let auditor = world.viewer("auditor", 0).await;
    let seen = world
        .store
        .certificate(&auditor, certificate.parse().unwrap())
        .await;
    seen.unwrap().unwrap().state.issue.number.to_string()
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn each_finds_its_own_by_number_amount_and_name(#[case] engine: Engine) {
    let (world, lending, _) = told(engine).await;
    let number = number(&world, &lending.certificate).await;
    let beginning: String = number.chars().take(6).collect();
    for party in ["supplier", "buyer", "bank", "auditor"] {
        for text in [number.clone(), number.to_lowercase(), beginning.clone()] {
            let found = found(&world, party, &text).await;
            let first = found.certificates.items.first();
            let id = first.map(|one| one.id.subject().to_string());
            assert_eq!(id.as_ref(), Some(&lending.certificate), "{party} {text}");
        }
    }
    let found_by = async |party: &str, text: &str| subjects(&found(&world, party, text).await);
    let has = |found: &BTreeSet<Subject>, subject: &str| found.iter().any(|one| one.as_str() == subject);

    // Of a number a party finds any part; an auditor, who looks through everything, the beginning.
    assert!(has(&found_by("bank", "e2e-0001").await, &lending.loan));
    assert!(!has(&found_by("auditor", "e2e-0001").await, &lending.loan));
    assert!(has(&found_by("auditor", "JB-E2E").await, &lending.loan));
    let contracts = found(&world, "supplier", "HC-2026").await.contracts.items;
    assert_eq!(contracts[0].number, "YNYY-HC-2026-017");
    assert_eq!(
        found(&world, "supplier", "医用外科").await.contracts.items.len(),
        1
    );

    // Whoever lends on a certificate finds its contract.
    for (party, contracts) in [
        ("buyer", 1),
        ("bank", 1),
        ("auditor", 1),
        ("guarantor", 0),
        ("weaver", 0),
    ] {
        let found = found(&world, party, "YNYY-HC-2026-017").await;
        assert_eq!(found.contracts.items.len(), contracts, "{party}");
    }

    // An invoice leads to its claim, however its number is typed, and only those whom the claim concerns.
    for party in ["supplier", "buyer", "bank", "auditor"] {
        let found = found(&world, party, "2611 2000 0000 1234 5678").await;
        assert_eq!(found.receivables.items.len(), 1, "{party}");
    }
    assert_eq!(found_by("weaver", "26112000000012345678").await, BTreeSet::new());

    let asked = found_by("bank", "480000.00").await;
    assert!(has(&asked, &lending.request) && has(&asked, &lending.loan));
    assert!(has(&found_by("auditor", "480000.00").await, &lending.loan));
    assert!(has(&found_by("bank", "5000000.00").await, &lending.line));
    assert!(!has(&found_by("supplier", "5000000.00").await, &lending.line));

    let by_name = found(&world, "supplier", "京北商业").await;
    assert_eq!(by_name.parties.items[0].name, "京北商业银行");
    assert!(has(&subjects(&by_name), &lending.loan));
    let by_code = found(&world, "bank", "91110199ma0hf26k3h").await;
    assert_eq!(by_code.parties.items[0].name, "北京安卫防护用品有限公司");
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn what_stands_around_a_loan_is_found_too(#[case] engine: Engine) {
    let (world, lending, beside) = told(engine).await;
    let found_by = async |party: &str, text: &str| subjects(&found(&world, party, text).await);
    let has = |found: &BTreeSet<Subject>, subject: &str| found.iter().any(|one| one.as_str() == subject);

    // Products are offered to everybody, and each is found by any part of its name, or by its bank's.
    for party in ["supplier", "weaver", "bank", "guarantor", "auditor"] {
        assert!(has(&found_by(party, "权贷").await, &lending.product), "{party}");
        assert!(
            has(&found_by(party, "京北商业").await, &lending.product),
            "{party}"
        );
    }

    let guarantee = lending.guarantee.as_ref().unwrap();
    for party in ["supplier", "bank", "guarantor", "auditor"] {
        assert!(has(&found_by(party, "240000.00").await, guarantee), "{party}");
        assert!(has(&found_by(party, "安卫").await, guarantee), "{party}");
    }
    for party in ["weaver", "buyer", "manager"] {
        assert!(!has(&found_by(party, "240000.00").await, guarantee), "{party}");
    }

    // Of a number a party finds any part, and an auditor the beginning.
    for (party, text) in [
        ("supplier", "JB-E2E-0001"),
        ("bank", "dj-jb"),
        ("auditor", "ZD-DJ-JB"),
    ] {
        assert!(has(&found_by(party, text).await, &lending.filing), "{party}");
    }
    assert!(!has(&found_by("auditor", "dj-jb").await, &lending.filing));
    for party in ["buyer", "guarantor", "weaver"] {
        assert!(!has(&found_by(party, "ZD-DJ").await, &lending.filing), "{party}");
    }

    for party in ["supplier", "buyer", "bank", "auditor"] {
        assert!(
            has(&found_by(party, "永宁区人民").await, &beside.notice),
            "{party}"
        );
    }
    for party in ["weaver", "guarantor", "manager"] {
        assert!(
            !has(&found_by(party, "永宁区人民").await, &beside.notice),
            "{party}"
        );
    }
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn lines_of_statements_pools_sales_and_papers_are_found_by_those_they_concern(#[case] engine: Engine) {
    let (world, lending, beside) = told(engine).await;
    let line = world.new_id("credit-line");
    let mut pair = world.line(&line, "3000000.00");
    pair["scope"] = serde_json::json!({"pair": {
        "debtor": world.company("buyer").id.subject(), "supplier": world.company("supplier").id.subject(),
    }});
    world.does("bank", "credit-line.open/1", pair, 2).await;
    let found_by = async |party: &str, text: &str| subjects(&found(&world, party, text).await);
    let has = |found: &BTreeSet<Subject>, subject: &str| found.iter().any(|one| one.as_str() == subject);

    for (party, text, many) in [
        ("bank", "12.00", 1),
        ("bank", "ls-0211", 2),
        ("bank", "永宁区人民", 2),
        ("auditor", "JB-LS-0211-0002", 1),
        ("auditor", "北京市永宁", 2),
        ("auditor", "ls-0211", 0),
        ("supplier", "JB-LS-0211", 0),
        ("buyer", "JB-LS-0211", 0),
        ("manager", "JB-LS-0211", 0),
    ] {
        let entries = found(&world, party, text).await.bank_entries.items.len();
        assert_eq!(entries, many, "{party} {text}");
    }
    for (party, text, finds) in [
        ("manager", "账款一期", true),
        ("auditor", "账款一期", true),
        ("bank", "账款一期", false),
        ("supplier", "账款一期", false),
        ("weaver", "账款一期", false),
    ] {
        assert_eq!(has(&found_by(party, text).await, &beside.pool), finds, "{party}");
    }
    for (party, text, finds) in [
        ("manager", "399000.00", true),
        ("manager", "账款一期", true),
        ("bank", "399000.00", true),
        ("auditor", "399000.00", true),
        ("supplier", "399000.00", false),
        ("buyer", "399000.00", false),
    ] {
        assert_eq!(
            has(&found_by(party, text).await, &beside.sale),
            finds,
            "{party} {text}"
        );
    }
    for text in ["YNYY-DD-2026-0031", "YNYY-DD", "YNYY-SH-2026"] {
        for party in ["supplier", "buyer", "bank", "auditor"] {
            let claims = found(&world, party, text).await.receivables.items.len();
            assert_eq!(claims, 1, "{party} {text}");
        }
        for party in ["weaver", "manager"] {
            let claims = found(&world, party, text).await.receivables.items.len();
            assert_eq!(claims, 0, "{party} {text}");
        }
    }
    let guarantee = lending.guarantee.as_ref().unwrap();
    for party in ["guarantor", "auditor", "supplier"] {
        assert!(has(&found_by(party, "京北商业").await, guarantee), "{party}");
    }
    for (party, finds) in [("bank", true), ("auditor", true), ("supplier", false)] {
        assert_eq!(has(&found_by(party, "安卫").await, &line), finds, "{party}");
    }
    // Who guarantees a loan finds it too.
    assert!(has(&found_by("guarantor", "480000.00").await, &lending.loan));
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn nobody_finds_what_it_may_not_see(#[case] engine: Engine) {
    let (world, lending, _) = told(engine).await;
    let number = number(&world, &lending.certificate).await;
    let texts = [
        number.as_str(),
        "1200000.00",
        "480000.00",
        "5000000.00",
        "80000.00",
        "YNYY",
        "JB-",
        "26112000000012345678",
        "京北",
        "北京",
        "采购",
        "240000.00",
        "ZD-DJ",
        "权贷",
        "JB-LS",
        "12.00",
        "399000.00",
        "应收账款一期",
        "YNYY-DD",
        "YNYY-SH",
        "安卫",
    ];
    for party in CAST {
        let viewer = world.viewer(party, 0).await;
        for text in texts {
            for subject in subjects(&found(&world, party, text).await) {
                let seen = world.store.subject(&viewer, &subject).await.unwrap();
                assert!(seen.is_some(), "{party} finds {subject} by {text}");
            }
        }
    }
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn marks_of_a_pattern_are_looked_for_as_they_are(#[case] engine: Engine) {
    let (world, _, _) = told(engine).await;
    for text in ["%%", "__", "%_", "\\\\", "';--", "Y%17", "YNYY_HC"] {
        for party in ["supplier", "bank", "auditor"] {
            let found = found(&world, party, text).await;
            assert_eq!(subjects(&found), BTreeSet::new(), "{party} {text}");
            assert_eq!(found.parties.items, [], "{party} {text}");
        }
    }
    assert_eq!(Sought::new("a", None), None);
    assert_eq!(Sought::new(&"a".repeat(201), None), None);
    assert!(Sought::new("7", Money::parse("7", Currency::CNY).ok()).is_some());
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn of_many_the_newest_are_found_and_that_there_are_more_is_said(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    for place in 0..9 {
        world.contract(&format!("YNYY-DK-2026-{place:03}")).await;
        world.wait(60_000);
    }
    let found = found(&world, "buyer", "YNYY-DK").await;
    let numbers: Vec<&str> = found
        .contracts
        .items
        .iter()
        .map(|one| one.number.as_str())
        .collect();
    assert_eq!((numbers.len(), numbers[0]), (8, "YNYY-DK-2026-008"));
    assert!(found.contracts.more);
    assert!(!found.certificates.more);
}

/// A party looks through its own house, the operator and auditors through all, by the beginning.
#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn members_are_found_by_whoever_sees_their_house(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    for (party, name) in [("supplier", "陈静"), ("weaver", "陈静雯"), ("buyer", "Chen Jing")] {
        let member = json!({"member": world.new_id("member"), "name": name, "roles": ["viewer"]});
        world.does(party, "member.add/1", member, 2).await;
    }
    for (party, text, mut names) in [
        ("supplier", "陈静", vec!["陈静"]),
        ("weaver", "陈静", vec!["陈静雯"]),
        ("weaver", "静雯", vec!["陈静雯"]),
        ("buyer", "chen", vec!["Chen Jing"]),
        ("buyer", "陈静", vec![]),
        ("bank", "陈静", vec![]),
        ("auditor", "陈静", vec!["陈静雯", "陈静"]),
        ("operator", "陈静", vec!["陈静雯", "陈静"]),
        ("auditor", "静雯", vec![]),
        ("auditor", "Chen", vec!["Chen Jing"]),
        ("supplier", "陈", vec![]),
    ] {
        let amount = Money::parse("7", Currency::CNY).ok();
        let viewer = world.viewer(party, 0).await;
        let sought = Sought::new(text, amount).unwrap();
        let found = world.store.search(&viewer, &sought).await.unwrap().members;
        let mut found_names: Vec<&str> = Vec::new();
        for one in &found.items {
            let house = world.store.members(&viewer, one.party).await.unwrap();
            assert!(house.contains(&one.member), "{party} {text}");
            found_names.push(&one.member.name);
        }
        found_names.sort_unstable();
        names.sort_unstable();
        assert_eq!((found_names, found.more), (names, false), "{party} {text}");
    }
}

/// Splits a certificate into a hundred parts of this amount.
async fn split(world: &World, certificate: &str, amount: &str) -> Vec<String> {
    let parts: Vec<String> = (0..100).map(|_| world.new_id("certificate")).collect();
    let children: Vec<_> = parts
        .iter()
        .map(|part| json!({"certificate": part, "amount": yuan(amount)}))
        .collect();
    let body = json!({"certificate": certificate, "children": children});
    world.does("supplier", "certificate.split/1", body, 1).await;
    parts
}

/// So many that they are not looked up by their amount, nor what was paid on them by their holder.
#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn of_very_many_certificates_each_finds_its_own(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let contract = world.contract("YNYY-FY-1").await;
    let certificate = world.certificate(&contract, "26112000000012345678").await;
    let parts = split(&world, &certificate, "12000.00").await;
    let mut small = Vec::new();
    for part in &parts[..10] {
        small = split(&world, part, "120.00").await;
    }
    let report = json!({
        "payment": world.new_id("payment"), "certificate": small[50], "amount": yuan("70.00"), "paid_on": "2026-02-09",
        "account": world.company("supplier").payee(), "reference": "YNYY-FK-1",
    });
    world.does("buyer", "payment.report/1", report, 1).await;
    for (party, amount, count, more) in [
        ("supplier", "120.00", 8, true),
        ("buyer", "120.00", 8, true),
        ("auditor", "120.00", 8, true),
        ("weaver", "120.00", 0, false),
        ("supplier", "12000.00", 8, true),
        ("weaver", "12000.00", 0, false),
        ("supplier", "1200000.00", 1, false),
        ("supplier", "120.01", 0, false),
    ] {
        let certificates = found(&world, party, amount).await.certificates;
        let newest_first = certificates
            .items
            .is_sorted_by(|one, next| one.id.subject() > next.id.subject());
        assert!(newest_first, "{party} {amount}");
        assert_eq!(
            (certificates.items.len(), certificates.more),
            (count, more),
            "{party} {amount}"
        );
    }
    for (party, count) in [
        ("supplier", 1),
        ("buyer", 1),
        ("auditor", 1),
        ("weaver", 0),
        ("bank", 0),
    ] {
        let viewer = world.viewer(party, 0).await;
        let listed = world.store.payments(&viewer, &PaymentFilter::default()).await;
        assert_eq!(listed.unwrap().items.len(), count, "{party}");
        let payments = found(&world, party, "YNYY-FK").await.payments;
        assert_eq!(payments.items.len(), count, "{party}");
    }
}
