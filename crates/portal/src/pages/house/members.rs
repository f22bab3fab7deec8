//! Who acts for the party.

use askama::Template;
use axum::extract::State;

use super::read::{House, house};
use crate::Portal;
use crate::frame::Frame;
use crate::pages::{Page, written};
use crate::seat::Seated;

#[derive(Template)]
#[template(path = "house/members.html")]
struct MembersPage<'p> {
    frame: Frame<'p>,
    rows: Vec<Row>,
    admin: bool,
}

struct Row {
    /// Its place in addresses.
    id: String,
    name: String,
    roles: String,
    stage: String,
    keys: usize,
    own: bool,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated) -> Page {
    let house = house(&portal, seated.viewer()).await?;
    let (admin, own) = (seated.seat.is_admin(), seated.viewer().member);
    let frame = Frame::new(&portal, seated.visit);
    let rows = rows(&house, &frame, own);
    written(&MembersPage { frame, rows, admin })
}

fn rows(house: &House, frame: &Frame<'_>, own: tallystick_base::MemberId) -> Vec<Row> {
    let row = |member: &tallystick_store::ListedMember| Row {
        id: member.id.subject().id().to_owned(),
        name: member.name.clone(),
        roles: frame.roles(&member.roles),
        stage: member.stage.clone(),
        keys: house.keys_of(member.id).count(),
        own: member.id == own,
    };
    let mut rows: Vec<Row> = house.active().map(row).collect();
    rows.extend(
        house
            .members
            .iter()
            .filter(|member| member.stage != "active")
            .map(row),
    );
    rows
}
