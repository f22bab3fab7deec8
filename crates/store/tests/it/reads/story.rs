//! What the queries are held against: three claims, a certificate, its splits, its way through several hands, and its end.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use tallystick_base::{Capacity, CertificateId, MemberId, PartyId, PaymentId, ReceivableId, Subject};
use tallystick_commands::Case;
use tallystick_ledger::SigningKey;
use tallystick_store::Answer;
use tallystick_testbed::{Beginning, Company, Engine, Person, World};
use zeroize::Zeroizing;

/// Everybody by a short name. Spinner and carder are suppliers who come to know of the certificate late; the bank never does.
pub(super) const CAST: [&str; 9] = [
    "operator", "supplier", "weaver", "buyer", "centre", "bank", "auditor", "spinner", "carder",
];

/// A ledger with the story in it, and the names of what it is about; or the names alone.
#[derive(Clone)]
pub(super) struct Told<W = World> {
    pub(super) world: W,
    pub(super) contract: String,
    /// The receivable that was confirmed in part.
    pub(super) claimed: ReceivableId,
    /// The one that was rejected.
    pub(super) rejected: ReceivableId,
    /// The one that nobody answered.
    unanswered: ReceivableId,
    /// The certificate.
    pub(super) root: CertificateId,
    /// What it was split into: the supplier keeps the first, the weaver gets the second, the third is cancelled.
    pub(super) children: [CertificateId; 3],
    /// What the weaver's was split into: the first goes from hand to hand and back to the supplier, the second to the spinner.
    pub(super) grandchildren: [CertificateId; 2],
    /// Acknowledged by the supplier; denied by the weaver; reported to the weaver and not answered.
    pub(super) payments: [PaymentId; 3],
}

/// Tells all of it.
pub(super) async fn told(engine: Engine) -> Told {
    static TOLD: Beginning<Told<()>> = Beginning::untold();
    let telling = move || async move {
        let story = in_circulation(engine).await;
        story.what_falls_due().await;
        story.a_key_is_doubted().await;
        story.apart()
    };
    let (world, names) = TOLD.of(engine, telling).await;
    names.in_world(world)
}

/// Tells it up to where the certificates are in their last hands, before they fall due.
pub(super) async fn in_circulation(engine: Engine) -> Told {
    static CIRCULATING: Beginning<Told<()>> = Beginning::untold();
    let telling = move || async move { circulating(engine).await.apart() };
    let (world, names) = CIRCULATING.of(engine, telling).await;
    names.in_world(world)
}

async fn circulating(engine: Engine) -> Told {
    let mut world = World::with_everybody(engine).await;
    joins(&mut world, "spinner", "91130199MA0HXWA211").await;
    joins(&mut world, "carder", "91130199MA0CARD12E").await;
    let contract = contracts(&world).await;
    let story = Told {
        claimed: id(&world, "receivable"),
        rejected: id(&world, "receivable"),
        unanswered: id(&world, "receivable"),
        root: id(&world, "certificate"),
        children: [0; 3].map(|_| id(&world, "certificate")),
        grandchildren: [0; 2].map(|_| id(&world, "certificate")),
        payments: [0; 3].map(|_| id(&world, "payment")),
        contract,
        world,
    };
    story.claims().await;
    story.splits_and_transfers().await;
    story.freeze_and_cancellation().await;
    story.payments().await;
    story
}

fn id<T: for<'a> TryFrom<&'a Subject, Error: std::fmt::Debug>>(world: &World, kind: &str) -> T {
    T::try_from(&Subject::parse(world.new_id(kind)).unwrap()).unwrap()
}

fn yuan(amount: &str) -> Value {
    json!({"value": amount, "currency": "CNY"})
}

fn paper() -> Value {
    json!({"name": "合同.pdf", "media_type": "application/pdf", "size": 96_442, "digest": "d".repeat(64)})
}

