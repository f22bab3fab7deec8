//! Who invites whom, and what becomes of it.

use rstest::rstest;
use serde_json::{Value, json};
use tallystick_base::{MemberId, PartyId};
use tallystick_ledger::SigningKey;
use tallystick_store::{
    InvitationPurpose, InvitationRefusal, InvitationStage, Invited, Invitee, ListedInvitation, NewInvitation,
    Store, Viewer,
};
use tallystick_testbed::{Engine, World};

use super::{HOUR, does, new_key, reader, signs_in_with};

/// Invites, and answers at once with this key.
async fn answered(store: &Store, viewer: &Viewer, whom: Invitee, key: &SigningKey) -> Invited {
    let invited = store.invite(viewer, labelled(whom)).await.unwrap();
    answers(store, &invited, key).await;
    invited
}

async fn answers(store: &Store, invited: &Invited, key: &SigningKey) {
    let proof = key
        .prove_possession(store.ledger(), &invited.party.subject())
        .unwrap();
    let jwk = key.public().to_jwk();
    let answer = store.answer_invitation(&invited.secret, &jwk, &proof, "陈静");
    answer.await.unwrap();
}

fn labelled(invitee: Invitee) -> NewInvitation {
    NewInvitation {
        invitee,
        label: "财务部 陈静".into(),
    }
}

async fn refused(store: &Store, viewer: &Viewer, invitee: Invitee) -> InvitationRefusal {
    store.invite(viewer, labelled(invitee)).await.unwrap_err()
}

async fn newest(store: &Store, viewer: &Viewer) -> ListedInvitation {
    store.invitations(viewer).await.unwrap().swap_remove(0)
}

