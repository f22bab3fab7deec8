//! A ledger with everybody in it: one party of each kind, with keys at hand, on a database of its own.
//!
//! Time stands still until it is moved, and chance is a counter, so a test that fails once fails again. Names and codes
//! are invented.

mod acts;
mod audit;
mod beginning;
mod cast;
mod lending;
mod lent;
mod opening;

pub use lending::{BANK_ACCOUNT, Beside, Lending, assessment, product, yuan};

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::Value;
use tallystick_base::{Capacity, MemberId, Millis, PartyId};
use tallystick_ledger::{LedgerId, LogKeys, SigningKey};
use tallystick_store::{Ambient, Answer, Pepper, Refused, ServiceKeys, Settings, Store, Viewer};
use zeroize::Zeroizing;

pub use self::beginning::Beginning;
pub use self::lent::LENT;
use crate::{Engine, Fresh};

/// The name of the ledger; `.test` belongs to nobody (RFC 2606).
const ORIGIN: &str = "ledger.test";
/// 2026-02-09, 09:00 in Beijing.
const BEGINNING: u64 = 1_770_598_800_000;

/// A ledger in use, on one of the databases.
pub struct World {
    /// The store.
    pub store: Store,
    /// Everybody, by a short name: operator, supplier, weaver, buyer, centre, bank, guarantor, manager, auditor.
    pub companies: BTreeMap<&'static str, Company>,
    database: Fresh,
    clock: Arc<AtomicU64>,
    chance: Arc<AtomicU64>,
}

/// A party with the keys of its members.
#[derive(Clone)]
pub struct Company {
    /// The party.
    pub id: PartyId,
    /// What it acts as.
    pub capacity: Capacity,
    /// Its code.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its members: the first is maker, the second checker; both are admins.
    pub people: Vec<Person>,
}

/// A member with a key.
#[derive(Clone)]
pub struct Person {
    /// The member.
    pub id: MemberId,
    /// The key.
    pub key: SigningKey,
}

impl World {
    /// Opens a ledger on a fresh database: the operator, the published rules, and nobody else.
    ///
    /// # Panics
    /// Where the ground of a test cannot be prepared, the test has failed.
    pub async fn open(engine: Engine) -> Self {
        let database = engine.fresh();
        let clock = Arc::new(AtomicU64::new(BEGINNING));
        let chance = Arc::new(AtomicU64::new(1));
        let ambient = ambient(&clock, &chance);
        let operator = cast::company(&ambient, "operator");
        let keys = service_keys();
        let opening = opening::opening(&operator, &keys, &ambient);
        let store = Store::create(&settings(&database), keys, ambient, opening)
            .await
            .expect("an empty database takes a ledger");
        let mut world = Self {
            store,
            companies: BTreeMap::from([("operator", operator)]),
            database,
            clock,
            chance,
        };
        world.publish_rules().await;
        world
    }

    /// As [`World::open`], with everybody registered, and accepted by themselves.
    ///
    /// # Panics
    /// Where the ground of a test cannot be prepared, the test has failed.
    pub async fn with_everybody(engine: Engine) -> Self {
        static EVERYBODY: Beginning<()> = Beginning::untold();
        let gathering = move || async move {
            let mut world = Self::open(engine).await;
            for name in cast::NAMES.into_iter().skip(1) {
                world.join(name).await;
            }
            (world, ())
        };
        let (world, ()) = EVERYBODY.of(engine, gathering).await;
        world
    }

    /// A party.
    pub fn company(&self, name: &str) -> &Company {
        self.companies.get(name).unwrap_or_else(|| unknown(name))
    }

    /// The database.
    pub fn database(&self) -> &Fresh {
        &self.database
    }

    /// How to open another store on the same database.
    pub fn settings(&self) -> Settings {
        settings(&self.database)
    }

    /// The same time, and chance that never repeats.
    pub fn ambient(&self) -> Ambient {
        ambient(&self.clock, &self.chance)
    }

    /// Lets time pass.
    pub fn wait_days(&self, days: u64) {
        self.wait(days * 24 * 60 * 60 * 1_000);
    }

    /// Lets milliseconds pass.
    pub fn wait(&self, millis: u64) {
        self.clock.fetch_add(millis, Ordering::SeqCst);
    }

    /// The member of a party as someone who reads: `place` 0 is the maker, 1 the checker.
    ///
    /// # Panics
    /// Where the database does not answer, or the key may not sign.
    pub async fn viewer(&self, name: &str, place: usize) -> Viewer {
        let kid = self.person(name, place).key.public().thumbprint();
        let viewer = self.store.viewer(&kid).await.expect("the database answers");
        viewer.expect("the key of a member may sign")
    }

    /// A member of a party.
    pub fn person(&self, name: &str, place: usize) -> &Person {
        self.company(name)
            .people
            .get(place)
            .unwrap_or_else(|| unknown(name))
    }

    /// Prepares, signs and submits an act of a party, signed by the first `signers` of its members.
    pub async fn act(&self, name: &str, kind: &str, body: Value, signers: usize) -> Result<Answer, Refused> {
        let submission = self.signed(name, kind, body, signers).await?;
        self.store.submit(submission).await
    }
}

fn unknown<T>(name: &str) -> T {
    #[expect(clippy::panic, reason = "a test that asks for nobody has failed")]
    {
        panic!("nobody is called {name}")
    }
}

fn settings(database: &Fresh) -> Settings {
    Settings {
        database: database
            .url()
            .parse()
            .expect("the testbed gives addresses that the store takes"),
        readers: 4,
    }
}

fn ambient(clock: &Arc<AtomicU64>, chance: &Arc<AtomicU64>) -> Ambient {
    let (clock, chance) = (Arc::clone(clock), Arc::clone(chance));
    Ambient::new(
        move || Millis::new(clock.load(Ordering::SeqCst)).expect("tests stay within the calendar"),
        move |bytes| {
            for chunk in bytes.chunks_mut(8) {
                let word = splitmix(chance.fetch_add(1, Ordering::SeqCst)).to_le_bytes();
                let length = chunk.len();
                chunk.copy_from_slice(word.get(..length).expect("a chunk has at most eight bytes"));
            }
        },
    )
}

/// `SplitMix64`: numbers that look like chance, and are the same every time.
fn splitmix(place: u64) -> u64 {
    let mut word = place.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}

/// The service's keys of every ledger of this kind.
#[expect(clippy::missing_panics_doc, reason = "it cannot panic: its numbers are keys")]
pub fn service_keys() -> ServiceKeys {
    let key = |byte: u8| {
        SigningKey::from_random(&Zeroizing::new([byte; 32])).expect("a small number is a key of P-256")
    };
    let ledger: LedgerId = ORIGIN.parse().expect("the name is a ledger's");
    ServiceKeys {
        statement: key(11),
        log: LogKeys::new(ledger, &Zeroizing::new([12; 32]), key(13)),
        pepper: Pepper::new(Zeroizing::new([14; 32])),
    }
}
