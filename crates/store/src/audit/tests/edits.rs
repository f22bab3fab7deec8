//! Edits that the schema does not think of: such as look right by themselves, and such as no audit can tell.

use rstest::rstest;
use serde_json::json;
use tallystick_ledger::{SigningKey, Statement};
use tallystick_testbed::{Engine, World};
use zeroize::Zeroizing;

use super::schema::change;
use super::{audited, database, proposed};
use crate::database::Database;

/// One more signature than a proposal asked for, and a checker where it asked for none, or none where it asked for one.
const MORE: &str = "UPDATE proposals SET needed = needed + 1 WHERE stage = 'waiting'";
const OTHER_CHECKER: &str = "UPDATE proposals SET checker = 1 - checker WHERE stage = 'waiting'";

/// What no audit can tell, with the tables that are changed for it: of a proposal nobody signs that there was one, when it was made,
/// and how it ended unless it became an entry; of a batch nobody signs where it began.
const UNTOLD: &[&[(&str, &str)]] = &[
    // A proposal goes away with all that belongs to it, whether it waits or not.
    &[
        (
            "proposal_signatures",
            "DELETE FROM proposal_signatures WHERE proposal IN (SELECT id FROM proposals WHERE stage = 'waiting')",
        ),
        ("proposals", "DELETE FROM proposals WHERE stage = 'waiting'"),
    ],
    &[
        (
            "proposal_signatures",
            "DELETE FROM proposal_signatures WHERE proposal IN (SELECT proposal FROM declines)",
        ),
        ("proposals", "DELETE FROM proposals WHERE stage = 'declined'"),
        ("declines", "DELETE FROM declines"),
    ],
    &[
        (
            "proposal_signatures",
            "DELETE FROM proposal_signatures WHERE proposal IN (SELECT id FROM proposals WHERE stage = 'appended')",
        ),
        ("proposals", "DELETE FROM proposals WHERE stage = 'appended'"),
    ],
    // A decline goes away with its seal: the proposal waits again.
    &[
        (
            "proposals",
            "UPDATE proposals SET stage = 'waiting', declined_by = NULL, reason = NULL WHERE stage = 'declined'",
        ),
        ("declines", "DELETE FROM declines"),
    ],
    // By the clock of the service, within the window; both say the same.
    &[
        (
            "proposals",
            "UPDATE proposals SET created = created + 1000 WHERE stage = 'waiting'",
        ),
        (
            "proposal_signatures",
            "UPDATE proposal_signatures SET received = received + 1000
             WHERE proposal IN (SELECT id FROM proposals WHERE stage = 'waiting')",
        ),
    ],
    // Two batches look like one.
    &[
        ("checkpoints", "DELETE FROM checkpoints WHERE size = 6"),
        (
            "checkpoints",
            "UPDATE checkpoints SET previous = (SELECT max(size) FROM checkpoints WHERE size < 6) WHERE previous = 6",
        ),
    ],
    // By the policy that was in force then, of what is asked no more.
    &[(
        "proposals",
        "UPDATE proposals SET needed = needed + 1 WHERE stage = 'declined'",
    )],
    &[(
        "proposals",
        "UPDATE proposals SET needed = needed + 1 WHERE stage = 'appended'",
    )],
    &[(
        "proposals",
        "UPDATE proposals SET checker = 1 - checker WHERE stage <> 'waiting'",
    )],
];

