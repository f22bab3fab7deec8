//! What the clinic owes: the distributor borrows on it, with a guarantee for a half.

use serde_json::json;
use tallystick_base::{CertificateId, FilingId, GuaranteeId, LoanId};

use super::cast::Cast;
use super::contracts::{Products, Trades};
use super::days::ago;
use crate::demo::core_banking::Fate;
use crate::demo::lending::{self, Asked, Asking, Lending, assessment, offer_terms};
use crate::demo::record::Chapter;
use crate::demo::story::Story;
use crate::demo::trade::{Claimed, Delivery};

const DELIVERY: Delivery = Delivery {
    item: "*医疗仪器器械*一次性注射器",
    amount: "500000.00",
    batch: "01",
    delivered: ago::CLINIC_DELIVERED,
    accepted: ago::CLINIC_ACCEPTED,
};
/// Four fifths of what the clinic owes.
const LOAN: &str = "400000.00";

/// The loan on what the clinic owes, and everything that secures it.
pub(super) struct Backed<'p> {
    pub(super) lending: Lending<'p>,
    pub(super) certificate: CertificateId,
    pub(super) guarantee: GuaranteeId,
    pub(super) filing: FilingId,
}

pub(super) async fn the_distributor_borrows<'p>(
    cast: &'p Cast,
    story: &mut Story,
    trades: &Trades<'_>,
    products: &Products,
) -> anyhow::Result<Backed<'p>> {
    let (claimed, certificate) = the_clinic_confirms(story, trades).await?;
    let (asked, guarantee) = the_bank_offers(cast, story, products, claimed, certificate).await?;
    story.begins(Chapter::Lending);
    let lending = Lending {
        bank: &cast.bank,
        loan: story.id(LoanId::from_parts),
    };
    story.moves_to(ago::UPSTREAM_APPROVED, 10, 0).await?;
    let issued = json!({"guarantee": guarantee});
    story.does(&cast.guarantor, "guarantee.issue/1", issued).await?;
    let seen = assessment(story, asked.review()?, "ZD-CX-33-0001");
    story.does(&cast.bank, "review.assess/1", seen).await?;
    let until = story.days().at(ago::UPSTREAM_NOTIFIED, 18, 0)?;
    let approval = lending.approval(asked.request, until);
    story.does(&cast.bank, "loan.approve/1", approval).await?;

    story.moves_to(ago::UPSTREAM_DRAWN, 10, 0).await?;
    let registered = story.days().at(ago::UPSTREAM_DRAWN, 9, 30)?;
    let filing = lending.is_filed(story, "ZD-DJ-33-0001", registered).await?;
    lending.is_paid_out(story, "ZJ-E2E-0001", Fate::Settled).await?;
    story.moves_to(ago::UPSTREAM_NOTIFIED, 10, 0).await?;
    let notice = lending.is_notified(story, &[certificate]).await?;
    let arrived = json!({"notice": notice});
    story
        .does(&cast.clinic, "assignment.acknowledge/1", arrived)
        .await?;
    Ok(Backed {
        lending,
        certificate,
        guarantee,
        filing,
    })
}

async fn the_clinic_confirms(
    story: &mut Story,
    trades: &Trades<'_>,
) -> anyhow::Result<(Claimed, CertificateId)> {
    story.begins(Chapter::Claim);
    story.moves_to(ago::CLINIC_CLAIM, 10, 0).await?;
    let claimed = trades.clinic.is_claimed(story, &DELIVERY, None).await?;
    story.begins(Chapter::Confirmation);
    story.moves_to(ago::CLINIC_CONFIRMED, 10, 0).await?;
    let certificate = trades
        .clinic
        .is_confirmed(story, claimed, DELIVERY.amount)
        .await?;
    Ok((claimed, certificate))
}

/// The distributor asks the bank, a guarantor stands by, and the bank offers on its guarantee.
async fn the_bank_offers(
    cast: &Cast,
    story: &mut Story,
    products: &Products,
    claimed: Claimed,
    certificate: CertificateId,
) -> anyhow::Result<(Asked, GuaranteeId)> {
    story.begins(Chapter::Request);
    story.moves_to(ago::UPSTREAM_REQUEST, 10, 0).await?;
    let days = story.days();
    let until = days.at(ago::UPSTREAM_DRAWN, 18, 0)?;
    let asking = Asking {
        borrower: &cast.distributor,
        holder: None,
        certificates: &[certificate],
        amount: LOAN,
        draw_on: days.day(ago::UPSTREAM_DRAWN)?,
        matures_on: claimed.due_on,
        until,
        bids_until: None,
        purpose: "备货医用耗材",
        banks: &[(&cast.bank, products.upstream)],
        guarantors: &[&cast.guarantor],
    };
    let asked = asking.is_submitted(story).await?;
    let terms = ("200000.00", "300.00");
    let guarantee = lending::offers_a_guarantee(story, &cast.guarantor, asked.request, terms, until).await?;
    story.moves_to(ago::UPSTREAM_OFFER, 10, 0).await?;
    let valid_until = story.days().at(ago::UPSTREAM_APPROVED, 18, 0)?;
    let terms = offer_terms(LOAN, "0.0450", Some(guarantee));
    let sides = (&cast.bank, &cast.distributor);
    lending::is_offered_and_taken(story, sides, &asked, &terms, valid_until).await?;
    Ok((asked, guarantee))
}
