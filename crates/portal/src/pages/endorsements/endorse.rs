//! A bank's own promise to pay a certificate at maturity.
//!
//! Nothing names the bank before it promises, so it sees no such certificate. The holder shows it outside the ledger: number and
//! amount, which stand together on the certificate document, lead to it. What else stands there is read there.

use askama::Template;
use axum::extract::State;
use serde::Deserialize;
use tallystick_base::Currency;
use tallystick_commands::certificates::{CertificateNumber, CertificateNumberError};

use super::signs;
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::timeline::word_to;
use crate::pages::typed_act::{self, Field, TypedAct};
use crate::pages::{Asked, Page, typed_amount, written};
use crate::places::BANK;
use crate::seat::Seated;

const KIND: &str = "certificate.endorse/1";

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    number: Option<String>,
    amount: Option<String>,
}

#[derive(Template)]
#[template(path = "endorsements/endorse.html")]
struct AskPage<'p> {
    frame: Frame<'p>,
    title: String,
    number: String,
    amount: String,
    /// Why what was typed leads to no certificate.
    refused: Option<String>,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Asked(query): Asked<Query>) -> Page {
    let seated = seated.only(BANK)?;
    if !signs(&seated.seat) {
        return Err(Failure::NotYourRole);
    }
    let frame = Frame::new(&portal, seated.visit.clone());
    let (number, amount) = (query.number.unwrap_or_default(), query.amount.unwrap_or_default());
    let refused = match number.as_str() {
        "" => None,
        typed => match find(&portal, &seated, &frame, typed, &amount).await? {
            Ok(act) => return typed_act::page(frame, act),
            Err(refused) => Some(refused),
        },
    };
    written(&AskPage {
        title: frame.say(&word_to(KIND)),
        frame,
        number,
        amount,
        refused,
    })
}

async fn find(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
    number: &str,
    amount: &str,
) -> Result<Result<TypedAct, String>, Failure> {
    let number = match CertificateNumber::from_typed(number) {
        Ok(number) => number,
        Err(CertificateNumberError::Form { .. }) => return Ok(Err(frame.say("check-form-wrong"))),
        Err(CertificateNumberError::CheckCharacters { .. }) => {
            return Ok(Err(frame.say("check-characters-wrong")));
        }
    };
    let Some(amount) = typed_amount::read(amount, Currency::CNY) else {
        return Ok(Err(frame.say("check-amount-wrong")));
    };
    if !(portal.settings().ask_number)(&number) {
        return Err(Failure::TooOften);
    }
    let shown = portal
        .store()
        .shown_by_holder(seated.viewer(), &number, amount)
        .await?;
    Ok(match shown {
        None => Err(frame.say("endorse-unknown")),
        Some(shown) if !shown.live => Err(frame.say("endorse-ended")),
        Some(shown) => {
            let title = frame.say(&word_to(KIND));
            let names = [(shown.subject.to_string(), number.to_string())];
            Ok(TypedAct {
                kind: KIND,
                button: title.clone(),
                title,
                back: ("/endorsements".to_owned(), frame.say("endorsements-title")),
                facts: vec![
                    (frame.say("certificate-number"), number.to_string()),
                    (frame.say("endorse-issued"), frame.money(&amount)),
                ],
                note: Some(frame.say("endorse-read")),
                fields: vec![Field::fixed("certificate", &shown.subject)],
                figures: None,
                effect: frame.say("certificate-endorse-effect"),
                next: frame.say("certificate-endorse-next"),
                names: Names::default().json_with(names),
                shown: Vec::new(),
            })
        }
    })
}
