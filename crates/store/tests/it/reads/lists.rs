//! Every list shows a party exactly the subjects that concern it: the conditions in SQL say what the rules of `commands` say.

use std::collections::BTreeSet;

use rstest::rstest;
use serde_json::json;
use tallystick_base::{Capacity, Subject};
use tallystick_commands::may_see_part;
use tallystick_store::{
    AmendmentFilter, CancellationFilter, CertificateFilter, ContractFilter, Cursor, Order, Page, Paging,
    PartyFilter, PaymentFilter, ReceivableFilter, Store, Viewer,
};
use tallystick_testbed::{Engine, World, yuan};

use super::story::{CAST, Told, does, everything, in_circulation, told};

/// The kinds of subject that have lists.
const LISTED: [&str; 7] = [
    "party",
    "contract",
    "amendment",
    "receivable",
    "certificate",
    "payment",
    "cancellation",
];

/// Small pages, so that several are needed.
fn next(after: Option<Cursor>) -> Paging {
    Paging { after, limit: 2 }
}

/// One page of the list of a kind, as subjects.
async fn page(
    store: &Store,
    viewer: &Viewer,
    kind: &str,
    order: Order,
    after: Option<Cursor>,
) -> Page<Subject> {
    macro_rules! page {
        ($list:ident($filter:expr)) => {{
            let page = store.$list(viewer, &$filter).await.unwrap();
            Page {
                items: page.items.into_iter().map(|item| item.id.subject()).collect(),
                next: page.next,
            }
        }};
    }
    let page = next(after);
    match kind {
        "party" => page!(parties(PartyFilter {
            page,
            ..PartyFilter::default()
        })),
        "contract" => page!(contracts(ContractFilter {
            page,
            ..ContractFilter::default()
        })),
        "amendment" => page!(amendments(AmendmentFilter {
            page,
            ..AmendmentFilter::default()
        })),
        "receivable" => page!(receivables(ReceivableFilter {
            page,
            order,
            ..ReceivableFilter::default()
        })),
        "certificate" => page!(certificates(CertificateFilter {
            page,
            order,
            ..CertificateFilter::default()
        })),
        "payment" => page!(payments(PaymentFilter {
            page,
            ..PaymentFilter::default()
        })),
        _ => page!(cancellations(CancellationFilter {
            page,
            ..CancellationFilter::default()
        })),
    }
}

/// All pages of the list of a kind.
async fn list(store: &Store, viewer: &Viewer, kind: &str, order: Order) -> Vec<Subject> {
    let mut all = Vec::new();
    let mut after = None;
    loop {
        let page = page(store, viewer, kind, order, after).await;
        all.extend(page.items);
        after = page.next;
        if after.is_none() {
            return all;
        }
    }
}

/// While a certificate is on its way to the carder, and in the end.
#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn each_list_shows_each_party_what_concerns_it(#[case] engine: Engine) {
    let story = in_circulation(engine).await;
    story.offers("supplier", "carder", story.grandchildren[0]).await;
    all_lists_agree(&story).await;
    all_lists_agree(&told(engine).await).await;
}

