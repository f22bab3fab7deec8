//! Subjects that have their id from another one.

use tallystick_base::Subject;

/// The id that a subject borrows from another kind: `profile/…` has the id of its party.
pub(crate) fn borrowed<T: for<'a> TryFrom<&'a Subject>>(subject: &Subject, kind: &str) -> Option<T> {
    let own = Subject::new(kind, subject.id()).ok()?;
    T::try_from(&own).ok()
}
