//! A ledger with at least one of everything that a page shows, so that every page has something to stand on.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tallystick_portal::{DemoSeat, DemoWords};
use tallystick_store::{ProposalFilter, sign_in_id};
use tallystick_testbed::{Engine, Lending, World, yuan};

use crate::app::{App, Shown};
use crate::house::{new_key, post};

const DAY: u64 = 24 * 60 * 60 * 1_000;

/// The pages over such a ledger, and what stands at their variable parts.
pub(crate) struct Ground {
    pub(crate) app: App,
    /// By a short name, the id that an address carries.
    pub(crate) ids: BTreeMap<&'static str, String>,
}

impl Ground {
    pub(crate) async fn prepare() -> Self {
        let world = World::with_everybody(Engine::Sqlite).await;
        let app = App::with(world, |settings| {
            settings.demo.open(
                vec![seat()],
                |_| Some("<Document/>".to_owned()),
                |_| Some("<EInvoice/>".to_owned()),
            );
        });
        let mut ground = Self {
            app,
            ids: BTreeMap::new(),
        };
        let lent = ground.lend().await;
        ground.trade().await;
        ground.certificates().await;
        ground.requests(&lent).await;
        ground.later_requests(&lent).await;
        ground.lines().await;
        ground.house().await;
        ground.bank_entries().await;
        ground
    }

    fn keep(&mut self, name: &'static str, subject: &str) {
        let id = subject.split_once('/').map_or(subject, |(_, id)| id);
        self.ids.insert(name, id.to_owned());
    }

    /// A certificate in the supplier's hands, on a contract of its own.
    async fn certificate(&mut self, name: &'static str) -> String {
        let place = self.ids.len();
        let contract = self.app.world.contract(&format!("YNYY-QB-2026-{place:03}")).await;
        let invoice = format!("261120000000{place:08}");
        let certificate = self.app.world.certificate(&contract, &invoice).await;
        self.keep(name, &certificate);
        certificate
    }

    /// A loan that is out and partly repaid, offered to a pool, with all that stands around it.
    async fn lend(&mut self) -> Lending {
        let certificate = self.certificate("pledged").await;
        let world = &self.app.world;
        let lent = world.lending(&certificate, "JB-E2E-0001");
        world.bank_opens(&lent, "50000000.00").await;
        world.bank_lends(&lent).await;
        let beside = world.loan_goes_on(&lent).await;
        let guarantee = lent.guarantee.clone().unwrap();
        for (name, subject) in [
            ("product", &lent.product),
            ("line", &lent.line),
            ("request", &lent.request),
            ("loan", &lent.loan),
            ("filing", &lent.filing),
            ("guarantee", &guarantee),
            ("notice", &beside.notice),
            ("pool", &beside.pool),
            ("sale", &beside.sale),
        ] {
            self.keep(name, subject);
        }
        lent
    }

    /// Contracts, a claim that went through the centre, and a payment.
    async fn trade(&mut self) {
        let world = &self.app.world;
        let contract = world.contract("YNYY-MY-2026-001").await;
        let certificate = world.certificate(&contract, "26112000000012345678").await;
        let claim = async |number: &str| {
            let receivable = world.new_id("receivable");
            let mut claim = world.claim(&contract, &receivable, number);
            claim["centre"] = json!(world.company("centre").id.subject());
            world.does("supplier", "receivable.claim/1", claim, 1).await;
            receivable
        };
        let (receivable, half) = (
            claim("26112000000012345679").await,
            claim("26112000000012345680").await,
        );
        let confirmation = world.confirmation(&half, &world.new_id("certificate"));
        world
            .act("buyer", "receivable.confirm/1", confirmation, 1)
            .await
            .unwrap();
        let viewer = world.viewer("buyer", 0).await;
        let filter = ProposalFilter::default();
        let open = world.store.proposals(&viewer, filter).await.unwrap();
        let proposal = open.items.first().unwrap().id.to_string();
        let payment = world.new_id("payment");
        let report = json!({
            "payment": payment, "certificate": certificate, "amount": yuan("200000.00"), "paid_on": "2026-02-11",
            "account": world.company("supplier").payee(), "reference": "YNYY-FK-0001",
        });
        world.does("buyer", "payment.report/1", report, 1).await;
        let amendment = world.new_id("amendment");
        let changes = json!({"signed_on": "2026-02-09", "amount": yuan("5400000.00"), "documents": []});
        let proposed = json!({"amendment": amendment, "contract": contract, "changes": changes});
        world.does("supplier", "amendment.propose/1", proposed, 1).await;
        for (name, subject) in [
            ("contract", contract),
            ("settled-in-full", certificate),
            ("receivable", receivable),
            ("payment", payment),
            ("amendment", amendment),
            ("proposal", proposal),
        ] {
            self.keep(name, &subject);
        }
    }

