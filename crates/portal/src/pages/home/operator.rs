//! The operator's workbench: what waits for it, the parties that are on their way in, and how the service is.

use askama::Template;
use tallystick_base::Millis;
use tallystick_store::{InvitationPurpose, InvitationStage, ListedParty, Paging, PartyFilter};

use super::todo::{Risk, TodoView, proposals};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::audits::{RunView, newest};
use crate::pages::parties::{Announced, announced};
use crate::pages::{Page, written};
use crate::seat::Seated;

/// How many parties of a stage are shown.
const SHOWN: u64 = 10;

#[derive(Template)]
#[template(path = "home/operator.html")]
struct OperatorHome<'p> {
    frame: Frame<'p>,
    todo: Vec<TodoView>,
    /// Registered, and not accepted by themselves yet.
    registered: Vec<ListedParty>,
    suspended: Vec<ListedParty>,
    ready: bool,
    size: u64,
    /// What the service found by itself that is not as it was sealed.
    found: Option<String>,
    newest: Option<RunView>,
    signs: bool,
}

pub(super) async fn todo(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
) -> Result<Vec<TodoView>, Failure> {
    let mut todo = proposals(portal, seated, frame).await?;
    todo.extend(answered(portal, seated, frame).await?);
    Ok(todo)
}

pub(super) async fn page(portal: &Portal, seated: Seated) -> Page {
    let store = portal.store();
    let frame = Frame::new(portal, seated.visit.clone());
    let todo = todo(portal, &seated, &frame).await?;
    written(&OperatorHome {
        todo,
        registered: of_stage(portal, &seated, "registered").await?,
        suspended: of_stage(portal, &seated, "suspended").await?,
        ready: store.is_ready().await,
        size: *store.watch().borrow(),
        found: portal.settings().upkeep.done().scrub_found.map(|(_, what)| what),
        newest: newest(portal, &frame),
        signs: seated.seat.signs(),
        frame,
    })
}

/// Keys that were made for new parties and recoveries, and that are not added yet.
async fn answered(portal: &Portal, seated: &Seated, frame: &Frame<'_>) -> Result<Vec<TodoView>, Failure> {
    if !seated.seat.signs() {
        return Ok(Vec::new());
    }
    let store = portal.store();
    let mut found = store.invitations(seated.viewer()).await?;
    found.retain(|one| one.stage == InvitationStage::Answered);
    let announced = announced(portal, seated, &found).await?;
    let names = Names::of(store, seated.viewer(), announced.iter().map(|one| one.party)).await?;
    let view = |one: &tallystick_store::ListedInvitation| {
        let party = one.party.uuid();
        let (link, act) = match one.purpose {
            InvitationPurpose::NewParty => {
                (format!("/parties/new?party={party}"), frame.say("party-register"))
            }
            // One key is announced at a time; what is to be done with it stands on a line of its own.
            InvitationPurpose::Recovery if announced.iter().any(|key| key.party == one.party) => return None,
            InvitationPurpose::Recovery => (format!("/parties/{party}/recover"), frame.say("party-recover")),
            InvitationPurpose::NewMember | InvitationPurpose::OwnDevice => return None,
        };
        Some(TodoView {
            what: frame.say_with("operator-answered", &[("label", &one.label)]),
            figure: String::new(),
            left: None,
            risk: Risk::None,
            link,
            act,
        })
    };
    let keys = announced
        .iter()
        .map(|key| waits(frame, key, &names.name(&key.party), store.now()));
    Ok(keys.chain(found.iter().filter_map(view)).collect())
}

/// A key that is announced: until when the operator waits, and that it can be added then.
fn waits(frame: &Frame<'_>, key: &Announced, party: &str, now: Millis) -> TodoView {
    let until = frame.moment(&key.until);
    let (what, act) = if key.is_over(now) {
        let what = frame.say_with("operator-restorable", &[("party", party)]);
        (what, frame.say("party-restore"))
    } else {
        let values = [("party", party), ("until", until.as_str())];
        (
            frame.say_with("operator-announced", &values),
            frame.say("party-look"),
        )
    };
    TodoView {
        what,
        figure: String::new(),
        left: None,
        risk: Risk::None,
        link: format!("/parties/{}/recover", key.party.uuid()),
        act,
    }
}

async fn of_stage(portal: &Portal, seated: &Seated, stage: &str) -> Result<Vec<ListedParty>, Failure> {
    let filter = PartyFilter {
        stage: Some(stage.to_owned()),
        page: Paging {
            after: None,
            limit: SHOWN,
        },
        ..PartyFilter::default()
    };
    Ok(portal.store().parties(seated.viewer(), &filter).await?.items)
}

impl OperatorHome<'_> {
    /// The name of a party, or its code before it has one.
    fn name(party: &ListedParty) -> &str {
        party.name.as_deref().unwrap_or(&party.code)
    }
}
