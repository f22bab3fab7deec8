//! Whether a command that the service gives for a line says what the file says. The service is not trusted with what is signed.

use chrono::NaiveDate;
use serde_json::Value;
use tallystick_base::Money;
use tallystick_client::BankMessageCommand;
use tallystick_documents::{AccountId, BankLine, BankMessage, Direction, PaymentReport, PaymentStatus};

/// What of a file must come back in the commands for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Facts {
    /// The lines of a statement, in file order, which is that of the answer.
    Lines(Vec<Line>),
    /// The outcomes of a report.
    Outcomes(Vec<Outcome>),
}

/// A line of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    account: String,
    direction: &'static str,
    amount: Money,
    day: Option<NaiveDate>,
    value_on: Option<NaiveDate>,
    /// The references by which the line may be named.
    references: Vec<String>,
    end_to_end: Option<String>,
}

/// What became of a payment, or of all payments of an order that names none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Outcome {
    end_to_end: Option<String>,
    of_order: bool,
    status: Option<PaymentStatus>,
}

/// What a file says.
pub(crate) fn facts(message: &BankMessage) -> Facts {
    match message {
        BankMessage::Statement(statement) => {
            let accounts = statement.statements.iter();
            let lines = accounts.flat_map(|of| of.entries.iter().map(|line| self::line(&of.account, line)));
            Facts::Lines(lines.collect())
        }
        BankMessage::Report(report) => Facts::Outcomes(outcomes(report)),
    }
}

fn line(account: &AccountId, line: &BankLine) -> Line {
    Line {
        account: plain(account.as_str()),
        direction: match line.direction {
            Direction::Credit => "credit",
            Direction::Debit => "debit",
        },
        amount: line.amount,
        day: line.day(),
        value_on: line.value_date.or(line.booking_date),
        references: references(line),
        end_to_end: line.end_to_end.as_deref().map(plain),
    }
}

/// The reference of the entry, that of the transaction, and the two together; or the transaction's number in the entry.
fn references(line: &BankLine) -> Vec<String> {
    let entry = line.entry_servicer_reference.as_deref().map(plain);
    let own = line.servicer_reference.as_deref().map(plain);
    let number = line.transaction.map(|number| format!("#{number}"));
    let mut named: Vec<String> = entry.iter().chain(&own).cloned().collect();
    if let Some(entry) = &entry {
        let parts = own.iter().chain(&number);
        named.extend(parts.map(|part| format!("{entry}|{part}")));
    }
    named
}

fn outcomes(report: &PaymentReport) -> Vec<Outcome> {
    let of_order = |status: Option<&PaymentStatus>| Outcome {
        end_to_end: None,
        of_order: true,
        status: status.cloned(),
    };
    let mut found = Vec::new();
    for group in &report.groups {
        let status = group.status.as_ref().or(report.group_status.as_ref());
        if group.payments.is_empty() {
            found.push(of_order(status));
        }
        found.extend(group.payments.iter().map(|payment| Outcome {
            end_to_end: payment.original_end_to_end.clone(),
            of_order: false,
            status: payment.status.as_ref().or(status).cloned(),
        }));
    }
    if report.groups.is_empty() {
        found.push(of_order(report.group_status.as_ref()));
    }
    found
}

impl Facts {
    /// Whether the command for the line at a place of the answer says what the file says; otherwise what does not fit.
    pub(crate) fn agree(
        &self,
        command: &BankMessageCommand,
        lines: usize,
        place: usize,
    ) -> Result<(), String> {
        let says = match self {
            Self::Lines(of_file) if of_file.len() != lines => {
                let found = of_file.len();
                return Err(format!(
                    "the service answers with {lines} lines, and {found} are read in the file here; nothing is signed"
                ));
            }
            Self::Lines(of_file) => {
                let member = match command.kind.as_str() {
                    "bank-entry.record/1" | "repayment.book/1" => Some("line"),
                    "disbursement.settle/1" => Some("entry"),
                    _ => None,
                };
                let said = member.and_then(|member| command.body.get(member));
                let whole = command.kind != "disbursement.settle/1" || repeats(&command.body, said);
                whole
                    && said
                        .zip(of_file.get(place))
                        .is_some_and(|(said, line)| line.is_said_by(said))
            }
            Self::Outcomes(outcomes) => outcomes.iter().any(|outcome| outcome.is_said_by(command)),
        };
        if says {
            return Ok(());
        }
        Err(format!(
            "the service gives a command {} that does not say what the file says; nothing is signed",
            command.kind
        ))
    }
}

