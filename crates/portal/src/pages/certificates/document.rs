//! The certificate document: a page for people, with the evidence embedded in it.
//!
//! What it says, it says as of the last entry of the evidence, which is the last that moved the certificate: names and terms are
//! those of then, and as long as the certificate does not move, the same viewer gets the same bytes.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::response::Response;
use tallystick_base::{CertificateId, PartyId};
use tallystick_commands::certificates::certificate::Endorsement;
use tallystick_commands::certificates::{Certificate, CertificateStage, Recourse};
use tallystick_documents::{
    AsOf, CertificateFacts, EndorsingBank, FreezingOrder, NamedContract, NamedParty, OfferedRecourse,
    PayeeAccount, Standing, certificate_document,
};
use tallystick_ledger::{Bundle, Entry};
use tallystick_store::{KnownParty, Seen};

use super::attached::attached;
use super::bundle::with_papers;
use super::confirmed::{self, Confirmed};
use super::list::WHO;
use super::rights::parties;
use crate::Portal;
use crate::failure::Failure;
use crate::pages::asked::id;
use crate::pages::pager::escaped;
use crate::seat::Seated;

/// How often the evidence is read again where the certificate moves meanwhile.
const TRIES: usize = 4;

pub(super) async fn download(
    State(portal): State<Portal>,
    seated: Seated,
    Path(text): Path<String>,
) -> Result<Response, Failure> {
    let seated = seated.only(WHO)?;
    let certificate: CertificateId = id(CertificateId::KIND, &text)?;
    let (seen, bundle) = at_one_moment(&portal, &seated, certificate).await?;
    let facts = facts(&portal, &seated, &seen.state, &bundle).await?;
    let json = bundle.to_json().map_err(|error| unwritten(&error))?;
    // Laying out a page and compressing the evidence takes a while: it is done beside the threads that serve.
    let name = format!("certificate-{}.pdf", facts.number);
    let pdf = tokio::task::spawn_blocking(move || certificate_document(&facts, json.as_bytes())).await;
    let pdf = pdf
        .map_err(|error| unwritten(&error))?
        .map_err(|error| unwritten(&error))?;
    Ok(attached(&name, "application/pdf", pdf))
}

/// A certificate with evidence that leads to its present version.
async fn at_one_moment(
    portal: &Portal,
    seated: &Seated,
    certificate: CertificateId,
) -> Result<(Seen<Certificate>, Bundle), Failure> {
    let (store, viewer) = (portal.store(), seated.viewer());
    for _ in 0..TRIES {
        let before = store
            .certificate(viewer, certificate)
            .await?
            .ok_or(Failure::NotFound)?;
        let found = store
            .bundle(viewer, certificate)
            .await?
            .ok_or(Failure::NotFound)?;
        let after = store
            .certificate(viewer, certificate)
            .await?
            .ok_or(Failure::NotFound)?;
        if before.version == after.version {
            let bundle = with_papers(portal, found, after.state.issue.supplier).await?;
            return Ok((after, bundle));
        }
    }
    tracing::error!("a certificate moved faster than its evidence could be read");
    Err(Failure::Fault)
}

