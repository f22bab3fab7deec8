//! What makes a loan safe: its filing in the registry, and the notice to the debtor.

use tallystick_commands::certificates::CertificateStage;
use tallystick_commands::parties::BankAccount;

use super::{Ground, LoanAct, for_input};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::typed_act::{self, Fact, Field, TypedAct};
use crate::pages::{Page, terms};
use crate::seat::Seated;

pub(super) fn file(portal: &Portal, seated: Seated, ground: &Ground, names: &Names) -> Page {
    let frame = Frame::new(portal, seated.visit);
    let act = LoanAct::File;
    let terms = &ground.loan().approval.terms;
    let mut facts = ground.facts(&frame, names);
    facts.push((
        frame.say("offer-security"),
        terms::security(&frame, terms.security),
    ));
    let tomorrow = ground.today.succ_opt().unwrap_or(ground.today).to_string();
    let fields = vec![
        Field::new_id("filing", "filing"),
        Field::fixed("loan", &ground.seen.subject),
        Field::text("number", frame.say("filing-number"), "", 200).hinted(frame.say("filing-number-hint")),
        Field::moment(
            "registered_at",
            frame.say("filing-registered-at"),
            &for_input(ground.now),
        )
        .hinted(frame.say("filing-registered-hint")),
        Field::day("until", frame.say("filing-until-day"), "", (&tomorrow, ""))
            .hinted(frame.say("filing-until-hint")),
    ];
    let typed = TypedAct {
        kind: act.kind(),
        title: act.title(&frame),
        button: act.title(&frame),
        back: ground.back(&frame, names),
        facts,
        note: None,
        fields,
        figures: None,
        effect: frame.say("filing-record-effect"),
        next: frame.say("filing-record-next"),
        names: ground.names(&frame, names),
        shown: ground.shown(),
    };
    typed_act::page(frame, typed)
}

pub(super) async fn notify(
    portal: &Portal,
    seated: Seated,
    ground: &Ground,
    names: &Names,
    account: Option<&str>,
) -> Page {
    let (store, viewer) = (portal.store(), seated.viewer());
    let act = LoanAct::Notify;
    let profile = store
        .profile(viewer, viewer.party)
        .await?
        .ok_or(Failure::NotNow)?;
    let accounts = profile.state.data.accounts;
    let chosen = match account {
        None => 0,
        Some(text) => text.parse::<usize>().map_err(|_| Failure::NotFound)?,
    };
    let payee = accounts.get(chosen).ok_or(Failure::NotFound)?;
    let told = certificates(portal, &seated, ground).await?;
    if told.is_empty() {
        return Err(Failure::NotNow);
    }
    let frame = Frame::new(portal, seated.visit);
    let fields = notice_fields(&frame, ground, &told, payee);
    let mut facts = ground.facts(&frame, names);
    let now: Vec<String> = told.iter().map(|one| frame.account(&one.payee)).collect();
    facts.push((
        frame.say("notify-paid-now"),
        distinct(now).join(&frame.say("semicolon")),
    ));
    facts.push((frame.say("notify-paid-then"), frame.account(payee)));
    let others = accounts
        .iter()
        .enumerate()
        .filter(|(place, other)| *place != chosen && is_news(&told, other));
    let others: Vec<Fact> = others
        .map(|(place, other)| {
            (
                format!("{}/notify?account={place}", ground.address()),
                frame.account(other),
            )
        })
        .collect();
    let typed = TypedAct {
        kind: act.kind(),
        title: act.title(&frame),
        button: act.title(&frame),
        back: ground.back(&frame, names),
        facts,
        note: fields.is_empty().then(|| frame.say("notify-same-account")),
        fields,
        figures: None,
        effect: frame.say("assignment-notify-effect"),
        next: frame.say("assignment-notify-next"),
        names: ground.names(&frame, names),
        shown: ground.shown(),
    };
    typed_act::page_with_others(frame, typed, others)
}

/// What a notice says: the certificates that are not paid to the account yet, and the account. Nothing where there is none, for a
/// notice that repeats what stands is refused.
fn notice_fields(frame: &Frame<'_>, ground: &Ground, told: &[Told], payee: &BankAccount) -> Vec<Field> {
    let unpaid = told.iter().filter(|one| one.payee != *payee);
    let labels: Vec<Fact> = unpaid.map(|one| (one.id.clone(), one.label(frame))).collect();
    if labels.is_empty() {
        return Vec::new();
    }
    vec![
        Field::new_id("notice", "notice"),
        Field::fixed("loan", &ground.seen.subject),
        Field::ticks("certificates", frame.say("notify-certificates"), labels),
        Field::fixed("payee.account", &payee.account),
        Field::fixed("payee.bank", &payee.bank),
        Field::fixed("payee.name", &payee.name),
    ]
}

/// Whether a notice of the loan would tell the debtor anything: to pay to an account of the bank to which it does not pay yet.
pub(in crate::pages::loans) async fn may_notify(
    portal: &Portal,
    seated: &Seated,
    ground: &Ground,
) -> Result<bool, Failure> {
    let viewer = seated.viewer();
    let profile = portal.store().profile(viewer, viewer.party).await?;
    let accounts = profile.map(|seen| seen.state.data.accounts).unwrap_or_default();
    let told = certificates(portal, seated, ground).await?;
    Ok(accounts.iter().any(|account| is_news(&told, account)))
}

/// Whether any of the certificates is paid to another account.
fn is_news(told: &[Told], account: &BankAccount) -> bool {
    told.iter().any(|one| one.payee != *account)
}

/// A certificate of the loan that a notice may be about.
struct Told {
    id: String,
    number: String,
    outstanding: tallystick_base::Money,
    payee: BankAccount,
}

impl Told {
    fn label(&self, frame: &Frame<'_>) -> String {
        let outstanding = frame.say("outstanding");
        format!(
            "{} · {outstanding} {}",
            self.number,
            frame.money(&self.outstanding)
        )
    }
}

/// The certificates that are assigned to the bank for this loan, or pledged to it, and not frozen.
async fn certificates(portal: &Portal, seated: &Seated, ground: &Ground) -> Result<Vec<Told>, Failure> {
    let approval = &ground.loan().approval;
    let mut told = Vec::new();
    for id in &approval.certificates {
        let Some(seen) = portal.store().certificate(seated.viewer(), *id).await? else {
            continue;
        };
        let one = seen.state;
        let secured = match &one.stage {
            CertificateStage::Pledged { bank, .. } => *bank == approval.bank,
            CertificateStage::Assigned { loan, .. } => *loan == approval.loan,
            CertificateStage::Free {}
            | CertificateStage::Offered { .. }
            | CertificateStage::Reserved { .. }
            | CertificateStage::Split {}
            | CertificateStage::Discharged {}
            | CertificateStage::Cancelled {} => false,
        };
        if secured && one.frozen.is_none() {
            told.push(Told {
                id: id.subject().to_string(),
                number: one.issue.number.to_string(),
                outstanding: one.outstanding,
                payee: one.payee,
            });
        }
    }
    Ok(told)
}

fn distinct(mut lines: Vec<String>) -> Vec<String> {
    lines.sort();
    lines.dedup();
    lines
}
