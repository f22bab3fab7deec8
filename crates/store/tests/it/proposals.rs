//! What becomes of a proposal that nobody signs in time, and of one whose ground has moved.

use rstest::rstest;
use serde_json::json;
use tallystick_base::MemberId;
use tallystick_ledger::SignatureLine;
use tallystick_store::{Proposal, ProposalFilter, ProposalRefusal, ProposalStage, Refused, Store, Viewer};
use tallystick_testbed::{Engine, World};

use crate::instances::half_signed;

/// The stage, alone and in the list of what is open.
async fn stages(store: &Store, viewer: &Viewer, proposal: &Proposal) -> [ProposalStage; 2] {
    let alone = store.proposal(viewer, &proposal.id).await.unwrap().unwrap();
    let open = ProposalFilter {
        open: Some(true),
        ..ProposalFilter::default()
    };
    let listed = store.proposals(viewer, open).await.unwrap().items;
    let listed = listed.into_iter().find(|one| one.id == proposal.id).unwrap();
    [alone.stage, listed.stage]
}

/// How a signature and a decline are refused.
async fn refused(
    store: &Store,
    viewer: &Viewer,
    proposal: &Proposal,
    line: SignatureLine,
    member: MemberId,
) -> [ProposalRefusal; 2] {
    let signed = store.sign_proposal(viewer, &proposal.id, line).await.map(drop);
    let declined = store
        .decline_proposal(viewer, &proposal.id, member, "金额不符")
        .await
        .map(drop);
    [signed, declined].map(|answer| match answer {
        Err(Refused::Proposal(refusal)) => refusal,
        other => panic!("{other:?}"),
    })
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_proposal_ends_with_its_window(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let contract = world.contract("YNYY-HC-2026-017").await;
    let (proposal, line) = half_signed(&world, &contract, 0).await;
    let member = world.person("buyer", 1).id;
    let viewer = world.viewer("buyer", 1).await;
    let last = proposal.expires.as_millis() - world.store.now().as_millis();
    world.wait(last);
    assert_eq!(
        stages(&world.store, &viewer, &proposal).await,
        [ProposalStage::Waiting, ProposalStage::Waiting],
        "the last moment still counts"
    );

    world.wait(1);

    assert_eq!(
        stages(&world.store, &viewer, &proposal).await,
        [ProposalStage::Expired, ProposalStage::Expired]
    );
    let not_waiting = ProposalRefusal::NotWaiting {
        id: proposal.id.to_string(),
        stage: "expired",
    };
    assert_eq!(
        refused(&world.store, &viewer, &proposal, line, member).await,
        [not_waiting.clone(), not_waiting]
    );
    world.assert_clean().await;
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_proposal_goes_stale_when_what_it_relies_on_moves(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let contract = world.contract("YNYY-HC-2026-017").await;
    let (proposal, line) = half_signed(&world, &contract, 0).await;
    let member = world.person("buyer", 1).id;
    let viewer = world.viewer("buyer", 1).await;
    let amendment = world.new_id("amendment");
    let changes = json!({
        "signed_on": "2026-02-09", "documents": [],
        "amount": {"value": "5400000.00", "currency": "CNY"},
    });
    let proposed = json!({"amendment": amendment, "contract": contract, "changes": changes});
    world.does("supplier", "amendment.propose/1", proposed, 1).await;
    assert_eq!(
        stages(&world.store, &viewer, &proposal).await,
        [ProposalStage::Waiting, ProposalStage::Waiting],
        "what is only proposed moves nothing"
    );

    let accepted = json!({"amendment": amendment});
    world.does("buyer", "amendment.accept/1", accepted, 1).await;

    let subject: tallystick_base::Subject = contract.parse().unwrap();
    let stale = || ProposalStage::Stale {
        subject: subject.clone(),
    };
    assert_eq!(stages(&world.store, &viewer, &proposal).await, [stale(), stale()]);
    let of_contract = ProposalRefusal::Stale {
        id: proposal.id.to_string(),
        subject: subject.clone(),
    };
    assert_eq!(
        refused(&world.store, &viewer, &proposal, line, member).await,
        [of_contract.clone(), of_contract]
    );
    world.assert_clean().await;
}
