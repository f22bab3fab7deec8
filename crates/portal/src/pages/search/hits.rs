//! One thing that was found, as a line: what it is called, with whom it is, how much, and where it stands.

use std::collections::{BTreeMap, BTreeSet};

use tallystick_base::{Capacity, FinancingRequestId, PartyId, PoolId};
use tallystick_store::{
    FoundMember, Hits, KnownParty, KnownPool, ListedBankEntry, ListedCertificate, ListedContract,
    ListedCreditLine, ListedFiling, ListedGuarantee, ListedLoan, ListedNotice, ListedPayment, ListedPool,
    ListedProduct, ListedReceivable, ListedRequest, ListedSale,
};

use crate::figures;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::receivables::Invoices;

/// A thing that was found.
pub(super) struct Hit {
    /// Its page; none where no page of it is for the viewer.
    pub(super) link: Option<String>,
    pub(super) name: String,
    /// What else is said of it.
    pub(super) below: String,
    pub(super) amount: String,
    /// Kind and stage.
    pub(super) stage: Option<(&'static str, String)>,
    /// The day that matters, with what it is.
    pub(super) day: Option<(String, String)>,
}

/// What is needed to read results.
pub(super) struct Reading<'r> {
    pub(super) frame: &'r Frame<'r>,
    pub(super) names: Names,
    pub(super) invoices: Invoices,
    /// The requests of which the viewer has a page.
    pub(super) asked: BTreeSet<FinancingRequestId>,
    /// The pools of sales.
    pub(super) pools: BTreeMap<PoolId, KnownPool>,
    pub(super) own: PartyId,
    pub(super) acting: Capacity,
    /// Whether pages of parties are for the viewer.
    pub(super) sees_parties: bool,
}

