//! These tables stand beside the ledger: nothing follows from them, and nothing of the ledger's moves them.

use rstest::rstest;
use sea_orm::{ConnectionTrait as _, Database};
use tallystick_migrations::{Migrator, MigratorTrait as _};
use tallystick_store::{
    DatabaseUrl, Invitee, NewInvitation, Settings, Store, audit, backup, check_read_model, rebuild,
};
use tallystick_testbed::{Engine, World, service_keys};

use super::instances::instance;
use super::{rows, signs_in};

const TABLES: [&str; 5] = ["challenges", "sign_ins", "invitations", "read_marks", "instances"];

/// One row in each table; returns the secret of the sign-in.
async fn used(world: &World) -> String {
    let signed_in = signs_in(world, "supplier", 0).await;
    world.store.challenge().await.unwrap();
    let invitation = NewInvitation {
        invitee: Invitee::OwnDevice,
        label: "手机".into(),
    };
    world.store.invite(&signed_in.viewer, invitation).await.unwrap();
    world.store.mark_read(&signed_in.viewer, 7).await.unwrap();
    let serves = instance("one", world.store.now());
    world.store.note_instance(&serves).await.unwrap();
    signed_in.secret
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn audits_and_rebuilds_leave_them_alone(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    used(&world).await;
    let scratch = tempfile::tempdir().unwrap();
    let (settings, pepper) = (world.settings(), service_keys().pepper);
    let report = audit(&settings, &pepper, scratch.path(), &mut |_| ())
        .await
        .unwrap();
    assert_eq!(report.difference, None);
    let report = check_read_model(&settings, scratch.path(), &mut |_| ())
        .await
        .unwrap();
    assert_eq!(report.difference, None);
    world.store.clone().close().await;
    let report = rebuild(&settings, scratch.path(), &mut |_| ()).await.unwrap();
    assert_eq!(report.difference, None);
    for table in TABLES {
        assert_eq!(rows(world.database().url(), table).await, 1, "{table}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_has_invitations_and_marks_and_nobody_who_is_signed_in() {
    let world = World::with_everybody(Engine::Sqlite).await;
    let secret = used(&world).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("copy.sqlite");
    backup(&world.settings(), &file).await.unwrap();
    let names: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(names, ["copy.sqlite"]);
    let id = tallystick_store::sign_in_id(&secret).to_string();
    let bytes = std::fs::read(&file).unwrap();
    assert!(!bytes.windows(id.len()).any(|window| window == id.as_bytes()));
    let url = format!("sqlite:{}", file.display());
    for (table, expected) in TABLES.into_iter().zip([0, 0, 1, 1, 0]) {
        assert_eq!(rows(&url, table).await, expected, "{table}");
    }
    assert!(world.store.signed_in(&secret).await.unwrap().is_some());

    let settings = Settings {
        database: DatabaseUrl::Sqlite(file),
        readers: 1,
    };
    let restored = Store::open(&settings, service_keys(), world.ambient())
        .await
        .unwrap();
    assert_eq!(restored.signed_in(&secret).await.unwrap(), None);
    let viewer = world.viewer("supplier", 0).await;
    assert_eq!(restored.read_mark(&viewer).await.unwrap(), 7);
    assert_eq!(restored.invitations(&viewer).await.unwrap().len(), 1);
    restored.close().await;
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_database_without_them_gets_them_when_it_is_opened(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let secret = used(&world).await;
    world.store.clone().close().await;
    let url = world.database().url().replacen("sqlite:", "sqlite://", 1);
    let database = Database::connect(url).await.unwrap();
    while database
        .execute_unprepared("SELECT * FROM challenges")
        .await
        .is_ok()
    {
        Migrator::down(&database, Some(1)).await.unwrap();
    }
    for table in TABLES {
        let gone = database
            .execute_unprepared(&format!("SELECT * FROM {table}"))
            .await;
        assert!(gone.is_err(), "{table} is gone");
    }
    database.close().await.unwrap();

    let mut world = world;
    if engine == Engine::Sqlite {
        // A backup of a database without the tables has none either.
        let folder = tempfile::tempdir().unwrap();
        backup(&world.settings(), &folder.path().join("copy.sqlite"))
            .await
            .unwrap();
    }
    world.store = Store::open(&world.settings(), service_keys(), world.ambient())
        .await
        .unwrap();
    assert_eq!(world.store.signed_in(&secret).await.unwrap(), None);
    used(&world).await;
    for table in TABLES {
        assert_eq!(rows(world.database().url(), table).await, 1, "{table}");
    }
}
