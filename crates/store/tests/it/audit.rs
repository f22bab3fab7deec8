//! What an audit recomputes, and what it finds.

use rstest::rstest;
use sea_orm::{ConnectionTrait as _, Database};
use serde_json::json;
use tallystick_store::{AuditReport, Store, Submission, audit, check_read_model, rebuild};
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
        Engine::Sqlite => vec![format!("DROP TRIGGER IF EXISTS {table}_never_update")],
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
async fn a_statement_that_comes_during_a_rebuild_is_not_lost(#[case] engine: Engine) {
    let world = story(engine).await;
    let contract = world.new_id("contract");
    let submission = registration(&world, &contract).await;
    let scratch = tempfile::tempdir().unwrap();
    let (store, mut coming) = (world.store.clone(), None);
    let report = rebuild(&world.settings(), scratch.path(), &mut |_| {
        let (store, submission) = (store.clone(), submission.clone());
        coming.get_or_insert_with(|| tokio::spawn(async move { store.submit(submission).await }));
    })
    .await
    .unwrap();
    assert_eq!(report.difference, None);
    coming.unwrap().await.unwrap().unwrap();
    assert_eq!(audited(&world).await.difference, None);
    assert_eq!(*world.store.watch().borrow(), report.entries + 1);
}

/// A contract of the supplier, signed and not yet submitted.
async fn registration(world: &World, contract: &str) -> Submission {
    let body = json!({
        "contract": contract,
        "supplier": world.company("supplier").id.subject(),
        "buyer": world.company("buyer").id.subject(),
        "number": "YNYY-HC-2026-018", "title": "医用外科口罩采购合同",
        "amount": {"value": "1000000.00", "currency": "CNY"},
        "signed_on": "2026-01-12", "procurement": "goods",
        "payment": {"days": 60, "from": "acceptance"},
        "pay_when_paid": false, "inspection_days": 10, "vouchers_agreed": true, "tolerance": "0.05",
        "documents": [{
            "name": "采购合同.pdf", "media_type": "application/pdf", "size": 482_113,
            "digest": "592ae7b89fd562f96046c308053bf5aa45836b4683d1c0ad63faa582ad4ba889",
        }],
        "supplier_size": "small",
    });
    world
        .signed("supplier", "contract.register/1", body, 1)
        .await
        .unwrap()
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn without_its_triggers_a_ledger_is_not_served(#[case] engine: Engine) {
    let world = World::open(engine).await;
    tamper(&world, engine, "entries", "UPDATE keys SET added = added").await;
    world.store.clone().close().await;
    let settings = world.settings();
    let error = Store::open(&settings, service_keys(), world.ambient())
        .await
        .unwrap_err();
    assert_eq!(error.code(), "unguarded");
    assert!(error.to_string().contains("entries"), "{error}");
    let scratch = tempfile::tempdir().unwrap();
    rebuild(&world.settings(), scratch.path(), &mut |_| ())
        .await
        .unwrap();
    let store = Store::open(&settings, service_keys(), world.ambient()).await;
    store.unwrap().close().await;
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn what_was_appended_cannot_be_changed_by_accident(#[case] engine: Engine) {
    let world = story(engine).await;
    let database = Database::connect(address(&world)).await.unwrap();
    // SQLite replaces a row without firing a trigger on its deletion.
    let replacing: &[&str] = match engine {
        Engine::Sqlite => &[
            "INSERT OR REPLACE INTO entries SELECT seq, received, statement, 'x', issuer, subject, leaf, leaf_hash, chain \
             FROM entries WHERE seq = 3",
            "INSERT OR REPLACE INTO entries SELECT 9999, received, statement, kind, issuer, subject, leaf, leaf_hash, chain \
             FROM entries WHERE seq = 3",
            "REPLACE INTO bodies SELECT seq, x'7b7d' FROM bodies WHERE seq = 3",
            "REPLACE INTO outcome_parts SELECT subject, version, 9999, 0, part FROM outcome_parts WHERE seq = 3",
            "REPLACE INTO outcome_parts SELECT 'x/y', 1, seq, place, part FROM outcome_parts WHERE seq = 3",
            "REPLACE INTO checkpoints SELECT * FROM checkpoints",
            "REPLACE INTO head SELECT id, ledger, 1, received, chain, root, peaks FROM head",
        ],
        Engine::Postgres => {
            &["INSERT INTO bodies SELECT * FROM bodies ON CONFLICT (seq) DO UPDATE SET body = '{}'"]
        }
    };
    let plain = [
        "UPDATE entries SET kind = 'x'",
        "DELETE FROM entries",
        "DELETE FROM bodies",
        "UPDATE outcome_parts SET version = version + 1",
        "DELETE FROM checkpoints",
        "UPDATE head SET size = size - 1",
        "DELETE FROM head",
    ];
    for statement in plain.iter().chain(replacing) {
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
