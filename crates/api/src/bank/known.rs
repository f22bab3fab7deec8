//! Whether a line is recorded already, under its own name or as part of another.

use std::mem::discriminant;

use tallystick_base::Money;
use tallystick_commands::banking::EntryLine;

use super::line::Name;

/// How a line stands to those that are known; a number is the place of one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Standing {
    /// It is none of them.
    New,
    /// It is this one.
    Same(usize),
    /// This one has its name, and says something else.
    Taken(usize),
    /// It is a part of this one.
    InWhole(usize),
    /// It is known in parts.
    InParts {
        /// How many.
        count: usize,
        /// Whether they come to it.
        whole: bool,
    },
}

/// How a line stands to known ones.
pub(super) fn compare(line: &EntryLine, known: &[&EntryLine]) -> Standing {
    let name = Name::recorded(line.reference.as_ref());
    let of_account: Vec<(usize, &EntryLine, Name)> = known
        .iter()
        .enumerate()
        .filter(|(_, other)| other.account == line.account)
        .map(|(place, other)| (place, *other, Name::recorded(other.reference.as_ref())))
        .collect();
    let find = |is: &dyn Fn(&EntryLine, &Name) -> bool| {
        of_account
            .iter()
            .find(|(_, other, of_other)| is(other, of_other))
            .map(|(place, other, _)| (*place, *other))
    };
    if name != Name::Figures
        && let Some((place, other)) = find(&|_, of_other| *of_other == name)
    {
        return if figures_agree(line, other) {
            Standing::Same(place)
        } else {
            Standing::Taken(place)
        };
    }
    if let Some((place, _)) = find(&|other, of_other| {
        figures_agree(line, other)
            && (shares_own(&name, of_other) || is_same_payment(line, &name, other, of_other))
    }) {
        return Standing::Same(place);
    }
    match &name {
        Name::Figures => Standing::New,
        Name::Whole(reference) => {
            let parts = of_account
                .iter()
                .filter(|(.., of_other)| matches!(of_other, Name::Part { entry, .. } if entry == reference));
            in_parts(line, &parts.map(|(_, other, _)| *other).collect::<Vec<_>>())
        }
        Name::Part { entry, .. } => {
            let whole = find(&|_, of_other| matches!(of_other, Name::Whole(reference) if reference == entry));
            whole.map_or(Standing::New, |(place, _)| Standing::InWhole(place))
        }
    }
}

/// Whether two lines can be one: day, amount and direction, and no two end-to-end ids.
fn figures_agree(one: &EntryLine, other: &EntryLine) -> bool {
    let ids_differ = match (&one.end_to_end, &other.end_to_end) {
        (Some(id), Some(of_other)) => id != of_other,
        (None, _) | (_, None) => false,
    };
    one.amount == other.amount
        && one.direction == other.direction
        && one.booked_on == other.booked_on
        && !ids_differ
}

/// Whether a transaction of several is known under its own reference alone, or the other way round.
fn shares_own(one: &Name, other: &Name) -> bool {
    match (one, other) {
        (Name::Part { own, .. }, Name::Whole(reference))
        | (Name::Whole(reference), Name::Part { own, .. }) => own == reference,
        (Name::Figures | Name::Whole(_) | Name::Part { .. }, _) => false,
    }
}

/// Whether one file names in another way what this one names, told by day and end-to-end id.
fn is_same_payment(line: &EntryLine, name: &Name, other: &EntryLine, of_other: &Name) -> bool {
    discriminant(name) != discriminant(of_other)
        && line.end_to_end.is_some()
        && line.end_to_end == other.end_to_end
}

/// Whether two lines of one file have one name; then whether they are one.
pub(super) fn share_a_name(line: &EntryLine, other: &EntryLine) -> Option<bool> {
    let shared =
        line.reference.is_some() && line.reference == other.reference && line.account == other.account;
    shared.then(|| figures_agree(line, other))
}

fn in_parts(line: &EntryLine, parts: &[&EntryLine]) -> Standing {
    if parts.is_empty() {
        return Standing::New;
    }
    let signed = |part: &EntryLine| {
        if part.direction == line.direction {
            Ok(part.amount)
        } else {
            part.amount.checked_neg()
        }
    };
    let amounts: Result<Vec<Money>, _> = parts.iter().map(|part| signed(part)).collect();
    let sum = amounts.and_then(|amounts| Money::sum(line.amount.currency(), amounts));
    Standing::InParts {
        count: parts.len(),
        whole: sum.is_ok_and(|sum| sum == line.amount),
    }
}

/// Whether two lines with different names may be one payment all the same: some banks give the reference of an entry in one file
/// and that of its transaction in another.
pub(super) fn may_be_one(line: &EntryLine, other: &EntryLine) -> bool {
    let one_day = line.booked_on == other.booked_on || line.value_on == other.value_on;
    line.account == other.account
        && line.direction == other.direction
        && line.amount == other.amount
        && one_day
        && says_the_same(line, other)
}

/// Whether two lines without references, of one day and amount, say the same.
pub(super) fn says_the_same(one: &EntryLine, other: &EntryLine) -> bool {
    if let (Some(id), Some(of_other)) = (&one.end_to_end, &other.end_to_end) {
        return id == of_other;
    }
    one.counterparty == other.counterparty && one.text == other.text
}

/// Whether two lines without references differ in nothing that names them but their number.
pub(super) fn is_of_one_name(one: &EntryLine, other: &EntryLine) -> bool {
    one.reference.is_none()
        && other.reference.is_none()
        && one.account == other.account
        && one.booked_on == other.booked_on
        && one.amount == other.amount
        && one.direction == other.direction
}
