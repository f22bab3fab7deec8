//! Receivables: for the buyer and the centre what waits at their desk, by days left, and for the centre what it passed on; all
//! of them for everybody.

use askama::Template;
use axum::extract::State;
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use tallystick_base::{Capacity, PartyId, ReceivableId};
use tallystick_store::{Among, Desk, ListedReceivable, Order, ReceivableFilter, WaitingSum};

use super::sides::Sides;
use super::{Invoices, proposals};
use crate::Portal;
use crate::failure::Failure;
use crate::figures::DaysLeft;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::asked::narrowed;
use crate::pages::pager::{Pager, paging};
use crate::pages::{Asked, Page, written};
use crate::places::TRADE;
use crate::seat::Seated;

/// With how many days left a claim is told apart: the second reminder of the law's clock.
pub(in crate::pages) const SOON: u64 = 5;

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    show: Option<String>,
    stage: Option<String>,
    contract: Option<String>,
    supplier: Option<String>,
    buyer: Option<String>,
    /// Which day the two days are of: that of the claim, that of the answer or that of the payment.
    day: Option<String>,
    from: Option<String>,
    until: Option<String>,
    order: Option<String>,
    after: Option<String>,
}

impl Query {
    /// What is looked for, from the first page on.
    fn filter(&self) -> Result<ReceivableFilter, Failure> {
        let filter = ReceivableFilter {
            stage: self.stage.clone(),
            contract: narrowed(self.contract.as_deref())?,
            supplier: narrowed(self.supplier.as_deref())?,
            buyer: narrowed(self.buyer.as_deref())?,
            order: self.order(),
            ..ReceivableFilter::default()
        };
        let [from, until] = [narrowed(self.from.as_deref())?, narrowed(self.until.as_deref())?];
        Ok(match self.day.as_deref() {
            Some("answer") => ReceivableFilter {
                answer_from: from,
                answer_until: until,
                ..filter
            },
            Some("due") => ReceivableFilter {
                due_from: from,
                due_until: until,
                ..filter
            },
            Some(_) | None => ReceivableFilter {
                claimed_from: from,
                claimed_until: until,
                ..filter
            },
        })
    }

    /// What is due within some days is listed by those days: whoever asks for them wants to know which come first.
    fn order(&self) -> Order {
        let by_due = self.day.as_deref() == Some("due") && (self.from.is_some() || self.until.is_some());
        if by_due || self.order.as_deref() == Some("due") {
            Order::Due
        } else {
            Order::Newest
        }
    }

    /// Whether anything narrows the list.
    fn narrows(&self) -> bool {
        let Self {
            show: _,
            stage,
            contract,
            supplier,
            buyer,
            day: _,
            from,
            until,
            order: _,
            after: _,
        } = self;
        [stage, contract, supplier, buyer, from, until]
            .iter()
            .any(|one| one.is_some())
    }
}

#[derive(Template)]
#[template(path = "receivables/list.html")]
struct ListPage<'p> {
    frame: Frame<'p>,
    query: Query,
    rows: Vec<RowView>,
    pager: Pager,
    stages: Vec<&'static str>,
    /// Whom the list can be narrowed to.
    sides: Sides,
    /// What waits at the desk of the viewer's party in all, where the list is that desk.
    desk: Option<Vec<WaitingSum>>,
    /// How many more claims wait there for a further signature alone.
    begun: u64,
    /// The desk at which claims wait for the party, where it has one.
    own: Option<Desk>,
    claims: bool,
}

/// A claim as a row.
struct RowView {
    receivable: ListedReceivable,
    invoice: String,
    /// What was confirmed, where that is not all that was claimed.
    confirmed: Option<String>,
    /// The other side, as whoever looks sees it.
    other: String,
    /// The days that are left to answer, while they run.
    left: Option<DaysLeft>,
    /// Whether the viewer's party may confirm it.
    confirms: bool,
    /// What the party began about it, and waits for further signatures: its address.
    waits: Option<String>,
    /// Whether the viewer's party may pass it on.
    forwards: bool,
}