async fn facts(
    portal: &Portal,
    seated: &Seated,
    certificate: &Certificate,
    bundle: &Bundle,
) -> Result<CertificateFacts, Failure> {
    let (store, viewer) = (portal.store(), seated.viewer());
    let as_of = as_of(bundle)?;
    let stage = certificate.stage_at(as_of.received);
    let named = parties(certificate, &stage).into_iter().collect();
    let known = Known {
        parties: store.known_parties(viewer, &named).await?,
        names: store.party_names_at(viewer, &named, as_of.entry).await?,
    };
    let Confirmed { signers, waived } = confirmed::read(portal, seated, certificate, bundle).await?;
    let contract = store
        .contract_at(viewer, certificate.issue.contract, as_of.entry)
        .await?;
    let issue = &certificate.issue;
    let root = match issue.parent {
        Some(_) => Some(match store.certificate(viewer, issue.root).await? {
            Some(root) => root.state.issue.number.to_string(),
            None => issue.root.uuid().to_string(),
        }),
        None => None,
    };
    let number = issue.number.to_string();
    let value = issue.amount.value_text();
    Ok(CertificateFacts {
        check_url: format!(
            "{}/check/{number}?amount={}",
            portal.settings().address,
            escaped(&value)
        ),
        ledger: store.ledger().to_string(),
        as_of,
        standing: standing(&known, stage),
        debtor: known.party(issue.debtor),
        supplier: known.party(issue.supplier),
        holder: known.party(certificate.holder),
        amount: issue.amount,
        outstanding: certificate.outstanding,
        issued_on: issue.issued_on,
        due_on: issue.due_on,
        longer_due_reason: issue.longer_due_reason.as_ref().map(ToString::to_string),
        contract: contract.map(|contract| NamedContract {
            number: contract.terms.number.to_string(),
            title: contract.terms.title.to_string(),
        }),
        receivable: issue.receivable.uuid().to_string(),
        split_from: root,
        payee: PayeeAccount {
            name: certificate.payee.name.to_string(),
            bank: certificate.payee.bank.to_string(),
            account: certificate.payee.account.to_string(),
        },
        transferable: issue.transferable,
        endorsement: certificate.endorsement.map(|promise| endorsing(&known, promise)),
        frozen: certificate.frozen.as_ref().map(|freeze| FreezingOrder {
            order: freeze.order.to_string(),
            on: freeze.on,
        }),
        overdue_since: certificate.overdue_since,
        number,
        waived,
        signers,
    })
}

fn endorsing(known: &Known, promise: Endorsement) -> EndorsingBank {
    EndorsingBank {
        bank: known.party(promise.bank),
        on: promise.on,
    }
}

/// The last entry of the evidence: page and evidence speak of the same moment.
fn as_of(bundle: &Bundle) -> Result<AsOf, Failure> {
    let last = bundle
        .entries
        .iter()
        .max_by_key(|entry| entry.seq)
        .ok_or(Failure::Fault)?;
    let entry = Entry::parse(last.leaf.as_bytes()).map_err(|error| unwritten(&error))?;
    Ok(AsOf {
        entry: entry.sequence,
        received: entry.received,
    })
}

/// The parties that the page names. A code is never changed, and a name may be.
struct Known {
    parties: Vec<KnownParty>,
    /// What they were called at the entry as of which the page speaks.
    names: BTreeMap<PartyId, String>,
}

impl Known {
    fn party(&self, id: PartyId) -> NamedParty {
        match self.parties.iter().find(|party| party.id == id) {
            Some(party) => NamedParty {
                id,
                name: self.names.get(&id).unwrap_or(&party.name).clone(),
                code: party.code.clone(),
            },
            None => NamedParty {
                id,
                name: id.to_string(),
                code: "—".to_owned(),
            },
        }
    }
}

fn standing(known: &Known, stage: CertificateStage) -> Standing {
    match stage {
        CertificateStage::Free {} => Standing::Free,
        CertificateStage::Offered { to, until, recourse } => Standing::Offered {
            to: known.party(to),
            until,
            recourse: match recourse {
                Recourse::None => OfferedRecourse::None,
                Recourse::Full => OfferedRecourse::Full,
                Recourse::OnBreach => OfferedRecourse::OnBreach,
            },
        },
        CertificateStage::Reserved { .. } => Standing::Reserved,
        CertificateStage::Pledged { bank, filing } => Standing::Pledged {
            bank: known.party(bank),
            filing: filing.to_string(),
        },
        CertificateStage::Assigned { bank, .. } => Standing::Assigned {
            bank: known.party(bank),
        },
        CertificateStage::Split {} => Standing::Split,
        CertificateStage::Discharged {} => Standing::Discharged,
        CertificateStage::Cancelled {} => Standing::Cancelled,
    }
}

fn unwritten(error: &dyn std::error::Error) -> Failure {
    tracing::error!(%error, "a certificate document could not be written");
    Failure::Fault
}
