//! Who tries what: the acts of the story told again, by others, about other things, with other amounts.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};
use tallystick_base::{Actor, Capacity, CertificateId, Currency, Money, PaymentId, ReceivableId, Subject};
use tallystick_certificates::Certificate;
use tallystick_commands::{Case, Command};

use crate::cast::{bank, centre, hospital, hospital_maker_and_checker, operator, service, supplier, weaver};
use crate::example::{Example, example};
use crate::story;

/// One thing that somebody tries.
#[derive(Debug, Clone)]
pub(crate) struct Try {
    /// Which act of the story.
    pub(crate) act: Index,
    /// Who else tries it, where another than its signers does.
    other: Option<Index>,
    /// Which things stand for those in the body.
    things: Vec<Index>,
    /// How many quarters of an amount.
    share: u8,
    /// How much later.
    pub(crate) hours: u8,
}

pub(crate) fn tries(most: usize) -> impl Strategy<Value = Vec<Try>> {
    let other = prop::option::weighted(0.3, any::<Index>());
    let things = prop::collection::vec(any::<Index>(), 8);
    let one = (any::<Index>(), other, things, 1_u8..=4, 0_u8..36);
    let one = one.prop_map(|(act, other, things, share, hours)| Try {
        act,
        other,
        things,
        share,
        hours,
    });
    prop::collection::vec(one, 1..most)
}

/// Everyone who may try.
pub(crate) fn actors() -> Vec<Actor> {
    vec![
        supplier().admins(),
        hospital_maker_and_checker(),
        hospital().admins(),
        weaver().admins(),
        centre().admins(),
        bank().admins(),
        operator().admins(),
        service(),
    ]
}

/// One act of the story for each command of trade; houses were put in order by the story, and what banks do is tried where it
/// is decided.
pub(crate) fn acts_of_trade() -> Vec<(Example, Actor)> {
    let acts = story::told().acts.into_iter();
    let acts = acts.filter(|act| matches!(act.command, Command::Contracts(_) | Command::Certificates(_)));
    // As the example has it: in other tellings a command is about other things.
    let acts = acts.filter(|act| act.body.body == example(act.body.kind).body);
    let by_kind: BTreeMap<_, _> = acts.map(|act| (act.body.kind, (act.body, act.actor))).collect();
    by_kind.into_values().collect()
}

impl Try {
    /// The body about other things than in the story, with the amounts that they have now; `made` counts new ids.
    pub(crate) fn changed(
        &self,
        mut example: Example,
        case: &Case,
        today: NaiveDate,
        made: &mut u64,
    ) -> Example {
        swap(&mut example.body, case, &mut self.things.iter());
        for pointer in new_things(&example) {
            *made += 1;
            let kind = example.text(pointer).split_once('/').unwrap().0.to_owned();
            example = example.with(pointer, format!("{kind}/019e0000-0000-7000-8000-{made:012x}"));
        }
        self.fit(example, case, today)
    }

    /// Who signs it: another, or the story's signers, or who has their part now.
    pub(crate) fn actor(&self, example: &Example, signers: Actor, case: &Case) -> Actor {
        if let Some(other) = self.other {
            return other.get(&actors()).clone();
        }
        let answers_an_offer = ["certificate.accept/1", "certificate.decline/1"].contains(&example.kind);
        if signers.capacity != Capacity::Supplier || answers_an_offer {
            return signers;
        }
        let holder = held(example, case).map(|certificate| certificate.holder);
        if holder == Some(weaver().party) {
            weaver().admins()
        } else {
            supplier().admins()
        }
    }

    /// Fits the amounts to what they are about, so that not everything is refused for its sums.
    fn fit(&self, example: Example, case: &Case, today: NaiveDate) -> Example {
        let Self { share, hours, .. } = self;
        match (example.kind, held(&example, case)) {
            ("payment.report/1", Some(held)) => {
                let payee = serde_json::to_value(&held.payee).unwrap();
                let amount = quarters(held.outstanding, *share);
                example
                    .with("/amount", money(amount))
                    .with("/account", payee)
                    .with("/paid_on", today.to_string())
            }
            ("certificate.split/1", Some(held)) => divide(example, held.outstanding),
            ("certificate.offer/1", Some(held)) => {
                let to = if held.holder == supplier().party {
                    weaver()
                } else {
                    supplier()
                };
                let until = json!(1_775_500_000_000_u64);
                example.with("/to", to.party.to_string()).with("/until", until)
            }
            ("amendment.propose/1", _) => {
                let amount = format!("5{}00000.00", hours % 9);
                example.with("/changes/amount/value", amount)
            }
            ("contract.register/1", _) => example.with("/number", format!("YNYY-{hours}")),
            ("receivable.claim/1", _) => example
                .with("/amount/value", format!("{share}00000.00"))
                .with("/evidence/2/number", format!("INV-{}", hours % 3)),
            ("receivable.confirm/1", _) => self.confirm(example, case),
            _ => example,
        }
    }

