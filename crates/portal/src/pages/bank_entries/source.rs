//! Who paid: the borrower, the debtor on certificates of the loan, or a guarantor. Each is a page with inputs of its own.

use tallystick_base::{GuaranteeId, Money, PartyId};
use tallystick_commands::banking::loan::CertificatePayment;
use tallystick_commands::banking::{Loan, PaidBy};
use tallystick_commands::financing::{Guarantee, GuaranteeStage};

use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::typed_act::Field;
use crate::seat::Seated;

/// A loan with everybody who may have paid on it.
pub(super) struct Sources {
    /// The certificates of the loan that the bank sees, those on which something is outstanding in front, and of them those due
    /// first: what a debtor pays twice is booked too.
    certificates: Vec<Owed>,
    guarantees: Vec<Guarantee>,
    borrower: PartyId,
    debtor: PartyId,
}

struct Owed {
    id: tallystick_base::CertificateId,
    number: String,
    outstanding: Money,
    due_on: chrono::NaiveDate,
}

/// Who paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// The borrower.
    Borrower,
    /// The debtor.
    Debtor,
    /// The guarantor of this guarantee.
    Guarantor(GuaranteeId, PartyId),
}

impl Source {
    /// Its place in a query.
    pub(super) fn place(self) -> String {
        match self {
            Self::Borrower => "borrower".to_owned(),
            Self::Debtor => "debtor".to_owned(),
            Self::Guarantor(guarantee, _) => guarantee.uuid().to_string(),
        }
    }
}

impl Sources {
    pub(super) async fn read(portal: &Portal, seated: &Seated, loan: &Loan) -> Result<Self, Failure> {
        let (store, viewer) = (portal.store(), seated.viewer());
        let approval = &loan.approval;
        let mut certificates = Vec::new();
        for id in &approval.certificates {
            let Some(seen) = store.certificate(viewer, *id).await? else {
                continue;
            };
            let one = seen.state;
            certificates.push(Owed {
                id: *id,
                number: one.issue.number.to_string(),
                outstanding: one.outstanding,
                due_on: one.issue.due_on,
            });
        }
        certificates.sort_by_key(|one| (!one.outstanding.is_positive(), one.due_on));
        let mut guarantees = Vec::new();
        for id in &approval.guarantees {
            let seen = store.guarantee(viewer, *id).await?;
            guarantees.extend(seen.map(|seen| seen.state).filter(may_pay));
        }
        Ok(Self {
            certificates,
            guarantees,
            borrower: approval.borrower,
            debtor: approval.debtor,
        })
    }

    /// The certificates by their numbers, for what is signed.
    pub(super) fn numbers(&self) -> impl Iterator<Item = (String, String)> {
        let certificates = self.certificates.iter();
        certificates.map(|one| (one.id.subject().to_string(), one.number.clone()))
    }

    /// Everybody whom the page names.
    pub(super) fn parties(&self) -> impl Iterator<Item = PartyId> {
        let guarantors = self.guarantees.iter().map(|one| one.terms.guarantor);
        [self.borrower, self.debtor].into_iter().chain(guarantors)
    }

    /// Everybody who may have paid.
    pub(super) fn all(&self) -> Vec<Source> {
        let mut all = vec![Source::Borrower];
        all.extend((!self.certificates.is_empty()).then_some(Source::Debtor));
        let guarantors = self.guarantees.iter();
        all.extend(guarantors.map(|one| Source::Guarantor(one.id(), one.terms.guarantor)));
        all
    }

    /// Who a query says, or whose name the line has, or the borrower.
    pub(super) fn chosen(
        &self,
        asked: Option<&str>,
        counterparty: Option<&str>,
        names: &Names,
    ) -> Result<Source, Failure> {
        let all = self.all();
        if let Some(asked) = asked {
            let found = all.into_iter().find(|source| source.place() == asked);
            return found.ok_or(Failure::NotFound);
        }
        let is_other =
            |source: &Source| counterparty.is_some_and(|name| name == names.name(&self.party(*source)));
        Ok(all.into_iter().find(is_other).unwrap_or(Source::Borrower))
    }

