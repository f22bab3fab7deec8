//! The story that a sample ledger tells: from its opening to a split certificate, then as many more acts as wanted.

use serde_json::{Value, json};
use tallystick_base::{Capacity, Subject};

use super::{Act, Party, Sample};
use crate::{Refusal, SigningKey, opening_subject};

/// Who takes part.
#[derive(Debug)]
struct Cast {
    operator: Party,
    supplier: Party,
    buyer: Party,
    bank: Party,
}

/// What the buyer was shown when it confirmed.
const CONFIRMATION_TEXT: &str = "We acknowledge the amount and its due date.\n";

/// What is split and paid in the story.
#[derive(Debug)]
struct Plot {
    certificate: Subject,
    children: [Subject; 2],
}

fn amount(value: &str) -> Value {
    json!({ "value": value, "currency": "CNY" })
}

fn owned(party: &Party) -> Vec<(SigningKey, Subject)> {
    party
        .keys
        .iter()
        .map(|key| (key.clone(), party.subject.clone()))
        .collect()
}

/// Moves that create a party with its keys.
fn creation(party: &Party) -> Vec<(Subject, Value)> {
    let keys = party.keys.iter().map(|key| key.public().thumbprint().subject());
    let added = json!({ "added": { "party": party.subject } });
    let registered = json!({ "registered": { "capacity": party.capacity } });
    std::iter::once((party.subject.clone(), registered))
        .chain(keys.map(|key| (key, added.clone())))
        .collect()
}

impl Sample {
    /// A ledger of this name with at least twenty entries: exactly `entries`, when that is more.
    pub fn tell(name: &str, entries: u64) -> Result<Self, Refusal> {
        let mut sample = Self::empty(name)?;
        let cast = sample.gather()?;
        let plot = sample.contract_and_confirm(&cast)?;
        let lost = sample.split_and_pay(&cast, &plot)?;
        sample.revoke_and_freeze(&cast, &plot, &lost)?;
        while sample.register.head().size() < entries {
            sample.claim_or_confirm(&cast)?;
        }
        Ok(sample)
    }

    /// The first child of the certificate that the story splits: the subject of its bundle.
    pub fn split_child(&self) -> Option<&Subject> {
        let split = self
            .sealed()
            .iter()
            .find(|s| s.entry.statement.claims().kind.name() == "certificate.split")?;
        split.entry.moved.get(1).map(|moved| &moved.subject)
    }

    /// Entries 0 to 6: the ledger opens, three parties join.
    fn gather(&mut self) -> Result<Cast, Refusal> {
        let operator = self.party(Capacity::Operator, 3)?;
        let opened = (opening_subject(), json!({ "opened": {} }));
        self.act(&Act {
            kind: "ledger.open/1",
            by: &operator,
            signatures: 3,
            moves: std::iter::once(opened).chain(creation(&operator)).collect(),
            relies_on: vec![],
            adds: owned(&operator),
            body: json!({
                "log_keys": self.log_keys().verifiers(),
                "name": "Sample operator",
                "service_key": operator.keys.last().map(|key| key.public().thumbprint()),
            }),
        })?;
        let mut join = |capacity, members, name| {
            let party = self.party(capacity, members)?;
            self.act(&Act {
                kind: "party.register/1",
                by: &operator,
                signatures: 2,
                moves: creation(&party),
                relies_on: vec![],
                adds: owned(&party),
                body: json!({ "name": name }),
            })?;
            let moves = vec![(party.subject.clone(), json!({ "accepted": {} }))];
            self.by(&party, "party.accept/1", moves, json!({}))?;
            Ok::<_, Refusal>(party)
        };
        let supplier = join(Capacity::Supplier, 1, "样本医疗器械有限公司")?;
        let buyer = join(Capacity::Buyer, 2, "样本市第一医院")?;
        let bank = join(Capacity::Bank, 2, "样本银行")?;
        Ok(Cast {
            operator,
            supplier,
            buyer,
            bank,
        })
    }

    /// An act signed by one member that moves these subjects.
    fn by(
        &mut self,
        by: &Party,
        kind: &str,
        moves: Vec<(Subject, Value)>,
        body: Value,
    ) -> Result<u64, Refusal> {
        self.act(&Act {
            kind,
            by,
            signatures: 1,
            moves,
            relies_on: vec![],
            adds: vec![],
            body,
        })
    }

    /// Entries 7 to 10: a contract, a claim under it, and its confirmation by two, which issues a certificate.
    fn contract_and_confirm(&mut self, cast: &Cast) -> Result<Plot, Refusal> {
        let contract = self.subject("contract")?;
        let receivable = self.subject("receivable")?;
        let certificate = self.subject("certificate")?;
        let children = [self.subject("certificate")?, self.subject("certificate")?];
        let terms = json!({ "amount": amount("5000000.00") });
        let registered = vec![(contract.clone(), json!({ "registered": terms }))];
        self.by(&cast.supplier, "contract.register/1", registered, terms)?;
        let accepted = vec![(contract.clone(), json!({ "accepted": {} }))];
        self.by(&cast.buyer, "contract.accept/1", accepted, json!({}))?;
        let claim = json!({ "amount": amount("1200000.00") });
        self.act(&Act {
            kind: "receivable.claim/1",
            by: &cast.supplier,
            signatures: 1,
            moves: vec![(receivable.clone(), json!({ "claimed": claim }))],
            relies_on: vec![contract],
            adds: vec![],
            body: claim,
        })?;
        self.confirm(&cast.buyer, &receivable, &certificate, "1200000.00")?;
        Ok(Plot {
            certificate,
            children,
        })
    }

