//! Certificates.

use chrono::NaiveDate;
use sea_orm::sea_query::{
    Alias, CommonTableExpression, Expr, ExprTrait as _, Query, SelectStatement, UnionType, WithClause,
};
use sea_orm::{ColumnTrait as _, Condition};
use serde::Serialize;
use tallystick_base::{CertificateId, ContractId, Millis, Money, PartyId, ReceivableId};
use tallystick_commands::certificates::CertificateNumber;

use super::Order;
use super::arms::{Date, List};
use super::row::Row;
use crate::entity::certificate::{Column, Entity, Model};
use crate::read::page::{Page, Paging};
use crate::read::partial;
use crate::read::present::asking;
use crate::read::viewer::Viewer;
use crate::{Store, StoreError};

/// Which certificates; every field that is given narrows the list.
#[derive(Debug, Clone, Default)]
pub struct CertificateFilter {
    /// Of this stage, in lower case, such as `free`. An offer that has expired stands here until its lapse is recorded.
    pub stage: Option<String>,
    /// Owed by this party.
    pub debtor: Option<PartyId>,
    /// Held by this party.
    pub holder: Option<PartyId>,
    /// First held by this supplier.
    pub supplier: Option<PartyId>,
    /// Under this contract.
    pub contract: Option<ContractId>,
    /// From the confirmation of this receivable.
    pub receivable: Option<ReceivableId>,
    /// Split from this certificate.
    pub parent: Option<CertificateId>,
    /// Due on this day or later.
    pub due_from: Option<NaiveDate>,
    /// Due on this day or earlier.
    pub due_until: Option<NaiveDate>,
    /// Marked as overdue and not paid since, or not.
    pub overdue: Option<bool>,
    /// Offered to this party.
    pub offered_to: Option<PartyId>,
    /// Promised by this bank to be paid at maturity.
    pub endorser: Option<PartyId>,
    /// Only those on which something is outstanding: neither split, nor cancelled, nor paid.
    pub unpaid: bool,
    /// In which order.
    pub order: Order,
    /// Which page.
    pub page: Paging,
}

/// A certificate in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedCertificate {
    /// The certificate.
    pub id: CertificateId,
    /// The version of its subject.
    pub version: u64,
    /// Its stage, in lower case, as last recorded.
    pub stage: String,
    /// Its number, which people type and codes carry.
    pub number: CertificateNumber,
    /// The contract under which the debt arose.
    pub contract: ContractId,
    /// The receivable that was confirmed.
    pub receivable: ReceivableId,
    /// Who owes.
    pub debtor: PartyId,
    /// The supplier that delivered.
    pub supplier: PartyId,
    /// Who holds it.
    pub holder: PartyId,
    /// Whom it is offered to.
    pub offered_to: Option<PartyId>,
    /// The last moment at which that offer can be accepted.
    pub offered_until: Option<Millis>,
    /// The bank that it is pledged or assigned to.
    pub bank: Option<PartyId>,
    /// The bank that promised to pay at maturity.
    pub endorser: Option<PartyId>,
    /// What it was issued over.
    pub amount: Money,
    /// What is still owed on it.
    pub outstanding: Money,
    /// The day of issue.
    pub issued_on: NaiveDate,
    /// When it is due.
    pub due_on: NaiveDate,
    /// The first day on which payment was late, once that is marked.
    pub overdue_since: Option<NaiveDate>,
    /// Whether an order of a court freezes it.
    pub frozen: bool,
    /// Whether it may be transferred and split.
    pub transferable: bool,
    /// The certificate that was split into it.
    pub parent: Option<CertificateId>,
    /// The certificate that the confirmation issued.
    pub root: CertificateId,
    /// How many splits lie between the two.
    pub depth: u32,
}

impl Store {
    /// The certificates that the viewer's party owes, holds, delivered for, is offered, or has a bank's right on; and those that
    /// were split into one that it holds.
    pub async fn certificates(
        &self,
        viewer: &Viewer,
        filter: &CertificateFilter,
    ) -> Result<Page<ListedCertificate>, StoreError> {
        list(viewer, filter)
            .page(self.reader(), &filter.page, listed)
            .await
    }
}

pub(super) fn list(viewer: &Viewer, filter: &CertificateFilter) -> List<Entity> {
    let (name, date) = match filter.order {
        Order::Newest => ("certificates", None),
        Order::Due => ("certificates-due", Some(Date::Earliest(Column::DueOn))),
    };
    List {
        name,
        arms: (!viewer.auditor).then(|| arms(&viewer.party.to_string())),
        filter: narrow(filter).add_option(by_stage_alone(viewer, filter)),
        subject: Column::Subject,
        date,
    }
}

/// Who sees all certificates finds those of a stage in an index that is only for this: each is at least as deep as a root.
fn by_stage_alone(viewer: &Viewer, filter: &CertificateFilter) -> Option<Expr> {
    (viewer.auditor && filter.stage.is_some()).then(|| partial::at_least(Column::Depth, "0"))
}

