//! What stands beside a loan: what secures it, and where the debtor pays to.

use chrono::NaiveDate;
use tallystick_base::{Millis, Money};
use tallystick_commands::banking::{Loan, LoanStage};
use tallystick_commands::certificates::{Certificate, CertificateStage};
use tallystick_commands::parties::BankAccount;
use tallystick_store::{GuaranteeFilter, ListedGuarantee, NoticeFilter};

use crate::Portal;
use crate::failure::Failure;
use crate::seat::Seated;

/// What stands beside a loan.
pub(super) struct Beside {
    pub(super) certificates: Vec<CertificateView>,
    /// Where the debtor pays to since the last notice.
    pub(super) pay_to: Option<NoticeView>,
    pub(super) guarantees: Vec<ListedGuarantee>,
    pub(super) filing: Option<FilingView>,
}

/// A certificate that secures the loan. Guarantors and asset managers see none of what it says.
pub(super) struct CertificateView {
    pub(super) id: String,
    /// None where it secures the loan no longer, and is no concern of the viewer's any more.
    pub(super) number: Option<String>,
    pub(super) stage: Option<String>,
    pub(super) outstanding: Option<Money>,
    pub(super) due_on: Option<NaiveDate>,
    /// Whether it went back to its holder once the loan was paid back.
    pub(super) returned: bool,
}

pub(super) struct FilingView {
    pub(super) id: String,
    pub(super) number: String,
    pub(super) stage: String,
    pub(super) until: NaiveDate,
}

pub(super) struct NoticeView {
    pub(super) id: String,
    pub(super) payee: BankAccount,
}

impl Beside {
    pub(super) async fn read(portal: &Portal, seated: &Seated, loan: &Loan) -> Result<Self, Failure> {
        let (store, viewer) = (portal.store(), seated.viewer());
        let mut certificates = Vec::new();
        for certificate in &loan.approval.certificates {
            let state = store
                .certificate(viewer, *certificate)
                .await?
                .map(|seen| seen.state);
            let id = certificate.uuid().to_string();
            certificates.push(CertificateView {
                number: state.as_ref().map(|one| one.issue.number.to_string()),
                stage: state
                    .as_ref()
                    .map(|one| one.stage_at(store.now()).name().to_lowercase()),
                outstanding: state.as_ref().map(|one| one.outstanding),
                due_on: state.as_ref().map(|one| one.issue.due_on),
                returned: state
                    .as_ref()
                    .is_some_and(|one| is_returned(loan, one, store.now())),
                id,
            });
        }
        let of_loan = GuaranteeFilter {
            loan: Some(loan.id()),
            ..GuaranteeFilter::default()
        };
        let guarantees = store.guarantees(viewer, &of_loan).await?.items;
        let filing = match loan.filing {
            Some(filing) => store.filing(viewer, filing).await?,
            None => None,
        };
        Ok(Self {
            certificates,
            pay_to: pay_to(portal, seated, loan).await?,
            guarantees,
            filing: filing.map(|seen| FilingView {
                id: seen.subject.id().to_owned(),
                number: seen.state.record.number.to_string(),
                stage: seen.state.stage.name().to_lowercase(),
                until: seen.state.record.until,
            }),
        })
    }
}

/// Whether a certificate that secured a loan which is paid back is free of it, and not paid itself: it may be charged for another
/// loan by now.
fn is_returned(loan: &Loan, certificate: &Certificate, now: Millis) -> bool {
    let is_free = match certificate.stage_at(now) {
        CertificateStage::Free {} | CertificateStage::Offered { .. } | CertificateStage::Split {} => true,
        CertificateStage::Reserved { request } => request != loan.approval.request,
        CertificateStage::Pledged { bank, .. } => bank != loan.approval.bank,
        CertificateStage::Assigned { loan: of, .. } => of != loan.id(),
        CertificateStage::Discharged {} | CertificateStage::Cancelled {} => false,
    };
    is_free && matches!(loan.stage, LoanStage::Closed { .. })
}

/// Where the debtor pays to by the last notice.
async fn pay_to(portal: &Portal, seated: &Seated, loan: &Loan) -> Result<Option<NoticeView>, Failure> {
    let (store, viewer) = (portal.store(), seated.viewer());
    let of_loan = NoticeFilter {
        loan: Some(loan.id()),
        ..NoticeFilter::default()
    };
    // The newest stands first.
    let notices = store.notices(viewer, &of_loan).await?;
    let Some(last) = notices.items.first() else {
        return Ok(None);
    };
    let notice = store.notice(viewer, last.id).await?;
    Ok(notice.map(|seen| NoticeView {
        id: seen.subject.id().to_owned(),
        payee: seen.state.record.payee,
    }))
}
