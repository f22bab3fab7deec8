//! On which days the story of the medical chain happens.

/// The days of the story, each so many working days before today.
///
/// All of them lie in the past whenever it is told. The clinic's first certificate falls due within it and stays unpaid for weeks;
/// those of hospital and pharmacy fall due in the days to come.
pub(in crate::demo) mod ago {
    /// The contracts.
    pub(in crate::demo) const CONTRACTS: u32 = 64;
    /// The bank publishes products and opens lines.
    pub(crate) const LINES: u32 = 62;
    /// The clinic's first delivery arrives.
    pub(crate) const CLINIC_DELIVERED: u32 = 57;
    /// It passes acceptance.
    pub(crate) const CLINIC_ACCEPTED: u32 = 56;
    /// The distributor claims.
    pub(crate) const CLINIC_CLAIM: u32 = 55;
    /// The clinic confirms.
    pub(crate) const CLINIC_CONFIRMED: u32 = 54;
    /// The distributor borrows on it.
    pub(crate) const UPSTREAM_REQUEST: u32 = 53;
    /// The bank offers.
    pub(crate) const UPSTREAM_OFFER: u32 = 52;
    /// The bank approves.
    pub(crate) const UPSTREAM_APPROVED: u32 = 51;
    /// The money goes out.
    pub(crate) const UPSTREAM_DRAWN: u32 = 50;
    /// The clinic has notice.
    pub(crate) const UPSTREAM_NOTIFIED: u32 = 49;
    /// The clinic's delivery arrives of which it does not pay to the end.
    pub(crate) const LATE_DELIVERED: u32 = 48;
    /// It passes acceptance.
    pub(crate) const LATE_ACCEPTED: u32 = 47;
    /// The distributor claims, and the clinic confirms.
    pub(crate) const LATE_CONFIRMED: u32 = 46;
    /// The distributor borrows on it.
    pub(crate) const LATE_APPROVED: u32 = 44;
    /// The money goes out, and the clinic has notice.
    pub(crate) const LATE_DRAWN: u32 = 43;
    /// The pharmacy's delivery arrives.
    pub(crate) const PHARMACY_DELIVERED: u32 = 39;
    /// It passes acceptance.
    pub(crate) const PHARMACY_ACCEPTED: u32 = 38;
    /// The distributor claims.
    pub(crate) const PHARMACY_CLAIM: u32 = 37;
    /// The pharmacy confirms.
    pub(crate) const PHARMACY_CONFIRMED: u32 = 36;
    /// The pharmacy asks, and the distributor joins.
    pub(crate) const DOWNSTREAM_REQUEST: u32 = 35;
    /// The bank offers, and approves.
    pub(crate) const DOWNSTREAM_APPROVED: u32 = 34;
    /// The distributor is paid by the loan.
    pub(crate) const DOWNSTREAM_DRAWN: u32 = 33;
    /// The hospital's delivery arrives.
    pub(crate) const HOSPITAL_DELIVERED: u32 = 32;
    /// It passes acceptance.
    pub(crate) const HOSPITAL_ACCEPTED: u32 = 30;
    /// The distributor claims.
    pub(crate) const HOSPITAL_CLAIM: u32 = 29;
    /// The centre forwards the claim.
    pub(crate) const HOSPITAL_FORWARDED: u32 = 28;
    /// What fell due is recorded: the clinic is overdue, and so is the loan.
    pub(crate) const OVERDUE: u32 = 27;
    /// The bank turns to borrower and guarantor.
    pub(crate) const CALLED: u32 = 26;
    /// The hospital confirms a part.
    pub(crate) const HOSPITAL_CONFIRMED: u32 = 25;
    /// The certificate is split and passed on, to the first tier.
    pub(crate) const FIRST_TIER: u32 = 24;
    /// The guarantor pays.
    pub(crate) const GUARANTOR_PAYS: u32 = 23;
    /// To the second.
    pub(crate) const SECOND_TIER: u32 = 22;
    /// The clinic's second delivery passes acceptance; it arrived the day before.
    pub(crate) const CLINIC_ACCEPTED_AGAIN: u32 = 21;
    /// The distributor claims again.
    pub(crate) const CLINIC_CLAIM_AGAIN: u32 = 20;
    /// The clinic confirms, and may not let it circulate.
    pub(crate) const CLINIC_CONFIRMED_AGAIN: u32 = 19;
    /// To the third tier. Hospital and distributor settle what was disputed.
    pub(crate) const THIRD_TIER: u32 = 18;
    /// The maker of plastics has lost its only phone.
    pub(crate) const LOST: u32 = 17;
    /// The operator adds a new key for it.
    pub(crate) const RESTORED: u32 = 13;
    /// The clinic pays everything but its last certificate.
    pub(crate) const CLINIC_PAYS: u32 = 12;
    /// What was left over is passed on.
    pub(crate) const RETURNED: u32 = 11;
    /// The bank takes its filing out.
    pub(crate) const DISCHARGED: u32 = 10;
    /// The phone is found again. The maker of resin has a second one, which is stolen.
    pub(crate) const FOUND_AGAIN: u32 = 9;
    /// Whoever has it splits a certificate again and again.
    pub(crate) const SPLIT_UP: u32 = 8;
    /// It is revoked.
    pub(crate) const REVOKED: u32 = 7;
    /// The maker of devices has lost its only phone too.
    pub(crate) const LOST_AGAIN: u32 = 6;
    /// The pharmacy pays its loan back, and the bank does not know what it is.
    pub(crate) const PHARMACY_PAYS: u32 = 4;
    /// The bank has found out.
    pub(crate) const FOUND_OUT: u32 = 3;
    /// The pharmacy's last delivery arrives.
    pub(crate) const DELIVERED_LAST: u32 = 5;
    /// It passes acceptance.
    pub(crate) const ACCEPTED_LAST: u32 = 3;
}