    /// Entries 11 to 16: the supplier adds a key and splits its certificate; one child goes to the bank, and is paid in part.
    fn split_and_pay(&mut self, cast: &Cast, plot: &Plot) -> Result<SigningKey, Refusal> {
        let Cast {
            supplier,
            buyer,
            bank,
            ..
        } = cast;
        let [first, second] = &plot.children;
        let key = self.key()?;
        let added = json!({ "added": { "party": supplier.subject } });
        self.act(&Act {
            kind: "key.add/1",
            by: supplier,
            signatures: 1,
            moves: vec![(key.public().thumbprint().subject(), added)],
            relies_on: vec![],
            adds: vec![(key.clone(), supplier.subject.clone())],
            body: json!({}),
        })?;
        let shares = [(first, "700000.00"), (second, "500000.00")];
        self.split(supplier, &plot.certificate, "1200000.00", shares)?;
        let to = json!({ "to": bank.subject });
        let offered = vec![(first.clone(), json!({ "offered": to }))];
        self.by(supplier, "certificate.offer/1", offered, to)?;
        let accepted = vec![(first.clone(), json!({ "accepted": { "holder": bank.subject } }))];
        self.by(bank, "certificate.accept/1", accepted, json!({}))?;
        let payment = self.subject("payment")?;
        let reported = vec![(
            payment.clone(),
            json!({ "reported": { "amount": amount("100000.00") } }),
        )];
        self.by(
            buyer,
            "payment.report/1",
            reported,
            json!({ "certificate": first }),
        )?;
        let paid = json!({ "paid": { "amount": amount("100000.00"), "outstanding": amount("600000.00") } });
        let acknowledged = vec![(payment, json!({ "acknowledged": {} })), (first.clone(), paid)];
        self.by(bank, "payment.acknowledge/1", acknowledged, json!({}))?;
        Ok(key)
    }

    /// Entries 17 to 19: the new key is lost and revoked, the operator freezes a child on a court's order, and the service records
    /// what fell due.
    fn revoke_and_freeze(&mut self, cast: &Cast, plot: &Plot, lost: &SigningKey) -> Result<(), Refusal> {
        let [first, second] = &plot.children;
        let revoked = vec![(lost.public().thumbprint().subject(), json!({ "revoked": {} }))];
        self.by(
            &cast.supplier,
            "key.revoke/1",
            revoked,
            json!({ "reason": "device lost" }),
        )?;
        let order = json!({ "order": "2026-17" });
        self.act(&Act {
            kind: "certificate.freeze/1",
            by: &cast.operator,
            signatures: 2,
            moves: vec![(second.clone(), json!({ "frozen": order }))],
            relies_on: vec![],
            adds: vec![],
            body: order,
        })?;
        let service = Party {
            capacity: Capacity::Service,
            keys: cast.operator.keys.iter().skip(2).cloned().collect(),
            ..cast.operator.clone()
        };
        let overdue = vec![(first.clone(), json!({ "overdue": { "since": "2026-03-02" } }))];
        self.by(&service, "certificate.mark-overdue/1", overdue, json!({}))?;
        Ok(())
    }

    /// Two members of the buyer confirm, and a certificate is issued.
    fn confirm(
        &mut self,
        buyer: &Party,
        receivable: &Subject,
        certificate: &Subject,
        value: &str,
    ) -> Result<u64, Refusal> {
        let issued =
            json!({ "issued": { "amount": amount(value), "parent": null, "debtor": buyer.subject } });
        let text = self.document("confirmation.txt", "text/plain", CONFIRMATION_TEXT);
        let confirmed = json!({ "confirmed": { "amount": amount(value), "certificate": certificate } });
        self.act(&Act {
            kind: "receivable.confirm/1",
            by: buyer,
            signatures: 2,
            moves: vec![(receivable.clone(), confirmed), (certificate.clone(), issued)],
            relies_on: vec![],
            adds: vec![],
            body: json!({ "amount": amount(value), "text": text }),
        })
    }

    fn split(
        &mut self,
        by: &Party,
        parent: &Subject,
        stood: &str,
        children: [(&Subject, &str); 2],
    ) -> Result<u64, Refusal> {
        let list: Vec<Value> = children
            .iter()
            .map(|(child, value)| json!({ "certificate": child, "amount": amount(value) }))
            .collect();
        let split = json!({ "split": { "amount": amount(stood), "children": list } });
        let issued = children.into_iter().map(|(child, value)| {
            (
                child.clone(),
                json!({ "issued": { "amount": amount(value), "parent": parent } }),
            )
        });
        let moves = std::iter::once((parent.clone(), split)).chain(issued).collect();
        self.by(by, "certificate.split/1", moves, json!({ "children": list }))
    }

    /// One more act: a receivable is claimed, or the one claimed before is confirmed and a certificate issued.
    fn claim_or_confirm(&mut self, cast: &Cast) -> Result<(), Refusal> {
        let last = self
            .sealed()
            .last()
            .map(|sealed| sealed.entry.statement.claims().clone());
        if let Some(claims) = last.filter(|claims| claims.kind.name() == "receivable.claim") {
            let certificate = self.subject("certificate")?;
            self.confirm(&cast.buyer, &claims.subject, &certificate, "1000.00")?;
        } else {
            let receivable = self.subject("receivable")?;
            let claim = json!({ "amount": amount("1000.00") });
            let moves = vec![(receivable, json!({ "claimed": claim }))];
            self.by(&cast.supplier, "receivable.claim/1", moves, claim)?;
        }
        Ok(())
    }
}
