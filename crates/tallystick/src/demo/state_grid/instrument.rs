//! The electricity instrument: three factories confirm what they owe for electricity, a bank adds its promise, and the certificates
//! pay the grid company's suppliers, and theirs.

use serde_json::json;
use tallystick_base::CertificateId;

use super::cast::Cast;
use super::days::{LONG, SHORT, ago};
use crate::demo::record::Chapter;
use crate::demo::story::Story;
use crate::demo::trade::{Agreement, Delivery, Trade, children, is_passed_on, is_split};

const STEEL: Agreement = Agreement {
    number: "JDDW-GD-01",
    title: "供用电合同（特钢）",
    amount: "60000000.00",
    payment_days: SHORT,
};
const ALUMINIUM: Agreement = Agreement {
    number: "JDDW-GD-02",
    title: "供用电合同（铝业）",
    amount: "50000000.00",
    payment_days: SHORT,
};
const GLASS: Agreement = Agreement {
    number: "JDDW-GD-03",
    title: "供用电合同（玻璃）",
    amount: "40000000.00",
    payment_days: LONG,
};

/// Electricity of a month, as the invoice says it.
pub(super) const fn electricity(amount: &'static str, batch: &'static str) -> Delivery {
    Delivery {
        item: "*供电*电力",
        amount,
        batch,
        delivered: ago::METERED,
        accepted: ago::READ,
    }
}

/// The contracts of steelworks, smelter and glassworks.
pub(super) struct Trades<'p>([(Trade<'p>, &'static str); 3]);

impl<'p> Trades<'p> {
    /// The contract with the smelter.
    pub(super) const fn with_the_smelter(&self) -> &Trade<'p> {
        let Self([_, (trade, _), _]) = self;
        trade
    }
}

/// What each of the three confirmed.
pub(super) struct Endorsed {
    steel: CertificateId,
    aluminium: CertificateId,
    glass: CertificateId,
}

/// Where the parts are in the end.
pub(super) struct Parts {
    /// 12,000,000.00 of the steelworks, with the mill of copper.
    pub(super) copper: CertificateId,
    /// 8,000,000.00 of the steelworks, with the maker of cables.
    pub(super) cable: CertificateId,
    /// 16,000,000.00 of the steelworks, with the maker of transformers.
    pub(super) transformer: CertificateId,
    /// 14,500,000.00 of the smelter, with the mill of silicon steel.
    pub(super) silicon: CertificateId,
    /// 10,000,000.00 of the smelter, which the grid company keeps.
    pub(super) kept: CertificateId,
    /// 10,171,600.00 of the glassworks, with the maker of meters.
    pub(super) meters: CertificateId,
}

pub(super) async fn the_factories_agree<'p>(cast: &'p Cast, story: &mut Story) -> anyhow::Result<Trades<'p>> {
    story.begins(Chapter::Contract);
    story.moves_to(ago::CONTRACTS, 10, 30).await?;
    Ok(Trades([
        (
            Trade::agreed(story, &cast.grid, &cast.steelworks, &STEEL).await?,
            "36000000.00",
        ),
        (
            Trade::agreed(story, &cast.grid, &cast.smelter, &ALUMINIUM).await?,
            "24500000.00",
        ),
        (
            Trade::agreed(story, &cast.grid, &cast.glassworks, &GLASS).await?,
            "18171600.00",
        ),
    ]))
}

/// The grid company claims, the factories confirm, and the bank promises to pay each certificate at maturity, once.
pub(super) async fn the_bank_endorses(
    cast: &Cast,
    story: &mut Story,
    Trades(trades): &Trades<'_>,
) -> anyhow::Result<Endorsed> {
    story.begins(Chapter::Claim);
    story.moves_to(ago::CLAIMS, 10, 0).await?;
    let mut claims = Vec::new();
    for (trade, amount) in trades {
        claims.push(trade.is_claimed(story, &electricity(amount, "01"), None).await?);
    }
    story.begins(Chapter::Confirmation);
    story.moves_to(ago::CONFIRMED, 10, 0).await?;
    let mut certificates = Vec::new();
    for ((trade, amount), claimed) in trades.iter().zip(claims) {
        certificates.push(trade.is_confirmed(story, claimed, amount).await?);
    }
    let [steel, aluminium, glass] = *certificates.as_slice() else {
        anyhow::bail!("three factories confirm");
    };
    story.begins(Chapter::Endorsement);
    story.moves_to(ago::ENDORSED, 10, 0).await?;
    for certificate in [steel, aluminium, glass] {
        let promise = json!({"certificate": certificate});
        story.does(&cast.bank, "certificate.endorse/1", promise).await?;
    }
    let again = json!({"certificate": steel});
    let seats = cast.bank.maker_and_checker()?;
    story
        .refused_together(seats, "certificate.endorse/1", again, "certificate-endorsed")
        .await?;
    Ok(Endorsed {
        steel,
        aluminium,
        glass,
    })
}

/// Split and passed on: first to whom the grid company owes, then to whom these owe. The promise goes with every part.
pub(super) async fn the_certificates_circulate(
    cast: &Cast,
    story: &mut Story,
    endorsed: Endorsed,
) -> anyhow::Result<Parts> {
    story.begins(Chapter::Circulation);
    story.moves_to(ago::SPLIT, 10, 0).await?;
    parts_must_add_up(cast, story, endorsed.steel).await?;
    let [for_cables, transformer] =
        is_split(story, &cast.grid, endorsed.steel, ["20000000.00", "16000000.00"]).await?;
    let [for_steel, kept] = is_split(
        story,
        &cast.grid,
        endorsed.aluminium,
        ["14500000.00", "10000000.00"],
    )
    .await?;
    let [for_meters, _] = is_split(story, &cast.grid, endorsed.glass, ["10171600.00", "8000000.00"]).await?;

    story.moves_to(ago::PASSED_ON, 10, 0).await?;
    let until = story.days().at(ago::PASSED_ON, 18, 0)?;
    let (grid, transformers) = (&cast.grid, &cast.transformer_maker);
    is_passed_on(story, for_cables, grid, &cast.cable_maker, until).await?;
    is_passed_on(story, transformer, grid, transformers, until).await?;
    is_passed_on(story, for_steel, grid, transformers, until).await?;
    is_passed_on(story, for_meters, grid, &cast.meter_maker, until).await?;

    story.moves_to(ago::PASSED_ON_AGAIN, 10, 0).await?;
    let until = story.days().at(ago::PASSED_ON_AGAIN, 18, 0)?;
    let [copper, cable] = is_split(
        story,
        &cast.cable_maker,
        for_cables,
        ["12000000.00", "8000000.00"],
    )
    .await?;
    is_passed_on(story, copper, &cast.cable_maker, &cast.copper_mill, until).await?;
    is_passed_on(story, for_steel, transformers, &cast.silicon_steel_mill, until).await?;
    Ok(Parts {
        copper,
        cable,
        transformer,
        silicon: for_steel,
        kept,
        meters: for_meters,
    })
}

/// No cent is made by splitting.
async fn parts_must_add_up(cast: &Cast, story: &mut Story, certificate: CertificateId) -> anyhow::Result<()> {
    let parts = ["20000000.00", "16000000.01"].map(|amount| (story.id(CertificateId::from_parts), amount));
    let split = json!({"certificate": certificate, "children": children(parts)});
    story
        .refused(cast.grid.maker()?, "certificate.split/1", split, "split-sum")
        .await
}
