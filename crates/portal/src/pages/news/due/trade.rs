//! What falls due in trade: claims to be answered, certificates to be paid and to be taken.

use tallystick_base::Capacity;
use tallystick_store::{CertificateFilter, ListedCertificate, ListedReceivable, Order, ReceivableFilter};

use super::What;
use super::ahead::{Ahead, Found, Gathered, first_page};
use crate::failure::Failure;
use crate::figures;

pub(super) async fn gather(ahead: &Ahead<'_>, into: &mut Gathered) -> Result<(), Failure> {
    claims(ahead, into).await?;
    certificates(ahead, into).await?;
    offers(ahead, into).await
}

/// Claims that a buyer has not answered, for each side of them. A buyer still answers what has lapsed.
async fn claims(ahead: &Ahead<'_>, into: &mut Gathered) -> Result<(), Failure> {
    let party = Some(ahead.party());
    let open = ReceivableFilter {
        stage: Some("claimed".to_owned()),
        answer_until: Some(ahead.until),
        page: first_page(),
        ..ReceivableFilter::default()
    };
    let centre = |forwarded| ReceivableFilter {
        centre: party,
        forwarded: Some(forwarded),
        ..open.clone()
    };
    let mut kinds = vec![
        (
            What::Answer,
            ReceivableFilter {
                buyer: party,
                ..open.clone()
            },
        ),
        (
            What::Claim,
            ReceivableFilter {
                supplier: party,
                answer_from: Some(ahead.today),
                ..open.clone()
            },
        ),
    ];
    if ahead.is(Capacity::ConfirmationCentre) {
        kinds.extend([(What::Forward, centre(false)), (What::Watch, centre(true))]);
    }
    for (what, filter) in kinds {
        let page = ahead.store().receivables(ahead.viewer(), &filter).await?;
        let found = page.items.into_iter().filter_map(|claim| of_claim(what, &claim));
        into.take(what, page.next.as_ref(), found);
    }
    Ok(())
}

fn of_claim(what: What, claim: &ListedReceivable) -> Option<Found> {
    let other = match what {
        What::Claim | What::Watch => claim.buyer,
        _ => claim.supplier,
    };
    let address = format!("/receivables/{}", claim.id.uuid());
    Some(Found::new(what, address, other, claim.amount, claim.answer_by?))
}

/// Certificates that are to be paid: for who owes, for who holds, and for the bank whose promise is called on by lateness.
async fn certificates(ahead: &Ahead<'_>, into: &mut Gathered) -> Result<(), Failure> {
    let party = Some(ahead.party());
    let unpaid = CertificateFilter {
        due_until: Some(ahead.until),
        unpaid: true,
        order: Order::Due,
        page: first_page(),
        ..CertificateFilter::default()
    };
    let mut kinds = vec![
        (
            What::Pay,
            CertificateFilter {
                debtor: party,
                ..unpaid.clone()
            },
        ),
        (
            What::Paid,
            CertificateFilter {
                holder: party,
                ..unpaid.clone()
            },
        ),
    ];
    if ahead.is(Capacity::Bank) {
        kinds.push((
            What::Honour,
            CertificateFilter {
                endorser: party,
                stage: Some("free".to_owned()),
                due_until: ahead.today.pred_opt(),
                ..unpaid
            },
        ));
    }
    for (what, filter) in kinds {
        let page = ahead.store().certificates(ahead.viewer(), &filter).await?;
        // A bank that holds what it promised on has kept its promise, and what a court froze waits.
        let kept = |one: &ListedCertificate| one.holder == ahead.party() || one.frozen;
        let items = page.items.into_iter();
        let items = items.filter(|one| what != What::Honour || !kept(one));
        into.take(
            what,
            page.next.as_ref(),
            items.map(|one| of_certificate(what, &one)),
        );
    }
    Ok(())
}

fn of_certificate(what: What, certificate: &ListedCertificate) -> Found {
    Found {
        what,
        number: certificate.number.to_string(),
        address: format!("/certificates/{}", certificate.id.uuid()),
        other: Some(match what {
            What::Paid => certificate.debtor,
            _ => certificate.holder,
        }),
        amount: Some(certificate.outstanding),
        day: certificate.due_on,
    }
}

/// Certificates that the party is offered.
async fn offers(ahead: &Ahead<'_>, into: &mut Gathered) -> Result<(), Failure> {
    let filter = CertificateFilter {
        stage: Some("offered".to_owned()),
        offered_to: Some(ahead.party()),
        page: first_page(),
        ..CertificateFilter::default()
    };
    let page = ahead.store().certificates(ahead.viewer(), &filter).await?;
    let now = ahead.store().now();
    let found = page.items.into_iter().filter_map(|one| {
        let until = one.offered_until.filter(|until| *until >= now)?;
        let day = figures::day_of(until).filter(|day| *day <= ahead.until)?;
        Some(Found {
            day,
            ..of_certificate(What::Take, &one)
        })
    });
    into.take(What::Take, page.next.as_ref(), found);
    Ok(())
}
