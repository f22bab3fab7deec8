//! What moved on a line, each with the loan or the promise that it belongs to.

use std::collections::{BTreeMap, BTreeSet};

use tallystick_base::{CertificateId, LoanId, Money, PartyId, Subject};
use tallystick_commands::banking::{EndorsementUse, LineUse};
use tallystick_store::LineMovement;

use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::seat::Seated;

/// What uses lines: loans and promises by what people call them.
pub(super) struct Takers {
    loans: BTreeMap<Subject, LoanView>,
    /// Certificates that were endorsed: the number of each.
    endorsed: BTreeMap<Subject, (CertificateId, String)>,
    names: Names,
}

struct LoanView {
    borrower: PartyId,
    /// Where the request behind it stands, as the viewer looks at it.
    behind: String,
}

/// What uses a line, as the page shows it.
pub(super) struct TakerView {
    pub(super) says: String,
    pub(super) link: Option<String>,
    /// The request behind a loan.
    pub(super) behind: Option<String>,
}

/// What one loan or promise uses now.
pub(super) struct UseView {
    pub(super) taker: TakerView,
    pub(super) drawn: Money,
    pub(super) reserved: Money,
}

/// A movement as a row.
pub(super) struct MovementView {
    pub(super) movement: LineMovement,
    pub(super) what: String,
    /// None at the opening.
    pub(super) taker: Option<TakerView>,
}

impl Takers {
    /// Reads what these subjects are.
    pub(super) async fn read(
        portal: &Portal,
        seated: &Seated,
        subjects: &BTreeSet<Subject>,
    ) -> Result<Self, Failure> {
        let (store, viewer) = (portal.store(), seated.viewer());
        let mut loans = BTreeMap::new();
        let mut endorsed = BTreeMap::new();
        for subject in subjects {
            if let Ok(loan) = LoanId::try_from(subject) {
                if let Some(seen) = store.loan(viewer, loan).await? {
                    let approval = seen.state.approval;
                    let behind = if viewer.auditor {
                        format!("/requests/{}", approval.request.uuid())
                    } else {
                        format!("/reviews/{}", approval.request.uuid())
                    };
                    let borrower = approval.borrower;
                    loans.insert(subject.clone(), LoanView { borrower, behind });
                }
            } else if subject.kind() == EndorsementUse::KIND
                && let Ok(certificate) = CertificateId::try_from(&subject.namesake(CertificateId::KIND))
                && let Some(seen) = store.certificate(viewer, certificate).await?
            {
                let number = seen.state.issue.number.to_string();
                endorsed.insert(subject.clone(), (certificate, number));
            }
        }
        let names = Names::of(store, viewer, loans.values().map(|loan| loan.borrower)).await?;
        Ok(Self {
            loans,
            endorsed,
            names,
        })
    }

    fn view(&self, frame: &Frame<'_>, subject: &Subject) -> TakerView {
        if let Some(loan) = self.loans.get(subject) {
            let borrower = self.names.name(&loan.borrower);
            TakerView {
                says: frame.say_with("line-by-loan", &[("borrower", &borrower)]),
                link: Some(format!("/loans/{}", subject.id())),
                behind: Some(loan.behind.clone()),
            }
        } else if let Some((certificate, number)) = self.endorsed.get(subject) {
            TakerView {
                says: frame.say_with("line-by-endorsement", &[("number", number)]),
                link: Some(format!("/certificates/{}", certificate.uuid())),
                behind: None,
            }
        } else {
            TakerView {
                says: frame.say("line-by-other"),
                link: None,
                behind: None,
            }
        }
    }

    /// What uses the line now, the largest first.
    pub(super) fn uses(&self, frame: &Frame<'_>, line: &LineUse) -> Vec<UseView> {
        let mut uses: Vec<UseView> = line
            .uses
            .iter()
            .map(|(subject, used)| UseView {
                taker: self.view(frame, subject),
                drawn: used.drawn,
                reserved: used.reserved,
            })
            .collect();
        uses.sort_by_key(|one| {
            let minor = one.drawn.minor().saturating_add(one.reserved.minor());
            std::cmp::Reverse(minor)
        });
        uses
    }

    pub(super) fn movements(&self, frame: &Frame<'_>, movements: Vec<LineMovement>) -> Vec<MovementView> {
        let view = |movement: LineMovement| MovementView {
            what: what(frame, &movement.what),
            taker: movement.by.as_ref().map(|by| self.view(frame, by)),
            movement,
        };
        movements.into_iter().map(view).collect()
    }
}

/// What a movement is called.
fn what(frame: &Frame<'_>, name: &str) -> String {
    match name {
        "opened" => frame.say("line-moved-opened"),
        "reserved" => frame.say("line-moved-reserved"),
        "released" => frame.say("line-moved-released"),
        "drawn" => frame.say("line-moved-drawn"),
        "redrawn" => frame.say("line-moved-redrawn"),
        "restored" => frame.say("line-moved-restored"),
        other => other.to_owned(),
    }
}
