//! What waits for a buyer and for a confirmation centre, what a buyer has to pay, and its record.

use chrono::{Days, NaiveDate};
use rstest::rstest;
use serde_json::json;
use tallystick_base::{Currency, Money, ReceivableId};
use tallystick_store::{Among, CentreRecord, Desk, Paging};
use tallystick_testbed::{Engine, World, yuan};

/// Three claims of 1,200,000.00 on three days: the first through the centre, the last confirmed.
async fn told(engine: Engine) -> (World, [String; 3]) {
    let world = World::with_everybody(engine).await;
    let contract = world.contract("YNYY-HC-2026-017").await;
    let receivables = ["receivable", "receivable", "receivable"].map(|kind| world.new_id(kind));
    for (place, receivable) in receivables.iter().enumerate() {
        let mut claim = world.claim(&contract, receivable, &format!("2611200000001234567{place}"));
        if place == 0 {
            claim["centre"] = json!(world.company("centre").id.subject());
        }
        world.does("supplier", "receivable.claim/1", claim, 1).await;
        world.wait_days(1);
    }
    let confirmation = world.confirmation(&receivables[2], &world.new_id("certificate"));
    world.does("buyer", "receivable.confirm/1", confirmation, 2).await;
    (world, receivables)
}

fn one(after: Option<tallystick_store::Cursor>) -> Paging {
    Paging { after, limit: 1 }
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn claims_wait_by_their_last_day_until_somebody_acts(#[case] engine: Engine) {
    let (world, receivables) = told(engine).await;
    let buyer = world.viewer("buyer", 0).await;
    let first = world
        .store
        .receivables_waiting(&buyer, Desk::Buyer, &one(None))
        .await
        .unwrap();
    assert_eq!(first.items[0].id.subject().to_string(), receivables[0]);
    let second = one(first.next);
    let second = world
        .store
        .receivables_waiting(&buyer, Desk::Buyer, &second)
        .await
        .unwrap();
    assert_eq!(second.items[0].id.subject().to_string(), receivables[1]);
    assert_eq!(second.next, None);
    let by = first.items[0].answer_by.unwrap();
    let sums = world
        .store
        .sums_waiting(&buyer, Desk::Buyer, Among::All, by)
        .await
        .unwrap();
    let [sum] = sums.as_slice() else {
        panic!("one currency")
    };
    assert_eq!(
        (sum.many, sum.amount.to_string()),
        (2, "2,400,000.00 CNY".to_owned())
    );
    assert!(sum.soon >= 1);
    some_of_what_waits_is_summed_up(&world, &receivables).await;
    what_is_disputed_is_summed_up_apart(&world, &receivables[1]).await;

    let centre = world.viewer("centre", 0).await;
    let first = Paging::default();
    let queue = || world.store.receivables_waiting(&centre, Desk::Centre, &first);
    assert_eq!(queue().await.unwrap().items.len(), 1);
    let passed = || world.store.receivables_waiting(&centre, Desk::Passed, &first);
    assert_eq!(passed().await.unwrap().items, []);
    let forward = json!({"receivable": receivables[0], "findings": []});
    world.does("centre", "receivable.forward/1", forward, 1).await;
    assert_eq!(queue().await.unwrap().items, []);
    let waits = passed().await.unwrap().items;
    assert_eq!(waits[0].id.subject().to_string(), receivables[0]);
    assert_eq!(waits.len(), 1);

    the_centre_is_told_of_its_work(&world, &receivables[0]).await;

    let supplier = world.viewer("supplier", 0).await;
    let none = world
        .store
        .receivables_waiting(&supplier, Desk::Buyer, &Paging::default())
        .await
        .unwrap();
    assert_eq!(none.items, []);
}

/// Two of the three claims wait.
async fn some_of_what_waits_is_summed_up(world: &World, receivables: &[String; 3]) {
    let buyer = world.viewer("buyer", 0).await;
    let [first, second, answered] = receivables
        .each_ref()
        .map(|subject| subject.parse::<ReceivableId>().unwrap());
    let day: NaiveDate = "2026-12-31".parse().unwrap();
    for (among, many) in [
        (Among::All, Some(2)),
        (Among::Only(&[]), None),
        (Among::Only(&[answered]), None),
        (Among::Only(&[second, answered]), Some(1)),
        (Among::Without(&[]), Some(2)),
        (Among::Without(&[answered]), Some(2)),
        (Among::Without(&[first]), Some(1)),
        (Among::Without(&[first, second]), None),
    ] {
        let sums = world
            .store
            .sums_waiting(&buyer, Desk::Buyer, among, day)
            .await
            .unwrap();
        let counted = sums.first().map(|sum| sum.many);
        assert_eq!(counted, many, "{among:?}");
    }
}

/// One of the two that wait is disputed.
async fn what_is_disputed_is_summed_up_apart(world: &World, disputed: &str) {
    let dispute = json!({"receivable": disputed, "reasons": [{"code": "QUA", "note": null}]});
    world.does("buyer", "receivable.dispute/1", dispute, 1).await;
    let buyer = world.viewer("buyer", 0).await;
    let id: ReceivableId = disputed.parse().unwrap();
    let day: NaiveDate = "2026-12-31".parse().unwrap();
    for (desk, among, many) in [
        (Desk::Buyer, Among::All, Some(1)),
        (Desk::Disputed, Among::All, Some(1)),
        (Desk::Disputed, Among::Only(&[id]), Some(1)),
        (Desk::Disputed, Among::Without(&[id]), None),
    ] {
        let sums = world.store.sums_waiting(&buyer, desk, among, day).await.unwrap();
        let counted = sums.first().map(|sum| sum.many);
        assert_eq!(counted, many, "{desk:?} {among:?}");
    }
}

/// The second claim did not ask for the centre, and neither did the third.
async fn the_centre_is_told_of_its_work(world: &World, receivable: &str) {
    let centre = world.viewer("centre", 0).await;
    let day: NaiveDate = "2026-02-09".parse().unwrap();
    let record = |since| world.store.centre_record(&centre, since);
    let unanswered = CentreRecord {
        claims: 1,
        forwarded: 1,
        ..CentreRecord::default()
    };
    assert_eq!(record(day).await.unwrap(), unanswered);
    let confirmation = world.confirmation(receivable, &world.new_id("certificate"));
    world.does("buyer", "receivable.confirm/1", confirmation, 2).await;
    let answered = CentreRecord {
        answered: 1,
        median_days: Some(3),
        ..unanswered
    };
    assert_eq!(record(day).await.unwrap(), answered);
    let later = day.succ_opt().unwrap();
    assert_eq!(record(later).await.unwrap(), CentreRecord::default());

    let supplier = world.viewer("supplier", 0).await;
    let none = world.store.centre_record(&supplier, day).await.unwrap();
    assert_eq!(none, CentreRecord::default());
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_owed_is_told_with_the_account_to_the_debtor_alone(#[case] engine: Engine) {
    let (world, _) = told(engine).await;
    let buyer = world.viewer("buyer", 0).await;
    let due: NaiveDate = "2026-04-07".parse().unwrap();
    let to_pay = |until| {
        world.store.certificates_to_pay(
            &buyer,
            until,
            &const {
                Paging {
                    after: None,
                    limit: 50,
                }
            },
        )
    };
    let all = to_pay(None).await.unwrap().items;
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].payee.account.as_str(), "11050199360000001024");
    assert_eq!(
        to_pay(due.checked_sub_days(Days::new(1))).await.unwrap().items,
        []
    );
    let sums = world
        .store
        .sums_to_pay(&buyer, Some(due), Some(due))
        .await
        .unwrap();
    let [sum] = sums.as_slice() else {
        panic!("one currency")
    };
    assert_eq!(
        (sum.many, sum.outstanding.to_string()),
        (1, "1,200,000.00 CNY".to_owned())
    );
    let days = world.store.days_to_pay(&buyer, due, due).await.unwrap();
    let [day] = days.as_slice() else { panic!("one day") };
    assert_eq!((day.day, &day.sum), (due, sum));
    let supplier = world.viewer("supplier", 0).await;
    assert_eq!(world.store.days_to_pay(&supplier, due, due).await.unwrap(), []);
    let none = world
        .store
        .certificates_to_pay(&supplier, None, &Paging::default())
        .await
        .unwrap();
    assert_eq!(none.items, []);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_buyer_s_record_is_read_by_itself_and_by_auditors(#[case] engine: Engine) {
    let (world, _) = told(engine).await;
    let (store, buyer) = (&world.store, world.company("buyer").id);
    for name in ["buyer", "auditor"] {
        let viewer = world.viewer(name, 0).await;
        let record = store.buyer_record(&viewer, buyer).await.unwrap().unwrap();
        assert_eq!(
            (record.claims, record.answered, record.lapsed),
            (3, 1, 0),
            "{name}"
        );
        assert_eq!((record.median_days, record.months.len()), (Some(1), 1));
    }
    let supplier = world.viewer("supplier", 0).await;
    assert_eq!(store.buyer_record(&supplier, buyer).await.unwrap(), None);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_left_of_a_claim_is_none_in_any_record(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let contract = world.contract("YNYY-HC-2026-017").await;
    let (receivable, rest) = (world.new_id("receivable"), world.new_id("receivable"));
    let mut claim = world.claim(&contract, &receivable, "26112000000012345679");
    claim["centre"] = json!(world.company("centre").id.subject());
    world.does("supplier", "receivable.claim/1", claim, 1).await;
    world.wait_days(3);
    let mut confirmation = world.confirmation(&receivable, &world.new_id("certificate"));
    confirmation["amount"] = yuan("900000.00");
    confirmation["deductions"] = json!([{"reason": {"code": "QUA"}, "amount": yuan("300000.00")}]);
    confirmation["rest"] = json!(rest);
    world.does("buyer", "receivable.confirm/1", confirmation, 2).await;
    every_record_has_one_claim(&world).await;
    assert_eq!(confirmed(&world).await, (1, "900,000.00 CNY".to_owned()));
    claimed_once(&world).await;

    world.wait_days(2);
    let mut confirmation = world.confirmation(&rest, &world.new_id("certificate"));
    confirmation["amount"] = yuan("300000.00");
    world.does("buyer", "receivable.confirm/1", confirmation, 2).await;
    every_record_has_one_claim(&world).await;
    assert_eq!(confirmed(&world).await, (2, "1,200,000.00 CNY".to_owned()));
    claimed_once(&world).await;
}

/// The buyer's, the centre's and the auditor's tell of one claim, answered within three days.
async fn every_record_has_one_claim(world: &World) {
    let (store, buyer) = (&world.store, world.viewer("buyer", 0).await);
    let record = store.buyer_record(&buyer, buyer.party).await.unwrap().unwrap();
    assert_eq!((record.claims, record.answered, record.lapsed), (1, 1, 0));
    assert_eq!((record.median_days, record.most_days), (Some(3), Some(3)));
    let months: Vec<_> = record.months.iter().map(|month| month.answered).collect();
    assert_eq!(months, [1]);
    let centre = world.viewer("centre", 0).await;
    let day = "2026-02-09".parse().unwrap();
    let answered = CentreRecord {
        claims: 1,
        forwarded: 0,
        answered: 1,
        median_days: Some(3),
    };
    assert_eq!(store.centre_record(&centre, day).await.unwrap(), answered);
    let auditor = world.viewer("auditor", 0).await;
    let buyers = store.buyer_statistics(&auditor).await.unwrap();
    let [statistics] = buyers.as_slice() else {
        panic!("one buyer")
    };
    assert_eq!((statistics.claims, statistics.answered), (1, 1));
    assert_eq!(statistics.median_days_to_answer, Some(3));
}

/// The claim was over 1,200,000.00, whatever of it is left and where.
async fn claimed_once(world: &World) {
    let buyer = world.viewer("buyer", 0).await;
    let record = world.store.buyer_record(&buyer, buyer.party).await;
    let stages = record.unwrap().unwrap().stages;
    let claimed = stages.iter().flat_map(|sum| sum.claimed.iter().copied());
    let sum = Money::sum(Currency::CNY, claimed).unwrap();
    assert_eq!(sum.to_string(), "1,200,000.00 CNY");
}

/// How many receivables the buyer has confirmed, and over how much: what was left counts among these.
async fn confirmed(world: &World) -> (u64, String) {
    let buyer = world.viewer("buyer", 0).await;
    let record = world.store.buyer_record(&buyer, buyer.party).await;
    let stages = record.unwrap().unwrap().stages;
    let confirmed = stages.iter().find(|sum| sum.stage == "confirmed").unwrap();
    (confirmed.many, confirmed.confirmed.first().unwrap().to_string())
}
