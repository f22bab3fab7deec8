//! What the sections of a rule pack hold.

use serde::{Deserialize, Serialize};

use super::timeline::Consistent;
use crate::rate::{DailyRate, Ratio};
use crate::term::Term;

/// How soon buyers pay small and medium suppliers, counted from delivery or passed acceptance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PaymentTerms {
    /// State organs and public institutions, 机关、事业单位.
    pub public_body: PaymentTerm,
    /// Large enterprises, 大型企业.
    pub large_enterprise: PaymentTerm,
}

/// How soon one kind of buyer pays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PaymentTerm {
    /// The days where the contract says nothing; none where the law leaves it to the contract.
    pub default_days: Option<u32>,
    /// The most days that a contract may agree; none where there is no such limit.
    pub agreed_at_most_days: Option<u32>,
    /// Whether a contract that agrees more than the default states why.
    pub longer_needs_reason: bool,
    /// Whether payment may not be made to depend on being paid by a third party.
    pub pay_when_paid_refused: bool,
}

/// How soon a buyer answers a supplier's request to confirm a receivable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfirmationClock {
    /// Calendar days from the request, which binds organs, institutions and large enterprises.
    pub days: u32,
    /// With how many days left a reminder is sent, descending.
    pub reminders_days_left: Vec<u32>,
}

/// How far from issue the due date of a certificate may lie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VoucherCaps {
    /// As a rule; beyond it the reason is recorded.
    pub usual: Term,
    /// Never more than this.
    pub at_most: Term,
}

/// How far a certificate may be split.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SplitLimits {
    /// How many splits may lie between a certificate and its root.
    pub depth: u32,
    /// How many children one split may make.
    pub children: u32,
}

/// What a buyer owes for paying a small or medium supplier late.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LateInterest {
    /// What an agreed rate may not be under.
    pub agreed_floor: AgreedFloor,
    /// The rate a day where none was agreed.
    pub otherwise_a_day: DailyRate,
}

/// What an agreed rate of late interest may not be under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AgreedFloor {
    /// The loan prime rate for one year on the day of signing.
    LprOneYearAtSigning,
}

/// How much a bank lends on a certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Advance {
    /// The share of its outstanding amount where the product says nothing.
    pub default_rate: Ratio,
}

/// What a bank charges on an overdue loan, as a multiple of the contract rate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Penalty {
    /// Where the product says nothing.
    pub default_factor: Ratio,
    /// At least.
    pub at_least: Ratio,
    /// At most.
    pub at_most: Ratio,
}

/// How much a financing guarantor may guarantee, against its net assets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GuarantorLimits {
    /// Everything outstanding, as a multiple.
    pub outstanding: Ratio,
    /// The same for a guarantor that serves mainly small and micro firms and farming.
    pub outstanding_mainly_small: Ratio,
    /// One guaranteed borrower, as a share.
    pub one_borrower: Ratio,
    /// One guaranteed borrower with its group, as a share.
    pub borrower_group: Ratio,
}

/// How long a guarantee lasts where it says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GuaranteePeriod {
    /// From the due date of the loan.
    pub after_due: Term,
}

/// What the registry of security interests in movables and rights (中登网) requires.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Registry {
    /// Working days within which a filing is discharged after its debt has ended.
    pub discharge_working_days: u32,
}

/// How an auction of sealed bids runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AuctionTimes {
    /// Hours after the deadline for bids within which each is opened.
    pub reveal_hours: u32,
}

/// By how many days overdue loans are told apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OverdueBuckets {
    /// The last day of every bucket but the one without an end, ascending.
    pub buckets_end_after_days: Vec<u32>,
}

impl OverdueBuckets {
    /// The first day of every bucket, ascending.
    pub fn first_days(&self) -> impl Iterator<Item = u32> {
        let ends = self.buckets_end_after_days.iter().copied();
        std::iter::once(0).chain(ends).map(|end| end.saturating_add(1))
    }

    /// The first and last day of the bucket in which so many days overdue lie; the last bucket has no last day. None
    /// where nothing is overdue.
    pub fn bucket(&self, days: u32) -> Option<(u32, Option<u32>)> {
        let last = self
            .buckets_end_after_days
            .iter()
            .copied()
            .find(|last| days <= *last);
        let before = self
            .buckets_end_after_days
            .iter()
            .copied()
            .filter(|last| *last < days)
            .max();
        (days > 0).then(|| (before.unwrap_or(0) + 1, last))
    }
}

