//! A guarantee beside the loan that relies on it, and what its bank may do with it.

use chrono::NaiveDate;
use tallystick_base::Money;
use tallystick_commands::banking::LoanStage;
use tallystick_commands::financing::{Guarantee, GuaranteeStage};

use super::Ground;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::typed_act::Fact;

/// An act on a guarantee.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::pages::loans) enum GuaranteeAct {
    /// Asks for payment.
    Call,
    /// Sets the guarantor free.
    Release,
}

impl GuaranteeAct {
    /// Its place in an address.
    pub(in crate::pages::loans) const fn place(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::Release => "release",
        }
    }

    /// The kind of its command.
    pub(in crate::pages::loans) const fn kind(self) -> &'static str {
        match self {
            Self::Call => "guarantee.call/1",
            Self::Release => "guarantee.release/1",
        }
    }
}

/// A guarantee beside the loan that relies on it.
pub(in crate::pages::loans) struct Backing<'g> {
    pub(in crate::pages::loans) ground: &'g Ground,
    pub(in crate::pages::loans) guarantee: &'g Guarantee,
}

impl Backing<'_> {
    /// For how much the guarantor is bound to this bank; none where it is not.
    pub(super) fn bound(&self) -> Option<Money> {
        match self.guarantee.stage {
            GuaranteeStage::Issued { bank, amount, .. } | GuaranteeStage::Called { bank, amount, .. }
                if bank == self.ground.loan().approval.bank =>
            {
                Some(amount)
            }
            GuaranteeStage::Issued { .. }
            | GuaranteeStage::Called { .. }
            | GuaranteeStage::Offered {}
            | GuaranteeStage::Paid { .. }
            | GuaranteeStage::Released {}
            | GuaranteeStage::Withdrawn {}
            | GuaranteeStage::Lapsed {} => None,
        }
    }

    /// The last day on which it may be called.
    fn callable_until(&self) -> Option<NaiveDate> {
        let matures_on = self.ground.loan().approval.terms.matures_on;
        self.guarantee.terms.period.end_after(matures_on).ok()
    }

    /// Its share of what is owed today, and the most that may be called.
    pub(super) fn most(&self) -> Option<(Money, Money)> {
        let owed = self.ground.account.owed().ok()?;
        let share = self.guarantee.terms.share.of(owed).ok()?;
        Some((share, share.lesser(self.bound()?).ok()?))
    }

    /// Whether an act is open now.
    pub(in crate::pages::loans) fn is_open(&self, act: GuaranteeAct) -> bool {
        let overdue =
            self.ground.loan().stage == (LoanStage::Active {}) && self.ground.account.days_overdue > 0;
        match act {
            GuaranteeAct::Call => {
                let issued = matches!(self.guarantee.stage, GuaranteeStage::Issued { .. });
                let in_time = self
                    .callable_until()
                    .is_some_and(|until| self.ground.today <= until);
                issued && self.bound().is_some() && overdue && in_time
            }
            GuaranteeAct::Release => self.bound().is_some(),
        }
    }

    pub(super) fn facts(&self, frame: &Frame<'_>, names: &Names) -> Vec<Fact> {
        let terms = &self.guarantee.terms;
        let mut facts = vec![
            (frame.say("loan-guarantor"), names.name(&terms.guarantor)),
            (
                frame.say("borrower"),
                names.name(&self.ground.loan().approval.borrower),
            ),
            (frame.say("guarantee-share"), terms.share.percent_text()),
        ];
        facts.extend(
            self.bound()
                .map(|bound| (frame.say("loan-guarantee-bound"), frame.money(&bound))),
        );
        if let Some(until) = self.callable_until() {
            facts.push((frame.say("loan-guarantee-callable-until"), frame.deadline(&until)));
        }
        facts
    }
}
