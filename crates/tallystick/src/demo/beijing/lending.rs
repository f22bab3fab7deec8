//! The bank looks at everything and approves with four eyes, files its pledge, pays, and tells the hospital.

use serde_json::json;
use tallystick_base::{CertificateId, FilingId, LoanId};

use super::cast::Cast;
use super::days::ago;
use super::request::Request;
use crate::demo::core_banking::Fate;
use crate::demo::lending::{Lending, assessment};
use crate::demo::record::Chapter;
use crate::demo::story::Story;

/// A loan that is out, with what secures it.
pub(super) struct Secured<'p> {
    pub(super) lending: Lending<'p>,
    pub(super) filing: FilingId,
}

pub(super) async fn the_bank_approves_and_pays<'p>(
    cast: &'p Cast,
    story: &mut Story,
    certificate: CertificateId,
    request: &Request,
) -> anyhow::Result<Secured<'p>> {
    story.begins(Chapter::Lending);
    let lending = the_bank_approves(cast, story, request).await?;
    let filing = the_money_goes_out(story, &lending).await?;
    the_hospital_has_notice(cast, story, &lending, certificate).await?;
    Ok(Secured { lending, filing })
}

async fn the_bank_approves<'p>(
    cast: &'p Cast,
    story: &mut Story,
    request: &Request,
) -> anyhow::Result<Lending<'p>> {
    story.moves_to(ago::APPROVED, 9, 30).await?;
    let bank = &cast.city_bank;
    let lending = Lending {
        bank,
        loan: story.id(LoanId::from_parts),
    };
    let approval = lending.approval(request.asked.request, story.days().at(ago::NOTIFIED, 18, 0)?);
    let seats = bank.maker_and_checker()?;
    let early = approval.clone();
    story
        .refused_together(seats, "loan.approve/1", early, "review-not-assessed")
        .await?;
    let seen = assessment(story, request.asked.review()?, "ZD-CX-00017");
    story.does(bank, "review.assess/1", seen).await?;
    let early = approval.clone();
    story
        .refused_together(seats, "loan.approve/1", early, "guarantee-not-issued")
        .await?;
    let issued = json!({"guarantee": request.guarantee});
    story.does(&cast.guarantor, "guarantee.issue/1", issued).await?;

    // The maker alone approves nothing.
    story.moves_to(ago::APPROVED, 11, 0).await?;
    let proposal = story.waits(bank.maker()?, "loan.approve/1", approval).await?;
    story.moves_to(ago::APPROVED, 15, 0).await?;
    story
        .signs_too(bank.checker()?, "loan.approve/1", proposal)
        .await?;
    Ok(lending)
}

async fn the_money_goes_out(story: &mut Story, lending: &Lending<'_>) -> anyhow::Result<FilingId> {
    story.moves_to(ago::DRAWN, 9, 30).await?;
    // A pledge arises with its registration; without it no money goes out.
    let early = lending.instruction(story, "JB-E2E-0001");
    let seats = lending.bank.maker_and_checker()?;
    story
        .refused_together(seats, "loan.instruct/1", early, "filing-missing")
        .await?;
    let registered = story.days().at(ago::DRAWN, 9, 10)?;
    let filing = lending.is_filed(story, "ZD-DJ-00233", registered).await?;
    story.moves_to(ago::DRAWN, 14, 0).await?;
    lending.is_paid_out(story, "JB-E2E-0001", Fate::Settled).await?;
    Ok(filing)
}

async fn the_hospital_has_notice(
    cast: &Cast,
    story: &mut Story,
    lending: &Lending<'_>,
    certificate: CertificateId,
) -> anyhow::Result<()> {
    story.moves_to(ago::NOTIFIED, 10, 0).await?;
    let notice = lending.is_notified(story, &[certificate]).await?;
    let arrived = json!({"notice": notice});
    story
        .does(&cast.hospital, "assignment.acknowledge/1", arrived)
        .await?;
    Ok(())
}
