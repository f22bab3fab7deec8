//! Verdicts, one for each rule.

use std::fmt;
use std::time::Duration;

use serde::Serialize;
use tallystick_base::Millis;

use crate::Refusal;

/// What is checked, in the order of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// The file and everything in it can be read.
    Form,
    /// The verifier keys are those that the opening names, and the pinned ones.
    LogKeys,
    /// Both log keys signed the checkpoint.
    Checkpoint,
    /// Every entry has its number and time, and continues the chain.
    Chain,
    /// Every entry stands in the checkpoint's tree.
    Inclusion,
    /// Every signature verifies, for this ledger, in its window.
    Signatures,
    /// Every signing key was added before, not revoked before, and belongs to the acting party.
    Keys,
    /// Versions of subjects have no gap, and nothing moved that its signers did not name.
    Versions,
    /// What signers said they had seen is what this ledger was.
    Observations,
    /// The keys listed are those that the entries add.
    KeyList,
    /// The root over all leaves is the checkpoint's.
    Tree,
    /// Disclosed bodies and outcomes are those that were signed and sealed.
    Disclosures,
    /// Splits add up.
    Conservation,
    /// The last entry is not too old.
    Freshness,
    /// No key was revoked, and no entry followed, beyond what is shown here.
    NotRevoked,
    /// No newer version exists.
    Latest,
}

impl Rule {
    /// The rule's name, in kebab case.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::LogKeys => "log-keys",
            Self::Checkpoint => "checkpoint",
            Self::Chain => "chain",
            Self::Inclusion => "inclusion",
            Self::Signatures => "signatures",
            Self::Keys => "keys",
            Self::Versions => "versions",
            Self::Observations => "observations",
            Self::KeyList => "key-list",
            Self::Tree => "tree",
            Self::Disclosures => "disclosures",
            Self::Conservation => "conservation",
            Self::Freshness => "freshness",
            Self::NotRevoked => "not-revoked",
            Self::Latest => "latest",
        }
    }

    /// The rule that an entry breaks when it is refused for this reason.
    pub(super) fn broken_by(refusal: &Refusal) -> Self {
        match refusal {
            Refusal::BrokenChain | Refusal::WrongSequence { .. } | Refusal::TimeReversed { .. } => {
                Self::Chain
            }
            Refusal::WindowLength { .. }
            | Refusal::TooEarly { .. }
            | Refusal::TooLate { .. }
            | Refusal::WrongLedger { .. }
            | Refusal::SignatureCount { .. }
            | Refusal::SignedTwice(_)
            | Refusal::BadSignature(_) => Self::Signatures,
            Refusal::UnknownKey(_)
            | Refusal::RevokedKey { .. }
            | Refusal::ForeignKey { .. }
            | Refusal::OperatorSignatures(_)
            | Refusal::ForeignCapacity { .. }
            | Refusal::KeyInTwoRoles(_)
            | Refusal::NoPossession(_)
            | Refusal::UnnamedKey(_)
            | Refusal::KeyMove { .. }
            | Refusal::Opening(_) => Self::Keys,
            Refusal::UnnamedSubject(_)
            | Refusal::WrongFirstSubject { .. }
            | Refusal::VersionGap { .. }
            | Refusal::WrongPrevious(_)
            | Refusal::StaleReliance { .. }
            | Refusal::VersionMissing { .. } => Self::Versions,
            Refusal::FalseObservation { .. } => Self::Observations,
            Refusal::ThumbprintMismatch(_)
            | Refusal::KeyNotAdded(_)
            | Refusal::KeyNotListed(_)
            | Refusal::KeyRecordDiffers(_) => Self::KeyList,
            Refusal::OtherLogKeys(_) => Self::LogKeys,
            Refusal::CheckpointSignature(_) => Self::Checkpoint,
            Refusal::ProofMismatch | Refusal::OutsideTree { .. } | Refusal::MissingTile(_) => Self::Tree,
            Refusal::BodyMismatch | Refusal::OutcomeMismatch | Refusal::DocumentNotNamed(_) => {
                Self::Disclosures
            }
            Refusal::NotConserved { .. } => Self::Conservation,
            Refusal::TooOld { .. } => Self::Freshness,
            Refusal::NotBase64 { .. }
            | Refusal::NotHex { .. }
            | Refusal::WrongLength { .. }
            | Refusal::NotDecimal { .. }
            | Refusal::TooLarge { .. }
            | Refusal::Json { .. }
            | Refusal::DuplicateMember { .. }
            | Refusal::NotASubject { .. }
            | Refusal::NotALedgerId(_)
            | Refusal::NotAKind(_)
            | Refusal::UnknownHeaderMember(_)
            | Refusal::MissingHeaderMember(_)
            | Refusal::WrongAlgorithm(_)
            | Refusal::WrongType { .. }
            | Refusal::NotAKey(_)
            | Refusal::NotAPrivateKey
            | Refusal::PreviousOutOfPlace(_)
            | Refusal::NamedTwice { .. }
            | Refusal::IssuerNotAParty(_)
            | Refusal::EntryForm(_)
            | Refusal::NoteForm { .. }
            | Refusal::ReceiptDiffers(_)
            | Refusal::FileForm(_) => Self::Form,
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

/// What was found of one rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "status", rename_all = "kebab-case")]
pub enum Status {
    /// The rule holds.
    Valid {
        /// What was checked.
        reason: String,
    },
    /// The rule is broken.
    Invalid {
        /// The stable code of the refusal.
        code: &'static str,
        /// The refusal as a sentence.
        reason: String,
        /// The first entry that breaks it, where it is an entry's fault.
        entry: Option<u64>,
    },
    /// What was given does not show whether the rule holds.
    NotShown {
        /// Why.
        reason: String,
    },
}

/// One rule with what was found of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// The rule.
    pub rule: Rule,
    /// What was found.
    #[serde(flatten)]
    pub status: Status,
}

/// The outcome of a verification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The ledger's id, where it could be read.
    pub ledger: Option<String>,
    /// The size of the checkpoint's tree, where it could be read.
    pub size: Option<u64>,
    /// The last entry that was looked at: everything shown is as of this entry.
    pub as_of: Option<u64>,
    /// When that entry was received.
    pub received: Option<Millis>,
    /// The verdicts.
    pub verdicts: Vec<Verdict>,
}