/// Edits that the schema does not think of, with the table and the column that are named; `-` for a whole row.
const OTHERS: &[(&str, &str, &str)] = &[
    // A body of the right form, of another entry.
    (
        "UPDATE bodies SET body = (SELECT body FROM bodies WHERE seq = 2) WHERE seq = 4",
        "bodies",
        "body",
    ),
    (
        "UPDATE outcome_parts SET part = (SELECT part FROM outcome_parts WHERE seq = 0 AND place = 1) \
         WHERE seq = 4 AND place = 0",
        "outcome_parts",
        "part",
    ),
    // A good leaf in the wrong place.
    (
        "UPDATE entries SET leaf = (SELECT leaf FROM entries WHERE seq = 2) WHERE seq = 4",
        "entries",
        "leaf",
    ),
    // The last entry, of which only the head and a signed checkpoint still tell.
    (
        "DELETE FROM entries WHERE seq = (SELECT max(seq) FROM entries)",
        "entries",
        "-",
    ),
    ("DELETE FROM entries", "entries", "-"),
    // A signed note of another size, one with a line too many, the last one gone, one in between gone.
    (
        "UPDATE checkpoints SET note = (SELECT note FROM checkpoints WHERE size = 5) WHERE size = 6",
        "checkpoints",
        "note",
    ),
    (
        "UPDATE checkpoints SET note = note || '— witness.test AAAAAAAA\n' WHERE size = 6",
        "checkpoints",
        "note",
    ),
    (
        "DELETE FROM checkpoints WHERE size = (SELECT max(size) FROM checkpoints)",
        "checkpoints",
        "-",
    ),
    ("DELETE FROM checkpoints WHERE size = 6", "checkpoints", "-"),
    ("DELETE FROM checkpoints", "checkpoints", "-"),
    // A smaller head, and one that looks as large as another with as many peaks.
    ("UPDATE head SET size = size - 1", "head", "size"),
    ("UPDATE head SET size = size * 2", "head", "size"),
    // A proposal that is not what became of it.
    (
        "UPDATE proposals SET stage = 'waiting', seq = NULL WHERE stage = 'appended'",
        "proposals",
        "stage",
    ),
    (
        "UPDATE proposals SET stage = 'waiting' WHERE stage = 'declined'",
        "proposals",
        "declined_by",
    ),
    (
        "UPDATE proposals SET declined_by = (SELECT member FROM keys WHERE added = 0 AND member IS NOT NULL LIMIT 1) \
         WHERE stage = 'declined'",
        "proposals",
        "declined_by",
    ),
    (
        "UPDATE proposals SET stage = 'waiting', declined_by = NULL, reason = NULL WHERE stage = 'declined'",
        "proposals",
        "stage",
    ),
    // Who declined it is changed to a colleague, or why.
    (
        "UPDATE proposals SET declined_by = (SELECT subject FROM members WHERE party = proposals.party \
         AND subject <> proposals.declined_by LIMIT 1) WHERE stage = 'declined'",
        "proposals",
        "reason",
    ),
    (
        "UPDATE proposals SET reason = '金额相符' WHERE stage = 'declined'",
        "proposals",
        "reason",
    ),
    // One more or one less than the policy asks for, and a checker whom it does not ask for.
    (
        "UPDATE proposals SET needed = needed + 1 WHERE stage = 'waiting'",
        "proposals",
        "needed",
    ),
    (
        "UPDATE proposals SET needed = 1 WHERE stage = 'declined'",
        "proposals",
        "needed",
    ),
    (
        "UPDATE proposals SET checker = 1 - checker WHERE stage = 'waiting'",
        "proposals",
        "checker",
    ),
    // Made at another time than its first signature, and signed after its end.
    (
        "UPDATE proposals SET created = created - 1000 WHERE stage = 'appended'",
        "proposal_signatures",
        "received",
    ),
    (
        "UPDATE proposal_signatures SET received = received + 10 * 24 * 60 * 60 * 1000",
        "proposal_signatures",
        "received",
    ),
    ("DELETE FROM proposal_signatures", "proposal_signatures", "-"),
];

/// Edits of who may sign for a party: members and their keys, in lists and in states. Each of them looks right by itself.
const MEMBERS: &[(&str, &str, &str)] = &[
    // Roles that were taken away are given back, and another's are taken over.
    (
        "UPDATE members SET roles = ',maker,' WHERE roles = ',viewer,'",
        "members",
        "roles",
    ),
    (
        "UPDATE members SET roles = (SELECT max(roles) FROM members other WHERE other.roles <> members.roles) \
         WHERE name = '李强'",
        "members",
        "roles",
    ),
    (
        "UPDATE subjects SET state = replace(state, '\"viewer\"', '\"maker\"') \
         WHERE subject IN (SELECT subject FROM members WHERE roles = ',viewer,')",
        "subjects",
        "state",
    ),
    // Who left is there again.
    (
        "UPDATE members SET stage = 'active' WHERE stage = 'removed'",
        "members",
        "stage",
    ),
    (
        "UPDATE subjects SET state = replace(state, '\"removed\"', '\"active\"') \
         WHERE subject IN (SELECT subject FROM members WHERE stage = 'removed')",
        "subjects",
        "state",
    ),
    (
        "UPDATE subjects SET state = replace(state, \
         (SELECT subject FROM members WHERE roles = ',viewer,'), (SELECT subject FROM members WHERE stage = 'removed')) \
         WHERE subject IN (SELECT party FROM members WHERE stage = 'removed')",
        "subjects",
        "state",
    ),
    // Another name, another party, one member less, one more, and another count.
    (
        "UPDATE members SET name = '王芬' WHERE name = '王芳'",
        "members",
        "name",
    ),
    (
        "UPDATE members SET party = (SELECT max(party) FROM members other WHERE other.party <> members.party) \
         WHERE name = '王芳'",
        "members",
        "party",
    ),
    ("DELETE FROM members WHERE stage = 'removed'", "members", "-"),
    (
        "INSERT INTO members SELECT 'member/019b962e-ad00-7cf9-b286-84773219e4a4', version, party, '王芬', roles, stage \
         FROM members WHERE name = '王芳'",
        "members",
        "-",
    ),
    ("UPDATE parties SET members = members + 1", "parties", "members"),
    // A key that was revoked signs again, one signs for a colleague, and one is replaced under its name.
    (
        "UPDATE keys SET revoked = NULL WHERE revoked IS NOT NULL",
        "keys",
        "revoked",
    ),
    (
        "UPDATE keys SET member = (SELECT subject FROM members WHERE roles = ',viewer,') \
         WHERE member = (SELECT subject FROM members WHERE stage = 'removed')",
        "keys",
        "member",
    ),
    (
        "UPDATE keys SET jwk = (SELECT max(jwk) FROM keys other WHERE other.kid <> keys.kid) \
         WHERE kid = (SELECT min(kid) FROM keys)",
        "keys",
        "jwk",
    ),
];

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn edits_that_look_right_by_themselves_are_found(#[case] engine: Engine) {
    let world = proposed(engine).await;
    each_is_found(&world, OTHERS).await;
}

