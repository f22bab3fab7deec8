//! Random attempts: what somebody might try next, mostly sensible, often enough not.

use proptest::prelude::*;
use tallystick_base::{CertificateId, Millis, Money};
use tallystick_certificates::{
    AcceptCancellation, AcceptCertificate, AcknowledgePayment, Cancellation, CancellationStage,
    CertificateStage, CertificateTransition, Command, ConfirmReceivable, DeclineCertificate, Deduction,
    FreezeCertificate, OfferCertificate, Payment, PaymentStage, ProposeCancellation, ReasonCode,
    RejectPayment, ReportPayment, SplitCertificate, SplitChild, Step, UnfreezeCertificate,
    WithdrawCancellation, WithdrawCertificateOffer, decide, due,
};

use crate::answers::{dispute, reject, withdraw};
use crate::cancelling::withdraw as withdraw_cancellation;
use crate::circulation::{decline, withdraw_offer};
use crate::courts::unfreeze;
use crate::given::{check_named, given};
use crate::later_crates::{assigned, pledged, reserved};
use crate::paying::reject as reject_payment;
use crate::world::*;

/// Milliseconds in a day.
const DAY: u64 = 86_400_000;

/// One thing that somebody tries: which, on what, and how much.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Try {
    what: u8,
    on: usize,
    much: u8,
}

pub(crate) fn tries() -> impl Strategy<Value = Vec<Try>> {
    let one = (0_u8..34, 0_usize..6, any::<u8>()).prop_map(|(what, on, much)| Try { what, on, much });
    prop::collection::vec(one, 1..80)
}

/// What has happened so far, with counters for new ids.
pub(crate) struct History {
    pub(crate) world: World,
    next: u64,
}

impl History {
    pub(crate) fn begin() -> Self {
        Self {
            world: World::new(),
            next: 10,
        }
    }

    fn pick(&self, on: usize) -> CertificateId {
        let ids: Vec<_> = self.world.case.certificates.keys().copied().collect();
        // Rather a late one, for those are live more often.
        ids.len()
            .checked_sub(1)
            .map_or(certificate(1), |last| ids[last - on.min(last)])
    }

    fn holder(&self, id: CertificateId) -> Who {
        let held = self.world.case.certificates.get(&id);
        let is = |who: &Who| held.is_some_and(|held| held.holder == who.id());
        [SUPPLIER, SECOND, THIRD].into_iter().find(is).unwrap_or(SUPPLIER)
    }

    fn share(&self, id: CertificateId, much: u8) -> Money {
        let outstanding = self
            .world
            .case
            .certificates
            .get(&id)
            .map_or(cny("1.00"), |held| held.outstanding);
        Money::from_minor(
            outstanding.minor() * (i64::from(much % 4) + 1) / 4,
            outstanding.currency(),
        )
    }

    fn command(&mut self, tried: Try) -> Option<(Who, Command)> {
        self.next += 1;
        let next = self.next;
        match tried.what {
            0..=8 => self.claiming(tried, next),
            9..=16 => Some(self.circulating(tried, next)),
            17..=21 => self.paying(tried, next),
            22..=24 => self.cancelling(tried, next),
            _ => Some(self.freezing(tried)),
        }
    }

    fn claiming(&self, tried: Try, next: u64) -> Option<(Who, Command)> {
        let Try { what, on, much } = tried;
        Some(match what {
            0..=2 => {
                let n = u64::try_from(on).unwrap() + 1;
                let mut body = claim(n);
                body.receivable = receivable(next);
                // Three invoices for all claims, so that they meet.
                body.evidence[2].number = text(&format!("INV{}", n % 3));
                body.amount = Money::from_minor((i64::from(much) + 1) * 100_000, body.amount.currency());
                (SUPPLIER, body.into())
            }
            3..=5 => (BUYER, self.confirmation(on, much, next)?.into()),
            6 => (BUYER, reject(self.open(on)?).into()),
            7 => (SUPPLIER, withdraw(self.open(on)?).into()),
            _ => (BUYER, dispute(self.open(on)?).into()),
        })
    }

