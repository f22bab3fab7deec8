//! Every edit by hand is found: every column of every table that the schema has, every row that goes away, every row that is added.
//!
//! A story is told once on each database. Each edit is made in a transaction, looked at from within, and undone.

mod edits;
mod schema;

use std::collections::BTreeSet;

use rstest::rstest;
use sea_orm::{ConnectionTrait as _, DatabaseTransaction, DbBackend};
use tallystick_ledger::Statement;
use tallystick_testbed::{Engine, World};
use zeroize::Zeroizing;

use self::schema::{Edit, Table, change, tables};
use super::replay::{Mode, Replay};
use super::{Difference, Scratch, Sides, Stop, audit_between, compare, states, types};
use crate::Pepper;
use crate::database::Database;
use crate::entity::tree_node;

/// What is of the ledger and beside it; all other tables follow from outcomes.
const LEDGER: [&str; 8] = [
    "entries",
    "bodies",
    "outcome_parts",
    "checkpoints",
    "head",
    "proposals",
    "proposal_signatures",
    "declines",
];

/// What the database itself refuses: there is one head, and its number is 0.
const REFUSED: &[(&str, &str)] = &[("head", "id")];

async fn database(world: &World) -> Database {
    let url = world.database().url().parse().unwrap();
    Database::connect(&url, 2).await.unwrap()
}

fn pepper() -> Pepper {
    Pepper::new(Zeroizing::new(
        *tallystick_testbed::service_keys().pepper.as_bytes(),
    ))
}

async fn scratch() -> (Scratch, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    (Scratch::create(folder.path()).await.unwrap(), folder)
}

/// What an audit of the database finds, as the transaction sees it.
async fn audited(live: &DatabaseTransaction) -> Option<Difference> {
    let (scratch, _folder) = scratch().await;
    let report = audit_between(live, &scratch, &pepper(), &mut |_| ()).await;
    scratch.delete().await.unwrap();
    report.unwrap().difference
}

