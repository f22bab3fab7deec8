//! Every list shows every party exactly what concerns it, at every stage of a loan.

use std::collections::BTreeSet;

use rstest::rstest;
use serde_json::json;
use tallystick_base::{ReceivableId, Subject};
use tallystick_commands::{Case, may_see_part};
use tallystick_store::{
    BankEntryFilter, CertificateFilter, ContractFilter, CreditLineFilter, Cursor, EndorsementFilter,
    FilingFilter, GuaranteeFilter, ListedBankEntry, LoanFilter, NoticeFilter, Order, Page, Paging,
    PoolFilter, ProductFilter, ReceivableFilter, RequestFilter, ReviewFilter, SaleFilter, Store, Viewer,
};
use tallystick_testbed::{Engine, World, yuan};

use super::{lent, ready, told};

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

/// What people call by a number, a name or a sum.
const CALLED: [&str; 17] = [
    "contract",
    "amendment",
    "receivable",
    "certificate",
    "cancellation",
    "payment",
    "product",
    "financing-request",
    "review",
    "credit-line",
    "guarantee",
    "loan",
    "bank-entry",
    "filing",
    "notice",
    "pool",
    "sale",
];

const LISTED: [&str; 15] = [
    "contract",
    "receivable",
    "certificate",
    "product",
    "financing-request",
    "review",
    "guarantee",
    "credit-line",
    "loan",
    "bank-entry",
    "filing",
    "notice",
    "pool",
    "sale",
    "endorsement",
];

/// One page of the list of a kind, as subjects.
async fn page(store: &Store, viewer: &Viewer, kind: &str, after: Option<Cursor>) -> Page<Subject> {
    macro_rules! page {
        ($list:ident, $filter:ident, |$item:ident| $subject:expr) => {{
            let page = Paging { after, limit: 2 };
            let filter = $filter {
                page,
                ..$filter::default()
            };
            let page = store.$list(viewer, &filter).await.unwrap();
            Page {
                items: page.items.into_iter().map(|$item| $subject).collect(),
                next: page.next,
            }
        }};
    }
    match kind {
        "contract" => page!(contracts, ContractFilter, |item| item.id.subject()),
        "receivable" => page!(receivables, ReceivableFilter, |item| item.id.subject()),
        "certificate" => page!(certificates, CertificateFilter, |item| item.id.subject()),
        "product" => page!(products, ProductFilter, |item| item.id.subject()),
        "financing-request" => page!(requests, RequestFilter, |item| item.id.subject()),
        "review" => page!(reviews, ReviewFilter, |item| item.id.subject()),
        "guarantee" => page!(guarantees, GuaranteeFilter, |item| item.id.subject()),
        "credit-line" => page!(credit_lines, CreditLineFilter, |item| item.id.subject()),
        "loan" => page!(loans, LoanFilter, |item| item.id.subject()),
        "bank-entry" => page!(bank_entries, BankEntryFilter, |item| item.id),
        "filing" => page!(filings, FilingFilter, |item| item.id.subject()),
        "notice" => page!(notices, NoticeFilter, |item| item.id.subject()),
        "pool" => page!(pools, PoolFilter, |item| item.id.subject()),
        "sale" => page!(sales, SaleFilter, |item| item.id.subject()),
        _ => page!(endorsements, EndorsementFilter, |item| item
            .id
            .subject()
            .namesake("endorsement")),
    }
}

async fn list(store: &Store, viewer: &Viewer, kind: &str) -> Vec<Subject> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let page = page(store, viewer, kind, after).await;
        all.extend(page.items);
        after = page.next;
        if after.is_none() {
            return all;
        }
    }
}

/// Every subject that was moved, in the states as they are now.
async fn everything(world: &World) -> (Case, BTreeSet<Subject>) {
    let (store, auditor) = (&world.store, world.viewer("auditor", 0).await);
    let entries = store.entries(&auditor, None, 200).await.unwrap();
    let moved = entries.iter().flat_map(|entry| &entry.moved);
    let subjects: BTreeSet<Subject> = moved.map(|moved| moved.subject.clone()).collect();
    let mut case = Case::default();
    for subject in &subjects {
        let seen = store.subject(&auditor, subject).await.unwrap().unwrap();
        seen.state.put(subject, &mut case).unwrap();
    }
    (case, subjects)
}

