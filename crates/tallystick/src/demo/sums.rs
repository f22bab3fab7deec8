//! What each story comes to, from what the service answers: certificates, transfers, money out and money in.

use std::collections::BTreeMap;

use anyhow::Context as _;
use chrono::NaiveDate;
use serde::Serialize;
use tallystick_base::{CertificateId, Currency, LoanId, Money};
use tallystick_commands::banking::{Fact, Loan};

use super::closing::Found;
use super::company::Company;
use super::loans;
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
    /// The sum of the certificates of all transfers that were accepted.
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
    pub(super) rate: tallystick_base::Rate,
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
    let own: BTreeMap<CertificateId, &Held> = certificates
        .iter()
        .filter(|held| held.story == story)
        .map(|held| (held.certificate, held))
        .collect();
    let roots = own.values().filter(|held| held.is_root);
    let live = own.values().filter(|held| held.public.live);
    let transfers = found.transfers.iter().filter_map(|id| own.get(id));
    let loans: Vec<&Loan> = found
        .loans
        .values()
        .filter(|loan| company.story_of(loan.approval.bank) == story)
        .collect();
    Ok(StorySums {
        story,
        confirmed: sum(roots.map(|held| held.amount))?,
        outstanding: sum(live.map(|held| held.outstanding))?,
        turned_over: sum(transfers.map(|held| held.amount))?,
        disbursed: sum(loans.iter().flat_map(|loan| disbursed(loan)))?,
        received: sum(loans.iter().flat_map(|loan| received(loan)))?,
        conflicts: loans.iter().map(|loan| loan.conflicts.len()).sum(),
    })
}

/// Every loan, as it stands on this day.
pub(super) fn loans(
    company: &Company,
    loans: &BTreeMap<LoanId, Loan>,
    today: NaiveDate,
) -> anyhow::Result<Vec<Lent>> {
    let mut lent = loans
        .values()
        .map(|loan| lent(company, loan, today))
        .collect::<anyhow::Result<Vec<Lent>>>()?;
    lent.sort_by_key(|lent| (lent.story, lent.loan));
    Ok(lent)
}

fn lent(company: &Company, loan: &Loan, today: NaiveDate) -> anyhow::Result<Lent> {
    let account = loans::statement(loan, today)?;
    let name = |party| {
        company
            .name_of(party)
            .context("a loan has a side whom nobody registered")
    };
    Ok(Lent {
        story: company.story_of(loan.approval.bank),
        loan: loan.id(),
        bank: name(loan.approval.bank)?,
        borrower: name(loan.approval.borrower)?,
        principal: loan.approval.terms.principal,
        rate: loan.approval.terms.rate,
        disbursed: sum(disbursed(loan))?,
        received: sum(received(loan))?,
        owed: account.owed()?,
        subsidy: account.totals.subsidy,
        stage: loan.stage.name(),
    })
}

fn disbursed(loan: &Loan) -> impl Iterator<Item = Money> {
    loan.disbursed().map(|(_, amount, _)| amount)
}

fn received(loan: &Loan) -> impl Iterator<Item = Money> {
    loan.facts.iter().filter_map(|fact| match fact {
        Fact::Received { amount, .. } => Some(*amount),
        Fact::Disbursed { .. } | Fact::Charged { .. } | Fact::SurplusPaid { .. } => None,
    })
}

fn sum(amounts: impl IntoIterator<Item = Money>) -> anyhow::Result<Money> {
    Ok(Money::sum(Currency::CNY, amounts)?)
}
