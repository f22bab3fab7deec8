//! What a certificate was split from, and into what.

use tallystick_base::{CertificateId, Money};
use tallystick_commands::certificates::Certificate;
use tallystick_store::{CertificateFilter, ListedCertificate, MAX_PAGE, Paging};

use crate::Portal;
use crate::failure::Failure;
use crate::seat::Seated;

/// Where a certificate stands among those it was split from and into.
pub(super) struct LineageView {
    /// How many splits lie between the root and it.
    pub(super) depth: u32,
    /// The one that the confirmation issued, where this is another.
    pub(super) root: Option<Ancestor>,
    /// The one it was split from, where that is not the root.
    pub(super) parent: Option<Ancestor>,
    /// Those it was split into that concern the viewer.
    pub(super) children: Vec<ListedCertificate>,
    /// What these children add up to.
    pub(super) children_sum: Money,
    /// Whether some of its children concern the viewer no more.
    pub(super) has_hidden: bool,
}

/// One above it.
pub(super) struct Ancestor {
    pub(super) address: String,
    /// Number and amount, where the viewer sees it.
    pub(super) seen: Option<(String, Money)>,
}

impl LineageView {
    /// Whether there is anything to tell.
    pub(super) fn is_alone(&self) -> bool {
        self.depth == 0 && self.children.is_empty() && !self.has_hidden
    }
}

pub(super) async fn read(
    portal: &Portal,
    seated: &Seated,
    certificate: &Certificate,
    split: bool,
) -> Result<LineageView, Failure> {
    let issue = &certificate.issue;
    let mut lineage = LineageView {
        depth: issue.depth,
        root: None,
        parent: None,
        children: Vec::new(),
        children_sum: Money::zero(issue.amount.currency()),
        has_hidden: false,
    };
    if issue.depth > 0 {
        lineage.root = Some(ancestor(portal, seated, issue.root).await?);
    }
    if let Some(parent) = issue.parent.filter(|parent| *parent != issue.root) {
        lineage.parent = Some(ancestor(portal, seated, parent).await?);
    }
    if split {
        let filter = CertificateFilter {
            parent: Some(certificate.id()),
            page: Paging {
                after: None,
                limit: MAX_PAGE,
            },
            ..CertificateFilter::default()
        };
        lineage.children = portal.store().certificates(seated.viewer(), &filter).await?.items;
        let amounts = lineage.children.iter().map(|child| child.amount);
        let sum = Money::sum(issue.amount.currency(), amounts);
        lineage.children_sum = sum.map_err(|_| Failure::Fault)?;
        // Paid in part before the split, the children add up to less than the amount; only what nobody shows is hidden.
        let paid = certificate.payments.iter().map(|payment| payment.amount);
        let paid = Money::sum(issue.amount.currency(), paid).map_err(|_| Failure::Fault)?;
        let divided = issue.amount.checked_sub(paid).map_err(|_| Failure::Fault)?;
        lineage.has_hidden = lineage.children_sum != divided;
    }
    Ok(lineage)
}

async fn ancestor(portal: &Portal, seated: &Seated, id: CertificateId) -> Result<Ancestor, Failure> {
    let seen = portal.store().certificate(seated.viewer(), id).await?;
    Ok(Ancestor {
        address: format!("/certificates/{}", id.uuid()),
        seen: seen.map(|seen| (seen.state.issue.number.to_string(), seen.state.issue.amount)),
    })
}
