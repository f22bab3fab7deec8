//! Certificates for who asks for money on them, due first comes first: those that back a new request, and those that do not.

use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use tallystick_base::CertificateId;

use super::arms::{Date, List};
use crate::entity::certificate::{Column, Entity, Model};
use crate::read::finance::{AskingSide, CertificateOnBase, offer_lapsed, on_base};
use crate::read::page::{Page, Paging};
use crate::read::partial;
use crate::read::viewer::Viewer;
use crate::rows::moment;
use crate::{Store, StoreError};

impl Store {
    /// The certificates on this side of which the viewer's party stands and that back a new request.
    pub async fn certificates_to_ask_on(
        &self,
        viewer: &Viewer,
        side: AskingSide,
        paging: &Paging,
    ) -> Result<Page<CertificateOnBase>, StoreError> {
        let (on, now) = (self.today().await?, self.now());
        let available = Condition::all()
            .add(Column::Frozen.eq(0))
            .add(Column::DueOn.gt(on.to_string()));
        let list: List<Entity> = List {
            name: "certificates-to-ask-on",
            arms: Some(arms(viewer, side, [stage("free"), offer_lapsed(now)])),
            filter: available,
            subject: Column::Subject,
            date: Some(Date::Earliest(Column::DueOn)),
        };
        let item = |row: Model| on_base(&row, on, now);
        list.page(self.reader(), paging, item).await
    }

    /// The others on which something is owed: each says why it backs no new request.
    pub async fn certificates_not_to_ask_on(
        &self,
        viewer: &Viewer,
        side: AskingSide,
        paging: &Paging,
    ) -> Result<Page<CertificateOnBase>, StoreError> {
        let (on, now) = (self.today().await?, self.now());
        let others = [
            stage("free").add(Column::DueOn.lte(on.to_string())),
            // Without its stage, so that the index of the few that are frozen answers.
            Condition::all()
                .add(partial::equals(Column::Frozen, "1"))
                .add(Column::Outstanding.gt(0)),
            stage("offered").add(
                Condition::any()
                    .add(Column::OfferedUntil.gte(moment(now)))
                    .add(Column::DueOn.lte(on.to_string())),
            ),
            stage("reserved"),
            stage("pledged"),
            stage("assigned"),
        ];
        let list: List<Entity> = List {
            name: "certificates-not-to-ask-on",
            arms: Some(arms(viewer, side, others)),
            filter: Condition::all(),
            subject: Column::Subject,
            date: Some(Date::Earliest(Column::DueOn)),
        };
        let item = |row: Model| on_base(&row, on, now);
        list.page(self.reader(), paging, item).await
    }

    /// Which of these certificates are on this side of the viewer's party, whether or not they back a new request.
    pub async fn certificates_asked_on(
        &self,
        viewer: &Viewer,
        side: AskingSide,
        certificates: &[CertificateId],
    ) -> Result<Vec<CertificateOnBase>, StoreError> {
        let (on, now) = (self.today().await?, self.now());
        let named = certificates.iter().map(|id| id.subject().to_string());
        let rows = Entity::find()
            .filter(stands(viewer, side))
            .filter(Column::Subject.is_in(named))
            .filter(Column::Outstanding.gt(0))
            .order_by_asc(Column::DueOn)
            .order_by_asc(Column::Subject)
            .all(self.reader())
            .await?;
        rows.iter().map(|row| on_base(row, on, now)).collect()
    }
}

/// One arm for each condition, which the index of the side, the stage and the day answers.
fn arms<const N: usize>(viewer: &Viewer, side: AskingSide, conditions: [Condition; N]) -> Vec<Condition> {
    let each = conditions.into_iter();
    each.map(|condition| stands(viewer, side).add(condition))
        .collect()
}

fn stands(viewer: &Viewer, side: AskingSide) -> Condition {
    let column = match side {
        AskingSide::Holder => Column::Holder,
        AskingSide::Debtor => Column::Debtor,
    };
    Condition::all().add(column.eq(viewer.party.to_string()))
}

fn stage(name: &str) -> Condition {
    Condition::all().add(Column::Stage.eq(name))
}
