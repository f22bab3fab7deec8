//! Why an input is not taken: one enum for the whole crate, each case with a stable code.

use tallystick_base::{Capacity, Millis, Subject, SubjectError, Thumbprint};

/// Something malformed, unsigned, or not allowed by the ledger's format.
///
/// A refusal says nothing about business: it concerns form, signatures and the order of versions only. `code` is
/// stable and meant for programs; the sentence is meant for people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A text is not canonical base64 or base64url.
    #[error("{field} is not canonical {alphabet}: check for padding, line breaks and unused bits")]
    NotBase64 {
        /// Which field of the format.
        field: &'static str,
        /// `base64` or `base64url`.
        alphabet: &'static str,
    },
    /// A text is not lower-case hexadecimal of the expected length.
    #[error("{field} is not {expected} lower-case hexadecimal digits")]
    NotHex {
        /// Which field of the format.
        field: &'static str,
        /// How many digits the field has.
        expected: usize,
    },
    /// A decoded value has the wrong number of bytes.
    #[error("{field} has {found} bytes; it must have {expected}")]
    WrongLength {
        /// Which field of the format.
        field: &'static str,
        /// Bytes the field must have.
        expected: usize,
        /// Bytes it has.
        found: usize,
    },
    /// A number is not a plain decimal in range.
    #[error("{field} is not a decimal number without sign and leading zeros")]
    NotDecimal {
        /// Which field of the format.
        field: &'static str,
    },
    /// A value is larger than the format allows.
    #[error("{field} is {found} long; at most {limit} is allowed")]
    TooLarge {
        /// Which field of the format.
        field: &'static str,
        /// The largest size allowed, in bytes or items.
        limit: usize,
        /// The size found.
        found: usize,
    },
    /// A document is not the JSON that the format prescribes.
    #[error("{document} is not valid: {detail}")]
    Json {
        /// Which document.
        document: &'static str,
        /// What the parser found, with line and column.
        detail: String,
    },
    /// A JSON object names one member twice.
    #[error("{document} names the member {member:?} twice")]
    DuplicateMember {
        /// Which document.
        document: &'static str,
        /// The name that occurs twice.
        member: String,
    },
    /// A text that should be a subject is none.
    #[error("{field}: {source}")]
    NotASubject {
        /// Which field of the format.
        field: &'static str,
        /// What is wrong with it.
        source: SubjectError,
    },
    /// A ledger id is not a URL without a scheme.
    #[error(
        "{0:?} is not a ledger id: it must be a host, or host/path, of at most 100 characters, without a scheme"
    )]
    NotALedgerId(String),
    /// A command kind does not have the form `noun.verb/version`.
    #[error("{0:?} is not a command kind: it must look like certificate.split/1")]
    NotAKind(String),

    /// The protected header has a member besides `alg`, `kid` and `typ`.
    #[error("the protected header has the member {0:?}; only alg, kid and typ are allowed")]
    UnknownHeaderMember(String),
    /// The protected header lacks a member.
    #[error("the protected header lacks {0}")]
    MissingHeaderMember(&'static str),
    /// The protected header names another algorithm than ES256.
    #[error("the header's algorithm is {0:?}; only ES256 is accepted")]
    WrongAlgorithm(String),
    /// The protected header's type is another one.
    #[error("the header's typ is {found:?}; here it must be {expected:?}")]
    WrongType {
        /// The type for this place.
        expected: &'static str,
        /// The type found.
        found: String,
    },
    /// A public key is not a point on P-256, or its JWK has another form.
    #[error("this is not a P-256 public key: {0}")]
    NotAKey(&'static str),
    /// A private key could not be read.
    #[error("this is not a P-256 private key in PKCS#8 PEM")]
    NotAPrivateKey,

    /// `prv` is present for a first version, or absent for a later one.
    #[error("version {0} {word} prv", word = if *.0 == 1 { "must not have" } else { "must have" })]
    PreviousOutOfPlace(u64),
    /// `alt` or `rel` names a subject twice, or names `sub`.
    #[error("{list} names {subject} twice, or names the statement's own subject")]
    NamedTwice {
        /// `alt`, `rel`, or the line of moved subjects.
        list: &'static str,
        /// The subject that stands there once too often.
        subject: Subject,
    },
    /// `iss` is not a party.
    #[error("iss is {0}; it must be a party")]
    IssuerNotAParty(Subject),
    /// `exp` is not after `iat`, or the window is too long.
    #[error("the acceptance window is {seconds} s long; it must be between 1 s and {limit} s here")]
    WindowLength {
        /// `exp` − `iat`, zero where `exp` is earlier.
        seconds: u64,
        /// The longest window allowed.
        limit: u64,
    },
    /// A statement or access token arrives before its window opens.
    #[error("what was signed is valid from {from}, but was received at {received}: check the signer's clock")]
    TooEarly {
        /// Start of the window.
        from: Millis,
        /// When it was received.
        received: Millis,
    },
    /// A statement or access token arrives after its window has closed.
    #[error("what was signed was valid until {until}, but was received at {received}: sign it again")]
    TooLate {
        /// End of the window.
        until: Millis,
        /// When it was received.
        received: Millis,
    },
    /// A statement or access token was made for another ledger.
    #[error("what was signed is for the ledger {found}; this is {expected}")]
    WrongLedger {
        /// The ledger at hand.
        expected: String,
        /// The ledger that the statement names.
        found: String,
    },
    /// The body's digest is not the one that was signed.
    #[error("the body does not hash to the digest that was signed")]
    BodyMismatch,

    /// A statement has no signature, or more than the format allows.
    #[error("a statement has between 1 and {limit} signatures; this one has {found}")]
    SignatureCount {
        /// The most signatures an entry may have.
        limit: usize,
        /// How many it has.
        found: usize,
    },
    /// One key signs twice.
    #[error("the key {0} signs twice; a member counts once")]
    SignedTwice(Thumbprint),
    /// A signature does not verify.
    #[error("the signature by the key {0} does not verify")]
    BadSignature(Thumbprint),
    /// The signing key is not known.
    #[error("the key {0} is not known to this ledger at this position")]
    UnknownKey(Thumbprint),
    /// The signing key was revoked before this position.
    #[error("the key {kid} was revoked by entry {revoked}")]
    RevokedKey {
        /// The signing key.
        kid: Thumbprint,
        /// The entry that revoked it.
        revoked: u64,
    },
    /// The signing key belongs to another party.
    #[error("the key {kid} belongs to {owner}, but the statement is by {issuer}")]
    ForeignKey {
        /// The signing key.
        kid: Thumbprint,
        /// The party that owns it.
        owner: Subject,
        /// The party in whose name the statement is made.
        issuer: Subject,
    },
    /// The operator acts with fewer than two signatures.
    #[error(
        "the operator acts with at least two signatures, or as the service with exactly one; this entry has {0}"
    )]
    OperatorSignatures(usize),
    /// A capacity that belongs to the operator is claimed by another party.
    #[error("{issuer} cannot act as {capacity}: that capacity is the operator's alone")]
    ForeignCapacity {
        /// The acting party.
        issuer: Subject,
        /// The capacity that it claims.
        capacity: Capacity,
    },
    /// One key signs for the service and for a member.
    #[error("the key {0} signs both for the service and for a member; it may do one only")]
    KeyInTwoRoles(Thumbprint),
    /// A key that the statement adds stands in the body without a valid proof of possession.
    #[error(
        "the body does not prove possession of the new key {0}: keys must list it once, with a JWS by that key for its owner"
    )]
    NoPossession(Thumbprint),
    /// The body lists a key that the statement does not add.
    #[error("the body lists the key {0}, which the statement does not add")]
    UnnamedKey(Thumbprint),
    /// A key is moved by a kind of command that cannot, or beyond version 2.
    #[error("{kind} cannot move {subject} to version {version}")]
    KeyMove {
        /// The command kind.
        kind: String,
        /// The key.
        subject: Subject,
        /// The version it would get.
        version: u64,
    },
    /// A key record's JWK is another key than the one it names.
    #[error("the key listed as {0} is another key: its thumbprint differs")]
    ThumbprintMismatch(Thumbprint),
    /// A key is listed that no entry added.
    #[error("the key {0} is listed, but no entry added it")]
    KeyNotAdded(Thumbprint),
    /// A key that an entry added is not listed, or not in its place.
    #[error("the key {0} was added by an entry, but is not listed in its place")]
    KeyNotListed(Thumbprint),
    /// A key record differs from what the entries say.
    #[error("the record of the key {0} names another owner or other positions than the entries do")]
    KeyRecordDiffers(Thumbprint),
    /// The log's verifier keys are others than the pinned ones, or than those its opening names.
    #[error("the verifier keys are not those {0}")]
    OtherLogKeys(&'static str),
    /// An opening is not the one the format prescribes.
    #[error("the ledger's opening is not valid: {0}")]
    Opening(&'static str),

    /// A leaf does not have the lines of an entry.
    #[error("the entry's {0} is missing or malformed")]
    EntryForm(&'static str),
    /// An entry has another number than its place.
    #[error("the entry says it is number {found}; here number {expected} is due")]
    WrongSequence {
        /// The number that is due.
        expected: u64,
        /// The number found.
        found: u64,
    },
    /// An entry was received before its predecessor.
    #[error("the entry was received at {found}, before its predecessor at {previous}")]
    TimeReversed {
        /// When the predecessor was received.
        previous: Millis,
        /// When this one was.
        found: Millis,
    },
    /// An entry does not continue the chain.
    #[error("the entry does not continue the chain: what follows it was sealed over other bytes")]
    BrokenChain,
    /// A subject is moved that the statement does not name.
    #[error("the entry moves {0}, which its signers did not name")]
    UnnamedSubject(Subject),
    /// The first moved subject is not the statement's own at its version.
    #[error("the first moved subject must be {subject}@{version}, as signed")]
    WrongFirstSubject {
        /// `sub`.
        subject: Subject,
        /// `ver`.
        version: u64,
    },
    /// A subject's version is not the next one.
    #[error("{subject} is at version {current}; the entry moves it to {found}")]
    VersionGap {
        /// The subject.
        subject: Subject,
        /// Its version before the entry.
        current: u64,
        /// The version that the entry gives it.
        found: u64,
    },
    /// `prv` is not the chain value of the last entry that moved the subject.
    #[error("prv is not the chain value of the entry that last moved {0}")]
    WrongPrevious(Subject),
    /// A fact in `rel` is not current.
    #[error("the statement relies on {subject} at version {relied}; it is at {current}")]
    StaleReliance {
        /// The subject relied on.
        subject: Subject,
        /// The version that was signed.
        relied: u64,
        /// The version before the entry.
        current: u64,
    },
    /// `obs` names a tree head that this ledger never had.
    #[error(
        "the signer saw the root of size {size} as another one: this ledger has shown two histories, or the claim is false"
    )]
    FalseObservation {
        /// The size that the signer observed.
        size: u64,
    },
    /// The stored outcome does not hash to the digest in the leaf.
    #[error("the outcome does not hash to the digest in the entry")]
    OutcomeMismatch,

    /// A signed note, checkpoint, verifier key, proof or tile path is malformed.
    #[error("{document} is malformed: {detail}")]
    NoteForm {
        /// Which document.
        document: &'static str,
        /// What is wrong.
        detail: &'static str,
    },
    /// A checkpoint lacks a valid signature of one of the log's keys.
    #[error("the checkpoint has no valid signature by the log key {0}")]
    CheckpointSignature(String),
    /// A proof does not lead to the root.
    #[error("the proof does not lead to the root")]
    ProofMismatch,
    /// An index or size lies outside the tree.
    #[error("{index} lies outside the tree of {size} leaves")]
    OutsideTree {
        /// The index or smaller size asked for.
        index: u64,
        /// The size of the tree.
        size: u64,
    },
    /// A tile that the proof needs is not there, or has the wrong width.
    #[error("the tile {0} is missing or incomplete")]
    MissingTile(String),
    /// A receipt is not the one for a statement, or contradicts its own leaf.
    #[error("the receipt is not for this statement and entry: its {0} differs")]
    ReceiptDiffers(&'static str),
    /// A version of a subject is not among the entries of a bundle.
    #[error("the bundle has no entry that moves {subject} to version {version}")]
    VersionMissing {
        /// The subject.
        subject: Subject,
        /// The version that is missing.
        version: u64,
    },
    /// A split does not add up.
    #[error("the split of {certificate} does not add up: it stood at {stood}, {detail}")]
    NotConserved {
        /// The certificate that was split.
        certificate: Subject,
        /// What it stood at.
        stood: String,
        /// The amounts that do not fit.
        detail: String,
    },
    /// The evidence is older than the checker allows.
    #[error("the last entry is {age} s old; at most {limit} s are allowed")]
    TooOld {
        /// Seconds since the last entry was received.
        age: u64,
        /// The largest age allowed, in seconds.
        limit: u64,
    },
    /// A document of a bundle stands in no body that is disclosed.
    #[error("the document {0:?} is named by no body that the bundle discloses")]
    DocumentNotNamed(String),
    /// An exported log or bundle does not have the prescribed form.
    #[error("the file's {0} is missing or malformed")]
    FileForm(&'static str),
}

impl Refusal {
    /// The stable code of this refusal, in kebab case.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotBase64 { .. } => "not-base64",
            Self::NotHex { .. } => "not-hex",
            Self::WrongLength { .. } => "wrong-length",
            Self::NotDecimal { .. } => "not-decimal",
            Self::TooLarge { .. } => "too-large",
            Self::Json { .. } => "malformed-json",
            Self::DuplicateMember { .. } => "duplicate-member",
            Self::NotASubject { .. } => "not-a-subject",
            Self::NotALedgerId(_) => "not-a-ledger-id",
            Self::NotAKind(_) => "not-a-kind",
            Self::UnknownHeaderMember(_) => "unknown-header-member",
            Self::MissingHeaderMember(_) => "missing-header-member",
            Self::WrongAlgorithm(_) => "wrong-algorithm",
            Self::WrongType { .. } => "wrong-type",
            Self::NotAKey(_) => "not-a-key",
            Self::NotAPrivateKey => "not-a-private-key",
            Self::PreviousOutOfPlace(_) => "previous-out-of-place",
            Self::NamedTwice { .. } => "named-twice",
            Self::IssuerNotAParty(_) => "issuer-not-a-party",
            Self::WindowLength { .. } => "window-length",
            Self::TooEarly { .. } => "too-early",
            Self::TooLate { .. } => "too-late",
            Self::WrongLedger { .. } => "wrong-ledger",
            Self::BodyMismatch => "body-mismatch",
            Self::SignatureCount { .. } => "signature-count",
            Self::SignedTwice(_) => "signed-twice",
            Self::BadSignature(_) => "bad-signature",
            Self::UnknownKey(_) => "unknown-key",
            Self::RevokedKey { .. } => "revoked-key",
            Self::ForeignKey { .. } => "foreign-key",
            Self::OperatorSignatures(_) => "operator-signatures",
            Self::ForeignCapacity { .. } => "foreign-capacity",
            Self::KeyInTwoRoles(_) => "key-in-two-roles",
            Self::NoPossession(_) => "no-possession",
            Self::UnnamedKey(_) => "unnamed-key",
            Self::KeyMove { .. } => "key-move",
            Self::ThumbprintMismatch(_) => "thumbprint-mismatch",
            Self::KeyNotAdded(_) => "key-not-added",
            Self::KeyNotListed(_) => "key-not-listed",
            Self::KeyRecordDiffers(_) => "key-record-differs",
            Self::OtherLogKeys(_) => "other-log-keys",
            Self::Opening(_) => "opening",
            Self::EntryForm(_) => "entry-form",
            Self::WrongSequence { .. } => "wrong-sequence",
            Self::TimeReversed { .. } => "time-reversed",
            Self::BrokenChain => "broken-chain",
            Self::UnnamedSubject(_) => "unnamed-subject",
            Self::WrongFirstSubject { .. } => "wrong-first-subject",
            Self::VersionGap { .. } => "version-gap",
            Self::WrongPrevious(_) => "wrong-previous",
            Self::StaleReliance { .. } => "stale-reliance",
            Self::FalseObservation { .. } => "false-observation",
            Self::OutcomeMismatch => "outcome-mismatch",
            Self::NoteForm { .. } => "note-form",
            Self::CheckpointSignature(_) => "checkpoint-signature",
            Self::ProofMismatch => "proof-mismatch",
            Self::OutsideTree { .. } => "outside-tree",
            Self::MissingTile(_) => "missing-tile",
            Self::ReceiptDiffers(_) => "receipt-differs",
            Self::VersionMissing { .. } => "version-missing",
            Self::NotConserved { .. } => "not-conserved",
            Self::DocumentNotNamed(_) => "document-not-named",
            Self::TooOld { .. } => "too-old",
            Self::FileForm(_) => "file-form",
        }
    }
}