/// What each list shows, and what each subject alone shows, is what the rules say; and how many kinds each party finds.
async fn all_agree(world: &World) -> Vec<(&'static str, Vec<&'static str>)> {
    let (case, subjects) = everything(world).await;
    let mut found = Vec::new();
    for name in CAST {
        let viewer = world.viewer(name, 0).await;
        let mut kinds = Vec::new();
        for kind in LISTED {
            let of_kind = subjects.iter().filter(|subject| subject.kind() == kind);
            let concerning: BTreeSet<&Subject> = of_kind
                .filter(|subject| may_see_part(&case, subject, viewer.party))
                .collect();
            let listed = list(&world.store, &viewer, kind).await;
            // Lines of statements come by their days.
            assert!(
                kind == "bank-entry" || listed.is_sorted_by(|one, other| one > other),
                "{name}: {kind} is not in order"
            );
            assert_eq!(
                listed.iter().collect::<BTreeSet<_>>(),
                concerning,
                "{name}: {kind}"
            );
            if !listed.is_empty() {
                kinds.push(kind);
            }
        }
        invoices_agree(world, &viewer, name, (&case, &subjects)).await;
        names_agree(world, &viewer, name, (&case, &subjects)).await;
        for subject in &subjects {
            let seen = world.store.subject(&viewer, subject).await.unwrap();
            let may = may_see_part(&case, subject, viewer.party);
            assert_eq!(seen.is_some(), may, "{name}: {subject}");
        }
        found.push((name, kinds));
    }
    found
}

/// By its invoice a claim is known to those whom it concerns, and to nobody else.
async fn invoices_agree(
    world: &World,
    viewer: &Viewer,
    name: &str,
    (case, subjects): (&Case, &BTreeSet<Subject>),
) {
    let claims = subjects
        .iter()
        .filter_map(|subject| ReceivableId::try_from(subject).ok());
    let may = |claim: &ReceivableId| may_see_part(case, &claim.subject(), viewer.party);
    let concerning: BTreeSet<ReceivableId> = claims.clone().filter(may).collect();
    let known = world.store.invoices_in_short(viewer, claims).await.unwrap();
    assert!(known.values().all(|short| !short.number.is_empty()), "{known:?}");
    assert_eq!(known.into_keys().collect::<BTreeSet<_>>(), concerning, "{name}");
}

/// By its number or name a thing is known to those whom it concerns, and to nobody else.
async fn names_agree(
    world: &World,
    viewer: &Viewer,
    name: &str,
    (case, subjects): (&Case, &BTreeSet<Subject>),
) {
    let concerning: BTreeSet<Subject> = subjects
        .iter()
        .filter(|subject| CALLED.contains(&subject.kind()))
        .filter(|subject| may_see_part(case, subject, viewer.party))
        .cloned()
        .collect();
    let known = world.store.called(viewer, subjects.clone()).await.unwrap();
    assert!(known.values().all(|called| !called.is_empty()), "{known:?}");
    assert_eq!(known.into_keys().collect::<BTreeSet<_>>(), concerning, "{name}");
}

