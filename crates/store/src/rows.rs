//! From a state to the row by which lists find it. Appending, rebuilding and auditing all come through here, so a column
//! cannot mean one thing when it is written and another when it is checked.

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr};
use serde::Serialize;
use tallystick_base::{Millis, Subject};
use tallystick_commands::State;

use crate::audit::{Progress, Scratch, Sides, Stop, compare, replace};
use crate::entity::{
    amendment, cancellation, certificate, contract, member, party, payment, profile, receivable,
};
use crate::{StoreError, bulk};

/// Writes out, for each table of the read model: its variant of [`Row`], its place in [`Rows`], and its module in `entity`.
macro_rules! tables {
    ($($variant:ident, $rows:ident, $entity:ident;)+) => {
        /// The row of one listed subject.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub(crate) enum Row {
            $($variant($entity::Model),)+
        }

        impl Row {
            /// The row that a state gives; `None` where subjects of its kind are in no list.
            pub(crate) fn of(subject: &Subject, version: u64, state: &State) -> Option<Self> {
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
                    | State::Product(_)
                    | State::FinancingRequest(_)
                    | State::Review(_)
                    | State::Bid(_)
                    | State::Auction(_)
                    | State::BidRecord(_)
                    | State::Guarantee(_)
                    | State::GuarantorUse(_)
                    | State::CreditLine(_)
                    | State::LineUse(_)
                    | State::LineBook(_)
                    | State::Loan(_)
                    | State::BankEntry(_)
                    | State::Filing(_)
                    | State::Notice(_)
                    | State::Pool(_)
                    | State::Sale(_)
                    | State::Endorsement(_) => None,
                }
            }
        }

        /// Rows by table, to be written together.
        #[derive(Debug, Default)]
        pub(crate) struct Rows {
            $(pub(crate) $rows: Vec<$entity::Model>,)+
        }

        impl Rows {
            /// Adds a row to those of its table.
            pub(crate) fn push(&mut self, row: Row) {
                match row {
                    $(Row::$variant(row) => self.$rows.push(row),)+
                }
            }

            /// Writes them, in place of those of the same subjects.
            pub(crate) async fn write(self, connection: &impl ConnectionTrait) -> Result<(), DbErr> {
                $(bulk::upsert::<$entity::Entity>(connection, &self.$rows).await?;)+
                Ok(())
            }

            /// Compares every table with what was folded anew.
            pub(crate) async fn compare(
                sides: &Sides<'_>,
                progress: &mut (dyn FnMut(Progress) + Send),
            ) -> Result<(), Stop> {
                $(compare::<$entity::Entity>(sides, stringify!($rows), progress).await?;)+
                Ok(())
            }

            /// Replaces every table by what was folded anew.
            pub(crate) async fn replace(live: &DatabaseTransaction, scratch: &Scratch) -> Result<(), StoreError> {
                $(replace::<$entity::Entity>(live, scratch).await?;)+
                Ok(())
            }
        }
    };
}

tables! {
    Party, parties, party;
    Profile, profiles, profile;
    Member, members, member;
    Contract, contracts, contract;
    Amendment, amendments, amendment;
    Receivable, receivables, receivable;
    Certificate, certificates, certificate;
    Payment, payments, payment;
    Cancellation, cancellations, cancellation;
}

impl FromIterator<Row> for Rows {
    fn from_iter<T: IntoIterator<Item = Row>>(rows: T) -> Self {
        let mut by_table = Self::default();
        rows.into_iter().for_each(|row| by_table.push(row));
        by_table
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
