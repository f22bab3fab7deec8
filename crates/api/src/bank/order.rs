//! The order to pay for the loans that are instructed and not paid out yet (pain.001).

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sha2::{Digest as _, Sha256};
use tallystick_base::{Currency, Millis, Money};
use tallystick_commands::banking::{Loan, LoanStage};
use tallystick_commands::parties::{BankAccount, ShortText};
use tallystick_documents::{AccountId, Institution, Payment, PaymentOrder, PaymentOrderError};
use tallystick_store::BankBook;

/// Which payments an order is for; an order pays from one account, on one day, in one currency.
#[derive(Debug, Default)]
pub(crate) struct OrderChoice {
    /// From this account of the bank.
    pub(crate) account: Option<String>,
    /// On this day.
    pub(crate) value_on: Option<NaiveDate>,
    /// In this currency.
    pub(crate) currency: Option<Currency>,
    /// The one payment with this end-to-end id.
    pub(crate) end_to_end: Option<String>,
}

/// Why there is no order to pay.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OrderRefusal {
    /// Nothing is to be paid.
    #[error(
        "no loan of the bank is instructed and unpaid for that day and currency; instruct one with loan.instruct"
    )]
    NothingToPay,
    /// Payments of several days.
    #[error("the payments are for {days}; an order is for one day: choose it with value_on")]
    SeveralDays {
        /// The days.
        days: String,
    },
    /// Payments in several currencies.
    #[error("the payments are in {currencies}; an order is in one currency: choose it with currency")]
    SeveralCurrencies {
        /// The currencies.
        currencies: String,
    },
    /// Several accounts to pay from.
    #[error("the file of the bank has {count} accounts; choose the one to pay from with account")]
    SeveralAccounts {
        /// How many.
        count: usize,
    },
    /// No such account.
    #[error(
        "the file of the bank has no such account; add it with profile.update, or choose another one with account"
    )]
    NoAccount,
    /// The order cannot be written.
    #[error(transparent)]
    Form(PaymentOrderError),
}

impl OrderRefusal {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NothingToPay => "order-nothing-to-pay",
            Self::SeveralDays { .. } => "order-several-days",
            Self::SeveralCurrencies { .. } => "order-several-currencies",
            Self::SeveralAccounts { .. } => "order-several-accounts",
            Self::NoAccount => "order-no-account",
            Self::Form(error) => error.code(),
        }
    }
}

/// What a loan's bank was told to pay.
#[derive(Debug, Clone, Copy)]
struct Instruction<'b> {
    loan: &'b Loan,
    end_to_end: &'b ShortText,
    amount: Money,
    value_on: NaiveDate,
}

/// The order for what is instructed and not paid out. The same payments give the same ids; `created` is when it is asked for.
pub(crate) fn payment_order(
    book: &BankBook,
    choice: &OrderChoice,
    created: Millis,
) -> Result<PaymentOrder, OrderRefusal> {
    let account = account(book, choice.account.as_deref())?;
    let mut instructions = instructions(book);
    instructions.retain(|one| choice.value_on.is_none_or(|day| day == one.value_on));
    instructions.retain(|one| {
        choice
            .currency
            .is_none_or(|currency| currency == one.amount.currency())
    });
    instructions.retain(|one| {
        let chosen = choice.end_to_end.as_deref();
        chosen.is_none_or(|id| one.end_to_end.as_str() == id)
    });
    let days: BTreeSet<NaiveDate> = instructions.iter().map(|one| one.value_on).collect();
    let currencies: BTreeSet<&str> = instructions
        .iter()
        .map(|one| one.amount.currency().as_str())
        .collect();
    let execution_day = *days.first().ok_or(OrderRefusal::NothingToPay)?;
    if days.len() > 1 {
        let days: Vec<String> = days.iter().map(ToString::to_string).collect();
        return Err(OrderRefusal::SeveralDays {
            days: days.join(", "),
        });
    }
    if currencies.len() > 1 {
        let currencies = Vec::from_iter(currencies).join(", ");
        return Err(OrderRefusal::SeveralCurrencies { currencies });
    }
    let name = book.name.as_ref().unwrap_or(&account.name).to_string();
    Ok(PaymentOrder {
        message_id: message_id(account, &instructions),
        created,
        initiating_party: name.clone(),
        debtor_name: name,
        debtor_account: AccountId::of(account.account.as_str()),
        debtor_bank: named(&account.bank),
        execution_day,
        payments: instructions.iter().map(payment).collect(),
    })
}

