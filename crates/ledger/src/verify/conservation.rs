//! Whether splits add up, as far as the parts shown tell. This is the one rule that reads amounts; the members that it reads
//! are part of the ledger format.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::value::RawValue;
use tallystick_base::{Money, Subject};

use super::bundle::Shown;
use super::report::{Report, Rule};
use crate::Refusal;
pub(super) use crate::selection::is_split;

/// A certificate's transition, as far as it concerns amounts.
#[derive(Deserialize, Default)]
struct Amounts {
    outstanding: Option<Money>,
    amount: Option<Money>,
    parent: Option<Subject>,
    children: Option<Vec<Child>>,
}

#[derive(Deserialize)]
struct Child {
    certificate: Subject,
    amount: Money,
}

/// What a certificate was split into.
struct Split {
    parent: Subject,
    stood: Money,
    children: Vec<Child>,
}

/// What walking over the entries has shown of one certificate.
#[derive(Default)]
struct Standing {
    version: u64,
    /// What it stands at; `None` where a part or an entry that would tell is not shown.
    at: Option<Money>,
}

enum Fault {
    Broken(Refusal),
    Hidden,
}

/// Checks every split among the entries, and reports the verdict.
pub(super) fn check(report: &mut Report, shown: &[Shown<'_>]) {
    let mut standing: HashMap<Subject, Standing> = HashMap::new();
    let (mut splits, mut hidden) = (0_usize, None);
    for entry in shown {
        match check_entry(entry, &mut standing) {
            Ok(found) => splits += usize::from(found),
            Err(Fault::Hidden) => hidden = Some(entry.entry.sequence),
            Err(Fault::Broken(refusal)) => {
                report.invalid(Rule::Conservation, &refusal, Some(entry.entry.sequence));
                return;
            }
        }
    }
    match (hidden, splits) {
        (Some(entry), _) => {
            report.not_shown(
                Rule::Conservation,
                format!("entry {entry} splits a certificate, but its amounts are not disclosed"),
            );
        }
        (None, 0) => report.valid(Rule::Conservation, "nothing was split"),
        (None, 1) => report.valid(Rule::Conservation, "one split adds up to what was split"),
        (None, _) => report.valid(
            Rule::Conservation,
            format!("{splits} splits add up to what was split"),
        ),
    }
}

/// What the parts of one entry tell about amounts.
#[derive(Default)]
struct Told {
    split: Option<Split>,
    issued: Vec<(Subject, Money, Option<Subject>)>,
    /// Whether it is hidden what the certificate stood at before its split.
    hidden: bool,
}

/// Checks one entry; tells whether it splits a certificate.
fn check_entry(shown: &Shown<'_>, standing: &mut HashMap<Subject, Standing>) -> Result<bool, Fault> {
    let mut told = Told::default();
    for (moved, part) in shown.entry.moved.iter().zip(&shown.parts) {
        if moved.subject.kind() != "certificate" {
            continue;
        }
        let standing = standing.entry(moved.subject.clone()).or_default();
        if part.is_none() || moved.version != standing.version + 1 {
            standing.at = None;
        }
        standing.version = moved.version;
        let Some(part) = part else { continue };
        for transition in part.transitions().map_err(Fault::Broken)? {
            told.take(&moved.subject, read(&transition)?, standing)?;
        }
    }
    match told.split {
        // That the children do not add up shows even where it is hidden what the certificate stood at.
        Some(split) => match check_split(&split, &told.issued, shown) {
            Ok(()) if told.hidden => Err(Fault::Hidden),
            checked => checked.map(|()| true),
        },
        None if is_split(shown.entry.statement.claims()) => Err(Fault::Hidden),
        None => Ok(false),
    }
}

impl Told {
    /// Takes one transition of a certificate, and notes what it stands at from there on.
    fn take(
        &mut self,
        certificate: &Subject,
        (name, amounts): (String, Amounts),
        standing: &mut Standing,
    ) -> Result<(), Fault> {
        let Amounts {
            outstanding,
            amount,
            parent,
            children,
        } = amounts;
        let stands_at = match (name.as_str(), amount, children) {
            ("issued", Some(amount), _) => {
                self.issued.push((certificate.clone(), amount, parent));
                Some(amount)
            }
            ("split", Some(stood), Some(children)) => {
                self.hidden |= !standing_is_shown(certificate, stood, standing)?;
                let parent = certificate.clone();
                let split = Split {
                    parent,
                    stood,
                    children,
                };
                if self.split.replace(split).is_some() {
                    return Err(broken(certificate, stood, "in an entry that splits twice".into()));
                }
                // What was split stands at nothing, so that it cannot be split again.
                Some(Money::zero(stood.currency()))
            }
            _ => outstanding,
        };
        standing.at = stands_at.or(standing.at);
        Ok(())
    }
}

/// Checks that the split is of what the certificate stood at before; tells whether that is shown.
fn standing_is_shown(certificate: &Subject, stood: Money, standing: &Standing) -> Result<bool, Fault> {
    match standing.at {
        Some(before) if before == stood => Ok(true),
        Some(before) => Err(broken(certificate, before, format!("but {stood} was split"))),
        None => Ok(false),
    }
}

fn check_split(
    split: &Split,
    issued: &[(Subject, Money, Option<Subject>)],
    shown: &Shown<'_>,
) -> Result<(), Fault> {
    let Split {
        parent,
        stood,
        children,
    } = split;
    let total = Money::sum(stood.currency(), children.iter().map(|child| child.amount))
        .map_err(|error| broken(parent, *stood, error.to_string()))?;
    if total != *stood {
        return Err(broken(parent, *stood, format!("and its children have {total}")));
    }
    let born = shown
        .entry
        .moved
        .iter()
        .filter(|m| m.subject.kind() == "certificate" && m.subject != *parent);
    let born: Vec<&Subject> = born.map(|m| &m.subject).collect();
    let listed: Vec<&Subject> = children.iter().map(|child| &child.certificate).collect();
    if born.len() != listed.len() || !born.iter().all(|subject| listed.contains(subject)) {
        return Err(broken(
            parent,
            *stood,
            "and its children are not the certificates that the entry moves".into(),
        ));
    }
    for (subject, amount, from) in issued {
        let fits = children
            .iter()
            .any(|child| child.certificate == *subject && child.amount == *amount);
        if !fits || from.as_ref() != Some(parent) {
            return Err(broken(
                parent,
                *stood,
                format!("and {subject} was issued with {amount}, which the split does not list"),
            ));
        }
    }
    Ok(())
}

fn broken(certificate: &Subject, stood: Money, detail: String) -> Fault {
    Fault::Broken(Refusal::NotConserved {
        certificate: certificate.clone(),
        stood: stood.to_string(),
        detail,
    })
}

/// A transition's name and amounts: an object with one member.
fn read(transition: &RawValue) -> Result<(String, Amounts), Fault> {
    let malformed = |detail: String| {
        Fault::Broken(Refusal::Json {
            document: "transition",
            detail,
        })
    };
    let members: HashMap<String, Box<RawValue>> =
        serde_json::from_str(transition.get()).map_err(|error| malformed(error.to_string()))?;
    let mut members = members.into_iter();
    match (members.next(), members.next()) {
        (Some((name, content)), None) => {
            let amounts = if matches!(name.as_str(), "issued" | "split") {
                serde_json::from_str(content.get())
            } else {
                outstanding(&content).map(|outstanding| Amounts {
                    outstanding,
                    ..Amounts::default()
                })
            };
            Ok((name, amounts.map_err(|error| malformed(error.to_string()))?))
        }
        _ => Err(malformed("it is not an object with one member".into())),
    }
}

/// What a transition of any other name says that the certificate stands at; its further members are the command's own.
fn outstanding(content: &RawValue) -> Result<Option<Money>, serde_json::Error> {
    let members: HashMap<String, Box<RawValue>> = serde_json::from_str(content.get()).unwrap_or_default();
    members
        .get("outstanding")
        .map(|amount| serde_json::from_str(amount.get()))
        .transpose()
}
