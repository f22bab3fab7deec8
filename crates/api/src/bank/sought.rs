//! Which recorded lines a message may speak of again, so that a bank's others need not be read for it.

use std::collections::BTreeSet;

use tallystick_documents::BankMessage;
use tallystick_store::RecordedLine;

use super::line::{Name, recordable, short};

/// The days and the references of entries in a message. Whatever a line can be taken for has one of them: a line of another name is
/// told by its day, and one of another day by its name or by the entry that it is a part of.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct SoughtLines {
    days: BTreeSet<String>,
    entries: BTreeSet<String>,
}

impl SoughtLines {
    /// What is sought for a message; nothing for a report, which has no lines.
    pub(crate) fn of(message: &BankMessage) -> Self {
        let mut sought = Self::default();
        let BankMessage::Statement(statement) = message else {
            return sought;
        };
        for account in &statement.statements {
            for line in &account.entries {
                // Whether transactions share a reference changes what tells them within their entry, and not the entry.
                for shared in [false, true] {
                    let Ok(line) = recordable(&account.account, line, shared) else {
                        continue;
                    };
                    sought.days.insert(line.booked_on.to_string());
                    sought.days.insert(line.value_on.to_string());
                    sought
                        .entries
                        .extend(entry_of(&Name::recorded(line.reference.as_ref())));
                }
            }
        }
        sought
    }

    /// Whether it may speak of a recorded line.
    pub(crate) fn takes(&self, line: &RecordedLine) -> bool {
        let of_entry = || {
            let reference = line.reference.as_deref().and_then(short);
            entry_of(&Name::recorded(reference.as_ref()))
        };
        self.days.contains(&line.booked_on)
            || self.days.contains(&line.value_on)
            || of_entry().is_some_and(|entry| self.entries.contains(&entry))
    }
}

/// The reference of the entry in a name.
fn entry_of(name: &Name) -> Option<String> {
    match name {
        Name::Figures => None,
        Name::Whole(entry) | Name::Part { entry, .. } => Some(entry.clone()),
    }
}