    /// Certificates that are free, offered, promised by the bank, and to be cancelled.
    async fn certificates(&mut self) {
        let free = self.certificate("free").await;
        let offered = self.certificate("offered").await;
        let promised = self.certificate("promised").await;
        let cancelled = self.certificate("cancelled").await;
        let world = &self.app.world;
        let until = world.store.now().as_millis() + 3 * DAY;
        let to = world.company("weaver").id.subject();
        let offer = json!({"certificate": offered, "to": to, "until": until, "recourse": "none"});
        world.does("supplier", "certificate.offer/1", offer, 1).await;
        let promise = json!({"certificate": promised});
        world.does("bank", "certificate.endorse/1", promise, 2).await;
        let cancellation = world.new_id("cancellation");
        let proposal = json!({"cancellation": cancellation, "certificate": cancelled, "reason": "货物退回"});
        world.does("buyer", "cancellation.propose/1", proposal, 1).await;
        let viewer = world.viewer("supplier", 0).await;
        let id = free.parse().unwrap();
        let seen = world.store.certificate(&viewer, id).await.unwrap().unwrap();
        let number = seen.state.issue.number.to_string();
        self.keep("number", &number);
        self.keep("cancellation", &cancellation);
    }

    /// Names for a loan under the product and the line of another, on a certificate of its own.
    async fn lending(&mut self, certificate: &'static str, end_to_end: &str, of: &Lending) -> Lending {
        let certificate = self.certificate(certificate).await;
        Lending {
            product: of.product.clone(),
            line: of.line.clone(),
            ..self.app.world.lending(&certificate, end_to_end)
        }
    }

    /// Requests of which the banks are to offer: one upstream, one downstream, and one with sealed bids.
    async fn requests(&mut self, of: &Lending) {
        let asked = self.lending("asked-on", "JB-E2E-0002", of).await;
        let joined = self.lending("joined-on", "JB-E2E-0003", of).await;
        let sealed = self.lending("sealed-on", "JB-E2E-0004", of).await;
        let world = &self.app.world;
        world
            .does("supplier", "request.submit/1", world.request(&asked), 1)
            .await;
        let mut request = world.request(&joined);
        let holder = world.company("supplier").id.subject();
        request["direction"] = json!({"downstream": {"holder": holder}});
        request.as_object_mut().unwrap().remove("pay_to");
        world.does("buyer", "request.submit/1", request, 1).await;
        let mut request = world.request(&sealed);
        request["bids_until"] = json!(world.store.now().as_millis() + DAY);
        world.does("supplier", "request.submit/1", request, 1).await;
        let bid = json!({"review": sealed.review, "commitment": "5b".repeat(32)});
        world.does("bank", "bid.commit/1", bid, 2).await;
        self.keep("asked", &asked.request);
        self.keep("joined", &joined.request);
        self.keep("sealed", &sealed.request);
    }

    /// Requests further on: with an offer, accepted, assessed, and with a loan that was taken back after its filing.
    async fn later_requests(&mut self, of: &Lending) {
        let offered = self.lending("offered-on", "JB-E2E-0005", of).await;
        let accepted = self.lending("accepted-on", "JB-E2E-0006", of).await;
        let assessed = self.lending("assessed-on", "JB-E2E-0007", of).await;
        let cancelled = self.lending("taken-back-on", "JB-E2E-0008", of).await;
        let world = &self.app.world;
        world
            .does("supplier", "request.submit/1", world.request(&offered), 1)
            .await;
        let now = world.store.now().as_millis();
        let guarantee = json!({
            "guarantee": offered.guarantee, "request": offered.request, "share": "0.50", "at_most": yuan("240000.00"),
            "fee": yuan("240.00"), "period": "P6M", "until": now + 4 * DAY,
        });
        world.does("guarantor", "guarantee.offer/1", guarantee, 2).await;
        let terms = json!({
            "amount": yuan("480000.00"), "rate": "0.0380", "fees": [], "guarantee": null, "conditions": [],
        });
        let offer = json!({"review": offered.review, "terms": terms, "valid_until": now + 3 * DAY});
        world.does("bank", "review.offer/1", offer, 2).await;
        world.supplier_borrows(&accepted).await;
        world.supplier_borrows(&assessed).await;
        world.bank_assesses(&assessed).await;
        world.supplier_borrows(&cancelled).await;
        world.bank_assesses(&cancelled).await;
        world
            .does("bank", "loan.approve/1", world.approval(&cancelled), 2)
            .await;
        let filed = json!({
            "filing": cancelled.filing, "loan": cancelled.loan, "number": "ZD-DJ-1", "registered_at": now,
            "until": "2027-02-08",
        });
        world.does("bank", "filing.record/1", filed, 1).await;
        let taken_back = json!({"loan": cancelled.loan, "reason": "借款人更换收款账户"});
        world.does("bank", "loan.cancel/1", taken_back, 1).await;
        let issued = offered.guarantee.clone().unwrap();
        for (name, subject) in [
            ("answered", &offered.request),
            ("answer", &offered.review),
            ("open-guarantee", &issued),
            ("to-issue", accepted.guarantee.as_ref().unwrap()),
            ("assessed", &assessed.request),
            ("stale-filing", &cancelled.filing),
        ] {
            self.keep(name, subject);
        }
    }

