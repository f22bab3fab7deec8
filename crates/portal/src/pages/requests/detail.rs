//! One request: where it stands and whose turn it is, the offers side by side, what is held for it, and how it came about.

use askama::Template;
use axum::extract::{Path, State};
use chrono::NaiveDate;
use tallystick_base::{Capacity, Money, PartyId};
use tallystick_commands::financing::request::Direction;
use tallystick_commands::financing::{RequestStage, Review, ReviewStage};

use super::stand::Whole;
use super::{WHO, guarantees, offers};
use crate::Portal;
use crate::failure::Failure;
use crate::figures::{self, DaysLeft};
use crate::frame::Frame;
use crate::pages::bids::Bids;
use crate::pages::compare::Compared;
use crate::pages::timeline::{self, Moment};
use crate::pages::{Page, terms, written};
use crate::seat::{Seat, Seated};

#[derive(Template)]
#[template(path = "requests/detail.html")]
struct DetailPage<'p> {
    frame: Frame<'p>,
    whole: Whole,
    next: String,
    left: Option<DaysLeft>,
    offers: Option<Compared>,
    banks: Vec<BankView>,
    bids: Option<Bids>,
    certificates: Vec<CertificateView>,
    guarantees: Vec<guarantees::GuaranteeView>,
    /// The loan, without its kind.
    loan: Option<String>,
    timeline: Vec<Moment>,
    may_withdraw: bool,
    may_join: bool,
}

struct BankView {
    name: String,
    /// What the bank makes of it, for auditors.
    link: Option<String>,
    /// The stage of the review, where the viewer sees it.
    stage: Option<String>,
    says: String,
}

/// A certificate that a request rests on.
pub(super) struct CertificateView {
    pub(super) id: String,
    pub(super) number: String,
    pub(super) outstanding: Money,
    pub(super) due_on: NaiveDate,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let seated = seated.only(WHO)?;
    let whole = Whole::read(&portal, &seated, &text).await?;
    let certificates = certificates(&portal, &seated, &whole).await?;
    let timeline = timeline::read(&portal, &seated, &whole.request.subject).await?;
    let today = portal.store().today().await?;
    let early = matches!(
        whole.state().stage,
        RequestStage::Submitted {} | RequestStage::Accepted { .. }
    );
    let until = figures::day_of(whole.state().submission.until).filter(|_| early && whole.is_open());
    let seat = seated.seat.clone();
    let frame = Frame::new(&portal, seated.visit);
    written(&DetailPage {
        next: whole.next(&frame),
        left: until.map(|day| DaysLeft::until_answer(day, today)),
        offers: offers::table(&frame, &whole, Some(&seat)),
        banks: banks(&frame, &whole, &seat),
        bids: Bids::of(&frame, whole.auction.as_ref(), &whole.names),
        guarantees: guarantees::of(&frame, &whole),
        loan: loan(&whole),
        may_withdraw: whole.may_withdraw(&seat),
        may_join: whole.may_join(&seat),
        certificates,
        timeline,
        whole,
        frame,
    })
}

/// The certificates that a request rests on, with what was outstanding on each when it was made.
pub(super) async fn certificates(
    portal: &Portal,
    seated: &Seated,
    whole: &Whole,
) -> Result<Vec<CertificateView>, Failure> {
    let mut certificates = Vec::new();
    for backing in &whole.state().submission.backing {
        let seen = portal
            .store()
            .certificate(seated.viewer(), backing.certificate)
            .await?;
        let id = backing.certificate.uuid().to_string();
        certificates.push(CertificateView {
            number: seen.map_or_else(|| id.clone(), |seen| seen.state.issue.number.to_string()),
            id,
            outstanding: backing.outstanding,
            due_on: backing.due_on,
        });
    }
    Ok(certificates)
}

fn banks(frame: &Frame<'_>, whole: &Whole, seat: &Seat) -> Vec<BankView> {
    let link = |bank: PartyId| format!("/reviews/{}?bank={}", whole.id(), bank.uuid());
    let invitations = whole.state().submission.invitations.iter();
    let view = |invitation: &tallystick_commands::financing::Invitation| {
        let review = whole
            .reviews
            .iter()
            .find(|seen| seen.state.id == invitation.review);
        BankView {
            name: whole.names.name(&invitation.bank),
            link: seat.acts_as(Capacity::Auditor).then(|| link(invitation.bank)),
            stage: review.map(|seen| seen.state.stage.name().to_lowercase()),
            says: review.map_or_else(String::new, |seen| said(frame, &seen.state)),
        }
    };
    invitations.map(view).collect()
}

/// What a bank said: why it declined, or until when its offer stands.
fn said(frame: &Frame<'_>, review: &Review) -> String {
    match &review.stage {
        ReviewStage::Declined { reasons, note, .. } => {
            let reasons = reasons.iter().map(|one| terms::decline_reason(frame, *one));
            let words: Vec<String> = reasons.chain(note.iter().map(ToString::to_string)).collect();
            words.join(&frame.say("list-comma"))
        }
        ReviewStage::Offered(offer) | ReviewStage::Taken(offer) => frame.money(&offer.terms.amount),
        ReviewStage::Open {} if review.sealed => frame.say("bank-sealed"),
        ReviewStage::Open {} | ReviewStage::NotTaken {} | ReviewStage::Ended {} => String::new(),
    }
}

fn loan(whole: &Whole) -> Option<String> {
    match whole.state().stage {
        RequestStage::Approved { loan, .. } | RequestStage::Funded { loan, .. } => {
            Some(loan.uuid().to_string())
        }
        RequestStage::Submitted {}
        | RequestStage::Accepted { .. }
        | RequestStage::Closed {}
        | RequestStage::Declined {}
        | RequestStage::Withdrawn {}
        | RequestStage::Expired {} => None,
    }
}

impl DetailPage<'_> {
    fn submission(&self) -> &tallystick_commands::financing::request::Submission {
        &self.whole.state().submission
    }

    fn is_downstream(&self) -> bool {
        matches!(self.submission().direction, Direction::Downstream { .. })
    }

    /// Why there is nothing to accept although an offer stands, where a person would look for it.
    fn why_not(&self) -> Option<String> {
        let offers = self.offers.as_ref()?;
        let submitted = matches!(self.whole.state().stage, RequestStage::Submitted {});
        if !submitted || offers.acts() || !self.whole.is_open() {
            None
        } else if !self.whole.state().holds_certificates() {
            Some(self.frame.say("offer-not-joined"))
        } else {
            Some(self.frame.say("offer-not-yours"))
        }
    }
}