async fn all_lists_agree(told: &Told) {
    let (case, subjects) = everything(told).await;
    for name in CAST {
        let viewer = told.world.viewer(name, 0).await;
        for (kind, order) in LISTED
            .into_iter()
            .flat_map(|kind| [(kind, Order::Newest), (kind, Order::Due)])
        {
            let concerning = subjects.iter().filter(|subject| subject.kind() == kind);
            let concerning = concerning.filter(|subject| may_see_part(&case, subject, viewer.party));
            let listed = list(&told.world.store, &viewer, kind, order).await;
            let found: BTreeSet<&Subject> = listed.iter().collect();
            assert_eq!(
                found.len(),
                listed.len(),
                "{name}: something is in the list of {kind} twice"
            );
            assert_eq!(found, concerning.collect(), "{name}: {kind}");
        }
    }
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_list_comes_in_its_order_and_as_narrow_as_asked(#[case] engine: Engine) {
    let told = in_circulation(engine).await;
    let (store, viewer) = (&told.world.store, told.world.viewer("supplier", 0).await);
    let newest = list(store, &viewer, "certificate", Order::Newest).await;
    assert!(newest.is_sorted_by(|one, other| one > other), "{newest:?}");

    let free = CertificateFilter {
        stage: Some("free".into()),
        ..CertificateFilter::default()
    };
    let free = store.certificates(&viewer, &free).await.unwrap().items;
    assert!(free.iter().all(|certificate| certificate.stage == "free") && free.len() == 3);
    let below = CertificateFilter {
        parent: Some(told.root),
        ..CertificateFilter::default()
    };
    assert_eq!(store.certificates(&viewer, &below).await.unwrap().items.len(), 3);
    let held = CertificateFilter {
        holder: Some(viewer.party),
        ..CertificateFilter::default()
    };
    let held = store.certificates(&viewer, &held).await.unwrap().items;
    assert!(held.iter().all(|certificate| certificate.holder == viewer.party) && held.len() == 4);
    let later = CertificateFilter {
        due_from: "2026-04-08".parse().ok(),
        ..CertificateFilter::default()
    };
    assert_eq!(store.certificates(&viewer, &later).await.unwrap().items, []);
    let overdue = CertificateFilter {
        overdue: Some(true),
        ..CertificateFilter::default()
    };
    assert_eq!(store.certificates(&viewer, &overdue).await.unwrap().items, []);

    let claimed = ReceivableFilter {
        stage: Some("confirmed".into()),
        ..ReceivableFilter::default()
    };
    let claimed = store.receivables(&viewer, &claimed).await.unwrap().items;
    let [confirmed] = claimed.as_slice() else {
        panic!("{claimed:?}")
    };
    assert_eq!(
        (confirmed.id, confirmed.certificate),
        (told.claimed, Some(told.root))
    );
    assert_eq!(confirmed.confirmed.unwrap().to_string(), "1,100,000.00 CNY");
    assert_eq!(confirmed.amount.to_string(), "1,200,000.00 CNY");
    assert!(confirmed.forwarded);

    let day = confirmed.claimed_on;
    for (buyer, from, until, is_there) in [
        ("buyer", Some(day), Some(day), true),
        ("buyer", day.succ_opt(), None, false),
        ("buyer", None, day.pred_opt(), false),
        ("carder", Some(day), Some(day), false),
    ] {
        let narrow = ReceivableFilter {
            buyer: Some(told.world.company(buyer).id),
            claimed_from: from,
            claimed_until: until,
            ..ReceivableFilter::default()
        };
        let found = store.receivables(&viewer, &narrow).await.unwrap().items;
        let found = found.iter().any(|one| one.id == told.claimed);
        assert_eq!(found, is_there, "{buyer}, {from:?} to {until:?}");
    }
}

/// What people type is compared, never read as a part of the question.
#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_filter_is_a_value_and_nothing_else(#[case] engine: Engine) {
    let told = told(engine).await;
    let (store, auditor) = (&told.world.store, told.world.viewer("auditor", 0).await);
    for text in [
        "' OR '1'='1",
        "accepted'--",
        "%",
        "\\",
        "\"; DROP TABLE contracts; --",
        "accepted\n",
    ] {
        let stage = ContractFilter {
            stage: Some(text.into()),
            ..ContractFilter::default()
        };
        assert_eq!(
            store.contracts(&auditor, &stage).await.unwrap().items,
            [],
            "{text}"
        );
        let number = ContractFilter {
            number: Some(text.into()),
            ..ContractFilter::default()
        };
        assert_eq!(
            store.contracts(&auditor, &number).await.unwrap().items,
            [],
            "{text}"
        );
        let code = PartyFilter {
            code: Some(text.into()),
            ..PartyFilter::default()
        };
        assert_eq!(store.parties(&auditor, &code).await.unwrap().items, [], "{text}");
    }
    assert_eq!(
        store
            .contracts(&auditor, &ContractFilter::default())
            .await
            .unwrap()
            .items
            .len(),
        2
    );
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn the_operator_and_auditors_see_all_parties_and_their_houses(#[case] engine: Engine) {
    let told = told(engine).await;
    let store = &told.world.store;
    let carder = told.world.company("carder").id;
    for (name, sees) in [
        ("operator", true),
        ("auditor", true),
        ("carder", true),
        ("supplier", false),
    ] {
        let viewer = told.world.viewer(name, 0).await;
        let members = store.members(&viewer, carder).await.unwrap();
        let keys = store.party_keys(&viewer, carder).await.unwrap();
        assert_eq!(
            (members.len(), keys.len()),
            if sees { (2, 2) } else { (0, 0) },
            "{name}"
        );
        assert_eq!(
            keys.iter().filter(|key| key.suspect_from == Some(3)).count(),
            usize::from(sees),
            "{name}"
        );
    }
    let operator = told.world.viewer("operator", 0).await;
    let suppliers = PartyFilter {
        capacity: Some(Capacity::Supplier),
        ..PartyFilter::default()
    };
    let suppliers = store.parties(&operator, &suppliers).await.unwrap().items;
    assert_eq!(suppliers.len(), 4);
    let carder = suppliers.iter().find(|party| party.id == carder).unwrap();
    assert_eq!(
        (carder.name.as_deref(), carder.size.as_deref(), carder.members),
        (Some("carder"), Some("small"), 2)
    );
    // What is typed is a text, whatever the database makes of its characters.
    for (typed, many) in [("arde", 1), ("ARDE", 1), ("%", 0), ("carde_", 0)] {
        let named = PartyFilter {
            name: Some(typed.to_owned()),
            ..PartyFilter::default()
        };
        let named = store.parties(&operator, &named).await.unwrap().items;
        assert_eq!(named.len(), many, "{typed}");
        assert!(named.iter().all(|party| party.id == carder.id));
    }
    let own = PartyFilter {
        capacity: Some(Capacity::Operator),
        ..PartyFilter::default()
    };
    let own = store.parties(&operator, &own).await.unwrap().items;
    assert_eq!(
        own[0].name.as_deref(),
        Some(told.world.company("operator").name),
        "it has no file, but a name"
    );
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_list_that_grows_between_pages_repeats_nothing(#[case] engine: Engine) {
    let told = told(engine).await;
    let (store, viewer) = (&told.world.store, told.world.viewer("buyer", 0).await);
    let first = page(store, &viewer, "contract", Order::Newest, None).await;
    assert_eq!((first.items.len(), first.next), (2, None));
    let third = told.world.contract("YNYY-HC-2026-018").await;
    let first = page(store, &viewer, "contract", Order::Newest, None).await;
    let closing = serde_json::json!({"contract": third});
    does(&told.world, "buyer", "contract.close/1", closing, 1).await;
    told.world.wait(1);
    told.world.contract("YNYY-HC-2026-019").await;
    let second = page(store, &viewer, "contract", Order::Newest, first.next).await;
    assert!(
        second
            .items
            .iter()
            .all(|contract| !first.items.contains(contract))
    );
}

/// What was paid after its day keeps the mark that it was late, and is overdue no longer.
#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn what_was_paid_late_is_not_overdue(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let contract = world.contract("YNYY-HC-2026-017").await;
    let paid = world.certificate(&contract, "26112000000012345601").await;
    let unpaid = world.certificate(&contract, "26112000000012345602").await;
    world.wait_days(70);
    world.store.sweep().await.unwrap();
    let (payment, today) = (
        world.new_id("payment"),
        world.store.today().await.unwrap().to_string(),
    );
    let report = json!({
        "payment": payment, "certificate": paid, "amount": yuan("1200000.00"),
        "paid_on": today, "account": world.company("supplier").payee(),
        "reference": "YNYY-FK-0001",
    });
    world.does("buyer", "payment.report/1", report, 1).await;
    let received = json!({"payment": payment});
    world.does("supplier", "payment.acknowledge/1", received, 1).await;
    for party in ["supplier", "buyer", "auditor"] {
        let viewer = world.viewer(party, 0).await;
        for order in [Order::Newest, Order::Due] {
            for (overdue, expected) in [(true, &unpaid), (false, &paid)] {
                let filter = CertificateFilter {
                    overdue: Some(overdue),
                    order,
                    ..CertificateFilter::default()
                };
                let found = world.store.certificates(&viewer, &filter).await.unwrap().items;
                let found: Vec<String> = found.iter().map(|one| one.id.to_string()).collect();
                assert_eq!(found, [expected.as_str()], "{party}: overdue={overdue}");
            }
        }
    }
}
