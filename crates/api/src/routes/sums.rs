//! What is computed over many things: a supplier's borrowing base, a bank's portfolio, a buyer's disclosure, an auditor's
//! statistics.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use tallystick_base::{Millis, PartyId};
use tallystick_commands::banking::disclosure::Disclosure;
use tallystick_commands::financing::{BidRecord, GuarantorUse};
use tallystick_store::{
    BankStatistics, BorrowingBase, BuyerStatistics, Portfolio, ProgrammeStatistics, Seen, Turnover,
};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::UtoipaMethodRouter;
use utoipa_axum::routes;

use super::items::{not_found, seen};
use crate::Api;
use crate::caller::Signed;
use crate::problem::Failure;
use crate::request::{Asked, Place, id};

pub(super) fn routes() -> [UtoipaMethodRouter<Api>; 7] {
    [
        routes!(get_borrowing_base),
        routes!(get_portfolio),
        routes!(get_guarantor_use),
        routes!(get_bid_record),
        routes!(get_disclosure),
        routes!(get_statistics),
        routes!(get_turnover),
    ]
}

/// Read what your party may borrow on now
///
/// The certificates that it holds, which of them back a new request, and how much each bank's products would lend on them.
#[utoipa::path(
    get,
    path = "/v1/borrowing-base",
    tag = "financing",
    responses((status = 200, description = "The base; empty for a party that holds nothing", body = BorrowingBase))
)]
async fn get_borrowing_base(State(api): State<Api>, signed: Signed) -> Result<Json<BorrowingBase>, Failure> {
    Ok(Json(api.store().borrowing_base(&signed.viewer).await?))
}

/// Read the portfolio of a bank
///
/// Its live loans by debtor, by month of maturity and by days overdue. A bank reads its own, an auditor any.
#[utoipa::path(
    get,
    path = "/v1/portfolios/{bank}",
    tag = "banking",
    params(("bank" = String, Path, format = "uuid", description = "The bank's id without its kind")),
    responses((status = 200, description = "The portfolio", body = Portfolio))
)]
async fn get_portfolio(
    State(api): State<Api>,
    signed: Signed,
    Place(text): Place<String>,
) -> Result<Json<Portfolio>, Failure> {
    let bank: PartyId = id(PartyId::KIND, &text)?;
    let portfolio = api.store().portfolio(&signed.viewer, bank).await?;
    Ok(Json(portfolio.ok_or_else(|| {
        not_found(format_args!("the portfolio of {bank}"))
    })?))
}

/// Read what is used of a guarantor's limits
///
/// Each guarantee by which it is bound, with its borrower. A guarantor reads its own, an auditor any.
#[utoipa::path(
    get,
    path = "/v1/guarantor-uses/{guarantor}",
    tag = "financing",
    params(("guarantor" = String, Path, format = "uuid", description = "The guarantor's id without its kind")),
    responses(
        (status = 200, description = "As it stands", body = Seen<GuarantorUse>),
        (status = 304, description = "As the given entity tag has it"),
    )
)]
async fn get_guarantor_use(
    State(api): State<Api>,
    signed: Signed,
    headers: HeaderMap,
    Place(text): Place<String>,
) -> Result<Response, Failure> {
    let guarantor: PartyId = id(PartyId::KIND, &text)?;
    let found = api.store().guarantor_use(&signed.viewer, guarantor).await?;
    let found = found.ok_or_else(|| not_found(format_args!("guarantees of {guarantor}")))?;
    Ok(seen(&headers, &found))
}

/// Read the requests on which a bank left its bid sealed
///
/// A bank reads its own, an auditor any.
#[utoipa::path(
    get,
    path = "/v1/bid-records/{bank}",
    tag = "financing",
    params(("bank" = String, Path, format = "uuid", description = "The bank's id without its kind")),
    responses(
        (status = 200, description = "As it stands", body = Seen<BidRecord>),
        (status = 304, description = "As the given entity tag has it"),
    )
)]
async fn get_bid_record(
    State(api): State<Api>,
    signed: Signed,
    headers: HeaderMap,
    Place(text): Place<String>,
) -> Result<Response, Failure> {
    let bank: PartyId = id(PartyId::KIND, &text)?;
    let found = api.store().bid_record(&signed.viewer, bank).await?;
    let found = found.ok_or_else(|| not_found(format_args!("bids that {bank} left sealed")))?;
    Ok(seen(&headers, &found))
}

/// Read the yearly disclosure of a buyer
///
/// What was overdue towards small and medium firms at the end of the year and what was paid late in it (Order 802 article
/// 18). A buyer reads its own, an auditor any.
#[utoipa::path(
    get,
    path = "/v1/disclosures/{buyer}/{year}",
    tag = "certificates",
    params(
        ("buyer" = String, Path, format = "uuid", description = "The buyer's id without its kind"),
        ("year" = i32, Path, description = "The year"),
    ),
    responses((status = 200, description = "The disclosure", body = Disclosure))
)]
async fn get_disclosure(
    State(api): State<Api>,
    signed: Signed,
    Place((text, year)): Place<(String, i32)>,
) -> Result<Json<Disclosure>, Failure> {
    let buyer: PartyId = id(PartyId::KIND, &text)?;
    let disclosure = api.store().disclosure(&signed.viewer, buyer, year).await?;
    Ok(Json(disclosure.ok_or_else(|| {
        not_found(format_args!("the disclosure of {buyer} for {year}"))
    })?))
}

/// What auditors watch.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Statistics {
    /// How buyers confirm and pay.
    buyers: Vec<BuyerStatistics>,
    /// What banks were asked and lent.
    banks: Vec<BankStatistics>,
    /// What was lent under programmes.
    programmes: Vec<ProgrammeStatistics>,
}

/// Read the statistics by buyer, bank and programme
///
/// They are for auditors; everyone else finds them empty.
#[utoipa::path(
    get,
    path = "/v1/statistics",
    tag = "statistics",
    responses((status = 200, description = "The statistics", body = Statistics))
)]
async fn get_statistics(State(api): State<Api>, signed: Signed) -> Result<Json<Statistics>, Failure> {
    let store = api.store();
    Ok(Json(Statistics {
        buyers: store.buyer_statistics(&signed.viewer).await?,
        banks: store.bank_statistics(&signed.viewer).await?,
        programmes: store.programme_statistics(&signed.viewer).await?,
    }))
}

/// Within which time.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct TurnoverQuery {
    /// From this moment on, in milliseconds since 1970; from the beginning where it is left out.
    from: Option<Millis>,
    /// Up to this moment; up to now where it is left out.
    until: Option<Millis>,
}

/// Read how much changed hands
///
/// The transfers of certificates that were accepted within a time, by debtor. It is for auditors; everyone else finds it
/// empty.
#[utoipa::path(
    get,
    path = "/v1/statistics/turnover",
    tag = "statistics",
    params(TurnoverQuery),
    responses((status = 200, description = "The sums", body = Vec<Turnover>))
)]
async fn get_turnover(
    State(api): State<Api>,
    signed: Signed,
    Asked(asked): Asked<TurnoverQuery>,
) -> Result<Json<Vec<Turnover>>, Failure> {
    let from = asked.from.unwrap_or(Millis::EPOCH);
    let until = asked.until.unwrap_or_else(|| api.store().now());
    Ok(Json(api.store().turnover(&signed.viewer, from, until).await?))
}
