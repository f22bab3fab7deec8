//! Certificates, for lists and for what falls due.

use sea_orm::entity::prelude::*;
use tallystick_base::Subject;
use tallystick_commands::certificates::{Certificate, CertificateStage};

use crate::rows::{moment, stage, text};

/// One certificate.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "certificates")]
pub(crate) struct Model {
    /// `certificate/…`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) subject: String,
    /// The version of that subject.
    pub(crate) version: i64,
    /// Its stage, in lower case.
    pub(crate) stage: String,
    /// Its number.
    pub(crate) number: String,
    /// The contract under which the debt arose, `contract/…`.
    pub(crate) contract: String,
    /// The receivable that was confirmed, `receivable/…`.
    pub(crate) receivable: String,
    /// Who owes, `party/…`.
    pub(crate) debtor: String,
    /// The supplier that delivered, `party/…`.
    pub(crate) supplier: String,
    /// Who holds it, `party/…`.
    pub(crate) holder: String,
    /// Whom it is offered to, while it is, `party/…`.
    pub(crate) offered_to: Option<String>,
    /// The last millisecond at which that offer can be accepted.
    pub(crate) offered_until: Option<i64>,
    /// The bank that it is pledged or assigned to, `party/…`.
    pub(crate) bank: Option<String>,
    /// The bank that endorsed it, `party/…`.
    pub(crate) endorser: Option<String>,
    /// What it was issued over, in minor units.
    pub(crate) amount: i64,
    /// What is still owed on it, in minor units.
    pub(crate) outstanding: i64,
    /// The currency of both.
    pub(crate) currency: String,
    /// The day of issue.
    pub(crate) issued_on: String,
    /// When it is due.
    pub(crate) due_on: String,
    /// The day after which it is overdue and to be marked; none where it has ended or is marked.
    pub(crate) mark_after: Option<String>,
    /// The first day on which payment was late, where that is marked.
    pub(crate) overdue_since: Option<String>,
    /// 1 while an order of a court freezes it.
    pub(crate) frozen: i64,
    /// 1 where it may be transferred and split.
    pub(crate) transferable: i64,
    /// The certificate that was split into it, `certificate/…`.
    pub(crate) parent: Option<String>,
    /// The certificate that the confirmation issued, `certificate/…`.
    pub(crate) root: String,
    /// How many splits lie between the two.
    pub(crate) depth: i64,
    /// The certificate on which the bank's promise was put that this one carries: itself, or what it was split from.
    pub(crate) endorsed_as: Option<String>,
    /// The request that it is held for, `financing-request/…`.
    pub(crate) reserved_for: Option<String>,
    /// 1 where whoever holds it is not whom it was issued to. What was split keeps its holder, so for a part this says that
    /// somebody else holds what it was split from.
    pub(crate) received: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub(crate) fn of(subject: &Subject, version: i64, certificate: &Certificate) -> Self {
        let issue = &certificate.issue;
        let (offer, bank) = match certificate.stage {
            CertificateStage::Offered { to, until, .. } => (Some((to, until)), None),
            CertificateStage::Pledged { bank, .. } | CertificateStage::Assigned { bank, .. } => {
                (None, Some(bank))
            }
            CertificateStage::Free {}
            | CertificateStage::Reserved { .. }
            | CertificateStage::Split {}
            | CertificateStage::Discharged {}
            | CertificateStage::Cancelled {} => (None, None),
        };
        let reserved_for = match certificate.stage {
            CertificateStage::Reserved { request } => Some(request.subject().to_string()),
            _ => None,
        };
        let unmarked = certificate.is_live() && certificate.overdue_since.is_none();
        Self {
            subject: subject.to_string(),
            version,
            stage: stage(certificate.stage.name()),
            number: issue.number.to_string(),
            contract: issue.contract.to_string(),
            receivable: issue.receivable.to_string(),
            debtor: issue.debtor.to_string(),
            supplier: issue.supplier.to_string(),
            holder: certificate.holder.to_string(),
            offered_to: offer.map(|(to, _)| to.to_string()),
            offered_until: offer.map(|(_, until)| moment(until)),
            bank: bank.map(text),
            endorser: certificate
                .endorsement
                .map(|endorsement| endorsement.bank.to_string()),
            amount: issue.amount.minor(),
            outstanding: certificate.outstanding.minor(),
            currency: issue.amount.currency().to_string(),
            issued_on: issue.issued_on.to_string(),
            due_on: issue.due_on.to_string(),
            mark_after: unmarked.then(|| issue.due_on.to_string()),
            overdue_since: certificate.overdue_since.map(text),
            frozen: i64::from(certificate.frozen.is_some()),
            transferable: i64::from(issue.transferable),
            parent: issue.parent.map(text),
            root: issue.root.to_string(),
            depth: i64::from(issue.depth),
            endorsed_as: certificate
                .endorsement
                .map(|endorsement| endorsement.certificate.subject().to_string()),
            reserved_for,
            received: i64::from(certificate.holder != issue.holder),
        }
    }
}
