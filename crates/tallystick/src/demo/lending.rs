//! Lending, as every bank of the stories does it: terms, request, offer, review, approval, money out, money in.

use anyhow::{Context as _, ensure};
use chrono::NaiveDate;
use serde_json::{Value, json};
use tallystick_base::{
    CertificateId, CreditLineId, FilingId, FinancingRequestId, GuaranteeId, LoanId, Millis, Money, NoticeId,
    PartyId, ProductId, ReviewId,
};
use tallystick_client::Filter;

use super::core_banking::{self, Fate, Order, Receipt};
use super::desk::Desk;
use super::loans;
use super::matching::{self, Prepared};
use super::story::Story;
use super::yuan::yuan;

/// A bank publishes a product on these terms.
pub(super) async fn publishes(story: &mut Story, bank: &Desk, terms: &Value) -> anyhow::Result<ProductId> {
    let product = story.id(ProductId::from_parts);
    let body = json!({"product": product, "terms": terms});
    story.does(bank, "product.publish/1", body).await?;
    Ok(product)
}

/// Terms of a product, but for what each bank says of its own: pledge, pays interest with the principal, takes no fee, has recourse.
pub(super) fn usual_terms(name: &str, rate: &str) -> Value {
    json!({
        "name": name, "currency": "CNY",
        "debtors": {"anyone": {}}, "suppliers": {"anyone": {}},
        "security": "pledge", "advance_rate": "0.80",
        "rate": {"fixed": {"rate": rate}},
        "interest": "arrears", "day_count": "actual/360", "fees": [],
        "penalty_factor": "1.50", "recourse": "full", "grace_days": 3,
        "order": ["costs", "penalty", "interest", "principal"],
        "surplus": "borrower", "programme": null,
        "tenor": {"least_days": 7, "most_days": 180},
    })
}

/// A bank opens a credit line, from today on for the longest of these stories.
pub(super) async fn opens_a_line(
    story: &mut Story,
    bank: &Desk,
    scope: Value,
    limit: &str,
) -> anyhow::Result<CreditLineId> {
    let line = story.id(CreditLineId::from_parts);
    let body = json!({"line": line, "scope": scope, "terms": line_terms(story, limit)?});
    story.does(bank, "credit-line.open/1", body).await?;
    Ok(line)
}

/// The terms of a line of this limit.
pub(super) fn line_terms(story: &Story, limit: &str) -> anyhow::Result<Value> {
    let from = story.today();
    let to = from.checked_add_months(chrono::Months::new(12));
    let to = to.context("the calendar ends here")?;
    Ok(json!({"limit": yuan(limit), "valid_from": from, "valid_to": to, "revolving": true}))
}

/// A line on a debtor.
pub(super) fn on_debtor(party: PartyId) -> Value {
    json!({"debtor": {"party": party}})
}

/// What a borrower asks for.
pub(super) struct Asking<'a> {
    pub(super) borrower: &'a Desk,
    /// Downstream, who holds the certificates.
    pub(super) holder: Option<&'a Desk>,
    pub(super) certificates: &'a [CertificateId],
    /// In CNY.
    pub(super) amount: &'a str,
    pub(super) draw_on: NaiveDate,
    pub(super) matures_on: NaiveDate,
    pub(super) until: Millis,
    pub(super) bids_until: Option<Millis>,
    pub(super) purpose: &'static str,
    pub(super) banks: &'a [(&'a Desk, ProductId)],
    pub(super) guarantors: &'a [&'a Desk],
}

/// A request, and the review of each bank that it asks.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) request: FinancingRequestId,
    pub(super) reviews: Vec<ReviewId>,
}

impl Asked {
    /// The review of the first bank, or of the only one.
    pub(super) fn review(&self) -> anyhow::Result<ReviewId> {
        self.reviews.first().copied().context("a request asks a bank")
    }
}

impl Asking<'_> {
    /// The borrower submits it.
    pub(super) async fn is_submitted(&self, story: &mut Story) -> anyhow::Result<Asked> {
        let (asked, body) = self.body(story);
        story.does(self.borrower, "request.submit/1", body).await?;
        Ok(asked)
    }

    /// The rules refuse it, with this code.
    pub(super) async fn is_refused(&self, story: &mut Story, code: &str) -> anyhow::Result<()> {
        let (_, body) = self.body(story);
        story
            .refused(self.borrower.maker()?, "request.submit/1", body, code)
            .await
    }

    fn body(&self, story: &Story) -> (Asked, Value) {
        let request = story.id(FinancingRequestId::from_parts);
        let banks = self.banks.iter();
        let asked: Vec<(ReviewId, Value)> = banks
            .map(|(bank, product)| {
                let review = story.id(ReviewId::from_parts);
                let invitation = json!({"bank": bank.party(), "product": product, "review": review});
                (review, invitation)
            })
            .collect();
        let (reviews, invitations): (Vec<ReviewId>, Vec<Value>) = asked.into_iter().unzip();
        let guarantors: Vec<PartyId> = self.guarantors.iter().map(|desk| desk.party()).collect();
        let direction = match self.holder {
            None => json!({"upstream": {}}),
            Some(holder) => json!({"downstream": {"holder": holder.party()}}),
        };
        let pay_to = match self.holder {
            None => self.borrower.account(),
            Some(_) => None,
        };
        let body = json!({
            "request": request, "direction": direction, "certificates": self.certificates,
            "amount": yuan(self.amount), "draw_on": self.draw_on, "matures_on": self.matures_on,
            "until": self.until, "bids_until": self.bids_until, "purpose": self.purpose,
            "invitations": invitations, "guarantors": guarantors, "pay_to": pay_to,
        });
        (Asked { request, reviews }, body)
    }
}

