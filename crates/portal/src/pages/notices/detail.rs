//! One notice. What people fear is to pay to a wrong account: the account stands large, with the one that it replaces, and with
//! who signed it.

use askama::Template;
use axum::extract::{Path, State};
use chrono::NaiveDate;
use tallystick_base::{Capacity, Money, NoticeId};
use tallystick_commands::banking::{Notice, NoticeStage};
use tallystick_commands::parties::BankAccount;
use tallystick_store::Seen;

use super::WHO;
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::asked::id;
use crate::pages::timeline::{self, Moment};
use crate::pages::{Page, written};
use crate::seat::Seated;

#[derive(Template)]
#[template(path = "notices/detail.html")]
struct DetailPage<'p> {
    frame: Frame<'p>,
    seen: Seen<Notice>,
    names: Names,
    certificates: Vec<CertificateView>,
    /// The accounts that were paid to before.
    former: Vec<BankAccount>,
    /// Whether a certificate is paid to yet another account by now.
    replaced: bool,
    timeline: Vec<Moment>,
    acknowledges: bool,
    /// Whether the viewer's party is the one that is told.
    is_debtor: bool,
    /// What became of it, for the bank that gave it.
    told: Option<String>,
    shown: String,
}

struct CertificateView {
    id: String,
    number: String,
    outstanding: Option<Money>,
    due_on: Option<NaiveDate>,
    /// How it ended; none where it has not.
    ended: Option<String>,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let seated = seated.only(WHO)?;
    let (store, viewer) = (portal.store(), seated.viewer());
    let notice: NoticeId = id(NoticeId::KIND, &text)?;
    let seen = store.notice(viewer, notice).await?.ok_or(Failure::NotFound)?;
    let record = &seen.state.record;
    let names = Names::of(store, viewer, [record.bank, record.debtor]).await?;
    let mut page = Read::default();
    for certificate in &record.certificates {
        let of_notice = store.certificate(viewer, *certificate).await?;
        let id = certificate.uuid().to_string();
        let Some(one) = of_notice.map(|seen| seen.state) else {
            page.certificates.push(CertificateView {
                number: id.clone(),
                id,
                outstanding: None,
                due_on: None,
                ended: None,
            });
            continue;
        };
        page.replaced |= one.is_live() && one.payee != record.payee;
        let ended = (!one.is_live()).then(|| one.stage.name().to_lowercase());
        let before = one.former_payee.map(|former| former.payee);
        let before = before.filter(|before| *before != record.payee && !page.former.contains(before));
        page.former.extend(before);
        page.certificates.push(CertificateView {
            id,
            number: one.issue.number.to_string(),
            outstanding: Some(one.outstanding),
            due_on: Some(one.issue.due_on),
            ended,
        });
    }
    let is_debtor = record.debtor == viewer.party;
    let is_bank = record.bank == viewer.party;
    let arrived = matches!(seen.state.stage, NoticeStage::Arrived {});
    let acts = seated.seat.signs() && seated.seat.acts_as(Capacity::Buyer);
    let shown = serde_json::json!({ seen.subject.as_str(): seen.version });
    let timeline = timeline::read(&portal, &seated, &seen.subject).await?;
    let frame = Frame::new(&portal, seated.visit);
    written(&DetailPage {
        told: is_bank.then(|| told(&frame, &seen.state.stage)),
        frame,
        certificates: page.certificates,
        former: page.former,
        replaced: page.replaced,
        acknowledges: is_debtor && arrived && acts,
        is_debtor,
        shown: shown.to_string(),
        seen,
        names,
        timeline,
    })
}

/// What became of a notice.
fn told(frame: &Frame<'_>, stage: &NoticeStage) -> String {
    match stage {
        NoticeStage::Arrived {} => frame.say("notice-told"),
        NoticeStage::Acknowledged { at } => {
            let at = frame.moment(at);
            frame.say_with("notice-told-acknowledged", &[("at", &at)])
        }
    }
}

/// What the certificates of a notice say.
#[derive(Default)]
struct Read {
    certificates: Vec<CertificateView>,
    former: Vec<BankAccount>,
    replaced: bool,
}

impl DetailPage<'_> {
    fn record(&self) -> &tallystick_commands::banking::notice::NoticeRecord {
        &self.seen.state.record
    }

    fn bank(&self) -> String {
        self.names.name(&self.record().bank)
    }

    /// The number of the new account, as people compare it.
    fn account_number(&self) -> String {
        grouped(self.record().payee.account.as_str())
    }

    /// Whether nothing is left to pay on any of the certificates. What was split goes on in its parts.
    fn is_paid(&self) -> bool {
        let settled = |one: &CertificateView| {
            let ended = one.ended.as_deref();
            ended.is_some_and(|stage| ["discharged", "cancelled"].contains(&stage))
        };
        self.certificates.iter().all(settled)
    }

    fn stage(&self) -> String {
        self.seen.state.stage.name().to_lowercase()
    }
}

/// The number of an account in groups of four, as people compare it.
fn grouped(account: &str) -> String {
    let characters: Vec<char> = account.chars().collect();
    let groups: Vec<String> = characters.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn an_account_is_read_in_groups_of_four() {
        assert_eq!(grouped("11050199360000001024"), "1105 0199 3600 0000 1024");
        assert_eq!(grouped("123"), "123");
        assert_eq!(grouped(""), "");
    }
}
