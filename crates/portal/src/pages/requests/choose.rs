//! Step 1: on which certificates. Below them stands what each product would lend on those that are ticked, or why it would not.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use chrono::NaiveDate;
use tallystick_base::{Money, PartyId};
use tallystick_commands::financing::MOST_CERTIFICATES;
use tallystick_store::{CertificateOnBase, Cursor, Paging, Unavailable};

use super::ASKS;
use super::draft::Draft;
use super::ground::{Ground, Unchosen, Unfit};
use crate::Portal;
use crate::figures::DaysLeft;
use crate::frame::Frame;
use crate::pages::{Page, terms, written};
use crate::seat::Seated;

#[derive(Template)]
#[template(path = "requests/choose.html")]
struct ChoosePage<'p> {
    frame: Frame<'p>,
    /// By the other side.
    others: Vec<OtherView>,
    /// Whether a buyer asks, for the holder to be paid.
    downstream: bool,
    /// How many a request takes.
    most: usize,
    /// Where the next certificates to choose from begin; none where these are the last.
    next: Option<String>,
    unavailable: Vec<UnavailableView>,
    /// Whether there are more of these.
    more_unavailable: bool,
    draft: Draft,
    fits: Fits,
    signs: bool,
}

/// The free certificates on what one debtor owes, or downstream those of one holder.
struct OtherView {
    name: String,
    rows: Vec<RowView>,
}

struct RowView {
    id: String,
    number: String,
    outstanding: Money,
    due_on: NaiveDate,
    left: DaysLeft,
    ticked: bool,
}

struct UnavailableView {
    id: String,
    number: String,
    other: String,
    outstanding: Money,
    due_on: NaiveDate,
    why: String,
}

/// What the ticked certificates come to, and what products make of them.
pub(super) struct Fits {
    problem: Option<String>,
    /// The other side: what it is, and who.
    other: (String, String),
    count: usize,
    outstanding: Option<Money>,
    last_due: Option<NaiveDate>,
    /// Whether a debtor borrows: then the certificates are released once their holder is paid, and secure nothing.
    downstream: bool,
    fitting: Vec<FitView>,
    unfit: Vec<UnfitView>,
}

struct FitView {
    bank: String,
    name: String,
    up_to: String,
    rate: String,
    security: String,
}

struct UnfitView {
    bank: String,
    name: String,
    why: String,
}

#[derive(Template)]
#[template(path = "requests/fits.html")]
struct FitsPage<'p> {
    frame: Frame<'p>,
    fits: Fits,
}

/// The part of the page that follows the ticks.
pub(super) async fn fragment(State(portal): State<Portal>, seated: Seated, draft: Draft) -> Page {
    let seated = seated.only(ASKS)?;
    let ground = Ground::read(&portal, &seated, &draft).await?;
    let frame = Frame::new(&portal, seated.visit);
    let fits = Fits::of(&frame, &ground, &draft);
    written(&FitsPage { frame, fits })
}

/// So many are shown at once as a request takes, those that are due first before the others; what is ticked stays shown.
pub(super) async fn show(portal: &Portal, seated: Seated, mut ground: Ground, mut draft: Draft) -> Page {
    let (store, viewer, side) = (portal.store(), seated.viewer(), ground.side);
    let after = (!draft.after.is_empty()).then_some(draft.after.as_str());
    let free = store.certificates_to_ask_on(viewer, side, &few(after)).await?;
    let others = store.certificates_not_to_ask_on(viewer, side, &few(None)).await?;
    if !draft.is_begun() {
        tick_first_other(&mut ground, &free.items, &mut draft);
    }
    let is_ticked = |one: &CertificateOnBase| ground.ticked.iter().any(|ticked| ticked == one);
    let unticked: Vec<CertificateOnBase> = free.items.into_iter().filter(|one| !is_ticked(one)).collect();
    let named: Vec<CertificateOnBase> = unticked.iter().chain(&others.items).cloned().collect();
    ground.name(portal, &seated, &named).await?;
    let signs = seated.seat.signs();
    let frame = Frame::new(portal, seated.visit);
    written(&ChoosePage {
        others: sides(&ground, &unticked),
        downstream: ground.is_downstream(),
        most: MOST_CERTIFICATES,
        next: free.next.map(|cursor| cursor.to_string()),
        unavailable: unavailable(&frame, &ground, &others.items),
        more_unavailable: others.next.is_some(),
        fits: Fits::of(&frame, &ground, &draft),
        draft,
        frame,
        signs,
    })
}

fn few(after: Option<&str>) -> Paging {
    Paging {
        after: after.map(|text| Cursor::from(text.to_owned())),
        limit: MOST_CERTIFICATES as u64,
    }
}

/// To begin with, what is shown of the other side of the certificate that is due first: a request names one.
fn tick_first_other(ground: &mut Ground, free: &[CertificateOnBase], draft: &mut Draft) {
    let Some(other) = free.first().map(|one| ground.other(one)) else {
        return;
    };
    let of_it = free.iter().filter(|one| ground.other(one) == other);
    ground.ticked = of_it.cloned().collect();
    let ids = ground.ticked.iter().map(|one| one.certificate.uuid().to_string());
    draft.certificates = ids.collect();
}

