//! Registering a party with the keys that its first members made.

use askama::Template;
use tallystick_base::{Capacity, PartyId, SizeClass};
use tallystick_commands::parties::{BuyerClass, Role};
use tallystick_store::{
    InvitationAnswer, InvitationStage, KnownParty, ListedInvitation, ProposalFilter, ProposalStage,
};

use super::new::first_members;
use crate::failure::Failure;
use crate::fingerprint::fingerprint;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::house::invitations::stage;
use crate::pages::house::member::{RoleView, choices};
use crate::pages::house::overview::{class_word, size_word};
use crate::pages::{Page, written};
use crate::places::MEMBERS;
use crate::seat::Seated;
use crate::{Portal, figures};

/// How many rows for accounts the form has; the party adds others itself.
const ACCOUNTS: usize = 2;

#[derive(Template)]
#[template(path = "parties/register.html")]
struct RegisterPage<'p> {
    frame: Frame<'p>,
    /// The id of the party in addresses.
    id: String,
    party: String,
    invited: Vec<InvitedView>,
    members: Vec<MemberView>,
    /// The proposal that registers it, where it waits for another member of the operator.
    waits: Option<String>,
    registered: bool,
    group: Group,
    names: String,
    capacities: Vec<(String, String)>,
    classes: Vec<(&'static str, String)>,
    sizes: Vec<(&'static str, String)>,
    /// The rows for accounts, by their places.
    accounts: Vec<usize>,
}

/// The group that the party belongs to.
struct Group {
    /// The code that was typed; empty where none was.
    code: String,
    /// Who heads it.
    head: Option<KnownParty>,
}

/// Who was invited, and whether they answered.
struct InvitedView {
    id: String,
    label: String,
    stage: &'static str,
    expires: String,
}

/// A first member with the key that they made.
struct MemberView {
    member: String,
    answer: InvitationAnswer,
    fingerprint: String,
    roles: Vec<RoleView>,
}

pub(super) async fn page(portal: &Portal, seated: Seated, party: PartyId, group: Option<String>) -> Page {
    let mut invitations = first_members(portal, &seated).await?;
    invitations.retain(|invitation| invitation.party == party);
    if invitations.is_empty() {
        return Err(Failure::NotFound);
    }
    let registered = portal.store().party(seated.viewer(), party).await?.is_some();
    let waits = waits(portal, &seated, party).await?;
    let group = Group::read(portal, &seated, group.unwrap_or_default()).await?;
    let frame = Frame::new(portal, seated.visit);
    written(&RegisterPage {
        names: group.names(),
        group,
        id: party.uuid().to_string(),
        party: party.subject().to_string(),
        members: members(&frame, &invitations),
        invited: invitations.iter().map(invited).collect(),
        capacities: capacities(&frame),
        classes: classes(&frame),
        sizes: sizes(&frame),
        accounts: (0..ACCOUNTS).collect(),
        waits,
        registered,
        frame,
    })
}

impl Group {
    async fn read(portal: &Portal, seated: &Seated, code: String) -> Result<Self, Failure> {
        let code = code.trim().to_owned();
        let head = portal.store().party_of_code(seated.viewer(), &code).await?;
        Ok(Self { code, head })
    }

    /// The name of its head, for what is signed.
    fn names(&self) -> String {
        let head = self.head.iter();
        let named = head.map(|head| (head.id.subject().to_string(), head.name.clone()));
        Names::default().json_with(named)
    }
}

fn invited(invitation: &ListedInvitation) -> InvitedView {
    InvitedView {
        id: invitation.id.to_string(),
        label: invitation.label.clone(),
        stage: stage(invitation.stage),
        expires: figures::moment(invitation.expires),
    }
}

/// Those who answered: the first prepares and the second checks, unless the form says otherwise; both look after the house.
fn members(frame: &Frame<'_>, invitations: &[ListedInvitation]) -> Vec<MemberView> {
    let answered = invitations
        .iter()
        .filter(|one| one.stage == InvitationStage::Answered)
        .filter_map(|one| Some((one, one.answer.clone()?)));
    let view = |(place, (invitation, answer)): (usize, (&ListedInvitation, InvitationAnswer))| {
        let trade = if place == 0 { Role::Maker } else { Role::Checker };
        let held = [Role::Admin, trade].map(|role| role.as_str().to_owned());
        MemberView {
            member: invitation.member.subject().to_string(),
            fingerprint: fingerprint(&answer.kid),
            roles: choices(frame, &held),
            answer,
        }
    };
    answered.enumerate().map(view).collect()
}

async fn waits(portal: &Portal, seated: &Seated, party: PartyId) -> Result<Option<String>, Failure> {
    let filter = ProposalFilter {
        open: Some(true),
        ..ProposalFilter::default()
    };
    let open = portal.store().proposals(seated.viewer(), filter).await?;
    let found = open
        .items
        .into_iter()
        .find(|proposal| proposal.subject == party.subject() && proposal.stage == ProposalStage::Waiting);
    Ok(found.map(|proposal| proposal.id.to_string()))
}

/// What a party may act as: anything but what the operator and the service are.
fn capacities(frame: &Frame<'_>) -> Vec<(String, String)> {
    let open = MEMBERS.iter().filter(|capacity| **capacity != Capacity::Operator);
    open.map(|capacity| (capacity.to_string(), frame.capacity(capacity)))
        .collect()
}

fn classes(frame: &Frame<'_>) -> Vec<(&'static str, String)> {
    let class = |value, class| (value, class_word(frame, class));
    vec![
        class("state-organ", BuyerClass::StateOrgan),
        class("public-institution", BuyerClass::PublicInstitution),
        class("state-enterprise", BuyerClass::StateEnterprise),
        class("large-enterprise", BuyerClass::LargeEnterprise),
        class("other", BuyerClass::Other),
    ]
}

fn sizes(frame: &Frame<'_>) -> Vec<(&'static str, String)> {
    let size = |value, size| (value, size_word(frame, size));
    vec![
        size("micro", SizeClass::Micro),
        size("small", SizeClass::Small),
        size("medium", SizeClass::Medium),
        size("large", SizeClass::Large),
    ]
}
