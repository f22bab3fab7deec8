//! Bank facts that do not fit what was agreed. They are booked all the same, since a bank's books are as they are.

use tallystick_base::Subject;
use tallystick_commands::banking::loan::Conflict;
use tallystick_store::{Cursor, ListedLoan, LoanFilter, Paging};

use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::seat::Seated;

/// How many loans a page has.
const ROWS: u64 = 20;

/// A loan on which something does not fit.
pub(super) struct ConflictView {
    pub(super) loan: ListedLoan,
    pub(super) bank: String,
    pub(super) borrower: String,
    pub(super) says: Vec<Said>,
}

/// What does not fit, in a sentence, with the page of what it names.
pub(super) struct Said {
    pub(super) text: String,
    pub(super) link: Option<(String, String)>,
}

pub(super) async fn read(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
    after: Option<&str>,
) -> Result<(Vec<ConflictView>, Option<Cursor>), Failure> {
    let (store, viewer) = (portal.store(), seated.viewer());
    let filter = LoanFilter {
        conflicting: Some(true),
        page: Paging {
            after: after.map(|text| Cursor::from(text.to_owned())),
            limit: ROWS,
        },
        ..LoanFilter::default()
    };
    let found = store.loans(viewer, &filter).await?;
    let parties = found.items.iter().flat_map(|loan| [loan.bank, loan.borrower]);
    let names = Names::of(store, viewer, parties).await?;
    let mut views = Vec::with_capacity(found.items.len());
    for loan in found.items {
        let state = store.loan(viewer, loan.id).await?.map(|seen| seen.state);
        let conflicts = state.map(|loan| loan.conflicts).unwrap_or_default();
        let mut says = Vec::with_capacity(conflicts.len());
        for conflict in &conflicts {
            says.push(Said {
                text: sentence(frame, conflict),
                link: link(portal, seated, conflict).await?,
            });
        }
        views.push(ConflictView {
            bank: names.name(&loan.bank),
            borrower: names.name(&loan.borrower),
            loan,
            says,
        });
    }
    Ok((views, found.next))
}

/// What does not fit, in a sentence.
fn sentence(frame: &Frame<'_>, conflict: &Conflict) -> String {
    match conflict {
        Conflict::NotInstructed { stage } => {
            let stage = frame.stage("loan", &stage.to_string().to_lowercase());
            frame.say_with("conflict-not-instructed", &[("stage", &stage)])
        }
        Conflict::AmountOther { instructed, paid } => {
            let (instructed, paid) = (frame.money(instructed), frame.money(paid));
            let values = [("instructed", instructed.as_str()), ("paid", &paid)];
            frame.say_with("conflict-amount-other", &values)
        }
        Conflict::PaidTwice { end_to_end, amount } => {
            let (id, amount) = (end_to_end.to_string(), frame.money(amount));
            frame.say_with("conflict-paid-twice", &[("id", id.as_str()), ("amount", &amount)])
        }
        Conflict::CertificateGone { .. } => frame.say("conflict-certificate-gone"),
        Conflict::CreditExceeded { by, .. } => {
            frame.say_with("conflict-credit-exceeded", &[("by", &frame.money(by))])
        }
        Conflict::ReceivedBeforeDisbursed { .. } => frame.say("conflict-received-before"),
        Conflict::CertificateOverpaid { by, .. } => {
            frame.say_with("conflict-overpaid", &[("by", &frame.money(by))])
        }
        Conflict::ReceivedAfterEnd { .. } => frame.say("conflict-received-after"),
        Conflict::ReversedAfterClosing { .. } => frame.say("conflict-reversed"),
        Conflict::PaymentStands { amount, .. } => {
            frame.say_with("conflict-payment-stands", &[("amount", &frame.money(amount))])
        }
        Conflict::GuaranteeNotBinding { .. } => frame.say("conflict-guarantee"),
    }
}

/// The page of what a conflict names, and what it is called.
async fn link(
    portal: &Portal,
    seated: &Seated,
    conflict: &Conflict,
) -> Result<Option<(String, String)>, Failure> {
    let words = portal.words().of(seated.visit.language);
    let of = |root: &str, subject: &Subject, name: String| Some((format!("{root}/{}", subject.id()), name));
    Ok(match conflict {
        Conflict::CertificateGone { certificate }
        | Conflict::CertificateOverpaid { certificate, .. }
        | Conflict::PaymentStands { certificate, .. } => {
            let seen = portal.store().certificate(seated.viewer(), *certificate).await?;
            seen.and_then(|seen| {
                of(
                    "/certificates",
                    &seen.subject,
                    seen.state.issue.number.to_string(),
                )
            })
        }
        Conflict::CreditExceeded { line, .. } => {
            of("/credit-lines", &line.subject(), words.say("subject-credit-line"))
        }
        Conflict::GuaranteeNotBinding { guarantee } => of(
            "/guarantees",
            &guarantee.subject(),
            words.say("subject-guarantee"),
        ),
        Conflict::ReceivedBeforeDisbursed { .. }
        | Conflict::ReceivedAfterEnd { .. }
        | Conflict::ReversedAfterClosing { .. }
        | Conflict::NotInstructed { .. }
        | Conflict::AmountOther { .. }
        | Conflict::PaidTwice { .. } => None,
    })
}