/// One member has other roles than at first, and one has left.
#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn edits_of_who_may_sign_for_a_party_are_found(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let (stays, leaves) = (world.new_id("member"), world.new_id("member"));
    for (member, name) in [(&stays, "王芳"), (&leaves, "李强")] {
        let body = json!({"member": member, "name": name, "roles": ["maker"]});
        world.does("supplier", "member.add/1", body, 2).await;
    }
    let key = SigningKey::from_random(&Zeroizing::new([77; 32])).unwrap();
    let (kid, party) = (key.public().thumbprint(), world.company("supplier").id.subject());
    let possession = key.prove_possession(world.store.ledger(), &party).unwrap();
    let keys = json!([{"kid": kid, "jwk": key.public().to_jwk(), "possession": possession}]);
    let body = json!({"holder": {"member": leaves}, "keys": keys});
    world.does("supplier", "key.add/1", body, 2).await;
    let body = json!({"member": stays, "roles": ["viewer"]});
    world.does("supplier", "role.change/1", body, 2).await;
    let body = json!({"member": leaves, "kids": [kid]});
    world.does("supplier", "member.remove/1", body, 2).await;

    each_is_found(&world, MEMBERS).await;
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_signs_and_nothing_follows_from_is_not_found(#[case] engine: Engine) {
    let world = proposed(engine).await;
    let database = database(&world).await;
    for edits in UNTOLD {
        let live = database.begin().await.unwrap();
        for (table, sql) in *edits {
            assert!(
                change(&live, table, sql).await.unwrap() > 0,
                "{sql} changes nothing"
            );
        }
        assert_eq!(audited(&live).await, None, "{edits:?}");
        live.rollback().await.unwrap();
    }
    database.close().await.unwrap();
}

/// Once the party or a member has moved, what it asked for was perhaps right at the time.
#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_policy_that_changed_since_makes_no_proposal_wrong(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let contract = world.contract("YNYY-HC-2026-017").await;
    approves_claims(&world, 1, true).await;
    world.wait_days(1);
    let claim = world.claim(&contract, &world.new_id("receivable"), "26112000000012345678");
    let answer = world
        .act("supplier", "receivable.claim/1", claim, 1)
        .await
        .unwrap();
    let database = database(&world).await;
    assert!(format!("{answer:?}").starts_with("Waiting"), "{answer:?}");
    let as_it_is = "UPDATE proposals SET needed = needed";
    assert_eq!(named(&database, "proposals", as_it_is).await, None);
    assert_eq!(
        named(&database, "proposals", MORE).await.as_deref(),
        Some("needed")
    );
    assert_eq!(
        named(&database, "proposals", OTHER_CHECKER).await.as_deref(),
        Some("checker")
    );

    approves_claims(&world, 2, false).await;

    for sql in [as_it_is, MORE, OTHER_CHECKER] {
        assert_eq!(named(&database, "proposals", sql).await, None, "{sql}");
    }
    database.close().await.unwrap();
}

