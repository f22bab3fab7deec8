//! What happened to one thing, and who signed it: beside every detail page.

use std::collections::BTreeMap;

use tallystick_base::{Capacity, PartyId, Subject};
use tallystick_commands::Language;
use tallystick_commands::banking::LoanTransition;
use tallystick_commands::banking::loan::OverdueMark;
use tallystick_store::{EntryView, Signer, TimelineEntry};

use crate::Portal;
use crate::failure::Failure;
use crate::pages::pager::{escaped, paging};
use crate::people::People;
use crate::seat::Seated;
use crate::{figures, mentions};

/// An entry as a line of the timeline.
pub(crate) struct Moment {
    /// Its number in the ledger.
    pub(crate) seq: u64,
    /// The kind of the act.
    pub(crate) kind: String,
    /// When it was received, in Beijing.
    pub(crate) at: String,
    /// What was done: the whole sentence where the body may be read, the name of the act otherwise.
    pub(crate) act: String,
    /// The party that acted.
    pub(crate) party: String,
    /// As what.
    pub(crate) capacity: Capacity,
    /// Who signed.
    pub(crate) signers: Vec<SignerView>,
    /// The leaf, which the browser verifies.
    pub(crate) leaf: String,
    /// Where the entries before this one stand: at the first of those that are shown, where there are more.
    pub(crate) earlier: Option<String>,
}

/// Who signed.
pub(crate) struct SignerView {
    /// The person, where the viewer sees the house of the party.
    pub(crate) name: Option<String>,
    /// The first characters of the key's thumbprint.
    pub(crate) key: String,
    /// The whole thumbprint.
    pub(crate) kid: String,
    /// Whether the key was revoked later as suspect since before this entry.
    pub(crate) suspect: bool,
    /// Whether a recovery added the key.
    pub(crate) restored: bool,
}

/// The last fifty entries of a subject in their order; the first of them tells where those before it stand.
pub(crate) async fn read(
    portal: &Portal,
    seated: &Seated,
    subject: &Subject,
) -> Result<Vec<Moment>, Failure> {
    before(portal, seated, subject, None).await
}

/// The same of several subjects that belong together, in the order of the ledger, each entry once; what came before is that of the
/// first of them that has more.
pub(super) async fn together(
    portal: &Portal,
    seated: &Seated,
    subjects: &[Subject],
) -> Result<Vec<Moment>, Failure> {
    let mut by_seq = BTreeMap::new();
    let mut earlier = None;
    for subject in subjects {
        for mut moment in read(portal, seated, subject).await? {
            let before = moment.earlier.take();
            earlier = earlier.or(before);
            by_seq.entry(moment.seq).or_insert(moment);
        }
    }
    let mut moments: Vec<Moment> = by_seq.into_values().collect();
    if let Some(first) = moments.first_mut() {
        first.earlier = earlier;
    }
    Ok(moments)
}

/// The same as [`read`], ending before a place that a page named.
pub(super) async fn before(
    portal: &Portal,
    seated: &Seated,
    subject: &Subject,
    place: Option<&str>,
) -> Result<Vec<Moment>, Failure> {
    let viewer = seated.viewer();
    let page = portal
        .store()
        .timeline_back(viewer, subject, &paging(place))
        .await?;
    let mut entries = page.items;
    entries.reverse();
    let mut moments = moments(portal, seated, entries).await?;
    if let Some(first) = moments.first_mut() {
        first.earlier = page
            .next
            .map(|place| format!("/history/{subject}?after={}", escaped(place.as_str())));
    }
    Ok(moments)
}

