//! The programme: preferential loans for makers of protective goods, of whose interest a part is paid for them.

use anyhow::Context as _;
use serde_json::{Value, json};
use tallystick_base::{CreditLineId, LoanId, PartyId, ProductId};

use super::cast::Cast;
use super::days::ago;
use super::makers::Accepted;
use crate::demo::core_banking::{Fate, Receipt};
use crate::demo::desk::Desk;
use crate::demo::lending::{self, Lending, assessment};
use crate::demo::record::Chapter;
use crate::demo::story::Story;
use crate::demo::trade::with;
use crate::demo::yuan::cny;

/// What the makers pay, of which the programme pays the subsidy.
pub(super) const PROGRAMME_RATE: &str = "0.0330";
const SUBSIDY: &str = "0.0100";
const TAG: &str = "防疫专项";

/// The programme's product and its line.
pub(super) struct Lines {
    pub(super) product: ProductId,
    programme: CreditLineId,
}

/// A maker's loan, and what secures it.
pub(super) struct Lent<'p> {
    lending: Lending<'p>,
    accepted: Accepted<'p>,
}

impl Lent<'_> {
    pub(super) const fn loan(&self) -> LoanId {
        self.lending.loan
    }
}

pub(super) async fn the_bank_opens_lines(cast: &Cast, story: &mut Story) -> anyhow::Result<Lines> {
    story.begins(Chapter::Terms);
    story.moves_to(ago::LINES, 10, 0).await?;
    let bank = &cast.bank;
    for (debtor, limit) in [
        (&cast.steelworks, "40000000.00"),
        (&cast.smelter, "30000000.00"),
        (&cast.glassworks, "20000000.00"),
        (&cast.grid, "50000000.00"),
    ] {
        let scope = lending::on_debtor(debtor.party());
        lending::opens_a_line(story, bank, scope, limit).await?;
    }
    let scope = json!({"programme": {"tag": TAG}});
    Ok(Lines {
        programme: lending::opens_a_line(story, bank, scope, "19000000.00").await?,
        product: lending::publishes(story, bank, &terms(cast)).await?,
    })
}

/// The claim itself is transferred; only the five makers, and only the grid company as debtor.
fn terms(cast: &Cast) -> Value {
    let makers: Vec<PartyId> = cast.makers.iter().map(Desk::party).collect();
    let usual = lending::usual_terms("防疫专项确权贷", PROGRAMME_RATE);
    let assigned = with(usual, "security", json!("assignment"));
    let for_makers = with(assigned, "suppliers", json!({"listed": {"parties": makers}}));
    with(for_makers, "programme", json!({"tag": TAG, "subsidy": SUBSIDY}))
}

/// Four loans fit on the programme's line. For the fifth the bank raises the limit.
pub(super) async fn the_bank_approves<'p>(
    cast: &'p Cast,
    story: &mut Story,
    lines: &Lines,
    accepted: Vec<Accepted<'p>>,
) -> anyhow::Result<Vec<Lent<'p>>> {
    story.begins(Chapter::Lending);
    story.moves_to(ago::APPROVED, 10, 0).await?;
    let until = story.days().at(ago::NOTIFIED, 18, 0)?;
    let last = accepted.len().saturating_sub(1);
    let mut lent = Vec::new();
    for (accepted, place) in accepted.into_iter().zip(0..) {
        let lending = Lending {
            bank: &cast.bank,
            loan: story.id(LoanId::from_parts),
        };
        let seen = assessment(story, accepted.review, &format!("ZD-CX-32-{place:04}"));
        story.does(&cast.bank, "review.assess/1", seen).await?;
        let approval = lending.approval(accepted.request, until);
        if place == last {
            let seats = cast.bank.maker_and_checker()?;
            story
                .refused_together(seats, "loan.approve/1", approval.clone(), "credit-line-exceeded")
                .await?;
            let terms = lending::line_terms(story, "20000000.00")?;
            let raised = json!({"line": lines.programme, "terms": terms});
            story.does(&cast.bank, "credit-line.amend/1", raised).await?;
        }
        story.does(&cast.bank, "loan.approve/1", approval).await?;
        lent.push(Lent { lending, accepted });
    }
    Ok(lent)
}

/// The money goes out. One payment fails, for its account does not exist any more, and is made again the day after.
pub(super) async fn the_money_goes_out(
    cast: &Cast,
    story: &mut Story,
    lent: &[Lent<'_>],
) -> anyhow::Result<()> {
    story.moves_to(ago::DRAWN, 14, 0).await?;
    let failing = cast.makers.get(2).context("five makers borrow")?.party();
    for (one, number) in lent.iter().zip(1..) {
        let fate = if one.accepted.maker.party() == failing {
            Fate::Rejected
        } else {
            Fate::Settled
        };
        let end_to_end = format!("JD-E2E-{number:04}");
        one.lending.is_paid_out(story, &end_to_end, fate).await?;
    }
    story.moves_to(ago::DRAWN_AGAIN, 14, 0).await?;
    for one in lent.iter().filter(|one| one.accepted.maker.party() == failing) {
        // The outcome of the attempt that failed could be taken for that of the next one.
        let same = one.lending.instruction(story, "JD-E2E-0003");
        let seats = cast.bank.maker_and_checker()?;
        story
            .refused_together(seats, "loan.instruct/1", same, "end-to-end-used")
            .await?;
        one.lending
            .is_paid_out(story, "JD-E2E-0006", Fate::Settled)
            .await?;
    }
    Ok(())
}

pub(super) async fn the_grid_has_notice(
    cast: &Cast,
    story: &mut Story,
    lent: &[Lent<'_>],
) -> anyhow::Result<()> {
    story.begins(Chapter::Lending);
    story.moves_to(ago::NOTIFIED, 10, 0).await?;
    for one in lent {
        let notice = one
            .lending
            .is_notified(story, &[one.accepted.certificate])
            .await?;
        let arrived = json!({"notice": notice});
        story
            .does(&cast.grid_as_buyer, "assignment.acknowledge/1", arrived)
            .await?;
    }
    Ok(())
}

/// The grid company pays two of the certificates before they are due. The loans end, and what is left over is the makers'.
pub(super) async fn the_grid_pays_for_two(
    cast: &Cast,
    story: &mut Story,
    lent: &[Lent<'_>],
) -> anyhow::Result<()> {
    story.begins(Chapter::Repayment);
    story.moves_to(ago::REPAID, 17, 0).await?;
    let early: Vec<&Lent<'_>> = lent.iter().take(2).collect();
    let mut receipts = Vec::new();
    for (one, number) in early.iter().zip(1..) {
        receipts.push(Receipt {
            reference: format!("JD-LS-{number:04}"),
            end_to_end: format!("JDDW-FK-{number:04}"),
            amount: cny(one.accepted.amount)?,
            from: cast.grid.name().to_owned(),
            text: one.lending.remittance(one.accepted.certificate).await?,
        });
    }
    lending::the_statement_is_booked(story, &cast.bank, &receipts).await?;
    story.moves_to(ago::RETURNED, 10, 0).await?;
    for (one, number) in early.iter().zip(1..) {
        let reference = format!("JD-TK-{number:04}");
        one.lending
            .passes_on(story, one.accepted.maker, &reference)
            .await?;
    }
    Ok(())
}