impl Report {
    pub(super) fn new() -> Self {
        Self {
            ledger: None,
            size: None,
            as_of: None,
            received: None,
            verdicts: Vec::new(),
        }
    }

    /// Whether no rule is broken.
    pub fn is_valid(&self) -> bool {
        !self
            .verdicts
            .iter()
            .any(|v| matches!(v.status, Status::Invalid { .. }))
    }

    /// The lowest number of an entry that breaks a rule.
    pub fn first_bad_entry(&self) -> Option<u64> {
        self.verdicts
            .iter()
            .filter_map(|v| match v.status {
                Status::Invalid { entry, .. } => entry,
                Status::Valid { .. } | Status::NotShown { .. } => None,
            })
            .min()
    }

    /// What was found of a rule; `None` where it does not apply to this kind of file.
    pub fn status(&self, rule: Rule) -> Option<&Status> {
        self.verdicts.iter().find(|v| v.rule == rule).map(|v| &v.status)
    }

    /// Judges how old the last entry is: `max_age` is the time now and the largest age allowed. Without it any age will do.
    ///
    /// A bundle's report has this verdict already; a log's gets it where the checker asks.
    pub fn judge_freshness(&mut self, max_age: Option<(Millis, Duration)>) {
        let (Some(last), Some(received)) = (self.as_of, self.received) else {
            return;
        };
        let as_of = format!("as of entry {last}, received {received}");
        let Some((now, limit)) = max_age else {
            self.valid(Rule::Freshness, format!("{as_of}; no largest age was asked for"));
            return;
        };
        let age = now.since(received).unwrap_or_default();
        if age > limit {
            let refusal = Refusal::TooOld {
                age: age.as_secs(),
                limit: limit.as_secs(),
            };
            self.invalid(Rule::Freshness, &refusal, Some(last));
        } else {
            self.valid(Rule::Freshness, format!("{as_of}, {} s ago", age.as_secs()));
        }
    }

    pub(super) fn valid(&mut self, rule: Rule, reason: impl Into<String>) {
        self.verdicts.push(Verdict {
            rule,
            status: Status::Valid {
                reason: reason.into(),
            },
        });
    }

    pub(super) fn not_shown(&mut self, rule: Rule, reason: impl Into<String>) {
        self.verdicts.push(Verdict {
            rule,
            status: Status::NotShown {
                reason: reason.into(),
            },
        });
    }

    pub(super) fn invalid(&mut self, rule: Rule, refusal: &Refusal, entry: Option<u64>) {
        let (code, reason) = (refusal.code(), refusal.to_string());
        self.verdicts.push(Verdict {
            rule,
            status: Status::Invalid { code, reason, entry },
        });
    }
}
