//! From a certificate to a repaid loan, step by step: the bank lends to the supplier on what the buyer owes.

use chrono::NaiveDate;
use serde_json::{Value, json};
use tallystick_base::Millis;
use tallystick_store::{Answer, Refused};

use super::World;

/// The bank's own account, through which all its money goes.
pub const BANK_ACCOUNT: &str = "11050100010000000001";

/// How long a request and a guarantor's offer last.
const REQUESTED: u64 = 5 * DAY;
/// How long an offer and an approval last.
const OFFERED: u64 = 4 * DAY;
const DAY: u64 = 24 * 60 * 60 * 1_000;

/// A loan with all that stands around it, as subjects.
#[derive(Debug, Clone)]
pub struct Lending {
    /// The product.
    pub product: String,
    /// The credit line on the buyer.
    pub line: String,
    /// The certificate that the loan is on.
    pub certificate: String,
    /// The request.
    pub request: String,
    /// The bank's review of it.
    pub review: String,
    /// The guarantee, where the loan relies on one.
    pub guarantee: Option<String>,
    /// The loan.
    pub loan: String,
    /// Its filing.
    pub filing: String,
    /// How much is lent.
    pub amount: &'static str,
    /// The day on which it is paid back.
    pub matures_on: &'static str,
    /// The end-to-end id of the money that goes out.
    pub end_to_end: String,
}

/// What comes to stand beside a loan, as subjects.
#[derive(Debug, Clone)]
pub struct Beside {
    /// The notice to the debtor.
    pub notice: String,
    /// The pool that is offered the loan.
    pub pool: String,
    /// The offer.
    pub sale: String,
}

/// An amount in yuan.
pub fn yuan(amount: &str) -> Value {
    json!({"value": amount, "currency": "CNY"})
}

impl World {
    /// Names for a loan of 480,000.00 on a certificate, half of it guaranteed; nothing has happened yet.
    pub fn lending(&self, certificate: &str, end_to_end: &str) -> Lending {
        Lending {
            product: self.new_id("product"),
            line: self.new_id("credit-line"),
            certificate: certificate.to_owned(),
            request: self.new_id("financing-request"),
            review: self.new_id("review"),
            guarantee: Some(self.new_id("guarantee")),
            amount: "480000.00",
            matures_on: "2026-04-07",
            loan: self.new_id("loan"),
            filing: self.new_id("filing"),
            end_to_end: end_to_end.to_owned(),
        }
    }

    fn moment_after(&self, millis: u64) -> u64 {
        self.store.now().as_millis() + millis
    }

    /// The day in Beijing.
    fn day_after(&self, millis: u64) -> NaiveDate {
        let moment = Millis::new(self.moment_after(millis));
        moment.expect("tests stay within the calendar").date_at(480)
    }

    /// Does an act that is accepted and appended at once.
    ///
    /// # Panics
    /// Where it is not, the test has failed.
    pub async fn does(&self, name: &str, kind: &str, body: Value, signers: usize) {
        match self.act(name, kind, body, signers).await {
            Ok(Answer::Appended { known: false, .. }) => {}
            other => unexpected(kind, &other),
        }
    }

    /// The bank publishes a product, and opens a line of this limit on the buyer.
    pub async fn bank_opens(&self, lending: &Lending, limit: &str) {
        self.bank_opens_for(lending, product(&lending.product), limit)
            .await;
    }

    /// As [`World::bank_opens`], with a product of this body.
    pub async fn bank_opens_for(&self, lending: &Lending, product: Value, limit: &str) {
        self.does("bank", "product.publish/1", product, 2).await;
        self.does("bank", "credit-line.open/1", self.line(&lending.line, limit), 2)
            .await;
    }

    /// The body of a line on the buyer.
    pub fn line(&self, line: &str, limit: &str) -> Value {
        json!({
            "line": line,
            "scope": {"debtor": {"party": self.company("buyer").id.subject()}},
            "terms": {
                "limit": yuan(limit), "valid_from": "2026-02-01", "valid_to": "2027-01-31", "revolving": true,
            },
        })
    }

