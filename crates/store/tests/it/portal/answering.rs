//! Answering an invitation, or not in time, and withdrawing it.

use futures::future::join_all;
use rstest::rstest;
use tallystick_base::Subject;
use tallystick_ledger::{LedgerId, SigningKey};
use tallystick_store::{
    Invitation, InvitationRefusal, InvitationStage, Invited, Invitee, MOST_OPEN_INVITATIONS, NewInvitation,
    Viewer,
};
use tallystick_testbed::{Engine, World};

use super::{HOUR, new_key, reader, rows, signs_in_with};

fn code<T>(result: Result<T, InvitationRefusal>) -> &'static str {
    result.err().map_or("done", |refusal| refusal.code())
}

async fn invites(world: &World, viewer: &Viewer) -> Invited {
    let invitation = NewInvitation {
        invitee: Invitee::OwnDevice,
        label: "手机".into(),
    };
    world.store.invite(viewer, invitation).await.unwrap()
}

/// Answers with this key.
async fn answers(
    world: &World,
    invited: &Invited,
    key: &SigningKey,
    name: &str,
) -> Result<Invitation, InvitationRefusal> {
    let proof = key
        .prove_possession(world.store.ledger(), &invited.party.subject())
        .unwrap();
    let jwk = key.public().to_jwk();
    world
        .store
        .answer_invitation(&invited.secret, &jwk, &proof, name)
        .await
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_takes_one_key_as_often_as_it_is_sent(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let viewer = world.viewer("supplier", 0).await;
    let invited = invites(&world, &viewer).await;
    let key = new_key(77);
    let shown = answers(&world, &invited, &key, "陈静").await.unwrap();
    assert_eq!(shown.stage, InvitationStage::Answered);
    assert_eq!(shown.kid, Some(key.public().thumbprint()));

    assert_eq!(
        code(answers(&world, &invited, &new_key(78), "刘洋").await),
        "invitation-answered"
    );
    world.wait(200 * HOUR);
    let again = answers(&world, &invited, &key, "刘洋").await.unwrap();
    assert_eq!(again, shown);
    let listed = world.store.invitations(&viewer).await.unwrap();
    let answer = listed[0].answer.as_ref().unwrap();
    assert_eq!(
        (answer.name.as_str(), &answer.kid),
        ("陈静", shown.kid.as_ref().unwrap())
    );
    assert!(answer.answered < world.store.now());
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn of_keys_that_come_at_once_one_is_taken(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let viewer = world.viewer("supplier", 0).await;
    let invited = invites(&world, &viewer).await;
    let keys: Vec<SigningKey> = (70..78).map(new_key).collect();
    let all = join_all(keys.iter().map(|key| answers(&world, &invited, key, "陈静"))).await;
    let taken: Vec<_> = all.iter().filter_map(|one| one.as_ref().ok()).collect();
    assert_eq!(taken.len(), 1);
    let listed = world.store.invitations(&viewer).await.unwrap();
    let kept = listed[0].answer.as_ref().unwrap();
    assert_eq!(Some(&kept.kid), taken[0].kid.as_ref());
    let refused = all.into_iter().filter(Result::is_err).map(code);
    assert!(refused.into_iter().all(|code| code == "invitation-answered"));
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_is_not_proved_for_this_invitation_is_refused(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let store = &world.store;
    let viewer = world.viewer("supplier", 0).await;
    let invited = invites(&world, &viewer).await;
    let (key, other) = (new_key(77), new_key(78));
    let (jwk, party) = (key.public().to_jwk(), invited.party.subject());
    let elsewhere: LedgerId = "other.test".parse().unwrap();
    let buyer: Subject = world.company("buyer").id.subject();
    let good = key.prove_possession(store.ledger(), &party).unwrap();
    for (proof, expected) in [
        (key.prove_possession(&elsewhere, &party).unwrap(), "no-possession"),
        (
            key.prove_possession(store.ledger(), &buyer).unwrap(),
            "no-possession",
        ),
        (
            other.prove_possession(store.ledger(), &party).unwrap(),
            "no-possession",
        ),
        (String::new(), "no-possession"),
        (good.repeat(9), "text-length"),
    ] {
        let answer = store
            .answer_invitation(&invited.secret, &jwk, &proof, "陈静")
            .await;
        assert_eq!(code(answer), expected, "{proof}");
    }
    for (name, expected) in [
        ("", "text-length"),
        (&"静".repeat(101), "text-length"),
        (" 陈静", "text-not-trimmed"),
        ("陈\n静", "text-control"),
    ] {
        assert_eq!(
            code(answers(&world, &invited, &key, name).await),
            expected,
            "{name}"
        );
    }
    let mut off = jwk.clone();
    off.y.clone_from(&off.x);
    let answer = store
        .answer_invitation(&invited.secret, &off, &good, "陈静")
        .await;
    assert_eq!(code(answer), "not-a-key");
    let enrolled = &world.person("buyer", 0).key;
    assert_eq!(
        code(answers(&world, &invited, enrolled, "陈静").await),
        "key-exists"
    );

    // None of them used it up.
    assert_eq!(
        code(answers(&world, &invited, &key, &"静".repeat(100)).await),
        "done"
    );
    let unknown = store.answer_invitation("another", &jwk, &good, "陈静").await;
    assert_eq!(code(unknown), "invitation-not-found");
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_lasts_three_days_and_is_forgotten_a_month_later(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let viewer = world.viewer("supplier", 0).await;
    let (first, second) = (invites(&world, &viewer).await, invites(&world, &viewer).await);
    world.wait(72 * HOUR);
    assert_eq!(first.expires, world.store.now());
    assert_eq!(code(answers(&world, &first, &new_key(77), "陈静").await), "done");
    world.wait(1);
    let late = answers(&world, &second, &new_key(78), "陈静").await.unwrap_err();
    assert_eq!(late.code(), "invitation-expired");
    assert_eq!(
        late.to_string(),
        "this invitation ended at 2026-02-12T01:00:00Z; ask whoever invited you for a new link"
    );
    let shown = world.store.invitation(&second.secret).await.unwrap().unwrap();
    assert_eq!(shown.stage, InvitationStage::Expired);

    world.wait_days(30);
    invites(&world, &viewer).await;
    assert_eq!(world.store.invitations(&viewer).await.unwrap().len(), 1);
    assert_eq!(rows(world.database().url(), "invitations").await, 1);
    assert_eq!(world.store.invitation(&first.secret).await.unwrap(), None);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_is_withdrawn_by_its_maker_or_an_admin(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let store = &world.store;
    let key = new_key(77);
    let maker = reader(&world, "supplier", &key).await;
    let colleague = reader(&world, "supplier", &new_key(78)).await;
    let (first, second) = (invites(&world, &maker).await, invites(&world, &maker).await);
    let mut others = vec![colleague];
    for stranger in ["buyer", "operator", "auditor"] {
        let stranger = world.viewer(stranger, 0).await;
        assert_eq!(store.invitations(&stranger).await.unwrap(), []);
        others.push(stranger);
    }
    for other in &others {
        let refused = store.withdraw_invitation(other, &first.id).await;
        assert_eq!(code(refused), "invitation-not-found");
    }
    answers(&world, &second, &new_key(79), "陈静").await.unwrap();
    let maker = signs_in_with(&world, &key, "supplier").await.unwrap().viewer;
    store.withdraw_invitation(&maker, &first.id).await.unwrap();
    let admin = world.viewer("supplier", 1).await;
    store.withdraw_invitation(&admin, &second.id).await.unwrap();
    assert_eq!(store.invitations(&maker).await.unwrap(), []);
    assert_eq!(
        code(answers(&world, &first, &new_key(80), "陈静").await),
        "invitation-not-found"
    );
    let again = store.withdraw_invitation(&maker, &first.id).await;
    assert_eq!(code(again), "invitation-not-found");
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_party_has_so_many_open_invitations_at_most(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let viewer = world.viewer("supplier", 0).await;
    let mut last = None;
    for _ in 0..MOST_OPEN_INVITATIONS {
        last = Some(invites(&world, &viewer).await);
    }
    let one_more = || NewInvitation {
        invitee: Invitee::OwnDevice,
        label: "手机".into(),
    };
    assert_eq!(
        code(world.store.invite(&viewer, one_more()).await),
        "too-many-invitations"
    );
    // One that is answered is not open any more.
    answers(&world, &last.unwrap(), &new_key(77), "陈静")
        .await
        .unwrap();
    assert_eq!(code(world.store.invite(&viewer, one_more()).await), "done");
    assert_eq!(
        code(world.store.invite(&viewer, one_more()).await),
        "too-many-invitations"
    );
    let long = NewInvitation {
        label: "静".repeat(101),
        ..one_more()
    };
    assert_eq!(code(world.store.invite(&viewer, long).await), "text-length");
}
