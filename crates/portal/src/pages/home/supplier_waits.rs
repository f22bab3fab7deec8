//! What waits for a supplier, what waits for others, and until when.

use chrono::NaiveDate;
use tallystick_base::PartyId;
use tallystick_store::{ListedRequest, Order, ReceivableFilter, RequestFilter};

use super::todo::{self, Risk, ToSign, TodoView};
use super::{asked_for, supplier_sides};
use crate::Portal;
use crate::failure::Failure;
use crate::figures::{self, DaysLeft};
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::payments;
use crate::pages::requests::to_join;
use crate::seat::Seated;

/// What waits.
pub(super) struct Waits {
    /// For the viewer's party.
    pub(super) ours: Vec<Waiting>,
    /// For others.
    pub(super) theirs: Vec<Waiting>,
}

/// One thing that waits.
pub(super) struct Waiting {
    pub(super) address: String,
    /// What is to be done.
    pub(super) what: String,
    /// Whose turn it is, or who did the step before.
    pub(super) who: Option<String>,
    pub(super) amount: Option<String>,
    pub(super) left: Option<DaysLeft>,
}

/// One thing that waits, before its party has a name.
pub(super) struct Found {
    pub(super) address: String,
    pub(super) what: String,
    pub(super) who: Option<PartyId>,
    pub(super) amount: Option<String>,
    pub(super) until: Option<NaiveDate>,
}

pub(super) async fn read(portal: &Portal, seated: &Seated, frame: &Frame<'_>) -> Result<Waits, Failure> {
    let mut ours = proposals(portal, seated, frame).await?;
    ours.extend(offers_of_banks(portal, seated, frame).await?);
    ours.extend(joining(portal, seated, frame).await?);
    ours.extend(reported(portal, seated, frame).await?);
    let (to_us, by_us) = supplier_sides::offered(portal, seated, frame).await?;
    ours.extend(to_us);
    let (answer, proposed) = supplier_sides::cancellations(portal, seated, frame).await?;
    ours.extend(answer);
    let (accept, registered) = supplier_sides::contracts(portal, seated, frame).await?;
    ours.extend(accept);
    let (answer, amended) = supplier_sides::amendments(portal, seated, frame).await?;
    ours.extend(answer);
    let mut theirs = claims(portal, seated, frame).await?;
    theirs.extend(requests(portal, seated, frame).await?);
    theirs.extend(by_us);
    theirs.extend(proposed);
    theirs.extend(registered);
    theirs.extend(amended);
    let parties = ours.iter().chain(&theirs).filter_map(|found| found.who);
    let names = Names::of(portal.store(), seated.viewer(), parties).await?;
    let today = portal.store().today().await?;
    Ok(Waits {
        ours: in_order(ours, &names, today),
        theirs: in_order(theirs, &names, today),
    })
}

/// What waits for the party, as lines of a list that has nothing else.
pub(super) async fn todo(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
) -> Result<Vec<TodoView>, Failure> {
    let told = |one: Waiting| {
        let who = one.who.map(|who| format!("{}{who}", frame.say("comma")));
        let who = who.unwrap_or_default();
        TodoView {
            what: format!("{}{who}", one.what),
            link: one.address,
            act: frame.say("todo-look"),
            figure: one.amount.unwrap_or_default(),
            left: one.left,
            risk: Risk::soon(one.left.is_some_and(|left| left.days <= 1)),
        }
    };
    let waits = read(portal, seated, frame).await?;
    Ok(waits.ours.into_iter().map(told).collect())
}

/// Whose time ends first stands first; what has no end stands last.
fn in_order(mut found: Vec<Found>, names: &Names, today: NaiveDate) -> Vec<Waiting> {
    found.sort_by_key(|one| (one.until.is_none(), one.until));
    let waiting = |one: Found| Waiting {
        address: one.address,
        what: one.what,
        who: one.who.map(|party| names.name(&party)),
        amount: one.amount,
        left: one.until.map(|until| DaysLeft::until_answer(until, today)),
    };
    found.into_iter().map(waiting).collect()
}

/// Acts of the party that wait for the signature of the very member who looks.
async fn proposals(portal: &Portal, seated: &Seated, frame: &Frame<'_>) -> Result<Vec<Found>, Failure> {
    let found = todo::to_sign(portal, seated, frame).await?;
    let waiting = |one: ToSign| Found {
        address: format!("/waiting/{}", one.proposal.id),
        what: frame.say_with("supplier-waits-signature", &[("act", &one.act)]),
        who: None,
        amount: None,
        until: figures::day_of(one.proposal.expires),
    };
    Ok(found.into_iter().map(waiting).collect())
}

