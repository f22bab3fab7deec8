//! Reported payments.

use chrono::NaiveDate;
use sea_orm::sea_query::{Expr, ExprTrait as _, Func, Query, SelectStatement};
use sea_orm::{ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, QuerySelect as _};
use serde::Serialize;
use tallystick_base::{CertificateId, Money, PartyId, PaymentId};

use super::arms::List;
use super::row::Row;
use crate::entity::certificate;
use crate::entity::payment::{Column, Entity, Model};
use crate::read::page::{Page, Paging};
use crate::read::viewer::Viewer;
use crate::{Store, StoreError};

/// Who collects is the bank that the certificate is pledged or assigned to, otherwise its holder.
const COLLECTING: [certificate::Column; 2] = [certificate::Column::Holder, certificate::Column::Bank];
/// From how many certificates on they are very many.
const MANY: u64 = 1_000;

/// Whether a party has very many certificates in each of the roles in which it collects.
pub(super) type Many = [bool; 2];

/// Which payments; every field that is given narrows the list.
#[derive(Debug, Clone, Default)]
pub struct PaymentFilter {
    /// Of this stage, in lower case, such as `reported`.
    pub stage: Option<String>,
    /// On this certificate.
    pub certificate: Option<CertificateId>,
    /// By this debtor.
    pub debtor: Option<PartyId>,
    /// Paid on this day or later.
    pub paid_from: Option<NaiveDate>,
    /// Paid on this day or earlier.
    pub paid_until: Option<NaiveDate>,
    /// Which page.
    pub page: Paging,
}

/// A payment in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedPayment {
    /// The payment.
    pub id: PaymentId,
    /// The version of its subject.
    pub version: u64,
    /// Its stage, in lower case.
    pub stage: String,
    /// The certificate that was paid on.
    pub certificate: CertificateId,
    /// Who paid.
    pub debtor: PartyId,
    /// Who acknowledged or rejected it.
    pub answered_by: Option<PartyId>,
    /// How much.
    pub amount: Money,
    /// The day of payment.
    pub paid_on: NaiveDate,
    /// The reference of the debtor's bank.
    pub reference: String,
}

impl Store {
    /// The payments that the viewer's party made, answered, or collects as the certificate stands now.
    pub async fn payments(
        &self,
        viewer: &Viewer,
        filter: &PaymentFilter,
    ) -> Result<Page<ListedPayment>, StoreError> {
        let many = self.collects_on_many(viewer).await?;
        list(viewer, many, filter)
            .page(self.reader(), &filter.page, listed)
            .await
    }

    /// In which roles the viewer has very many certificates. An auditor sees every payment, whoever collects it.
    pub(super) async fn collects_on_many(&self, viewer: &Viewer) -> Result<Many, StoreError> {
        let mut many = Many::default();
        if viewer.auditor {
            return Ok(many);
        }
        for (role, many) in COLLECTING.into_iter().zip(&mut many) {
            let beyond: Option<String> = certificate::Entity::find()
                .select_only()
                .column(certificate::Column::Subject)
                .filter(role.eq(viewer.party.to_string()))
                .offset(MANY)
                .limit(1)
                .into_tuple()
                .one(self.reader())
                .await?;
            *many = beyond.is_some();
        }
        Ok(many)
    }
}

pub(super) fn list(viewer: &Viewer, many: Many, filter: &PaymentFilter) -> List<Entity> {
    let narrow = Condition::all()
        .add_option(filter.stage.as_ref().map(|stage| Column::Stage.eq(stage)))
        .add_option(
            filter
                .certificate
                .map(|id| Column::Certificate.eq(id.to_string())),
        )
        .add_option(filter.debtor.map(|id| Column::Debtor.eq(id.to_string())))
        .add_option(filter.paid_from.map(|day| Column::PaidOn.gte(day.to_string())))
        .add_option(filter.paid_until.map(|day| Column::PaidOn.lte(day.to_string())));
    List {
        name: "payments",
        arms: (!viewer.auditor).then(|| arms(&viewer.party.to_string(), many)),
        filter: narrow,
        subject: Column::Subject,
        date: None,
    }
}

fn arms(party: &str, many: Many) -> Vec<Condition> {
    let own = [Column::Debtor, Column::AnsweredBy].map(|column| column.eq(party));
    let collecting = COLLECTING.into_iter().zip(many).map(|(role, many)| {
        if many {
            Expr::exists(certificate_of_payment(role, party))
        } else {
            Column::Certificate.in_subquery(certificates(role, party))
        }
    });
    own.into_iter()
        .chain(collecting)
        .map(|role| Condition::all().add(role))
        .collect()
}

/// The certificate of a payment, where it is one of very many of a party: those are not read for each page, but each payment's is
/// looked up. What the column is compared through keeps the database from beginning at the party.
fn certificate_of_payment(role: certificate::Column, party: &str) -> SelectStatement {
    let party_of_role = Func::coalesce([role.into_expr(), Expr::val("")]);
    Query::select()
        .expr(Expr::val(1))
        .from(certificate::Entity)
        .and_where(
            certificate::Column::Subject
                .into_expr()
                .eq(Column::Certificate.into_expr()),
        )
        .and_where(Expr::expr(party_of_role).eq(party))
        .to_owned()
}

fn certificates(column: certificate::Column, party: &str) -> SelectStatement {
    Query::select()
        .column(certificate::Column::Subject)
        .from(certificate::Entity)
        .and_where(column.eq(party))
        .to_owned()
}

pub(super) fn listed(model: Model) -> Result<ListedPayment, StoreError> {
    let row = Row {
        table: "payments",
        subject: &model.subject,
    };
    Ok(ListedPayment {
        id: row.parse(&model.subject)?,
        version: row.number(model.version)?,
        certificate: row.parse(&model.certificate)?,
        debtor: row.parse(&model.debtor)?,
        answered_by: row.optional(model.answered_by.as_ref())?,
        amount: row.money(model.amount, &model.currency)?,
        paid_on: row.parse(&model.paid_on)?,
        stage: model.stage,
        reference: model.reference,
    })
}
