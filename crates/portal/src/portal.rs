//! What every page has at hand.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::http::Extensions;
use tallystick_base::{Millis, PartyId};
use tallystick_commands::certificates::CertificateNumber;
use tallystick_commands::{Summaries, SummaryFault};
use tallystick_ledger::Bundle;
use tallystick_store::{CertificateBundle, Store};
use tokio::sync::Semaphore;

use crate::audits::{AuditSettings, Audits};
use crate::demo_seats::DemoSeats;
use crate::news::NewsCounts;
use crate::upkeep::Upkeep;
use crate::words::{AllWords, WordsFault};

/// How the portal is set up.
#[derive(Clone)]
pub struct PortalSettings {
    /// Whether browsers come over TLS, so that cookies are sent over nothing else.
    pub secure: bool,
    /// The address under which people reach the service, without a slash behind; printed in documents and codes.
    pub address: String,
    /// Whether this number may be asked for once more now: amounts must not be found by trying, by whichever door.
    pub ask_number: Arc<dyn Fn(&CertificateNumber) -> bool + Send + Sync>,
    /// Whether anyone may read the leaves of the ledger, or members only; the same as through the API.
    pub public_entries: bool,
    /// Whether the address that a request came from may ask once more now, without saying who it is.
    pub ask_address: Arc<dyn Fn(&Extensions) -> bool + Send + Sync>,
    /// What the process calls itself among those that serve the ledger.
    pub instance: String,
    /// When the process began to serve, by the clock of the machine: that of a demo is moved about.
    pub began: Millis,
    /// How much is worked on at once, and how long.
    pub bounds: Bounds,
    /// Lists in a bundle the papers of which the files are kept; the same as through the API.
    pub papers: ListPapers,
    /// What an audit needs that runs beside the service.
    pub audit: AuditSettings,
    /// What the service does by itself; whoever runs it tells here.
    pub upkeep: Upkeep,
    /// What anyone may do in a demo; nothing anywhere else.
    pub demo: DemoSeats,
}

/// The bundle on a certificate of this supplier, with its papers listed; none where their files cannot be read.
pub type ListPapers = Arc<dyn Fn(CertificateBundle, PartyId) -> Listing + Send + Sync>;

/// A listing of papers under way.
pub type Listing = Pin<Box<dyn Future<Output = Option<Bundle>> + Send>>;

/// What bounds a request for a page; the same as through the API.
#[derive(Debug, Clone)]
pub struct Bounds {
    /// What a request needs while it is worked on; whoever else shares it is bound together with the pages.
    pub requests: Arc<Semaphore>,
    /// How long a page may take, what was sent included.
    pub request_time: Duration,
    /// How long what was sent may take to arrive.
    pub body_time: Duration,
    /// The longest form, in bytes.
    pub form_bytes: usize,
}

/// The state of the portal. Cheap to clone.
#[derive(Clone)]
pub struct Portal {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    settings: PortalSettings,
    words: AllWords,
    summaries: Summaries,
    news: NewsCounts,
    audits: Audits,
}

/// What ships with the program and cannot be read. It is found by every test.
#[derive(Debug, thiserror::Error)]
pub enum PortalFault {
    /// The words of pages.
    #[error(transparent)]
    Words(#[from] WordsFault),
    /// The sentences of acts.
    #[error(transparent)]
    Summaries(#[from] SummaryFault),
}

impl Portal {
    /// The portal over a store.
    pub fn new(store: Store, settings: PortalSettings) -> Result<Self, PortalFault> {
        let inner = Inner {
            words: AllWords::shipped()?,
            summaries: Summaries::shipped()?,
            news: NewsCounts::default(),
            audits: Audits::default(),
            store,
            settings,
        };
        Ok(Self {
            inner: Arc::new(inner),
        })
    }

    pub(crate) fn store(&self) -> &Store {
        &self.inner.store
    }

    pub(crate) fn settings(&self) -> &PortalSettings {
        &self.inner.settings
    }

    pub(crate) fn words(&self) -> &AllWords {
        &self.inner.words
    }

    pub(crate) fn news(&self) -> &NewsCounts {
        &self.inner.news
    }

    pub(crate) fn audits(&self) -> &Audits {
        &self.inner.audits
    }

    pub(crate) fn summaries(&self) -> &Summaries {
        &self.inner.summaries
    }
}

impl fmt::Debug for Portal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Portal").finish_non_exhaustive()
    }
}