    fn circulating(&mut self, tried: Try, next: u64) -> (Who, Command) {
        let certificate = self.pick(tried.on);
        let holder = self.holder(certificate);
        let other = if holder == SECOND { THIRD } else { SECOND };
        match tried.what {
            9..=10 => {
                let days = u64::from(tried.much % 4) + 1;
                let body = OfferCertificate {
                    certificate,
                    until: Millis::new(self.world.now.as_millis() + DAY * days).unwrap(),
                    ..offer(1, other)
                };
                (holder, body.into())
            }
            11..=12 => {
                let body = AcceptCertificate {
                    certificate,
                    ..accept(1, other)
                };
                (other, body.into())
            }
            13 => (
                other,
                DeclineCertificate {
                    certificate,
                    ..decline(1)
                }
                .into(),
            ),
            14 => {
                let body = WithdrawCertificateOffer {
                    certificate,
                    ..withdraw_offer(1)
                };
                (holder, body.into())
            }
            _ => (holder, self.splitting(certificate, tried.much, next).into()),
        }
    }

    fn paying(&self, tried: Try, next: u64) -> Option<(Who, Command)> {
        let Try { what, on, much } = tried;
        let certificate = self.pick(on);
        if what <= 18 {
            let body = ReportPayment {
                certificate,
                amount: self.share(certificate, much),
                paid_on: self.world.now.date_at(480),
                account: self.world.case.certificates.get(&certificate)?.payee.clone(),
                ..report(next, 1, "1.00")
            };
            return Some((BUYER, body.into()));
        }
        let reported = |pending: &&Payment| pending.stage == PaymentStage::Reported {};
        let pending = self.world.case.payments.values().filter(reported).nth(on / 2)?;
        let payment = pending.payment;
        let answer = if what == 21 {
            RejectPayment {
                payment,
                ..reject_payment(1)
            }
            .into()
        } else {
            AcknowledgePayment {
                payment,
                ..acknowledge(1)
            }
            .into()
        };
        Some((self.collector(pending.certificate), answer))
    }

    fn cancelling(&self, tried: Try, next: u64) -> Option<(Who, Command)> {
        let Try { what, on, much } = tried;
        if what == 22 {
            let certificate = self.pick(on);
            let by = if much.is_multiple_of(2) {
                BUYER
            } else {
                self.holder(certificate)
            };
            let body = ProposeCancellation {
                certificate,
                ..propose(next, 1)
            };
            return Some((by, body.into()));
        }
        let proposed = |pending: &&Cancellation| pending.stage == CancellationStage::Proposed {};
        let pending = self
            .world
            .case
            .cancellations
            .values()
            .filter(proposed)
            .nth(on / 2)?;
        let cancellation = pending.cancellation;
        let (side, answer) = if what == 23 {
            (
                pending.to,
                AcceptCancellation {
                    cancellation,
                    ..agree(1)
                }
                .into(),
            )
        } else {
            (
                pending.by,
                WithdrawCancellation {
                    cancellation,
                    ..withdraw_cancellation(1)
                }
                .into(),
            )
        };
        let who = [BUYER, SUPPLIER, SECOND, THIRD]
            .into_iter()
            .find(|who| who.id() == side)?;
        Some((who, answer))
    }

    fn freezing(&self, tried: Try) -> (Who, Command) {
        let certificate = self.pick(tried.on);
        if tried.what == 25 {
            (
                OPERATOR,
                FreezeCertificate {
                    certificate,
                    ..freeze(1)
                }
                .into(),
            )
        } else {
            (
                OPERATOR,
                UnfreezeCertificate {
                    certificate,
                    ..unfreeze(1)
                }
                .into(),
            )
        }
    }

    fn open(&self, on: usize) -> Option<u64> {
        let open: Vec<_> = self
            .world
            .case
            .receivables
            .values()
            .filter(|asked| asked.is_open())
            .collect();
        let id = open.get(on % open.len().max(1))?.claim.receivable;
        (0..=self.next).find(|n| receivable(*n) == id)
    }

