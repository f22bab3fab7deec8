//! An auditor's workbench: what was found, the last audit, and everything there is.

use askama::Template;
use tallystick_store::{Counts, LoanFilter, Paging};

use super::todo::{TodoView, proposals};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::audits::{RunView, newest};
use crate::pages::findings::usual_window;
use crate::pages::{Page, written};
use crate::seat::Seated;

#[derive(Template)]
#[template(path = "home/auditor.html")]
struct AuditorHome<'p> {
    frame: Frame<'p>,
    todo: Vec<TodoView>,
    findings: Vec<Finding>,
    newest: Option<RunView>,
    families: Vec<Family>,
    size: u64,
}

/// A kind of finding, and how often there is one.
struct Finding {
    says: String,
    many: String,
    link: &'static str,
}

/// A kind of thing.
struct Family {
    name: String,
    many: u64,
    link: &'static str,
}

pub(super) async fn page(portal: &Portal, seated: Seated) -> Page {
    let store = portal.store();
    let frame = Frame::new(portal, seated.visit.clone());
    let counts = store.counts(seated.viewer()).await?;
    written(&AuditorHome {
        todo: proposals(portal, &seated, &frame).await?,
        findings: findings(portal, &seated, &frame).await?,
        newest: newest(portal, &frame),
        families: families(&frame, counts),
        size: *store.watch().borrow(),
        frame,
    })
}

/// What there is to look at; nothing where all is as it should be.
async fn findings(portal: &Portal, seated: &Seated, frame: &Frame<'_>) -> Result<Vec<Finding>, Failure> {
    /// How many loans are counted; of more it says so.
    const MOST: u64 = 50;
    let (store, viewer) = (portal.store(), seated.viewer());
    let conflicting = LoanFilter {
        conflicting: Some(true),
        page: Paging {
            after: None,
            limit: MOST,
        },
        ..LoanFilter::default()
    };
    let loans = store.loans(viewer, &conflicting).await?;
    let conflicts = match loans.next {
        Some(_) => format!("{MOST}+"),
        None => loans.items.len().to_string(),
    };
    let splits = store
        .frequent_splits(viewer, usual_window(store.today().await?))
        .await?;
    let found = [
        (conflicts, frame.say("findings-conflicts"), "/findings#conflicts"),
        (
            store.suspect_keys(viewer).await?.len().to_string(),
            frame.say("findings-suspect"),
            "/findings#suspect",
        ),
        (
            store.restored_keys(viewer).await?.len().to_string(),
            frame.say("findings-restored"),
            "/findings#restored",
        ),
        (
            splits.len().to_string(),
            frame.say("findings-splits"),
            "/findings#splits",
        ),
    ];
    let found = found.into_iter().filter(|(many, _, _)| many != "0");
    Ok(found
        .map(|(many, says, link)| Finding { says, many, link })
        .collect())
}

fn families(frame: &Frame<'_>, counts: Counts) -> Vec<Family> {
    let family = |name: String, many: u64, link: &'static str| Family { name, many, link };
    vec![
        family(frame.say("place-parties"), counts.parties, "/parties"),
        family(frame.say("place-contracts"), counts.contracts, "/contracts"),
        family(
            frame.say("place-receivables"),
            counts.receivables,
            "/receivables?show=all",
        ),
        family(
            frame.say("place-certificates"),
            counts.certificates,
            "/certificates",
        ),
        family(frame.say("place-payments"), counts.payments, "/payments"),
        family(frame.say("products-title"), counts.products, "/products"),
        family(frame.say("place-requests"), counts.requests, "/requests"),
        family(frame.say("place-reviews"), counts.reviews, "/reviews"),
        family(
            frame.say("place-credit-lines"),
            counts.credit_lines,
            "/credit-lines",
        ),
        family(frame.say("place-loans"), counts.loans, "/loans"),
        family(
            frame.say("place-bank-entries"),
            counts.bank_entries,
            "/bank-entries",
        ),
        family(frame.say("place-guarantees"), counts.guarantees, "/guarantees"),
        family(
            frame.say("watch-endorsements"),
            counts.endorsements,
            "/endorsements",
        ),
        family(frame.say("watch-filings"), counts.filings, "/filings"),
        family(frame.say("notices-title"), counts.notices, "/notices"),
        family(frame.say("place-pools"), counts.pools, "/pools"),
        family(frame.say("place-sales"), counts.sales, "/sales"),
    ]
}
