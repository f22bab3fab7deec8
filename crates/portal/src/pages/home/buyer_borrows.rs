//! What waits for a buyer that borrows for its holders, and for one whose debt was assigned: offers of banks, loans to be repaid,
//! and notices.

use chrono::NaiveDate;
use tallystick_store::{LoanFilter, NoticeFilter};

use super::asked_for;
use super::todo::{Risk, TodoView, whole};
use crate::Portal;
use crate::failure::Failure;
use crate::figures::{self, DaysLeft};
use crate::frame::Frame;
use crate::names::Names;
use crate::seat::Seated;

/// From so many days on, something will be late soon.
const SOON: i64 = 5;

pub(super) async fn read(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
    today: NaiveDate,
) -> Result<Vec<TodoView>, Failure> {
    let mut todo = offers(portal, seated, frame, today).await?;
    todo.extend(loans(portal, seated, frame, today).await?);
    todo.extend(notices(portal, seated, frame).await?);
    Ok(todo)
}

/// Offers of banks on the party's own requests.
async fn offers(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
    today: NaiveDate,
) -> Result<Vec<TodoView>, Failure> {
    let offers = asked_for::offers(portal, seated).await?;
    let names = Names::of(
        portal.store(),
        seated.viewer(),
        offers.iter().map(|offer| offer.bank),
    )
    .await?;
    let todo = |offer: tallystick_store::ListedReview| {
        let day = offer.valid_until.and_then(figures::day_of);
        let left = day.map(|day| DaysLeft::until_answer(day, today));
        let told = left.map(|left| frame.days_left(&left)).unwrap_or_default();
        let values = [("bank", names.name(&offer.bank)), ("left", told)];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        TodoView {
            what: frame.say_with("todo-bank-offer", &values),
            link: format!("/requests/{}", offer.request.uuid()),
            act: frame.say("todo-bank-offer-act"),
            figure: offer
                .offered
                .map(|amount| frame.money(&amount))
                .unwrap_or_default(),
            left: None,
            risk: Risk::soon(left.is_some_and(|left| left.days <= 1)),
        }
    };
    Ok(offers.into_iter().map(todo).collect())
}

/// Loans that the party took, those first that are to be repaid first.
async fn loans(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
    today: NaiveDate,
) -> Result<Vec<TodoView>, Failure> {
    let (store, viewer) = (portal.store(), seated.viewer());
    let filter = LoanFilter {
        stage: Some("active".to_owned()),
        borrower: Some(viewer.party),
        page: whole(),
        ..LoanFilter::default()
    };
    let mut loans = store.loans(viewer, &filter).await?.items;
    loans.retain(|loan| loan.open_principal.is_positive());
    loans.sort_by_key(|loan| loan.matures_on);
    let names = Names::of(store, viewer, loans.iter().map(|loan| loan.bank)).await?;
    let todo = |loan: tallystick_store::ListedLoan| {
        let left = DaysLeft::until_due(loan.matures_on, today);
        let values = [
            ("bank", names.name(&loan.bank)),
            ("day", frame.deadline(&loan.matures_on)),
        ];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        TodoView {
            what: frame.say_with("todo-repay", &values),
            link: format!("/loans/{}", loan.id.uuid()),
            act: frame.say("todo-repay-act"),
            figure: frame.money(&loan.open_principal),
            left: None,
            risk: Risk::within(left.days, SOON),
        }
    };
    Ok(loans.into_iter().map(todo).collect())
}

/// Notices of assignment that arrived, and that the party has not signed for.
async fn notices(portal: &Portal, seated: &Seated, frame: &Frame<'_>) -> Result<Vec<TodoView>, Failure> {
    let (store, viewer) = (portal.store(), seated.viewer());
    let filter = NoticeFilter {
        stage: Some("arrived".to_owned()),
        debtor: Some(viewer.party),
        page: whole(),
        ..NoticeFilter::default()
    };
    let found = store.notices(viewer, &filter).await?.items;
    let names = Names::of(store, viewer, found.iter().map(|notice| notice.bank)).await?;
    let todo = |notice: tallystick_store::ListedNotice| TodoView {
        what: frame.say_with("todo-notice", &[("bank", &names.name(&notice.bank))]),
        link: format!("/notices/{}", notice.id.uuid()),
        act: frame.say("todo-notice-act"),
        figure: String::new(),
        left: None,
        risk: Risk::None,
    };
    Ok(found.into_iter().map(todo).collect())
}