/// Does an act that is taken.
pub(super) async fn does(world: &World, name: &str, kind: &str, body: Value, signers: usize) {
    match world.act(name, kind, body, signers).await {
        Ok(Answer::Appended { .. }) => {}
        Ok(Answer::Waiting(_)) => panic!("{kind} waits for further signatures"),
        Err(refused) => panic!("{kind} is refused with {}: {refused}", refused.code()),
    }
}

/// Every subject that the story moved, in the states as they are now.
pub(super) async fn everything(told: &Told) -> (Case, BTreeSet<Subject>) {
    let (store, auditor) = (&told.world.store, told.world.viewer("auditor", 0).await);
    let entries = store.entries(&auditor, None, 200).await.unwrap();
    let moved = entries
        .iter()
        .flat_map(|entry| &entry.moved)
        .map(|moved| moved.subject.clone());
    let subjects: BTreeSet<Subject> = moved.collect();
    let mut case = Case::default();
    for subject in &subjects {
        let seen = store.subject(&auditor, subject).await.unwrap().unwrap();
        seen.state.put(subject, &mut case).unwrap();
    }
    (case, subjects)
}

/// A further supplier is registered, and accepts.
async fn joins(world: &mut World, name: &'static str, code: &'static str) {
    let company = company(world, name, code);
    let registration = registration(world, &company);
    world.companies.insert(name, company);
    does(world, "operator", "party.register/1", registration, 2).await;
    does(world, name, "party.accept/1", json!({}), 1).await;
}

fn company(world: &World, name: &'static str, code: &'static str) -> Company {
    let people = (0..2).map(|_| {
        let member: MemberId = id(world, "member");
        let key = SigningKey::from_random(&Zeroizing::new(world.ambient().random())).unwrap();
        Person { id: member, key }
    });
    let people = people.collect();
    let party: PartyId = id(world, "party");
    Company {
        id: party,
        capacity: Capacity::Supplier,
        code,
        name,
        people,
    }
}

fn registration(world: &World, company: &Company) -> Value {
    let party = company.id.subject();
    let kid = |person: &Person| person.key.public().thumbprint();
    let members = company.people.iter().zip(["maker", "checker"]).map(|(person, role)| {
        json!({"member": person.id, "name": format!("{} {role}", company.name), "roles": ["admin", role], "kid": kid(person)})
    });
    let keys = company.people.iter().map(|person| {
        let possession = person.key.prove_possession(world.store.ledger(), &party).unwrap();
        json!({"kid": kid(person), "jwk": person.key.public().to_jwk(), "possession": possession})
    });
    json!({
        "party": party, "capacities": ["supplier"], "buyer_class": null,
        "identity": {"scheme": "uscc", "code": company.code},
        "profile": {
            "legal_name": company.name, "address": "河北省石门市纺织路3号", "contact": "0311-5550003",
            "size": "small", "group": null, "accounts": [company.payee()], "net_assets": null,
        },
        "members": members.collect::<Vec<_>>(), "keys": keys.collect::<Vec<_>>(), "policy": null,
    })
}

/// The contract, and another with the same number, taken back before; an amendment.
async fn contracts(world: &World) -> String {
    let number = "YNYY-HC-2026-017";
    let draft = world.new_id("contract");
    let mut body = registration_of_contract(world, number);
    body["contract"] = draft.as_str().into();
    does(world, "supplier", "contract.register/1", body, 1).await;
    does(
        world,
        "supplier",
        "contract.withdraw/1",
        json!({"contract": draft}),
        1,
    )
    .await;
    let contract = world.contract(number).await;
    let amendment = world.new_id("amendment");
    let changes = json!({"signed_on": "2026-02-06", "amount": yuan("5400000.00"), "documents": [paper()]});
    let proposal = json!({"amendment": amendment, "contract": contract, "changes": changes});
    does(world, "supplier", "amendment.propose/1", proposal, 1).await;
    does(
        world,
        "buyer",
        "amendment.accept/1",
        json!({"amendment": amendment}),
        1,
    )
    .await;
    contract
}

