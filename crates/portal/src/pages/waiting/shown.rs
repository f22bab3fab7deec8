//! A proposal in words: what it says, who signed, and who is missing.

use serde_json::Value;
use tallystick_base::{Capacity, Digest, Money, ReviewId};
use tallystick_store::{Proposal, ProposalStage, Viewer};

use crate::Portal;
use crate::desk;
use crate::failure::Failure;
use crate::figures::{self, DaysLeft};
use crate::frame::Frame;
use crate::mentions;
use crate::pages::timeline::word_to;
use crate::pages::waiting::{ended, things};
use crate::people::People;
use crate::seat::Seated;

/// A proposal as pages show it.
pub(super) struct ProposalView {
    pub(super) id: String,
    pub(super) kind: String,
    /// The name of the act.
    pub(super) act: String,
    /// The whole sentence that is signed.
    pub(super) sentence: String,
    /// The amount that the body states, where it states one.
    pub(super) amount: Option<Money>,
    /// The sealed bid that it commits to; none where it says all there is.
    pub(super) sealed: Option<SealedView>,
    pub(super) capacity: Capacity,
    pub(super) signed: Vec<SignedView>,
    pub(super) missing: u64,
    pub(super) needed: u64,
    /// Whether a checker is still missing.
    pub(super) checker: bool,
    pub(super) created: String,
    pub(super) until: String,
    /// The days that are left to sign it, while it waits.
    pub(super) left: Option<DaysLeft>,
    pub(super) stage: &'static str,
    /// How it ended, in a sentence; none while it waits.
    pub(super) ended: Option<String>,
    /// The entry that it became.
    pub(super) seq: Option<u64>,
    /// Whether it waits for the very member who looks.
    pub(super) mine: bool,
    /// Whether that member signed it already.
    pub(super) signed_by_me: bool,
}

/// A bid of which the body says nothing but the digest.
pub(super) struct SealedView {
    pub(super) review: ReviewId,
    pub(super) commitment: Digest,
}

/// A signature that is there.
pub(super) struct SignedView {
    pub(super) name: String,
    pub(super) at: String,
    pub(super) key: String,
}

/// These proposals in words, in the same order, and the names of everybody in them.
pub(super) async fn views(
    portal: &Portal,
    frame: &Frame<'_>,
    viewer: &Viewer,
    proposals: &[Proposal],
) -> Result<(Vec<ProposalView>, People), Failure> {
    let members = proposals.iter().flat_map(|proposal| {
        let declined = match &proposal.stage {
            ProposalStage::Declined { by, .. } => Some(*by),
            _ => None,
        };
        let signers = proposal.signatures.iter().map(|signature| signature.member);
        signers.chain(declined)
    });
    let store = portal.store();
    let signers = People::of(store, viewer, [viewer.party].into(), members.collect()).await?;
    let bodies = proposals.iter().map(|proposal| proposal.body.as_str());
    let numbers = things::numbers(portal, frame, viewer, proposals).await?;
    let people = People::in_texts(store, viewer, bodies)
        .await?
        .join(signers)
        .named(numbers);
    let checkers = desk::checkers(portal, viewer).await?;
    let today = store.today().await?;
    let mut shown = Vec::with_capacity(proposals.len());
    for proposal in proposals {
        let ended = ended::told(portal, frame, viewer, proposal, &people).await?;
        let mut view = view(portal, frame, viewer, proposal, &people, ended);
        view.left = desk::left(proposal, today);
        view.checker = desk::lacks_checker(proposal, &checkers);
        view.mine = desk::waits_for(proposal, viewer, &checkers);
        shown.push(view);
    }
    Ok((shown, people))
}

fn view(
    portal: &Portal,
    frame: &Frame<'_>,
    viewer: &Viewer,
    proposal: &Proposal,
    people: &People,
    ended: Option<String>,
) -> ProposalView {
    let body: Option<Value> = serde_json::from_str(&proposal.body).ok();
    let act = frame.say(&word_to(&proposal.kind));
    let sentence = body.as_ref().and_then(|body| {
        portal
            .summaries()
            .sentence(&proposal.kind, body, frame.language())
            .ok()
    });
    ProposalView {
        id: proposal.id.to_string(),
        kind: proposal.kind.clone(),
        sentence: sentence.map_or_else(
            || act.clone(),
            |sentence| mentions::told(&sentence, people, portal.words().of(frame.language())),
        ),
        act,
        sealed: body.as_ref().and_then(|body| sealed(&proposal.kind, body)),
        amount: body.and_then(|mut body| serde_json::from_value(body.get_mut("amount")?.take()).ok()),
        capacity: proposal.capacity,
        signed: proposal
            .signatures
            .iter()
            .map(|signature| SignedView {
                name: people.name(signature.member.subject()),
                at: figures::moment(signature.received),
                key: signature.kid.as_str().chars().take(8).collect(),
            })
            .collect(),
        missing: desk::missing(proposal),
        needed: proposal.needed,
        checker: proposal.checker,
        created: figures::moment(proposal.created),
        until: figures::moment(proposal.expires),
        left: None,
        stage: proposal.stage.name(),
        ended,
        seq: match proposal.stage {
            ProposalStage::Appended { seq } => Some(seq),
            _ => None,
        },
        mine: false,
        signed_by_me: proposal
            .signatures
            .iter()
            .any(|signature| signature.member == viewer.member),
    }
}

/// What a bank commits to, where it does.
fn sealed(kind: &str, body: &Value) -> Option<SealedView> {
    let member = |name: &str| body.get(name)?.as_str();
    Some(SealedView {
        review: member("review")
            .filter(|_| kind == "bid.commit/1")?
            .parse()
            .ok()?,
        commitment: member("commitment")?.parse().ok()?,
    })
}

impl ProposalView {
    /// Who is missing, in a sentence.
    pub(super) fn missing_told(&self, frame: &Frame<'_>) -> String {
        if self.checker {
            frame.say_n("waiting-missing-checker", self.missing)
        } else {
            frame.say_n("waiting-missing", self.missing)
        }
    }
}

/// Whose page it is, with the frame that is made of it.
pub(super) fn framed(portal: &Portal, seated: Seated) -> (Frame<'_>, Viewer) {
    let viewer = seated.viewer().clone();
    (Frame::new(portal, seated.visit), viewer)
}
