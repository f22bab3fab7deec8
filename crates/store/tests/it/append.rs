//! The one way in.

use rstest::rstest;
use serde_json::json;
use tallystick_ledger::Statement;
use tallystick_store::{Answer, Refused, Store, Submission};
use tallystick_testbed::{Engine, World, service_keys};

fn code<T>(result: Result<T, Refused>) -> &'static str {
    result.err().map_or("accepted", |refused| refused.code())
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_proves_what_was_appended(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let contract = world.contract("YNYY-HC-2026-017").await;
    let claim = world.claim(&contract, &world.new_id("receivable"), "26112000000012345678");
    let submission = world
        .signed("supplier", "receivable.claim/1", claim, 1)
        .await
        .unwrap();
    let id = submission.statement.id().unwrap();
    let Answer::Appended { receipt, known } = world.store.submit(submission.clone()).await.unwrap() else {
        panic!("one signature suffices");
    };
    assert!(!known);
    receipt.verify(&id, &world.store.vkeys()).unwrap();

    // The same statement again gives the same receipt, and no second entry.
    let again = world.store.submit(submission).await.unwrap();
    let Answer::Appended {
        receipt: second,
        known,
    } = again
    else {
        panic!("it is known");
    };
    assert!(known);
    assert_eq!(second, receipt);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_needs_two_members_of_the_buyer(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let contract = world.contract("YNYY-HC-2026-017").await;
    let receivable = world.new_id("receivable");
    let claim = world.claim(&contract, &receivable, "26112000000012345678");
    world
        .act("supplier", "receivable.claim/1", claim, 1)
        .await
        .unwrap();
    let certificate = world.new_id("certificate");
    let confirmation = world.confirmation(&receivable, &certificate);
    let both = world
        .signed("buyer", "receivable.confirm/1", confirmation, 2)
        .await
        .unwrap();

    // The maker alone: it waits.
    let [maker, checker] = both.statement.signatures() else {
        panic!("two signed");
    };
    let one = Statement::parse(both.statement.payload(), vec![maker.clone()]).unwrap();
    let alone = Submission {
        statement: one,
        body: both.body.clone(),
    };
    let Answer::Waiting(proposal) = world.store.submit(alone.clone()).await.unwrap() else {
        panic!("a confirmation by one person alone");
    };
    assert_eq!((proposal.signatures.len(), proposal.needed), (1, 2));
    // Again: it still waits, with one signature.
    let Answer::Waiting(proposal) = world.store.submit(alone).await.unwrap() else {
        panic!("a confirmation by one person alone");
    };
    assert_eq!(proposal.signatures.len(), 1);
    // The checker: it is appended.
    let viewer = world.viewer("buyer", 1).await;
    let answer = world
        .store
        .sign_proposal(&viewer, &proposal.id, checker.clone())
        .await
        .unwrap();
    assert!(matches!(answer, Answer::Appended { known: false, .. }));
    let shown = world
        .store
        .proposal(&viewer, &proposal.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(shown.stage.name(), "appended");
    assert_eq!(
        shown.signatures.len(),
        1,
        "the last signature is in the ledger, not on the list"
    );
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_store_opened_again_goes_on_where_it_was(#[case] engine: Engine) {
    let mut world = World::with_everybody(engine).await;
    let before = world.store.checkpoint().await.unwrap();
    world.store.clone().close().await;
    let store = Store::open(&world.settings(), service_keys(), world.ambient())
        .await
        .unwrap();
    assert_eq!(store.checkpoint().await.unwrap(), before);
    world.store = store;
    world.contract("YNYY-HC-2026-018").await;
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn the_same_invoice_backs_one_live_claim(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let contract = world.contract("YNYY-HC-2026-017").await;
    let claim = |world: &World| world.claim(&contract, &world.new_id("receivable"), "26112000000012345678");
    let first = world
        .signed("supplier", "receivable.claim/1", claim(&world), 1)
        .await
        .unwrap();
    let second = world
        .signed("supplier", "receivable.claim/1", claim(&world), 1)
        .await
        .unwrap();
    let mut answers = world.store.submit_all(vec![first, second]).await.into_iter();
    assert_eq!(code(answers.next().unwrap()), "accepted");
    assert_eq!(code(answers.next().unwrap()), "invoice-claimed");
}

/// Another member's key needs two admins; that a third member is none must not keep the first one's signature from waiting.
#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn what_only_admins_may_do_waits_for_an_admin(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let third = world.new_id("member");
    let member = json!({"member": third, "name": "王芳", "roles": ["viewer"]});
    world.act("supplier", "member.add/1", member, 2).await.unwrap();
    let key = tallystick_ledger::SigningKey::from_random(&zeroize::Zeroizing::new([77; 32])).unwrap();
    let party = world.company("supplier").id.subject();
    let body = json!({
        "holder": {"member": third},
        "keys": [{
            "kid": key.public().thumbprint(), "jwk": key.public().to_jwk(),
            "possession": key.prove_possession(world.store.ledger(), &party).unwrap(),
        }],
    });
    let answer = world.act("supplier", "key.add/1", body, 1).await.unwrap();
    assert!(matches!(answer, Answer::Waiting(_)));
}

/// One member signed of two, and the amount is too high: that is what is said, since more signatures would not help.
#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn what_more_signatures_would_not_mend_is_refused_at_once(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let contract = world.contract("YNYY-HC-2026-017").await;
    let receivable = world.new_id("receivable");
    let claim = world.claim(&contract, &receivable, "26112000000012345678");
    world
        .act("supplier", "receivable.claim/1", claim, 1)
        .await
        .unwrap();
    let mut confirmation = world.confirmation(&receivable, &world.new_id("certificate"));
    confirmation["amount"]["value"] = json!("1200000.01");
    assert_eq!(
        code(world.act("buyer", "receivable.confirm/1", confirmation, 1).await),
        "confirmed-above-claim"
    );
}