/// By when overdue payments of a year are made public.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Disclosure {
    /// The month of the year after.
    pub month: u32,
    /// The day of that month.
    pub day: u32,
}

/// How long records are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// Vouchers of account, which is what confirmations, certificates and payments are to their parties.
    pub accounting: Term,
    /// A party's identity and transactions, from the end of the relationship or of the transaction.
    pub transactions: Term,
}

impl Consistent for PaymentTerms {
    fn broken_rule(&self) -> Option<&'static str> {
        let beyond = |term: &PaymentTerm| match (term.default_days, term.agreed_at_most_days) {
            (Some(default), Some(most)) => default > most,
            (Some(_) | None, None) | (None, Some(_)) => false,
        };
        (beyond(&self.public_body) || beyond(&self.large_enterprise))
            .then_some("what holds by default is within what may be agreed")
    }
}

impl Consistent for ConfirmationClock {
    fn broken_rule(&self) -> Option<&'static str> {
        let mut last = self.days;
        for &left in &self.reminders_days_left {
            if left >= last {
                return Some("reminders descend and stay under the days of the clock");
            }
            last = left;
        }
        None
    }
}

impl Consistent for VoucherCaps {
    fn broken_rule(&self) -> Option<&'static str> {
        let months = |term: Term| match term {
            Term::Months(months) => Some(months),
            Term::Years(years) => years.checked_mul(12),
            Term::Days(_) => None,
        };
        match (months(self.usual), months(self.at_most)) {
            (Some(usual), Some(most)) if usual <= most => None,
            _ => Some("both caps are months or years, and the usual one is within the other"),
        }
    }
}

impl Consistent for SplitLimits {
    fn broken_rule(&self) -> Option<&'static str> {
        (self.depth == 0 || self.children < 2).then_some("a split has a level and at least two children")
    }
}

impl Consistent for LateInterest {
    fn broken_rule(&self) -> Option<&'static str> {
        self.otherwise_a_day
            .decimal()
            .is_zero()
            .then_some("the rate a day is above zero")
    }
}

impl Consistent for Advance {
    fn broken_rule(&self) -> Option<&'static str> {
        let rate = self.default_rate.decimal();
        (rate.is_zero() || rate > rust_decimal::Decimal::ONE)
            .then_some("the advance is above 0 and at most 1")
    }
}

impl Consistent for Penalty {
    fn broken_rule(&self) -> Option<&'static str> {
        (self.at_least > self.default_factor || self.default_factor > self.at_most)
            .then_some("the default lies between least and most")
    }
}

impl Consistent for GuarantorLimits {
    fn broken_rule(&self) -> Option<&'static str> {
        (self.outstanding > self.outstanding_mainly_small || self.one_borrower > self.borrower_group)
            .then_some("the wider limit is not under the narrower one")
    }
}

impl Consistent for GuaranteePeriod {
    fn broken_rule(&self) -> Option<&'static str> {
        is_nothing(self.after_due).then_some("the period is above zero")
    }
}

impl Consistent for Registry {
    fn broken_rule(&self) -> Option<&'static str> {
        (self.discharge_working_days == 0).then_some("the days are above zero")
    }
}

impl Consistent for AuctionTimes {
    fn broken_rule(&self) -> Option<&'static str> {
        (self.reveal_hours == 0).then_some("the hours are above zero")
    }
}

impl Consistent for OverdueBuckets {
    fn broken_rule(&self) -> Option<&'static str> {
        let ends = &self.buckets_end_after_days;
        let ascend = ends.is_sorted_by(|one, next| one < next) && ends.first().is_none_or(|first| *first > 0);
        (!ascend).then_some("the buckets end after ascending numbers of days above zero")
    }
}

impl Consistent for Disclosure {
    fn broken_rule(&self) -> Option<&'static str> {
        chrono::NaiveDate::from_ymd_opt(2025, self.month, self.day)
            .is_none()
            .then_some("the date exists in every year")
    }
}

impl Consistent for Retention {
    fn broken_rule(&self) -> Option<&'static str> {
        (is_nothing(self.accounting) || is_nothing(self.transactions)).then_some("the periods are above zero")
    }
}

fn is_nothing(term: Term) -> bool {
    matches!(term, Term::Days(0) | Term::Months(0) | Term::Years(0))
}
