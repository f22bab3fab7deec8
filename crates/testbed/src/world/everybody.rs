//! The ledger with everybody in it: most tests begin there, so it is written once in a process, and copied.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tallystick_store::Store;
use tokio::sync::OnceCell;

use super::{Company, World, ambient, cast, service_keys, settings};
use crate::Engine;
use crate::template::Template;

/// A world at rest.
pub(super) struct Everybody {
    companies: BTreeMap<&'static str, Company>,
    template: Template,
    clock: u64,
    chance: u64,
}

impl Everybody {
    /// The one on this database, which whoever asks first has to wait for.
    pub(super) async fn of(engine: Engine) -> &'static Self {
        static SQLITE: OnceCell<Everybody> = OnceCell::const_new();
        static POSTGRES: OnceCell<Everybody> = OnceCell::const_new();
        let cell = match engine {
            Engine::Sqlite => &SQLITE,
            Engine::Postgres => &POSTGRES,
        };
        cell.get_or_init(|| Self::gather(engine)).await
    }

    async fn gather(engine: Engine) -> Self {
        let mut world = World::open(engine).await;
        for name in cast::NAMES.into_iter().skip(1) {
            world.join(name).await;
        }
        world.store.close().await;
        Self {
            companies: world.companies,
            clock: world.clock.load(Ordering::SeqCst),
            chance: world.chance.load(Ordering::SeqCst),
            template: world.database.into_template(),
        }
    }

    /// A world that goes on from there, on a database of its own.
    pub(super) async fn world(&self) -> World {
        let database = self.template.copy();
        let clock = Arc::new(AtomicU64::new(self.clock));
        let chance = Arc::new(AtomicU64::new(self.chance));
        let store = Store::open(&settings(&database), service_keys(), ambient(&clock, &chance))
            .await
            .expect("a copy of a ledger is one");
        World {
            store,
            companies: self.companies.clone(),
            database,
            clock,
            chance,
        }
    }
}
