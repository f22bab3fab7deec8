//! One loan: what is owed when, every cent of how it came about, what secures it, and to which account one pays.

use askama::Template;
use axum::extract::{Path, State};
use chrono::NaiveDate;
use tallystick_base::{Capacity, PartyId};
use tallystick_commands::banking::loan::account::Account;
use tallystick_commands::banking::{Loan, LoanStage};
use tallystick_store::{ListedGuarantee, Seen};

use super::WHO;
use super::acts::Ground;
use super::bank::BankSide;
use super::beside::Beside;
use super::expected::Expected;
use super::owed::{Owed, Query};
use super::statement::{LineView, Statement};
use crate::Portal;
use crate::failure::Failure;
use crate::figures::DaysLeft;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::timeline::{self, Moment};
use crate::pages::{Asked, Page, terms, written};
use crate::seat::Seated;

#[derive(Template)]
#[template(path = "loans/detail.html")]
struct DetailPage<'p> {
    frame: Frame<'p>,
    seen: Seen<Loan>,
    names: Names,
    stage: String,
    left: Option<DaysLeft>,
    next: String,
    account: Account,
    /// What is owed when; none where no money goes out any more, and after all is paid.
    owed: Option<Owed>,
    /// What that is reckoned from while the money is not out.
    expected: Option<String>,
    /// The day that was asked for.
    on: String,
    lines: Vec<LineView>,
    /// Interest that runs and that no line has posted yet.
    accruing: Vec<LineView>,
    beside: Beside,
    /// What only the bank has, and what it may do.
    side: BankSide,
    /// Whether the viewer's party lent.
    is_bank: bool,
    today: NaiveDate,
    timeline: Vec<Moment>,
}

pub(super) async fn page(
    State(portal): State<Portal>,
    seated: Seated,
    Path(text): Path<String>,
    Asked(query): Asked<Query>,
) -> Page {
    let seated = seated.only(WHO)?;
    let store = portal.store();
    let ground = Ground::read(&portal, &seated, &text).await?;
    let loan = ground.loan();
    let beside = Beside::read(&portal, &seated, loan).await?;
    let parties = parties(loan, &beside.guarantees);
    let names = Names::of(store, seated.viewer(), parties).await?;
    let timeline = timeline::read(&portal, &seated, &ground.seen.subject).await?;
    let is_out = matches!(loan.stage, LoanStage::Active {});
    let lapsed = loan.has_lapsed(ground.now);
    let frame = Frame::new(&portal, seated.visit.clone());
    let (owed, expected) = plan(&portal, &seated, &frame, &ground, &query).await?;
    let side = BankSide::read(&portal, &seated, &frame, &ground, &beside.guarantees).await?;
    let Ground {
        seen, account, today, ..
    } = ground;
    let statement = Statement {
        frame: &frame,
        names: &names,
        terms: &seen.state.approval.terms,
    };
    written(&DetailPage {
        stage: if lapsed {
            "lapsed".to_owned()
        } else {
            seen.state.stage.name().to_lowercase()
        },
        left: is_out.then(|| DaysLeft::until_due(seen.state.approval.terms.matures_on, today)),
        next: next(&frame, &names, &seen.state, &account, lapsed),
        owed,
        expected,
        on: query.day().map_or_else(String::new, |day| day.to_string()),
        lines: statement.lines(&account),
        accruing: statement.accruing(&account),
        is_bank: seen.state.approval.bank == seated.viewer().party,
        side,
        account,
        beside,
        today,
        timeline,
        seen,
        names,
        frame,
    })
}

/// What is owed when, and from what that is reckoned while the money is not out.
async fn plan(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
    ground: &Ground,
    query: &Query,
) -> Result<(Option<Owed>, Option<String>), Failure> {
    if matches!(ground.loan().stage, LoanStage::Active {}) {
        let owed = Owed::of(frame, ground.loan(), ground.today, query).map_err(|_| Failure::Fault)?;
        return Ok((Some(owed), None));
    }
    let expected = Expected::read(portal, seated, frame, ground).await?;
    Ok(expected.map_or((None, None), |expected| {
        (Some(expected.plan), Some(expected.says))
    }))
}

fn parties(loan: &Loan, guarantees: &[ListedGuarantee]) -> Vec<PartyId> {
    let approval = &loan.approval;
    let mut parties = vec![approval.bank, approval.borrower, approval.holder, approval.debtor];
    parties.extend(guarantees.iter().map(|guarantee| guarantee.guarantor));
    parties
}

