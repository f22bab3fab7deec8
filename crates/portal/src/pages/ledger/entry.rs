//! One entry: its leaf line by line, what it moved, who signed, and the proof that it stands there.

use askama::Template;
use axum::extract::{Path, State};
use tallystick_base::{Capacity, PartyId};
use tallystick_ledger::{Entry, InclusionProof, verify_checkpoint};
use tallystick_store::{EntryView, Store};

use super::leaf::{self, Leaf};
use super::lines::{self, Line};
use super::may_read;
use crate::Portal;
use crate::failure::Failure;
use crate::figures;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::timeline::{as_beginning, word_of};
use crate::pages::{Page, address, written};
use crate::seat::{Seat, Visit};

#[derive(Template)]
#[template(path = "ledger/entry.html")]
struct EntryPage<'p> {
    frame: Frame<'p>,
    seq: u64,
    size: u64,
    /// What the visitor may read of it; the public sees the proof only, where the operator keeps leaves to members.
    read: Option<Read>,
    /// The public keys that its signatures name, as JSON: each proves itself, for it hashes to its name.
    jwks: String,
    /// The hashes of the proof, and the note that they lead to.
    hashes: Vec<String>,
    note: String,
    before: Option<u64>,
    after: Option<u64>,
}

/// An entry that the visitor may read.
struct Read {
    leaf: String,
    act: String,
    kind: String,
    received: String,
    issuer: String,
    issuer_name: Option<String>,
    capacity: String,
    lines: Vec<Line>,
    claims: Vec<Line>,
    signers: Vec<SignerRow>,
    moved: Vec<MovedRow>,
    statement: String,
    /// The body, laid out for reading; none where the viewer may not see it.
    body: Option<String>,
    /// Its exact text as a string of JSON, in which no white space is lost on the way.
    exact: Option<String>,
    /// Whether a member is looking, who sees bodies where they concern the party.
    is_member: bool,
}

struct SignerRow {
    kid: String,
    name: Option<String>,
    suspect: bool,
    restored: bool,
}

struct MovedRow {
    subject: String,
    /// The page of the subject, for a member.
    address: Option<String>,
    version: u64,
    /// SHA-256 of its part, for a member.
    digest: Option<String>,
    /// The part, laid out for reading.
    part: Option<String>,
}

pub(super) async fn page(State(portal): State<Portal>, visit: Visit, Path(seq): Path<String>) -> Page {
    let seq: u64 = seq.parse().map_err(|_| Failure::NotFound)?;
    let store = portal.store();
    let proof = store.proof(seq).await?.ok_or(Failure::NotFound)?;
    let InclusionProof {
        hashes, checkpoint, ..
    } = proof;
    let head = verify_checkpoint(&checkpoint, &store.vkeys()).map_err(|_| Failure::Fault)?;
    let frame = Frame::new(&portal, visit.clone());
    let read = match &visit.seat {
        Some(seat) => Some(for_member(&portal, &frame, seat, seq).await?),
        None if may_read(&portal, &visit) => {
            let leaf = leaf::one(store, seq).await?;
            Some(for_anyone(&frame, leaf.ok_or(Failure::NotFound)?)?)
        }
        None => None,
    };
    let signers = read.as_ref().map_or(&[][..], |read| read.signers.as_slice());
    written(&EntryPage {
        size: head.size,
        jwks: jwks(store, signers).await?,
        hashes: hashes.iter().map(ToString::to_string).collect(),
        note: checkpoint,
        before: seq.checked_sub(1),
        after: seq.checked_add(1).filter(|after| *after < head.size),
        frame,
        seq,
        read,
    })
}

