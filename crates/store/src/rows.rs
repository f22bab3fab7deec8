//! From a state to the row by which lists find it. Appending, rebuilding and auditing all come through here, so a column
//! cannot mean one thing when it is written and another when it is checked.

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr};
use serde::Serialize;
use tallystick_base::{Millis, Subject};
use tallystick_commands::State;

use crate::audit::{Progress, Scratch, Sides, Stop, compare, of_table, replace};
use crate::entity::{
    amendment, asked, auction, bank_entry, cancellation, certificate, certificate_sum, contract, credit_line,
    endorsement, filing, guarantee, line_use, loan, member, notice, paper, party, payment, pool, product,
    profile, receivable, relied_on, request, review, sale,
};
use crate::{StoreError, bulk};

/// Writes out, for each table of the read model: its variant of [`Row`], its place in [`Rows`], and its module in `entity`. The
/// tables after `beside` have rows that come with one of the others, and those after `kept` are kept by the database.
macro_rules! tables {
    ({ $($variant:ident, $rows:ident, $entity:ident;)+ } beside { $($more:ident, $beside:ident;)+ } kept { $($sums:ident, $kept:ident;)+ }) => {
        /// The row of one listed subject.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub(crate) enum Row {
            $($variant($entity::Model),)+
        }

        impl Row {
            /// The row that a state gives; `None` where subjects of its kind are in no list.
            fn of(subject: &Subject, version: u64, state: &State) -> Option<Self> {
                let version = i64::try_from(version).unwrap_or(i64::MAX);
                match state {
                    $(State::$variant(state) => {
                        Some(Self::$variant($entity::Model::of(subject, version, state)))
                    })+
                    State::Ledger(_)
                    | State::Key(_)
                    | State::Identity(_)
                    | State::Recovery(_)
                    | State::Rules(_)
                    | State::Allowance(_)
                    | State::ContractNumber(_)
                    | State::Evidence(_)
                    | State::PaymentRecord(_)
                    | State::ConfirmationLapse(_)
                    | State::Bid(_)
                    | State::BidRecord(_)
                    | State::GuarantorUse(_)
                    | State::LineBook(_) => None,
                }
            }
        }

        /// Rows by table, to be written together.
        #[derive(Debug, Default)]
        pub(crate) struct Rows {
            $(pub(crate) $rows: Vec<$entity::Model>,)+
            $(pub(crate) $more: Vec<$beside::Model>,)+
        }

        impl Rows {
            fn push(&mut self, row: Row) {
                match row {
                    $(Row::$variant(row) => self.$rows.push(row),)+
                }
            }

            /// Writes them, in place of those of the same subjects.
            pub(crate) async fn write(self, connection: &impl ConnectionTrait) -> Result<(), DbErr> {
                $(bulk::upsert::<$entity::Entity>(connection, &self.$rows).await?;)+
                $(bulk::upsert::<$beside::Entity>(connection, &self.$more).await?;)+
                Ok(())
            }

            /// Compares every table with what was folded anew.
            pub(crate) async fn compare(
                sides: &Sides<'_>,
                progress: &mut (dyn FnMut(Progress) + Send),
            ) -> Result<(), Stop> {
                $(compare::<$entity::Entity>(sides, stringify!($rows), progress).await?;)+
                $(compare::<$beside::Entity>(sides, stringify!($more), progress).await?;)+
                $(compare::<$kept::Entity>(sides, stringify!($sums), progress).await?;)+
                Ok(())
            }

            /// Looks in every table for values of another kind than their columns are for.
            pub(crate) async fn check_types(live: &DatabaseTransaction) -> Result<(), Stop> {
                $(of_table::<$entity::Entity>(live).await?;)+
                $(of_table::<$beside::Entity>(live).await?;)+
                $(of_table::<$kept::Entity>(live).await?;)+
                Ok(())
            }

            /// Replaces every table by what was folded anew.
            pub(crate) async fn replace(live: &DatabaseTransaction, scratch: &Scratch) -> Result<(), StoreError> {
                $(replace::<$entity::Entity>(live, scratch).await?;)+
                $(replace::<$beside::Entity>(live, scratch).await?;)+
                $(replace::<$kept::Entity>(live, scratch).await?;)+
                Ok(())
            }
        }
    };
}

tables! {
    {
        Party, parties, party;
        Profile, profiles, profile;
        Member, members, member;
        Contract, contracts, contract;
        Amendment, amendments, amendment;
        Receivable, receivables, receivable;
        Certificate, certificates, certificate;
        Payment, payments, payment;
        Cancellation, cancellations, cancellation;
        Product, products, product;
        FinancingRequest, requests, request;
        Review, reviews, review;
        Auction, auctions, auction;
        Guarantee, guarantees, guarantee;
        CreditLine, credit_lines, credit_line;
        LineUse, line_uses, line_use;
        Loan, loans, loan;
        BankEntry, bank_entries, bank_entry;
        Filing, filings, filing;
        Notice, notices, notice;
        Pool, pools, pool;
        Sale, sales, sale;
        Endorsement, endorsements, endorsement;
    } beside {
        asked, asked;
        relied_on, relied_on;
        papers, paper;
    } kept {
        certificate_sums, certificate_sum;
    }
}

impl Rows {
    /// Adds what a state gives: nothing where subjects of its kind are in no list.
    pub(crate) fn take(&mut self, subject: &Subject, version: u64, state: &State) {
        match state {
            State::FinancingRequest(request) => self.asked.extend(asked::Model::of(request)),
            State::Loan(loan) => self.relied_on.extend(relied_on::Model::of(loan)),
            State::Receivable(receivable) => self.papers.extend(paper::Model::of(receivable)),
            _ => {}
        }
        if let Some(row) = Row::of(subject, version, state) {
            self.push(row);
        }
    }
}

/// A date, a subject or an id as a column holds it.
#[expect(
    clippy::needless_pass_by_value,
    reason = "ids and dates are small, and come out of options by value"
)]
pub(crate) fn text(value: impl ToString) -> String {
    value.to_string()
}

/// The name of a stage as JSON has it: stages are single words.
pub(crate) fn stage(name: &str) -> String {
    name.to_lowercase()
}

/// The name of a value that is one of a list, as JSON has it; empty for any other value.
pub(crate) fn listed(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        Ok(_) | Err(_) => String::new(),
    }
}

/// Names with a comma before and after each, so that one of them can be searched for: `,maker,checker,`.
pub(crate) fn set_of(names: impl Iterator<Item = &'static str>) -> String {
    names.fold(String::from(","), |set, name| set + name + ",")
}

/// Milliseconds since the epoch.
pub(crate) fn moment(moment: Millis) -> i64 {
    i64::try_from(moment.as_millis()).unwrap_or(i64::MAX)
}

/// How many there are.
pub(crate) fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
