//! Whether something can be done with a certificate now. Every decision that touches one asks here, those of financing
//! and banking too, so that no court's order and no other right is overlooked.

use tallystick_base::Millis;

use super::stage::CertificateStage;
use super::state::Certificate;
use super::transition::CertificateTransition;
use crate::CertificateRejection;

impl Certificate {
    /// The debtor still owes on it.
    pub fn check_live(&self) -> Result<(), CertificateRejection> {
        if self.is_live() {
            Ok(())
        } else {
            Err(CertificateRejection::Ended {
                certificate: self.id(),
                stage: self.stage.name(),
            })
        }
    }

    /// No court's order is on it.
    pub fn check_not_frozen(&self) -> Result<(), CertificateRejection> {
        match &self.frozen {
            None => Ok(()),
            Some(freeze) => Err(CertificateRejection::Frozen {
                certificate: self.id(),
                order: freeze.order.clone(),
            }),
        }
    }

    /// Nobody but the holder has a right on it at this moment, and no court's order is on it.
    ///
    /// An offer that has expired reads as gone. Its lapse is returned, to be recorded before anything else happens to
    /// the certificate, since a stage is left only by an arrow.
    pub fn check_free(&self, now: Millis) -> Result<Option<CertificateTransition>, CertificateRejection> {
        match self.stage_at(now) {
            CertificateStage::Free {} => {
                self.check_not_frozen()?;
                Ok(self.lapse_of_offer(now))
            }
            stage @ (CertificateStage::Offered { .. }
            | CertificateStage::Reserved { .. }
            | CertificateStage::Pledged { .. }
            | CertificateStage::Assigned { .. }
            | CertificateStage::Split {}
            | CertificateStage::Discharged {}
            | CertificateStage::Cancelled {}) => Err(CertificateRejection::NotFree {
                certificate: self.id(),
                stage: stage.name(),
            }),
        }
    }
}
