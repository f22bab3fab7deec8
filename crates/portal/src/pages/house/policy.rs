//! Who must sign which act of the party, above which amount.

use askama::Template;
use axum::extract::State;

use super::policy_words::{self, PolicyRow};
use super::read::{House, house};
use crate::Portal;
use crate::frame::Frame;
use crate::pages::{Page, written};
use crate::seat::Seated;

#[derive(Template)]
#[template(path = "house/policy.html")]
struct PolicyPage<'p> {
    frame: Frame<'p>,
    house: House,
    rows: Vec<PolicyRow>,
    admin: bool,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated) -> Page {
    let house = house(&portal, seated.viewer()).await?;
    let admin = seated.seat.is_admin();
    let frame = Frame::new(&portal, seated.visit);
    let party = &house.party.state;
    written(&PolicyPage {
        rows: policy_words::rows(&frame, &party.capacities, &party.policy),
        frame,
        house,
        admin,
    })
}

impl PolicyPage<'_> {
    fn sole_member(&self) -> bool {
        self.house.party.state.policy.sole_member
    }
}
