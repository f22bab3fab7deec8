//! What they do, in the shortest words that a test can use.

use serde_json::{Value, json};
use tallystick_base::RulePack;
use tallystick_ledger::{SigningKey, Statement};
use tallystick_store::{Answer, PrepareRequest, Refused, Submission};

use super::{World, cast};

impl World {
    /// A new id of this kind, as a subject's text.
    pub fn new_id(&self, kind: &str) -> String {
        format!("{kind}/{}", cast::uuid(&self.ambient()))
    }

    /// Prepares an act of a party, and signs it by the first `signers` of its members, without submitting it.
    pub async fn signed(
        &self,
        name: &str,
        kind: &str,
        body: Value,
        signers: usize,
    ) -> Result<Submission, Refused> {
        let viewer = self.viewer(name, 0).await;
        let request = PrepareRequest {
            kind: kind.to_owned(),
            capacity: None,
            command: body,
            observed: None,
        };
        let prepared = self.store.prepare(&viewer, request).await?;
        if let Some(rejection) = prepared.rejection {
            return Err(rejection.into());
        }
        let people = &self.company(name).people;
        let keys: Vec<&SigningKey> = people.iter().take(signers).map(|person| &person.key).collect();
        Ok(Submission {
            statement: Statement::sign(&prepared.claims, &keys)?,
            body: prepared.body.into_bytes(),
        })
    }

    pub(super) async fn publish_rules(&mut self) {
        let rules = RulePack::cn().expect("the shipped rules are well formed");
        let body = json!({"rules": rules});
        done(self.act("operator", "rules.publish/1", body, 2).await);
    }

    /// Registers a party, which accepts.
    pub(super) async fn join(&mut self, name: &'static str) {
        let company = cast::company(&self.ambient(), name);
        let body = company.registration(self.store.ledger());
        self.companies.insert(name, company);
        done(self.act("operator", "party.register/1", body, 2).await);
        done(self.act(name, "party.accept/1", json!({}), 1).await);
    }

    /// A contract of the supplier with the buyer over five million, accepted; returns its subject.
    pub async fn contract(&self, number: &str) -> String {
        self.contract_with(number, "small").await
    }

    /// The same, with a supplier that was of this size when it signed.
    pub async fn contract_with(&self, number: &str, supplier_size: &str) -> String {
        let contract = self.new_id("contract");
        let body = json!({
            "contract": contract,
            "supplier": self.company("supplier").id.subject(),
            "buyer": self.company("buyer").id.subject(),
            "number": number, "title": "医用外科口罩及防护服采购合同",
            "amount": {"value": "5000000.00", "currency": "CNY"},
            "signed_on": "2026-01-12", "procurement": "goods",
            "payment": {"days": 60, "from": "acceptance"},
            "pay_when_paid": false, "inspection_days": 10, "vouchers_agreed": true, "tolerance": "0.05",
            "documents": [{
                "name": "采购合同.pdf", "media_type": "application/pdf", "size": 482_113,
                "digest": "592ae7b89fd562f96046c308053bf5aa45836b4683d1c0ad63faa582ad4ba889",
            }],
            "supplier_size": supplier_size,
        });
        done(self.act("supplier", "contract.register/1", body, 1).await);
        done(
            self.act("buyer", "contract.accept/1", json!({"contract": contract}), 1)
                .await,
        );
        contract
    }

    /// The body of a claim of the supplier over 1,200,000.00, backed by the invoice of this number.
    pub fn claim(&self, contract: &str, receivable: &str, invoice: &str) -> Value {
        let amount = json!({"value": "1200000.00", "currency": "CNY"});
        let paper = |kind: &str, number: &str, date: &str, digit: &str| json!({"kind": kind, "number": number, "date": date, "total": amount, "digest": digit.repeat(64)});
        let mut invoice = paper("invoice", invoice, "2026-02-09", "7");
        if let Value::Object(invoice) = &mut invoice {
            invoice.insert("seller_code".into(), self.company("supplier").code.into());
            invoice.insert("buyer_code".into(), self.company("buyer").code.into());
            invoice.insert("fields".into(), json!({"税率": "13%"}));
        }
        json!({
            "receivable": receivable, "contract": contract, "amount": amount,
            "delivered_on": "2026-02-03", "accepted_on": "2026-02-06", "due_on": "2026-04-07",
            "evidence": [
                paper("order", "YNYY-DD-2026-0031", "2026-01-15", "2"),
                paper("receipt", "YNYY-SH-2026-0107", "2026-02-06", "3"),
                invoice,
            ],
            "centre": null,
            "payee": self.company("supplier").payee(),
        })
    }

    /// The body of the buyer's confirmation of the whole of such a claim.
    pub fn confirmation(&self, receivable: &str, certificate: &str) -> Value {
        json!({
            "receivable": receivable, "certificate": certificate,
            "amount": {"value": "1200000.00", "currency": "CNY"}, "due_on": "2026-04-07",
            "transferable": true, "deductions": [], "rest": null,
            "legal_text": "d5fb5f83cdf56fd1b704cef67a62b71296ded1b62be0cdac4b0aadc878efc0a9",
            "waived": ["non-performance", "quality", "quantity", "set-off"],
        })
    }

    /// From an accepted contract to a certificate of 1,200,000.00; returns the certificate.
    pub async fn certificate(&self, contract: &str, invoice: &str) -> String {
        let (receivable, certificate) = (self.new_id("receivable"), self.new_id("certificate"));
        let claim = self.claim(contract, &receivable, invoice);
        done(self.act("supplier", "receivable.claim/1", claim, 1).await);
        let confirmation = self.confirmation(&receivable, &certificate);
        done(self.act("buyer", "receivable.confirm/1", confirmation, 2).await);
        certificate
    }
}

fn done(answer: Result<Answer, Refused>) {
    let answer = answer.expect("an act that prepares the ground is accepted");
    assert!(
        matches!(answer, Answer::Appended { known: false, .. }),
        "an act that prepares the ground is appended at once"
    );
}
