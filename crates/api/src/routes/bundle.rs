//! Offline evidence on a certificate, as a download.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use tallystick_base::CertificateId;
use tallystick_ledger::BundleDocument;
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
    let issue = api.store().certificate(&signed.viewer, id).await?;
    let supplier = issue.map(|seen| seen.state.issue.supplier);
    let CertificateBundle { mut bundle, papers } = found;
    for paper in papers {
        let slip = match supplier {
            Some(supplier) => api.shelf().slip(&paper.digest, supplier).await?,
            None => None,
        };
        if let Some(slip) = slip {
            bundle.documents.push(BundleDocument {
                name: paper.number,
                media_type: slip.media_type,
                size: slip.size,
                digest: paper.digest,
            });
        }
    }
    let fields = [
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"certificate-{}.json\"", id.uuid()),
        ),
    ];
    Ok((fields, bundle.to_json()?).into_response())
}
