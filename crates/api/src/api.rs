//! What every handler has at hand.

use std::fmt;
use std::sync::Arc;

use axum::http::Extensions;
use object_store::ObjectStore;
use tallystick_commands::certificates::CertificateNumber;
use tallystick_commands::{Summaries, SummaryFault};
use tallystick_store::Store;
use tokio::sync::{Semaphore, watch};

use crate::files::Shelf;
use crate::limits::{Address, Gate, Limits};

/// How the API is set up.
#[derive(Clone)]
pub struct ApiSettings {
    /// Whether anyone may read the entries of the log and its opening. They show no names, amounts or terms, but who deals
    /// with whom, and when; so it is off but for demonstrations.
    pub public_entries: bool,
    /// Where evidence files are kept: a folder, or a bucket.
    pub files: Arc<dyn ObjectStore>,
    /// How much one caller may ask for.
    pub limits: Limits,
}

impl fmt::Debug for ApiSettings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ApiSettings")
            .field("public_entries", &self.public_entries)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

/// The state of the API. Cheap to clone.
#[derive(Clone)]
pub struct Api {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    shelf: Shelf,
    settings: ApiSettings,
    gate: Gate,
    summaries: Summaries,
    stopped: watch::Sender<bool>,
}

impl Api {
    /// The API over a store. It fails only where the sentences that ship with the program cannot be read.
    pub fn new(store: Store, settings: ApiSettings) -> Result<Self, SummaryFault> {
        let inner = Inner {
            shelf: Shelf::new(settings.files.clone()),
            gate: Gate::new(&settings.limits),
            summaries: Summaries::shipped()?,
            stopped: watch::Sender::new(false),
            store,
            settings,
        };
        Ok(Self {
            inner: Arc::new(inner),
        })
    }

    /// Ends every feed, so that a graceful stop need not wait for readers who never leave. Other requests go on.
    pub fn stop(&self) {
        self.inner.stopped.send_replace(true);
    }

    /// Whether this number may be asked for once more now. Every door for the public asks here, so that no two add up.
    pub fn admits_number(&self, number: &CertificateNumber) -> bool {
        self.gate().number(number.as_str()).is_ok()
    }

    /// Whether the address that a request came from may ask once more now, without saying who it is.
    pub fn admits_visitor(&self, extensions: &Extensions) -> bool {
        self.gate().address(Address::of(extensions)).is_ok()
    }

    /// What a request needs while it is worked on. Pages need the same, so that both together are bounded.
    pub fn room(&self) -> Arc<Semaphore> {
        Arc::clone(&self.gate().requests)
    }

    /// How much one caller may ask for.
    pub fn limits(&self) -> &Limits {
        &self.inner.settings.limits
    }

    pub(crate) fn store(&self) -> &Store {
        &self.inner.store
    }

    pub(crate) fn shelf(&self) -> &Shelf {
        &self.inner.shelf
    }

    pub(crate) fn gate(&self) -> &Gate {
        &self.inner.gate
    }

    pub(crate) fn public_entries(&self) -> bool {
        self.inner.settings.public_entries
    }

    pub(crate) fn summaries(&self) -> &Summaries {
        &self.inner.summaries
    }

    /// Becomes true when feeds must end.
    pub(crate) fn stopped(&self) -> watch::Receiver<bool> {
        self.inner.stopped.subscribe()
    }
}

impl fmt::Debug for Api {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Api")
            .field("settings", &self.inner.settings)
            .finish_non_exhaustive()
    }
}
