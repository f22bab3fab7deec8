//! What is computed over many things agrees with what happened.

use std::collections::BTreeSet;

use rstest::rstest;
use serde_json::{Value, json};
use tallystick_base::{Currency, Millis, Money};
use tallystick_store::{AskingSide, BorrowingSums, Paging, Portfolio, Unavailable, Viewer};
use tallystick_testbed::{Engine, World, product};

use super::{lent, ready, told};

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_supplier_sees_what_it_may_borrow_on_and_why_not(#[case] engine: Engine) {
    let (world, lending) = ready(engine).await;
    let supplier = world.viewer("supplier", 0).await;
    let base = world.store.borrowing_base(&supplier).await.unwrap();
    assert_eq!(base.on.to_string(), "2026-02-09");
    let [product] = base.products.as_slice() else {
        panic!("{base:?}")
    };
    assert_eq!(
        product.up_to.to_string(),
        "960,000.00 CNY",
        "four fifths of 1,200,000.00"
    );
    world.supplier_borrows(&lending).await;
    let base = world.store.borrowing_base(&supplier).await.unwrap();
    assert_eq!(base.products, []);
    assert_eq!(base.certificates[0].unavailable, Some(Unavailable::Reserved));
    let buyer = world.viewer("buyer", 0).await;
    assert_eq!(world.store.borrowing_base(&buyer).await.unwrap().certificates, []);
    // The buyer finds the same certificates on its side, with who holds them.
    let store = &world.store;
    let all = Paging::default();
    let owed = store.certificates_not_to_ask_on(&buyer, AskingSide::Debtor, &all);
    let owed = owed.await.unwrap().items;
    assert!(owed.iter().all(|one| one.holder == supplier.party));
    assert_eq!(owed, base.certificates);
    for (viewer, side) in [(&supplier, AskingSide::Debtor), (&buyer, AskingSide::Holder)] {
        let none = store.certificates_not_to_ask_on(viewer, side, &all);
        assert_eq!(none.await.unwrap().items, []);
    }
}

