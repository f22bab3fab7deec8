//! What `init` made, and what comes next.

use std::fmt::Write as _;
use std::path::PathBuf;

use serde::Serialize;
use tallystick_base::{MemberId, PartyId, Thumbprint};
use tallystick_ledger::{LedgerId, VerifierKey};

use super::Site;
use super::operator::Enrolled;
use crate::config::Place;

/// What there is to report.
pub(super) struct Opened<'a> {
    pub(super) site: &'a Site,
    pub(super) operator: Enrolled,
    pub(super) vkeys: [VerifierKey; 2],
    pub(super) rules: Option<u64>,
}

/// The report; its JSON has these members in this order.
#[derive(Serialize)]
pub(super) struct Report {
    ledger: LedgerId,
    vkeys: [VerifierKey; 2],
    operator: ReportedOperator,
    data: PathBuf,
    database: String,
    keys: PathBuf,
    /// The entry that published the rules.
    rules: Option<u64>,
    /// The command that serves the ledger.
    serve: String,
}

#[derive(Serialize)]
struct ReportedOperator {
    party: PartyId,
    name: String,
    members: Vec<ReportedMember>,
}

#[derive(Serialize)]
struct ReportedMember {
    member: MemberId,
    name: String,
    kid: Thumbprint,
    key: PathBuf,
}

impl Report {
    pub(super) fn new(opened: Opened<'_>) -> Self {
        let Opened {
            site,
            operator,
            vkeys,
            rules,
        } = opened;
        let keys = super::operator::files(&site.out);
        let members = operator
            .members
            .into_iter()
            .zip(keys)
            .map(|(member, key)| ReportedMember {
                member: member.member,
                name: member.name.to_string(),
                kid: member.key.public().thumbprint(),
                key,
            });
        Self {
            ledger: site.ledger.clone(),
            vkeys,
            operator: ReportedOperator {
                party: operator.party,
                name: operator.name.to_string(),
                members: members.collect(),
            },
            data: site.place.data.clone(),
            database: site.place.database.to_string(),
            keys: site.keys.path().to_owned(),
            rules,
            serve: serve_command(&site.place),
        }
    }

    pub(super) fn as_json(&self) -> anyhow::Result<String> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }

    pub(super) fn as_text(&self) -> String {
        let mut lines = vec![
            format!("Ledger {} is open in {}.", self.ledger, self.database),
            String::new(),
            format!("operator  {}, {}", self.operator.name, self.operator.party),
        ];
        for member in &self.operator.members {
            lines.push(format!("member    {}, {}", member.name, member.member));
            lines.push(format!("          signs with {}", member.key.display()));
        }
        lines.push(format!("service   its keys are in {}", self.keys.display()));
        lines.push(match self.rules {
            Some(entry) => format!("rules     cn, published by entry {entry}"),
            None => "rules     none; nobody can be registered before the operator publishes some".to_owned(),
        });
        lines.extend(self.vkeys.iter().map(|vkey| format!("verify by {vkey}")));
        lines.extend(self.next_steps());
        lines.join("\n") + "\n"
    }

    fn next_steps(&self) -> [String; 6] {
        [
            String::new(),
            "Next:".to_owned(),
            "- Hand each member the key it signs with, and keep none of them on the server.".to_owned(),
            format!(
                "- Copy {} to a safe place: without it the ledger can be read, but never go on.",
                self.keys.display()
            ),
            "- Publish the two verifier keys where those who check the ledger will find them.".to_owned(),
            format!("- Serve it: {}", self.serve),
        ]
    }
}

/// Names only what is not at its usual place. A password is left out, so it is the reader who completes the address.
fn serve_command(place: &Place) -> String {
    let mut command = format!("tallystick serve --data {}", place.data.display());
    let usual = Place::in_folder(place.data.clone());
    if place.database != usual.database {
        let _ = write!(command, " --database {}", place.database);
    }
    if place.keys != usual.keys {
        let _ = write!(command, " --keys {}", place.keys.display());
    }
    command
}