fn narrow(filter: &CertificateFilter) -> Condition {
    Condition::all()
        .add_option(filter.stage.as_ref().map(|stage| Column::Stage.eq(stage)))
        .add_option(filter.debtor.map(|id| Column::Debtor.eq(id.to_string())))
        .add_option(filter.holder.map(|id| Column::Holder.eq(id.to_string())))
        .add_option(filter.supplier.map(|id| Column::Supplier.eq(id.to_string())))
        .add_option(filter.contract.map(|id| Column::Contract.eq(id.to_string())))
        .add_option(filter.receivable.map(|id| Column::Receivable.eq(id.to_string())))
        .add_option(filter.parent.map(|id| Column::Parent.eq(id.to_string())))
        .add_option(filter.due_from.map(|day| Column::DueOn.gte(day.to_string())))
        .add_option(filter.due_until.map(|day| Column::DueOn.lte(day.to_string())))
        .add_option(filter.overdue.map(overdue))
        .add_option(filter.offered_to.map(|id| Column::OfferedTo.eq(id.to_string())))
        .add_option(filter.endorser.map(|id| Column::Endorser.eq(id.to_string())))
        .add_option(filter.unpaid.then(|| Column::Outstanding.gt(0)))
}

/// The mark stays on what was paid late, so what is overdue is asked for by what is outstanding too. That sum is written as a
/// reckoning: bare, its own index could draw the database away from those that hold only what is marked.
fn overdue(is: bool) -> Condition {
    let owed = || Expr::col(Column::Outstanding).add(0);
    if is {
        Condition::all()
            .add(Column::OverdueSince.is_not_null())
            .add(owed().gt(0))
    } else {
        Condition::any()
            .add(Column::OverdueSince.is_null())
            .add(owed().lte(0))
    }
}

fn arms(party: &str) -> Vec<Condition> {
    let roles = [
        Column::Debtor,
        Column::Supplier,
        Column::Holder,
        Column::OfferedTo,
        Column::Bank,
        Column::Endorser,
    ];
    let roles = roles.map(|column| Condition::all().add(column.eq(party)));
    let above = Condition::all().add(Column::Subject.in_subquery(above_holdings(party)));
    let asked = Condition::all().add(Column::ReservedFor.in_subquery(asking(party)));
    roles.into_iter().chain([above, asked]).collect()
}

/// What the certificates in a party's hands were split from, up to the root. Of parts that it split itself it holds what is above
/// them, so only those that it received are followed: very many of its own cost nothing.
fn above_holdings(party: &str) -> SelectStatement {
    let [above, subject, lower] = ["above", "subject", "lower"].map(Alias::new);
    let held = Query::select()
        .column(Column::Parent)
        .from(Entity)
        .and_where(Column::Holder.eq(party))
        .and_where(partial::equals(Column::Received, "1"))
        .and_where(Column::Parent.is_not_null())
        .to_owned();
    let further = Query::select()
        .column((lower.clone(), Column::Parent))
        .from_as(Entity, lower.clone())
        .inner_join(
            above.clone(),
            Expr::col((lower.clone(), Column::Subject)).equals((above.clone(), subject.clone())),
        )
        .and_where(Expr::col((lower, Column::Parent)).is_not_null())
        .to_owned();
    let all = held.clone().union(UnionType::Distinct, further).to_owned();
    let all = CommonTableExpression::new()
        .query(all)
        .column(subject.clone())
        .table_name(above.clone())
        .to_owned();
    Query::select()
        .column(subject)
        .from(above)
        .with_cte(WithClause::new().recursive(true).cte(all).to_owned())
        .to_owned()
}

pub(super) fn listed(model: Model) -> Result<ListedCertificate, StoreError> {
    let row = Row {
        table: "certificates",
        subject: &model.subject,
    };
    let until = model
        .offered_until
        .map(|until| row.number::<u64>(until))
        .transpose()?;
    Ok(ListedCertificate {
        id: row.parse(&model.subject)?,
        version: row.number(model.version)?,
        number: row.parse(&model.number)?,
        contract: row.parse(&model.contract)?,
        receivable: row.parse(&model.receivable)?,
        debtor: row.parse(&model.debtor)?,
        supplier: row.parse(&model.supplier)?,
        holder: row.parse(&model.holder)?,
        offered_to: row.optional(model.offered_to.as_ref())?,
        offered_until: until.map(|until| Millis::new(until).unwrap_or(Millis::MAX)),
        bank: row.optional(model.bank.as_ref())?,
        endorser: row.optional(model.endorser.as_ref())?,
        amount: row.money(model.amount, &model.currency)?,
        outstanding: row.money(model.outstanding, &model.currency)?,
        issued_on: row.parse(&model.issued_on)?,
        due_on: row.parse(&model.due_on)?,
        overdue_since: row.optional(model.overdue_since.as_ref())?,
        frozen: model.frozen != 0,
        transferable: model.transferable != 0,
        parent: row.optional(model.parent.as_ref())?,
        root: row.parse(&model.root)?,
        depth: row.number(model.depth)?,
        stage: model.stage,
    })
}