/// The payments of an order that would be given today under this id, with the loans that they pay out: of all of a day and
/// currency, or of one of them.
pub(super) fn payments_of<'b>(book: &'b BankBook, message_id: &str) -> Vec<(&'b Loan, &'b ShortText)> {
    let mut orders: BTreeMap<(NaiveDate, Currency), Vec<Instruction<'_>>> = BTreeMap::new();
    let all = instructions(book);
    for one in &all {
        let kind = (one.value_on, one.amount.currency());
        orders.entry(kind).or_default().push(*one);
    }
    let is_it = |order: &Vec<Instruction<'_>>| {
        let mut accounts = book.accounts.iter();
        accounts.any(|account| self::message_id(account, order) == message_id)
    };
    let alone = all.iter().map(|one| vec![*one]);
    let found = orders.into_values().chain(alone).find(is_it).unwrap_or_default();
    found.into_iter().map(|one| (one.loan, one.end_to_end)).collect()
}

/// Everything that is instructed, by end-to-end id.
fn instructions(book: &BankBook) -> Vec<Instruction<'_>> {
    let mut found: Vec<Instruction<'_>> = book.loans.iter().filter_map(instruction).collect();
    found.sort_unstable_by_key(|one| (one.end_to_end, one.loan.id()));
    found
}

const fn instruction(loan: &Loan) -> Option<Instruction<'_>> {
    match &loan.stage {
        LoanStage::Instructed {
            end_to_end,
            amount,
            value_on,
        } => Some(Instruction {
            loan,
            end_to_end,
            amount: *amount,
            value_on: *value_on,
        }),
        LoanStage::Approved { .. }
        | LoanStage::Active {}
        | LoanStage::Closed { .. }
        | LoanStage::Cancelled { .. }
        | LoanStage::Lapsed { .. } => None,
    }
}

fn account<'b>(book: &'b BankBook, chosen: Option<&str>) -> Result<&'b BankAccount, OrderRefusal> {
    match (chosen, book.accounts.as_slice()) {
        (None, [only]) => Ok(only),
        (None, []) => Err(OrderRefusal::NoAccount),
        (None, several) => Err(OrderRefusal::SeveralAccounts { count: several.len() }),
        (Some(chosen), all) => all
            .iter()
            .find(|account| account.account.as_str() == chosen)
            .ok_or(OrderRefusal::NoAccount),
    }
}

fn payment(instruction: &Instruction<'_>) -> Payment {
    let pay_to = &instruction.loan.approval.terms.pay_to;
    Payment {
        end_to_end: instruction.end_to_end.to_string(),
        amount: instruction.amount,
        creditor_name: pay_to.name.to_string(),
        creditor_account: AccountId::of(pay_to.account.as_str()),
        creditor_bank: Some(named(&pay_to.bank)),
        remittance: Some(instruction.loan.id().to_string()),
    }
}

fn named(bank: &ShortText) -> Institution {
    Institution {
        name: Some(bank.to_string()),
        ..Institution::default()
    }
}

/// An id of 34 characters that follows from what is paid, so that the same order has it again, and another one has another.
fn message_id(account: &BankAccount, instructions: &[Instruction<'_>]) -> String {
    let mut hash = Sha256::new();
    let mut add = |text: &str| {
        hash.update(text.as_bytes());
        hash.update([0]);
    };
    add(account.account.as_str());
    for one in instructions {
        add(&one.loan.id().to_string());
        add(one.end_to_end.as_str());
        add(&one.amount.to_string());
        add(&one.value_on.to_string());
        add(one.loan.approval.terms.pay_to.account.as_str());
    }
    let digest = tallystick_base::Digest::from_bytes(hash.finalize().into()).to_string();
    let half: String = digest.chars().take(32).collect();
    format!("TS{half}")
}