/// The answer as a body lists it under `keys`.
fn listed_key(invitation: &ListedInvitation) -> Value {
    let answer = invitation.answer.as_ref().unwrap();
    json!({"kid": answer.kid, "jwk": answer.jwk, "possession": answer.possession})
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn another_device_of_ones_own_needs_no_one_else(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let store = &world.store;
    let (member, key) = (world.viewer("supplier", 0).await, new_key(77));
    let invited = store.invite(&member, labelled(Invitee::OwnDevice)).await.unwrap();
    assert_eq!((invited.party, invited.member), (member.party, member.member));
    assert!(!format!("{invited:?}").contains(&invited.secret));

    // What the other device learns from the link.
    let shown = store.invitation(&invited.secret).await.unwrap().unwrap();
    assert_eq!(&shown.ledger, store.ledger());
    assert_eq!(shown.purpose, InvitationPurpose::OwnDevice);
    assert_eq!((shown.party, shown.member), (member.party, member.member));
    assert_eq!(shown.party_name.as_deref(), Some(world.company("supplier").name));
    assert_eq!(shown.inviter_name, shown.party_name);
    assert_eq!(shown.label, "财务部 陈静");
    assert_eq!(shown.stage, InvitationStage::Open);
    assert_eq!(store.invitation("another").await.unwrap(), None);
    assert_eq!(newest(store, &member).await.answer, None);

    answers(store, &invited, &key).await;
    let listed = newest(store, &member).await;
    assert_eq!(listed.stage, InvitationStage::Answered);
    assert_eq!(listed.inviter, member.member);
    let body = json!({"holder": {"member": member.member}, "keys": [listed_key(&listed)]});
    let seq = does(&world, "supplier", "key.add/1", body, 1).await;
    assert_eq!(newest(store, &member).await.stage, InvitationStage::Added { seq });
    let signed_in = signs_in_with(&world, &key, "supplier").await.unwrap();
    assert_eq!(signed_in.viewer.member, member.member);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn an_admin_invites_a_new_member(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let store = &world.store;
    let (admin, key) = (world.viewer("buyer", 0).await, new_key(77));
    let invited = answered(store, &admin, Invitee::NewMember { member: None }, &key).await;
    assert_eq!(invited.party, admin.party);
    let listed = newest(store, &admin).await;
    assert_eq!(
        (listed.member, listed.purpose),
        (invited.member, InvitationPurpose::NewMember)
    );
    let name = listed.answer.as_ref().unwrap().name.clone();
    let body = json!({"member": listed.member, "name": name, "roles": ["maker"]});
    does(&world, "buyer", "member.add/1", body, 2).await;
    let body = json!({"holder": {"member": listed.member}, "keys": [listed_key(&listed)]});
    let seq = does(&world, "buyer", "key.add/1", body, 2).await;
    assert_eq!(newest(store, &admin).await.stage, InvitationStage::Added { seq });

    // Now the member is there, and can be invited to a new key; nobody else's member can, and only admins may.
    let again = Invitee::NewMember {
        member: Some(invited.member),
    };
    let second = store.invite(&admin, labelled(again)).await.unwrap();
    assert_eq!(second.member, invited.member);
    for stranger in ["bank", "operator"] {
        let stranger = world.viewer(stranger, 0).await;
        assert_eq!(refused(store, &stranger, again).await.code(), "member-not-found");
    }
    let member = signs_in_with(&world, &key, "buyer").await.unwrap().viewer;
    assert_eq!(refused(store, &member, again).await.code(), "not-an-admin");
    let new = Invitee::NewMember { member: None };
    assert_eq!(refused(store, &member, new).await.code(), "not-an-admin");
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn the_operator_invites_the_first_members_of_a_party(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let store = &world.store;
    let operator = world.viewer("operator", 1).await;
    let first = answered(store, &operator, Invitee::NewParty { party: None }, &new_key(77)).await;
    let same = Invitee::NewParty {
        party: Some(first.party),
    };
    let second = answered(store, &operator, same, &new_key(78)).await;
    assert_eq!(second.party, first.party);
    assert_ne!(second.member, first.member);
    let shown = store.invitation(&second.secret).await.unwrap().unwrap();
    assert_eq!(shown.party_name, None);
    assert_eq!(
        shown.inviter_name.as_deref(),
        Some(world.company("operator").name)
    );

    let listed = store.invitations(&operator).await.unwrap();
    let members = listed.iter().enumerate().map(|(place, one)| {
        json!({
            "member": one.member, "name": one.answer.as_ref().unwrap().name,
            "roles": ["admin", if place == 0 { "maker" } else { "checker" }],
            "kid": one.answer.as_ref().unwrap().kid,
        })
    });
    let body = json!({
        "party": first.party, "capacities": ["supplier"], "buyer_class": null,
        "identity": {"scheme": "uscc", "code": "91130199MA0HXWA211"},
        "profile": {
            "legal_name": "保定纺纱有限公司", "address": "河北省保定市", "contact": "0312-55500018",
            "size": "small", "group": null, "accounts": [], "net_assets": null,
        },
        "members": members.collect::<Vec<_>>(),
        "keys": listed.iter().map(listed_key).collect::<Vec<_>>(),
        "policy": null,
    });
    let seq = does(&world, "operator", "party.register/1", body, 2).await;
    for one in store.invitations(&operator).await.unwrap() {
        assert_eq!(one.stage, InvitationStage::Added { seq });
    }
    let shown = store.invitation(&second.secret).await.unwrap().unwrap();
    assert_eq!(shown.party_name.as_deref(), Some("保定纺纱有限公司"));

    assert_eq!(refused(store, &operator, same).await.code(), "party-exists");
    let unknown = Invitee::NewParty {
        party: Some(PartyId::from_parts(1, [1; 10])),
    };
    assert_eq!(refused(store, &operator, unknown).await.code(), "party-not-found");
    for other in ["supplier", "auditor", "bank"] {
        let other = world.viewer(other, 0).await;
        let refusal = refused(store, &other, Invitee::NewParty { party: None }).await;
        assert_eq!(refusal.code(), "not-the-operator");
    }
    let reads = reader(&world, "operator", &new_key(79)).await;
    let refusal = refused(store, &reads, Invitee::NewParty { party: None }).await;
    assert_eq!(refusal.code(), "not-the-operator");
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn the_operator_helps_a_party_that_lost_its_keys(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let store = &world.store;
    let operator = world.viewer("operator", 0).await;
    let (party, member) = (world.company("weaver").id, world.person("weaver", 0).id);
    let key = new_key(77);
    answered(store, &operator, Invitee::Recovery { party, member }, &key).await;
    let listed = newest(store, &operator).await;
    assert_eq!((listed.party, listed.member), (party, member));
    let announcement = json!({
        "party": party, "member": member, "kid": listed.answer.as_ref().unwrap().kid,
        "reason": "两台设备均已损坏", "evidence": "26".repeat(32),
    });
    does(&world, "operator", "key.recover/1", announcement, 2).await;
    assert_eq!(newest(store, &operator).await.stage, InvitationStage::Answered);
    // The answer outlives the link.
    world.wait(100 * HOUR);
    let listed = newest(store, &operator).await;
    let body = json!({"party": party, "keys": [listed_key(&listed)]});
    let seq = does(&world, "operator", "key.restore/1", body, 2).await;
    assert_eq!(
        newest(store, &operator).await.stage,
        InvitationStage::Added { seq }
    );
    assert_eq!(
        signs_in_with(&world, &key, "weaver").await.unwrap().viewer.member,
        member
    );

    let auditor = world.viewer("auditor", 0).await;
    let restored = store.restored_keys(&auditor).await.unwrap();
    let [found] = restored.as_slice() else {
        panic!("{restored:?}")
    };
    assert_eq!((&found.kid, found.party), (&key.public().thumbprint(), party));
    assert_eq!(
        (found.member, found.added, found.revoked),
        (Some(member), seq, None)
    );
    assert_eq!(store.restored_keys(&operator).await.unwrap(), []);

    let (own, buyer) = (world.person("operator", 1).id, world.person("buyer", 0).id);
    let unknown = MemberId::from_parts(1, [1; 10]);
    for (party, member, code) in [
        (party, buyer, "member-not-found"),
        (party, unknown, "member-not-found"),
        (PartyId::from_parts(1, [1; 10]), member, "member-not-found"),
        (operator.party, own, "operator-helps-itself"),
    ] {
        let refusal = refused(store, &operator, Invitee::Recovery { party, member }).await;
        assert_eq!(refusal.code(), code, "{refusal}");
    }
    let admin = world.viewer("weaver", 1).await;
    let refusal = refused(store, &admin, Invitee::Recovery { party, member }).await;
    assert_eq!(refusal.code(), "not-the-operator");
}
