//! A loan as its bank stands to it now, and which acts are open.

use chrono::NaiveDate;
use tallystick_base::{Capacity, LoanId, Millis, Money, Subject};
use tallystick_commands::banking::loan::account::{Account, account};
use tallystick_commands::banking::{Loan, LoanStage};
use tallystick_commands::certificates::Recourse;
use tallystick_commands::financing::Security;
use tallystick_store::Seen;

use super::{LoanAct, collect};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::asked::id;
use crate::pages::typed_act::Fact;
use crate::seat::{Seat, Seated};

/// A loan as its bank stands to it now.
pub(in crate::pages::loans) struct Ground {
    pub(in crate::pages::loans) seen: Seen<Loan>,
    pub(in crate::pages::loans) account: Account,
    pub(in crate::pages::loans) today: NaiveDate,
    pub(in crate::pages::loans) now: Millis,
}

impl Ground {
    /// The loan at an address.
    pub(in crate::pages::loans) async fn read(
        portal: &Portal,
        seated: &Seated,
        text: &str,
    ) -> Result<Self, Failure> {
        let (store, loan) = (portal.store(), id::<LoanId>(LoanId::KIND, text)?);
        let seen = store.loan(seated.viewer(), loan).await?;
        let seen = seen.ok_or(Failure::NotFound)?;
        let today = store.today().await?;
        Ok(Self {
            account: account(&seen.state, today).map_err(|_| Failure::Fault)?,
            seen,
            today,
            now: store.now(),
        })
    }

    pub(in crate::pages::loans) const fn loan(&self) -> &Loan {
        &self.seen.state
    }

    /// What is owed today.
    pub(super) fn owed(&self) -> Result<Money, Failure> {
        self.account.owed().map_err(|_| Failure::Fault)
    }

    /// Whether the member may sign for the bank that lent.
    pub(in crate::pages::loans) fn acts(&self, seat: &Seat) -> bool {
        let lent = self.loan().approval.bank == seat.viewer.party;
        lent && seat.trades() && seat.acts_as(Capacity::Bank)
    }

    /// Whether an act is open now. The service decides again; this keeps buttons away that would lead to a refusal.
    pub(in crate::pages::loans) fn is_open(&self, act: LoanAct) -> bool {
        let loan = self.loan();
        let terms = &loan.approval.terms;
        let leased = matches!(loan.stage, LoanStage::Approved { .. }) && !loan.has_lapsed(self.now);
        let instructed = matches!(loan.stage, LoanStage::Instructed { .. });
        let active = loan.stage == (LoanStage::Active {});
        let overdue = active && self.account.days_overdue > 0;
        match act {
            // Where the debtor borrows, the certificates are its holder's again once the money is out.
            LoanAct::File => {
                let held = leased || instructed || (active && !loan.approval.downstream);
                loan.filing.is_none() && held
            }
            LoanAct::Instruct => leased && (loan.filing.is_some() || terms.security == Security::Assignment),
            LoanAct::Settle | LoanAct::Fail => instructed,
            LoanAct::Notify | LoanAct::Book | LoanAct::Charge => active,
            LoanAct::Recourse => overdue && loan.recourse.is_none() && terms.recourse != Recourse::None,
            LoanAct::Surplus => !collect::surplus_owed(self).is_empty(),
            LoanAct::Sell => active && loan.pool.is_none() && loan.written_off.is_none(),
            LoanAct::WriteOff => overdue && loan.written_off.is_none(),
            LoanAct::Cancel => leased,
        }
    }

    /// The acts that are open to a member now.
    pub(in crate::pages::loans) fn open(&self, seat: &Seat) -> Vec<LoanAct> {
        let open = |act: &LoanAct| self.acts(seat) && self.is_open(*act);
        LoanAct::ALL.into_iter().filter(open).collect()
    }

    /// The address of the loan.
    pub(super) fn address(&self) -> String {
        format!("/loans/{}", self.seen.subject.id())
    }

    /// The way back, by the name of the borrower.
    pub(super) fn back(&self, frame: &Frame<'_>, names: &Names) -> (String, String) {
        let borrower = names.name(&self.loan().approval.borrower);
        (self.address(), format!("{} {borrower}", frame.say("loan")))
    }

    /// Where the figures of an act are computed.
    pub(super) fn figures_at(&self, act: LoanAct) -> String {
        format!("{}/{}/figures", self.address(), act.place())
    }

    /// Names for what is signed: those of the parties, and the loan by its borrower and principal.
    pub(super) fn names(&self, frame: &Frame<'_>, names: &Names) -> String {
        let approval = &self.loan().approval;
        let borrower = names.name(&approval.borrower);
        let principal = frame.money(&approval.terms.principal);
        let name = format!(
            "{} {borrower}{}{principal}",
            frame.say("loan"),
            frame.say("comma")
        );
        names.json_with([(self.seen.subject.to_string(), name)])
    }

    /// What every act on a loan is about.
    pub(super) fn facts(&self, frame: &Frame<'_>, names: &Names) -> Vec<Fact> {
        let approval = &self.loan().approval;
        vec![
            (frame.say("borrower"), names.name(&approval.borrower)),
            (frame.say("debtor"), names.name(&approval.debtor)),
            (
                frame.say("loan-principal"),
                frame.money(&approval.terms.principal),
            ),
            (
                frame.say("matures-on"),
                frame.deadline(&approval.terms.matures_on),
            ),
        ]
    }

    /// The same, with what is owed today.
    pub(super) fn facts_owed(&self, frame: &Frame<'_>, names: &Names) -> Result<Vec<Fact>, Failure> {
        let mut facts = self.facts(frame, names);
        facts.push((frame.say("loan-owed-today"), frame.money(&self.owed()?)));
        Ok(facts)
    }

    /// The loan, in the version that the page shows.
    pub(super) fn shown(&self) -> Vec<(Subject, u64)> {
        vec![(self.seen.subject.clone(), self.seen.version)]
    }
}