fn registration_of_contract(world: &World, number: &str) -> Value {
    json!({
        "contract": null, "supplier": world.company("supplier").id, "buyer": world.company("buyer").id,
        "number": number, "title": "医用外科口罩采购合同（草案）", "amount": yuan("100000.00"),
        "signed_on": "2026-01-12", "procurement": "goods", "payment": {"days": 60, "from": "acceptance"},
        "pay_when_paid": false, "inspection_days": 10, "vouchers_agreed": true, "tolerance": "0.05",
        "documents": [paper()], "supplier_size": "small",
    })
}

impl<W> Told<W> {
    /// The same names, of what is in this world.
    fn in_world<V>(&self, world: V) -> Told<V> {
        Told {
            world,
            contract: self.contract.clone(),
            claimed: self.claimed,
            rejected: self.rejected,
            unanswered: self.unanswered,
            root: self.root,
            children: self.children,
            grandchildren: self.grandchildren,
            payments: self.payments,
        }
    }
}

impl Told {
    /// The world, and the names.
    fn apart(self) -> (World, Told<()>) {
        let names = self.in_world(());
        (self.world, names)
    }

    async fn does(&self, name: &str, kind: &str, body: Value, signers: usize) {
        does(&self.world, name, kind, body, signers).await;
    }

    /// One is forwarded and confirmed in part; one is rejected, so that its invoice is free again; one is not answered.
    async fn claims(&self) {
        for (receivable, invoice) in [
            (self.claimed, "26112000000012345678"),
            (self.rejected, "26112000000012349999"),
            (self.unanswered, "26112000000012347777"),
        ] {
            let mut claim = self.world.claim(&self.contract, &receivable.to_string(), invoice);
            claim["centre"] = json!(self.world.company("centre").id);
            self.does("supplier", "receivable.claim/1", claim, 1).await;
        }
        let forward = json!({"receivable": self.claimed, "findings": []});
        self.does("centre", "receivable.forward/1", forward, 1).await;
        self.world.wait_days(10);
        let certificate = self.root.to_string();
        let mut confirmation = self.world.confirmation(&self.claimed.to_string(), &certificate);
        confirmation["amount"] = yuan("1100000.00");
        confirmation["deductions"] =
            json!([{"reason": {"code": "QUA", "note": "抽检不合格"}, "amount": yuan("100000.00")}]);
        confirmation["rest"] = json!(id::<ReceivableId>(&self.world, "receivable"));
        self.does("buyer", "receivable.confirm/1", confirmation, 2).await;
        let rejection = json!({"receivable": self.rejected, "reasons": [{"code": "QTY", "note": "未收货"}]});
        self.does("buyer", "receivable.reject/1", rejection, 1).await;
    }

    async fn splits_and_transfers(&self) {
        self.splits(
            "supplier",
            self.root,
            &self.children,
            &["600000.00", "300000.00", "200000.00"],
        )
        .await;
        self.passes("supplier", "weaver", self.children[1]).await;
        self.splits(
            "weaver",
            self.children[1],
            &self.grandchildren,
            &["100000.00", "200000.00"],
        )
        .await;
        for (from, to) in [
            ("weaver", "spinner"),
            ("spinner", "carder"),
            ("carder", "supplier"),
        ] {
            self.passes(from, to, self.grandchildren[0]).await;
        }
        self.offers("weaver", "spinner", self.grandchildren[1]).await;
        let decline = json!({"certificate": self.grandchildren[1]});
        self.does("spinner", "certificate.decline/1", decline, 1).await;
    }

    async fn splits(
        &self,
        holder: &str,
        certificate: CertificateId,
        into: &[CertificateId],
        amounts: &[&str],
    ) {
        let children = into.iter().zip(amounts);
        let children = children.map(|(child, amount)| json!({"certificate": child, "amount": yuan(amount)}));
        let split = json!({"certificate": certificate, "children": children.collect::<Vec<_>>()});
        self.does(holder, "certificate.split/1", split, 1).await;
    }

