//! What every form that is signed carries for the script of the page.

use std::collections::BTreeMap;

use tallystick_base::{Capacity, Subject};

/// An act that a page prepares.
pub(super) struct Act {
    /// The kind of command.
    pub(super) kind: &'static str,
    /// In which capacity the party acts.
    pub(super) capacity: Capacity,
    /// Where one goes afterwards.
    pub(super) done: String,
    /// The subjects that were shown, with their versions, as JSON: a page that has grown stale says so.
    pub(super) shown: String,
    /// What the button says.
    pub(super) button: String,
    /// What signing it means, in one paragraph.
    pub(super) effect: String,
    /// What happens next, and who is told.
    pub(super) next: String,
    /// Names by subject, that of what it is about among them, as JSON.
    pub(super) names: String,
}

/// The subjects that a page shows, with their versions.
pub(super) fn shown(subjects: &[(&Subject, u64)]) -> String {
    let versions: BTreeMap<String, u64> = subjects
        .iter()
        .map(|(subject, version)| (subject.to_string(), *version))
        .collect();
    serde_json::to_string(&versions).unwrap_or_default()
}
