//! On which days the story of the grid happens.

/// The days of the story, each so many working days before today.
///
/// All of them lie in the past whenever it is told. Two factories' certificates fall due within it, the third's and the grid
/// company's own in the days to come.
pub(in crate::demo) mod ago {
    /// The factories' contracts.
    pub(in crate::demo) const CONTRACTS: u32 = 78;
    /// The bank opens lines on factories and grid, and publishes its programme.
    pub(crate) const LINES: u32 = 76;
    /// Electricity is delivered.
    pub(crate) const METERED: u32 = 73;
    /// What the meters show is accepted.
    pub(crate) const READ: u32 = 72;
    /// The grid company claims.
    pub(crate) const CLAIMS: u32 = 71;
    /// The factories confirm.
    pub(crate) const CONFIRMED: u32 = 69;
    /// The bank endorses.
    pub(crate) const ENDORSED: u32 = 67;
    /// The smelter confirms what it owes for more electricity, and the bank endorses that too.
    pub(crate) const MORE: u32 = 66;
    /// The grid company splits certificates.
    pub(crate) const SPLIT: u32 = 65;
    /// It passes parts on.
    pub(crate) const PASSED_ON: u32 = 63;
    /// They are split and passed on again.
    pub(crate) const PASSED_ON_AGAIN: u32 = 58;
    /// The steelworks pays, before its certificates are due.
    pub(crate) const PAID: u32 = 52;
    /// What is due by now is overdue.
    pub(crate) const OVERDUE: u32 = 35;
    /// The bank keeps its promise for the smelter.
    pub(crate) const HONOURED: u32 = 34;
    /// The smelter pays the bank.
    pub(crate) const CURED: u32 = 20;
    /// The makers' contracts.
    pub(crate) const MAKERS_CONTRACTS: u32 = 48;
    /// Protective goods arrive.
    pub(crate) const DELIVERED: u32 = 32;
    /// They pass acceptance.
    pub(crate) const ACCEPTED: u32 = 30;
    /// The makers claim.
    pub(crate) const MAKERS_CLAIMS: u32 = 29;
    /// The grid company confirms.
    pub(crate) const MAKERS_CONFIRMED: u32 = 27;
    /// The makers ask for money.
    pub(crate) const REQUESTS: u32 = 26;
    /// The bank offers, and they accept.
    pub(crate) const OFFERS: u32 = 25;
    /// The bank approves.
    pub(crate) const APPROVED: u32 = 23;
    /// The money goes out.
    pub(crate) const DRAWN: u32 = 22;
    /// What failed is paid again.
    pub(crate) const DRAWN_AGAIN: u32 = 21;
    /// The grid company has notice.
    pub(crate) const NOTIFIED: u32 = 19;
    /// The grid company pays the bank for two of the makers.
    pub(crate) const REPAID: u32 = 6;
    /// What was left over is passed on.
    pub(crate) const RETURNED: u32 = 5;
    /// An asset manager opens a pool and buys a loan.
    pub(crate) const SOLD: u32 = 3;
}

/// How long steelworks and smelter have to pay, in calendar days.
pub(super) const SHORT: u32 = 45;
/// How long the glassworks has.
pub(super) const LONG: u32 = 150;
/// How long the grid company has towards small firms (Order 802 article 9).
pub(super) const TOWARDS_MAKERS: u32 = 60;

#[cfg(test)]
mod tests {
    use chrono::Datelike as _;

    use super::*;
    use crate::demo::days::INSPECTION_DAYS;
    use crate::demo::days::tests::{between, each_day, told_on};

    #[test]
    fn on_whatever_day_it_is_told_the_periods_of_law_and_contract_hold() {
        for today in each_day() {
            let days = told_on(today);
            for (delivered, accepted) in [(ago::METERED, ago::READ), (ago::DELIVERED, ago::ACCEPTED)] {
                assert!(
                    between(&days, delivered, accepted) <= i64::from(INSPECTION_DAYS),
                    "{today}"
                );
            }
            assert!(
                between(&days, ago::MAKERS_CLAIMS, ago::MAKERS_CONFIRMED) <= 30,
                "{today}"
            );
            let short = days.due_after(ago::READ, SHORT).unwrap();
            assert!(
                days.day(ago::PAID).unwrap() <= short,
                "{today}: {short} is before the steelworks pays"
            );
            assert!(
                short < days.day(ago::OVERDUE).unwrap(),
                "{today}: {short} is not overdue"
            );
            let long = days.due_after(ago::READ, LONG).unwrap();
            assert!(long > today, "{today}: {long} has passed");
            let capped = days
                .day(ago::CONFIRMED)
                .unwrap()
                .checked_add_months(chrono::Months::new(6));
            assert!(
                long <= capped.unwrap(),
                "{today}: {long} is beyond six months of {}",
                today.year()
            );
            let loans = days.due_after(ago::ACCEPTED, TOWARDS_MAKERS).unwrap();
            assert!(loans > today, "{today}: the makers' loans fall due on {loans}");
        }
    }
}
