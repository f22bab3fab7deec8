//! The scene: a fresh ledger of the demo's own, served by the real service over real HTTP.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context as _;
use tallystick_base::CreditCode;
use tallystick_ledger::{LedgerId, VerifierKey};
use tallystick_parties::{IdentityCode, Role};
use tallystick_portal::{DemoSeat, DemoSeats};
use tallystick_store::Store;

use super::clock::DemoClock;
use super::crew::{Crew, Person};
use super::{cast, core_banking, forms};
use crate::commands::init::{Enrolled, EnrolledMember, opening};
use crate::config::Place;
use crate::key_directory::KeyDirectory;
use crate::private;
use crate::serve::{self, Running, Serving};

/// A name that no real ledger has (RFC 6761): `serve` refuses it.
const ORIGIN: &str = "demo.tallystick.invalid";

/// Connections to read with; the parties of the demo act one after another.
pub(super) const READERS: u32 = 4;

/// What whoever finds the folder of an interrupted demo reads.
const UNFINISHED: &str = "a `tallystick demo` stopped here before its ledger was open. Remove this folder.\n";

/// A served ledger.
pub(super) struct Stage {
    place: Place,
    store: Store,
    running: Running,
    seats: DemoSeats,
    pub(super) ledger: LedgerId,
    pub(super) vkeys: [VerifierKey; 2],
    /// The body of entry 0.
    pub(super) opening: String,
}

impl Stage {
    /// Opens a ledger in this place, where none may be yet, and serves it.
    pub(super) async fn set(
        place: Place,
        listen: SocketAddr,
        operator: &Crew,
        clock: &DemoClock,
    ) -> anyhow::Result<Self> {
        let seats = DemoSeats::default();
        let listener = serve::bind(listen, "--listen").await?;
        private::make_folder(&place.data)?;
        let ledger: LedgerId = ORIGIN.parse()?;
        let directory = KeyDirectory::at(&place.keys);
        let keys = directory.make(&ledger, UNFINISHED)?;
        let vkeys = keys.log.verifiers();
        let ambient = clock.of_service();
        let submission = opening(&ledger, &enrolled(operator)?, &keys, &ambient)?;
        let opening = String::from_utf8(submission.body.clone())?;
        let store = Store::create(&place.settings(READERS), keys, ambient, submission)
            .await
            .with_context(|| format!("the demo's ledger cannot be opened in {}", place.database))?;
        directory.finish()?;
        let serving = Serving {
            listener,
            tls: None,
            files: place.files(),
            place: place.clone(),
            public_entries: true,
            connections: 256,
            stop_within: Duration::from_secs(5),
            // What falls due is recorded when a story says so, and by the clock once all are told.
            sweeping: false,
            metrics: None,
            address: None,
            seats: seats.clone(),
        };
        let running = serve::start(&store, serving)?;
        Ok(Self {
            place,
            store,
            running,
            seats,
            ledger,
            vkeys,
            opening,
        })
    }

    /// Where it is served, as seen from this machine.
    pub(super) fn url(&self) -> String {
        let mut address = self.running.address();
        if address.ip().is_unspecified() {
            address.set_ip(match address.ip() {
                IpAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
                IpAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
            });
        }
        format!("http://{address}")
    }

    pub(super) fn place(&self) -> &Place {
        &self.place
    }

    /// The store behind the service.
    pub(super) fn store(&self) -> Store {
        self.store.clone()
    }

    /// From now on what falls due is recorded about once a minute.
    pub(super) fn keep_sweeping(&mut self) {
        self.running.keep_sweeping(&self.store);
    }

    /// Lets anyone take one of these seats on the pages, and have what the own systems of banks and suppliers would write.
    pub(super) fn open_seats(&self, seats: Vec<DemoSeat>) {
        self.seats.open(seats, core_banking::sent, forms::written);
    }

    /// Where messages to and from banks are left.
    pub(super) fn messages(&self) -> PathBuf {
        self.place.data.join("messages")
    }

    /// Where the keys of all who take part are left.
    pub(super) fn members(&self) -> PathBuf {
        self.place.data.join("members")
    }

    /// Ends what is under way and closes the ledger.
    pub(super) async fn strike(self) {
        self.running.stop().await;
        self.store.close().await;
    }
}

/// The operator as the opening takes it.
fn enrolled(operator: &Crew) -> anyhow::Result<Enrolled> {
    let [first, second] = operator.people.as_slice() else {
        anyhow::bail!("the operator opens the ledger with two members");
    };
    let member = |person: &Person, other| -> anyhow::Result<EnrolledMember> {
        Ok(EnrolledMember {
            member: person.id,
            name: person.name.parse()?,
            roles: [Role::Admin, other],
            key: person.key.clone(),
        })
    };
    Ok(Enrolled {
        party: operator.party,
        name: operator.sketch.name.parse()?,
        identity: IdentityCode::Uscc(CreditCode::parse(cast::OPERATOR.code)?),
        members: [member(first, Role::Maker)?, member(second, Role::Checker)?],
    })
}
