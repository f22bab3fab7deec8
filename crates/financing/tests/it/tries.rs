//! Random attempts: what somebody might try next, mostly sensible, often enough not.

use std::time::Duration;

use proptest::prelude::*;
use tallystick_base::{Currency, FinancingRequestId, GuaranteeId, Money, Rate, ReviewId};
use tallystick_certificates::{CertificateStage, CertificateTransition, Recourse};
use tallystick_financing::{
    AcceptOffer, Command, CommitBid, DeclineRequest, Direction, FinancingRequest, IssueGuarantee,
    JoinRequest, MakeOffer, OfferGuarantee, RequestStage, RevealBid, Review, SealedBid, Step, SubmitRequest,
    WithdrawOffer, WithdrawRequest, decide, due,
};

use crate::given::given;
use crate::promises::{issue, promise};
use crate::world::{
    BANK, BUYER, EVERYONE, GUARANTOR, SECOND, SECOND_BANK, SERVICE, SUPPLIER, THIRD_BANK, Who, World, accept,
    certificate, decline, guarantee, invite, join, offer, offer_terms, request, review, salt, submit,
    withdraw, withdraw_offer,
};

const HOUR: Duration = Duration::from_hours(1);

/// One attempt: what, on which, and how much.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Try {
    what: u8,
    on: usize,
    much: u8,
}

pub(crate) fn tries() -> impl Strategy<Value = Vec<Try>> {
    let one = (0_u8..18, 0_usize..12, any::<u8>()).prop_map(|(what, on, much)| Try { what, on, much });
    proptest::collection::vec(one, 1..80)
}

pub(crate) struct History {
    pub(crate) world: World,
    next: u64,
}

impl History {
    pub(crate) fn begin() -> Self {
        Self {
            world: World::new(),
            next: 1,
        }
    }

    /// Tries it. Whatever is accepted passes the checks of every decision.
    pub(crate) fn attempt(&mut self, tried: Try) {
        match tried.what {
            13 => self.promise(tried),
            15 => self.wait(tried.much),
            16 | 17 => self.elsewhere(tried),
            _ => {
                if let Some((who, command)) = self.command(tried) {
                    self.act(who, command, tried);
                }
            }
        }
    }

    fn act(&mut self, who: Who, command: Command, tried: Try) {
        // Now and then somebody else tries.
        let who = if tried.much.is_multiple_of(11) {
            EVERYONE[tried.on]
        } else {
            who
        };
        let context = self.world.context(who);
        if decide(&self.world.case, &command, &context).is_ok() {
            self.world = given(&self.world).when(who, command).accepted();
        }
    }

    fn command(&mut self, tried: Try) -> Option<(Who, Command)> {
        match tried.what {
            0..=2 => Some(self.submission(tried)),
            3..=5 => self.of_request(tried),
            6..=12 => self.of_review(tried),
            _ => self.of_guarantee(),
        }
    }

    /// On the certificates that the bits of a number name; by the debtor one time in three.
    fn submission(&mut self, tried: Try) -> (Who, Command) {
        let n = self.next;
        self.next += 1;
        let named = (1..=4).filter(|bit| tried.much >> bit & 1 == 1);
        let today = self.world.now.date_at(480);
        let later = |hours: u32| self.world.now.checked_add(HOUR * hours).unwrap();
        let downstream = tried.what == 2;
        let body = SubmitRequest {
            certificates: named.map(certificate).collect(),
            direction: if downstream {
                Direction::Downstream {
                    holder: SUPPLIER.id(),
                }
            } else {
                Direction::Upstream {}
            },
            amount: Money::from_minor(10_000_000, Currency::CNY),
            draw_on: today + chrono::Days::new(7),
            until: later(120),
            bids_until: tried.on.is_multiple_of(3).then(|| later(24)),
            invitations: [1, 2, 3].map(|k| invite(n, k)).to_vec(),
            pay_to: (!downstream).then(|| SUPPLIER.account()),
            ..submit(n)
        };
        (if downstream { BUYER } else { SUPPLIER }, body.into())
    }

