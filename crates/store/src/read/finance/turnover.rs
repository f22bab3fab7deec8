//! How much changed hands: the sum of accepted transfers.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use tallystick_base::{CertificateId, Currency, Millis, Money, PartyId, Subject};
use tallystick_commands::certificates::{CertificateTransition, Transition as OfCertificates};
use tallystick_commands::{Case, Transition};
use utoipa::ToSchema;

use super::portfolio::added;
use crate::entity::entry;
use crate::read::history::{self, Happened};
use crate::read::states::corrupt;
use crate::read::viewer::Viewer;
use crate::{Store, StoreError};

/// The kind of the entries by which a certificate gets a new holder.
const ACCEPTED: &str = "certificate.accept/1";
/// How many of them are folded at once.
const AT_ONCE: u64 = 400;

/// What changed hands of what one debtor owes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Turnover {
    /// Who owes.
    pub debtor: PartyId,
    /// How often a certificate was transferred.
    pub transfers: u64,
    /// What was outstanding on them at that moment, added up.
    pub amount: Money,
}

impl Store {
    /// The transfers that were accepted within a time, by debtor and currency; nothing for anyone but an auditor. It reads
    /// every entry of that time.
    pub async fn turnover(
        &self,
        viewer: &Viewer,
        from: Millis,
        until: Millis,
    ) -> Result<Vec<Turnover>, StoreError> {
        let mut sums = BTreeMap::new();
        if !viewer.auditor {
            return Ok(Vec::new());
        }
        let bound = |at: Millis| i64::try_from(at.as_millis()).unwrap_or(i64::MAX);
        let mut after = -1;
        loop {
            let found: Vec<(i64, String)> = entry::Entity::find()
                .select_only()
                .column(entry::Column::Seq)
                .column(entry::Column::Subject)
                .filter(entry::Column::Seq.gt(after))
                .filter(entry::Column::Received.between(bound(from), bound(until)))
                .filter(entry::Column::Kind.eq(ACCEPTED))
                .order_by_asc(entry::Column::Seq)
                .limit(AT_ONCE)
                .into_tuple()
                .all(self.reader())
                .await?;
            let Some((last, _)) = found.last() else {
                break;
            };
            after = *last;
            let accepted: BTreeSet<u64> = found
                .iter()
                .filter_map(|(seq, _)| u64::try_from(*seq).ok())
                .collect();
            let mut subjects = BTreeSet::new();
            for (_, subject) in &found {
                let parsed = Subject::parse(subject.as_str());
                subjects.insert(parsed.map_err(|error| corrupt("entries", subject, error))?);
            }
            count(
                &history::parts(self.reader(), &subjects).await?,
                &accepted,
                &mut sums,
            )?;
        }
        Ok(sums.into_values().collect())
    }
}

/// Follows certificates from their issue on, and counts what these entries transferred.
fn count(
    events: &[Happened],
    accepted: &BTreeSet<u64>,
    sums: &mut BTreeMap<(PartyId, Currency), Turnover>,
) -> Result<(), StoreError> {
    let mut case = Case::default();
    for event in events {
        event.happen(&mut case)?;
        let id = CertificateId::try_from(&event.subject).ok();
        let certificate = id.and_then(|id| case.certificates().certificates.get(&id));
        let Some(certificate) = certificate.filter(|_| accepted.contains(&event.seq)) else {
            continue;
        };
        for transition in event.transitions()? {
            let Transition::Certificates(OfCertificates::Certificate(CertificateTransition::Transferred {
                ..
            })) = transition
            else {
                continue;
            };
            let (debtor, amount) = (certificate.issue.debtor, certificate.outstanding);
            let nothing = Turnover {
                debtor,
                transfers: 0,
                amount: Money::zero(amount.currency()),
            };
            let sum = sums.entry((debtor, amount.currency())).or_insert(nothing);
            sum.transfers = sum.transfers.saturating_add(1);
            sum.amount = added(sum.amount, amount)?;
        }
    }
    Ok(())
}