/// Offers of banks that can still be accepted.
async fn offers_of_banks(portal: &Portal, seated: &Seated, frame: &Frame<'_>) -> Result<Vec<Found>, Failure> {
    let waiting = |review: tallystick_store::ListedReview| Found {
        address: format!("/requests/{}", review.request.uuid()),
        what: match review.cost {
            Some(cost) => frame.say_with("supplier-waits-offer", &[("cost", &frame.money(&cost))]),
            None => frame.say("supplier-waits-offer-sealed"),
        },
        who: Some(review.bank),
        amount: review.offered.map(|amount| frame.money(&amount)),
        until: review.valid_until.and_then(figures::day_of),
    };
    let offers = asked_for::offers(portal, seated).await?;
    Ok(offers.into_iter().map(waiting).collect())
}

/// Requests of a debtor that the party is to join.
async fn joining(portal: &Portal, seated: &Seated, frame: &Frame<'_>) -> Result<Vec<Found>, Failure> {
    let waiting = |request: ListedRequest| Found {
        address: format!("/requests/{}", request.id.uuid()),
        what: frame.say("supplier-waits-join"),
        who: Some(request.borrower),
        amount: Some(frame.money(&request.amount)),
        until: figures::day_of(request.until),
    };
    let found = to_join(portal, seated.viewer()).await?;
    Ok(found.into_iter().map(waiting).collect())
}

/// Payments that the debtor reported and the holder has not answered.
async fn reported(portal: &Portal, seated: &Seated, frame: &Frame<'_>) -> Result<Vec<Found>, Failure> {
    let found = payments::to_answer(portal, seated).await?;
    let waiting = |payment: tallystick_store::ListedPayment| Found {
        address: format!("/payments/{}", payment.id.uuid()),
        what: frame.say("supplier-waits-payment"),
        who: Some(payment.debtor),
        amount: Some(frame.money(&payment.amount)),
        until: None,
    };
    Ok(found.into_iter().map(waiting).collect())
}

/// Claims that the buyer has not answered.
async fn claims(portal: &Portal, seated: &Seated, frame: &Frame<'_>) -> Result<Vec<Found>, Failure> {
    let filter = ReceivableFilter {
        stage: Some("claimed".to_owned()),
        supplier: Some(seated.viewer().party),
        order: Order::Due,
        ..ReceivableFilter::default()
    };
    let found = portal.store().receivables(seated.viewer(), &filter).await?;
    let waiting = |one: tallystick_store::ListedReceivable| Found {
        address: format!("/receivables/{}", one.id.uuid()),
        what: frame.say("supplier-theirs-claim"),
        who: Some(one.buyer),
        amount: Some(frame.money(&one.amount)),
        until: one.answer_by,
    };
    Ok(found.items.into_iter().map(waiting).collect())
}

/// Requests that are with banks: not answered yet, or with the one whose offer was accepted.
async fn requests(portal: &Portal, seated: &Seated, frame: &Frame<'_>) -> Result<Vec<Found>, Failure> {
    let waiting = |request: ListedRequest, what: String| Found {
        address: format!("/requests/{}", request.id.uuid()),
        what,
        who: request.bank,
        amount: Some(frame.money(&request.amount)),
        until: figures::day_of(request.until),
    };
    let mut found = Vec::new();
    for request in open(portal, seated, "submitted").await? {
        let what = frame.say_with("supplier-theirs-request", &[("purpose", &request.purpose)]);
        found.push(waiting(request, what));
    }
    for request in open(portal, seated, "accepted").await? {
        let what = frame.say_with("supplier-theirs-approval", &[("purpose", &request.purpose)]);
        found.push(waiting(request, what));
    }
    Ok(found)
}

/// The party's requests of a stage that have not run out.
async fn open(portal: &Portal, seated: &Seated, stage: &str) -> Result<Vec<ListedRequest>, Failure> {
    let filter = RequestFilter {
        stage: Some(stage.to_owned()),
        borrower: Some(seated.viewer().party),
        ..RequestFilter::default()
    };
    let mut listed = portal.store().requests(seated.viewer(), &filter).await?.items;
    listed.retain(|one| one.until >= portal.store().now());
    Ok(listed)
}
