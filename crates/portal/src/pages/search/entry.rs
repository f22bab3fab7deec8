//! The entry of the ledger whose number was typed: every member may look at each, whomever it concerns.

use super::groups::Group;
use super::hits::Hit;
use crate::Portal;
use crate::failure::Failure;
use crate::figures;
use crate::frame::Frame;
use crate::pages::timeline::{as_beginning, word_of};
use crate::seat::Seated;

/// None where the text is no whole number, or the ledger has no such entry. Entry 0 is the first.
pub(super) async fn group(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
    text: &str,
) -> Result<Option<Group>, Failure> {
    let is_whole = text.bytes().all(|byte| byte.is_ascii_digit());
    let Some(seq) = text.parse::<u64>().ok().filter(|_| is_whole) else {
        return Ok(None);
    };
    let Some(entry) = portal.store().entry(seated.viewer(), seq).await? else {
        return Ok(None);
    };
    let hit = Hit {
        link: Some(format!("/ledger/{seq}")),
        name: frame.say_n("entry-n", seq),
        below: format!(
            "{} · {}",
            as_beginning(&frame.say(&word_of(&entry.kind))),
            figures::moment(entry.received)
        ),
        amount: String::new(),
        stage: None,
        day: None,
    };
    Ok(Some(Group {
        name: frame.say("place-ledger"),
        hits: vec![hit],
        more: false,
        list: None,
    }))
}