    fn request(&self, on: usize) -> Option<&FinancingRequest> {
        let live: Vec<_> = self
            .world
            .case
            .requests
            .values()
            .filter(|asked| asked.stage.is_live())
            .collect();
        live.get(on % live.len().max(1)).copied()
    }

    fn of_request(&self, tried: Try) -> Option<(Who, Command)> {
        let asked = self.request(tried.on)?;
        let request = asked.id();
        let borrower = borrower(asked);
        Some(match tried.what {
            3 => (SUPPLIER, JoinRequest { request, ..join(1) }.into()),
            4 => (
                borrower,
                WithdrawRequest {
                    request,
                    ..withdraw(1)
                }
                .into(),
            ),
            _ => {
                let review = self.taken(asked, tried.much);
                let body = AcceptOffer {
                    request,
                    review,
                    ..accept(1, 1)
                };
                (borrower, body.into())
            }
        })
    }

    /// A review with an offer where there is one, otherwise any.
    fn taken(&self, asked: &FinancingRequest, much: u8) -> ReviewId {
        let invited = || {
            asked
                .submission
                .invitations
                .iter()
                .map(|invitation| invitation.review)
        };
        let offered = |id: &ReviewId| self.world.case.reviews[id].stage.name() == "Offered";
        let offers: Vec<_> = invited().filter(offered).collect();
        let all: Vec<_> = if offers.is_empty() {
            invited().collect()
        } else {
            offers
        };
        all[usize::from(much) % all.len()]
    }

    fn of_review(&self, tried: Try) -> Option<(Who, Command)> {
        let asked = self.request(tried.on)?;
        let at = usize::from(tried.much) % asked.submission.invitations.len();
        let review = match asked.stage {
            RequestStage::Accepted { review, .. } => review,
            _ => asked.submission.invitations[at].review,
        };
        let with_bank = &self.world.case.reviews[&review];
        let bank = [BANK, SECOND_BANK, THIRD_BANK]
            .into_iter()
            .find(|bank| bank.id() == with_bank.bank)?;
        let command = match tried.what {
            6 | 7 => MakeOffer {
                review,
                ..self.offering(asked, tried)
            }
            .into(),
            8 => WithdrawOffer {
                review,
                ..withdraw_offer(1)
            }
            .into(),
            9 => DeclineRequest { review, ..decline(1) }.into(),
            10 => CommitBid {
                salt: salt(),
                review,
                commitment: SealedBid::digest_of(&bid(asked, with_bank)),
            }
            .into(),
            _ => RevealBid {
                salt: salt(),
                review,
                bid: bid(asked, with_bank),
            }
            .into(),
        };
        Some((bank, command))
    }

    fn offering(&self, asked: &FinancingRequest, tried: Try) -> MakeOffer {
        let hours = u32::from(tried.much % 100) + 1;
        let mut terms = offer_terms("0.0360");
        terms.amount = asked.submission.amount;
        terms.guarantee = self.promised(asked.id()).filter(|_| tried.what == 7);
        MakeOffer {
            terms,
            valid_until: self.world.now.checked_add(HOUR * hours).unwrap(),
            ..offer(1, "0.0360")
        }
    }

    fn promised(&self, request: FinancingRequestId) -> Option<GuaranteeId> {
        let mut all = self.world.case.guarantees.values();
        Some(all.find(|promised| promised.terms.request == request)?.id())
    }

    /// A guarantee of a request whose borrower accepted an offer.
    fn relied_on(&self) -> Option<GuaranteeId> {
        let mut accepted = self
            .world
            .case
            .requests
            .values()
            .filter(|asked| asked.stage.name() == "Accepted");
        accepted.find_map(|asked| self.promised(asked.id()))
    }

