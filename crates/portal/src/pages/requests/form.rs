//! The second step as it was typed: read, with all that keeps it from being signed.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDateTime};
use tallystick_base::{Capacity, Millis};
use tallystick_commands::financing::Product;
use tallystick_commands::parties::BankAccount;
use tallystick_store::KnownParty;

use super::choose::unfit;
use super::costs::reckon;
use super::draft::Draft;
use super::ground::{self, Chosen, Ground, Unchosen};
use super::wish::{Wish, wish};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::seat::Seated;

/// In how many days the money is drawn, unless one types otherwise: time for banks to look.
const USUAL_DAYS: u64 = 5;

/// The second step, read: what was typed, and what is wrong with it.
pub(super) struct Form {
    pub(super) draft: Draft,
    /// What keeps it from being signed.
    pub(super) problems: Vec<String>,
    pub(super) wish: Option<Wish>,
    pub(super) until: Option<Millis>,
    pub(super) bids_until: Option<Millis>,
    pub(super) accounts: Vec<BankAccount>,
    pub(super) guarantors: Vec<KnownParty>,
}

impl Form {
    /// Reads the draft. Where nothing is typed yet, what is usual stands in its place.
    pub(super) async fn read(
        portal: &Portal,
        seated: &Seated,
        ground: &Ground,
        mut draft: Draft,
    ) -> Result<Self, Failure> {
        let frame = Frame::new(portal, seated.visit.clone());
        let chosen = ground.chosen(&draft);
        let chosen = chosen.map_err(|_: Unchosen| Failure::NotFound)?;
        // Downstream the money goes to the holder, who says where when it joins.
        let accounts = if ground.is_downstream() {
            Vec::new()
        } else {
            ground::accounts(portal, seated).await?
        };
        let guarantors = portal
            .store()
            .parties_acting_as(seated.viewer(), Capacity::Guarantor);
        let guarantors = guarantors.await?;
        if draft.amount.is_empty() && draft.draw_on.is_empty() {
            usual(ground, &chosen, &mut draft);
        }
        let minutes = ground.rules.utc_offset_minutes;
        let until = moment(&draft.until, minutes);
        let bids_until = moment(&draft.bids_until, minutes).filter(|_| draft.is_sealed());
        let (wish, mut problems) = match wish(&frame, ground, &chosen, &draft) {
            Ok(wish) => (Some(wish), Vec::new()),
            Err(problems) => (None, problems),
        };
        problems.extend(banks(&frame, ground, &chosen, &draft, wish.as_ref()));
        if until.is_none() {
            problems.push(frame.say("problem-until"));
        }
        if draft.is_sealed() && bids_until.is_none() {
            problems.push(frame.say("problem-bids-until"));
        }
        if draft.purpose.trim().is_empty() {
            problems.push(frame.say("problem-purpose"));
        }
        if account(&accounts, &draft).is_none() && !ground.is_downstream() {
            problems.push(frame.say("problem-account"));
        }
        Ok(Self {
            draft,
            problems,
            wish,
            until,
            bids_until,
            accounts,
            guarantors,
        })
    }

    /// The account that was chosen.
    pub(super) fn account(&self) -> Option<&BankAccount> {
        account(&self.accounts, &self.draft)
    }

    /// The products that were chosen.
    pub(super) fn products<'g>(&self, ground: &'g Ground) -> Vec<&'g Product> {
        chosen_products(ground, &self.draft).collect()
    }
}

fn account<'a>(accounts: &'a [BankAccount], draft: &Draft) -> Option<&'a BankAccount> {
    accounts.get(draft.account.parse::<usize>().ok()?)
}

fn chosen_products<'g>(ground: &'g Ground, draft: &Draft) -> impl Iterator<Item = &'g Product> {
    ground
        .products
        .iter()
        .filter(|product| draft.products.contains(&product.id.uuid().to_string()))
}

/// What is wrong with the banks: none, one under two products, or one whose product does not do.
fn banks(
    frame: &Frame<'_>,
    ground: &Ground,
    chosen: &Chosen<'_>,
    draft: &Draft,
    wish: Option<&Wish>,
) -> Vec<String> {
    let mut problems = Vec::new();
    let mut banks = BTreeSet::new();
    for product in chosen_products(ground, draft) {
        let bank = ground.names.name(&product.bank);
        if !banks.insert(product.bank) {
            problems.push(frame.say_with("problem-bank-twice", &[("bank", &bank)]));
        }
        let why = wish.and_then(|wish| reckon(ground, chosen, product, wish).err());
        if let Some(why) = why {
            let why = unfit(frame, &why);
            let values = [("bank", bank.as_str()), ("why", why.as_str())];
            problems.push(frame.say_with("problem-unfit", &values));
        }
    }
    if banks.is_empty() {
        problems.push(frame.say("problem-no-bank"));
    }
    problems
}

/// What stands in the inputs before anything is typed: as much as every product that fits lends, so
/// that all can be compared, until the last certificate is due.
fn usual(ground: &Ground, chosen: &Chosen<'_>, draft: &mut Draft) {
    let today = ground.today();
    let soon = today.checked_add_days(Days::new(USUAL_DAYS));
    let draw_on = soon.filter(|day| *day < chosen.last_due).unwrap_or(today);
    let rolled = ground.rules.calendar().roll(chosen.last_due);
    let matures_on = rolled.map_or(chosen.last_due, |day| day.date);
    let for_all = ground
        .products
        .iter()
        .filter(|product| {
            draft.products.is_empty() || draft.products.contains(&product.id.uuid().to_string())
        })
        .filter(|product| ground.unfit(product, chosen).is_none())
        .filter_map(|product| ground.up_to(product, chosen.outstanding))
        .min_by_key(|amount| amount.minor());
    draft.amount = for_all.unwrap_or(chosen.outstanding).value_text();
    draft.draw_on = draw_on.to_string();
    draft.until = format!("{draw_on}T17:00");
    draft.matures_on = matures_on.to_string();
    if draft.account.is_empty() && !ground.is_downstream() {
        "0".clone_into(&mut draft.account);
    }
}

/// A local time as an input gives it, `2026-03-16T17:40`, in the zone of the rules.
pub(in crate::pages) fn moment(text: &str, offset_minutes: i32) -> Option<Millis> {
    let local = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").ok()?;
    let millis = local.and_utc().timestamp_millis() - i64::from(offset_minutes) * 60_000;
    Millis::new(u64::try_from(millis).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_local_time_is_of_the_zone_of_the_rules() {
        let found = moment("2026-02-09T09:00", 480).map(Millis::as_millis);
        assert_eq!(found, Some(1_770_598_800_000));
        assert_eq!(moment("tomorrow", 480), None);
    }
}
