//! What a bank signs to lend on a certificate, as its own program would.

use chrono::NaiveDate;
use serde_json::{Value, json};
use tallystick_base::{
    CertificateId, ContractId, CreditLineId, FilingId, FinancingRequestId, LoanId, Millis, PartyId,
    ProductId, ReceivableId, ReviewId,
};
use tallystick_client::{Ambient, Client, Member};
use tallystick_testbed::{assessment, product};

use crate::cast::{Cast, act, signed_by_all};
use crate::house::now;
use crate::papers::money;

const DAY: u64 = 24 * 60 * 60 * 1000;
/// What the certificate is over, and what the bank lends on it, in minor units.
const CONFIRMED: u64 = 60_000_000;
pub(crate) const LENT: u64 = 48_000_000;

/// The ids of a loan and of what it takes to make it.
pub(crate) struct Lending {
    product: String,
    pub(crate) line: String,
    request: String,
    review: String,
    pub(crate) loan: String,
    filing: String,
}

impl Lending {
    fn new(ambient: &Ambient) -> Self {
        Self {
            product: ambient.id(ProductId::from_parts).to_string(),
            line: ambient.id(CreditLineId::from_parts).to_string(),
            request: ambient.id(FinancingRequestId::from_parts).to_string(),
            review: ambient.id(ReviewId::from_parts).to_string(),
            loan: ambient.id(LoanId::from_parts).to_string(),
            filing: ambient.id(FilingId::from_parts).to_string(),
        }
    }

    /// From a contract to an approved loan whose pledge is filed: only the money is missing.
    pub(crate) async fn approved(cast: &Cast, client: &Client) -> Self {
        let lending = Self::new(client.ambient());
        let certificate = confirmed(cast, client).await;
        let supplier = [cast.maker.member(0, client)];
        let bank = cast.bank.members(client);
        done(&bank, "product.publish/1", &product(&lending.product)).await;
        done(&bank, "credit-line.open/1", &lending.line(&cast.hospital.party)).await;
        done(
            &supplier,
            "request.submit/1",
            &lending.request(cast, &certificate),
        )
        .await;
        let offer = json!({
            "review": lending.review, "valid_until": now().as_millis() + 3 * DAY,
            "terms": {"amount": money(LENT), "rate": "0.0380", "fees": [], "guarantee": null, "conditions": []},
        });
        done(&bank, "review.offer/1", &offer).await;
        let accept = json!({"request": lending.request, "review": lending.review});
        done(&supplier, "request.accept/1", &accept).await;
        done(
            &bank[..1],
            "review.assess/1",
            &assessment(&lending.review, day(0)),
        )
        .await;
        let approval = json!({
            "loan": lending.loan, "request": lending.request, "until": now().as_millis() + 4 * DAY,
        });
        done(&bank, "loan.approve/1", &approval).await;
        let filing = json!({
            "filing": lending.filing, "loan": lending.loan, "number": "ZD-DJ-00233",
            "registered_at": now().as_millis() - 60_000, "until": day(300 * DAY),
        });
        done(&bank[..1], "filing.record/1", &filing).await;
        lending
    }

    /// `loan.instruct/1`
    pub(crate) fn instruction(&self, end_to_end: &str) -> Value {
        json!({"loan": self.loan, "end_to_end": end_to_end, "value_on": day(0)})
    }

    /// `disbursement.settle/1`
    pub(crate) fn outcome(&self, end_to_end: &str) -> Value {
        json!({"loan": self.loan, "end_to_end": end_to_end, "amount": money(LENT), "value_on": day(0)})
    }

    fn line(&self, debtor: &str) -> Value {
        json!({
            "line": self.line, "scope": {"debtor": {"party": debtor}},
            "terms": {
                "limit": money(10 * LENT), "valid_from": day(0), "valid_to": day(300 * DAY), "revolving": true,
            },
        })
    }

    fn request(&self, cast: &Cast, certificate: &str) -> Value {
        json!({
            "request": self.request, "direction": {"upstream": {}}, "certificates": [certificate],
            "amount": money(LENT), "draw_on": day(6 * DAY), "matures_on": cast.days.due(),
            "until": now().as_millis() + 5 * DAY, "purpose": "采购熔喷布",
            "invitations": [{"bank": cast.bank.party, "product": self.product, "review": self.review}],
            "guarantors": Vec::<PartyId>::new(), "pay_to": cast.maker.payee(),
        })
    }
}

/// A confirmed receivable of the supplier; returns the certificate.
async fn confirmed(cast: &Cast, client: &Client) -> String {
    let trade = cast.trade();
    let supplier = [cast.maker.member(0, client)];
    let hospital = cast.hospital.members(client);
    let ambient = client.ambient();
    let contract = ambient.id(ContractId::from_parts).to_string();
    done(
        &supplier,
        "contract.register/1",
        &trade.contract(&contract, "YNYY-DK-1"),
    )
    .await;
    done(
        &hospital[..1],
        "contract.accept/1",
        &json!({"contract": contract}),
    )
    .await;
    let receivable = ambient.id(ReceivableId::from_parts).to_string();
    let claim = trade.claim(&receivable, &contract, "26112000000012345678", CONFIRMED);
    done(&supplier, "receivable.claim/1", &claim).await;
    let certificate = ambient.id(CertificateId::from_parts).to_string();
    let confirmation = trade.confirmation(&receivable, &certificate, CONFIRMED);
    done(&hospital, "receivable.confirm/1", &confirmation).await;
    certificate
}

async fn done(members: &[Member], kind: &str, body: &Value) {
    if let [member] = members {
        act(member, kind, body).await.unwrap();
        return;
    }
    let signed = signed_by_all(members, kind, body).await.unwrap();
    members[0].submit(&signed).await.unwrap();
}

/// The day in Beijing, so many milliseconds from now.
fn day(later: u64) -> NaiveDate {
    let moment = Millis::new(now().as_millis() + later).unwrap();
    moment.date_at(480)
}