/// What the leaf says, which is the same for everyone.
fn for_anyone(frame: &Frame<'_>, leaf: Leaf) -> Result<Read, Failure> {
    let Leaf { text, entry } = leaf;
    let claims = entry.statement.claims();
    let statement = entry.statement.id().map_err(|_| Failure::Fault)?;
    Ok(Read {
        leaf: text,
        act: as_beginning(&frame.say(&word_of(&claims.kind.to_string()))),
        kind: claims.kind.to_string(),
        received: figures::moment(entry.received),
        issuer: claims.issuer.to_string(),
        issuer_name: None,
        capacity: frame.capacity(&claims.capacity),
        lines: lines::of_leaf(frame, &entry),
        claims: lines::of_claims(frame, claims),
        signers: signers(&entry),
        moved: moved(&entry),
        statement: statement.to_string(),
        body: None,
        exact: None,
        is_member: false,
    })
}

async fn jwks(store: &Store, signers: &[SignerRow]) -> Result<String, Failure> {
    let mut keys = Vec::with_capacity(signers.len());
    for signer in signers {
        let kid = signer.kid.parse().map_err(|_| Failure::Fault)?;
        let found = store.public_key(&kid).await?.ok_or(Failure::Fault)?;
        keys.push(found.key.to_jwk());
    }
    serde_json::to_string(&keys).map_err(|_| Failure::Fault)
}

fn signers(entry: &Entry) -> Vec<SignerRow> {
    let row = |kid: String| SignerRow {
        kid,
        name: None,
        suspect: false,
        restored: false,
    };
    let lines = entry.statement.signatures().iter();
    lines.map(|line| row(line.kid().to_string())).collect()
}

fn moved(entry: &Entry) -> Vec<MovedRow> {
    let row = |moved: &tallystick_ledger::Moved| MovedRow {
        subject: moved.subject.to_string(),
        address: None,
        version: moved.version,
        digest: None,
        part: None,
    };
    entry.moved.iter().map(row).collect()
}

/// The same, with what the member's party may see beside it.
async fn for_member(portal: &Portal, frame: &Frame<'_>, seat: &Seat, seq: u64) -> Result<Read, Failure> {
    let store = portal.store();
    let view = store.entry(&seat.viewer, seq).await?.ok_or(Failure::NotFound)?;
    let issuer = PartyId::try_from(&view.issuer).ok();
    let names = Names::of(store, &seat.viewer, issuer).await?;
    let read = for_anyone(frame, leaf::read(view.leaf.clone().into_bytes())?)?;
    let mut signers = Vec::with_capacity(view.signers.len());
    for signer in &view.signers {
        let name = match signer.member {
            Some(member) => store.member_name(&seat.viewer, member).await?,
            None => None,
        };
        signers.push(SignerRow {
            kid: signer.kid.to_string(),
            name,
            suspect: signer.suspect,
            restored: signer.restored,
        });
    }
    Ok(Read {
        issuer_name: issuer.map(|party| names.name(&party)),
        moved: moved_for_member(&view, seat.acting),
        body: view.body.as_deref().map(laid_out),
        exact: view.body.map(|body| serde_json::Value::String(body).to_string()),
        is_member: true,
        signers,
        ..read
    })
}

fn moved_for_member(view: &EntryView, acting: Capacity) -> Vec<MovedRow> {
    let row = |moved: &tallystick_store::MovedView| MovedRow {
        // A link only where the party sees what happened: it would lead nowhere otherwise.
        address: moved
            .part
            .as_ref()
            .and_then(|_| address::of(&moved.subject, acting)),
        subject: moved.subject.to_string(),
        version: moved.version,
        digest: Some(moved.digest.to_string()),
        part: moved.part.as_deref().map(laid_out),
    };
    view.moved.iter().map(row).collect()
}

/// JSON with a line for each member. What is hashed is the exact text, which the API gives.
fn laid_out(json: &str) -> String {
    let value: Result<serde_json::Value, _> = serde_json::from_str(json);
    let laid = value.and_then(|value| serde_json::to_string_pretty(&value));
    laid.unwrap_or_else(|_| json.to_owned())
}
