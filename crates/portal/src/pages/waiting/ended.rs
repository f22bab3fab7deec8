//! How proposals ended.

use tallystick_base::Subject;
use tallystick_store::{Proposal, ProposalStage, Viewer};

use crate::Portal;
use crate::failure::Failure;
use crate::figures;
use crate::frame::Frame;
use crate::pages::timeline::word_of;
use crate::people::People;

/// How a proposal ended, in a sentence; none while it waits.
pub(super) async fn told(
    portal: &Portal,
    frame: &Frame<'_>,
    viewer: &Viewer,
    proposal: &Proposal,
    people: &People,
) -> Result<Option<String>, Failure> {
    Ok(Some(match &proposal.stage {
        ProposalStage::Waiting => return Ok(None),
        ProposalStage::Expired => {
            let at = figures::moment(proposal.expires);
            frame.say_with("waiting-expired-told", &[("at", &at)])
        }
        ProposalStage::Declined { by, reason } => {
            let values = [("who", people.name(by.subject())), ("reason", reason.clone())];
            let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
            frame.say_with("waiting-declined-told", &values)
        }
        ProposalStage::Appended { .. } => frame.say("waiting-appended-told"),
        ProposalStage::Stale { subject } => stale(portal, frame, viewer, subject).await?,
    }))
}

/// Who moved what on, as far as the viewer may see it.
async fn stale(
    portal: &Portal,
    frame: &Frame<'_>,
    viewer: &Viewer,
    subject: &Subject,
) -> Result<String, Failure> {
    let store = portal.store();
    let seq = store.subject(viewer, subject).await?.map(|seen| seen.seq);
    let entry = match seq {
        Some(seq) => store.entry(viewer, seq).await?,
        None => None,
    };
    let Some(entry) = entry else {
        return Ok(frame.say_with("waiting-stale-unseen", &[("subject", subject.as_str())]));
    };
    let members = entry.signers.iter().filter_map(|signer| signer.member).collect();
    let parties = entry.issuer.as_str().parse().into_iter().collect();
    let people = People::of(store, viewer, parties, members).await?;
    let signers: Vec<String> = entry
        .signers
        .iter()
        .filter_map(|signer| signer.member)
        .map(|member| people.name(member.subject()))
        .collect();
    let who = if signers.is_empty() {
        people.name(&entry.issuer)
    } else {
        signers.join(&frame.say("list-comma"))
    };
    let values = [
        ("who", who.as_str()),
        ("act", &frame.say(&word_of(&entry.kind))),
        ("at", &figures::moment(entry.received)),
        ("seq", &entry.seq.to_string()),
    ];
    Ok(frame.say_with("waiting-stale-told", &values))
}
