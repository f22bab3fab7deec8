//! The loans that a line may belong to, the likeliest first.

use tallystick_commands::banking::EntryLine;
use tallystick_store::{ListedLoan, LoanFilter, MAX_PAGE, Paging};

use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::seat::Seated;

/// How many loans are offered; whoever misses one looks for its number.
const SHOWN: usize = 20;

/// A loan that a line may belong to.
pub(super) struct Candidate {
    pub(super) loan: ListedLoan,
    pub(super) borrower: String,
    pub(super) debtor: String,
    /// Why it may be this one; empty where nothing speaks for it.
    pub(super) why: String,
    likely: u8,
}

/// The likeliest loans, and whether there are more.
pub(super) struct Candidates {
    pub(super) loans: Vec<Candidate>,
    pub(super) more: bool,
}

/// The bank's loans in the currency of the line, whatever their stage: what comes in before money is out or after the end is booked
/// too, and flagged. A number narrows them.
pub(super) async fn read(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
    line: &EntryLine,
    number: Option<&str>,
) -> Result<Candidates, Failure> {
    let (store, viewer) = (portal.store(), seated.viewer());
    let (mut loans, mut more) = (Vec::new(), false);
    for stage in crate::stages::of("loan") {
        let filter = LoanFilter {
            stage: Some(stage.to_owned()),
            bank: Some(viewer.party),
            number: number.map(str::to_owned),
            page: Paging {
                after: None,
                limit: MAX_PAGE,
            },
            ..LoanFilter::default()
        };
        let found = store.loans(viewer, &filter).await?;
        more |= found.next.is_some();
        loans.extend(found.items);
    }
    let parties = loans.iter().flat_map(|loan| [loan.borrower, loan.debtor]);
    let names = Names::of(store, viewer, parties).await?;
    let mut loans: Vec<Candidate> = loans
        .into_iter()
        .filter(|loan| loan.principal.currency() == line.amount.currency())
        .map(|loan| candidate(frame, &names, line, loan))
        .collect();
    loans.sort_by_key(|one| {
        let active = one.loan.stage == "active";
        (std::cmp::Reverse((one.likely, active)), one.loan.matures_on)
    });
    more |= loans.len() > SHOWN;
    loans.truncate(SHOWN);
    Ok(Candidates { loans, more })
}

fn candidate(frame: &Frame<'_>, names: &Names, line: &EntryLine, loan: ListedLoan) -> Candidate {
    let (borrower, debtor) = (names.name(&loan.borrower), names.name(&loan.debtor));
    let other = line.counterparty.as_ref().map(ToString::to_string);
    let text = line.text.as_ref().map(ToString::to_string).unwrap_or_default();
    let told = loan.end_to_end.as_deref().is_some_and(|id| {
        text.contains(id) || line.end_to_end.as_ref().is_some_and(|given| given.as_str() == id)
    });
    let is_other = |name: &str| other.as_deref() == Some(name);
    let signs = [
        (4, told, frame.say("candidate-named")),
        (2, is_other(&debtor), frame.say("candidate-debtor")),
        (2, is_other(&borrower), frame.say("candidate-borrower")),
        (
            1,
            line.amount == loan.open_principal,
            frame.say("candidate-amount"),
        ),
    ];
    let speaking = signs.iter().filter(|(_, speaks, _)| *speaks);
    let why: Vec<&str> = speaking.clone().map(|(.., why)| why.as_str()).collect();
    Candidate {
        likely: speaking.map(|(weight, ..)| weight).sum(),
        why: why.join(&frame.say("list-comma")),
        loan,
        borrower,
        debtor,
    }
}
