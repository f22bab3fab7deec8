//! The party states its file anew.

use askama::Template;
use axum::extract::State;
use tallystick_base::{Capacity, SizeClass};
use tallystick_commands::parties::ProfileData;

use super::overview::size_word;
use super::read::shown;
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::{Page, written};
use crate::seat::Seated;

/// How many more accounts the form has room for.
const MORE_ACCOUNTS: usize = 2;

#[derive(Template)]
#[template(path = "house/profile.html")]
struct ProfilePage<'p> {
    frame: Frame<'p>,
    data: ProfileData,
    accounts: Vec<AccountView>,
    sizes: Vec<SizeView>,
    capacity: String,
    shown: String,
    /// Whether net assets are asked for.
    guarantor: bool,
}

/// An account in the form, filled or empty.
#[derive(Default)]
struct AccountView {
    account: String,
    bank: String,
    name: String,
}

struct SizeView {
    value: String,
    word: String,
    chosen: bool,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated) -> Page {
    let seated = seated.admin()?;
    let viewer = seated.viewer();
    let file = portal
        .store()
        .profile(viewer, viewer.party)
        .await?
        .ok_or(Failure::NotFound)?;
    let shown = shown(&[(file.subject.as_str(), file.version)]);
    let data = file.state.data;
    let mut accounts: Vec<AccountView> = data
        .accounts
        .iter()
        .map(|account| AccountView {
            account: account.account.to_string(),
            bank: account.bank.to_string(),
            name: account.name.to_string(),
        })
        .collect();
    accounts.extend((0..MORE_ACCOUNTS).map(|_| AccountView::default()));
    let (capacity, guarantor) = (
        seated.seat.acting.to_string(),
        viewer.capacities.contains(&Capacity::Guarantor),
    );
    let frame = Frame::new(&portal, seated.visit);
    let sizes = SizeClass::ALL.map(|size| SizeView {
        value: serde_json::to_value(size)
            .ok()
            .and_then(|value| value.as_str().map(str::to_owned))
            .unwrap_or_default(),
        word: size_word(&frame, size),
        chosen: data.size == Some(size),
    });
    written(&ProfilePage {
        sizes: sizes.into(),
        frame,
        data,
        accounts,
        capacity,
        shown,
        guarantor,
    })
}

impl ProfilePage<'_> {
    fn net_assets(&self) -> String {
        self.data
            .net_assets
            .map(crate::figures::figures)
            .unwrap_or_default()
    }

    /// The head of the group stays as it is; it is found by its code, which no form asks for.
    fn group(&self) -> Option<String> {
        self.data.group.map(|head| head.to_string())
    }
}
