//! What a bank's own system would send, for a loan as it stands, in a demo: nobody else has such a system at hand. The files are
//! for the page of bank entries, which reads them as any bank's.

use axum::extract::{Path, State};
use axum::response::Response;
use tallystick_base::{Capacity, LoanId, Money};
use tallystick_commands::banking::loan::account::account;
use tallystick_commands::banking::{Loan, LoanStage};
use tallystick_store::Viewer;

use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::asked::id;
use crate::pages::certificates::attached::attached;
use crate::seat::{Seated, Visit};
use crate::{DemoBankFile, Portal};

/// Whose system it is.
const WHO: &[Capacity] = &[Capacity::Bank];
/// What another bank on the way keeps of a payment of which less arrives, in cents.
const CHARGES: i64 = 2_000;

/// A file that may be had.
pub(in crate::pages) struct BankFile {
    pub(in crate::pages) href: String,
    pub(in crate::pages) name: String,
}

/// Which file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// The money of the instruction is out.
    Settled,
    /// The money is out, and another bank took its charges from it.
    Short,
    /// The payment failed.
    Rejected,
    /// Whoever is to pay the bank did.
    Paid,
}

impl Asked {
    const ALL: [Self; 4] = [Self::Settled, Self::Short, Self::Rejected, Self::Paid];

    /// Its name in addresses.
    const fn place(self) -> &'static str {
        match self {
            Self::Settled => "settled",
            Self::Short => "short",
            Self::Rejected => "rejected",
            Self::Paid => "paid",
        }
    }

    fn title(self, frame: &Frame<'_>) -> String {
        match self {
            Self::Settled => frame.say("demo-bank-settled"),
            Self::Short => frame.say("demo-bank-short"),
            Self::Rejected => frame.say("demo-bank-rejected"),
            Self::Paid => frame.say("demo-bank-paid"),
        }
    }

    /// Whether a loan waits for it.
    fn is_expected_by(self, loan: &Loan) -> bool {
        match (self, &loan.stage) {
            (Self::Settled | Self::Rejected, LoanStage::Instructed { .. })
            | (Self::Paid, LoanStage::Active {}) => true,
            (Self::Short, LoanStage::Instructed { amount, .. }) => less_charges(*amount).is_some(),
            _ => false,
        }
    }
}

/// What arrives of a payment after charges; none where they would take all of it.
fn less_charges(instructed: Money) -> Option<Money> {
    let charges = Money::from_minor(CHARGES, instructed.currency());
    let arrives = instructed.checked_sub(charges).ok()?;
    arrives.is_positive().then_some(arrives)
}

/// The files that the bank's own system might send for a loan now; none anywhere but in a demo.
pub(in crate::pages) fn files_for(portal: &Portal, frame: &Frame<'_>, loan: &Loan) -> Vec<BankFile> {
    if portal.settings().demo.bank().is_none() {
        return Vec::new();
    }
    let files = Asked::ALL.into_iter().filter(|asked| asked.is_expected_by(loan));
    files
        .map(|asked| BankFile {
            href: format!("/enter/bank-files/{}/{}", loan.id().uuid(), asked.place()),
            name: asked.title(frame),
        })
        .collect()
}

pub(super) async fn file(
    State(portal): State<Portal>,
    visit: Visit,
    Path((text, place)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let write = portal.settings().demo.bank().ok_or(Failure::NotFound)?;
    let seat = visit.seat.clone().ok_or(Failure::SignedOut)?;
    let seated = Seated { visit, seat }.only(WHO)?;
    let asked = Asked::ALL.into_iter().find(|asked| asked.place() == place);
    let asked = asked.ok_or(Failure::NotFound)?;
    let viewer = seated.viewer();
    let seen = portal
        .store()
        .loan(viewer, id::<LoanId>(LoanId::KIND, &text)?)
        .await?;
    let loan = seen.ok_or(Failure::NotFound)?.state;
    if loan.approval.bank != viewer.party || !asked.is_expected_by(&loan) {
        return Err(Failure::NotFound);
    }
    let (kind, file) = match &loan.stage {
        LoanStage::Instructed {
            end_to_end,
            amount,
            value_on,
        } => (
            "pain-002",
            DemoBankFile::Report {
                end_to_end: end_to_end.to_string(),
                amount: match asked {
                    Asked::Short => less_charges(*amount).ok_or(Failure::NotFound)?,
                    Asked::Settled | Asked::Rejected | Asked::Paid => *amount,
                },
                day: *value_on,
                settled: asked != Asked::Rejected,
            },
        ),
        LoanStage::Active {} => ("camt-053", statement(&portal, viewer, &loan).await?),
        LoanStage::Approved { .. }
        | LoanStage::Closed { .. }
        | LoanStage::Cancelled { .. }
        | LoanStage::Lapsed { .. } => return Err(Failure::NotFound),
    };
    let written = write(&file).ok_or(Failure::NotFound)?;
    let name = format!("{kind}-{}-{place}.xml", ending(&loan));
    Ok(attached(&name, "application/xml", written.into_bytes()))
}

/// The debtor pays what it owes on a certificate behind the loan, by its number; where none is left, the borrower pays what is owed
/// today, by the id of the payment that it had.
async fn statement(portal: &Portal, viewer: &Viewer, loan: &Loan) -> Result<DemoBankFile, Failure> {
    let store = portal.store();
    let day = store.today().await?;
    let profile = store.profile(viewer, viewer.party).await?;
    let accounts = profile.map(|seen| seen.state.data.accounts).unwrap_or_default();
    let account_of_bank = accounts.first().ok_or(Failure::NotFound)?;
    let mut owed = None;
    for &certificate in &loan.approval.certificates {
        let seen = store.certificate(viewer, certificate).await?;
        let open = seen.filter(|seen| seen.state.is_live() && seen.state.outstanding.is_positive());
        if let Some(seen) = open {
            owed = Some((seen.state.outstanding, seen.state.issue.number.to_string()));
            break;
        }
    }
    let (from, amount, text) = if let Some((outstanding, number)) = owed {
        (
            loan.approval.debtor,
            outstanding,
            format!("兑付确权证明 {number}"),
        )
    } else {
        let of_today = account(loan, day).map_err(|_| Failure::Fault)?;
        let paid_as = loan.disbursed().next().ok_or(Failure::NotFound)?;
        let amount = of_today.owed().map_err(|_| Failure::Fault)?;
        (loan.approval.borrower, amount, format!("还款 {}", paid_as.0))
    };
    Ok(DemoBankFile::Statement {
        account: account_of_bank.account.to_string(),
        day,
        reference: format!("DEMO-{day}-{}", ending(loan)),
        end_to_end: format!("DEMO-{}", ending(loan)),
        amount,
        from: store.party_name(viewer, from).await?.unwrap_or_default(),
        text,
    })
}

/// What tells a loan from others: the end of its id, for the beginning is the time.
fn ending(loan: &Loan) -> String {
    let id = loan.id().uuid().to_string();
    id.rsplit('-').next().unwrap_or_default().to_owned()
}
