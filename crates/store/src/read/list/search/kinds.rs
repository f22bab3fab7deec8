//! By what each kind of thing is known.

use sea_orm::ColumnTrait as _;
use sea_orm::Condition;
use sea_orm::sea_query::Query;
use tallystick_commands::certificates::CertificateNumber;

use super::amounts::OfAmount;
use super::ways::{Ways, begins};
use super::{Sought, members};
use crate::entity::{
    bank_entry, certificate, contract, credit_line, filing, guarantee, loan, member, notice, paper, payment,
    pool, product, receivable, request, sale,
};
use crate::read::list::arms::List;
use crate::read::list::payments::Many;
use crate::read::list::{
    BankEntryFilter, CertificateFilter, ContractFilter, CreditLineFilter, FilingFilter, GuaranteeFilter,
    LoanFilter, NoticeFilter, PaymentFilter, PoolFilter, ProductFilter, ReceivableFilter, RequestFilter,
    SaleFilter, bank_entries, certificates, contracts, credit_lines, filings, guarantees, loans, notices,
    payments, pools, products, receivables, requests, sales,
};
use crate::read::viewer::Viewer;

pub(in crate::read::list) fn certificates(
    viewer: &Viewer,
    sought: &Sought,
    of_amount: &OfAmount,
    parties: &[String],
) -> Option<List<certificate::Entity>> {
    use certificate::Column;
    let mut ways = Ways::new(of_amount.conditions(sought));
    // Of very many numbers only those are looked through in which the text can stand.
    let part = sought.text().filter(|text| CertificateNumber::may_contain(text));
    let number = part.map(str::to_uppercase);
    ways.begins(Column::Number, number.as_deref());
    ways.contains(Column::Number, part);
    ways.names(&[Column::Debtor, Column::Supplier, Column::Holder], parties);
    ways.narrow(certificates::list(viewer, &CertificateFilter::default()))
}

pub(in crate::read::list) fn contracts(
    viewer: &Viewer,
    sought: &Sought,
    parties: &[String],
) -> Option<List<contract::Entity>> {
    use contract::Column;
    let mut ways = Ways::new(sought.amounts(&[Column::Amount], Column::Currency));
    ways.begins(Column::Number, sought.text());
    ways.contains(Column::Number, sought.text());
    ways.contains(Column::Title, sought.text());
    ways.names(&[Column::Supplier, Column::Buyer], parties);
    ways.narrow(contracts::list(viewer, &ContractFilter::default()))
}

pub(in crate::read::list) fn receivables(
    viewer: &Viewer,
    sought: &Sought,
    parties: &[String],
    invoiced: &[String],
) -> Option<List<receivable::Entity>> {
    use receivable::Column;
    let mut ways = Ways::new(sought.amounts(&[Column::Amount], Column::Currency));
    if let Some(text) = sought.text() {
        let contracts = Query::select()
            .column(contract::Column::Subject)
            .from(contract::Entity)
            .and_where(begins(contract::Column::Number, text))
            .to_owned();
        ways.indexed
            .push(Condition::all().add(Column::Contract.in_subquery(contracts)));
        let behind = Query::select()
            .column(paper::Column::Receivable)
            .from(paper::Entity)
            .and_where(begins(paper::Column::Number, text))
            .to_owned();
        ways.indexed
            .push(Condition::all().add(Column::Subject.in_subquery(behind)));
    }
    ways.names(&[Column::Supplier, Column::Buyer], parties);
    ways.names(&[Column::Subject], invoiced);
    ways.narrow(receivables::list(viewer, &ReceivableFilter::default()))
}

pub(in crate::read::list) fn payments(
    viewer: &Viewer,
    sought: &Sought,
    many: Many,
    parties: &[String],
) -> Option<List<payment::Entity>> {
    use payment::Column;
    let mut ways = Ways::new(sought.amounts(&[Column::Amount], Column::Currency));
    if let Some(text) = sought.text() {
        let paid = Query::select()
            .column(certificate::Column::Subject)
            .from(certificate::Entity)
            .and_where(begins(certificate::Column::Number, &text.to_uppercase()))
            .to_owned();
        ways.indexed
            .push(Condition::all().add(Column::Certificate.in_subquery(paid)));
    }
    ways.begins(Column::Reference, sought.text());
    ways.contains(Column::Reference, sought.text());
    ways.names(&[Column::Debtor], parties);
    ways.narrow(payments::list(viewer, many, &PaymentFilter::default()))
}

pub(in crate::read::list) fn requests(
    viewer: &Viewer,
    sought: &Sought,
    parties: &[String],
) -> Option<List<request::Entity>> {
    use request::Column;
    let mut ways = Ways::new(sought.amounts(&[Column::Amount], Column::Currency));
    ways.contains(Column::Purpose, sought.text());
    ways.names(&[Column::Borrower, Column::Holder, Column::Debtor], parties);
    ways.narrow(requests::list(viewer, &RequestFilter::default()))
}