/// The desk at which claims wait for a party, or at which those wait that it passed on.
fn desk(seated: &Seated, show: Option<&str>) -> Option<Desk> {
    match seated.seat.acting {
        Capacity::Buyer => Some(Desk::Buyer),
        Capacity::ConfirmationCentre if show == Some("passed") => Some(Desk::Passed),
        Capacity::ConfirmationCentre => Some(Desk::Centre),
        Capacity::Supplier
        | Capacity::Bank
        | Capacity::Guarantor
        | Capacity::AssetManager
        | Capacity::Auditor
        | Capacity::Operator
        | Capacity::Service => None,
    }
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Asked(query): Asked<Query>) -> Page {
    let seated = seated.only(TRADE)?;
    let (store, viewer) = (portal.store(), seated.viewer());
    let today = store.today().await?;
    let filter = query.filter()?;
    let own = desk(&seated, query.show.as_deref());
    let at = own.filter(|_| query.show.as_deref() != Some("all") && !query.narrows());
    let page = paging(query.after.as_deref());
    let sides = Sides::read(&portal, &seated, &filter).await?;
    let found = if let Some(at) = at {
        store.receivables_waiting(viewer, at, &page).await?
    } else {
        let filter = ReceivableFilter { page, ..filter };
        store.receivables(viewer, &filter).await?
    };
    let waiting = proposals::about_receivables(&portal, &seated).await?;
    let begun: Vec<ReceivableId> = waiting.keys().copied().collect();
    let (sums, begun) = match at {
        Some(at) => {
            let (sums, begun) = sums(&portal, &seated, at, &begun, today).await?;
            (Some(sums), begun)
        }
        None => (None, 0),
    };
    let parties = found.items.iter().flat_map(|row| [row.supplier, row.buyer]);
    let names = Names::of(store, viewer, parties).await?;
    let invoices = Invoices::of(store, viewer, found.items.iter().map(|row| row.id)).await?;
    let pager = Pager::of(
        "/receivables",
        &query,
        query.after.as_deref(),
        found.next.as_ref(),
    );
    let (party, acting, signs) = (viewer.party, seated.seat.acting, seated.seat.trades());
    let frame = Frame::new(&portal, seated.visit);
    let rows = found.items.into_iter().map(|receivable| RowView {
        invoice: invoices.name(&frame, &receivable.id),
        confirmed: confirmed(&frame, &receivable),
        other: other(&names, &receivable, acting, party),
        left: left(&receivable, today),
        confirms: signs && acting == Capacity::Buyer && receivable.buyer == party && is_open(&receivable),
        waits: waiting.get(&receivable.id).map(|id| format!("/waiting/{id}")),
        forwards: signs && acting == Capacity::ConfirmationCentre && is_unseen(&receivable),
        receivable,
    });
    written(&ListPage {
        rows: rows.collect(),
        pager,
        stages: crate::stages::of("receivable").collect(),
        sides,
        desk: sums,
        begun,
        own,
        claims: signs && acting == Capacity::Supplier,
        frame,
        query,
    })
}

/// What waits at a desk without what the party has begun about it, and how many of that there are.
async fn sums(
    portal: &Portal,
    seated: &Seated,
    at: Desk,
    begun: &[ReceivableId],
    today: NaiveDate,
) -> Result<(Vec<WaitingSum>, u64), Failure> {
    let (store, viewer) = (portal.store(), seated.viewer());
    let soon = today.checked_add_days(Days::new(SOON)).unwrap_or(today);
    // What the centre passed on waits for the buyer, whatever a colleague may still have begun.
    if at == Desk::Passed || begun.is_empty() {
        let all = store.sums_waiting(viewer, at, Among::All, soon).await?;
        return Ok((all, 0));
    }
    let others = Among::Without(begun);
    let others = store.sums_waiting(viewer, at, others, soon).await?;
    let begun = store.sums_waiting(viewer, at, Among::Only(begun), soon).await?;
    Ok((others, begun.iter().map(|sum| sum.many).sum()))
}

/// What was confirmed of a claim that was confirmed in part.
fn confirmed(frame: &Frame<'_>, receivable: &ListedReceivable) -> Option<String> {
    let part = receivable
        .confirmed
        .filter(|confirmed| *confirmed != receivable.amount)?;
    let figures = frame.figures(&part);
    Some(frame.say_with("receivable-confirmed-part", &[("amount", &figures)]))
}

fn is_open(receivable: &ListedReceivable) -> bool {
    matches!(receivable.stage.as_str(), "claimed" | "disputed")
}

fn is_unseen(receivable: &ListedReceivable) -> bool {
    receivable.stage == "claimed" && !receivable.forwarded
}

/// The days until the last day to answer, while the clock runs.
pub(in crate::pages) fn left(receivable: &ListedReceivable, today: NaiveDate) -> Option<DaysLeft> {
    let by = receivable.answer_by.filter(|_| receivable.stage == "claimed")?;
    Some(DaysLeft::until_answer(by, today))
}

/// A supplier looks for the buyer, a buyer for the supplier; who stands between them for both.
pub(in crate::pages) fn other(
    names: &Names,
    receivable: &ListedReceivable,
    acting: Capacity,
    party: PartyId,
) -> String {
    let (supplier, buyer) = (names.name(&receivable.supplier), names.name(&receivable.buyer));
    match acting {
        Capacity::Supplier if receivable.supplier == party => buyer,
        Capacity::Buyer if receivable.buyer == party => supplier,
        _ => format!("{supplier} → {buyer}"),
    }
}

impl ListPage<'_> {
    /// Whether the party passes claims on.
    fn passes_on(&self) -> bool {
        matches!(self.own, Some(Desk::Centre | Desk::Passed))
    }

    /// Whether the list is what it passed on.
    fn is_passed(&self) -> bool {
        self.desk.is_some() && self.own == Some(Desk::Passed)
    }

    /// What waits in all, in a sentence.
    fn sum(&self, sum: &WaitingSum) -> String {
        let (many, amount) = (sum.many.to_string(), self.frame.money(&sum.amount));
        let values = [("many", many.as_str()), ("amount", &amount)];
        let all = if self.is_passed() {
            self.frame.say_with("receivables-passed-sum", &values)
        } else {
            self.frame.say_with("receivables-sum", &values)
        };
        if sum.soon == 0 {
            return all;
        }
        format!("{all} {}", self.frame.say_n("receivables-sum-soon", sum.soon))
    }
}
