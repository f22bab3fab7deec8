//! When a delivery under a contract is to be paid.

use chrono::NaiveDate;
use tallystick_base::{DateError, RulePack, RulesError, Term};

use super::state::Contract;
use super::terms::{ClockStart, PaymentPeriod};

/// What happened to a delivery, as far as it can start the days until payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Events {
    /// The day of delivery.
    pub delivered_on: NaiveDate,
    /// The day on which inspection or acceptance was passed, if it was.
    pub accepted_on: Option<NaiveDate>,
    /// The day on which both sides confirmed the settled amount, where they settle progress or periods.
    pub settled_on: Option<NaiveDate>,
    /// The date of the invoice; of several, the last.
    pub invoiced_on: Option<NaiveDate>,
}

/// When payment is due, and from what that follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueDate {
    /// The last day for payment, moved to a working day.
    pub due_on: NaiveDate,
    /// The day of the event; it is not counted.
    pub counted_from: NaiveDate,
    /// The event.
    pub event: CountedFrom,
    /// Whether the date depends on a year whose holidays are not published yet. A date once signed does not move.
    pub provisional: bool,
}

/// The event from which the days until payment were counted in the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountedFrom {
    /// Delivery.
    Delivery,
    /// Passed acceptance, within the inspection period.
    Acceptance,
    /// The end of the inspection period, because acceptance came later or has not come.
    InspectionEnd,
    /// The confirmed settlement.
    Settlement,
    /// The invoice.
    Invoice,
}

/// Why a due date cannot be told.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DueDateError {
    /// Acceptance or settlement dated before there was anything to accept or settle.
    #[error("{event} follows delivery; delivery was on {delivered_on}, and {found} is before it")]
    BeforeDelivery {
        /// The event.
        event: &'static str,
        /// The day of delivery.
        delivered_on: NaiveDate,
        /// The day given for the event.
        found: NaiveDate,
    },
    /// The event that starts the days has no date.
    #[error("under this contract the days until payment are counted from the {event}; give its date")]
    EventMissing {
        /// The event.
        event: &'static str,
    },
    /// The date lies too far ahead.
    #[error(transparent)]
    Date(#[from] DateError),
    /// The rule pack says nothing about the date.
    #[error(transparent)]
    Rules(#[from] RulesError),
}

impl DueDateError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            Self::BeforeDelivery { .. } => "event-before-delivery",
            Self::EventMissing { .. } => "event-missing",
            Self::Date(error) => error.code(),
            Self::Rules(error) => error.code(),
        }
    }
}

impl Contract {
    /// The day by which a delivery is to be paid.
    pub fn due_date(&self, events: &Events, rules: &RulePack) -> Result<DueDate, DueDateError> {
        let terms = &self.terms;
        terms.payment.due_date(terms.inspection_days, events, rules)
    }
}

impl PaymentPeriod {
    /// The day by which a delivery is to be paid, where the buyer inspects within so many days.
    ///
    /// The days are the contract's, checked when it was registered against the rules in force at signing. They
    /// run from delivery or settlement (Order 802 article 9), or from passed acceptance and, where the buyer is
    /// late with it, from the end of the inspection period (article 10). The day of the event is not counted
    /// (Civil Code article 201), and a last day off moves to the next working day (article 203).
    pub fn due_date(
        &self,
        inspection_days: u32,
        events: &Events,
        rules: &RulePack,
    ) -> Result<DueDate, DueDateError> {
        let (event, counted_from) = self.clock_start(inspection_days, events, rules)?;
        let due = Term::Days(self.days).due_after(counted_from, rules.calendar())?;
        Ok(DueDate {
            due_on: due.date,
            counted_from,
            event,
            provisional: due.provisional,
        })
    }

    fn clock_start(
        &self,
        inspection_days: u32,
        events: &Events,
        rules: &RulePack,
    ) -> Result<(CountedFrom, NaiveDate), DueDateError> {
        match self.from {
            ClockStart::Delivery => Ok((CountedFrom::Delivery, events.delivered_on)),
            ClockStart::Acceptance => acceptance(inspection_days, events, rules),
            ClockStart::Settlement => {
                let day = given("settlement", events.settled_on)?;
                not_before_delivery("settlement", day, events.delivered_on)?;
                Ok((CountedFrom::Settlement, day))
            }
            ClockStart::Invoice => {
                given("invoice", events.invoiced_on).map(|day| (CountedFrom::Invoice, day))
            }
        }
    }
}

fn acceptance(
    inspection_days: u32,
    events: &Events,
    rules: &RulePack,
) -> Result<(CountedFrom, NaiveDate), DueDateError> {
    let delivered_on = events.delivered_on;
    if let Some(day) = events.accepted_on {
        not_before_delivery("acceptance", day, delivered_on)?;
    }
    let end = Term::Days(inspection_days)
        .due_after(delivered_on, rules.calendar())?
        .date;
    Ok(match events.accepted_on {
        Some(day) if day <= end => (CountedFrom::Acceptance, day),
        Some(_) | None => (CountedFrom::InspectionEnd, end),
    })
}

fn given(event: &'static str, day: Option<NaiveDate>) -> Result<NaiveDate, DueDateError> {
    day.ok_or(DueDateError::EventMissing { event })
}

fn not_before_delivery(
    event: &'static str,
    found: NaiveDate,
    delivered_on: NaiveDate,
) -> Result<(), DueDateError> {
    if found < delivered_on {
        return Err(DueDateError::BeforeDelivery {
            event,
            delivered_on,
            found,
        });
    }
    Ok(())
}