    pub(super) async fn offers(&self, from: &str, to: &str, certificate: CertificateId) {
        let until = self.world.store.now().as_millis() + 86_400_000;
        let to = self.world.company(to).id;
        let offer = json!({"certificate": certificate, "to": to, "until": until, "recourse": "none"});
        self.does(from, "certificate.offer/1", offer, 1).await;
    }

    async fn passes(&self, from: &str, to: &str, certificate: CertificateId) {
        self.offers(from, to, certificate).await;
        let accept = json!({"certificate": certificate, "payee": self.world.company(to).payee()});
        self.does(to, "certificate.accept/1", accept, 1).await;
    }

    async fn freeze_and_cancellation(&self) {
        self.world.wait_days(5);
        let [first, _, third] = self.children;
        let freeze =
            json!({"certificate": first, "order": "（2026）京0199执保12号", "digest": "a".repeat(64)});
        self.does("operator", "certificate.freeze/1", freeze, 2).await;
        let unfreeze =
            json!({"certificate": first, "order": "（2026）京0199执保12号之一", "digest": "b".repeat(64)});
        self.does("operator", "certificate.unfreeze/1", unfreeze, 2).await;
        let cancellation = self.world.new_id("cancellation");
        let proposal =
            json!({"cancellation": cancellation, "certificate": third, "reason": "对应批次已退货"});
        self.does("supplier", "cancellation.propose/1", proposal, 1).await;
        self.does(
            "buyer",
            "cancellation.accept/1",
            json!({"cancellation": cancellation}),
            1,
        )
        .await;
    }

    /// Before the last one is answered, its certificate goes on to the spinner.
    async fn payments(&self) {
        self.world.wait_days(30);
        let [acknowledged, denied, open] = self.payments;
        self.pays(acknowledged, self.children[0], "supplier", "400000.00")
            .await;
        self.does(
            "supplier",
            "payment.acknowledge/1",
            json!({"payment": acknowledged}),
            1,
        )
        .await;
        self.pays(denied, self.grandchildren[1], "weaver", "200000.00")
            .await;
        self.does(
            "weaver",
            "payment.reject/1",
            json!({"payment": denied, "reason": "未到账"}),
            1,
        )
        .await;
        self.pays(open, self.grandchildren[1], "weaver", "200000.00")
            .await;
        self.passes("weaver", "spinner", self.grandchildren[1]).await;
    }

    async fn pays(&self, payment: PaymentId, certificate: CertificateId, to: &str, amount: &str) {
        let report = json!({
            "payment": payment, "certificate": certificate, "amount": yuan(amount), "paid_on": "2026-03-24",
            "account": self.world.company(to).payee(), "reference": "YNYY-FK-20260324-03",
        });
        self.does("buyer", "payment.report/1", report, 1).await;
    }

    /// A claim was left unanswered too long; then what is not paid is late, and one of the late ones is paid.
    async fn what_falls_due(&self) {
        self.falls_due(1).await;
        self.world.wait_days(20);
        self.falls_due(1).await;
        let rest = id(&self.world, "payment");
        self.pays(rest, self.grandchildren[1], "spinner", "200000.00")
            .await;
        self.does("spinner", "payment.acknowledge/1", json!({"payment": rest}), 1)
            .await;
    }

    /// The service finds so much, and nothing the second time.
    async fn falls_due(&self, statements: u64) {
        for recorded in [statements, 0] {
            let report = self.world.store.sweep().await.unwrap();
            assert_eq!((report.recorded, report.overtaken), (recorded, 0));
        }
    }

    /// The carder's checker lost a key, nobody knows since when.
    async fn a_key_is_doubted(&self) {
        let kid = self.world.person("carder", 1).key.public().thumbprint();
        let revocation = json!({"kid": kid, "reason": "旧手机遗失", "suspect_from": 3});
        self.does("carder", "key.revoke/1", revocation, 2).await;
    }
}
