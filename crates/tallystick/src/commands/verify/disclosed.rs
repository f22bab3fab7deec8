//! What a valid bundle says of its certificate, to be compared with a printed page.

use std::fmt::Display;

use comfy_table::Table;
use comfy_table::presets::UTF8_BORDERS_ONLY;
use serde_json::value::RawValue;
use tallystick_base::CertificateId;
use tallystick_commands::certificates::Certificate;
use tallystick_commands::{Case, Step, Transition, apply};
use tallystick_ledger::{Bundle, BundleEntry, Entry, Part};

/// The certificate after the last entry of the bundle; none where the bundle does not disclose its whole life, or is
/// about something else. The bundle must be valid: nothing is checked here.
pub(super) fn certificate(bundle: &Bundle) -> Option<Certificate> {
    let id = CertificateId::try_from(&bundle.subject).ok()?;
    let mut case = Case::default();
    for given in &bundle.entries {
        for transition in of_subject(bundle, given)? {
            let transition = Transition::read(CertificateId::KIND, transition.get())?.ok()?;
            let subject = bundle.subject.clone();
            apply(&mut case, Step { subject, transition }).ok()?;
        }
    }
    case.financing.certificates.certificate(id).ok().cloned()
}

/// What an entry did to the subject, in order; none where it did something that is not disclosed.
fn of_subject(bundle: &Bundle, given: &BundleEntry) -> Option<Vec<Box<RawValue>>> {
    let entry = Entry::parse(given.leaf.as_bytes()).ok()?;
    let Some(place) = entry
        .moved
        .iter()
        .position(|moved| moved.subject == bundle.subject)
    else {
        return Some(Vec::new());
    };
    let part = given.outcome.as_ref()?.get(place)?.part.clone()?;
    Part::from_bytes(part.into_bytes()).ok()?.transitions().ok()
}

/// The certificate as a table for people.
pub(super) fn table(certificate: &Certificate) -> Table {
    let issue = &certificate.issue;
    let mut table = Table::new();
    table.load_style(UTF8_BORDERS_ONLY);
    let mut row = |label: &str, said: &dyn Display| {
        table.add_row([label.to_owned(), said.to_string()]);
    };
    row("number", &issue.number);
    row("stage", &certificate.stage.name());
    row("amount", &issue.amount);
    row("outstanding", &certificate.outstanding);
    row("issued on", &issue.issued_on);
    row("due on", &issue.due_on);
    row("debtor", &issue.debtor);
    row("supplier", &issue.supplier);
    row("holder", &certificate.holder);
    row("payable to", &certificate.payee.account);
    row("kept in the name of", &certificate.payee.name);
    if let Some(freeze) = &certificate.frozen {
        row("frozen by", &freeze.order);
    }
    if let Some(day) = certificate.overdue_since {
        row("overdue since", &day);
    }
    if let Some(promise) = &certificate.endorsement {
        row("endorsed by", &promise.bank);
    }
    table
}
