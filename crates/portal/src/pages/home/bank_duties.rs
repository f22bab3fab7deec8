//! What a bank owes others: to pay what it promised, to take filings out of the registry; and guarantees that it may call.

use tallystick_base::Money;
use tallystick_store::{CertificateFilter, FilingFilter, GuaranteeFilter, ListedGuarantee, LoanFilter};

use super::bank::yuan;
use super::todo::{Risk, TodoView, whole};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::filings::discharge_by;
use crate::pages::terms;
use crate::seat::Seated;

pub(super) async fn read(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
) -> Result<Vec<TodoView>, Failure> {
    let mut todo = Vec::new();
    todo.extend(honour(portal, seated, frame).await?);
    todo.extend(discharge(portal, seated, frame).await?);
    todo.extend(call(portal, seated, frame).await?);
    Ok(todo)
}

/// Certificates that the bank promised to pay and that nobody paid in time.
async fn honour(portal: &Portal, seated: &Seated, frame: &Frame<'_>) -> Result<Option<TodoView>, Failure> {
    let (store, viewer) = (portal.store(), seated.viewer());
    let filter = CertificateFilter {
        stage: Some("free".to_owned()),
        endorser: Some(viewer.party),
        due_until: store.today().await?.pred_opt(),
        unpaid: true,
        page: whole(),
        ..CertificateFilter::default()
    };
    let mut late = store.certificates(viewer, &filter).await?.items;
    // What the bank holds itself it has paid for already.
    late.retain(|one| one.holder != viewer.party && !one.frozen);
    if late.is_empty() {
        return Ok(None);
    }
    Ok(Some(TodoView {
        what: frame.say_n("bank-todo-honour", late.len()),
        link: "/endorsements".to_owned(),
        act: frame.say("bank-todo-honour-act"),
        figure: sum(frame, late.iter().map(|one| one.outstanding))?,
        left: None,
        risk: Risk::Late,
    }))
}

/// Filings whose debt has ended.
async fn discharge(portal: &Portal, seated: &Seated, frame: &Frame<'_>) -> Result<Option<TodoView>, Failure> {
    let (store, viewer) = (portal.store(), seated.viewer());
    let filter = FilingFilter {
        stage: Some("filed".to_owned()),
        bank: Some(viewer.party),
        ended: true,
        page: whole(),
        ..FilingFilter::default()
    };
    let filed = store.filings(viewer, &filter).await?.items;
    let rules = terms::rules(portal, seated).await?;
    let mut days = Vec::new();
    for filing in &filed {
        if let Some(loan) = store.loan(viewer, filing.loan).await? {
            days.extend(discharge_by(&rules, &loan.state, store.now())?.map(|(_, by)| by));
        }
    }
    let Some(first) = days.into_iter().min() else {
        return Ok(None);
    };
    let left = (first - store.today().await?).num_days();
    let (many, by) = (filed.len().to_string(), frame.deadline(&first));
    Ok(Some(TodoView {
        what: frame.say_with("bank-todo-discharge", &[("many", &many), ("by", &by)]),
        link: "/filings?stage=filed".to_owned(),
        act: frame.say("bank-todo-discharge-act"),
        figure: String::new(),
        left: None,
        risk: Risk::within(left, 1),
    }))
}

/// Guarantees of loans that are late and that can still be called.
async fn call(portal: &Portal, seated: &Seated, frame: &Frame<'_>) -> Result<Option<TodoView>, Failure> {
    let (store, viewer) = (portal.store(), seated.viewer());
    let today = store.today().await?;
    let overdue = LoanFilter {
        stage: Some("active".to_owned()),
        bank: Some(viewer.party),
        overdue: Some(true),
        page: whole(),
        ..LoanFilter::default()
    };
    let issued = GuaranteeFilter {
        stage: Some("issued".to_owned()),
        matured: Some(today),
        page: whole(),
        ..GuaranteeFilter::default()
    };
    let late = store.loans(viewer, &overdue).await?.items;
    let mut callable = store.guarantees(viewer, &issued).await?.items;
    callable.retain(|one: &ListedGuarantee| {
        let loan = late.iter().find(|loan| Some(loan.id) == one.loan);
        let ends = loan.and_then(|loan| one.period.end_after(loan.matures_on).ok());
        one.bank == Some(viewer.party) && ends.is_some_and(|ends| ends >= today)
    });
    if callable.is_empty() {
        return Ok(None);
    }
    let bound = callable.iter().map(|one| one.bound.unwrap_or(one.at_most));
    Ok(Some(TodoView {
        what: frame.say_n("bank-todo-call", callable.len()),
        link: "/loans?overdue=true".to_owned(),
        act: frame.say("bank-todo-call-act"),
        figure: sum(frame, bound)?,
        left: None,
        risk: Risk::None,
    }))
}

fn sum(frame: &Frame<'_>, amounts: impl Iterator<Item = Money>) -> Result<String, Failure> {
    Ok(frame.money(&yuan(amounts)?))
}
