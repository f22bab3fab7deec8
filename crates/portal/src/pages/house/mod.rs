//! The party's own house: its file, members, keys, policy, and who is invited.

mod accept;
mod clients;
pub(super) mod invitations;
mod invited;
mod keys;
mod me;
pub(super) mod member;
mod members;
pub(super) mod overview;
mod policy;
mod policy_change;
mod policy_words;
mod profile;
pub(super) mod read;
mod recovery;
mod revoke;

use axum::Router;
use axum::routing::{get, post};

use crate::Portal;

pub(super) fn routes() -> Router<Portal> {
    Router::new()
        .route("/house", get(overview::page))
        .route("/house/accept", get(accept::page))
        .route("/house/profile", get(profile::page))
        .route("/house/members", get(members::page))
        .route("/house/members/{id}/roles", get(member::roles))
        .route("/house/members/{id}/remove", get(member::remove))
        .route("/house/keys", get(keys::page))
        .route("/house/keys/{kid}/revoke", get(revoke::page))
        .route("/house/policy", get(policy::page))
        .route("/house/policy/change", get(policy_change::page))
        .route("/house/recovery", get(recovery::page))
        .route("/house/me", get(me::page))
        .route("/house/me/devices", post(me::device))
        .route("/house/me/sign-ins/{id}/end", post(me::end))
        .route("/house/clients", get(clients::page))
        .route("/house/clients/key", post(clients::key))
        .route(
            "/house/invitations",
            get(invitations::page).post(invitations::invite),
        )
        .route("/house/invitations/{id}", get(invited::page))
        .route("/house/invitations/{id}/withdraw", post(invitations::withdraw))
}
