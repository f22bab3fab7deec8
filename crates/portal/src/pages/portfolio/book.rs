//! The portfolio that is asked for, with the names and the lines that go with it.

use std::collections::BTreeMap;

use tallystick_base::Capacity::Bank;
use tallystick_base::{Currency, Money, PartyId};
use tallystick_store::{CreditLineFilter, MAX_PAGE, Paging, Portfolio};

use super::Query;
use crate::Portal;
use crate::failure::Failure;
use crate::names::Names;
use crate::pages::asked::{acting, id};
use crate::seat::Seated;

/// The line on each debtor, with what is free on it.
pub(super) type Lines = BTreeMap<(PartyId, Currency), (String, Money)>;

/// What a bank has lent, with the debtors' names and the lines on them.
pub(super) struct Book {
    pub(super) portfolio: Portfolio,
    pub(super) names: Names,
    pub(super) lines: Lines,
}

impl Book {
    pub(super) async fn read(portal: &Portal, seated: &Seated, bank: PartyId) -> Result<Self, Failure> {
        let (store, viewer) = (portal.store(), seated.viewer());
        let portfolio = store.portfolio(viewer, bank).await?;
        let portfolio = portfolio.ok_or(Failure::NotFound)?;
        let debtors = portfolio.exposures.iter().map(|exposure| exposure.debtor);
        Ok(Self {
            names: Names::of(store, viewer, debtors).await?,
            lines: lines(portal, seated, bank).await?,
            portfolio,
        })
    }
}

/// The bank whose portfolio is asked for, with its name and id where an auditor asks; none where it is still to choose one. A bank
/// asks for itself, whatever it asks for.
pub(super) async fn whose(
    portal: &Portal,
    seated: &Seated,
    query: &Query,
) -> Result<Option<(PartyId, Option<(String, String)>)>, Failure> {
    if seated.seat.acts_as(Bank) {
        return Ok(Some((seated.viewer().party, None)));
    }
    let Some(text) = query.bank.as_deref() else {
        return Ok(None);
    };
    let bank: PartyId = id(PartyId::KIND, text)?;
    let name = acting(portal, seated, bank, Bank).await?;
    Ok(Some((bank, Some((name, text.to_owned())))))
}

/// A bank's lines on debtors that are not closed.
async fn lines(portal: &Portal, seated: &Seated, bank: PartyId) -> Result<Lines, Failure> {
    let filter = CreditLineFilter {
        bank: Some(bank),
        scope: Some("debtor".to_owned()),
        // A bank has at most 150 that are not closed; older ones may be closed in favour of newer, which come first.
        page: Paging {
            after: None,
            limit: MAX_PAGE,
        },
        ..CreditLineFilter::default()
    };
    let found = portal.store().credit_lines(seated.viewer(), &filter).await?;
    let live = found.items.into_iter().filter(|line| line.stage != "closed");
    let by_debtor = live.filter_map(|line| {
        let address = format!("/credit-lines/{}", line.id.uuid());
        Some(((line.party?, line.left.currency()), (address, line.left)))
    });
    Ok(by_debtor.collect())
}
