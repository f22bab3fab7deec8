//! The loans that a line may belong to, the likeliest first.

use tallystick_commands::banking::EntryLine;
use tallystick_store::{ListedLoan, LoanFilter, MAX_PAGE, Paging};

use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::seat::Seated;

/// How many loans are offered; whoever misses one finds it on its own page.
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

/// The bank's loans with money out, in the currency of the line.
pub(super) async fn read(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
    line: &EntryLine,
) -> Result<Vec<Candidate>, Failure> {
    let (store, viewer) = (portal.store(), seated.viewer());
    let active = LoanFilter {
        stage: Some("active".to_owned()),
        bank: Some(viewer.party),
        page: Paging {
            after: None,
            limit: MAX_PAGE,
        },
        ..LoanFilter::default()
    };
    let loans = store.loans(viewer, &active).await?.items;
    let parties = loans.iter().flat_map(|loan| [loan.borrower, loan.debtor]);
    let names = Names::of(store, viewer, parties).await?;
    let mut candidates: Vec<Candidate> = loans
        .into_iter()
        .filter(|loan| loan.principal.currency() == line.amount.currency())
        .map(|loan| candidate(frame, &names, line, loan))
        .collect();
    candidates.sort_by_key(|one| (std::cmp::Reverse(one.likely), one.loan.matures_on));
    candidates.truncate(SHOWN);
    Ok(candidates)
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
