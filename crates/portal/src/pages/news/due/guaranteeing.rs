//! What falls due in guarantees, and what asset managers are to answer.

use tallystick_base::Capacity;
use tallystick_store::{GuaranteeFilter, SaleFilter};

use super::What;
use super::ahead::{Ahead, Found, Gathered, first_page};
use crate::failure::Failure;
use crate::pages::guarantees::Queue;

pub(super) async fn gather(ahead: &Ahead<'_>, into: &mut Gathered) -> Result<(), Failure> {
    if ahead.is(Capacity::Guarantor) {
        queue(ahead, into).await?;
    }
    if ahead.is(Capacity::Guarantor) || ahead.is(Capacity::Bank) {
        periods(ahead, into).await?;
    }
    if ahead.is(Capacity::AssetManager) {
        buying(ahead, into).await?;
    }
    Ok(())
}

/// What a guarantor is asked for, and what it is to issue.
async fn queue(ahead: &Ahead<'_>, into: &mut Gathered) -> Result<(), Failure> {
    let queue = Queue::read(ahead.portal, ahead.viewer()).await?;
    let asked = queue.asked.into_iter().filter_map(|request| {
        let address = format!("/guarantees/asked/{}", request.id.uuid());
        let day = ahead.soon(request.until)?;
        Some(Found::new(
            What::Guarantee,
            address,
            request.borrower,
            request.amount,
            day,
        ))
    });
    into.take(What::Guarantee, None, asked);
    let to_issue = queue.to_issue.into_iter().filter_map(|(one, _)| {
        let address = format!("/guarantees/{}", one.id.uuid());
        Some(Found::new(
            What::Issue,
            address,
            one.borrower,
            one.at_most,
            ahead.soon(one.until)?,
        ))
    });
    into.take(What::Issue, None, to_issue);
    Ok(())
}

/// Guarantees whose period ends: the last days on which a bank may call, and a guarantor be called. No period ends before the
/// loan matures.
async fn periods(ahead: &Ahead<'_>, into: &mut Gathered) -> Result<(), Failure> {
    let filter = GuaranteeFilter {
        stage: Some("issued".to_owned()),
        matured: Some(ahead.until),
        page: first_page(),
        ..GuaranteeFilter::default()
    };
    let page = ahead.store().guarantees(ahead.viewer(), &filter).await?;
    let mut found = Vec::new();
    for one in page.items {
        let what = if one.bank == Some(ahead.party()) {
            What::Call
        } else {
            What::Free
        };
        let concerned = what == What::Call || one.guarantor == ahead.party();
        let (Some(loan), true) = (one.loan, concerned) else {
            continue;
        };
        let Some(loan) = ahead.store().loan(ahead.viewer(), loan).await? else {
            continue;
        };
        let ends = one.period.end_after(loan.state.approval.terms.matures_on).ok();
        let address = format!("/guarantees/{}", one.id.uuid());
        let bound = one.bound.unwrap_or(one.at_most);
        let ends = ends.filter(|day| (ahead.today..=ahead.until).contains(day));
        found.extend(ends.map(|day| Found::new(what, address, one.borrower, bound, day)));
    }
    into.take(What::Call, page.next.as_ref(), found);
    Ok(())
}

/// Offers that an asset manager is to answer.
async fn buying(ahead: &Ahead<'_>, into: &mut Gathered) -> Result<(), Failure> {
    let (ends_from, ends_until) = ahead.moments();
    let filter = SaleFilter {
        stage: Some("proposed".to_owned()),
        ends_from,
        ends_until,
        page: first_page(),
        ..SaleFilter::default()
    };
    let page = ahead.store().sales(ahead.viewer(), &filter).await?;
    let theirs = page.items.into_iter().filter(|sale| sale.bank != ahead.party());
    let found = theirs.filter_map(|sale| {
        let address = format!("/sales/{}", sale.id.uuid());
        Some(Found::new(
            What::Buy,
            address,
            sale.bank,
            sale.price,
            ahead.soon(sale.until)?,
        ))
    });
    into.take(What::Buy, page.next.as_ref(), found);
    Ok(())
}