impl Line {
    fn is_said_by(&self, said: &Value) -> bool {
        let amount = said.get("amount").cloned();
        let amount: Option<Money> = amount.and_then(|amount| serde_json::from_value(amount).ok());
        amount == Some(self.amount)
            && text(said, "account").as_ref() == Some(&self.account)
            && text(said, "direction").as_deref() == Some(self.direction)
            && text(said, "booked_on") == self.day.map(|day| day.to_string())
            && text(said, "value_on") == self.value_on.map(|day| day.to_string())
            && text(said, "reference").is_none_or(|name| self.references.contains(&name))
            && text(said, "end_to_end") == self.end_to_end
    }
}

impl Outcome {
    fn is_said_by(&self, command: &BankMessageCommand) -> bool {
        let fits = self.of_order || self.end_to_end == text(&command.body, "end_to_end");
        let status = self.status.as_ref();
        let is_end = match command.kind.as_str() {
            "disbursement.settle/1" => status.is_some_and(PaymentStatus::is_settled),
            "disbursement.fail/1" => status.is_some_and(PaymentStatus::is_refused),
            _ => false,
        };
        fits && is_end
    }
}

/// Whether what is paid out is what the line says that went out.
fn repeats(body: &Value, line: Option<&Value>) -> bool {
    line.is_some_and(|line| {
        ["amount", "value_on", "end_to_end"]
            .iter()
            .all(|member| body.get(member) == line.get(member))
    })
}

fn text(value: &Value, member: &str) -> Option<String> {
    value.get(member).and_then(Value::as_str).map(str::to_owned)
}

/// A text as one line.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use tallystick_base::Currency;

    use super::*;

    fn facts() -> Facts {
        Facts::Lines(vec![Line {
            account: "1".to_owned(),
            direction: "credit",
            amount: Money::from_minor(10_000, Currency::CNY),
            day: NaiveDate::from_ymd_opt(2026, 4, 7),
            value_on: NaiveDate::from_ymd_opt(2026, 4, 7),
            references: vec!["E-1".to_owned(), "T-1".to_owned(), "E-1|T-1".to_owned()],
            end_to_end: None,
        }])
    }

    fn command(kind: &str, amount: &str) -> BankMessageCommand {
        let line = json!({
            "account": "1", "direction": "credit", "amount": {"value": amount, "currency": "CNY"},
            "booked_on": "2026-04-07", "value_on": "2026-04-07", "ordinal": 1,
        });
        BankMessageCommand {
            kind: kind.to_owned(),
            body: json!({"line": line}),
        }
    }

    fn with(member: &str, value: &str) -> BankMessageCommand {
        let mut command = command("repayment.book/1", "100.00");
        command.body["line"][member] = json!(value);
        command
    }

    #[test]
    fn a_command_says_what_the_file_says_or_is_not_signed() {
        let facts = facts();
        assert_eq!(facts.agree(&command("repayment.book/1", "100.00"), 1, 0), Ok(()));
        assert_eq!(facts.agree(&with("reference", "E-1|T-1"), 1, 0), Ok(()));
        for other in [with("reference", "E-2"), with("value_on", "2026-04-01")] {
            assert!(facts.agree(&other, 1, 0).is_err(), "{other:?}");
        }
        for (command, lines, place) in [
            (command("repayment.book/1", "1000.00"), 1, 0),
            (command("loan.approve/1", "100.00"), 1, 0),
            (command("repayment.book/1", "100.00"), 2, 0),
            (command("repayment.book/1", "100.00"), 1, 1),
        ] {
            assert!(facts.agree(&command, lines, place).is_err(), "{command:?}");
        }
    }

    #[test]
    fn the_end_of_a_payment_is_the_one_of_the_report() {
        let outcome = |end_to_end: Option<&str>| Outcome {
            end_to_end: end_to_end.map(str::to_owned),
            of_order: end_to_end.is_none(),
            status: Some(PaymentStatus::Rejected),
        };
        let command = |kind: &str, id: &str| BankMessageCommand {
            kind: kind.to_owned(),
            body: json!({"end_to_end": id}),
        };
        let of_one = Facts::Outcomes(vec![outcome(Some("E1"))]);
        assert_eq!(of_one.agree(&command("disbursement.fail/1", "E1"), 1, 0), Ok(()));
        assert!(
            of_one
                .agree(&command("disbursement.settle/1", "E1"), 1, 0)
                .is_err()
        );
        assert!(of_one.agree(&command("disbursement.fail/1", "E2"), 1, 0).is_err());
        let of_order = Facts::Outcomes(vec![outcome(None)]);
        assert_eq!(
            of_order.agree(&command("disbursement.fail/1", "E2"), 1, 0),
            Ok(())
        );
    }
}
