//! Who is looking: extractors that a handler names to say whom its page is for.

use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::request::Parts;
use tallystick_base::Capacity;
use tallystick_commands::Language;
use tallystick_commands::parties::Role;
use tallystick_store::Viewer;

use crate::desk::Desk;
use crate::failure::Failure;
use crate::{Portal, cookies, language};

/// The cookie that stands for a sign-in.
pub(crate) const COOKIE: &str = "tallystick-seat";
/// The cookie with the capacity in which a party of several acts.
pub(crate) const CAPACITY: &str = "tallystick-capacity";

/// Anyone, signed in or not.
#[derive(Debug, Clone)]
pub(crate) struct Visit {
    pub(crate) language: Language,
    /// The address with its query, for coming back to it.
    pub(crate) address: String,
    pub(crate) seat: Option<Seat>,
}

/// A member who signed in.
#[derive(Debug, Clone)]
pub(crate) struct Seat {
    pub(crate) viewer: Viewer,
    /// The capacity in which the party acts on the pages.
    pub(crate) acting: Capacity,
    pub(crate) party_name: String,
    pub(crate) member_name: String,
    /// What stands around every page of the member.
    pub(crate) desk: Desk,
}

/// A page for members: whoever is not signed in is sent to do so, and comes back.
#[derive(Debug, Clone)]
pub(crate) struct Seated {
    pub(crate) visit: Visit,
    pub(crate) seat: Seat,
}

impl FromRequestParts<Portal> for Visit {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Self, Failure> {
        // The layer that explains failures has asked already.
        if let Some(visit) = parts.extensions.get::<Self>() {
            return Ok(visit.clone());
        }
        let uri = parts
            .extensions
            .get::<OriginalUri>()
            .map_or(&parts.uri, |original| &original.0);
        let address = uri
            .path_and_query()
            .map_or("/", |address| address.as_str())
            .to_owned();
        let seat = match cookies::value(&parts.headers, COOKIE) {
            Some(secret) => seat(parts, portal, secret).await?,
            None => None,
        };
        Ok(Self {
            language: language::of(&parts.headers),
            address,
            seat,
        })
    }
}

impl FromRequestParts<Portal> for Seated {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Self, Failure> {
        let visit = Visit::from_request_parts(parts, portal).await?;
        let seat = visit.seat.clone().ok_or(Failure::SignedOut)?;
        Ok(Self { visit, seat })
    }
}

impl Seated {
    /// Refuses whoever acts as none of these. An auditor reads what concerns others, so it is named where it may.
    pub(crate) fn only(self, who: &'static [Capacity]) -> Result<Self, Failure> {
        if who.contains(&self.seat.acting) {
            Ok(self)
        } else {
            Err(Failure::NotFor(who))
        }
    }

    /// Refuses whoever may not look after the house of the party.
    pub(crate) fn admin(self) -> Result<Self, Failure> {
        if self.seat.is_admin() {
            Ok(self)
        } else {
            Err(Failure::NotYourRole)
        }
    }

    pub(crate) fn viewer(&self) -> &Viewer {
        &self.seat.viewer
    }
}

impl Seat {
    /// Whether the member may sign acts at all.
    pub(crate) fn signs(&self) -> bool {
        self.viewer.roles.iter().any(|role| match role {
            Role::Maker | Role::Checker | Role::Admin => true,
            Role::Viewer => false,
        })
    }

    /// Whether the member may sign what the party does in trade: makers and checkers do, an admin alone does not.
    pub(crate) fn trades(&self) -> bool {
        self.viewer.roles.iter().any(|role| match role {
            Role::Maker | Role::Checker => true,
            Role::Admin | Role::Viewer => false,
        })
    }

    /// Whether the member looks after the house of the party.
    pub(crate) fn is_admin(&self) -> bool {
        self.viewer.roles.contains(&Role::Admin)
    }

    /// The other capacities in which a member may act: nobody signs in as the service.
    pub(crate) fn others(&self) -> impl Iterator<Item = &Capacity> {
        let (all, acting) = (self.viewer.capacities.iter(), self.acting);
        all.filter(move |capacity| ![acting, Capacity::Service].contains(capacity))
    }

    pub(crate) fn acts_as(&self, capacity: Capacity) -> bool {
        self.acting == capacity
    }
}

async fn seat(parts: &Parts, portal: &Portal, secret: &str) -> Result<Option<Seat>, Failure> {
    let store = portal.store();
    let Some(viewer) = store.signed_in(secret).await? else {
        return Ok(None);
    };
    let Some(acting) = acting(parts, &viewer) else {
        return Ok(None);
    };
    let party_name = store.party_name(&viewer, viewer.party).await?;
    let member_name = store.member_name(&viewer, viewer.member).await?;
    let desk = Desk::read(portal, &viewer).await?;
    Ok(Some(Seat {
        desk,
        party_name: party_name.unwrap_or_else(|| viewer.party.to_string()),
        member_name: member_name.unwrap_or_else(|| viewer.member.to_string()),
        acting,
        viewer,
    }))
}

/// The capacity that was chosen, if the party still has it, or its first.
fn acting(parts: &Parts, viewer: &Viewer) -> Option<Capacity> {
    let chosen = cookies::value(&parts.headers, CAPACITY).and_then(|name| name.parse().ok());
    chosen
        .filter(|capacity| viewer.capacities.contains(capacity))
        .or_else(|| {
            viewer
                .capacities
                .iter()
                .copied()
                .find(|capacity| *capacity != Capacity::Service)
        })
}
