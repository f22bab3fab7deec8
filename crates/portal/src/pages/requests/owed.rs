//! What a buyer owes, as the ground of a request downstream: the loan pays the holder.

use std::collections::BTreeMap;

use tallystick_base::{CertificateId, PartyId};
use tallystick_store::{
    BorrowingBase, CertificateFilter, CertificateOnBase, ListedCertificate, MAX_PAGE, Order, Paging,
    Unavailable,
};

use crate::Portal;
use crate::failure::Failure;
use crate::seat::Seated;

/// Certificates that the viewer's party owes, those that are due first.
pub(super) struct OwedBase {
    pub(super) base: BorrowingBase,
    /// Who holds each.
    pub(super) holders: BTreeMap<CertificateId, PartyId>,
    pub(super) numbers: BTreeMap<CertificateId, String>,
}

impl OwedBase {
    pub(super) async fn read(portal: &Portal, seated: &Seated) -> Result<Self, Failure> {
        let (store, viewer) = (portal.store(), seated.viewer());
        let mut owed = Self {
            base: BorrowingBase {
                on: store.today().await?,
                certificates: Vec::new(),
                products: Vec::new(),
            },
            holders: BTreeMap::new(),
            numbers: BTreeMap::new(),
        };
        for stage in ["free", "offered", "reserved", "pledged", "assigned"] {
            let filter = CertificateFilter {
                stage: Some(stage.to_owned()),
                debtor: Some(viewer.party),
                order: Order::Due,
                page: Paging {
                    after: None,
                    limit: MAX_PAGE,
                },
                ..CertificateFilter::default()
            };
            for one in store.certificates(viewer, &filter).await?.items {
                owed.holders.insert(one.id, one.holder);
                owed.numbers.insert(one.id, one.number.to_string());
                let unavailable = unavailable(portal, &owed.base, &one);
                owed.base.certificates.push(CertificateOnBase {
                    certificate: one.id,
                    debtor: one.debtor,
                    outstanding: one.outstanding,
                    due_on: one.due_on,
                    unavailable,
                });
            }
        }
        owed.base
            .certificates
            .sort_by_key(|one| (one.due_on, one.certificate));
        Ok(owed)
    }
}

/// Why the holder could not let it be paid by a loan now.
fn unavailable(portal: &Portal, base: &BorrowingBase, one: &ListedCertificate) -> Option<Unavailable> {
    let offer_stands = one
        .offered_until
        .is_some_and(|until| until >= portal.store().now());
    match one.stage.as_str() {
        "pledged" | "assigned" => Some(Unavailable::Charged),
        "reserved" => Some(Unavailable::Reserved),
        _ if one.frozen => Some(Unavailable::Frozen),
        _ if one.due_on <= base.on => Some(Unavailable::Due),
        "offered" if offer_stands => Some(Unavailable::Offered),
        _ => None,
    }
}
