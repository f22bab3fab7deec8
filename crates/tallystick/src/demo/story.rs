//! The one who tells: moves the clock, has the parties act through their clients, and keeps and prints what happened.

use std::io::Write;

use anyhow::{Context as _, bail, ensure};
use serde_json::Value;
use tallystick_base::{Digest, Millis};
use tallystick_client::{Ambient, Answer, ClientError, Draft, Prepared, Signed};
use tallystick_commands::{Language, Summaries};
use tallystick_ledger::LedgerId;

use super::clock::DemoClock;
use super::days::Days;
use super::desk::{Desk, Seat};
use super::papers::Paper;
use super::record::{Act, Chapter, Ending};

/// The story as far as it is told.
pub(super) struct Story {
    ledger: LedgerId,
    clock: DemoClock,
    ambient: Ambient,
    days: Days,
    summaries: Summaries,
    chapter: Chapter,
    acts: Vec<Act>,
    listener: Box<dyn Write + Send>,
}

/// What somebody is about to do, in words.
#[derive(Clone)]
struct Said {
    kind: Option<&'static str>,
    zh: String,
    en: String,
}

/// A statement that was taken, kept to be sent again.
pub(super) struct Kept {
    signed: Signed,
    said: Said,
}

impl Story {
    /// Nothing has happened yet. Each act is told to the listener when it has.
    pub(super) fn begin(
        ledger: LedgerId,
        clock: DemoClock,
        days: Days,
        listener: Box<dyn Write + Send>,
    ) -> anyhow::Result<Self> {
        Ok(Self {
            ledger,
            ambient: clock.of_party(),
            clock,
            days,
            summaries: Summaries::shipped()?,
            chapter: Chapter::Opening,
            acts: Vec::new(),
            listener,
        })
    }

    pub(super) fn ledger(&self) -> &LedgerId {
        &self.ledger
    }

    pub(super) fn days(&self) -> &Days {
        &self.days
    }

    /// A new id of this moment.
    pub(super) fn id<T>(&self, from_parts: impl FnOnce(u64, [u8; 10]) -> T) -> T {
        self.ambient.id(from_parts)
    }

    /// Everything that happened.
    pub(super) fn ended(self) -> Vec<Act> {
        self.acts
    }

    /// A new chapter begins.
    pub(super) fn begins(&mut self, chapter: Chapter) -> anyhow::Result<()> {
        self.chapter = chapter;
        writeln!(self.listener, "\n{}", chapter.heading()).context("the story cannot be told")
    }

    /// Pushes the clock to a minute in Beijing, so many working days ago.
    pub(super) fn moves_to(&mut self, ago: u32, hour: u32, minute: u32) -> anyhow::Result<()> {
        self.clock.push_to(self.days.at(ago, hour, minute)?)
    }

    /// From here on it happens now.
    pub(super) fn catches_up(&mut self) {
        self.clock.catch_up();
    }

    /// Entry 0, which was signed before the service could answer anybody.
    pub(super) fn was_opened_by(&mut self, operator: &Desk, body: &str) -> anyhow::Result<()> {
        let said = self.said("ledger.open/1", body)?;
        let seats = operator.both()?;
        self.happened(&seats, said, Ending::Appended { seq: 0 })
    }

    /// Somebody signs, and it is taken.
    pub(super) async fn taken(&mut self, seat: &Seat, kind: &'static str, body: Value) -> anyhow::Result<()> {
        self.taken_and_kept(seat, kind, body).await.map(drop)
    }

    /// The same, and the statement is kept.
    pub(super) async fn taken_and_kept(
        &mut self,
        seat: &Seat,
        kind: &'static str,
        body: Value,
    ) -> anyhow::Result<Kept> {
        let draft = seat.member.draft(kind, &body)?;
        let said = self.said(kind, draft.text())?;
        let signed = seat.member.sign(&prepared(seat, &draft).await?)?;
        let ending = appended(
            seat.member
                .submit(&signed)
                .await
                .with_context(|| failed(seat, kind))?,
        )?;
        self.happened(&[seat], said.clone(), ending)?;
        Ok(Kept { signed, said })
    }

    /// The very same bytes are sent a second time: nothing happens twice, and the first receipt is the answer.
    pub(super) async fn sent_again(&mut self, seat: &Seat, kept: Kept) -> anyhow::Result<()> {
        let answer = seat.member.submit(&kept.signed).await;
        let ending = appended(answer.context("what was sent again was not answered")?)?;
        ensure!(
            matches!(ending, Ending::Known { .. }),
            "what was sent twice was taken twice"
        );
        self.happened(&[seat], kept.said, ending)
    }

    /// The first member begins and the second signs too; it is taken.
    pub(super) async fn together(
        &mut self,
        seats: [&Seat; 2],
        kind: &'static str,
        body: Value,
    ) -> anyhow::Result<()> {
        let [first, second] = seats;
        let draft = first.member.draft(kind, &body)?;
        let said = self.said(kind, draft.text())?;
        let proposal = begun(first, &draft).await?;
        let answer = second.member.sign_proposal(&proposal).await;
        let ending = appended(answer.with_context(|| failed(second, kind))?)?;
        self.happened(&seats, said, ending)
    }

    /// One member signs alone what takes two: it waits, and is not in the ledger.
    pub(super) async fn waits(
        &mut self,
        seat: &Seat,
        kind: &'static str,
        body: Value,
    ) -> anyhow::Result<Digest> {
        let draft = seat.member.draft(kind, &body)?;
        let said = self.said(kind, draft.text())?;
        let proposal = begun(seat, &draft).await?;
        self.happened(&[seat], said, Ending::Waiting { proposal })?;
        Ok(proposal)
    }