impl Reading<'_> {
    /// The lines of a kind, and whether there are more.
    pub(super) fn each<T>(&self, hits: &Hits<T>, line: impl Fn(&Self, &T) -> Hit) -> (Vec<Hit>, bool) {
        let lines = hits.items.iter().map(|one| line(self, one));
        (lines.collect(), hits.more)
    }

    /// The names of the others: one's own need not be said.
    fn others(&self, parties: &[PartyId]) -> String {
        let mut others: Vec<PartyId> = Vec::new();
        for party in parties {
            if *party != self.own && !others.contains(party) {
                others.push(*party);
            }
        }
        let names: Vec<String> = others.iter().map(|party| self.names.name(party)).collect();
        names.join(&self.frame.say("list-comma"))
    }

    pub(super) fn certificate(&self, one: &ListedCertificate) -> Hit {
        let others = self.others(&[one.debtor, one.supplier, one.holder]);
        let outstanding = self.frame.money(&one.outstanding);
        Hit {
            link: Some(format!("/certificates/{}", one.id.uuid())),
            name: one.number.to_string(),
            below: format!("{others} · {} {outstanding}", self.frame.say("outstanding")),
            amount: self.frame.money(&one.amount),
            stage: Some(("certificate", one.stage.clone())),
            day: Some((self.frame.say("due-on"), self.frame.deadline(&one.due_on))),
        }
    }

    pub(super) fn receivable(&self, one: &ListedReceivable) -> Hit {
        Hit {
            link: Some(format!("/receivables/{}", one.id.uuid())),
            name: self.invoices.name(self.frame, &one.id),
            below: self.others(&[one.supplier, one.buyer]),
            amount: self.frame.money(&one.amount),
            stage: Some(("receivable", one.stage.clone())),
            day: Some((self.frame.say("due-on"), self.frame.deadline(&one.due_on))),
        }
    }

    pub(super) fn contract(&self, one: &ListedContract) -> Hit {
        let others = self.others(&[one.supplier, one.buyer]);
        Hit {
            link: Some(format!("/contracts/{}", one.id.uuid())),
            name: one.number.clone(),
            below: format!("{}{}{others}", one.title, self.frame.say("list-comma")),
            amount: self.frame.money(&one.amount),
            stage: Some(("contract", one.stage.clone())),
            day: Some((self.frame.say("contract-signed-on"), one.signed_on.to_string())),
        }
    }

    pub(super) fn payment(&self, one: &ListedPayment) -> Hit {
        Hit {
            link: Some(format!("/payments/{}", one.id.uuid())),
            name: one.reference.clone(),
            below: self.names.name(&one.debtor),
            amount: self.frame.money(&one.amount),
            stage: Some(("payment", one.stage.clone())),
            day: Some((self.frame.say("payment-paid-on"), one.paid_on.to_string())),
        }
    }

    pub(super) fn request(&self, one: &ListedRequest) -> Hit {
        let id = one.id.uuid();
        let folder = match self.acting {
            Capacity::Bank => "/reviews",
            Capacity::Guarantor => "/guarantees/asked",
            _ => "/requests",
        };
        Hit {
            link: self.asked.contains(&one.id).then(|| format!("{folder}/{id}")),
            name: one.purpose.clone(),
            below: self.others(&[one.borrower, one.holder, one.debtor]),
            amount: self.frame.money(&one.amount),
            stage: Some(("request", one.stage.clone())),
            day: Some((self.frame.say("matures-on"), self.frame.deadline(&one.matures_on))),
        }
    }

    pub(super) fn loan(&self, one: &ListedLoan) -> Hit {
        let name = if self.acting == Capacity::Bank {
            self.names.name(&one.borrower)
        } else {
            self.names.name(&one.bank)
        };
        Hit {
            link: Some(format!("/loans/{}", one.id.uuid())),
            name: format!("{} {name}", self.frame.say("loan")),
            below: self.others(&[one.bank, one.borrower, one.debtor]),
            amount: self.frame.money(&one.principal),
            stage: Some(("loan", one.stage.clone())),
            day: Some((self.frame.say("matures-on"), self.frame.deadline(&one.matures_on))),
        }
    }

    pub(super) fn credit_line(&self, one: &ListedCreditLine) -> Hit {
        let parties: Vec<PartyId> = one.party.into_iter().chain(one.supplier).collect();
        let left = self.frame.money(&one.left);
        Hit {
            link: Some(format!("/credit-lines/{}", one.id.uuid())),
            name: one.programme.clone().unwrap_or_else(|| self.others(&parties)),
            below: format!("{} {left}", self.frame.say("line-left")),
            amount: self.frame.money(&one.limit),
            stage: Some(("credit-line", one.stage.clone())),
            day: Some((
                self.frame.say("line-valid-to"),
                self.frame.deadline(&one.valid_to),
            )),
        }
    }

    pub(super) fn product(&self, one: &ListedProduct) -> Hit {
        let bank = self.names.name(&one.bank);
        let below = one
            .programme
            .iter()
            .fold(bank, |bank, tag| format!("{bank} · {tag}"));
        Hit {
            link: Some(format!("/products/{}", one.id.uuid())),
            name: one.name.clone(),
            below,
            amount: String::new(),
            stage: Some(("product", one.stage.clone())),
            day: None,
        }
    }

    pub(super) fn guarantee(&self, one: &ListedGuarantee) -> Hit {
        let others: Vec<PartyId> = [one.borrower].into_iter().chain(one.bank).collect();
        Hit {
            link: Some(format!("/guarantees/{}", one.id.uuid())),
            name: self.names.name(&one.guarantor),
            below: self.others(&others),
            amount: self.frame.money(&one.at_most),
            stage: Some(("guarantee", one.stage.clone())),
            day: None,
        }
    }

    pub(super) fn filing(&self, one: &ListedFiling) -> Hit {
        Hit {
            link: Some(format!("/filings/{}", one.id.uuid())),
            name: one.number.clone(),
            below: self.names.name(&one.bank),
            amount: String::new(),
            stage: Some(("filing", one.stage.clone())),
            day: Some((
                self.frame.say("filing-until-day"),
                self.frame.deadline(&one.until),
            )),
        }
    }

    pub(super) fn notice(&self, one: &ListedNotice) -> Hit {
        let arrived = figures::moment(one.arrived_at);
        Hit {
            link: Some(format!("/notices/{}", one.id.uuid())),
            name: format!("{} {arrived}", self.frame.say("notice")),
            below: self.others(&[one.bank, one.debtor]),
            amount: String::new(),
            stage: Some(("notice", one.stage.clone())),
            day: None,
        }
    }

    pub(super) fn bank_entry(&self, one: &ListedBankEntry) -> Hit {
        let bank = (one.bank != self.own).then(|| self.names.name(&one.bank));
        let said = [bank, one.counterparty.clone(), one.text.clone()];
        let below: Vec<String> = said.into_iter().flatten().collect();
        let name = one.reference.clone().or_else(|| one.end_to_end.clone());
        Hit {
            link: Some(format!("/bank-entries/{}", one.id.id())),
            name: name.unwrap_or_else(|| self.frame.say("entry-one")),
            below: below.join(" · "),
            amount: self.frame.money(&one.amount),
            stage: Some(("bank-entry", one.stage.clone())),
            day: Some((self.frame.say("line-booked-on"), one.booked_on.to_string())),
        }
    }

    pub(super) fn pool(&self, one: &ListedPool) -> Hit {
        Hit {
            link: Some(format!("/pools/{}", one.id.uuid())),
            name: one.name.clone(),
            below: self.names.name(&one.manager),
            amount: self.frame.money(&one.price),
            stage: Some(("pool", one.stage.clone())),
            day: None,
        }
    }

    pub(super) fn sale(&self, one: &ListedSale) -> Hit {
        let pool = self.pools.get(&one.pool).map(|pool| pool.name.clone());
        Hit {
            link: Some(format!("/sales/{}", one.id.uuid())),
            name: pool.unwrap_or_else(|| self.frame.say("place-sales")),
            below: self.names.name(&one.bank),
            amount: self.frame.money(&one.price),
            stage: Some(("sale", one.stage.clone())),
            day: figures::day_of(one.until)
                .map(|day| (self.frame.say("sale-until"), self.frame.deadline(&day))),
        }
    }

    pub(super) fn party(&self, one: &KnownParty) -> Hit {
        let acts: Vec<String> = one
            .capacities
            .iter()
            .map(|capacity| self.frame.capacity(capacity))
            .collect();
        Hit {
            link: self.sees_parties.then(|| format!("/parties/{}", one.id.uuid())),
            name: one.name.clone(),
            below: format!("{} · {}", acts.join(&self.frame.say("list-comma")), one.code),
            amount: String::new(),
            stage: None,
            day: None,
        }
    }

    /// One's own members have a page of their own; those of others stand on the page of their party.
    pub(super) fn member(&self, one: &FoundMember) -> Hit {
        let link = if one.party == self.own {
            Some("/house/members".to_owned())
        } else {
            self.sees_parties
                .then(|| format!("/parties/{}", one.party.uuid()))
        };
        let roles = self.frame.roles(&one.member.roles);
        Hit {
            link,
            name: one.member.name.clone(),
            below: format!("{} · {roles}", self.names.name(&one.party)),
            amount: String::new(),
            stage: Some(("member", one.member.stage.clone())),
            day: None,
        }
    }
}