/// What comes next, and whose turn it is.
fn next(frame: &Frame<'_>, names: &Names, loan: &Loan, account: &Account, lapsed: bool) -> String {
    let bank = names.name(&loan.approval.bank);
    match &loan.stage {
        LoanStage::Approved { .. } if lapsed => frame.say("loan-next-lapsed"),
        LoanStage::Approved { until } => {
            let until = frame.moment(until);
            let values = [("bank", bank.as_str()), ("until", until.as_str())];
            frame.say_with("loan-next-approved", &values)
        }
        LoanStage::Instructed { amount, value_on, .. } => {
            let (amount, day) = (frame.money(amount), value_on.to_string());
            let values = [("amount", amount.as_str()), ("day", day.as_str())];
            frame.say_with("loan-next-instructed", &values)
        }
        LoanStage::Active {} => {
            let owed = account
                .owed()
                .map_or_else(|_| String::new(), |owed| frame.money(&owed));
            let day = frame.deadline(&loan.approval.terms.matures_on);
            let values = [("owed", owed.as_str()), ("day", day.as_str())];
            if loan.overdue.is_some() || account.days_overdue > 0 {
                frame.say_with("loan-next-overdue", &values)
            } else {
                frame.say_with("loan-next-active", &values)
            }
        }
        LoanStage::Closed { on } => {
            let day = on.to_string();
            frame.say_with("loan-next-closed", &[("day", &day)])
        }
        LoanStage::Cancelled { .. } => frame.say("loan-next-cancelled"),
        LoanStage::Lapsed { .. } => frame.say("loan-next-lapsed"),
    }
}

impl DetailPage<'_> {
    fn approval(&self) -> &tallystick_commands::banking::loan::Approval {
        &self.seen.state.approval
    }

    fn terms(&self) -> &tallystick_commands::banking::LoanTerms {
        &self.seen.state.approval.terms
    }

    /// By whom the loan is called: the bank knows it by its borrower, an auditor, who reads those of all, by both, and everybody
    /// else by the bank.
    fn title(&self) -> String {
        let approval = self.approval();
        if self.acting() == Some(Capacity::Auditor) {
            let (bank, borrower) = (
                self.names.name(&approval.bank),
                self.names.name(&approval.borrower),
            );
            let values = [("bank", bank.as_str()), ("borrower", borrower.as_str())];
            return self.frame.say_with("loan-between", &values);
        }
        let other = if self.is_bank {
            approval.borrower
        } else {
            approval.bank
        };
        format!("{} {}", self.frame.say("loan"), self.names.name(&other))
    }

    fn acting(&self) -> Option<Capacity> {
        self.frame.seat.as_ref().map(|seat| seat.acting)
    }

    fn id(&self) -> &str {
        self.seen.subject.id()
    }

    /// Whether nothing is owed or to be paid out any more, so that nothing secures it.
    fn has_ended(&self) -> bool {
        matches!(self.stage.as_str(), "closed" | "cancelled" | "lapsed")
    }

    /// Whether the request behind it has a page for the viewer: not for who guarantees or bought it.
    fn sees_request(&self) -> bool {
        matches!(
            self.acting(),
            Some(Capacity::Supplier | Capacity::Buyer | Capacity::Bank | Capacity::Auditor)
        )
    }

    /// Whether the viewer sees what secures the loan. A bank is told of each certificate that went back, too.
    fn sees_collateral(&self) -> bool {
        let certificates = &self.beside.certificates;
        self.is_bank || certificates.iter().any(|one| one.number.is_some())
    }

    fn recourse(&self) -> String {
        terms::recourse(&self.frame, self.terms().recourse)
    }

    fn security(&self) -> String {
        terms::security(&self.frame, self.terms().security)
    }

    fn interest(&self) -> String {
        terms::interest_mode(&self.frame, self.terms().interest)
    }

    fn day_count(&self) -> String {
        terms::day_count(&self.frame, self.terms().day_count)
    }

    fn order(&self) -> String {
        terms::order(&self.frame, &self.terms().order)
    }

    /// Whether nothing of a surplus is still to come.
    #[expect(clippy::unused_self, reason = "the template calls it on the page")]
    fn is_passed_on(&self, share: &tallystick_commands::banking::loan::account::SurplusShare) -> bool {
        share.owed().is_ok_and(tallystick_base::Money::is_zero)
    }

    /// What of a surplus is still to come.
    fn surplus_owed(&self, share: &tallystick_commands::banking::loan::account::SurplusShare) -> String {
        share
            .owed()
            .map_or_else(|_| String::new(), |owed| self.frame.money(&owed))
    }
}