/// The terms of an offer without fees or conditions.
pub(super) fn offer_terms(amount: &str, rate: &str, guarantee: Option<GuaranteeId>) -> Value {
    json!({"amount": yuan(amount), "rate": rate, "fees": [], "guarantee": guarantee, "conditions": []})
}

/// A bank offers on these terms, and the borrower takes the offer.
pub(super) async fn is_offered_and_taken(
    story: &mut Story,
    (bank, borrower): (&Desk, &Desk),
    asked: &Asked,
    terms: &Value,
    valid_until: Millis,
) -> anyhow::Result<()> {
    let review = asked.review()?;
    let offer = json!({"review": review, "terms": terms, "valid_until": valid_until});
    story.does(bank, "review.offer/1", offer).await?;
    let taken = json!({"request": asked.request, "review": review});
    story.does(borrower, "request.accept/1", taken).await?;
    Ok(())
}

/// A guarantor offers to guarantee a half of a request, and at most so much.
pub(super) async fn offers_a_guarantee(
    story: &mut Story,
    guarantor: &Desk,
    request: FinancingRequestId,
    (at_most, fee): (&str, &str),
    until: Millis,
) -> anyhow::Result<GuaranteeId> {
    let guarantee = story.id(GuaranteeId::from_parts);
    let body = json!({
        "guarantee": guarantee, "request": request, "share": "0.50",
        "at_most": yuan(at_most), "fee": yuan(fee), "period": "P6M", "until": until,
    });
    story.does(guarantor, "guarantee.offer/1", body).await?;
    Ok(guarantee)
}

/// What a bank saw before it lent, and how each check came out: `review.assess/1` with nothing in the registry.
pub(super) fn assessment(story: &Story, review: ReviewId, search: &str) -> Value {
    let kinds = [
        "trade",
        "evidence",
        "confirmation",
        "payment-record",
        "duplicates",
        "registry",
        "other-rights",
        "borrower",
    ];
    let checks = kinds.map(|kind| json!({"kind": kind, "result": {"passed": {}}}));
    json!({
        "review": review,
        "search": {"number": search, "searched_on": story.today(), "found": []},
        "checks": checks,
    })
}

/// A bank's loan, as its people handle it.
pub(super) struct Lending<'p> {
    pub(super) bank: &'p Desk,
    pub(super) loan: LoanId,
}

