//! What a buyer owes, as the ground of a request downstream: the loan pays the holder.

use std::collections::BTreeMap;

use tallystick_base::{CertificateId, PartyId};
use tallystick_store::BorrowingBase;

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
        let store = portal.store();
        let mut owed = Self {
            base: BorrowingBase {
                on: store.today().await?,
                certificates: Vec::new(),
                products: Vec::new(),
            },
            holders: BTreeMap::new(),
            numbers: BTreeMap::new(),
        };
        for one in store.owed_base(seated.viewer()).await? {
            let id = one.on_base.certificate;
            owed.holders.insert(id, one.holder);
            owed.numbers.insert(id, one.number.to_string());
            owed.base.certificates.push(one.on_base);
        }
        Ok(owed)
    }
}
