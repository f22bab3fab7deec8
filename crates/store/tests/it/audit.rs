//! What an audit recomputes, and what it finds.

use rstest::rstest;
use sea_orm::{ConnectionTrait as _, Database};
use serde_json::json;
use tallystick_store::{AuditReport, audit, check_read_model, rebuild};
use tallystick_testbed::{Engine, World, service_keys};

async fn story(engine: Engine) -> World {
    let world = World::with_everybody(engine).await;
    let contract = world.contract("YNYY-HC-2026-017").await;
    let certificate = world.certificate(&contract, "26112000000012345678").await;
    let children: Vec<String> = (0..2).map(|_| world.new_id("certificate")).collect();
    let split = json!({"certificate": certificate, "children": [
        {"certificate": children[0], "amount": {"value": "900000.00", "currency": "CNY"}},
        {"certificate": children[1], "amount": {"value": "300000.00", "currency": "CNY"}},
    ]});
    world
        .act("supplier", "certificate.split/1", split, 1)
        .await
        .unwrap();
    let receivable = world.new_id("receivable");
    let claim = world.claim(&contract, &receivable, "26112000000012345679");
    world
        .act("supplier", "receivable.claim/1", claim, 1)
        .await
        .unwrap();
    let confirmation = world.confirmation(&receivable, &world.new_id("certificate"));
    world
        .act("buyer", "receivable.confirm/1", confirmation, 1)
        .await
        .unwrap();
    world
}

async fn audited(world: &World) -> AuditReport {
    let scratch = tempfile::tempdir().unwrap();
    let pepper = service_keys().pepper;
    audit(&world.settings(), &pepper, scratch.path(), &mut |_| ())
        .await
        .unwrap()
}

async fn checked(world: &World) -> AuditReport {
    let scratch = tempfile::tempdir().unwrap();
    check_read_model(&world.settings(), scratch.path(), &mut |_| ())
        .await
        .unwrap()
}

/// Changes a row behind the service's back, as someone with the password of the database can.
async fn tamper(world: &World, engine: Engine, table: &str, statement: &str) {
    let database = Database::connect(address(world)).await.unwrap();
    let unguarded: Vec<String> = match engine {
        Engine::Postgres => vec![format!("ALTER TABLE {table} DISABLE TRIGGER ALL")],
        Engine::Sqlite => ["_never_update", "_never_delete", "_only_forward", "_stays"]
            .map(|guard| format!("DROP TRIGGER IF EXISTS {table}{guard}"))
            .to_vec(),
    };
    for guard in unguarded {
        database.execute_unprepared(&guard).await.unwrap();
    }
    let changed = database.execute_unprepared(statement).await.unwrap();
    assert!(changed.rows_affected() > 0, "{statement} changes nothing");
    database.close().await.unwrap();
}

