//! Downstream: the holder lets its certificates be paid by the debtor's loan, and says to which of its accounts.

use askama::Template;
use axum::extract::{Path, State};
use serde::Deserialize;
use tallystick_commands::parties::BankAccount;

use super::stand::Whole;
use super::{BORROWS, ground};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::{Asked, Page, written};
use crate::seat::Seated;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    account: Option<String>,
}

#[derive(Template)]
#[template(path = "requests/join.html")]
struct JoinPage<'p> {
    frame: Frame<'p>,
    whole: Whole,
    accounts: Vec<BankAccount>,
    /// The place of the account that was chosen.
    chosen: usize,
    pay_to: BankAccount,
    shown: String,
}

pub(super) async fn page(
    State(portal): State<Portal>,
    seated: Seated,
    Path(text): Path<String>,
    Asked(query): Asked<Query>,
) -> Page {
    let seated = seated.only(BORROWS)?;
    let whole = Whole::read(&portal, &seated, &text).await?;
    if !whole.may_join(&seated.seat) {
        return Err(Failure::NotFound);
    }
    let accounts = ground::accounts(&portal, &seated).await?;
    let chosen = query.account.and_then(|text| text.parse().ok()).unwrap_or(0);
    let pay_to = accounts.get(chosen).cloned().ok_or(Failure::NotFound)?;
    let shown = serde_json::json!({ whole.request.subject.as_str(): whole.request.version });
    written(&JoinPage {
        frame: Frame::new(&portal, seated.visit),
        shown: shown.to_string(),
        whole,
        accounts,
        chosen,
        pay_to,
    })
}

impl JoinPage<'_> {
    fn text(&self) -> String {
        let debtor = self.whole.names.name(&self.whole.state().submission.borrower);
        self.frame.say_with("join-text", &[("debtor", &debtor)])
    }
}