    /// Another member reads what waits, finds that it says what is meant, and signs; it is taken.
    pub(super) async fn signs_too(
        &mut self,
        seat: &Seat,
        kind: &'static str,
        proposal: Digest,
    ) -> anyhow::Result<()> {
        let review = seat
            .member
            .review(&proposal)
            .await
            .with_context(|| failed(seat, kind))?;
        let said = self.said(kind, &review.proposal().body)?;
        let answer = seat.member.countersign(&review).await;
        let ending = appended(answer.with_context(|| failed(seat, kind))?)?;
        self.happened(&[seat], said, ending)
    }

    /// Somebody signs what the rules refuse with this code.
    pub(super) async fn refused(
        &mut self,
        seat: &Seat,
        kind: &'static str,
        body: Value,
        code: &str,
    ) -> anyhow::Result<()> {
        let draft = seat.member.draft(kind, &body)?;
        let said = self.said(kind, draft.text())?;
        let ending = refused_with(code, attempt(seat, &draft).await)?;
        self.happened(&[seat], said, ending)
    }

    /// Two members want what the rules refuse; however far they get with it, it is refused.
    pub(super) async fn refused_together(
        &mut self,
        seats: [&Seat; 2],
        kind: &'static str,
        body: Value,
        code: &str,
    ) -> anyhow::Result<()> {
        let [first, second] = seats;
        let draft = first.member.draft(kind, &body)?;
        let said = self.said(kind, draft.text())?;
        let outcome = match attempt(first, &draft).await {
            Ok(Answer::Waiting(proposal)) => second.member.sign_proposal(&proposal.id).await,
            other => other,
        };
        let ending = refused_with(code, outcome)?;
        self.happened(&seats, said, ending)
    }

    /// A file goes to the service, which keeps it under its digest; nothing of it goes into the ledger.
    pub(super) async fn uploads(&mut self, seat: &Seat, paper: &Paper) -> anyhow::Result<Digest> {
        let stored = seat.member.upload(paper.bytes.clone(), paper.media_type).await;
        let stored = stored.with_context(|| format!("{} cannot be uploaded", paper.name))?;
        let said = Said {
            kind: None,
            zh: format!("上传{}，{} 字节", paper.name, paper.bytes.len()),
            en: format!("Upload {}, SHA-256 {}", paper.media_type, stored.digest),
        };
        self.happened(&[seat], said, Ending::Outside {})?;
        Ok(stored.digest)
    }

    fn said(&self, kind: &'static str, body: &str) -> anyhow::Result<Said> {
        let body: Value = serde_json::from_str(body)?;
        Ok(Said {
            kind: Some(kind),
            zh: self.summaries.sentence(kind, &body, Language::Zh)?,
            en: self.summaries.sentence(kind, &body, Language::En)?,
        })
    }

    fn happened(&mut self, seats: &[&Seat], said: Said, ending: Ending) -> anyhow::Result<()> {
        let at: Millis = self.clock.now();
        let party = seats.first().context("somebody acts")?.party;
        let act = Act {
            chapter: self.chapter,
            at,
            date: self.days.written(at),
            party,
            members: seats.iter().map(|seat| seat.name).collect(),
            kind: said.kind,
            zh: said.zh,
            en: said.en,
            ending,
        };
        writeln!(self.listener, "{}", act.told()).context("the story cannot be told")?;
        self.acts.push(act);
        Ok(())
    }
}

/// What the service prepares, where no rule stands against it.
async fn prepared(seat: &Seat, draft: &Draft) -> anyhow::Result<Prepared> {
    let prepared = seat.member.prepare(draft).await;
    let prepared = prepared.with_context(|| failed(seat, draft.kind()))?;
    match prepared.rejection() {
        Some(problem) => bail!("{}: {problem}", failed(seat, draft.kind())),
        None => Ok(prepared),
    }
}

/// Prepared, signed and sent, whatever the service said when it was prepared.
async fn attempt(seat: &Seat, draft: &Draft) -> Result<Answer, ClientError> {
    let prepared = seat.member.prepare(draft).await?;
    seat.member.submit(&seat.member.sign(&prepared)?).await
}

/// Sent with one signature where two are needed: the proposal that waits.
async fn begun(seat: &Seat, draft: &Draft) -> anyhow::Result<Digest> {
    let signed = seat.member.sign(&prepared(seat, draft).await?)?;
    let answer = seat.member.submit(&signed).await;
    match answer.with_context(|| failed(seat, draft.kind()))? {
        Answer::Waiting(proposal) => Ok(proposal.id),
        Answer::Appended { receipt, .. } => {
            bail!(
                "{} was taken as entry {} with one signature",
                draft.kind(),
                receipt.seq
            )
        }
    }
}

fn appended(answer: Answer) -> anyhow::Result<Ending> {
    match answer {
        Answer::Appended { receipt, known, .. } if known => Ok(Ending::Known { seq: receipt.seq }),
        Answer::Appended { receipt, .. } => Ok(Ending::Appended { seq: receipt.seq }),
        Answer::Waiting(proposal) => bail!("{} still waits for signatures", proposal.kind),
    }
}

/// The refusal, if it is the one that this rule gives.
fn refused_with(code: &str, outcome: Result<Answer, ClientError>) -> anyhow::Result<Ending> {
    match outcome {
        Err(ClientError::Problem(problem)) if problem.code == code => Ok(Ending::Refused {
            code: problem.code.clone(),
            sentence: if problem.detail.is_empty() {
                problem.title
            } else {
                problem.detail
            },
        }),
        Err(error) => Err(error).with_context(|| format!("this should be refused with {code}")),
        Ok(_) => bail!("the rules should refuse this with {code}, and they did not"),
    }
}

fn failed(seat: &Seat, kind: &str) -> String {
    format!("{kind} by {}·{} failed", seat.party, seat.name)
}
