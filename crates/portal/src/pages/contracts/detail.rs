//! One contract: what was agreed, how much of it is confirmed, and all that happened under it.

use askama::Template;
use axum::extract::{Path, State};
use tallystick_base::{ContractId, Money};
use tallystick_commands::contracts::{Allowance, Contract, ContractStage, Side};
use tallystick_store::{AmendmentFilter, ListedAmendment, ListedReceivable, ReceivableFilter, Seen};

use super::words;
use crate::Portal;
use crate::failure::Failure;
use crate::figures;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::asked::id;
use crate::pages::pager::paging;
use crate::pages::receivables::Invoices;
use crate::pages::timeline::{self, Moment};
use crate::pages::{Page, written};
use crate::places::{TRADE, TRADE_IN_SIGHT};
use crate::seat::Seated;

#[derive(Template)]
#[template(path = "contracts/detail.html")]
struct DetailPage<'p> {
    frame: Frame<'p>,
    seen: Seen<Contract>,
    names: Names,
    allowance: Option<AllowanceView>,
    receivables: Vec<ListedReceivable>,
    invoices: Invoices,
    amendments: Vec<ListedAmendment>,
    timeline: Vec<Moment>,
    /// The side on which the viewer's party stands.
    side: Option<Side>,
    /// Whether the member may act.
    signs: bool,
    /// Where the list of contracts stands, where it is for the viewer.
    list: Option<&'static str>,
}

/// How much is confirmed, and how much may be.
pub(in crate::pages) struct AllowanceView {
    pub(in crate::pages) limit: Money,
    pub(in crate::pages) used: Money,
    pub(in crate::pages) left: Money,
    /// The length of the bar, in hundredths.
    pub(in crate::pages) share: i64,
    /// The share that is used, in per cent.
    pub(in crate::pages) percent: String,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let seated = seated.only(TRADE_IN_SIGHT)?;
    let (store, viewer) = (portal.store(), seated.viewer());
    let seen = find(&portal, &seated, &text).await?;
    let contract = seen.state.id;
    let names = Names::of(store, viewer, [seen.state.supplier, seen.state.buyer]).await?;
    let receivables = ReceivableFilter {
        contract: Some(contract),
        page: paging(None),
        ..ReceivableFilter::default()
    };
    let receivables = store.receivables(viewer, &receivables).await?.items;
    let amendments = AmendmentFilter {
        contract: Some(contract),
        page: paging(None),
        ..AmendmentFilter::default()
    };
    let amendments = store.amendments(viewer, &amendments).await?.items;
    let timeline = timeline::read(&portal, &seated, &seen.subject).await?;
    written(&DetailPage {
        allowance: allowance(&portal, &seated, contract).await?,
        invoices: Invoices::of(store, viewer, receivables.iter().map(|listed| listed.id)).await?,
        side: seen.state.side_of(viewer.party, seated.seat.acting),
        signs: seated.seat.trades(),
        list: TRADE.contains(&seated.seat.acting).then_some("/contracts"),
        frame: Frame::new(&portal, seated.visit),
        seen,
        names,
        receivables,
        amendments,
        timeline,
    })
}

/// The contract at an address.
pub(super) async fn find(portal: &Portal, seated: &Seated, text: &str) -> Result<Seen<Contract>, Failure> {
    let contract: ContractId = id(ContractId::KIND, text)?;
    let seen = portal.store().contract(seated.viewer(), contract).await?;
    seen.ok_or(Failure::NotFound)
}

/// The allowance of a contract; none before it is accepted, or where it does not concern the viewer.
pub(in crate::pages) async fn allowance(
    portal: &Portal,
    seated: &Seated,
    contract: ContractId,
) -> Result<Option<AllowanceView>, Failure> {
    let seen = portal.store().allowance(seated.viewer(), contract).await?;
    Ok(seen.map(|seen| AllowanceView::of(&seen.state)))
}

impl AllowanceView {
    fn of(allowance: &Allowance) -> Self {
        let (limit, used) = (
            i128::from(allowance.limit.minor()),
            i128::from(allowance.used.minor()),
        );
        let share = used.saturating_mul(100).checked_div(limit).unwrap_or(0);
        Self {
            limit: allowance.limit,
            used: allowance.used,
            left: allowance.left(),
            share: i64::try_from(share.clamp(0, 100)).unwrap_or(100),
            percent: figures::percent(allowance.used.minor(), allowance.limit.minor()),
        }
    }
}

impl DetailPage<'_> {
    fn contract(&self) -> &Contract {
        &self.seen.state
    }

    fn stage_name(&self) -> String {
        self.contract().stage.name().to_lowercase()
    }

    /// The address without an act behind it.
    fn address(&self) -> String {
        format!("/contracts/{}", self.seen.subject.id())
    }

    fn is_registered(&self) -> bool {
        matches!(self.contract().stage, ContractStage::Registered {})
    }

    /// Whether the viewer's party is to answer.
    fn answers(&self) -> bool {
        self.is_registered() && self.signs && self.side == Some(self.contract().registered_by.other())
    }

    /// Whether the viewer's party may take it back.
    fn withdraws(&self) -> bool {
        self.is_registered() && self.signs && self.side == Some(self.contract().registered_by)
    }

    /// Whether the viewer's party may claim, amend and end it.
    fn controls(&self) -> bool {
        self.contract().is_accepted() && self.signs && self.side.is_some()
    }

    fn claims(&self) -> bool {
        self.controls() && self.side == Some(Side::Supplier)
    }

    /// What is to happen next, and whose part it is.
    fn next_step(&self) -> String {
        let side = words::side(&self.frame, self.contract().registered_by.other());
        match &self.contract().stage {
            ContractStage::Registered {} if self.answers() => self.frame.say("contract-next-yours"),
            ContractStage::Registered {} => self.frame.say_with("contract-next-other", &[("side", &side)]),
            ContractStage::Accepted {} => self.frame.say("contract-next-claim"),
            ContractStage::Rejected { reason } => self
                .frame
                .say_with("contract-next-rejected", &[("reason", reason.as_str())]),
            ContractStage::Withdrawn {} => self.frame.say("contract-next-withdrawn"),
            ContractStage::Closed { by } => {
                let by = words::side(&self.frame, *by);
                self.frame.say_with("contract-next-closed", &[("side", &by)])
            }
            ContractStage::Terminated { by, reason } => {
                let by = words::side(&self.frame, *by);
                self.frame.say_with(
                    "contract-next-terminated",
                    &[("side", &by), ("reason", reason.as_str())],
                )
            }
        }
    }

    fn procurement(&self) -> String {
        words::procurement(&self.frame, self.contract().terms.procurement)
    }

    fn payment(&self) -> String {
        words::payment(&self.frame, &self.contract().terms.payment)
    }

    fn size(&self) -> String {
        words::size(&self.frame, self.contract().supplier_size)
    }

    fn protection(&self) -> String {
        words::protection(&self.frame, self.contract().protection)
    }

    fn late_rate(&self) -> String {
        words::late_rate(&self.frame, self.contract())
    }

    fn answer_days(&self) -> String {
        words::answer_days(&self.frame, self.contract())
    }

    /// The side that proposed an amendment.
    fn proposer(&self, amendment: &ListedAmendment) -> String {
        match amendment.proposed_by.as_str() {
            "supplier" => words::side(&self.frame, Side::Supplier),
            _ => words::side(&self.frame, Side::Buyer),
        }
    }
}