/// Splits every one of these into so many parts; returns the parts.
async fn split(world: &World, whole: &[String], minor: i64, parts: i64) -> Vec<String> {
    let mut made = Vec::new();
    for certificate in whole {
        let share = Money::from_minor(minor / parts, Currency::CNY);
        let children: Vec<Value> = (0..parts)
            .map(|_| {
                made.push(world.new_id("certificate"));
                json!({"certificate": made.last(), "amount": share})
            })
            .collect();
        let body = json!({"certificate": certificate, "children": children});
        world.does("supplier", "certificate.split/1", body, 1).await;
    }
    made
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn sums_are_of_all_that_is_held_however_many(#[case] engine: Engine) {
    let (world, lending) = ready(engine).await;
    let parts = split(
        &world,
        std::slice::from_ref(&lending.certificate),
        120_000_000,
        100,
    )
    .await;
    split(&world, &parts[..20], 1_200_000, 100).await;
    // One is offered, and its offer lapses.
    let now = world.store.now().as_millis();
    let offer = json!({
        "certificate": parts[99], "to": world.company("weaver").id.subject(), "until": now + 1_000, "recourse": "none",
    });
    world.does("supplier", "certificate.offer/1", offer, 1).await;
    let supplier = world.viewer("supplier", 0).await;
    let offered = world.store.borrowing_sums(&supplier).await.unwrap();
    let of = |sums: &BorrowingSums, why| {
        let alike = sums.held.iter().filter(|sum| sum.unavailable == why);
        alike
            .map(|sum| (sum.certificates, sum.outstanding.minor()))
            .collect::<Vec<_>>()
    };
    assert_eq!(of(&offered, None), [(2_079, 118_800_000)]);
    assert_eq!(of(&offered, Some(Unavailable::Offered)), [(1, 1_200_000)]);
    world.wait(2_000);
    let sums = world.store.borrowing_sums(&supplier).await.unwrap();
    let all: u64 = sums.held.iter().map(|sum| sum.certificates).sum();
    assert_eq!(all, 2_080, "{:?}", sums.held);
    assert_eq!(sums.products[0].up_to.to_string(), "960,000.00 CNY");
    let base = world.store.borrowing_base(&supplier).await.unwrap();
    assert_eq!((base.certificates.len(), base.more), (2_000, true));
    assert_eq!(base.products, sums.products);
    // Page by page each of them comes once.
    let (mut found, mut paging) = (BTreeSet::new(), Paging::default());
    loop {
        let page = world
            .store
            .certificates_to_ask_on(&supplier, AskingSide::Holder, &paging)
            .await
            .unwrap();
        found.extend(page.items.into_iter().map(|one| one.certificate));
        paging.after = page.next;
        if paging.after.is_none() {
            break;
        }
    }
    assert_eq!(found.len(), 2_080);
    // Who holds none of them is given none by name.
    let weaver = world.viewer("weaver", 0).await;
    let named: Vec<_> = found.into_iter().take(3).collect();
    let asked = |viewer| {
        world
            .store
            .certificates_asked_on(viewer, AskingSide::Holder, &named)
    };
    assert_eq!(asked(&supplier).await.unwrap().len(), 3);
    assert_eq!(asked(&weaver).await.unwrap(), []);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_bank_sees_its_exposure_and_how_its_line_moved(#[case] engine: Engine) {
    let (world, lending) = lent(engine).await;
    let bank = world.viewer("bank", 0).await;
    let portfolio = world.store.portfolio(&bank, bank.party).await.unwrap().unwrap();
    let [exposure] = portfolio.exposures.as_slice() else {
        panic!("{portfolio:?}")
    };
    assert_eq!(exposure.debtor, world.company("buyer").id);
    assert_eq!(
        (exposure.loans, exposure.open.to_string()),
        (1, "480,000.00 CNY".to_owned())
    );
    assert_eq!(portfolio.maturities[0].month, "2026-04");
    let late: Vec<_> = portfolio.overdue.iter().collect();
    assert!(
        late.iter().all(|one| one.loans == 0 && one.open.is_zero()),
        "{late:?}"
    );

    let line = lending.line.parse().unwrap();
    let movements = async |paging: Paging| {
        let page = world.store.line_movements(&bank, line, &paging).await;
        page.unwrap().unwrap()
    };
    let all = movements(Paging::default()).await.items;
    let text = |money: Option<Money>| money.map(|money| money.to_string()).unwrap_or_default();
    let rows: Vec<[String; 4]> = all
        .iter()
        .map(|row| {
            let what = row.what.clone();
            [what, text(row.amount), text(row.reserved), text(row.drawn)]
        })
        .collect();
    let (lent, nothing) = ("480,000.00 CNY", "0.00 CNY");
    let expected = [
        ["opened", "", nothing, nothing],
        ["reserved", lent, lent, ""],
        ["drawn", lent, nothing, lent],
    ];
    assert_eq!(rows, expected.map(|row| row.map(str::to_owned)));
    // Page by page it is the same.
    let (mut one_by_one, mut next) = (
        Vec::new(),
        Some(Paging {
            after: None,
            limit: 1,
        }),
    );
    while let Some(paging) = next {
        let page = movements(paging).await;
        assert_eq!(page.items.len(), 1);
        one_by_one.extend(page.items);
        next = page.next.map(|after| Paging {
            after: Some(after),
            limit: 1,
        });
    }
    assert_eq!(one_by_one, all);
    let supplier = world.viewer("supplier", 0).await;
    assert_eq!(
        world
            .store
            .line_movements(&supplier, line, &Paging::default())
            .await
            .unwrap(),
        None
    );
    assert_eq!(world.store.portfolio(&supplier, bank.party).await.unwrap(), None);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn what_matures_within_days_is_summed_up_for_its_bank(#[case] engine: Engine) {
    let (world, _) = lent(engine).await;
    let bank = world.viewer("bank", 0).await;
    let maturing = async |viewer: &Viewer, from: &str, until: &str| {
        let days = (from.parse().unwrap(), until.parse().unwrap());
        let found = world.store.maturing(viewer, bank.party, days.0, days.1);
        found.await.unwrap()
    };
    let all = vec![Money::from_minor(48_000_000, Currency::CNY)];
    assert_eq!(maturing(&bank, "2026-04-07", "2026-04-07").await, all);
    assert_eq!(maturing(&bank, "2026-02-09", "2026-04-06").await, []);
    assert_eq!(maturing(&bank, "2026-04-08", "2026-12-31").await, []);
    let supplier = world.viewer("supplier", 0).await;
    assert_eq!(maturing(&supplier, "2026-04-07", "2026-04-07").await, []);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn late_loans_are_summed_up_by_how_late_they_are(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    world.late_loans().await;
    let bank = world.viewer("bank", 0).await;
    let read = async || world.store.portfolio(&bank, bank.party).await.unwrap().unwrap();
    let by_day = |portfolio: &Portfolio| -> Vec<(u32, u64, String)> {
        let late = portfolio.overdue.iter();
        late.map(|one| (one.from_day, one.loans, one.open.to_string()))
            .collect()
    };
    // Every bucket that the rules tell apart is there, and nothing is recorded yet.
    let nothing = [1, 31, 61, 91].map(|day| (day, 0, "0.00 CNY".to_owned()));
    assert_eq!(by_day(&read().await), nothing);
    world.store.sweep().await.unwrap();

    let portfolio = read().await;
    // 480,000.00 is late by 6 days, and 300,000.00 by 35.
    let [.., third, fourth] = nothing;
    assert_eq!(
        by_day(&portfolio),
        [
            (1, 1, "480,000.00 CNY".to_owned()),
            (31, 1, "300,000.00 CNY".to_owned()),
            third,
            fourth
        ]
    );
    let [exposure] = portfolio.exposures.as_slice() else {
        panic!("{portfolio:?}")
    };
    assert_eq!(exposure.loans, 3);
    assert_eq!(exposure.open.to_string(), "1,000,000.00 CNY");
    assert_eq!(exposure.overdue.to_string(), "780,000.00 CNY");

    let auditor = world.viewer("auditor", 0).await;
    let buyers = world.store.buyer_statistics(&auditor).await.unwrap();
    assert_eq!(buyers[0].overdue_certificates, 3);
    assert_eq!(buyers[0].overdue[0].to_string(), "3,600,000.00 CNY");
    let banks = world.store.bank_statistics(&auditor).await.unwrap();
    assert_eq!(banks[0].open[0].to_string(), "1,000,000.00 CNY");
    assert_eq!(banks[0].overdue[0].to_string(), "780,000.00 CNY");
    world.assert_clean().await;
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_lent_under_a_programme_is_summed_up_for_auditors(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let contract = world.contract("YNYY-ZX-2026-001").await;
    let certificate = world.certificate(&contract, "26112000000012345679").await;
    let lending = world.lending(&certificate, "JB-E2E-0001");
    let mut published = product(&lending.product);
    published["terms"]["programme"] = json!({"tag": "防疫物资保供专项", "subsidy": null});
    world.bank_opens_for(&lending, published, "5000000.00").await;
    world.bank_lends(&lending).await;
    // 79,898.67 of the principal is paid back.
    world.loan_goes_on(&lending).await;

    let auditor = world.viewer("auditor", 0).await;
    let programmes = world.store.programme_statistics(&auditor).await.unwrap();
    let [sum] = programmes.as_slice() else {
        panic!("{programmes:?}")
    };
    assert_eq!(sum.programme, "防疫物资保供专项");
    assert_eq!((sum.loans, sum.borrowers), (1, 1));
    assert_eq!(sum.lent[0].to_string(), "480,000.00 CNY");
    assert_eq!(sum.open[0].to_string(), "400,101.33 CNY");
    let bank = world.viewer("bank", 0).await;
    assert_eq!(world.store.programme_statistics(&bank).await.unwrap(), []);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_statement_is_for_those_whom_the_loan_concerns(#[case] engine: Engine) {
    let (world, lending, _) = told(engine).await;
    let (loan, day) = (lending.loan.parse().unwrap(), "2026-02-11".parse().unwrap());
    for (name, sees) in [
        ("bank", true),
        ("supplier", true),
        ("guarantor", true),
        ("buyer", false),
        ("weaver", false),
    ] {
        let viewer = world.viewer(name, 0).await;
        let statement = world.store.loan_statement(&viewer, loan, day).await.unwrap();
        assert_eq!(statement.is_some(), sees, "{name}");
        if let Some(statement) = statement {
            // 480,000.00 at 3.8 % for two days of 360, and 80,000.00 paid: interest first.
            assert_eq!(statement.account.open.principal.to_string(), "400,101.33 CNY");
        }
    }
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn auditors_see_statistics_and_others_see_none(#[case] engine: Engine) {
    let (world, _, _) = told(engine).await;
    let auditor = world.viewer("auditor", 0).await;
    let buyers = world.store.buyer_statistics(&auditor).await.unwrap();
    assert_eq!(
        (
            buyers[0].claims,
            buyers[0].answered,
            buyers[0].median_days_to_answer
        ),
        (1, 1, Some(0))
    );
    let banks = world.store.bank_statistics(&auditor).await.unwrap();
    assert_eq!((banks[0].asked, banks[0].taken, banks[0].loans), (1, 1, 1));
    assert_eq!(banks[0].lent[0].to_string(), "480,000.00 CNY");
    assert_eq!(world.store.programme_statistics(&auditor).await.unwrap(), []);
    let turnover = world
        .store
        .turnover(&auditor, Millis::EPOCH, world.store.now())
        .await
        .unwrap();
    assert_eq!(turnover, []);
    let bank = world.viewer("bank", 0).await;
    assert_eq!(world.store.buyer_statistics(&bank).await.unwrap(), []);
    assert_eq!(world.store.bank_statistics(&bank).await.unwrap(), []);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_transfer_is_turned_over_at_what_was_outstanding(#[case] engine: Engine) {
    let (world, lending) = ready(engine).await;
    for (from, to) in [("supplier", "weaver"), ("weaver", "supplier")] {
        let offer = serde_json::json!({
            "certificate": lending.certificate, "to": world.company(to).id.subject(),
            "until": world.store.now().as_millis() + 1_000, "recourse": "none",
        });
        world.does(from, "certificate.offer/1", offer, 1).await;
        let acceptance = serde_json::json!({
            "certificate": lending.certificate, "payee": world.company(to).payee(),
        });
        world.does(to, "certificate.accept/1", acceptance, 1).await;
    }
    let auditor = world.viewer("auditor", 0).await;
    let turnover = world
        .store
        .turnover(&auditor, Millis::EPOCH, world.store.now())
        .await
        .unwrap();
    let [sum] = turnover.as_slice() else {
        panic!("{turnover:?}")
    };
    assert_eq!(
        (sum.transfers, sum.amount.to_string()),
        (2, "2,400,000.00 CNY".to_owned())
    );
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_buyer_and_auditors_read_its_disclosure(#[case] engine: Engine) {
    let (world, _) = ready(engine).await;
    let buyer = world.company("buyer").id;
    let auditor = world.viewer("auditor", 0).await;
    let early = world.store.disclosure(&auditor, buyer, 2026).await.unwrap();
    assert_eq!(early, None, "the year is not over");
    world.wait_days(340);
    world.store.sweep().await.unwrap();
    for (name, sees) in [("buyer", true), ("auditor", true), ("supplier", false)] {
        let viewer = world.viewer(name, 0).await;
        let disclosure = world.store.disclosure(&viewer, buyer, 2026).await.unwrap();
        assert_eq!(disclosure.is_some(), sees, "{name}");
        if let Some(disclosure) = disclosure {
            assert_eq!((disclosure.contracts, disclosure.certificates), (1, 1));
            assert_eq!(
                disclosure.amount_overdue_at_year_end[0].to_string(),
                "1,200,000.00 CNY"
            );
        }
    }
}
