//! Offline evidence on a certificate, as a download.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use tallystick_base::{CertificateId, PartyId};
use tallystick_ledger::{Bundle, BundleDocument};
use tallystick_store::CertificateBundle;
use utoipa_axum::router::UtoipaMethodRouter;
use utoipa_axum::routes;

use super::items::not_found;
use crate::Api;
use crate::caller::Signed;
use crate::problem::Failure;
use crate::request::{Place, id};

pub(super) fn routes() -> [UtoipaMethodRouter<Api>; 1] {
    [routes!(get_bundle)]
}

/// Download the evidence on a certificate
///
/// One file that anyone can check on a machine without a network: `tallystick verify FILE`. It discloses the bodies and parts that
/// you may see, so give it to whom you would give these.
#[utoipa::path(
    get,
    path = "/v1/certificates/{id}/bundle",
    tag = "certificates",
    params(("id" = String, Path, format = "uuid", description = "The certificate's id without its kind")),
    responses((status = 200, description = "A `tallystick-bundle/v1`", body = Object, content_type = "application/json"))
)]
async fn get_bundle(
    State(api): State<Api>,
    signed: Signed,
    Place(text): Place<String>,
) -> Result<Response, Failure> {
    let id: CertificateId = id(CertificateId::KIND, &text)?;
    let found = api.store().bundle(&signed.viewer, id).await?;
    let found = found.ok_or_else(|| not_found(id))?;
    let seen = api.store().certificate(&signed.viewer, id).await?;
    let supplier = seen.ok_or_else(|| not_found(id))?.state.issue.supplier;
    let bundle = with_papers(&api, found, supplier).await?;
    let fields = [
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"certificate-{}.json\"", id.uuid()),
        ),
    ];
    Ok((fields, bundle.to_json()?).into_response())
}

/// The bundle with the papers of which the supplier's files are kept here.
async fn with_papers(api: &Api, found: CertificateBundle, supplier: PartyId) -> Result<Bundle, Failure> {
    let CertificateBundle { mut bundle, papers } = found;
    for paper in papers {
        if let Some(slip) = api.shelf().slip(&paper.digest, supplier).await? {
            bundle.documents.push(BundleDocument {
                name: paper.number,
                media_type: slip.media_type,
                size: slip.size,
                digest: paper.digest,
            });
        }
    }
    Ok(bundle)
}

impl Api {
    /// The bundle on a certificate of this supplier as it is handed out, with the papers of which the files are kept here; none
    /// where they cannot be read, which is logged. Every door hands out the same.
    pub async fn bundle_with_papers(&self, found: CertificateBundle, supplier: PartyId) -> Option<Bundle> {
        with_papers(self, found, supplier).await.ok()
    }
}
