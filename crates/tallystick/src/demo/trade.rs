//! Trade between two parties: they agree on a contract, one delivers and claims, the other confirms.

use anyhow::Context as _;
use chrono::NaiveDate;
use serde_json::{Value, json};
use tallystick_base::{CertificateId, ContractId, Millis, PaymentId, ReceivableId};

use super::days::INSPECTION_DAYS;
use super::desk::Desk;
use super::forms;
use super::papers::Backing;
use super::story::Story;
use super::yuan::yuan;

/// What two parties agree on.
#[derive(Debug)]
pub(super) struct Agreement {
    pub(super) number: &'static str,
    pub(super) title: &'static str,
    /// The contract sum in CNY, tax included.
    pub(super) amount: &'static str,
    /// Calendar days from acceptance to payment.
    pub(super) payment_days: u32,
}

/// What is delivered under it, and billed.
#[derive(Debug)]
pub(super) struct Delivery {
    /// What stands on the invoice's line, such as `*医疗仪器器械*医用外科口罩`.
    pub(super) item: &'static str,
    /// In CNY, tax included.
    pub(super) amount: &'static str,
    /// Tells orders, receipts and invoices of one contract apart; two digits.
    pub(super) batch: &'static str,
    /// How many working days ago it arrived.
    pub(super) delivered: u32,
    /// How many working days ago it passed acceptance.
    pub(super) accepted: u32,
}

/// A contract in force.
pub(super) struct Trade<'p> {
    pub(super) supplier: &'p Desk,
    pub(super) buyer: &'p Desk,
    pub(super) agreement: &'static Agreement,
    contract: ContractId,
}

/// What was claimed, and when it falls due.
#[derive(Debug, Clone, Copy)]
pub(super) struct Claimed {
    pub(super) receivable: ReceivableId,
    pub(super) due_on: NaiveDate,
}

impl<'p> Trade<'p> {
    /// The supplier registers the contract with its paper, and the buyer accepts.
    pub(super) async fn agreed(
        story: &mut Story,
        supplier: &'p Desk,
        buyer: &'p Desk,
        agreement: &'static Agreement,
    ) -> anyhow::Result<Self> {
        let contract = story.id(ContractId::from_parts);
        let paper = forms::contract(supplier, buyer, agreement)?;
        let digest = story.uploads(supplier.maker()?, &paper).await?;
        let terms = json!({
            "contract": contract,
            "supplier": supplier.party(),
            "buyer": buyer.party(),
            "number": agreement.number,
            "title": agreement.title,
            "amount": yuan(agreement.amount),
            "signed_on": story.today(),
            "procurement": "goods",
            "payment": {"days": agreement.payment_days, "from": "acceptance"},
            "pay_when_paid": false,
            "inspection_days": INSPECTION_DAYS,
            "vouchers_agreed": true,
            "tolerance": "0.05",
            "documents": [paper.of_contract(digest)],
            "supplier_size": supplier.crew.sketch.size.context("a supplier has a size")?,
        });
        story.does(supplier, "contract.register/1", terms).await?;
        let accepted = json!({"contract": contract});
        story.does(buyer, "contract.accept/1", accepted).await?;
        Ok(Self {
            supplier,
            buyer,
            agreement,
            contract,
        })
    }

    /// A contract that two parties agreed on before.
    pub(super) const fn under(
        supplier: &'p Desk,
        buyer: &'p Desk,
        agreement: &'static Agreement,
        contract: ContractId,
    ) -> Self {
        Self {
            supplier,
            buyer,
            agreement,
            contract,
        }
    }

    /// The supplier uploads order, receipt and invoice, and claims what stands on them; a confirmation centre may look at the papers.
    pub(super) async fn is_claimed(
        &self,
        story: &mut Story,
        delivery: &Delivery,
        centre: Option<&Desk>,
    ) -> anyhow::Result<Claimed> {
        let backing = forms::backing(self, delivery, story.today())?;
        let body = self.claim(story, delivery, centre, &backing).await?;
        let claimed = Claimed {
            receivable: story.id(ReceivableId::from_parts),
            due_on: self.due_on(story, delivery)?,
        };
        let body = with(body, "receivable", json!(claimed.receivable));
        story.does(self.supplier, "receivable.claim/1", body).await?;
        Ok(claimed)
    }