    /// The body of the supplier's request of the bank, which names the guarantor too.
    pub fn request(&self, lending: &Lending) -> Value {
        json!({
            "request": lending.request, "direction": {"upstream": {}},
            "certificates": [lending.certificate], "amount": yuan(lending.amount),
            "draw_on": self.day_after(REQUESTED), "matures_on": lending.matures_on, "until": self.moment_after(REQUESTED),
            "purpose": "采购熔喷布",
            "invitations": [{
                "bank": self.company("bank").id.subject(), "product": lending.product, "review": lending.review,
            }],
            "guarantors": [self.company("guarantor").id.subject()],
            "pay_to": self.company("supplier").payee(),
        })
    }

    /// The supplier asks, the guarantor offers, the bank offers, and the supplier accepts.
    pub async fn supplier_borrows(&self, lending: &Lending) {
        self.does("supplier", "request.submit/1", self.request(lending), 1)
            .await;
        if let Some(guarantee) = &lending.guarantee {
            let guarantee = json!({
                "guarantee": guarantee, "request": lending.request, "share": "0.50",
                "at_most": yuan("240000.00"), "fee": yuan("240.00"), "period": "P6M", "until": self.moment_after(REQUESTED),
            });
            self.does("guarantor", "guarantee.offer/1", guarantee, 2).await;
        }
        let offer = json!({
            "review": lending.review,
            "terms": {
                "amount": yuan(lending.amount), "rate": "0.0380", "fees": [],
                "guarantee": lending.guarantee, "conditions": [],
            },
            "valid_until": self.moment_after(OFFERED),
        });
        self.does("bank", "review.offer/1", offer, 2).await;
        let accept = json!({"request": lending.request, "review": lending.review});
        self.does("supplier", "request.accept/1", accept, 1).await;
    }

    /// The guarantor binds itself, and the bank looks at everything.
    pub async fn bank_assesses(&self, lending: &Lending) {
        if let Some(guarantee) = &lending.guarantee {
            self.does(
                "guarantor",
                "guarantee.issue/1",
                json!({"guarantee": guarantee}),
                2,
            )
            .await;
        }
        let assessment = assessment(&lending.review, self.day_after(0));
        self.does("bank", "review.assess/1", assessment, 1).await;
    }

    /// The body of an approval.
    pub fn approval(&self, lending: &Lending) -> Value {
        json!({"loan": lending.loan, "request": lending.request, "until": self.moment_after(OFFERED)})
    }

    /// The bank approves, files its pledge, and tells its own system to pay.
    pub async fn bank_instructs(&self, lending: &Lending) {
        self.does("bank", "loan.approve/1", self.approval(lending), 2)
            .await;
        let now = self.ambient().now().as_millis();
        let filing = json!({
            "filing": lending.filing, "loan": lending.loan, "number": format!("ZD-DJ-{}", lending.end_to_end),
            "registered_at": now, "until": "2027-02-08",
        });
        self.does("bank", "filing.record/1", filing, 1).await;
        let instruction = json!({
            "loan": lending.loan, "end_to_end": lending.end_to_end, "value_on": self.day_after(0),
        });
        self.does("bank", "loan.instruct/1", instruction, 2).await;
    }

    /// The body of the outcome of the disbursement.
    pub fn settlement(&self, lending: &Lending) -> Value {
        json!({
            "loan": lending.loan, "end_to_end": lending.end_to_end, "amount": yuan(lending.amount),
            "value_on": self.day_after(0),
        })
    }

    /// All of it up to the money that is out.
    pub async fn bank_lends(&self, lending: &Lending) {
        self.supplier_borrows(lending).await;
        self.bank_assesses(lending).await;
        self.bank_instructs(lending).await;
        self.does("bank", "disbursement.settle/1", self.settlement(lending), 1)
            .await;
    }

