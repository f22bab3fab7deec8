//! Every door through which foreign bytes come in, in one table: the property tests and the fuzz targets share it.
//!
//! None may panic or fail to end, and what is taken must have one spelling: written again, it is the same.

use tallystick_base::Millis;
use tallystick_ledger::{
    Bundle, BundleChecks, Claims, CommandKind, Entry, Hash, InclusionProof, Jwk, LedgerId, LogReader,
    MemoryTiles, Part, PublicKey, SignatureLine, SigningKey, Statement, Tile, TileSource as _, VerifierKey,
    check_body, log_keys, new_keys, verify_bundle, verify_checkpoint, verify_log,
};

/// A door: it takes any bytes.
pub(crate) type Door = fn(&[u8]);

/// Every door with its name, which is also the name of its fuzz target.
pub(crate) const DOORS: [(&str, Door); 14] = [
    ("body", body),
    ("bundle", bundle),
    ("checkpoint", checkpoint),
    ("claims", claims),
    ("entry", entry),
    ("inclusion_proof", inclusion_proof),
    ("jwk", jwk),
    ("log", log),
    ("name", name),
    ("part", part),
    ("pem", pem),
    ("statement", statement),
    ("tile", tile),
    ("vkey", vkey),
];

fn text(bytes: &[u8]) -> &str {
    str::from_utf8(bytes).unwrap_or_default()
}

fn body(bytes: &[u8]) {
    let _ = (check_body(bytes), new_keys(bytes), log_keys(bytes));
}

fn bundle(bytes: &[u8]) {
    let _ = Bundle::is_likely(bytes);
    let _ = verify_bundle(bytes, BundleChecks::default());
    if let Ok(bundle) = Bundle::parse(bytes) {
        let written = bundle.to_json().expect("what was read can be written");
        assert_eq!(Bundle::parse(written.as_bytes()).as_ref(), Ok(&bundle));
    }
}

fn checkpoint(bytes: &[u8]) {
    // The first line may hold the keys to check it with, so that mutations can reach behind the signatures.
    let (keys, note) = text(bytes).split_once('\n').unwrap_or_default();
    let keys: Vec<VerifierKey> = keys.split(' ').filter_map(|key| key.parse().ok()).collect();
    let _ = verify_checkpoint(note, &keys);
}

fn claims(bytes: &[u8]) {
    if let Ok(claims) = Claims::parse(bytes) {
        let written = claims.to_bytes().expect("what was read can be written");
        assert_eq!(Claims::parse(&written).as_ref(), Ok(&claims));
        let _ = claims.check_window(1, Millis::MAX);
    }
}

fn entry(bytes: &[u8]) {
    if let Ok(entry) = Entry::parse(bytes) {
        assert_eq!(entry.to_leaf().as_deref(), Ok(bytes));
    }
}

fn inclusion_proof(bytes: &[u8]) {
    if let Ok(proof) = text(bytes).parse::<InclusionProof>() {
        assert_eq!(proof.to_string().parse::<InclusionProof>().as_ref(), Ok(&proof));
        let _ = proof.verify(b"leaf", &[]);
    }
}

fn jwk(bytes: &[u8]) {
    let Ok(jwk) = serde_json::from_slice::<Jwk>(bytes) else {
        return;
    };
    if let Ok(key) = PublicKey::from_jwk(&jwk) {
        assert_eq!(key.to_jwk(), jwk);
    }
}

fn log(bytes: &[u8]) {
    if let Ok(reader) = LogReader::open(bytes) {
        let written = reader.preamble().encode().expect("what was read can be written");
        assert!(bytes.starts_with(&written));
        let _ = verify_log(reader, None, |_| ());
    }
}

fn name(bytes: &[u8]) {
    let text = text(bytes);
    if let Ok(ledger) = text.parse::<LedgerId>() {
        assert_eq!(ledger.as_str(), text);
    }
    if let Ok(kind) = text.parse::<CommandKind>() {
        assert_eq!(kind.as_str(), text);
    }
    if let Ok(hash) = Hash::parse(text) {
        assert_eq!(hash.to_string(), text);
    }
}

fn part(bytes: &[u8]) {
    if let Ok(part) = Part::from_bytes(bytes.to_vec()) {
        assert_eq!(part.as_bytes(), bytes);
        assert!(part.transitions().is_ok() && part.salt().is_ok());
    }
}

fn pem(bytes: &[u8]) {
    if let Ok(key) = SigningKey::from_pem(text(bytes)) {
        let written = key.to_pem().expect("what was read can be written");
        let again = SigningKey::from_pem(&written).expect("what was written can be read");
        assert_eq!(again.public(), key.public());
    }
}

fn statement(bytes: &[u8]) {
    let mut lines = text(bytes).split('\n');
    let payload = lines.next().unwrap_or_default();
    let signatures: Vec<SignatureLine> = lines.filter_map(read_line).collect();
    if let Ok(statement) = Statement::parse(payload, signatures) {
        assert_eq!(statement.payload(), payload);
        assert!(statement.id().is_ok());
    }
}

fn read_line(line: &str) -> Option<SignatureLine> {
    let signature = SignatureLine::parse(line).ok()?;
    assert_eq!(signature.to_string(), line);
    Some(signature)
}

fn tile(bytes: &[u8]) {
    if let Ok(tile) = Tile::parse(text(bytes)) {
        assert_eq!(tile.to_string(), text(bytes));
        assert!(MemoryTiles::default().tile(tile).is_none());
    }
}

fn vkey(bytes: &[u8]) {
    if let Ok(key) = text(bytes).parse::<VerifierKey>() {
        assert_eq!(key.to_string(), text(bytes));
    }
}
