//! What all stories share while they are told: the ledger, the calendar, and the record of what happened.

use std::io::Write;
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::Context as _;
use serde_json::Value;
use tallystick_base::Millis;
use tallystick_client::Ambient;
use tallystick_commands::{Language, Summaries};
use tallystick_ledger::LedgerId;
use tallystick_store::Store;

use super::clock::DemoClock;
use super::days::Days;
use super::outbox::Outbox;
use super::record::{Act, Chapter, Ending, Said, Strand};

/// A demo that is being told.
pub(super) struct Telling {
    pub(super) ledger: LedgerId,
    pub(super) ambient: Ambient,
    pub(super) days: Days,
    /// Where messages to and from banks are left.
    pub(super) outbox: Outbox,
    /// The service's store, which records what fell due when a story says so.
    pub(super) store: Store,
    summaries: Summaries,
    record: Mutex<Record>,
}

/// What happened so far, and who hears of it.
struct Record {
    acts: Vec<Act>,
    listener: Box<dyn Write + Send>,
    /// The heading under which the last act was told.
    heading: Option<(Strand, Chapter)>,
    /// Up to which entry the acts of the service itself were looked for.
    looked_up_to: Option<u64>,
}

/// Somebody's act, before its time and the words for it are added.
pub(super) struct Doing {
    pub(super) strand: Strand,
    pub(super) chapter: Chapter,
    pub(super) at: Millis,
    pub(super) party: &'static str,
    pub(super) members: Vec<&'static str>,
    pub(super) said: Said,
    pub(super) ending: Ending,
}

impl Telling {
    /// Nothing has happened yet. Each act is told to the listener when it has.
    pub(super) fn begin(
        ledger: LedgerId,
        clock: &DemoClock,
        days: Days,
        outbox: Outbox,
        store: Store,
        listener: Box<dyn Write + Send>,
    ) -> anyhow::Result<Self> {
        Ok(Self {
            ledger,
            ambient: clock.of_party(),
            days,
            outbox,
            store,
            summaries: Summaries::shipped()?,
            record: Mutex::new(Record {
                acts: Vec::new(),
                listener,
                heading: None,
                looked_up_to: None,
            }),
        })
    }

    /// What a body says, in both languages.
    pub(super) fn said(&self, kind: &'static str, body: &str) -> anyhow::Result<Said> {
        let body: Value = serde_json::from_str(body)?;
        Ok(Said {
            kind: Some(kind),
            zh: self.summaries.sentence(kind, &body, Language::Zh)?,
            en: self.summaries.sentence(kind, &body, Language::En)?,
        })
    }

    /// Keeps and tells an act, under a heading where another story or chapter went before.
    pub(super) fn happened(&self, doing: Doing) -> anyhow::Result<()> {
        let act = Act {
            story: doing.strand,
            chapter: doing.chapter,
            at: doing.at,
            date: self.days.written(doing.at),
            party: doing.party,
            members: doing.members,
            kind: doing.said.kind,
            zh: doing.said.zh,
            en: doing.said.en,
            ending: doing.ending,
        };
        let mut record = self.record();
        let heading = (act.story, act.chapter);
        if record.heading.replace(heading) != Some(heading) {
            let (story, chapter) = (act.story.heading(), act.chapter.heading());
            writeln!(record.listener, "\n{story} · {chapter}").context(UNHEARD)?;
        }
        writeln!(record.listener, "{}", act.told()).context(UNHEARD)?;
        record.acts.push(act);
        Ok(())
    }

    /// Up to which entry the acts of the service itself were told.
    pub(super) fn looked_up_to(&self) -> Option<u64> {
        self.record().looked_up_to
    }

    pub(super) fn has_looked_up_to(&self, seq: u64) {
        self.record().looked_up_to = Some(seq);
    }

    /// Everything that happened, in order.
    pub(super) fn acts(&self) -> Vec<Act> {
        self.record().acts.clone()
    }

    fn record(&self) -> MutexGuard<'_, Record> {
        self.record.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whoever listens is gone.
const UNHEARD: &str = "the story cannot be told";
