//! Reading again what was sealed, stretch by stretch.

use rstest::rstest;
use sea_orm::{ConnectionTrait as _, Database};
use tallystick_testbed::{Engine, World};

/// Changes a column of entry 4 behind the service's back, to what the entry of another number has there.
async fn change(world: &World, engine: Engine, column: &str) {
    let url = world.database().url().replacen("sqlite:", "sqlite://", 1);
    let database = Database::connect(url).await.unwrap();
    let unguarded = match engine {
        Engine::Postgres => "ALTER TABLE entries DISABLE TRIGGER USER",
        Engine::Sqlite => "DROP TRIGGER IF EXISTS entries_never_update",
    };
    database.execute_unprepared(unguarded).await.unwrap();
    let sql =
        format!("UPDATE entries SET {column} = (SELECT {column} FROM entries WHERE seq = 2) WHERE seq = 4");
    let changed = database.execute_unprepared(&sql).await.unwrap();
    assert_eq!(changed.rows_affected(), 1);
    database.close().await.unwrap();
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_ledger_that_is_as_it_was_sealed_is_read_to_its_end_and_begun_anew(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    world.contract("YNYY-HC-2026-017").await;
    let size = *world.store.watch().borrow();
    let (mut from, mut stretches) = (0, 0);
    loop {
        let next = world.store.scrub(from, 7).await.unwrap();
        stretches += 1;
        if next == 0 {
            break;
        }
        assert_eq!(next, from + 7);
        from = next;
    }
    assert_eq!(stretches, size.div_ceil(7));
    assert_eq!(world.store.scrub(0, size).await.unwrap(), 0, "all at once");
    assert_eq!(
        world.store.scrub(size, 7).await.unwrap(),
        0,
        "there is nothing there"
    );
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_was_changed_is_found_by_the_stretch_that_it_lies_in(
    #[case] engine: Engine,
    #[values(
        ("leaf", "leaf hash"),
        ("leaf_hash", "leaf hash"),
        ("chain", "chain value")
    )]
    changed: (&str, &str),
) {
    let (column, differs) = changed;
    let world = World::with_everybody(engine).await;
    assert_eq!(world.store.scrub(4, 3).await.unwrap(), 7);

    change(&world, engine, column).await;

    assert_eq!(
        world.store.scrub(0, 4).await.unwrap(),
        4,
        "the stretch before is whole"
    );
    assert_eq!(world.store.scrub(5, 2).await.unwrap(), 7, "and the one behind it");
    let error = world.store.scrub(4, 3).await.unwrap_err();
    assert_eq!(
        (error.code(), error.to_string()),
        (
            "corrupt-row",
            format!("table entries, row 4: the leaf does not hash to its {differs}; run an audit")
        )
    );
}
