//! Step 3: the act, with everything that was chosen and what it costs. From here one goes on to what is signed.

use std::collections::BTreeMap;

use askama::Template;
use tallystick_base::{Capacity, Money, PartyId};
use tallystick_commands::parties::BankAccount;

use super::choose::other_word;
use super::costs::{Costs, costs};
use super::form::Form;
use super::ground::Ground;
use super::wish::Wish;
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::{Page, written};
use crate::seat::Seated;

#[derive(Template)]
#[template(path = "requests/sign.html")]
struct SignPage<'p> {
    frame: Frame<'p>,
    wish: Wish,
    until: u64,
    until_text: String,
    bids_until: Option<u64>,
    bids_until_text: String,
    purpose: String,
    /// The other side: what it is, and who.
    other: (String, String),
    /// Downstream, the subject of the holder.
    holder: Option<String>,
    capacity: Capacity,
    outstanding: Money,
    certificates: Vec<CertificateView>,
    invitations: Vec<InvitationView>,
    guarantors: Vec<(String, String)>,
    /// Where the money goes; downstream the holder says that.
    pay_to: Option<BankAccount>,
    costs: Costs,
    names: String,
    back: String,
    signs: bool,
}

struct CertificateView {
    subject: String,
    number: String,
    outstanding: Money,
}

struct InvitationView {
    place: usize,
    bank: String,
    bank_name: String,
    product: String,
    product_name: String,
}

pub(super) fn show(portal: &Portal, seated: Seated, ground: &Ground, form: &Form) -> Page {
    let chosen = ground.chosen(&form.draft).map_err(|_| Failure::NotFound)?;
    let (Some(wish), Some(until)) = (form.wish, form.until) else {
        return Err(Failure::NotFound);
    };
    let capacity = seated.seat.acting;
    let signs = seated.seat.signs();
    let frame = Frame::new(portal, seated.visit);
    let certificates: Vec<CertificateView> = chosen
        .certificates
        .iter()
        .map(|one| CertificateView {
            subject: one.certificate.to_string(),
            number: one.number.to_string(),
            outstanding: one.outstanding,
        })
        .collect();
    let invitations = invitations(ground, form);
    let guarantors = guarantors(form);
    let names = names(
        ground,
        chosen.other(ground),
        &certificates,
        &invitations,
        &guarantors,
    );
    written(&SignPage {
        wish,
        until: until.as_millis(),
        until_text: frame.moment(&until),
        bids_until: form.bids_until.map(tallystick_base::Millis::as_millis),
        bids_until_text: form.bids_until.map_or_else(String::new, |at| frame.moment(&at)),
        purpose: form.draft.purpose.trim().to_owned(),
        other: (
            other_word(&frame, ground),
            ground.names.name(&chosen.other(ground)),
        ),
        holder: ground.is_downstream().then(|| chosen.holder.to_string()),
        capacity,
        outstanding: chosen.outstanding,
        certificates,
        invitations,
        guarantors,
        pay_to: form.account().cloned(),
        costs: costs(&frame, ground, &chosen, &form.draft),
        names,
        back: form.draft.address(2),
        signs,
        frame,
    })
}

fn invitations(ground: &Ground, form: &Form) -> Vec<InvitationView> {
    let products = form.products(ground);
    let view = |(place, product): (usize, &tallystick_commands::financing::Product)| InvitationView {
        place,
        bank: product.bank.to_string(),
        bank_name: ground.names.name(&product.bank),
        product: product.id.to_string(),
        product_name: product.terms.name.to_string(),
    };
    products.into_iter().enumerate().map(view).collect()
}

/// Those who are asked, as subject and name.
fn guarantors(form: &Form) -> Vec<(String, String)> {
    form.guarantors
        .iter()
        .filter(|known| form.draft.guarantors.contains(&known.id.uuid().to_string()))
        .map(|known| (known.id.to_string(), known.name.clone()))
        .collect()
}

/// What the script calls the subjects of the act, as JSON.
fn names(
    ground: &Ground,
    other: PartyId,
    certificates: &[CertificateView],
    invitations: &[InvitationView],
    guarantors: &[(String, String)],
) -> String {
    let mut names: BTreeMap<String, String> = guarantors.iter().cloned().collect();
    for party in [other, ground.party] {
        names.insert(party.to_string(), ground.names.name(&party));
    }
    for one in certificates {
        names.insert(one.subject.clone(), one.number.clone());
    }
    for one in invitations {
        names.insert(one.bank.clone(), one.bank_name.clone());
        names.insert(one.product.clone(), one.product_name.clone());
    }
    // Inside of a script element, `<` could end it.
    serde_json::to_string(&names)
        .unwrap_or_default()
        .replace('<', "\\u003c")
}
