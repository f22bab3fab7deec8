//! What the debtor owes for paying late, line by line, and the file with which it is complained about: a page to print, and the
//! same as data.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use chrono::NaiveDate;
use tallystick_base::{CertificateId, Money};
use tallystick_commands::certificates::{Certificate, ComplaintFile, LateBasis, LateInterestOwed, LateLine};
use tallystick_store::Store;

use super::attached::attached;
use super::list::WHO;
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::asked::id;
use crate::pages::{Page, written};
use crate::seat::Seated;

/// Late interest on a certificate, as a page tells it.
pub(super) struct LateView {
    /// What it comes to, and to whom it is owed.
    pub(super) sentence: String,
    /// How it is reckoned; none where neither contract nor law gives a rate.
    pub(super) reckoned: Option<Reckoned>,
}

/// The lines that explain every cent.
pub(super) struct Reckoned {
    /// From what the rate follows, and what each line multiplies.
    pub(super) how: String,
    pub(super) rate: String,
    pub(super) lines: Vec<LateRow>,
    pub(super) total: Money,
}

/// What was unpaid over a period, and what follows from it.
pub(super) struct LateRow {
    /// The first day that counts.
    pub(super) from: NaiveDate,
    /// The last one.
    pub(super) to: NaiveDate,
    pub(super) days: i64,
    pub(super) principal: Money,
    pub(super) interest: Money,
}

impl LateView {
    pub(super) fn of(frame: &Frame<'_>, file: &ComplaintFile) -> Self {
        let Some(owed) = &file.late_interest else {
            return Self {
                sentence: frame.say("late-none"),
                reckoned: None,
            };
        };
        let (day, total) = (file.as_of.to_string(), frame.money(&owed.total));
        let holder = file.holder.legal_name.as_str();
        Self {
            sentence: frame.say_with(
                "late-sum",
                &[("day", &day), ("holder", holder), ("total", &total)],
            ),
            reckoned: Some(Reckoned::of(frame, owed)),
        }
    }
}

impl Reckoned {
    fn of(frame: &Frame<'_>, owed: &LateInterestOwed) -> Self {
        let (how, rate) = match owed.basis {
            LateBasis::Agreed { rate } => {
                let rate = rate.percent_text();
                (frame.say_with("late-how-agreed", &[("rate", &rate)]), rate)
            }
            LateBasis::Statutory { rate } => {
                let rate = rate.percent_text();
                (frame.say_with("late-how-by-order", &[("rate", &rate)]), rate)
            }
        };
        Self {
            how,
            rate,
            lines: owed.lines.iter().map(LateRow::of).collect(),
            total: owed.total,
        }
    }
}

impl LateRow {
    fn of(line: &LateLine) -> Self {
        Self {
            // The day on which a line begins is the due date or that of a payment, which does not count.
            from: line.from.succ_opt().unwrap_or(line.from),
            to: line.to,
            days: (line.to - line.from).num_days(),
            principal: line.principal,
            interest: line.interest,
        }
    }
}

#[derive(Template)]
#[template(path = "certificates/complaint.html")]
struct ComplaintPage<'p> {
    frame: Frame<'p>,
    /// The id without its kind, for addresses.
    place: String,
    file: ComplaintFile,
    late: LateView,
    /// In one sentence, who owes whom how much.
    summary: String,
    /// What is outstanding and the late interest.
    together: Money,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let seated = seated.only(WHO)?;
    let file = complaint(&portal, &seated, &text).await?;
    let frame = Frame::new(&portal, seated.visit);
    let together = match &file.late_interest {
        Some(owed) => file
            .outstanding
            .checked_add(owed.total)
            .map_err(|_| Failure::Fault)?,
        None => file.outstanding,
    };
    written(&ComplaintPage {
        place: text,
        late: LateView::of(&frame, &file),
        summary: summary(&frame, &file, together),
        together,
        file,
        frame,
    })
}

fn summary(frame: &Frame<'_>, file: &ComplaintFile, together: Money) -> String {
    let (day, due) = (file.as_of.to_string(), file.due_on.to_string());
    let (number, amount) = (file.number.to_string(), frame.money(&together));
    frame.say_with(
        "complaint-summary",
        &[
            ("day", &day),
            ("debtor", file.debtor.legal_name.as_str()),
            ("holder", file.holder.legal_name.as_str()),
            ("amount", &amount),
            ("number", &number),
            ("due", &due),
        ],
    )
}

pub(super) async fn json(
    State(portal): State<Portal>,
    seated: Seated,
    Path(text): Path<String>,
) -> Result<Response, Failure> {
    let seated = seated.only(WHO)?;
    let file = complaint(&portal, &seated, &text).await?;
    let bytes = serde_json::to_vec_pretty(&file).map_err(|error| {
        tracing::error!(%error, "a complaint file could not be written");
        Failure::Fault
    })?;
    let name = format!("complaint-{}.json", file.number);
    Ok(attached(&name, "application/json", bytes))
}

/// What follows from paying late on a certificate; none where nothing was late, or where it is no business of the viewer's.
pub(super) async fn read(
    store: &Store,
    seated: &Seated,
    certificate: &Certificate,
    today: NaiveDate,
) -> Result<Option<ComplaintFile>, Failure> {
    // Most certificates are not due yet: their pages need not ask what stands behind them.
    if today <= certificate.issue.due_on {
        return Ok(None);
    }
    let file = store.complaint(seated.viewer(), certificate.id()).await?;
    Ok(file.filter(is_late))
}

/// The complaint file of an address, if there is something to complain about.
async fn complaint(portal: &Portal, seated: &Seated, text: &str) -> Result<ComplaintFile, Failure> {
    let certificate: CertificateId = id(CertificateId::KIND, text)?;
    let file = portal.store().complaint(seated.viewer(), certificate).await?;
    file.filter(is_late).ok_or(Failure::NotFound)
}

/// Whether something is unpaid after its due date, or was: what was late stays owed once the rest is paid.
fn is_late(file: &ComplaintFile) -> bool {
    let bears_interest = file
        .late_interest
        .as_ref()
        .is_some_and(|owed| !owed.lines.is_empty());
    bears_interest || (file.due_on < file.as_of && file.outstanding.is_positive())
}