    /// Two days later: the debtor has notice, a part is paid, a line of the statement is nobody's, and a pool is offered the loan.
    pub async fn loan_goes_on(&self, lending: &Lending) -> Beside {
        let beside = Beside {
            notice: self.new_id("notice"),
            pool: self.new_id("pool"),
            sale: self.new_id("sale"),
        };
        let notice = json!({
            "notice": beside.notice, "loan": lending.loan, "certificates": [lending.certificate],
            "payee": self.company("bank").payee(),
        });
        self.does("bank", "assignment.notify/1", notice, 1).await;
        self.wait_days(2);
        let booking = self.repayment(lending, "80000.00", "2026-02-11", "JB-LS-0211-0001");
        self.does("bank", "repayment.book/1", booking, 1).await;
        let line = json!({"line": self.incoming("12.00", "2026-02-11", "JB-LS-0211-0002")});
        self.does("bank", "bank-entry.record/1", line, 1).await;
        let opening = json!({
            "pool": beside.pool, "name": "京北应收账款一期",
            "eligibility": {
                "currency": "CNY", "most_open": yuan("5000000.00"), "most_days": 180, "overdue": false,
                "one_debtor": "1.00",
            },
        });
        self.does("manager", "pool.open/1", opening, 2).await;
        let sale = json!({
            "sale": beside.sale, "loan": lending.loan, "pool": beside.pool, "price": yuan("399000.00"),
            "until": self.ambient().now().as_millis() + 86_400_000,
        });
        self.does("bank", "sale.propose/1", sale, 2).await;
        beside
    }

    /// A line of the bank's statement by which money came in.
    pub fn incoming(&self, amount: &str, on: &str, reference: &str) -> Value {
        json!({
            "account": BANK_ACCOUNT, "direction": "credit", "amount": yuan(amount), "booked_on": on, "value_on": on,
            "reference": reference, "ordinal": 1, "counterparty": self.company("buyer").name,
        })
    }

    /// The body of a booking by which the buyer paid this much on the certificate of a loan.
    pub fn repayment(&self, lending: &Lending, amount: &str, on: &str, reference: &str) -> Value {
        json!({
            "line": self.incoming(amount, on, reference), "loan": lending.loan,
            "source": {"debtor": {"certificates": [
                {"certificate": lending.certificate, "amount": yuan(amount)},
            ]}},
        })
    }
}

/// The body of an assessment in which a bank found nothing wrong, with a search of the registry on this day.
pub fn assessment(review: &str, searched_on: NaiveDate) -> Value {
    let checks = [
        "trade",
        "evidence",
        "confirmation",
        "payment-record",
        "duplicates",
        "registry",
        "other-rights",
        "borrower",
    ];
    let checks = checks.map(|kind| json!({"kind": kind, "result": {"passed": {}}}));
    json!({
        "review": review, "checks": checks,
        "search": {"number": "ZD-CX-00017", "searched_on": searched_on, "found": []},
    })
}

/// The body of a product that lends four fifths of anything to anyone.
pub fn product(product: &str) -> Value {
    json!({
        "product": product,
        "terms": {
            "name": "确权贷", "currency": "CNY", "debtors": {"anyone": {}}, "suppliers": {"anyone": {}},
            "security": "pledge", "advance_rate": "0.80", "rate": {"fixed": {"rate": "0.0400"}},
            "interest": "arrears", "day_count": "actual/360",
            "fees": [{"name": "服务费", "basis": {"share": {"of_principal": "0.001"}}}],
            "penalty_factor": "1.50", "recourse": "full", "grace_days": 3,
            "order": ["costs", "penalty", "interest", "principal"], "surplus": "borrower", "programme": null,
            "tenor": {"least_days": 7, "most_days": 180},
        },
    })
}

#[expect(
    clippy::panic,
    reason = "an act that prepares the ground and is not taken fails the test"
)]
fn unexpected(kind: &str, answer: &Result<Answer, Refused>) {
    match answer {
        Ok(Answer::Appended { .. }) => panic!("{kind} is known already"),
        Ok(Answer::Waiting(_)) => panic!("{kind} waits for further signatures"),
        Err(refused) => panic!("{kind} is refused with {}: {refused}", refused.code()),
    }
}
