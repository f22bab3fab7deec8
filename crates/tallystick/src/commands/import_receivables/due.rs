//! The due date of a claim whose row has none.

use chrono::NaiveDate;
use tallystick_base::{RulePack, Term};
use tallystick_commands::contracts::{ClockStart, PaymentPeriod};
use tallystick_documents::ClaimRow;

/// The day by which a delivery is to be paid under these terms (Civil Code articles 201 to 203; Order 802 article 9). The service
/// compares it with its own rules: this one is for convenience.
pub(super) fn by_terms(
    period: &PaymentPeriod,
    row: &ClaimRow,
    rules: &RulePack,
) -> Result<NaiveDate, String> {
    let event = match period.from {
        ClockStart::Delivery => Some(row.delivery_date),
        ClockStart::Acceptance => row.acceptance_date,
        ClockStart::Invoice => Some(row.invoice_date),
        ClockStart::Settlement => None,
    };
    let Some(event) = event else {
        return Err(format!(
            "the contract counts its {} days from {}, whose date is not in the row; write the due date into it",
            period.days,
            period.from.as_str()
        ));
    };
    Term::Days(period.days)
        .due_after(event, rules.calendar())
        .map(|due| due.date)
        .map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use tallystick_base::{Currency, Money};

    use super::*;

    fn row() -> ClaimRow {
        let day = |text: &str| text.parse().unwrap();
        ClaimRow {
            contract_number: "JY-2026-018".to_owned(),
            invoice_number: "26117000000000271828".to_owned(),
            invoice_date: day("2026-03-12"),
            amount: Money::parse("34435.00", Currency::CNY).unwrap(),
            delivery_date: day("2026-03-05"),
            acceptance_date: Some(day("2026-03-10")),
            due_date: None,
            note: None,
        }
    }

    #[rstest]
    #[case(ClockStart::Delivery, "2026-04-07")]
    #[case(ClockStart::Acceptance, "2026-04-09")]
    #[case(ClockStart::Invoice, "2026-04-13")]
    fn days_are_counted_from_the_agreed_event_and_end_on_a_working_day(
        #[case] from: ClockStart,
        #[case] due: &str,
    ) {
        let period = PaymentPeriod {
            days: 30,
            from,
            longer_reason: None,
        };
        let rules = RulePack::cn().unwrap();
        assert_eq!(by_terms(&period, &row(), &rules).unwrap().to_string(), due);
    }

    #[test]
    fn an_event_without_a_date_gives_no_due_date() {
        let rules = RulePack::cn().unwrap();
        let open = ClaimRow {
            acceptance_date: None,
            ..row()
        };
        for from in [ClockStart::Acceptance, ClockStart::Settlement] {
            let period = PaymentPeriod {
                days: 30,
                from,
                longer_reason: None,
            };
            let problem = by_terms(&period, &open, &rules).unwrap_err();
            assert!(problem.contains("write the due date into it"), "{problem}");
        }
    }
}
