//! Guarantees, for lists and the sweep.

use sea_orm::entity::prelude::*;
use tallystick_base::{Money, Subject};
use tallystick_commands::financing::{Guarantee, GuaranteeStage};

use crate::rows::{moment, stage, text};

/// One guarantee.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "guarantees")]
pub(crate) struct Model {
    /// `guarantee/…`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) subject: String,
    /// The version of that subject.
    pub(crate) version: i64,
    /// Its stage, in lower case.
    pub(crate) stage: String,
    /// The request, `financing-request/…`.
    pub(crate) request: String,
    /// The guarantor, `party/…`.
    pub(crate) guarantor: String,
    /// Who borrows, `party/…`.
    pub(crate) borrower: String,
    /// To whom the guarantor is bound, `party/…`.
    pub(crate) bank: Option<String>,
    /// The loan that relies on it, `loan/…`.
    pub(crate) loan: Option<String>,
    /// Which share of what is owed.
    pub(crate) share: String,
    /// And how much at most, in minor units.
    pub(crate) at_most: i64,
    /// What the guarantor takes, in minor units.
    pub(crate) fee: i64,
    /// For how much it is or was bound, in minor units.
    pub(crate) bound: Option<i64>,
    /// How much the bank asks for, in minor units.
    pub(crate) called: Option<i64>,
    /// How much the guarantor paid, in minor units.
    pub(crate) paid: Option<i64>,
    /// The currency.
    pub(crate) currency: String,
    /// How long after maturity the bank may call it.
    pub(crate) period: String,
    /// The last moment at which it can be issued.
    pub(crate) until: i64,
    /// That moment, while it is only offered; the sweep looks at it.
    pub(crate) lapses_after: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub(crate) fn of(subject: &Subject, version: i64, guarantee: &Guarantee) -> Self {
        let terms = &guarantee.terms;
        let offered = matches!(guarantee.stage, GuaranteeStage::Offered {});
        let (bank, bound, called, paid) = match guarantee.stage {
            GuaranteeStage::Issued { bank, amount, .. } => (Some(bank), Some(amount), None, None),
            GuaranteeStage::Called {
                bank, amount, called, ..
            } => (Some(bank), Some(amount), Some(called), None),
            GuaranteeStage::Paid {
                bank,
                amount,
                called,
                paid,
                ..
            } => (Some(bank), Some(amount), Some(called), Some(paid)),
            GuaranteeStage::Offered {}
            | GuaranteeStage::Released {}
            | GuaranteeStage::Withdrawn {}
            | GuaranteeStage::Lapsed {} => (None, None, None, None),
        };
        Self {
            subject: subject.to_string(),
            version,
            stage: stage(guarantee.stage.name()),
            request: terms.request.subject().to_string(),
            guarantor: terms.guarantor.to_string(),
            borrower: terms.borrower.to_string(),
            bank: bank.map(text),
            loan: guarantee.loan.map(|loan| loan.subject().to_string()),
            share: terms.share.to_string(),
            at_most: terms.at_most.minor(),
            fee: terms.fee.minor(),
            bound: bound.map(Money::minor),
            called: called.map(Money::minor),
            paid: paid.map(Money::minor),
            currency: terms.at_most.currency().to_string(),
            period: terms.period.to_string(),
            until: moment(terms.until),
            lapses_after: offered.then(|| moment(terms.until)),
        }
    }
}
