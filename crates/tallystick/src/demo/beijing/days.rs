//! On which days the story of Beijing happens.

/// The days of the story, each so many working days before today.
///
/// All of them lie in the past whenever it is told, the periods of law and contract hold between them, and what is confirmed falls
/// due in the days to come.
pub(in crate::demo) mod ago {
    /// The supplier registers the contract.
    pub(in crate::demo) const CONTRACT: u32 = 42;
    /// The hospital accepts the contract.
    pub(crate) const CONTRACT_ACCEPTED: u32 = 41;
    /// The hospital orders.
    pub(crate) const ORDER: u32 = 40;
    /// Both deliveries arrive.
    pub(crate) const DELIVERED: u32 = 32;
    /// Both deliveries pass acceptance.
    pub(crate) const ACCEPTED: u32 = 30;
    /// The first claim, and the day on which its invoice is issued.
    pub(crate) const CLAIM: u32 = 29;
    /// The centre forwards the first claim; the second claim with its invoice.
    pub(crate) const FORWARDED: u32 = 28;
    /// The banks publish products, and one opens a line.
    pub(crate) const PUBLISHED: u32 = 27;
    /// The hospital confirms the first claim.
    pub(crate) const CONFIRMED: u32 = 26;
    /// The hospital confirms a part of the second claim.
    pub(crate) const CONFIRMED_IN_PART: u32 = 25;
    /// The certificate is split.
    pub(crate) const SPLIT: u32 = 23;
    /// One child is offered.
    pub(crate) const OFFERED: u32 = 22;
    /// The offer is accepted.
    pub(crate) const TRANSFERRED: u32 = 21;
    /// A court has one child frozen.
    pub(crate) const FROZEN: u32 = 20;
    /// The court has it freed.
    pub(crate) const FREED: u32 = 18;
    /// One child is to be cancelled.
    pub(crate) const CANCELLATION: u32 = 17;
    /// The hospital agrees.
    pub(crate) const CANCELLED: u32 = 16;
    /// The supplier asks three banks for money.
    pub(crate) const REQUEST: u32 = 15;
    /// The banks commit to bids in the morning and open them in the afternoon.
    pub(crate) const BIDS: u32 = 14;
    /// The supplier accepts the bid that won.
    pub(crate) const AWARDED: u32 = 13;
    /// The bank looks at everything, and approves.
    pub(crate) const APPROVED: u32 = 12;
    /// The money goes out.
    pub(crate) const DRAWN: u32 = 11;
    /// The hospital has notice of the pledge.
    pub(crate) const NOTIFIED: u32 = 10;
    /// The hospital pays the supplier, where it should have paid the bank.
    pub(crate) const PAID_WRONGLY: u32 = 8;
    /// The hospital pays the bank.
    pub(crate) const REPAID: u32 = 4;
    /// The bank passes on what was left over.
    pub(crate) const PASSED_ON: u32 = 3;
    /// More deliveries arrive.
    pub(in crate::demo) const DELIVERED_LAST: u32 = 6;
    /// They pass acceptance.
    pub(in crate::demo) const ACCEPTED_LAST: u32 = 3;
    /// The bank takes its filing out. The hospital reports its last payment, which is acknowledged today.
    pub(crate) const PAID: u32 = 2;
}

/// How long the contract gives the hospital to pay, in calendar days: the most that a public institution may agree (Order 802
/// article 9).
pub(super) const PAYMENT_DAYS: u32 = 60;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::days::INSPECTION_DAYS;
    use crate::demo::days::tests::{between, each_day, told_on};

    #[test]
    fn on_whatever_day_it_is_told_the_periods_of_law_and_contract_hold() {
        for today in each_day() {
            let days = told_on(today);
            assert!(
                between(&days, ago::DELIVERED, ago::ACCEPTED) <= i64::from(INSPECTION_DAYS),
                "{today}: inspected in time"
            );
            assert!(
                between(&days, ago::FORWARDED, ago::CONFIRMED_IN_PART) <= 30,
                "{today}: answered in time"
            );
            let due = days.due_after(ago::ACCEPTED, PAYMENT_DAYS).unwrap();
            assert!((due - today).num_days() >= 3, "{today}: due {due} is too near");
            let tenor = (due - days.day(ago::DRAWN).unwrap()).num_days();
            assert!((7..=180).contains(&tenor), "{today}: lent for {tenor} days");
        }
    }
}
