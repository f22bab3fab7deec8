//! How far reminders look, and what they have found.

use chrono::{Days, NaiveDate};
use tallystick_base::{Capacity, Millis, Money, PartyId, RulePack};
use tallystick_store::{Cursor, Paging, Store, Viewer};

use super::What;
use crate::failure::Failure;
use crate::pages::terms;
use crate::seat::Seated;
use crate::{Portal, figures};

/// How many of each kind are listed; of what is more the page says so.
const MOST: u64 = 50;
/// With how many days left reminders come where the rules do not say.
const USUAL: [i64; 3] = [10, 5, 1];

/// How far reminders look, and for whom.
pub(super) struct Ahead<'a> {
    pub(super) portal: &'a Portal,
    pub(super) seated: &'a Seated,
    pub(super) rules: RulePack,
    pub(super) today: NaiveDate,
    /// The last day that is looked at.
    pub(super) until: NaiveDate,
    /// With how many days left a reminder comes.
    pub(super) steps: Vec<i64>,
}

/// Something that falls due, before its party has a name.
pub(super) struct Found {
    pub(super) what: What,
    pub(super) number: String,
    pub(super) address: String,
    pub(super) other: Option<PartyId>,
    pub(super) amount: Option<Money>,
    pub(super) day: NaiveDate,
}

/// What was found, and of what there is more.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) found: Vec<Found>,
    pub(super) more: Vec<What>,
}

/// The first page of a list.
pub(super) fn first_page() -> Paging {
    Paging {
        after: None,
        limit: MOST,
    }
}

impl Gathered {
    /// Takes what is on a page of a list; where the list goes on, there is more.
    pub(super) fn take(&mut self, what: What, next: Option<&Cursor>, found: impl IntoIterator<Item = Found>) {
        self.found.extend(found);
        if next.is_some() {
            self.more.push(what);
        }
    }
}

impl Found {
    /// Of something that has no number of its own.
    pub(super) fn new(what: What, address: String, other: PartyId, amount: Money, day: NaiveDate) -> Self {
        Self {
            what,
            number: String::new(),
            address,
            other: Some(other),
            amount: Some(amount),
            day,
        }
    }
}

impl<'a> Ahead<'a> {
    pub(super) async fn read(portal: &'a Portal, seated: &'a Seated) -> Result<Self, Failure> {
        let today = portal.store().today().await?;
        let rules = terms::rules(portal, seated).await?;
        let steps: Vec<i64> = match rules.confirmation_on(today) {
            Ok(clock) => clock
                .value
                .reminders_days_left
                .iter()
                .map(|days| i64::from(*days))
                .collect(),
            Err(_) => USUAL.into(),
        };
        let most = steps.iter().max().copied().unwrap_or(0);
        Ok(Self {
            until: today
                .checked_add_days(Days::new(most.unsigned_abs()))
                .unwrap_or(today),
            portal,
            seated,
            rules,
            today,
            steps,
        })
    }

    /// How many days ahead it looks.
    pub(super) fn most(&self) -> i64 {
        self.steps.iter().max().copied().unwrap_or(0)
    }

    pub(super) fn store(&self) -> &'a Store {
        self.portal.store()
    }

    pub(super) fn viewer(&self) -> &'a Viewer {
        self.seated.viewer()
    }

    pub(super) fn party(&self) -> PartyId {
        self.viewer().party
    }

    pub(super) fn is(&self, capacity: Capacity) -> bool {
        self.viewer().capacities.contains(&capacity)
    }

    /// From which moment to which something ends that is reminded of.
    pub(super) fn moments(&self) -> (Option<Millis>, Option<Millis>) {
        let end = self.until.succ_opt().and_then(figures::beginning);
        (Some(self.store().now()), end)
    }

    /// The day of a moment that has not passed, where it comes soon.
    pub(super) fn soon(&self, moment: Millis) -> Option<NaiveDate> {
        let day = figures::day_of(moment)?;
        (moment >= self.store().now() && day <= self.until).then_some(day)
    }
}