fn address(world: &World) -> String {
    world.database().url().replacen("sqlite:", "sqlite://", 1)
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn an_untouched_ledger_is_clean(#[case] engine: Engine) {
    let world = story(engine).await;
    let report = audited(&world).await;
    assert_eq!(report.difference, None);
    assert_eq!(report.entries, *world.store.watch().borrow());
    assert_eq!(checked(&world).await.difference, None);
}

/// Edits by hand, with the table and the column that the audit names; `-` where it names a whole row.
const EDITS: &[(&str, &str, &str)] = &[
    ("UPDATE entries SET leaf = chain WHERE seq = 7", "entries", "leaf"),
    (
        "UPDATE entries SET received = received + 1 WHERE seq = 7",
        "entries",
        "received",
    ),
    (
        "UPDATE entries SET kind = 'party.accept/2' WHERE kind = 'party.accept/1'",
        "entries",
        "kind",
    ),
    (
        "UPDATE entries SET chain = leaf_hash WHERE seq = 7",
        "entries",
        "chain",
    ),
    ("DELETE FROM entries WHERE seq = 7", "entries", "-"),
    (
        "DELETE FROM entries WHERE seq = (SELECT max(seq) FROM entries)",
        "entries",
        "-",
    ),
    (
        "UPDATE bodies SET body = (SELECT body FROM bodies WHERE seq = 2) WHERE seq = 4",
        "bodies",
        "body",
    ),
    (
        "UPDATE outcome_parts SET part = (SELECT part FROM outcome_parts WHERE seq = 0 AND place = 1) WHERE seq = 4 AND place = 0",
        "outcome_parts",
        "part",
    ),
    (
        "INSERT INTO outcome_parts SELECT 'certificate/made-up', 1, 9999, 0, part FROM outcome_parts WHERE seq = 3 AND place = 0",
        "outcome_parts",
        "-",
    ),
    (
        "INSERT INTO tree_nodes SELECT 1, 0, chain FROM entries WHERE seq = 3",
        "tree_nodes",
        "-",
    ),
    (
        "UPDATE checkpoints SET note = (SELECT note FROM checkpoints WHERE size = 5) WHERE size = 6",
        "checkpoints",
        "note",
    ),
    (
        "UPDATE checkpoints SET root = (SELECT root FROM checkpoints WHERE size = 5) WHERE size = 6",
        "checkpoints",
        "root",
    ),
    (
        "UPDATE subjects SET state = replace(state, '900000.00', '990000.00') WHERE state LIKE '%900000.00%'",
        "subjects",
        "state",
    ),
    (
        "UPDATE subjects SET version = version + 1 WHERE subject LIKE 'contract/%'",
        "subjects",
        "version",
    ),
    ("UPDATE keys SET revoked = 3 WHERE added = 0", "keys", "revoked"),
    (
        "UPDATE keys SET party = (SELECT party FROM keys WHERE added = 0 LIMIT 1)",
        "keys",
        "party",
    ),
    ("UPDATE parties SET version = 9", "parties", "version"),
    ("UPDATE profiles SET version = 9", "profiles", "version"),
    ("UPDATE members SET version = 9", "members", "version"),
    ("UPDATE contracts SET version = 9", "contracts", "version"),
    ("UPDATE receivables SET version = 9", "receivables", "version"),
    ("DELETE FROM certificates WHERE version = 1", "certificates", "-"),
    ("UPDATE proposals SET body = payload_bytes", "proposals", "body"),
];

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn every_edit_by_hand_is_found(#[case] engine: Engine) {
    let world = story(engine).await;
    each_is_found(&world, engine, EDITS).await;
}

/// Makes each edit by itself, and asks an audit what it finds.
pub(crate) async fn each_is_found(world: &World, engine: Engine, edits: &[(&str, &str, &str)]) {
    for (statement, table, column) in edits {
        let bytes = match engine {
            Engine::Sqlite => "CAST('{}' AS BLOB)",
            Engine::Postgres => "'{}'::bytea",
        };
        let statement = statement.replace("payload_bytes", bytes);
        execute(world, &[format!("CREATE TABLE saved AS SELECT * FROM {table}")]).await;
        tamper(world, engine, table, &statement).await;
        let found = audited(world).await.difference;
        let found = found.unwrap_or_else(|| panic!("{statement} is not found"));
        assert_eq!(
            (found.table.as_str(), found.column.as_deref().unwrap_or("-")),
            (*table, *column),
            "{statement}"
        );
        let restore = [
            format!("DELETE FROM {table}"),
            format!("INSERT INTO {table} SELECT * FROM saved"),
            "DROP TABLE saved".to_owned(),
        ];
        execute(world, &restore).await;
    }
    assert_eq!(audited(world).await.difference, None, "everything was put back");
}

async fn execute(world: &World, statements: &[String]) {
    let database = Database::connect(address(world)).await.unwrap();
    for statement in statements {
        database.execute_unprepared(statement).await.unwrap();
    }
    database.close().await.unwrap();
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_rebuild_mends_what_follows_from_outcomes(#[case] engine: Engine) {
    let world = story(engine).await;
    tamper(&world, engine, "contracts", "UPDATE contracts SET version = 9").await;
    tamper(
        &world,
        engine,
        "subjects",
        "DELETE FROM subjects WHERE subject LIKE 'receivable/%'",
    )
    .await;
    assert_eq!(checked(&world).await.difference.unwrap().table, "subjects");
    world.store.clone().close().await;
    let scratch = tempfile::tempdir().unwrap();
    let report = rebuild(&world.settings(), scratch.path(), &mut |_| ())
        .await
        .unwrap();
    assert_eq!(report.difference, None);
    assert_eq!(audited(&world).await.difference, None);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn what_was_appended_cannot_be_changed_by_accident(#[case] engine: Engine) {
    let world = story(engine).await;
    let database = Database::connect(address(&world)).await.unwrap();
    for statement in [
        "UPDATE entries SET kind = 'x'",
        "DELETE FROM entries",
        "DELETE FROM bodies",
        "UPDATE outcome_parts SET version = version + 1",
        "DELETE FROM checkpoints",
        "UPDATE head SET size = size - 1",
        "DELETE FROM head",
    ] {
        let error = database
            .execute_unprepared(statement)
            .await
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("never change") || error.contains("only moves forward"),
            "{statement}: {error}"
        );
    }
}