    async fn claim(
        &self,
        story: &mut Story,
        delivery: &Delivery,
        centre: Option<&Desk>,
        backing: &Backing,
    ) -> anyhow::Result<Value> {
        let files = backing.is_uploaded(story, self.supplier.maker()?).await?;
        let days = story.days();
        let (delivered, accepted) = (days.day(delivery.delivered)?, days.day(delivery.accepted)?);
        Ok(json!({
            "contract": self.contract,
            "amount": backing.read()?.totals.gross,
            "delivered_on": delivered,
            "accepted_on": accepted,
            "due_on": self.due_on(story, delivery)?,
            "evidence": backing.evidence(delivered, accepted, &files)?,
            "centre": centre.map(Desk::party),
            "payee": self.supplier.account(),
        }))
    }

    fn due_on(&self, story: &Story, delivery: &Delivery) -> anyhow::Result<NaiveDate> {
        story
            .days()
            .due_after(delivery.accepted, self.agreement.payment_days)
    }

    /// The buyer confirms all of a claim.
    pub(super) async fn is_confirmed(
        &self,
        story: &mut Story,
        claimed: Claimed,
        amount: &str,
    ) -> anyhow::Result<CertificateId> {
        let certificate = story.id(CertificateId::from_parts);
        let body = confirmation(story, claimed, certificate, amount)?;
        story.does(self.buyer, "receivable.confirm/1", body).await?;
        Ok(certificate)
    }
}

/// The confirmation of so much of a claim, as `receivable.confirm/1` carries it.
pub(super) fn confirmation(
    story: &Story,
    claimed: Claimed,
    certificate: CertificateId,
    amount: &str,
) -> anyhow::Result<Value> {
    Ok(json!({
        "receivable": claimed.receivable,
        "certificate": certificate,
        "amount": yuan(amount),
        "due_on": claimed.due_on,
        "transferable": true,
        "legal_text": story.days().legal_text(story.today())?,
        "waived": ["non-performance", "quality", "quantity", "set-off"],
    }))
}

/// What a buyer leaves out of a confirmation, and why.
#[derive(Debug)]
pub(super) struct LeftOut {
    /// The code of the reason, such as `QUA`.
    pub(super) code: &'static str,
    pub(super) note: &'static str,
    /// In CNY.
    pub(super) amount: &'static str,
}

/// The same confirmation with a part left out, which becomes a receivable of its own.
pub(super) fn in_part(confirmation: Value, left_out: &LeftOut, rest: ReceivableId) -> Value {
    let reason = json!({"code": left_out.code, "note": left_out.note});
    let deductions = json!([{"reason": reason, "amount": yuan(left_out.amount)}]);
    with(with(confirmation, "deductions", deductions), "rest", json!(rest))
}

/// The same body with another value for a member.
pub(super) fn with(mut body: Value, member: &str, value: Value) -> Value {
    if let Value::Object(members) = &mut body {
        members.insert(member.to_owned(), value);
    }
    body
}

/// A holder passes a certificate on: it offers it for a day, and the other side accepts.
pub(super) async fn is_passed_on(
    story: &mut Story,
    certificate: CertificateId,
    from: &Desk,
    to: &Desk,
    until: Millis,
) -> anyhow::Result<()> {
    let offer = json!({"certificate": certificate, "to": to.party(), "until": until, "recourse": "none"});
    story.does(from, "certificate.offer/1", offer).await?;
    let accepted = json!({"certificate": certificate, "payee": to.account()});
    story.does(to, "certificate.accept/1", accepted).await?;
    Ok(())
}

/// A holder splits a certificate into parts of these amounts in CNY.
pub(super) async fn is_split<const N: usize>(
    story: &mut Story,
    holder: &Desk,
    certificate: CertificateId,
    amounts: [&str; N],
) -> anyhow::Result<[CertificateId; N]> {
    let parts = amounts.map(|amount| (story.id(CertificateId::from_parts), amount));
    let split = json!({"certificate": certificate, "children": children(parts)});
    story.does(holder, "certificate.split/1", split).await?;
    Ok(parts.map(|(part, _)| part))
}

/// The parts of a split, as `certificate.split/1` lists them.
pub(super) fn children<const N: usize>(parts: [(CertificateId, &str); N]) -> Value {
    let children = parts.map(|(part, amount)| json!({"certificate": part, "amount": yuan(amount)}));
    json!(children.as_slice())
}

/// The debtor reports that it paid a certificate on this day, to this party's account.
pub(super) async fn is_reported_paid(
    story: &mut Story,
    debtor: &Desk,
    certificate: CertificateId,
    payee: &Desk,
    amount: &str,
) -> anyhow::Result<PaymentId> {
    let payment = story.id(PaymentId::from_parts);
    let report = json!({
        "payment": payment,
        "certificate": certificate,
        "amount": yuan(amount),
        "paid_on": story.today(),
        "account": payee.account(),
        "reference": format!("FK-{}-{amount}", story.today()),
    });
    story.does(debtor, "payment.report/1", report).await?;
    Ok(payment)
}