/// Asserts that what was found is the row that was edited, and its column.
fn assert_named(found: Option<Difference>, edit: &Edit, rows: &BTreeSet<String>) {
    let sql = &edit.sql;
    let found = found.unwrap_or_else(|| panic!("{sql} is not found"));
    assert_eq!(found.table, edit.table, "{sql}: {found:?}");
    assert!(rows.contains(&found.id), "{sql}: {found:?} is none of {rows:?}");
    match &edit.column {
        // With another key it is another row.
        Some(column) if column.is_key && found.column.is_none() => (),
        Some(column) => assert_eq!(found.column.as_ref(), Some(&column.name), "{sql}: {found:?}"),
        None => assert_eq!(found.column, None, "{sql}: {found:?}"),
    }
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn every_edit_of_what_follows_from_outcomes_is_found(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let contract = world.contract("YNYY-HC-2026-017").await;
    let certificate = world.certificate(&contract, "26112000000012345678").await;
    let lending = world.lending(&certificate, "JB-E2E-0001");
    world.bank_opens(&lending, "5000000.00").await;
    world.bank_lends(&lending).await;
    world.loan_goes_on(&lending).await;
    let database = database(&world).await;
    let (scratch, _folder) = scratch().await;
    let live = database.begin().await.unwrap();
    let mut replay = Replay::new(&live, &scratch, Mode::Fold).await.unwrap();
    assert!(replay.run(&mut |_| ()).await.is_ok());
    assert_eq!(found_beside(&live, &scratch).await, None);
    let mut following = tables(&scratch).await;
    following.retain(|table| !LEDGER.contains(&table.name.as_str()));
    let mut empty = Vec::new();
    for table in &following {
        if table.ids(&live).await.is_empty() {
            scratch
                .connection()
                .execute_unprepared(&table.made_up(DbBackend::Sqlite))
                .await
                .unwrap();
            empty.push(table.made_up(live.get_database_backend()));
        }
    }
    live.rollback().await.unwrap();

    for table in &following {
        let backend = database.writer.get_database_backend();
        let row = table.row(backend, "1 = 1", 0);
        for edit in table.edits(backend, &row) {
            let live = database.begin().await.unwrap();
            for sql in &empty {
                live.execute_unprepared(sql).await.unwrap();
            }
            if let Some(rows) = made(&live, table, &edit).await {
                assert_named(found_beside(&live, &scratch).await, &edit, &rows);
            }
            live.rollback().await.unwrap();
        }
    }
    scratch.delete().await.unwrap();
    database.close().await.unwrap();
}

/// What differs from the scratch database, of what `rebuild --check` compares, and of the tree.
async fn found_beside(live: &DatabaseTransaction, scratch: &Scratch) -> Option<Difference> {
    let sides = Sides {
        live,
        scratch: scratch.connection(),
    };
    let tree = compare::<tree_node::Entity>(&sides, "tree_nodes", &mut |_| ()).await;
    let found = match tree {
        Ok(()) => states(&sides, &mut |_| ()).await,
        Err(stop) => Err(stop),
    };
    difference(found)
}

fn difference(found: Result<(), Stop>) -> Option<Difference> {
    match found {
        Ok(()) => None,
        Err(Stop::Difference(difference)) => Some(difference),
        Err(Stop::Fault(error)) => panic!("{error}"),
    }
}

/// Makes an edit. Gives the keys of the rows that it may be told by: those that are there no more, and those that are new, or the
/// one that was changed; nothing where it changes nothing.
async fn made(live: &DatabaseTransaction, table: &Table, edit: &Edit) -> Option<BTreeSet<String>> {
    let before: BTreeSet<String> = table.ids(live).await.into_iter().collect();
    let row = edit.sql.split_once("WHERE ").map_or("", |(_, row)| row);
    let changed = table.id(live, row).await;
    if change(live, &table.name, &edit.sql).await.unwrap() == 0 {
        return None;
    }
    let after: BTreeSet<String> = table.ids(live).await.into_iter().collect();
    let moved: BTreeSet<String> = before.symmetric_difference(&after).cloned().collect();
    Some(if moved.is_empty() {
        changed.into_iter().collect()
    } else {
        moved
    })
}

#[expect(
    clippy::default_trait_access,
    reason = "the testbed has a build of this crate of its own, whose types have no name here"
)]
/// A few entries, and three proposals: one that waits, one that was declined, and one that became an entry.
async fn proposed(engine: Engine) -> World {
    let world = World::with_everybody(engine).await;
    // The buyer enrolled surely before it proposes anything, by whichever clock.
    world.wait_days(1);
    let contract = world.contract("YNYY-HC-2026-017").await;
    let mut confirmations = Vec::new();
    for place in 0..3 {
        let receivable = world.new_id("receivable");
        let claim = world.claim(&contract, &receivable, &format!("2611200000001234567{place}"));
        world
            .act("supplier", "receivable.claim/1", claim, 1)
            .await
            .unwrap();
        confirmations.push(world.confirmation(&receivable, &world.new_id("certificate")));
    }
    let [appended, declined, waiting] = <[_; 3]>::try_from(confirmations).unwrap();
    let both = world
        .signed("buyer", "receivable.confirm/1", appended, 2)
        .await
        .unwrap();
    for line in both.statement.signatures() {
        let mut one = both.clone();
        one.statement = Statement::parse(both.statement.payload(), vec![line.clone()]).unwrap();
        world.store.submit(one).await.unwrap();
    }
    world
        .act("buyer", "receivable.confirm/1", declined, 1)
        .await
        .unwrap();
    let viewer = world.viewer("buyer", 0).await;
    let open = world
        .store
        .proposals(&viewer, Default::default())
        .await
        .unwrap()
        .items;
    let open = open
        .iter()
        .find(|proposal| proposal.stage.name() == "waiting")
        .unwrap();
    let member = world.person("buyer", 1).id;
    world
        .store
        .decline_proposal(&viewer, &open.id, member, "金额不符")
        .await
        .unwrap();
    world
        .act("buyer", "receivable.confirm/1", waiting, 1)
        .await
        .unwrap();
    world
}

