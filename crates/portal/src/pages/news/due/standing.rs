//! What ends of what stands: loans that mature, and for a bank its filings and credit lines.

use tallystick_base::Capacity;
use tallystick_store::{CreditLineFilter, FilingFilter, ListedFiling, LoanFilter};

use super::What;
use super::ahead::{Ahead, Found, Gathered, first_page};
use crate::failure::Failure;
use crate::pages::filings::discharge_by;

/// Loans that mature: for who borrows, for the bank, and for the manager of the pool that bought them.
pub(super) async fn loans(ahead: &Ahead<'_>, into: &mut Gathered) -> Result<(), Failure> {
    let filter = LoanFilter {
        matures_until: Some(ahead.until),
        stage: Some("active".to_owned()),
        page: first_page(),
        ..LoanFilter::default()
    };
    let manages = ahead.is(Capacity::AssetManager);
    let page = ahead.store().loans(ahead.viewer(), &filter).await?;
    let due = page
        .items
        .into_iter()
        .filter(|loan| loan.open_principal.is_positive());
    let found = due.filter_map(|loan| {
        let (what, other) = if loan.borrower == ahead.party() {
            (What::Repay, loan.bank)
        } else if loan.bank == ahead.party() {
            (What::Collect, loan.borrower)
        } else if manages && loan.pool.is_some() {
            (What::Collect, loan.bank)
        } else {
            return None;
        };
        let address = format!("/loans/{}", loan.id.uuid());
        Some(Found::new(
            what,
            address,
            other,
            loan.open_principal,
            loan.matures_on,
        ))
    });
    let more = if ahead.is(Capacity::Bank) {
        What::Collect
    } else {
        What::Repay
    };
    into.take(more, page.next.as_ref(), found);
    Ok(())
}

pub(super) async fn gather(ahead: &Ahead<'_>, into: &mut Gathered) -> Result<(), Failure> {
    if !ahead.is(Capacity::Bank) {
        return Ok(());
    }
    filings(ahead, into).await?;
    discharges(ahead, into).await?;
    lines(ahead, into).await
}

/// Filings that end in the registry, and with them the priority of a loan that stands.
async fn filings(ahead: &Ahead<'_>, into: &mut Gathered) -> Result<(), Failure> {
    let filter = FilingFilter {
        until: Some(ahead.until),
        ..filed(ahead)
    };
    let page = ahead.store().filings(ahead.viewer(), &filter).await?;
    let mut found = Vec::new();
    for filing in page.items {
        let loan = ahead.store().loan(ahead.viewer(), filing.loan).await?;
        let Some(loan) = loan.map(|seen| seen.state) else {
            continue;
        };
        if discharge_by(&ahead.rules, &loan, ahead.store().now())?.is_none() {
            found.push(Found {
                other: Some(loan.approval.borrower),
                ..of_filing(What::Renew, &filing)
            });
        }
    }
    into.take(What::Renew, page.next.as_ref(), found);
    Ok(())
}

/// Filings whose debt has ended: so many working days are given to take them out.
async fn discharges(ahead: &Ahead<'_>, into: &mut Gathered) -> Result<(), Failure> {
    let filter = FilingFilter {
        ended: true,
        ..filed(ahead)
    };
    let page = ahead.store().filings(ahead.viewer(), &filter).await?;
    let mut found = Vec::new();
    for filing in page.items {
        let loan = ahead.store().loan(ahead.viewer(), filing.loan).await?;
        let Some(loan) = loan.map(|seen| seen.state) else {
            continue;
        };
        let by = discharge_by(&ahead.rules, &loan, ahead.store().now())?;
        // Working days run longer than days: it is told of from the day on which the debt ended.
        found.extend(by.map(|(_, by)| Found {
            other: Some(loan.approval.borrower),
            day: by,
            ..of_filing(What::Discharge, &filing)
        }));
    }
    into.take(What::Discharge, page.next.as_ref(), found);
    Ok(())
}

fn filed(ahead: &Ahead<'_>) -> FilingFilter {
    FilingFilter {
        stage: Some("filed".to_owned()),
        bank: Some(ahead.party()),
        page: first_page(),
        ..FilingFilter::default()
    }
}

fn of_filing(what: What, filing: &ListedFiling) -> Found {
    Found {
        what,
        number: filing.number.clone(),
        address: format!("/filings/{}", filing.id.uuid()),
        other: None,
        amount: None,
        day: filing.until,
    }
}

/// Credit lines of the bank that can be used no longer.
async fn lines(ahead: &Ahead<'_>, into: &mut Gathered) -> Result<(), Failure> {
    let filter = CreditLineFilter {
        stage: Some("open".to_owned()),
        bank: Some(ahead.party()),
        valid_from: Some(ahead.today),
        valid_until: Some(ahead.until),
        page: first_page(),
        ..CreditLineFilter::default()
    };
    let page = ahead.store().credit_lines(ahead.viewer(), &filter).await?;
    let found = page.items.into_iter().map(|line| Found {
        what: What::Line,
        number: line.programme.unwrap_or_default(),
        address: format!("/credit-lines/{}", line.id.uuid()),
        other: line.party,
        amount: Some(line.limit),
        day: line.valid_to,
    });
    into.take(What::Line, page.next.as_ref(), found);
    Ok(())
}