    fn confirmation(&self, on: usize, much: u8, next: u64) -> Option<ConfirmReceivable> {
        let asked = &self.world.case.receivables[&receivable(self.open(on)?)];
        let claimed = asked.claim.amount;
        let left = if much.is_multiple_of(3) {
            claimed.minor() / 3
        } else {
            0
        };
        let left = Money::from_minor(left, claimed.currency());
        let is_part = left.is_positive();
        Some(ConfirmReceivable {
            receivable: asked.claim.receivable,
            certificate: certificate(next),
            amount: claimed.checked_sub(left).unwrap(),
            transferable: !much.is_multiple_of(5),
            deductions: if is_part {
                vec![Deduction {
                    reason: reason(ReasonCode::Qty),
                    amount: left,
                }]
            } else {
                Vec::new()
            },
            rest: is_part.then(|| receivable(next)),
            ..confirm(1)
        })
    }

    fn splitting(&mut self, id: CertificateId, much: u8, next: u64) -> SplitCertificate {
        let whole = self
            .world
            .case
            .certificates
            .get(&id)
            .map_or(cny("1.00"), |held| held.outstanding);
        let first = Money::from_minor(whole.minor() * i64::from(much) / 256, whole.currency());
        self.next += 1;
        SplitCertificate {
            certificate: id,
            children: vec![
                SplitChild {
                    certificate: certificate(next),
                    amount: first,
                },
                SplitChild {
                    certificate: certificate(next + 1),
                    amount: whole.checked_sub(first).unwrap(),
                },
            ],
            ..split(1, &[])
        }
    }

    fn collector(&self, id: CertificateId) -> Who {
        let held = self.world.case.certificates.get(&id);
        if held.is_some_and(|held| held.collector() == BANK.id()) {
            BANK
        } else {
            self.holder(id)
        }
    }

    /// What financing and banking would do, where they may; and time passes.
    fn elsewhere(&mut self, tried: Try) {
        let id = self.pick(tried.on);
        let Some(held) = self.world.case.certificates.get(&id) else {
            return;
        };
        let next = match held.stage_at(self.world.now) {
            CertificateStage::Free {} if held.frozen.is_none() => reserved(),
            CertificateStage::Reserved { .. } if tried.much.is_multiple_of(2) => pledged(),
            CertificateStage::Reserved { .. } => CertificateTransition::Released {},
            CertificateStage::Pledged { .. } => assigned(),
            CertificateStage::Assigned { .. } => CertificateTransition::Returned {},
            _ => return,
        };
        let steps: Vec<_> = held
            .lapse_of_offer(self.world.now)
            .into_iter()
            .chain([next])
            .collect();
        for transition in steps {
            self.world.case.apply(&Step::new(id, transition)).unwrap();
        }
    }

    fn wait(&mut self, days: u8) {
        let later = self.world.now.as_millis() + DAY * u64::from(days);
        self.world.now = Millis::new(later).unwrap();
        let commands = due(&self.world.case, self.world.now, &mut salt).unwrap();
        for command in commands {
            self.world = given(&self.world).when(SERVICE, command).accepted();
        }
    }

    /// Tries it; what is accepted must be acceptable from nobody else.
    pub(crate) fn attempt(&mut self, tried: Try) {
        if tried.what > 26 {
            if tried.on == 5 {
                self.wait(tried.much % 20);
            } else {
                self.elsewhere(tried);
            }
            return;
        }
        let Some((who, command)) = self.command(tried) else {
            return;
        };
        let case = self.world.with_keyed_names(&command);
        let context = self.world.context(who);
        let Ok(steps) = decide(&case, &command, &context) else {
            return;
        };
        check_named(&case, &command, &context, &steps);
        for other in EVERYONE.into_iter().filter(|other| *other != who) {
            let either = matches!(command, Command::ProposeCancellation(_));
            let answer = decide(&case, &command, &self.world.context(other));
            assert!(
                answer.is_err() || either,
                "{} is taken from {other:?} too",
                command.kind()
            );
        }
        self.world = given(&self.world).when(who, command).accepted();
    }
}
