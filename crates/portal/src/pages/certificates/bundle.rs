//! The evidence on a certificate as one file, which anyone checks on a machine without a network.

use axum::extract::{Path, State};
use axum::response::Response;
use tallystick_base::{CertificateId, PartyId};
use tallystick_ledger::Bundle;
use tallystick_store::CertificateBundle;

use super::attached::attached;
use super::list::WHO;
use crate::Portal;
use crate::failure::Failure;
use crate::pages::asked::id;
use crate::seat::Seated;

pub(super) async fn download(
    State(portal): State<Portal>,
    seated: Seated,
    Path(text): Path<String>,
) -> Result<Response, Failure> {
    let seated = seated.only(WHO)?;
    let certificate: CertificateId = id(CertificateId::KIND, &text)?;
    let seen = portal.store().certificate(seated.viewer(), certificate).await?;
    let issue = seen.ok_or(Failure::NotFound)?.state.issue;
    let found = portal.store().bundle(seated.viewer(), certificate).await?;
    let bundle = with_papers(&portal, found.ok_or(Failure::NotFound)?, issue.supplier).await?;
    let bytes = bundle.to_json().map_err(|error| {
        tracing::error!(%error, "a bundle could not be written");
        Failure::Fault
    })?;
    let name = format!("certificate-{}.json", issue.number);
    Ok(attached(&name, "application/json", bytes.into_bytes()))
}

/// The evidence with the papers of which the files are kept, as every door hands it out.
pub(super) async fn with_papers(
    portal: &Portal,
    found: CertificateBundle,
    supplier: PartyId,
) -> Result<Bundle, Failure> {
    let listed = (portal.settings().papers)(found, supplier).await;
    listed.ok_or(Failure::Fault)
}