/// How long the clinic has to pay, in calendar days.
pub(super) const CLINIC_DAYS: u32 = 30;
/// How long the pharmacy has.
pub(super) const PHARMACY_DAYS: u32 = 90;
/// How long the hospital has: the most that a public institution may agree (Order 802 article 9).
pub(super) const HOSPITAL_DAYS: u32 = 60;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::days::tests::{between, each_day, told_on};

    /// Days of grace after a loan's maturity.
    const GRACE: i64 = 3;

    #[test]
    fn on_whatever_day_it_is_told_the_periods_of_law_and_contract_hold() {
        for today in each_day() {
            let days = told_on(today);
            assert!(
                between(&days, ago::HOSPITAL_CLAIM, ago::HOSPITAL_CONFIRMED) <= 30,
                "{today}"
            );
            let clinic = days.due_after(ago::CLINIC_ACCEPTED, CLINIC_DAYS).unwrap();
            let tenor = (clinic - days.day(ago::UPSTREAM_DRAWN).unwrap()).num_days();
            assert!((7..=180).contains(&tenor), "{today}: lent for {tenor} days");
            let late = (days.day(ago::OVERDUE).unwrap() - clinic).num_days();
            assert!(late > GRACE, "{today}: the clinic is {late} days late");
            assert!(
                days.day(ago::LATE_CONFIRMED).unwrap() <= clinic,
                "{today}: nothing is confirmed that circulates once the clinic is late"
            );
            let last = days.due_after(ago::LATE_ACCEPTED, CLINIC_DAYS).unwrap();
            let tenor = (last - days.day(ago::LATE_DRAWN).unwrap()).num_days();
            assert!((7..=180).contains(&tenor), "{today}: lent for {tenor} days");
            assert!((today - last).num_days() > GRACE, "{today}: {last} is not late");
            assert!(
                between(&days, ago::LOST, ago::RESTORED) > 3,
                "{today}: 72 hours for a veto"
            );
            assert!(
                between(&days, ago::LOST_AGAIN, 0) > 3,
                "{today}: the key that is left to be added can be added"
            );
            assert!(
                between(&days, ago::SPLIT_UP, 0) < 30,
                "{today}: what is split is looked for in the last 30 days"
            );
            let again = days.due_after(ago::CLINIC_ACCEPTED_AGAIN, CLINIC_DAYS).unwrap();
            assert!(
                days.day(ago::CLINIC_PAYS).unwrap() <= again,
                "{today}: {again} passes before the clinic pays"
            );
            for (accepted, given) in [
                (ago::PHARMACY_ACCEPTED, PHARMACY_DAYS),
                (ago::HOSPITAL_ACCEPTED, HOSPITAL_DAYS),
            ] {
                let due = days.due_after(accepted, given).unwrap();
                assert!(due > today, "{today}: {due} has passed");
            }
        }
    }
}
