//! Confirming: one page, filled in to confirm the whole; in part by one link. It says in plain words what confirming means.

use askama::Template;
use axum::extract::{Path, State};
use chrono::NaiveDate;
use serde::Deserialize;
use tallystick_base::{LegalText, Purpose, ReceivableId, RulePack};
use tallystick_commands::Language;
use tallystick_commands::certificates::Receivable;
use tallystick_commands::contracts::Contract;
use tallystick_store::{Desk, ListedReceivable, Paging};

use super::due::{self, DueLimits};
use super::part::{PartView, ROWS};
use super::{Evidence, Invoices, answers, find, left, words};
use crate::Portal;
use crate::failure::Failure;
use crate::figures::DaysLeft;
use crate::frame::Frame;
use crate::pages::plain_act::shown;
use crate::pages::{Asked, Page, written};
use crate::places::BUYER;
use crate::seat::Seated;

/// The defences that a bank asks a buyer to give up as a rule.
const USUAL: &[&str] = &["non-performance", "quality", "quantity", "set-off"];

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    how: Option<String>,
    waive: Option<String>,
}

#[derive(Template)]
#[template(path = "receivables/confirm.html")]
struct ConfirmPage<'p> {
    frame: Frame<'p>,
    evidence: Evidence,
    number: String,
    left: Option<DaysLeft>,
    due: DueLimits,
    circulation: Circulation,
    legal: LegalText,
    part: PartView,
    /// Whether only a part is confirmed.
    in_part: bool,
    codes: Vec<(&'static str, String)>,
    defences: Vec<(&'static str, String)>,
    /// Whether the usual defences are ticked.
    usual: bool,
    shown: String,
    next: Option<NextView>,
}

/// Whether the certificate may be transferable.
enum Circulation {
    /// It may.
    Possible,
    /// The contract agreed no vouchers (Order 802 article 11).
    NotAgreed,
    /// The buyer has so many missed payments (银发〔2025〕77号 article 15).
    Stopped(usize),
}

/// The claim to look at after this one.
struct NextView {
    id: String,
    supplier: String,
    invoice: String,
    amount: String,
    left: String,
}

pub(super) async fn page(
    State(portal): State<Portal>,
    seated: Seated,
    Path(text): Path<String>,
    Asked(query): Asked<Query>,
) -> Page {
    let seated = seated.only(BUYER)?;
    let (store, viewer) = (portal.store(), seated.viewer());
    let seen = find(&portal, &seated, &text).await?;
    if !answers(&seated, &seen.state) {
        return Err(Failure::NotFound);
    }
    let frame = Frame::new(&portal, seated.visit.clone());
    let evidence = Evidence::read(&portal, &seated, &frame, seen).await?;
    let contract = evidence.contract.as_ref().ok_or(Failure::NotFound)?;
    let (seen, claim) = (&evidence.seen, &evidence.seen.state.claim);
    let rules = store.rules().await?.ok_or(Failure::Fault)?;
    let today = store.today().await?;
    let record = store.payment_record(viewer, claim.buyer).await?;
    let overdue = record.map_or(0, |record| record.state.overdue.len());
    let upcoming = upcoming(&portal, &seated, claim.receivable).await?;
    let invoices = [claim.receivable]
        .into_iter()
        .chain(upcoming.as_ref().map(|next| next.id));
    let invoices = Invoices::of(store, viewer, invoices).await?;
    let legal = legal_text(&rules, today, seated.visit.language).ok_or(Failure::Fault)?;
    let due = due::limits(&contract.state, claim, &rules, today)?;
    let runs = seen.state.clock_stopped_on.is_none();
    let next = match upcoming {
        Some(next) => Some(next_view(&portal, &seated, &next, &invoices, today).await?),
        None => None,
    };
    written(&ConfirmPage {
        number: invoices.name(&frame, &claim.receivable),
        left: claim
            .answer_by
            .filter(|_| runs)
            .map(|by| DaysLeft::until_answer(by, today)),
        circulation: circulation(&contract.state, overdue),
        part: PartView::of(claim.amount, &[]),
        in_part: query.how.as_deref() == Some("part"),
        usual: query.waive.as_deref() == Some("usual"),
        codes: words::codes(&frame),
        defences: words::defences(&frame),
        shown: shown(&[
            (&seen.subject, seen.version),
            (&contract.subject, contract.version),
        ]),
        evidence,
        frame,
        due,
        legal,
        next,
    })
}

fn circulation(contract: &Contract, overdue: usize) -> Circulation {
    match (contract.terms.vouchers_agreed, overdue) {
        (false, _) => Circulation::NotAgreed,
        (true, 0) => Circulation::Possible,
        (true, overdue) => Circulation::Stopped(overdue),
    }
}

/// The text that may be signed today in the reader's language; the Chinese one decides, and is shown where there is no other.
fn legal_text(rules: &RulePack, today: NaiveDate, language: Language) -> Option<LegalText> {
    let wanted = match language {
        Language::Zh => tallystick_base::Language::Zh,
        Language::En => tallystick_base::Language::En,
    };
    let valid = || {
        let texts = rules.legal_texts.iter().filter(|text| text.is_valid_on(today));
        texts.filter(|text| text.purpose == Purpose::ConfirmReceivable)
    };
    let own = valid().find(|text| text.language == wanted);
    own.or_else(|| valid().next()).cloned()
}

/// The claim that waits next, besides this one.
async fn upcoming(
    portal: &Portal,
    seated: &Seated,
    besides: ReceivableId,
) -> Result<Option<ListedReceivable>, Failure> {
    let two = Paging {
        limit: 2,
        after: None,
    };
    let waiting = portal
        .store()
        .receivables_waiting(seated.viewer(), Desk::Buyer, &two)
        .await?;
    Ok(waiting.items.into_iter().find(|claim| claim.id != besides))
}

async fn next_view(
    portal: &Portal,
    seated: &Seated,
    next: &ListedReceivable,
    invoices: &Invoices,
    today: NaiveDate,
) -> Result<NextView, Failure> {
    let supplier = portal.store().party_name(seated.viewer(), next.supplier).await?;
    let frame = Frame::new(portal, seated.visit.clone());
    Ok(NextView {
        id: next.id.subject().id().to_owned(),
        supplier: supplier.unwrap_or_default(),
        invoice: invoices.name(&frame, &next.id),
        amount: frame.money(&next.amount),
        left: left(next, today)
            .map(|left| frame.days_left(&left))
            .unwrap_or_default(),
    })
}

impl ConfirmPage<'_> {
    fn receivable(&self) -> &Receivable {
        &self.evidence.seen.state
    }

    #[expect(clippy::unused_self, reason = "the template calls it on the page")]
    fn rows(&self) -> std::ops::Range<usize> {
        0..ROWS
    }

    /// Names for the scripts, that of the claim among them.
    fn names_json(&self) -> String {
        let claim = (self.evidence.seen.subject.to_string(), self.number.clone());
        self.evidence.names.json_with([claim])
    }

    fn is_ticked(&self, defence: &str) -> bool {
        self.usual && USUAL.contains(&defence)
    }

    /// Why the certificate cannot be transferable, where it cannot.
    fn stays(&self) -> Option<String> {
        match self.circulation {
            Circulation::Possible => None,
            Circulation::NotAgreed => Some(self.frame.say("transferable-not-agreed")),
            Circulation::Stopped(overdue) => Some(self.frame.say_n("transferable-stopped", overdue)),
        }
    }

    /// What the contract has left, where it is less than is claimed.
    fn short(&self) -> Option<String> {
        let allowance = self.evidence.allowance.as_ref()?;
        let claimed = self.receivable().claim.amount;
        let is_short = allowance
            .left
            .compare(claimed)
            .is_ok_and(std::cmp::Ordering::is_lt);
        let (left, claimed) = (self.frame.money(&allowance.left), self.frame.money(&claimed));
        is_short.then(|| {
            self.frame
                .say_with("confirm-short", &[("left", &left), ("claimed", &claimed)])
        })
    }

    /// The limits of the due date in a sentence.
    fn due_hint(&self) -> String {
        let latest = self.frame.deadline(&self.due.latest);
        let cap = self.frame.deadline(&self.due.cap);
        match self.due.by_contract {
            Some(day) => {
                let day = self.frame.deadline(&day);
                let values = [("latest", latest.as_str()), ("contract", &day), ("cap", &cap)];
                self.frame.say_with("confirm-due-hint", &values)
            }
            None => self
                .frame
                .say_with("confirm-due-hint-open", &[("latest", &latest), ("cap", &cap)]),
        }
    }

    /// What confirming means, in one paragraph that anybody can read.
    fn effect(&self) -> String {
        let claim = &self.receivable().claim;
        let (buyer, supplier) = (
            self.evidence.names.name(&claim.buyer),
            self.evidence.names.name(&claim.supplier),
        );
        let values = [("buyer", buyer.as_str()), ("supplier", &supplier)];
        self.frame.say_with("confirm-effect", &values)
    }
}
