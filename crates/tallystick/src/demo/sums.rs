//! What each story comes to, from what the service answers: certificates, transfers, money out and money in.

use anyhow::Context as _;
use serde::Serialize;
use tallystick_base::{Currency, LoanId, Money, Rate};
use tallystick_commands::banking::Loan;

use super::closing::Found;
use super::company::Company;
use super::loans::LoanStatement;
use super::record::Strand;
use super::report::Held;

/// A story in money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct StorySums {
    pub(super) story: Strand,
    /// What was confirmed.
    pub(super) confirmed: Money,
    /// What is still owed on live certificates.
    pub(super) outstanding: Money,
    /// What was outstanding on certificates whose transfer was accepted, each time.
    pub(super) turned_over: Money,
    /// Money that went out on loans.
    pub(super) disbursed: Money,
    /// Money that came in on them.
    pub(super) received: Money,
    /// How often something did not fit between a bank and the record.
    pub(super) conflicts: usize,
}

/// A loan at the end.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Lent {
    pub(super) story: Strand,
    pub(super) loan: LoanId,
    /// The names of bank and borrower.
    pub(super) bank: &'static str,
    pub(super) borrower: &'static str,
    pub(super) principal: Money,
    /// The rate a year.
    pub(super) rate: Rate,
    pub(super) disbursed: Money,
    pub(super) received: Money,
    /// What would have to be paid today to pay it off.
    pub(super) owed: Money,
    /// What a programme pays of the interest so far.
    pub(super) subsidy: Money,
    pub(super) stage: &'static str,
}

/// The sums of every story that was told.
pub(super) fn of_stories(
    company: &Company,
    certificates: &[Held],
    found: &Found,
) -> anyhow::Result<Vec<StorySums>> {
    let told = Strand::ALL.into_iter().filter(|strand| company.is_told(*strand));
    told.map(|story| of_story(company, story, certificates, found))
        .collect()
}

fn of_story(
    company: &Company,
    story: Strand,
    certificates: &[Held],
    found: &Found,
) -> anyhow::Result<StorySums> {
    let own = || certificates.iter().filter(|held| held.story == story);
    let loans = || {
        let loans = found.loans.iter();
        loans.filter(|(loan, _)| company.story_of(loan.approval.bank) == story)
    };
    let turnover = found
        .turnover
        .iter()
        .filter(|of| company.story_of(of.debtor) == story);
    Ok(StorySums {
        story,
        confirmed: sum(own().filter(|held| held.is_root).map(|held| held.amount))?,
        outstanding: sum(own().filter(|held| held.public.live).map(|held| held.outstanding))?,
        turned_over: sum(turnover.map(|of| of.amount))?,
        disbursed: sum(loans().map(|(_, statement)| statement.account.totals.paid_out))?,
        received: sum(loans().map(|(_, statement)| statement.account.totals.received))?,
        conflicts: loans().map(|(loan, _)| loan.conflicts.len()).sum(),
    })
}

/// Every loan, as it stands.
pub(super) fn loans(company: &Company, found: &Found) -> anyhow::Result<Vec<Lent>> {
    let loans = found.loans.iter();
    let mut lent = loans
        .map(|(loan, statement)| lent(company, loan, statement))
        .collect::<anyhow::Result<Vec<Lent>>>()?;
    lent.sort_by_key(|lent| (lent.story, lent.loan));
    Ok(lent)
}

fn lent(company: &Company, loan: &Loan, statement: &LoanStatement) -> anyhow::Result<Lent> {
    let name = |party| {
        company
            .name_of(party)
            .context("a loan has a side whom nobody registered")
    };
    let totals = &statement.account.totals;
    Ok(Lent {
        story: company.story_of(loan.approval.bank),
        loan: loan.id(),
        bank: name(loan.approval.bank)?,
        borrower: name(loan.approval.borrower)?,
        principal: loan.approval.terms.principal,
        rate: loan.approval.terms.rate,
        disbursed: totals.paid_out,
        received: totals.received,
        owed: statement.owed,
        subsidy: totals.subsidy,
        stage: loan.stage.name(),
    })
}

fn sum(amounts: impl IntoIterator<Item = Money>) -> anyhow::Result<Money> {
    Ok(Money::sum(Currency::CNY, amounts)?)
}
