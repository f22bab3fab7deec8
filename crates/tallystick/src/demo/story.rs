//! The one who tells a story: waits for its moments, has the parties act through their clients, and says what happened.

use std::sync::Arc;

use anyhow::{Context as _, bail, ensure};
use chrono::NaiveDate;
use serde_json::Value;
use tallystick_base::{Capacity, Digest, Millis};
use tallystick_client::{Answer, ClientError, Draft, Entry, Prepared, Signed};
use tallystick_commands::CommandSpec;
use tallystick_ledger::LedgerId;
use tallystick_store::Store;

use super::days::Days;
use super::desk::{Desk, Seat};
use super::outbox::Outbox;
use super::papers::Paper;
use super::record::{Chapter, Ending, Said, Strand};
use super::telling::{Doing, Telling};
use super::timeline::{Moment, Timeline};

/// Entries on a page, when the service's own are looked for.
const PAGE: u16 = 200;
/// Who records what falls due.
const SERVICE: &str = "账本服务 the service";

/// A story as far as it is told.
pub(super) struct Story {
    telling: Arc<Telling>,
    timeline: Arc<Timeline>,
    /// Its place among the stories of the timeline.
    place: usize,
    strand: Strand,
    chapter: Chapter,
}

/// A statement that was taken, kept to be sent again.
pub(super) struct Kept {
    signed: Signed,
    said: Said,
}

impl Story {
    /// A story in a place of a timeline, of which nothing has happened yet.
    pub(super) fn begin(
        telling: Arc<Telling>,
        timeline: Arc<Timeline>,
        place: usize,
        strand: Strand,
    ) -> Self {
        Self {
            telling,
            timeline,
            place,
            strand,
            chapter: Chapter::Opening,
        }
    }

    pub(super) fn ledger(&self) -> &LedgerId {
        &self.telling.ledger
    }

    pub(super) fn days(&self) -> &Days {
        &self.telling.days
    }

    pub(super) fn outbox(&self) -> &Outbox {
        &self.telling.outbox
    }

    /// The moment at which the story stands.
    pub(super) fn now(&self) -> Millis {
        self.timeline.clock().now()
    }

    /// The day on which it stands.
    pub(super) fn today(&self) -> NaiveDate {
        self.days().date_of(self.now())
    }

    /// A new id of this moment.
    pub(super) fn id<T>(&self, from_parts: impl FnOnce(u64, [u8; 10]) -> T) -> T {
        self.telling.ambient.id(from_parts)
    }

    /// Sixteen random bytes in base64url, for a file that must not be guessed.
    pub(super) fn salt(&self) -> String {
        self.telling.ambient.salt().to_string()
    }

    /// A chapter begins, or goes on.
    pub(super) fn begins(&mut self, chapter: Chapter) {
        self.chapter = chapter;
    }

    /// Waits until it is a minute in Beijing, so many working days ago.
    pub(super) async fn moves_to(&mut self, ago: u32, hour: u32, minute: u32) -> anyhow::Result<()> {
        let then = self.days().at(ago, hour, minute)?;
        self.timeline.reach(Moment::Then(then), self.place).await
    }

    /// Waits until it is so many hours before the present.
    pub(super) async fn moves_to_hours_ago(&mut self, hours: u64) -> anyhow::Result<()> {
        let then = self.days().hours_ago(hours)?;
        self.timeline.reach(Moment::Then(then), self.place).await
    }

    /// From here on it happens now.
    pub(super) async fn catches_up(&mut self) -> anyhow::Result<()> {
        self.timeline.reach(Moment::Now, self.place).await
    }

    /// It is told to its end.
    pub(super) fn ends(self) -> anyhow::Result<()> {
        self.timeline.leave()
    }

    /// Entry 0, which was signed before the service could answer anybody.
    pub(super) fn was_opened_by(&mut self, operator: &Desk, body: &str) -> anyhow::Result<()> {
        let said = self.said("ledger.open/1", body)?;
        let seats = operator.both()?;
        self.happened(&seats, said, Ending::Appended { seq: 0 })
    }

    /// A party acts: its maker signs and, where that is not enough, its checker signs too. Gives the entry's number.
    pub(super) async fn does(&mut self, desk: &Desk, kind: &'static str, body: Value) -> anyhow::Result<u64> {
        let maker = desk.maker()?;
        let draft = maker.member.draft(kind, &body)?;
        let said = self.said(kind, draft.text())?;
        let signed = maker.member.sign(&prepared(maker, &draft).await?)?;
        let answer = maker.member.submit(&signed).await;
        let (seats, answer) = match answer.with_context(|| failed(maker, kind))? {
            Answer::Waiting(proposal) => {
                let checker = desk.checker()?;
                let answer = checker.member.sign_proposal(&proposal.id).await;
                (
                    vec![maker, checker],
                    answer.with_context(|| failed(checker, kind))?,
                )
            }
            taken @ Answer::Appended { .. } => (vec![maker], taken),
        };
        let seq = answer.seq();
        self.happened(&seats, said, appended(answer)?)?;
        seq.with_context(|| format!("{kind} has no entry"))
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

    /// The service's store.
    pub(super) fn store(&self) -> &Store {
        &self.telling.store
    }

    /// Something happens outside the ledger, such as a message to a bank.
    pub(super) fn outside(&mut self, seat: &Seat, zh: String, en: String) -> anyhow::Result<()> {
        let said = Said { kind: None, zh, en };
        self.happened(&[seat], said, Ending::Outside {})
    }

    /// The service records what has fallen due by now, on the whole ledger; an auditor reads what it was.
    pub(super) async fn what_fell_due_is_recorded(&mut self, auditor: &Seat) -> anyhow::Result<()> {
        let swept = self.telling.store.sweep().await;
        swept.context("what fell due cannot be recorded")?;
        loop {
            let after = self.telling.looked_up_to();
            let page = auditor.member.entries(after, PAGE).await?;
            for entry in &page.items {
                self.telling.has_looked_up_to(entry.seq);
                if entry.capacity == Capacity::Service {
                    self.the_service_did(entry)?;
                }
            }
            if page.next.is_none() {
                return Ok(());
            }
        }
    }

    fn the_service_did(&self, entry: &Entry) -> anyhow::Result<()> {
        let kind = CommandSpec::of(&entry.kind)
            .context("an entry is of an unknown kind")?
            .kind;
        let body = entry.body.as_deref().context("an auditor reads every body")?;
        self.telling.happened(Doing {
            strand: Strand::Ledger,
            chapter: Chapter::Due,
            at: entry.received,
            party: SERVICE,
            members: Vec::new(),
            said: self.said(kind, body)?,
            ending: Ending::Appended { seq: entry.seq },
        })
    }

    fn said(&self, kind: &'static str, body: &str) -> anyhow::Result<Said> {
        self.telling.said(kind, body)
    }

    fn happened(&self, seats: &[&Seat], said: Said, ending: Ending) -> anyhow::Result<()> {
        self.telling.happened(Doing {
            strand: self.strand,
            chapter: self.chapter,
            at: self.now(),
            party: seats.first().context("somebody acts")?.party,
            members: seats.iter().map(|seat| seat.name).collect(),
            said,
            ending,
        })
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