    /// A line that nothing uses, and one that is suspended.
    async fn lines(&mut self) {
        let world = &self.app.world;
        let (unused, suspended) = (world.new_id("credit-line"), world.new_id("credit-line"));
        for (line, scope) in [(&unused, "supplier"), (&suspended, "guarantor")] {
            let mut body = world.line(line, "100000.00");
            let party = world.company(scope).id.subject();
            let mut of = serde_json::Map::new();
            of.insert(scope.to_owned(), json!({"party": party}));
            body["scope"] = Value::Object(of);
            world.does("bank", "credit-line.open/1", body, 2).await;
        }
        let reason = json!({"line": suspended, "reason": "等待年度重检"});
        world.does("bank", "credit-line.suspend/1", reason, 1).await;
        self.keep("unused", &unused);
        self.keep("suspended", &suspended);
    }

    /// What stands in the supplier's house, and a key that the operator announced for the weaver.
    async fn house(&mut self) {
        let app = &self.app;
        let cookie = app.cookie("supplier", 0).await;
        let mut invited = Vec::new();
        for label in ["label=Qian&member=", "label=Zhao&member="] {
            let link = post(app, &cookie, "/house/invitations", label).await;
            let place = after(&link, "href=\"/house/invitations/");
            invited.push((place, after(&link, "https://tallystick.test/invitations/")));
        }
        let other = app.cookie("supplier", 1).await;
        let sign_in = sign_in_id(other.strip_prefix("tallystick-seat=").unwrap()).to_string();
        let world = &app.world;
        let announced = json!({
            "party": world.company("weaver").id.subject(), "member": world.person("weaver", 0).id,
            "kid": new_key(73).public().thumbprint(), "reason": "两台设备均已损坏", "evidence": "26".repeat(32),
        });
        world.does("operator", "key.recover/1", announced, 2).await;
        let checker = world.person("supplier", 1);
        let version = app.page("supplier", "en", "/home").await;
        for (name, id) in [
            ("member", checker.id.subject().id().to_owned()),
            ("kid", checker.key.public().thumbprint().to_string()),
            ("supplier", world.company("supplier").id.uuid().to_string()),
            ("weaver", world.company("weaver").id.uuid().to_string()),
            ("buyer", world.company("buyer").id.uuid().to_string()),
            ("bank", world.company("bank").id.uuid().to_string()),
            (
                "assets",
                after(&version, "\"/assets/")
                    .split('/')
                    .next()
                    .unwrap()
                    .to_owned(),
            ),
            ("invitation", invited[0].0.clone()),
            ("secret", invited[0].1.clone()),
            ("withdrawn", invited[1].0.clone()),
            ("sign-in", sign_in),
        ] {
            self.ids.insert(name, id);
        }
    }

    /// The lines of the bank's statement, by the keys that addresses carry.
    async fn bank_entries(&mut self) {
        for (name, list) in [
            ("unmatched", "/bank-entries?stage=unmatched"),
            ("booked", "/bank-entries?stage=booked"),
        ] {
            let shown = self.app.page("bank", "en", list).await;
            let (_, rows) = shown
                .text
                .split_once("<tbody>")
                .expect("a list with a line in it");
            let (_, key) = rows.split_once("href=\"/bank-entries/").unwrap();
            let key = key.split(['"', '/']).next().unwrap().to_owned();
            self.ids.insert(name, key);
        }
    }
}

/// What follows a text on a page, up to the end of the attribute.
fn after(shown: &Shown, text: &str) -> String {
    let (_, rest) = shown
        .text
        .split_once(text)
        .unwrap_or_else(|| panic!("no {text}:\n{}", shown.text));
    rest.split('"').next().unwrap().to_owned()
}

/// A seat that a demo would give away. Its key is none.
fn seat() -> DemoSeat {
    DemoSeat {
        seat: "bank-1".to_owned(),
        party: "party/019b8bab-0680-72fd-ac0a-5c1b5e65bab1".to_owned(),
        party_name: "京北商业银行".to_owned(),
        story: DemoWords {
            zh: "北京",
            en: "Beijing",
        },
        waits: None,
        capacities: vec!["bank".to_owned()],
        member: "member/019b8bab-0680-77ef-952f-10d796cea53f".to_owned(),
        member_name: "赵六".to_owned(),
        roles: vec!["maker".to_owned()],
        pkcs8: "AA==".to_owned(),
    }
}