    pub(super) const fn party(&self, source: Source) -> PartyId {
        match source {
            Source::Borrower => self.borrower,
            Source::Debtor => self.debtor,
            Source::Guarantor(_, guarantor) => guarantor,
        }
    }

    /// A source in words.
    pub(super) fn word(&self, frame: &Frame<'_>, names: &Names, source: Source) -> String {
        let role = match source {
            Source::Borrower => frame.say("paid-by-borrower"),
            Source::Debtor => frame.say("paid-by-debtor"),
            Source::Guarantor(..) => frame.say("paid-by-guarantor"),
        };
        let name = names.name(&self.party(source));
        frame.say_with("source-named", &[("role", &role), ("name", &name)])
    }

    /// How an amount is spread over the certificates, those due first in front; the rest of it is on the last.
    fn spread(&self, amount: Money) -> Vec<(&Owed, Money)> {
        let mut left = amount;
        let mut parts = Vec::new();
        for one in &self.certificates {
            let Ok(part) = left.lesser(one.outstanding) else {
                break;
            };
            if !part.is_positive() {
                break;
            }
            left = left.checked_sub(part).unwrap_or(left);
            parts.push((one, part));
        }
        parts
    }

    /// The inputs for a source; what the debtor paid is spread over the certificates at first, those due first in front.
    pub(super) fn fields(&self, frame: &Frame<'_>, source: Source, amount: Option<Money>) -> Vec<Field> {
        match source {
            Source::Borrower => vec![Field::choice_of("source", "borrower")],
            Source::Guarantor(guarantee, _) => {
                vec![Field::fixed("source.guarantor.guarantee", &guarantee.subject())]
            }
            Source::Debtor => self.parts(frame, amount),
        }
    }

    /// An amount for each certificate, which may be left empty where there are several.
    fn parts(&self, frame: &Frame<'_>, amount: Option<Money>) -> Vec<Field> {
        let spread = amount.map(|amount| self.spread(amount)).unwrap_or_default();
        let several = self.certificates.len() > 1;
        let field = |(place, one): (usize, &Owed)| {
            let path = format!("source.debtor.certificates.{place}");
            let (certificate, paid) = (format!("{path}.certificate"), format!("{path}.amount"));
            let outstanding = frame.money(&one.outstanding);
            let label = frame.say_with("paid-on-certificate", &[("number", one.number.as_str())]);
            let hint = frame.say_with("paid-on-hint", &[("outstanding", &outstanding)]);
            let part = spread
                .iter()
                .find(|(on, _)| on.id == one.id)
                .map(|(_, part)| *part);
            let typed = Field::amount(&paid, label, part, one.outstanding.currency()).hinted(hint);
            if several {
                let named = Field::beside(&certificate, &one.id.subject(), &paid);
                [named, typed.or_nothing()]
            } else {
                [Field::fixed(&certificate, &one.id.subject()), typed]
            }
        };
        self.certificates.iter().enumerate().flat_map(field).collect()
    }

    /// The source as a booking says it.
    pub(super) fn paid_by(&self, source: Source, amount: Money) -> PaidBy {
        match source {
            Source::Borrower => PaidBy::Borrower {},
            Source::Guarantor(guarantee, _) => PaidBy::Guarantor { guarantee },
            Source::Debtor => {
                let parts = self.spread(amount).into_iter();
                let parts = parts.map(|(one, amount)| CertificatePayment {
                    certificate: one.id,
                    amount,
                });
                PaidBy::Debtor {
                    certificates: parts.collect(),
                }
            }
        }
    }
}

/// Whether a guarantor may have paid on it: it is bound, or was and paid a part.
fn may_pay(guarantee: &Guarantee) -> bool {
    match guarantee.stage {
        GuaranteeStage::Issued { .. } | GuaranteeStage::Called { .. } | GuaranteeStage::Paid { .. } => true,
        GuaranteeStage::Offered {}
        | GuaranteeStage::Released {}
        | GuaranteeStage::Withdrawn {}
        | GuaranteeStage::Lapsed {} => false,
    }
}