pub(in crate::read::list) fn loans(
    viewer: &Viewer,
    sought: &Sought,
    parties: &[String],
) -> Option<List<loan::Entity>> {
    use loan::Column;
    let columns = [Column::Principal, Column::OpenPrincipal];
    let mut ways = Ways::new(sought.amounts(&columns, Column::Currency));
    ways.begins(Column::EndToEnd, sought.text());
    ways.contains(Column::EndToEnd, sought.text());
    ways.names(&[Column::Bank, Column::Borrower, Column::Debtor], parties);
    ways.narrow(loans::list(viewer, &LoanFilter::default()))
}

pub(in crate::read::list) fn credit_lines(
    viewer: &Viewer,
    sought: &Sought,
    parties: &[String],
) -> Option<List<credit_line::Entity>> {
    use credit_line::Column;
    let mut ways = Ways::new(sought.amounts(&[Column::CreditLimit], Column::Currency));
    ways.contains(Column::Programme, sought.text());
    ways.names(&[Column::Bank, Column::Party, Column::Supplier], parties);
    ways.narrow(credit_lines::list(viewer, &CreditLineFilter::default()))
}

/// Products are offered to everybody, and a bank has few.
pub(in crate::read::list) fn products(
    viewer: &Viewer,
    sought: &Sought,
    parties: &[String],
) -> Option<List<product::Entity>> {
    use product::Column;
    let mut ways = Ways::new(Vec::new());
    ways.contains(Column::Name, sought.text());
    ways.contains(Column::Programme, sought.text());
    ways.names(&[Column::Bank], parties);
    ways.narrow_read(products::list(viewer, &ProductFilter::default()))
}

pub(in crate::read::list) fn guarantees(
    viewer: &Viewer,
    sought: &Sought,
    parties: &[String],
) -> Option<List<guarantee::Entity>> {
    use guarantee::Column;
    let mut ways = Ways::new(sought.amounts(&[Column::AtMost], Column::Currency));
    ways.names(&[Column::Guarantor, Column::Borrower, Column::Bank], parties);
    ways.narrow(guarantees::list(viewer, &GuaranteeFilter::default()))
}

pub(in crate::read::list) fn filings(
    viewer: &Viewer,
    sought: &Sought,
    parties: &[String],
) -> Option<List<filing::Entity>> {
    use filing::Column;
    let mut ways = Ways::new(Vec::new());
    ways.begins(Column::Number, sought.text());
    ways.contains(Column::Number, sought.text());
    ways.names(&[Column::Bank], parties);
    ways.narrow(filings::list(viewer, &FilingFilter::default()))
}

/// A notice has no number of its own; it is known by who sent it and who owes.
pub(in crate::read::list) fn notices(viewer: &Viewer, parties: &[String]) -> Option<List<notice::Entity>> {
    use notice::Column;
    let mut ways = Ways::new(Vec::new());
    ways.names(&[Column::Bank, Column::Debtor], parties);
    ways.narrow(notices::list(viewer, &NoticeFilter::default()))
}

pub(in crate::read::list) fn bank_entries(
    viewer: &Viewer,
    sought: &Sought,
) -> Option<List<bank_entry::Entity>> {
    use bank_entry::Column;
    let mut ways = Ways::new(sought.amounts(&[Column::Amount], Column::Currency));
    for column in [Column::Reference, Column::EndToEnd, Column::Counterparty] {
        ways.begins(column, sought.text());
        ways.contains(column, sought.text());
    }
    let mut list = bank_entries::list(viewer, &BankEntryFilter::default());
    if viewer.auditor {
        // The indexes on what a line is known by do not go on with its day.
        list.date = None;
    }
    ways.narrow(list)
}

/// An asset manager has few pools.
pub(in crate::read::list) fn pools(
    viewer: &Viewer,
    sought: &Sought,
    parties: &[String],
) -> Option<List<pool::Entity>> {
    use pool::Column;
    let mut ways = Ways::new(sought.amounts(&[Column::Price, Column::Open], Column::Currency));
    ways.contains(Column::Name, sought.text());
    ways.names(&[Column::Manager], parties);
    ways.narrow_read(pools::list(viewer, &PoolFilter::default()))
}

/// A sale is known by its price, its bank, and the pools that were found by what is sought.
pub(in crate::read::list) fn sales(
    viewer: &Viewer,
    sought: &Sought,
    parties: &[String],
    pools: &[String],
) -> Option<List<sale::Entity>> {
    use sale::Column;
    let mut ways = Ways::new(sought.amounts(&[Column::Price], Column::Currency));
    ways.names(&[Column::Bank], parties);
    ways.names(&[Column::Pool], pools);
    ways.narrow(sales::list(viewer, &SaleFilter::default()))
}

/// A party looks through its own members; of all of them a name is found by its beginning.
pub(in crate::read::list) fn members(viewer: &Viewer, sought: &Sought) -> Option<List<member::Entity>> {
    use member::Column;
    let mut ways = Ways::new(Vec::new());
    ways.begins(Column::Name, sought.text());
    ways.contains(Column::Name, sought.text());
    ways.narrow(members::list(viewer))
}