/// The rows of a table that are edited: of proposals the one that waits, whose columns say most.
fn rows_of(table: &Table, backend: DbBackend) -> Vec<String> {
    match table.name.as_str() {
        "proposals" => vec![table.row(backend, "stage = 'waiting'", 0)],
        "proposal_signatures" => vec![table.row(
            backend,
            "proposal IN (SELECT id FROM proposals WHERE stage = 'waiting')",
            0,
        )],
        "head" => vec![table.row(backend, "1 = 1", 0)],
        _ => vec![table.row(backend, "1 = 1", 0), table.row(backend, "1 = 1", 7)],
    }
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn every_edit_of_the_ledger_and_of_proposals_is_found(#[case] engine: Engine) {
    let world = proposed(engine).await;
    let database = database(&world).await;
    let backend = database.writer.get_database_backend();
    let (scratch, _folder) = scratch().await;
    let mut ledger = tables(&scratch).await;
    scratch.delete().await.unwrap();
    ledger.retain(|table| LEDGER.contains(&table.name.as_str()));
    let mut edits = Vec::new();
    for table in &ledger {
        for row in rows_of(table, backend) {
            edits.extend(table.edits(backend, &row).into_iter().map(|edit| (table, edit)));
        }
    }
    for (table, edit) in edits {
        let live = database.begin().await.unwrap();
        let column = edit.column.as_ref().map_or("", |column| &column.name);
        if column.is_empty() && table.name == "head" && edit.sql.starts_with("INSERT")
            || REFUSED.contains(&(table.name.as_str(), column))
        {
            assert!(
                change(&live, &table.name, &edit.sql).await.is_err(),
                "{}",
                edit.sql
            );
        } else if let Some(rows) = made(&live, table, &edit).await {
            let found = audited(&live).await;
            if column.is_empty() && table.name == "proposals" {
                told_of_proposal(found, &edit, &rows);
            } else {
                assert_named(found, &edit, &rows);
            }
        }
        live.rollback().await.unwrap();
    }
    let live = database.begin().await.unwrap();
    assert_eq!(audited(&live).await, None, "everything was undone");
    live.rollback().await.unwrap();
    database.close().await.unwrap();
}

/// A proposal that goes away leaves its signatures; one that is added has the payload of another.
fn told_of_proposal(found: Option<Difference>, edit: &Edit, rows: &BTreeSet<String>) {
    let found = found.unwrap_or_else(|| panic!("{} is not found", edit.sql));
    if edit.sql.starts_with("DELETE") {
        assert_eq!(
            (found.table.as_str(), &found.column),
            ("proposal_signatures", &None)
        );
        assert!(rows.iter().any(|id| found.id.starts_with(id)), "{found:?}");
    } else {
        assert_eq!(
            (found.table.as_str(), found.column.as_deref()),
            ("proposals", Some("id"))
        );
        assert!(rows.contains(&found.id), "{found:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn on_sqlite_a_value_of_another_kind_is_found() {
    let world = proposed(Engine::Sqlite).await;
    let database = database(&world).await;
    let (scratch, _folder) = scratch().await;
    let all = tables(&scratch).await;
    scratch.delete().await.unwrap();
    for table in &all {
        for column in &table.columns {
            let live = database.begin().await.unwrap();
            let row = table.row(DbBackend::Sqlite, "1 = 1", 0);
            let sql = format!(
                "UPDATE {} SET {} = {} WHERE {row}",
                table.name,
                column.name,
                column.strange()
            );
            match change(&live, &table.name, &sql).await {
                // A number that is a key, a list of stages, and versions from 1 on refuse it, and some tables are empty.
                Err(_) | Ok(0) => (),
                Ok(_) => {
                    let found = difference(types::check(&live).await).unwrap_or_else(|| panic!("{sql}"));
                    assert_eq!(
                        (&found.table, found.column.as_ref()),
                        (&table.name, Some(&column.name)),
                        "{sql}"
                    );
                }
            }
            live.rollback().await.unwrap();
        }
    }
    let live = database.begin().await.unwrap();
    change(
        &live,
        "entries",
        "UPDATE entries SET received = 'late' WHERE seq = 3",
    )
    .await
    .unwrap();
    let found = audited(&live).await.unwrap();
    assert_eq!(
        (found.table.as_str(), found.id.as_str(), found.column.as_deref()),
        ("entries", "3", Some("received"))
    );
    live.rollback().await.unwrap();
    database.close().await.unwrap();
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_trigger_that_is_gone_or_empty_is_found(#[case] engine: Engine) {
    let world = World::open(engine).await;
    let database = database(&world).await;
    let away: &[(&str, &str)] = match engine {
        Engine::Sqlite => &[
            ("DROP TRIGGER entries_never_delete", "entries"),
            ("DROP TRIGGER head_only_forward", "head"),
            ("DROP TRIGGER checkpoints_never_replaced", "checkpoints"),
            (
                "DROP TRIGGER bodies_never_update; CREATE TRIGGER bodies_never_update BEFORE UPDATE ON bodies \
                 BEGIN SELECT 1; END",
                "bodies",
            ),
        ],
        Engine::Postgres => &[
            ("DROP TRIGGER entries_never_change ON entries", "entries"),
            ("ALTER TABLE head DISABLE TRIGGER head_only_forward", "head"),
            ("ALTER TABLE checkpoints DISABLE TRIGGER USER", "checkpoints"),
            (
                "CREATE OR REPLACE FUNCTION tallystick_never() RETURNS trigger LANGUAGE plpgsql AS \
                 $$ BEGIN RETURN NEW; END $$",
                "entries",
            ),
        ],
    };
    for (sql, table) in away {
        let live = database.begin().await.unwrap();
        live.execute_unprepared(sql).await.unwrap();
        let found = audited(&live)
            .await
            .unwrap_or_else(|| panic!("{sql} is not found"));
        assert_eq!(found.table, *table, "{sql}: {found:?}");
        assert!(found.id.starts_with("trigger "), "{found:?}");
        tallystick_migrations::put_guards_back(&live).await.unwrap();
        assert_eq!(audited(&live).await, None, "{sql}");
        live.rollback().await.unwrap();
    }
    database.close().await.unwrap();
}
