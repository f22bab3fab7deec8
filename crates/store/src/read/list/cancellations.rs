//! Proposed cancellations.

use sea_orm::{ColumnTrait as _, Condition};
use serde::Serialize;
use tallystick_base::{CancellationId, CertificateId, PartyId};

use super::arms::List;
use super::row::Row;
use crate::entity::cancellation::{Column, Entity, Model};
use crate::read::page::{Page, Paging};
use crate::read::viewer::Viewer;
use crate::{Store, StoreError};

/// Which cancellations; every field that is given narrows the list.
#[derive(Debug, Clone, Default)]
pub struct CancellationFilter {
    /// Of this stage, in lower case, such as `proposed`.
    pub stage: Option<String>,
    /// Of this certificate.
    pub certificate: Option<CertificateId>,
    /// Which page.
    pub page: Paging,
}

/// A proposed cancellation in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedCancellation {
    /// The cancellation.
    pub id: CancellationId,
    /// The version of its subject.
    pub version: u64,
    /// Its stage, in lower case.
    pub stage: String,
    /// The certificate.
    pub certificate: CertificateId,
    /// Who proposes it.
    pub proposed_by: PartyId,
    /// Who has to agree.
    pub proposed_to: PartyId,
    /// Which of the two is the debtor.
    pub debtor: PartyId,
    /// Why.
    pub reason: String,
}

impl Store {
    /// The cancellations that the viewer's party proposed or has to answer.
    pub async fn cancellations(
        &self,
        viewer: &Viewer,
        filter: &CancellationFilter,
    ) -> Result<Page<ListedCancellation>, StoreError> {
        list(viewer, filter)
            .page(self.reader(), &filter.page, listed)
            .await
    }
}

pub(super) fn list(viewer: &Viewer, filter: &CancellationFilter) -> List<Entity> {
    let party = viewer.party.to_string();
    let narrow = Condition::all()
        .add_option(filter.stage.as_ref().map(|stage| Column::Stage.eq(stage)))
        .add_option(
            filter
                .certificate
                .map(|id| Column::Certificate.eq(id.to_string())),
        );
    List {
        name: "cancellations",
        arms: (!viewer.auditor).then(|| {
            let columns = [Column::ProposedBy, Column::ProposedTo];
            columns
                .map(|column| Condition::all().add(column.eq(&party)))
                .to_vec()
        }),
        filter: narrow,
        subject: Column::Subject,
        date: None,
    }
}

fn listed(model: Model) -> Result<ListedCancellation, StoreError> {
    let row = Row {
        table: "cancellations",
        subject: &model.subject,
    };
    Ok(ListedCancellation {
        id: row.parse(&model.subject)?,
        version: row.number(model.version)?,
        certificate: row.parse(&model.certificate)?,
        proposed_by: row.parse(&model.proposed_by)?,
        proposed_to: row.parse(&model.proposed_to)?,
        debtor: row.parse(&model.debtor)?,
        stage: model.stage,
        reason: model.reason,
    })
}