/// By the other side, what is ticked before what is not.
fn sides(ground: &Ground, unticked: &[CertificateOnBase]) -> Vec<OtherView> {
    let mut by_other: BTreeMap<PartyId, Vec<RowView>> = BTreeMap::new();
    let ticked = ground.ticked.iter().map(|one| (one, true));
    for (one, ticked) in ticked.chain(unticked.iter().map(|one| (one, false))) {
        by_other.entry(ground.other(one)).or_default().push(RowView {
            id: one.certificate.uuid().to_string(),
            number: one.number.to_string(),
            outstanding: one.outstanding,
            due_on: one.due_on,
            left: DaysLeft::until_due(one.due_on, ground.today()),
            ticked,
        });
    }
    let mut others: Vec<OtherView> = by_other
        .into_iter()
        .map(|(other, rows)| OtherView {
            name: ground.names.name(&other),
            rows,
        })
        .collect();
    others.sort_by(|one, other| one.name.cmp(&other.name));
    others
}

/// What the other side of the certificates is called.
pub(super) fn other_word(frame: &Frame<'_>, ground: &Ground) -> String {
    if ground.is_downstream() {
        frame.say("holder")
    } else {
        frame.say("debtor")
    }
}

fn unavailable(frame: &Frame<'_>, ground: &Ground, found: &[CertificateOnBase]) -> Vec<UnavailableView> {
    let found = found.iter();
    found
        .filter_map(|one| {
            let why = match one.unavailable? {
                Unavailable::Offered => frame.say("unavailable-offered"),
                Unavailable::Reserved => frame.say("unavailable-reserved"),
                Unavailable::Charged => frame.say("unavailable-charged"),
                Unavailable::Frozen => frame.say("unavailable-frozen"),
                Unavailable::Due => frame.say("unavailable-due"),
            };
            Some(UnavailableView {
                id: one.certificate.uuid().to_string(),
                number: one.number.to_string(),
                other: ground.names.name(&ground.other(one)),
                outstanding: one.outstanding,
                due_on: one.due_on,
                why,
            })
        })
        .collect()
}

impl Fits {
    fn of(frame: &Frame<'_>, ground: &Ground, draft: &Draft) -> Self {
        let mut fits = Self {
            problem: None,
            other: (other_word(frame, ground), String::new()),
            count: 0,
            outstanding: None,
            last_due: None,
            downstream: ground.is_downstream(),
            fitting: Vec::new(),
            unfit: Vec::new(),
        };
        let chosen = match ground.chosen(draft) {
            Ok(chosen) => chosen,
            Err(why) => {
                fits.problem = Some(unchosen(frame, ground, why));
                return fits;
            }
        };
        fits.other.1 = ground.names.name(&chosen.other(ground));
        fits.count = chosen.certificates.len();
        fits.outstanding = Some(chosen.outstanding);
        fits.last_due = Some(chosen.last_due);
        for product in &ground.products {
            let (bank, name) = (ground.names.name(&product.bank), product.terms.name.to_string());
            if let Some(why) = ground.unfit(product, &chosen) {
                let why = unfit(frame, &why);
                fits.unfit.push(UnfitView { bank, name, why });
                continue;
            }
            let rate = terms::rate_at_most(&product.terms.rate, ground.lpr());
            let up_to = ground.up_to(product, chosen.outstanding);
            fits.fitting.push(FitView {
                bank,
                name,
                up_to: up_to.map_or_else(String::new, |up_to| frame.figures(&up_to)),
                rate: rate.map_or_else(String::new, tallystick_base::Rate::percent_text),
                security: terms::security(frame, product.terms.security),
            });
        }
        fits
    }
}

fn unchosen(frame: &Frame<'_>, ground: &Ground, why: Unchosen) -> String {
    match why {
        Unchosen::Nothing => frame.say("unchosen-nothing"),
        Unchosen::SeveralOthers if ground.is_downstream() => frame.say("unchosen-several-holders"),
        Unchosen::SeveralOthers => frame.say("unchosen-several-debtors"),
        Unchosen::SeveralCurrencies => frame.say("unchosen-several-currencies"),
        Unchosen::TooMany(found) => {
            let (most, many) = (MOST_CERTIFICATES.to_string(), found.to_string());
            let over = found.saturating_sub(MOST_CERTIFICATES).to_string();
            let values = [("most", most.as_str()), ("many", &many), ("over", &over)];
            frame.say_with("unchosen-too-many", &values)
        }
    }
}

/// Why a product does not do, in a sentence.
pub(super) fn unfit(frame: &Frame<'_>, why: &Unfit) -> String {
    match why {
        Unfit::Currency => frame.say("unfit-currency"),
        Unfit::Debtor => frame.say("unfit-debtor"),
        Unfit::Supplier => frame.say("unfit-supplier"),
        Unfit::Involved => frame.say("unfit-involved"),
        Unfit::NoRate => frame.say("unfit-no-rate"),
        Unfit::Tenor { least, most } => {
            let (least, most) = (least.to_string(), most.to_string());
            let days = [("least", least.as_str()), ("most", most.as_str())];
            frame.say_with("unfit-tenor", &days)
        }
        Unfit::Advance(most) => {
            let most = frame.money(most);
            frame.say_with("unfit-advance", &[("most", &most)])
        }
    }
}
