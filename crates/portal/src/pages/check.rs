//! For everyone: whether a certificate of a number is genuine and live, and whether an amount is its own. Nothing else is told.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use serde::Deserialize;
use tallystick_base::{Currency, Money};
use tallystick_commands::certificates::{CertificateNumber, CertificateNumberError};
use tallystick_ledger::Hash;
use tallystick_store::PublicCheck;

use super::ledger::{leaf, may_read};
use super::pager::escaped;
use super::{Asked, written};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::seat::Visit;

pub(super) fn routes() -> Router<Portal> {
    Router::new()
        .route("/check", get(form))
        .route("/check/{number}", get(answer))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Typed {
    number: Option<String>,
    amount: Option<String>,
}

#[derive(Template)]
#[template(path = "check/form.html")]
struct FormPage<'p> {
    frame: Frame<'p>,
    number: String,
    amount: String,
    /// What is wrong with the number.
    number_wrong: Option<String>,
    /// What is wrong with the amount.
    amount_wrong: Option<String>,
}

/// The form; with a number in its query it leads to the answer, whose address can be kept.
async fn form(
    State(portal): State<Portal>,
    visit: Visit,
    Asked(typed): Asked<Typed>,
) -> Result<Response, Failure> {
    let amount = typed.amount.unwrap_or_default();
    match typed.number {
        None => form_page(&portal, visit, "", amount, None),
        Some(text) => match CertificateNumber::from_typed(&text) {
            Ok(number) => {
                let asked = match amount.as_str() {
                    "" => String::new(),
                    amount => format!("?amount={}", escaped(amount)),
                };
                Ok(Redirect::to(&format!("/check/{number}{asked}")).into_response())
            }
            Err(error) => form_page(&portal, visit, &text, amount, Some(&error)),
        },
    }
}

fn form_page(
    portal: &Portal,
    visit: Visit,
    number: &str,
    amount: String,
    error: Option<&CertificateNumberError>,
) -> Result<Response, Failure> {
    let frame = Frame::new(portal, visit);
    let number_wrong = error.map(|error| match error {
        CertificateNumberError::Form { .. } => frame.say("check-form-wrong"),
        CertificateNumberError::CheckCharacters { .. } => frame.say("check-characters-wrong"),
    });
    let amount_wrong =
        (!amount.is_empty() && read(&amount).is_none()).then(|| frame.say("check-amount-wrong"));
    let page = written(&FormPage {
        number: number.to_owned(),
        frame,
        amount,
        number_wrong,
        amount_wrong,
    })?;
    Ok(page.into_response())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    amount: Option<String>,
}

#[derive(Template)]
#[template(path = "check/answer.html")]
struct AnswerPage<'p> {
    frame: Frame<'p>,
    number: String,
    /// The amount that was asked about.
    amount: Option<Money>,
    answer: PublicCheck,
    /// The entries that issued it and moved it last; one where these are the same.
    entries: Vec<Told>,
    /// Whether the visitor may read what entries say.
    open: bool,
}

/// An entry of the certificate, as far as the visitor may see it.
struct Told {
    /// What it did to the certificate.
    did: String,
    seq: u64,
    /// What the ledger seals: its text where the visitor may read it, and the hash of that in any case.
    leaf: Option<String>,
    hash: String,
}

async fn answer(
    State(portal): State<Portal>,
    visit: Visit,
    Path(text): Path<String>,
    Asked(query): Asked<Query>,
) -> Result<Response, Failure> {
    let typed = query.amount.unwrap_or_default();
    let number = match CertificateNumber::from_typed(&text) {
        Ok(number) => number,
        Err(error) => return form_page(&portal, visit, &text, typed, Some(&error)),
    };
    let amount = match typed.as_str() {
        "" => None,
        typed => match read(typed) {
            Some(amount) => Some(amount),
            None => return form_page(&portal, visit, number.as_str(), typed.to_owned(), None),
        },
    };
    if !(portal.settings().ask_number)(&number) {
        return Err(Failure::TooOften);
    }
    let answer = portal.store().check_number(&number, amount).await?;
    let open = may_read(&portal, &visit);
    let frame = Frame::new(&portal, visit);
    let page = written(&AnswerPage {
        entries: entries(&portal, &frame, &answer, open).await?,
        open,
        frame,
        number: number.to_string(),
        amount,
        answer,
    })?;
    Ok(page.into_response())
}

/// What the browser is to verify of the answer.
async fn entries(
    portal: &Portal,
    frame: &Frame<'_>,
    answer: &PublicCheck,
    open: bool,
) -> Result<Vec<Told>, Failure> {
    let did = if answer.issued_in == answer.moved_in {
        vec![(frame.say("check-issued-only"), answer.issued_in)]
    } else {
        vec![
            (frame.say("check-issued-in"), answer.issued_in),
            (frame.say("check-moved-in"), answer.moved_in),
        ]
    };
    let mut told = Vec::with_capacity(did.len());
    for (did, seq) in did {
        let Some(seq) = seq else { continue };
        let found = leaf::one(portal.store(), seq).await?;
        let text = found.ok_or(Failure::Fault)?.text;
        told.push(Told {
            did,
            seq,
            hash: hex::encode(Hash::of_leaf(text.as_bytes()).as_bytes()),
            leaf: open.then_some(text),
        });
    }
    Ok(told)
}

/// An amount in yuan as a person types it. The code of a document carries the exact form.
fn read(typed: &str) -> Option<Money> {
    super::typed_amount::read(typed, Currency::CNY).filter(|amount| amount.is_positive())
}

impl AnswerPage<'_> {
    fn is_live(&self) -> bool {
        self.answer.genuine && self.answer.live
    }

    /// What the answer means, in the class of its tag.
    fn class(&self) -> &'static str {
        match (self.is_live(), self.answer.amount_matches) {
            (true, Some(true) | None) => "verdict verdict-done",
            (false, _) if self.answer.genuine => "verdict verdict-risk",
            (true, Some(false)) | (false, _) => "verdict verdict-refused",
        }
    }
}
