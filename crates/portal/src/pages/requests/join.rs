//! Downstream: the holder lets its certificates be paid by the debtor's loan, and says to which of its accounts.

use askama::Template;
use axum::extract::{Path, State};
use serde::Deserialize;
use tallystick_commands::parties::BankAccount;
use tallystick_store::{ListedRequest, MAX_PAGE, Paging, RequestFilter, Viewer};

use super::detail::{CertificateView, certificates};
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
    /// What is paid by the loan.
    certificates: Vec<CertificateView>,
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
    let certificates = certificates(&portal, &seated, &whole).await?;
    let accounts = ground::accounts(&portal, &seated).await?;
    let chosen = query.account.and_then(|text| text.parse().ok()).unwrap_or(0);
    let pay_to = accounts.get(chosen).cloned().ok_or(Failure::NotFound)?;
    let shown = serde_json::json!({ whole.request.subject.as_str(): whole.request.version });
    written(&JoinPage {
        frame: Frame::new(&portal, seated.visit),
        shown: shown.to_string(),
        whole,
        certificates,
        accounts,
        chosen,
        pay_to,
    })
}

/// Requests of a debtor that wait for the viewer's party, which holds the certificates, to join.
pub(in crate::pages) async fn to_join(
    portal: &Portal,
    viewer: &Viewer,
) -> Result<Vec<ListedRequest>, Failure> {
    let store = portal.store();
    let filter = RequestFilter {
        stage: Some("submitted".to_owned()),
        holder: Some(viewer.party),
        ends_from: Some(store.now()),
        page: Paging {
            after: None,
            limit: MAX_PAGE,
        },
        ..RequestFilter::default()
    };
    let mut waiting = Vec::new();
    for one in store.requests(viewer, &filter).await?.items {
        if one.downstream {
            let seen = store.request(viewer, one.id).await?;
            let joined = seen.is_none_or(|seen| seen.state.holds_certificates());
            waiting.extend((!joined).then_some(one));
        }
    }
    Ok(waiting)
}

impl JoinPage<'_> {
    fn text(&self) -> String {
        let debtor = self.whole.names.name(&self.whole.state().submission.borrower);
        self.frame.say_with("join-text", &[("debtor", &debtor)])
    }
}