async fn moments(
    portal: &Portal,
    seated: &Seated,
    entries: Vec<TimelineEntry>,
) -> Result<Vec<Moment>, Failure> {
    let (store, viewer) = (portal.store(), seated.viewer());
    let language = seated.visit.language;
    let acts: Vec<String> = entries
        .iter()
        .map(|moved| act(portal, &moved.entry, language))
        .collect();
    let issuers = entries.iter().filter_map(|moved| issuer(&moved.entry)).collect();
    let members = entries
        .iter()
        .flat_map(|moved| &moved.entry.signers)
        .filter_map(|signer| signer.member)
        .collect();
    let people = People::in_texts(store, viewer, acts.iter().map(String::as_str)).await?;
    let people = people.join(People::of(store, viewer, issuers, members).await?);
    let words = portal.words().of(language);
    let moment = |(moved, act): (TimelineEntry, String)| {
        let TimelineEntry { entry, .. } = moved;
        Moment {
            seq: entry.seq,
            at: figures::moment(entry.received),
            act: mentions::told(&act, &people, words),
            party: people.name(&entry.issuer),
            capacity: entry.capacity,
            signers: entry
                .signers
                .iter()
                .map(|signer| signer_view(signer, &people))
                .collect(),
            kind: entry.kind,
            leaf: entry.leaf,
            earlier: None,
        }
    };
    Ok(entries.into_iter().zip(acts).map(moment).collect())
}

fn issuer(entry: &EntryView) -> Option<PartyId> {
    entry.issuer.as_str().parse().ok()
}

/// The sentence of the act, or its name where the viewer may not read what it says.
pub(crate) fn act(portal: &Portal, entry: &EntryView, language: Language) -> String {
    let body = entry
        .body
        .as_deref()
        .and_then(|body| serde_json::from_str(body).ok());
    let sentence = body.and_then(|body| portal.summaries().sentence(&entry.kind, &body, language).ok());
    let words = portal.words().of(language);
    let said = sentence.unwrap_or_else(|| as_beginning(&words.say(&word_of(&entry.kind))));
    let Some(mark) = overdue_mark(entry) else {
        return said;
    };
    let days = words.say_n("days-n", mark.bucket_from);
    let since = mark.since.to_string();
    let values = [
        ("act", said.as_str()),
        ("days", days.as_str()),
        ("since", since.as_str()),
    ];
    words.say_with("overdue-told", &values)
}

/// What happened to a loan, as the exact part has it.
#[derive(serde::Deserialize)]
struct LoanPart {
    transitions: Vec<LoanTransition>,
}

/// Into which bucket a loan came with an entry that marks it as overdue. The body does not say: the service computes it.
fn overdue_mark(entry: &EntryView) -> Option<OverdueMark> {
    if entry.kind != "loan.mark-overdue/1" {
        return None;
    }
    let moved = entry.moved.iter().find(|moved| moved.subject == entry.subject)?;
    let part: LoanPart = serde_json::from_str(moved.part.as_deref()?).ok()?;
    part.transitions
        .into_iter()
        .find_map(|transition| match transition {
            LoanTransition::MarkedOverdue(mark) => Some(mark),
            _ => None,
        })
}

/// The key of an act's name: `act-receivable-confirm` for `receivable.confirm/1`.
pub(crate) fn word_of(kind: &str) -> String {
    let name = kind.split('/').next().unwrap_or_default();
    format!("act-{}", name.replace('.', "-"))
}

/// The name of an act where a line or a cell begins with it: `Added a key`.
pub(crate) fn as_beginning(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next();
    first
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect()
}

/// The key of an act's name as something to be done: `act-to-receivable-confirm`.
pub(crate) fn word_to(kind: &str) -> String {
    word_of(kind).replacen("act-", "act-to-", 1)
}

fn signer_view(signer: &Signer, people: &People) -> SignerView {
    let kid = signer.kid.to_string();
    SignerView {
        name: signer.member.and_then(|member| people.known(member.subject())),
        key: kid.chars().take(8).collect(),
        suspect: signer.suspect,
        restored: signer.restored,
        kid,
    }
}

#[cfg(test)]
mod tests {
    use super::as_beginning;

    #[test]
    fn a_line_begins_with_a_capital_where_there_are_any() {
        assert_eq!(as_beginning("added a key"), "Added a key");
        assert_eq!(as_beginning("新增密钥"), "新增密钥");
        assert_eq!(as_beginning(""), "");
    }
}
