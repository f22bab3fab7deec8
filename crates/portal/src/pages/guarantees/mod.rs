//! Guarantees: the requests that ask for one, what was offered and issued, and how far a guarantor's limits are used.

mod asked;
mod detail;
mod figures;
mod issue;
mod limits;
mod list;
mod next;
mod offer;
mod queue;
mod relied_on;
mod withdraw;

use axum::Router;
use axum::routing::get;
use tallystick_base::Capacity::{self, Auditor, Bank, Buyer, Guarantor, Supplier};
use tallystick_base::{FinancingRequestId, GuaranteeId};
use tallystick_commands::financing::{FinancingRequest, Guarantee};
use tallystick_store::Seen;

pub(in crate::pages) use limits::{LimitView, Limits};
pub(in crate::pages) use queue::Queue;

use super::asked::id;
use crate::Portal;
use crate::failure::Failure;
use crate::seat::Seated;

/// Who guarantees.
const GUARANTOR: &[Capacity] = &[Guarantor];
/// Whose list this is.
pub(super) const LISTS: &[Capacity] = &[Guarantor, Auditor];
/// Whom one guarantee concerns: its guarantor, who borrows, the banks of the request, and who looks after the rules.
pub(super) const READERS: &[Capacity] = &[Guarantor, Bank, Supplier, Buyer, Auditor];

pub(super) fn routes() -> Router<Portal> {
    Router::new()
        .route("/guarantees", get(list::page))
        .route("/guarantees/asked/{request}", get(asked::page))
        .route("/guarantees/asked/{request}/offer", get(offer::page))
        .route("/guarantees/asked/{request}/figures", get(figures::fragment))
        .route("/guarantees/{id}", get(detail::page))
        .route("/guarantees/{id}/issue", get(issue::page))
        .route("/guarantees/{id}/withdraw", get(withdraw::page))
}

/// The guarantee at an address.
async fn find(portal: &Portal, seated: &Seated, text: &str) -> Result<Seen<Guarantee>, Failure> {
    let guarantee: GuaranteeId = id(GuaranteeId::KIND, text)?;
    let seen = portal.store().guarantee(seated.viewer(), guarantee).await?;
    seen.ok_or(Failure::NotFound)
}

/// The request at an address, where it asks the viewer's party.
async fn find_asked(portal: &Portal, seated: &Seated, text: &str) -> Result<Seen<FinancingRequest>, Failure> {
    let request: FinancingRequestId = id(FinancingRequestId::KIND, text)?;
    let seen = portal.store().request(seated.viewer(), request).await?;
    let asks =
        |seen: &Seen<FinancingRequest>| seen.state.submission.guarantors.contains(&seated.viewer().party);
    seen.filter(asks).ok_or(Failure::NotFound)
}

/// Whether the viewer's party is the guarantor, and the member signs for it.
fn acts(seated: &Seated, guarantee: &Guarantee) -> bool {
    seated.seat.trades()
        && seated.seat.acts_as(Guarantor)
        && guarantee.terms.guarantor == seated.viewer().party
}