fn of<'k>(found: &'k [(&'static str, Vec<&'static str>)], name: &str) -> &'k [&'static str] {
    let party = found.iter().find(|(party, _)| *party == name);
    party.map(|(_, kinds)| kinds.as_slice()).unwrap_or_default()
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_request_shows_its_banks_and_guarantors_what_it_rests_on_and_nobody_else(#[case] engine: Engine) {
    let (world, lending) = ready(engine).await;
    let before = all_agree(&world).await;
    assert_eq!(of(&before, "bank"), ["product", "credit-line"]);
    world.supplier_borrows(&lending).await;
    let asked = all_agree(&world).await;
    let rests_on = [
        "contract",
        "receivable",
        "certificate",
        "product",
        "financing-request",
    ];
    assert_eq!(of(&asked, "bank")[..5], rests_on);
    assert_eq!(of(&asked, "guarantor")[..5], rests_on);
    assert_eq!(of(&asked, "weaver"), ["product"]);
    // Withdrawn, it shows them nothing of the trade any more.
    let withdrawal = json!({"request": lending.request});
    world.does("supplier", "request.withdraw/1", withdrawal, 1).await;
    let after = all_agree(&world).await;
    assert!(!of(&after, "bank").contains(&"receivable") && !of(&after, "guarantor").contains(&"contract"));
}

/// Whoever borrows on a certificate that was passed on to it has no part in the trade that it came from.
#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_holder_that_borrows_sees_no_more_of_the_trade_than_before(#[case] engine: Engine) {
    let (world, lending) = ready(engine).await;
    let offer = json!({
        "certificate": lending.certificate, "to": world.company("weaver").id.subject(),
        "until": world.store.now().as_millis() + 1_000, "recourse": "none",
    });
    world.does("supplier", "certificate.offer/1", offer, 1).await;
    let payee = world.company("weaver").payee();
    let acceptance = json!({"certificate": lending.certificate, "payee": payee});
    world.does("weaver", "certificate.accept/1", acceptance, 1).await;
    let mut request = world.request(&lending);
    request["pay_to"] = payee;
    world.does("weaver", "request.submit/1", request, 1).await;
    all_agree(&world).await;
    let weaver = world.viewer("weaver", 0).await;
    let entries = world.store.entries(&weaver, None, 200).await.unwrap();
    for entry in entries {
        let of_trade = ["contract.", "receivable."]
            .iter()
            .any(|kind| entry.kind.starts_with(kind));
        assert!(!of_trade || entry.body.is_none(), "the body of {}", entry.kind);
        for moved in entry.moved {
            let of_trade = ["contract", "receivable", "evidence"].contains(&moved.subject.kind());
            assert!(!of_trade || moved.part.is_none(), "the part of {}", moved.subject);
        }
    }
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn each_list_shows_each_party_what_concerns_it(#[case] engine: Engine) {
    let (world, _, beside) = told(engine).await;
    let offered = all_agree(&world).await;
    assert_eq!(of(&offered, "manager"), ["product", "pool", "sale"]);
    let sale = json!({"sale": beside.sale});
    world.does("manager", "sale.accept/1", sale, 2).await;
    let sold = all_agree(&world).await;
    assert_eq!(of(&sold, "manager"), ["product", "loan", "pool", "sale"]);
    assert!(of(&sold, "bank").contains(&"pool"), "it sold to it");
    assert_eq!(
        of(&sold, "auditor"),
        LISTED
            .iter()
            .copied()
            .filter(|kind| *kind != "endorsement")
            .collect::<Vec<_>>()
    );
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_promise_is_seen_by_the_bank_the_debtor_and_the_holder(#[case] engine: Engine) {
    let (world, lending) = ready(engine).await;
    let endorsement = json!({"certificate": lending.certificate});
    world.does("bank", "certificate.endorse/1", endorsement, 2).await;
    let found = all_agree(&world).await;
    for (name, kinds) in &found {
        let sees = ["bank", "buyer", "supplier", "auditor"].contains(name);
        assert_eq!(kinds.contains(&"endorsement"), sees, "{name}");
    }
    let viewer = world.viewer("bank", 0).await;
    let page = world
        .store
        .credit_lines(&viewer, &CreditLineFilter::default())
        .await
        .unwrap();
    assert_eq!(page.items[0].reserved.to_string(), "1,200,000.00 CNY");
    assert_eq!(page.items[0].left.to_string(), "3,800,000.00 CNY");
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_as_narrow_as_asked(#[case] engine: Engine) {
    let (world, lending) = lent(engine).await;
    let bank = world.viewer("bank", 0).await;
    let count = async |filter: LoanFilter| world.store.loans(&bank, &filter).await.unwrap().items.len();
    let none = LoanFilter::default();
    assert_eq!(count(none.clone()).await, 1);
    for (stage, many) in [("active", 1), ("closed", 0), ("' OR '1'='1", 0)] {
        let stage = Some(stage.to_owned());
        assert_eq!(
            count(LoanFilter {
                stage,
                ..none.clone()
            })
            .await,
            many
        );
    }
    let late = LoanFilter {
        overdue: Some(true),
        ..none.clone()
    };
    assert_eq!(count(late).await, 0);
    let clean = LoanFilter {
        conflicting: Some(false),
        ..none.clone()
    };
    assert_eq!(count(clean).await, 1);
    let april = LoanFilter {
        matures_from: "2026-04-07".parse().ok(),
        matures_until: "2026-04-07".parse().ok(),
        ..none
    };
    assert_eq!(count(april).await, 1);
    let loans = world.store.loans(&bank, &LoanFilter::default()).await.unwrap();
    let loan = &loans.items[0];
    assert_eq!(loan.id.subject().as_str(), lending.loan);
    assert_eq!(
        (
            loan.principal.to_string(),
            loan.lent.to_string(),
            loan.open_principal.to_string()
        ),
        (
            yuan_text("480,000.00"),
            yuan_text("480,000.00"),
            yuan_text("480,000.00")
        )
    );
    assert_eq!(yuan("1.00")["currency"], "CNY");
}

/// Page by page, to each who has them in another role.
#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn loans_come_newest_first_or_what_is_paid_back_first(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    world.late_loans().await;
    for name in ["bank", "supplier", "auditor"] {
        let viewer = world.viewer(name, 0).await;
        let list = async |order: Order| {
            let mut all = Vec::new();
            let mut page = Paging {
                after: None,
                limit: 2,
            };
            loop {
                let filter = LoanFilter {
                    order,
                    page: page.clone(),
                    ..LoanFilter::default()
                };
                let found = world.store.loans(&viewer, &filter).await.unwrap();
                all.extend(found.items);
                let Some(next) = found.next else {
                    return all;
                };
                page.after = Some(next);
            }
        };
        let newest = list(Order::Newest).await;
        assert!(newest.is_sorted_by(|one, other| one.id > other.id), "{name}");
        let due: Vec<String> = list(Order::Due)
            .await
            .iter()
            .map(|loan| loan.matures_on.to_string())
            .collect();
        assert_eq!(due, ["2026-03-09", "2026-04-07", "2026-05-20"], "{name}");
        assert_eq!(newest.len(), due.len(), "{name}");
    }
}

/// Page by page, and within one day in one order, whoever looks.
#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn lines_of_statements_come_by_the_day_of_booking_the_latest_first(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let days = [
        "2026-02-06",
        "2026-02-09",
        "2026-01-30",
        "2026-02-06",
        "2026-02-06",
    ];
    for (place, day) in days.into_iter().enumerate() {
        let line = world.incoming("12.00", day, &format!("JB-LS-{place}"));
        world
            .does("bank", "bank-entry.record/1", json!({"line": line}), 1)
            .await;
    }
    for name in ["bank", "auditor"] {
        let viewer = world.viewer(name, 0).await;
        let (mut all, mut after) = (Vec::new(), None);
        loop {
            let filter = BankEntryFilter {
                stage: Some("unmatched".to_owned()),
                page: Paging { after, limit: 2 },
                ..BankEntryFilter::default()
            };
            let found = world.store.bank_entries(&viewer, &filter).await.unwrap();
            all.extend(found.items);
            after = found.next;
            if after.is_none() {
                break;
            }
        }
        let booked: Vec<String> = all.iter().map(|line| line.booked_on.to_string()).collect();
        assert_eq!(
            booked,
            [
                "2026-02-09",
                "2026-02-06",
                "2026-02-06",
                "2026-02-06",
                "2026-01-30"
            ],
            "{name}"
        );
        let key = |line: &ListedBankEntry| (line.booked_on, line.id.clone());
        assert!(
            all.is_sorted_by(|one, other| key(one) > key(other)),
            "{name}: {all:?}"
        );
    }
}

fn yuan_text(amount: &str) -> String {
    format!("{amount} CNY")
}
