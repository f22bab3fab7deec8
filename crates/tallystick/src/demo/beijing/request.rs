//! The supplier asks three banks for money on the certificate it keeps. They bid sealed; one never opens its bid, and the cheapest wins.

use anyhow::Context as _;
use serde_json::{Value, json};
use tallystick_base::{CertificateId, Digest, GuaranteeId, Millis, ProductId, ReviewId};
use tallystick_commands::financing::SealedBid;

use super::cast::Cast;
use super::days::{PAYMENT_DAYS, ago};
use crate::demo::desk::{Desk, House};
use crate::demo::lending::{self, Asked, Asking};
use crate::demo::record::Chapter;
use crate::demo::story::Story;
use crate::demo::trade::with;
use crate::demo::yuan::yuan;

/// What each bank lends on.
pub(super) struct Products {
    pub(super) city: ProductId,
    pub(super) rural: ProductId,
    county: ProductId,
}

/// The request, and the guarantee that the winning bid relies on.
pub(super) struct Request {
    pub(super) asked: Asked,
    pub(super) guarantee: GuaranteeId,
}

/// What is asked for: four fifths of 600,000.00.
pub(super) const AMOUNT: &str = "480000.00";

/// Each bank publishes a product, and the city bank opens a line on the hospital.
pub(super) async fn the_banks_publish(cast: &Cast, story: &mut Story) -> anyhow::Result<Products> {
    story.begins(Chapter::Terms);
    story.moves_to(ago::PUBLISHED, 9, 0).await?;
    let usual = lending::usual_terms("确权贷", "0.0420");
    let fee = json!([{"name": "服务费", "basis": {"share": {"of_principal": "0.001"}}}]);
    let with_fee = with(usual.clone(), "fees", fee);
    let by_lpr = with(usual.clone(), "rate", json!({"lpr-plus": {"basis_points": 85}}));
    let products = Products {
        city: lending::publishes(story, &cast.city_bank, &by_lpr).await?,
        rural: lending::publishes(story, &cast.rural_bank, &with_fee).await?,
        county: lending::publishes(story, &cast.county_bank, &usual).await?,
    };
    let scope = lending::on_debtor(cast.hospital.party());
    lending::opens_a_line(story, &cast.city_bank, scope, "5000000.00").await?;
    Ok(products)
}

/// The supplier asks; a guarantor stands by.
pub(super) async fn the_supplier_asks_three_banks(
    cast: &Cast,
    story: &mut Story,
    certificate: CertificateId,
    products: &Products,
) -> anyhow::Result<Request> {
    story.begins(Chapter::Request);
    story.moves_to(ago::REQUEST, 10, 0).await?;
    let days = story.days();
    let until = days.at(ago::DRAWN, 18, 0)?;
    let asking = Asking {
        borrower: &cast.supplier,
        holder: None,
        certificates: &[certificate],
        amount: AMOUNT,
        draw_on: days.day(ago::DRAWN)?,
        matures_on: days.due_after(ago::ACCEPTED, PAYMENT_DAYS)?,
        until,
        bids_until: Some(days.at(ago::BIDS, 11, 0)?),
        purpose: "采购熔喷布",
        banks: &[
            (&cast.city_bank, products.city),
            (&cast.rural_bank, products.rural),
            (&cast.county_bank, products.county),
        ],
        guarantors: &[&cast.guarantor],
    };
    // Four fifths, and not a cent more.
    let above = Asking {
        amount: "480000.01",
        ..asking
    };
    above.is_refused(story, "request-above-advance").await?;
    let asked = asking.is_submitted(story).await?;
    // A certificate backs one live request in the whole ledger: no second bank has it.
    let second = Asking {
        banks: &[(&cast.rural_bank, products.rural)],
        bids_until: None,
        ..asking
    };
    second.is_refused(story, "certificate-not-free").await?;
    let terms = ("240000.00", "240.00");
    let guarantee = lending::offers_a_guarantee(story, &cast.guarantor, asked.request, terms, until).await?;
    Ok(Request { asked, guarantee })
}

