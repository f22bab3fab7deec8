//! What many tests begin with: told once in a process on each database, and copied for each of them. Most of what a test on a
//! ledger takes is the way to where it begins.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tallystick_store::Store;
use tokio::sync::OnceCell;

use super::{Company, World, ambient, service_keys, settings};
use crate::Engine;
use crate::template::Template;

/// A world in which something has happened, and what a test has to know of it, such as the names of what it is about. It is kept in
/// a `static`; what one test goes on to do, no other sees.
pub struct Beginning<T> {
    sqlite: OnceCell<(Rest, T)>,
    postgres: OnceCell<(Rest, T)>,
}

impl<T: Clone> Beginning<T> {
    /// Nobody has asked for it yet.
    pub const fn untold() -> Self {
        Self {
            sqlite: OnceCell::const_new(),
            postgres: OnceCell::const_new(),
        }
    }

    /// A world of its own on this database, which goes on from there. Whoever asks first has it told, and the others wait for that.
    pub async fn of<F>(&self, engine: Engine, tell: impl FnOnce() -> F) -> (World, T)
    where
        F: Future<Output = (World, T)>,
    {
        let cell = match engine {
            Engine::Sqlite => &self.sqlite,
            Engine::Postgres => &self.postgres,
        };
        // On the heap, for a story that is told is much to keep at hand.
        let telling = cell.get_or_init(move || {
            Box::pin(async move {
                let (world, known) = tell().await;
                (Rest::of(world).await, known)
            })
        });
        let (rest, known) = telling.await;
        (rest.world().await, known.clone())
    }
}

/// A world at rest.
struct Rest {
    companies: BTreeMap<&'static str, Company>,
    template: Template,
    clock: u64,
    chance: u64,
}

impl Rest {
    async fn of(world: World) -> Self {
        world.store.close().await;
        Self {
            companies: world.companies,
            clock: world.clock.load(Ordering::SeqCst),
            chance: world.chance.load(Ordering::SeqCst),
            template: world.database.into_template(),
        }
    }

    /// A world that goes on from there, on a database of its own.
    async fn world(&self) -> World {
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
