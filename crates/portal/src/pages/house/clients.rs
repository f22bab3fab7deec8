//! Programs that act for the party: members whose key a machine holds.

use askama::Template;
use axum::Form;
use axum::extract::State;
use serde::Deserialize;
use tallystick_base::MemberId;
use tallystick_commands::parties::{Jwk, NewKey, Role};
use tallystick_ledger::{PublicKey, verify_possession};

use super::member::{RoleView, choices};
use super::read::{House, house, shown};
use crate::Portal;
use crate::failure::Failure;
use crate::fingerprint::fingerprint;
use crate::frame::Frame;
use crate::pages::{Page, written};
use crate::seat::Seated;

#[derive(Template)]
#[template(path = "house/clients.html")]
struct ClientsPage<'p> {
    frame: Frame<'p>,
    house: House,
    roles: Vec<RoleView>,
    party: String,
    address: String,
    capacity: String,
    admin: bool,
    /// What is wrong with what was pasted, in words.
    wrong: Option<String>,
    /// What was pasted.
    pasted: String,
}

#[derive(Template)]
#[template(path = "house/client_key.html")]
struct KeyPage<'p> {
    frame: Frame<'p>,
    house: House,
    member: MemberId,
    name: String,
    key: NewKey,
    fingerprint: String,
    capacity: String,
    shown: String,
}

/// What was pasted from `tallystick keys prove`, and whose key it is to be.
#[derive(Deserialize)]
pub(super) struct Pasted {
    member: String,
    key: String,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated) -> Page {
    let house = house(&portal, seated.viewer()).await?;
    written(&clients(&portal, seated, house, None, String::new()))
}

/// Reads what was pasted, and shows the form that takes the key in.
pub(super) async fn key(State(portal): State<Portal>, seated: Seated, Form(pasted): Form<Pasted>) -> Page {
    let seated = seated.admin()?;
    let house = house(&portal, seated.viewer()).await?;
    let member: MemberId = pasted.member.parse().map_err(|_| Failure::NotFound)?;
    let found = house.member(member).cloned().ok_or(Failure::NotFound)?;
    let words = portal.words().of(seated.visit.language);
    let read = proved(&portal, &seated, &pasted.key).and_then(|key| match house.key(&key.kid) {
        Some(_) => Err("client-key-known"),
        None => Ok(key),
    });
    let key = match read {
        Ok(key) => key,
        Err(code) => {
            let wrong = match code {
                "client-not-read" => words.say("client-not-read"),
                "client-key-known" => words.say("client-key-known"),
                _ => words.say("client-not-proved"),
            };
            return written(&clients(&portal, seated, house, Some(wrong), pasted.key));
        }
    };
    written(&KeyPage {
        fingerprint: fingerprint(&key.kid),
        shown: shown(&[(member.subject().as_str(), found.version)]),
        capacity: seated.seat.acting.to_string(),
        frame: Frame::new(&portal, seated.visit),
        name: found.name,
        house,
        member,
        key,
    })
}

/// The key that was pasted, whose proof holds for this ledger and party.
fn proved(portal: &Portal, seated: &Seated, text: &str) -> Result<NewKey, &'static str> {
    let key: NewKey = serde_json::from_str(text.trim()).map_err(|_| "client-not-read")?;
    let jwk = &key.jwk;
    let public = PublicKey::from_jwk(&tallystick_ledger::Jwk {
        crv: jwk.crv.clone(),
        kty: jwk.kty.clone(),
        x: jwk.x.clone(),
        y: jwk.y.clone(),
    });
    let public = public.map_err(|_| "client-not-read")?;
    let proof = key.possession.as_deref().ok_or("client-not-read")?;
    let party = seated.viewer().party.subject();
    let holds = verify_possession(proof, &public, portal.store().ledger(), &party).is_ok();
    if holds && jwk.thumbprint().as_ref() == Some(&key.kid) {
        Ok(key)
    } else {
        Err("client-not-proved")
    }
}

fn clients(
    portal: &Portal,
    seated: Seated,
    house: House,
    wrong: Option<String>,
    pasted: String,
) -> ClientsPage<'_> {
    let (admin, capacity) = (seated.seat.is_admin(), seated.seat.acting.to_string());
    let party = seated.viewer().party.to_string();
    let frame = Frame::new(portal, seated.visit);
    let mut roles = choices(&frame, &[]);
    roles.retain(|choice| choice.role != Role::Admin.as_str());
    ClientsPage {
        address: portal.settings().address.clone(),
        frame,
        house,
        roles,
        party,
        capacity,
        admin,
        wrong,
        pasted,
    }
}

impl ClientsPage<'_> {
    /// How many keys of a member may sign.
    fn keys(&self, member: &MemberId) -> usize {
        self.house.keys_of(*member).count()
    }
}

impl KeyPage<'_> {
    fn jwk(&self) -> &Jwk {
        &self.key.jwk
    }

    fn possession(&self) -> &str {
        self.key.possession.as_deref().unwrap_or_default()
    }
}
