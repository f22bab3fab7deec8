//! Which arrows exist between the stages of a certificate.

use chrono::NaiveDate;
use tallystick_base::{IllegalTransition, Money};
use tallystick_parties::BankAccount;

use super::stage::CertificateStage as Stage;
use super::state::{Certificate, Endorsement, FormerPayee, Freeze, Issue, ReceivedPayment};
use super::transition::CertificateTransition as Happened;

/// Follows one arrow.
pub fn apply(before: Option<Certificate>, transition: &Happened) -> Result<Certificate, IllegalTransition> {
    let illegal = |stage| IllegalTransition {
        aggregate: "certificate",
        stage,
        transition: transition.name(),
    };
    match (before, transition) {
        (None, Happened::Issued(issue)) => Ok(issued(issue)),
        (None, _) => Err(illegal("nothing")),
        (Some(certificate), _) => {
            let stage = certificate.stage.name();
            if !certificate.is_live() {
                return Err(illegal(stage));
            }
            match next_stage(&certificate, transition) {
                Some(next) => Ok(moved(certificate, next, transition)),
                None => mark(certificate, transition).ok_or_else(|| illegal(stage)),
            }
        }
    }
}

fn issued(issue: &Issue) -> Certificate {
    Certificate {
        issue: issue.clone(),
        holder: issue.holder,
        outstanding: issue.amount,
        payee: issue.payee.clone(),
        former_payee: None,
        payments: Vec::new(),
        endorsement: issue.endorsement,
        overdue_since: None,
        frozen: None,
        stage: Stage::Free {},
    }
}

/// The stage that an arrow leads to; none where the transition is no arrow from here, or only a mark.
fn next_stage(certificate: &Certificate, transition: &Happened) -> Option<Stage> {
    if matches!(transition, Happened::Discharged { .. }) {
        let owed = !certificate.outstanding.is_zero();
        return (certificate.is_live() && !owed).then_some(Stage::Discharged {});
    }
    match &certificate.stage {
        Stage::Free {} => from_free(transition),
        Stage::Offered { .. } => match transition {
            Happened::Transferred { .. }
            | Happened::Declined {}
            | Happened::OfferWithdrawn {}
            | Happened::OfferLapsed { .. } => Some(Stage::Free {}),
            _ => None,
        },
        Stage::Reserved { .. } => match transition {
            Happened::Released {} => Some(Stage::Free {}),
            Happened::Pledged { bank, filing } => Some(Stage::Pledged {
                bank: *bank,
                filing: filing.clone(),
            }),
            _ => assigned(transition),
        },
        Stage::Pledged { .. } => match transition {
            Happened::Released {} => Some(Stage::Free {}),
            _ => assigned(transition),
        },
        Stage::Assigned { .. } => match transition {
            Happened::Returned {} => Some(Stage::Free {}),
            _ => None,
        },
        Stage::Split {} | Stage::Discharged {} | Stage::Cancelled {} => None,
    }
}

fn from_free(transition: &Happened) -> Option<Stage> {
    match transition {
        Happened::Split { .. } => Some(Stage::Split {}),
        Happened::Offered { to, until, recourse } => Some(Stage::Offered {
            to: *to,
            until: *until,
            recourse: *recourse,
        }),
        Happened::Reserved { request } => Some(Stage::Reserved { request: *request }),
        Happened::Cancelled { .. } => Some(Stage::Cancelled {}),
        _ => None,
    }
}

fn assigned(transition: &Happened) -> Option<Stage> {
    match transition {
        Happened::Assigned { bank, loan } => Some(Stage::Assigned {
            bank: *bank,
            loan: *loan,
        }),
        _ => None,
    }
}

/// What changes with the stage.
fn moved(mut certificate: Certificate, stage: Stage, transition: &Happened) -> Certificate {
    certificate.stage = stage;
    match transition {
        Happened::Transferred { to, payee, on, .. } => {
            certificate.holder = *to;
            paid_elsewhere(certificate, payee, *on)
        }
        Happened::Cancelled { outstanding, .. } => Certificate {
            outstanding: *outstanding,
            ..certificate
        },
        // What was split is owed on the children.
        Happened::Split { amount, .. } => Certificate {
            outstanding: Money::zero(amount.currency()),
            ..certificate
        },
        _ => certificate,
    }
}

/// What changes beside the stage; none where the transition is no mark, or not one that can be set now.
fn mark(mut certificate: Certificate, transition: &Happened) -> Option<Certificate> {
    match transition {
        Happened::Paid {
            amount,
            paid_on,
            outstanding,
            ..
        } => return receive(certificate, *amount, *paid_on, *outstanding),
        Happened::PaymentReversed {
            amount,
            paid_on,
            outstanding,
        } => return take_back(certificate, *amount, *paid_on, *outstanding),
        Happened::PayeeChanged { payee, on } => return Some(paid_elsewhere(certificate, payee, *on)),
        Happened::Endorsed { bank, on } if certificate.endorsement.is_none() => {
            certificate.endorsement = Some(Endorsement {
                bank: *bank,
                on: *on,
                certificate: certificate.id(),
            });
        }
        Happened::MarkedOverdue { since } if certificate.overdue_since.is_none() => {
            certificate.overdue_since = Some(*since);
        }
        Happened::Frozen { order, digest, on } if certificate.frozen.is_none() => {
            certificate.frozen = Some(Freeze {
                order: order.clone(),
                digest: *digest,
                on: *on,
            });
        }
        Happened::Unfrozen { .. } if certificate.frozen.is_some() => certificate.frozen = None,
        _ => return None,
    }
    Some(certificate)
}

/// Books a payment, if what it says is left is what is left: a fold must not lose a cent without anybody noticing.
fn receive(
    mut certificate: Certificate,
    amount: Money,
    paid_on: NaiveDate,
    outstanding: Money,
) -> Option<Certificate> {
    let left = certificate.outstanding.checked_sub(amount).ok()?;
    if left != outstanding || left.is_negative() {
        return None;
    }
    certificate.outstanding = left;
    certificate.payments.push(ReceivedPayment { amount, paid_on });
    Some(certificate)
}

/// Takes a payment back that counted, if what it says is owed then is what is owed then.
fn take_back(
    mut certificate: Certificate,
    amount: Money,
    paid_on: NaiveDate,
    outstanding: Money,
) -> Option<Certificate> {
    if certificate.outstanding.checked_add(amount).ok()? != outstanding {
        return None;
    }
    let payment = ReceivedPayment { amount, paid_on };
    let at = certificate
        .payments
        .iter()
        .rposition(|counted| *counted == payment)?;
    certificate.payments.remove(at);
    certificate.outstanding = outstanding;
    Some(certificate)
}

fn paid_elsewhere(certificate: Certificate, payee: &BankAccount, on: NaiveDate) -> Certificate {
    let former = FormerPayee {
        payee: certificate.payee,
        until: on,
    };
    Certificate {
        payee: payee.clone(),
        former_payee: Some(former),
        ..certificate
    }
}
