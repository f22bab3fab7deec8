//! What falls due soon: reminders, which are no entries. With how many days left they come is a rule, as for the clock of a
//! confirmation; what is late already stays until it is done.

mod ahead;
mod asking;
mod guaranteeing;
mod house;
mod lending;
mod recovering;
mod standing;
mod trade;
mod what;

use chrono::NaiveDate;
use tallystick_base::Money;

use self::ahead::{Ahead, Found, Gathered};
use self::what::What;
use crate::Portal;
use crate::failure::Failure;
use crate::figures::DaysLeft;
use crate::frame::Frame;
use crate::names::Names;
use crate::seat::Seated;

/// What falls due, the most urgent first.
#[derive(Default)]
pub(super) struct Reminders {
    pub(super) groups: Vec<Group>,
    /// Of which kinds there is more than is listed: what they are, and where all of it stands.
    pub(super) more: Vec<(String, &'static str)>,
    /// How many days ahead they look.
    pub(super) ahead: i64,
}

/// What has no more than so many days left, and more than the group before.
pub(super) struct Group {
    pub(super) within: i64,
    pub(super) due: Vec<DueView>,
}

/// Something that falls due.
pub(super) struct DueView {
    /// What is to be done, or will be.
    pub(super) what: String,
    pub(super) number: String,
    pub(super) address: String,
    pub(super) other: String,
    pub(super) amount: Option<Money>,
    pub(super) day: NaiveDate,
    pub(super) left: DaysLeft,
}

/// What falls due for the viewer's party.
pub(super) async fn read(portal: &Portal, seated: &Seated, frame: &Frame<'_>) -> Result<Reminders, Failure> {
    let ahead = match Ahead::read(portal, seated).await {
        // Before rules are published nothing has a time.
        Err(Failure::NotFound) => return Ok(Reminders::default()),
        read => read?,
    };
    let mut gathered = Gathered::default();
    trade::gather(&ahead, &mut gathered).await?;
    asking::gather(&ahead, &mut gathered).await?;
    standing::loans(&ahead, &mut gathered).await?;
    lending::gather(&ahead, &mut gathered).await?;
    standing::gather(&ahead, &mut gathered).await?;
    guaranteeing::gather(&ahead, &mut gathered).await?;
    recovering::gather(&ahead, &mut gathered).await?;
    house::gather(&ahead, frame, &mut gathered).await?;
    let Gathered { mut found, more } = gathered;
    found.sort_by_key(|due| due.day);
    let parties = found.iter().filter_map(|due| due.other);
    let names = Names::of(portal.store(), seated.viewer(), parties).await?;
    let most = ahead.most();
    let view = |due: Found| DueView {
        other: due.other.map(|party| names.name(&party)).unwrap_or_default(),
        left: due.what.left(due.day, ahead.today),
        what: due.what.told(frame),
        number: due.number,
        address: due.address,
        amount: due.amount,
        day: due.day,
    };
    Ok(Reminders {
        groups: grouped(found.into_iter().map(view).collect(), &ahead.steps),
        more: more
            .into_iter()
            .map(|what| (what.told(frame), what.list()))
            .collect(),
        ahead: most,
    })
}

/// By the reminders that have come: what has one day left stands apart from what has five.
fn grouped(due: Vec<DueView>, steps: &[i64]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for one in due {
        let reached = steps.iter().filter(|step| one.left.days <= **step).min();
        let within = reached.copied().unwrap_or(one.left.days);
        match groups.last_mut().filter(|group| group.within == within) {
            Some(group) => group.due.push(one),
            None => groups.push(Group {
                within,
                due: vec![one],
            }),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reminders_come_at_ten_five_and_one_days_left() {
        let today: NaiveDate = "2026-03-02".parse().unwrap();
        let due = |days: i64| {
            let day = today + chrono::TimeDelta::days(days);
            DueView {
                what: String::new(),
                number: String::new(),
                address: String::new(),
                other: String::new(),
                amount: None,
                day,
                left: DaysLeft::until_answer(day, today),
            }
        };
        let groups = grouped([-3, 0, 1, 2, 5, 6, 10].map(due).into(), &[10, 5, 1]);
        let seen: Vec<(i64, Vec<i64>)> = groups
            .iter()
            .map(|group| {
                let days = group.due.iter().map(|due| due.left.days);
                (group.within, days.collect())
            })
            .collect();
        assert_eq!(seen, [(1, vec![-3, 0, 1]), (5, vec![2, 5]), (10, vec![6, 10])]);
    }
}
