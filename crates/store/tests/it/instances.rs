//! Two instances of the service on one database of PostgreSQL.

use std::time::Duration;

use tallystick_ledger::{SignatureLine, Statement};
use tallystick_store::{Answer, Proposal, ProposalRefusal, ProposalStage, Refused, Store, Submission};
use tallystick_testbed::{Engine, World, service_keys};

async fn beside(world: &World) -> Store {
    Store::open(&world.settings(), service_keys(), world.ambient())
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_instance_hears_of_what_another_wrote() {
    let world = World::with_everybody(Engine::Postgres).await;
    let other = beside(&world).await;
    let mut heard = other.watch();
    let size = *heard.borrow_and_update();
    let following = {
        let other = other.clone();
        tokio::spawn(async move { other.follow_others(Duration::from_millis(20)).await })
    };

    world.contract("YNYY-HC-2026-017").await;

    let both = size + 2;
    let told = tokio::time::timeout(Duration::from_secs(20), heard.wait_for(|now| *now == both)).await;
    assert_eq!(*told.expect("it hears of it").unwrap(), both);
    assert_eq!(*world.store.watch().borrow(), both);
    following.abort();
    other.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_sqlite_there_is_nobody_to_follow() {
    let world = World::open(Engine::Sqlite).await;
    world.store.follow_others(Duration::MAX).await;
}

/// A confirmation that waits for the checker of the buyer, and the checker's signature.
pub(crate) async fn half_signed(world: &World, contract: &str, place: u32) -> (Box<Proposal>, SignatureLine) {
    let receivable = world.new_id("receivable");
    let claim = world.claim(contract, &receivable, &format!("261120000000123456{place:02}"));
    world
        .act("supplier", "receivable.claim/1", claim, 1)
        .await
        .unwrap();
    let confirmation = world.confirmation(&receivable, &world.new_id("certificate"));
    let both = world
        .signed("buyer", "receivable.confirm/1", confirmation, 2)
        .await
        .unwrap();
    let [maker, checker] = both.statement.signatures() else {
        panic!("two signed");
    };
    let alone = Submission {
        statement: Statement::parse(both.statement.payload(), vec![maker.clone()]).unwrap(),
        body: both.body.clone(),
    };
    match world.store.submit(alone).await.unwrap() {
        Answer::Waiting(proposal) => (proposal, checker.clone()),
        Answer::Appended { .. } => panic!("a confirmation by one person alone"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proposal_is_declined_on_one_instance_or_signed_on_another() {
    let world = World::with_everybody(Engine::Postgres).await;
    let contract = world.contract("YNYY-HC-2026-017").await;
    let other = beside(&world).await;
    let viewer = world.viewer("buyer", 1).await;
    let member = world.person("buyer", 1).id;
    for place in 0..4 {
        let (proposal, line) = half_signed(&world, &contract, place).await;
        let (signed, declined) = tokio::join!(
            world.store.sign_proposal(&viewer, &proposal.id, line),
            other.decline_proposal(&viewer, &proposal.id, member, "金额不符"),
        );
        let found = other.proposal(&viewer, &proposal.id).await.unwrap().unwrap();
        match (signed, declined) {
            (Ok(Answer::Appended { .. }), Err(Refused::Proposal(ProposalRefusal::NotWaiting { .. }))) => {
                assert!(
                    matches!(found.stage, ProposalStage::Appended { .. }),
                    "{:?}",
                    found.stage
                );
            }
            (Err(Refused::Proposal(ProposalRefusal::NotWaiting { .. })), Ok(_)) => {
                assert!(
                    matches!(found.stage, ProposalStage::Declined { .. }),
                    "{:?}",
                    found.stage
                );
            }
            both => panic!("it is signed or declined, not {both:?}"),
        }
    }
    other.close().await;
}