    /// A guarantor promises, and a bank offers on that.
    fn promise(&mut self, tried: Try) {
        self.next += 1;
        let Some(asked) = self.request(tried.on) else {
            return;
        };
        let body = OfferGuarantee {
            guarantee: guarantee(self.next),
            request: asked.id(),
            until: asked.submission.until,
            ..promise(1)
        };
        self.act(GUARANTOR, body.into(), tried);
        if let Some((bank, command)) = self.of_review(Try {
            what: 6,
            on: 0,
            ..tried
        }) {
            self.act(bank, command, tried);
        }
    }

    fn of_guarantee(&self) -> Option<(Who, Command)> {
        let body = IssueGuarantee {
            guarantee: self.relied_on()?,
            ..issue(1)
        };
        Some((GUARANTOR, body.into()))
    }

    /// What holders and debtors do with certificates besides.
    fn elsewhere(&mut self, tried: Try) {
        let id = certificate(u64::try_from(tried.on % 4 + 1).unwrap());
        let held = &self.world.case.certificates.certificates[&id];
        let free = held.stage_at(self.world.now) == CertificateStage::Free {};
        let transitions = if tried.what == 16 && free {
            let offered = CertificateTransition::Offered {
                to: SECOND.id(),
                until: self.world.now.checked_add(HOUR).unwrap(),
                recourse: Recourse::None,
            };
            let lapse = held.lapse_of_offer(self.world.now);
            lapse.into_iter().chain([offered]).collect()
        } else if held.is_live() && tried.much.is_multiple_of(8) {
            let on = self.world.now.date_at(480);
            let paid = CertificateTransition::Paid {
                payment: None,
                amount: held.outstanding,
                paid_on: on,
                outstanding: Money::zero(Currency::CNY),
            };
            vec![paid, CertificateTransition::Discharged { on }]
        } else {
            Vec::new()
        };
        for transition in transitions {
            self.world.case.apply(&Step::new(id, transition)).unwrap();
        }
    }

    fn wait(&mut self, hours: u8) {
        let world = &mut self.world;
        world.now = world.now.checked_add(HOUR * u32::from(hours % 60)).unwrap();
        // A sweep may be late.
        if hours.is_multiple_of(3) {
            return;
        }
        for command in due(&world.case, world.now, &mut salt).unwrap() {
            *world = given(world).when(SERVICE, command).accepted();
        }
    }
}

fn borrower(asked: &FinancingRequest) -> Who {
    match asked.submission.direction {
        Direction::Upstream {} => SUPPLIER,
        Direction::Downstream { .. } => BUYER,
    }
}

/// The bid that a bank makes on a request; every second one is for less than all.
fn bid(asked: &FinancingRequest, with_bank: &Review) -> String {
    let mut terms = offer_terms("0.0360");
    terms.rate = Rate::parse("0.0350").unwrap();
    terms.amount = asked.submission.amount;
    if with_bank.bank == BANK.id() {
        terms.amount = Money::from_minor(1_000_000, Currency::CNY);
    }
    let sealed = SealedBid {
        salt: salt(),
        review: with_bank.id,
        terms,
        valid_until: asked.submission.until,
    };
    serde_json::to_string(&sealed).unwrap()
}

/// The names of what requests and reviews have come to.
pub(crate) fn stages(world: &World) -> impl Iterator<Item = String> + '_ {
    let requests = world.case.requests.values();
    let reviews = world.case.reviews.values();
    let accepted = |asked: &&FinancingRequest| matches!(asked.stage, RequestStage::Accepted { .. });
    let guaranteed = requests
        .clone()
        .filter(accepted)
        .filter(|asked| !asked.guarantees.is_empty());
    requests
        .map(|asked| format!("request {}", asked.stage.name()))
        .chain(reviews.map(|with_bank| format!("review {}", with_bank.stage.name())))
        .chain(guaranteed.map(|_| "request Accepted, guaranteed".to_owned()))
}

#[test]
fn a_try_names_ids_that_exist() {
    let mut history = History::begin();
    history.attempt(Try {
        what: 1,
        on: 0,
        much: 0b10,
    });
    assert!(history.world.case.requests.contains_key(&request(1)));
    assert!(history.world.case.reviews.contains_key(&review(11)));
}