    /// Some quarters of what is claimed; what is left out makes a rest.
    fn confirm(&self, mut example: Example, case: &Case) -> Example {
        let Some(asked) = case
            .certificates()
            .receivables
            .get(&example.value::<ReceivableId>("/receivable"))
        else {
            return example;
        };
        let confirmed = quarters(asked.claim.amount, self.share);
        let left = asked.claim.amount.checked_sub(confirmed).unwrap();
        example = example.with("/amount", money(confirmed));
        if left.is_zero() {
            let members = example.body.as_object_mut().unwrap();
            members.remove("rest");
            members.remove("deductions");
            return example;
        }
        let deduction = json!({"reason": {"code": "QUA"}, "amount": money(left)});
        example.and("deductions", json!([deduction]))
    }
}

/// The certificate that a body is about, or the one that its payment is about.
fn held<'c>(example: &Example, case: &'c Case) -> Option<&'c Certificate> {
    let id = |name: &str| example.body[name].as_str();
    let payment: Option<PaymentId> = id("payment").and_then(|id| id.parse().ok());
    let paid = payment.and_then(|payment| case.certificates().payments.get(&payment));
    let named: Option<CertificateId> = id("certificate").and_then(|id| id.parse().ok());
    case.certificates()
        .certificates
        .get(&paid.map(|payment| payment.certificate).or(named)?)
}

/// Puts, for each id in a body, one of the same kind that exists; now and then the one that stands there stays.
fn swap(value: &mut Value, case: &Case, things: &mut std::slice::Iter<'_, Index>) {
    match value {
        Value::String(text) => {
            let Ok(subject) = Subject::parse(text.clone()) else {
                return;
            };
            let known = known(case, subject.kind());
            if let (Some(thing), false) = (things.next(), known.is_empty())
                && thing.index(4) > 0
            {
                thing.get(&known).clone_into(text);
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|element| swap(element, case, things)),
        Value::Object(members) => members.values_mut().for_each(|member| swap(member, case, things)),
        Value::Null | Value::Bool(_) | Value::Number(_) => (),
    }
}

/// What exists of a kind, for the kinds that trade makes.
fn known(case: &Case, kind: &str) -> Vec<String> {
    fn texts<'k, K: ToString + 'k>(keys: impl Iterator<Item = &'k K>) -> Vec<String> {
        keys.map(ToString::to_string).collect()
    }
    match kind {
        "certificate" => texts(case.certificates().certificates.keys()),
        "receivable" => texts(case.certificates().receivables.keys()),
        "payment" => texts(case.certificates().payments.keys()),
        "cancellation" => texts(case.certificates().cancellations.keys()),
        "amendment" => texts(case.certificates().contracts.amendments.keys()),
        "contract" => texts(case.certificates().contracts.contracts.keys()),
        _ => Vec::new(),
    }
}

/// The pointers to the ids that a body creates.
fn new_things(example: &Example) -> Vec<&'static str> {
    let all: &[&str] = match example.kind {
        "receivable.claim/1" => &["/receivable"],
        "receivable.confirm/1" => &["/certificate", "/rest"],
        "certificate.split/1" => &[
            "/children/0/certificate",
            "/children/1/certificate",
            "/children/2/certificate",
        ],
        "amendment.propose/1" => &["/amendment"],
        "cancellation.propose/1" => &["/cancellation"],
        "payment.report/1" => &["/payment"],
        "contract.register/1" => &["/contract"],
        _ => &[],
    };
    let there = all
        .iter()
        .filter(|pointer| example.body.pointer(pointer).is_some());
    there.copied().collect()
}

/// Two quarters, and what is left.
fn divide(example: Example, outstanding: Money) -> Example {
    let quarter = quarters(outstanding, 1);
    let left = outstanding.minor() - 2 * quarter.minor();
    example
        .with("/children/0/amount", money(quarter))
        .with("/children/1/amount", money(quarter))
        .with(
            "/children/2/amount",
            money(Money::from_minor(left, Currency::CNY)),
        )
}

/// So many quarters of an amount, rounded down.
fn quarters(amount: Money, quarters: u8) -> Money {
    Money::from_minor(amount.minor() * i64::from(quarters) / 4, amount.currency())
}

fn money(amount: Money) -> Value {
    serde_json::to_value(amount).unwrap()
}