/// Once what it is about has moved, nobody can decide again what a proposal asked for.
#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn what_can_no_longer_be_appended_is_not_decided_again(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    // The buyer enrolled surely before it proposes anything, by whichever clock.
    world.wait_days(1);
    let contract = world.contract("YNYY-HC-2026-017").await;
    let receivable = world.new_id("receivable");
    let claim = world.claim(&contract, &receivable, "26112000000012345678");
    world
        .act("supplier", "receivable.claim/1", claim, 1)
        .await
        .unwrap();
    let confirmation = world.confirmation(&receivable, &world.new_id("certificate"));
    world
        .act("buyer", "receivable.confirm/1", confirmation, 1)
        .await
        .unwrap();
    let database = database(&world).await;
    assert_eq!(
        named(&database, "proposals", MORE).await.as_deref(),
        Some("needed")
    );
    assert_eq!(
        named(&database, "proposals", OTHER_CHECKER).await.as_deref(),
        Some("checker")
    );

    let amendment = world.new_id("amendment");
    let changes = json!({
        "signed_on": "2026-02-09", "documents": [],
        "amount": {"value": "5400000.00", "currency": "CNY"},
    });
    let proposal = json!({"amendment": amendment, "contract": contract, "changes": changes});
    world.does("supplier", "amendment.propose/1", proposal, 1).await;
    let acceptance = json!({"amendment": amendment});
    world.does("buyer", "amendment.accept/1", acceptance, 1).await;

    for sql in [MORE, OTHER_CHECKER] {
        assert_eq!(named(&database, "proposals", sql).await, None, "{sql}");
    }
    database.close().await.unwrap();
}

/// Two have signed, and a third is asked: when the first signature arrived the proposal says too, of the second nothing does.
#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn when_a_later_signature_arrived_follows_from_nothing(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let contract = world.contract("YNYY-HC-2026-017").await;
    let third = json!({"member": world.new_id("member"), "name": "王芳", "roles": ["maker"]});
    world.does("supplier", "member.add/1", third, 2).await;
    approves_claims(&world, 3, false).await;
    world.wait_days(1);
    let claim = world.claim(&contract, &world.new_id("receivable"), "26112000000012345678");
    let both = world
        .signed("supplier", "receivable.claim/1", claim, 2)
        .await
        .unwrap();
    for line in both.statement.signatures() {
        let mut one = both.clone();
        one.statement = Statement::parse(both.statement.payload(), vec![line.clone()]).unwrap();
        world.store.submit(one).await.unwrap();
        world.wait(60_000);
    }
    let database = database(&world).await;
    let later = |place: u8| {
        format!("UPDATE proposal_signatures SET received = received + 1000 WHERE place = {place}")
    };
    assert_eq!(
        named(&database, "proposal_signatures", &later(0))
            .await
            .as_deref(),
        Some("received")
    );
    assert_eq!(named(&database, "proposal_signatures", &later(1)).await, None);
    database.close().await.unwrap();
}

/// A signature of the key that was revoked would be gone, and it may have been the first.
#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn once_a_key_is_revoked_nothing_tells_when_a_proposal_was_made(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let contract = world.contract("YNYY-HC-2026-017").await;
    approves_claims(&world, 1, true).await;
    let claim = world.claim(&contract, &world.new_id("receivable"), "26112000000012345678");
    world
        .act("supplier", "receivable.claim/1", claim, 1)
        .await
        .unwrap();
    let database = database(&world).await;
    let earlier = "UPDATE proposals SET created = created - 1000";
    assert_eq!(
        named(&database, "proposals", earlier).await.as_deref(),
        Some("received")
    );

    let kid = world.person("supplier", 1).key.public().thumbprint();
    let revocation = json!({"kid": kid, "reason": "手机遗失", "suspect_from": null});
    world.does("supplier", "key.revoke/1", revocation, 1).await;

    assert_eq!(named(&database, "proposals", earlier).await, None);
    database.close().await.unwrap();
}

/// Asserts that an audit names the table and the column of each of these edits, which are undone.
async fn each_is_found(world: &World, edits: &[(&str, &str, &str)]) {
    let database = database(world).await;
    for (sql, table, column) in edits {
        let live = database.begin().await.unwrap();
        assert!(
            change(&live, table, sql).await.unwrap() > 0,
            "{sql} changes nothing"
        );
        let found = audited(&live)
            .await
            .unwrap_or_else(|| panic!("{sql} is not found"));
        let named = (found.table.as_str(), found.column.as_deref().unwrap_or("-"));
        assert_eq!(named, (*table, *column), "{sql}: {found:?}");
        live.rollback().await.unwrap();
    }
    database.close().await.unwrap();
}

/// The column that an audit names after an edit, which is undone.
async fn named(database: &Database, table: &str, sql: &str) -> Option<String> {
    let live = database.begin().await.unwrap();
    assert!(
        change(&live, table, sql).await.unwrap() > 0,
        "{sql} changes nothing"
    );
    let found = audited(&live).await;
    live.rollback().await.unwrap();
    found.and_then(|found| found.column)
}

/// The supplier says how many of its members, and whether a checker, sign what it claims.
async fn approves_claims(world: &World, signatures: u8, checker: bool) {
    let rule = json!({
        "command": "receivable.claim", "from": null, "signatures": signatures, "checker": checker,
    });
    let policy = json!({"policy": {"sole_member": false, "rules": [rule]}});
    world.act("supplier", "policy.change/1", policy, 2).await.unwrap();
}