/// A bid file, which its bank keeps until all are opened.
pub(super) struct Bid<'p> {
    bank: &'p Desk,
    review: ReviewId,
    pub(super) file: String,
}

/// Three banks commit, two open, and the supplier takes the bid that won.
pub(super) async fn they_bid_and_the_best_is_taken(
    house: &House,
    cast: &Cast,
    story: &mut Story,
    request: &Request,
) -> anyhow::Result<()> {
    story.moves_to(ago::BIDS, 9, 30).await?;
    let [city, rural, county] = bids(cast, story, request)?;
    for bid in [&city, &rural, &county] {
        bid.is_committed_to(story).await?;
    }
    city.is_not_opened(story, &city.file, "bid-still-sealed").await?;
    story.moves_to(ago::BIDS, 15, 0).await?;
    // A cent less after the deadline is another file than the one committed to.
    let cheaper = city.file.replace("0.0375", "0.0365");
    city.is_not_opened(story, &cheaper, "bid-file-differs").await?;
    city.is_opened(story).await?;
    rural.is_opened(story).await?;

    // The county bank never opens its bid. When its time is over, that stands on its record.
    story.moves_to(ago::AWARDED, 14, 0).await?;
    story.what_fell_due_is_recorded(house.auditor.admin()?).await?;
    let take = |review: ReviewId| json!({"request": request.asked.request, "review": review});
    let maker = cast.supplier.maker()?;
    story
        .refused(
            maker,
            "request.accept/1",
            take(rural.review),
            "review-not-awarded",
        )
        .await?;
    story.taken(maker, "request.accept/1", take(city.review)).await
}

/// The city bank bids 3.75 % on the guarantee, which costs 240.00; the rural bank 3.84 % and a fee, without it.
fn bids<'p>(cast: &'p Cast, story: &Story, request: &Request) -> anyhow::Result<[Bid<'p>; 3]> {
    let [city, rural, county] = request.asked.reviews.as_slice() else {
        anyhow::bail!("three banks were asked");
    };
    let relying = lending::offer_terms(AMOUNT, "0.0375", Some(request.guarantee));
    let fee = json!([{"name": "服务费", "amount": yuan("480.00")}]);
    let with_fee = with(lending::offer_terms(AMOUNT, "0.0384", None), "fees", fee);
    let plain = lending::offer_terms(AMOUNT, "0.0420", None);
    let until = story.days().at(ago::APPROVED, 18, 0)?;
    Ok([
        Bid::of(&cast.city_bank, *city, &relying, until, story)?,
        Bid::of(&cast.rural_bank, *rural, &with_fee, until, story)?,
        Bid::of(&cast.county_bank, *county, &plain, until, story)?,
    ])
}

impl<'p> Bid<'p> {
    pub(super) fn of(
        bank: &'p Desk,
        review: ReviewId,
        terms: &Value,
        valid_until: Millis,
        story: &Story,
    ) -> anyhow::Result<Self> {
        let bid = json!({
            "salt": story.salt(), "review": review, "terms": terms, "valid_until": valid_until,
        });
        let file = serde_json::to_string_pretty(&bid).context("a bid can be written")?;
        Ok(Self { bank, review, file })
    }

    pub(super) async fn is_committed_to(&self, story: &mut Story) -> anyhow::Result<()> {
        let commitment: Digest = SealedBid::digest_of(&self.file);
        let body = json!({"review": self.review, "commitment": commitment});
        story.does(self.bank, "bid.commit/1", body).await.map(drop)
    }

    pub(super) async fn is_opened(&self, story: &mut Story) -> anyhow::Result<()> {
        let body = json!({"review": self.review, "bid": self.file});
        story.does(self.bank, "bid.reveal/1", body).await.map(drop)
    }

    async fn is_not_opened(&self, story: &mut Story, file: &str, code: &str) -> anyhow::Result<()> {
        let body = json!({"review": self.review, "bid": file});
        story
            .refused(self.bank.maker()?, "bid.reveal/1", body, code)
            .await
    }
}