impl Lending<'_> {
    /// The approval of a request, leased until a moment.
    pub(super) fn approval(&self, request: FinancingRequestId, until: Millis) -> Value {
        json!({"loan": self.loan, "request": request, "until": until})
    }

    /// The bank files the loan in the registry, a while ago, for a year.
    pub(super) async fn is_filed(
        &self,
        story: &mut Story,
        number: &str,
        registered_at: Millis,
    ) -> anyhow::Result<FilingId> {
        let filing = story.id(FilingId::from_parts);
        let until = story.today().checked_add_months(chrono::Months::new(12));
        let body = json!({
            "filing": filing, "loan": self.loan, "number": number, "registered_at": registered_at,
            "until": until.context("the calendar ends here")?,
        });
        story.does(self.bank, "filing.record/1", body).await?;
        Ok(filing)
    }

    /// The instruction to pay today, under an end-to-end id.
    pub(super) fn instruction(&self, story: &Story, end_to_end: &str) -> Value {
        json!({"loan": self.loan, "end_to_end": end_to_end, "value_on": story.today()})
    }

    /// The bank is told to pay, and its system takes the order.
    pub(super) async fn is_instructed(&self, story: &mut Story, end_to_end: &str) -> anyhow::Result<Order> {
        let instruction = self.instruction(story, end_to_end);
        story.does(self.bank, "loan.instruct/1", instruction).await?;
        let seat = self.bank.maker()?;
        let order = seat.member.payment_order(&Filter::all()).await?;
        let order = String::from_utf8(order.into())?;
        story
            .outbox()
            .leave(&format!("pain.001-{end_to_end}.xml"), &order)?;
        story.outside(
            seat,
            format!("取付款指令 pain.001，送核心系统，端到端标识 {end_to_end}"),
            format!("Take the order to pay, pain.001, to the bank's own system: {end_to_end}"),
        )?;
        Order::read(&order)
    }

    /// The bank is told to pay, its system does or cannot, and what it reports is signed.
    pub(super) async fn is_paid_out(
        &self,
        story: &mut Story,
        end_to_end: &str,
        fate: Fate,
    ) -> anyhow::Result<()> {
        let order = self.is_instructed(story, end_to_end).await?;
        let report = core_banking::report(&order, fate)?;
        story
            .outbox()
            .leave(&format!("pain.002-{end_to_end}.xml"), &report)?;
        let seat = self.bank.maker()?;
        for prepared in matching::of(&seat.member, &report).await?.into_iter().flatten() {
            story.does(self.bank, prepared.kind, prepared.body).await?;
        }
        Ok(())
    }

    /// The debtor is told to pay the certificates to the bank from now on.
    pub(super) async fn is_notified(
        &self,
        story: &mut Story,
        certificates: &[CertificateId],
    ) -> anyhow::Result<NoticeId> {
        let notice = story.id(NoticeId::from_parts);
        let body = json!({
            "notice": notice, "loan": self.loan, "certificates": certificates, "payee": self.bank.account(),
        });
        story.does(self.bank, "assignment.notify/1", body).await?;
        Ok(notice)
    }

    /// What a debtor writes that pays a certificate: its number, by which the bank's file is matched with the loan.
    pub(super) async fn remittance(&self, certificate: CertificateId) -> anyhow::Result<String> {
        let member = &self.bank.maker()?.member;
        let number = member.certificate(certificate).await?.number;
        Ok(format!("兑付确权证明 {number}"))
    }

    /// What is left over goes to whose it is; a cent more is refused.
    pub(super) async fn passes_on(
        &self,
        story: &mut Story,
        to: &Desk,
        reference: &str,
    ) -> anyhow::Result<Money> {
        let today = story.today();
        let statement = loans::statement(&self.bank.maker()?.member, self.loan).await?;
        let owed = statement.surplus_of(to.party())?;
        let owed = owed.with_context(|| format!("nothing is left over for {}", to.name()))?;
        let body = |amount: Money| {
            json!({
                "loan": self.loan, "to": to.party(), "amount": amount, "on": today, "reference": reference,
            })
        };
        let above = body(owed.checked_add(Money::from_minor(1, owed.currency()))?);
        let seats = self.bank.maker_and_checker()?;
        story
            .refused_together(seats, "surplus.pay/1", above, "surplus-above-owed")
            .await?;
        story.does(self.bank, "surplus.pay/1", body(owed)).await?;
        Ok(owed)
    }
}

/// A statement that was read, and what was signed for its lines.
pub(super) struct Booked {
    message: String,
    signed: Vec<Prepared>,
    /// The number of the entry of each.
    pub(super) entries: Vec<u64>,
}

/// A bank reads the statement of the day from its system, and its member signs what follows from each line.
pub(super) async fn the_statement_is_booked(
    story: &mut Story,
    bank: &Desk,
    receipts: &[Receipt],
) -> anyhow::Result<Booked> {
    let message = core_banking::statement(bank, story.today(), receipts)?;
    let first = receipts.first().context("a statement has a line")?;
    story
        .outbox()
        .leave(&format!("camt.053-{}.xml", first.reference), &message)?;
    let seat = bank.maker()?;
    let lines = matching::of(&seat.member, &message).await?;
    story.outside(
        seat,
        format!("读入核心系统对账单 camt.053，共 {} 笔", lines.len()),
        format!("Read the statement of the day, camt.053; lines: {}", lines.len()),
    )?;
    let (mut signed, mut entries) = (Vec::new(), Vec::new());
    for prepared in lines.into_iter().flatten() {
        let Prepared { kind, body } = prepared.clone();
        entries.push(story.does(bank, kind, body).await?);
        signed.push(prepared);
    }
    Ok(Booked {
        message,
        signed,
        entries,
    })
}

/// The file comes once more: there is nothing to sign for it, and what was signed before is refused.
pub(super) async fn the_statement_comes_again(
    story: &mut Story,
    bank: &Desk,
    booked: Booked,
) -> anyhow::Result<()> {
    let seat = bank.maker()?;
    let lines = matching::of(&seat.member, &booked.message).await?;
    let known = lines.iter().filter(|line| line.is_none()).count();
    ensure!(
        known == lines.len(),
        "a file that was booked is to be booked again"
    );
    story.outside(
        seat,
        format!("再次读入同一对账单，{known} 笔均已登记"),
        format!("Read the same statement again; lines that are recorded: {known}"),
    )?;
    for prepared in booked.signed {
        story
            .refused(seat, prepared.kind, prepared.body, "bank-entry-booked")
            .await?;
    }
    Ok(())
}

/// A line that was kept is assigned by hand, when the bank has found out whose it is.
pub(super) async fn the_line_is_assigned(
    story: &mut Story,
    lending: &Lending<'_>,
    kept: u64,
    source: Value,
) -> anyhow::Result<()> {
    let entry = lending.bank.maker()?.member.entry(kept).await?.subject;
    let found = json!({"entry": entry, "loan": lending.loan, "source": source});
    story.does(lending.bank, "repayment.assign/1", found).await?;
    Ok(())
}
